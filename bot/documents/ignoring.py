"""What of a folder of documents is passed over, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import DocumentError

if TYPE_CHECKING:
    import pathspec
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

IGNORE_FILE = ".meetingbotignore"
"""Lists what is passed over, in the syntax of .gitignore (https://git-scm.com/docs/gitignore)."""

_FOLDERS = {
    **dict.fromkeys([".git", ".hg", ".svn", ".bzr", ".jj", "CVS", "_darcs"], "holds earlier versions"),
    **dict.fromkeys(["node_modules", "bower_components"], "holds packages of a program"),
    **dict.fromkeys(["__pycache__", "__MACOSX"], "is a cache"),
}


class Rules:
    """Says what is passed over.

    Args:
        content: What `IGNORE_FILE` lists.
        problems: Where to add what is wrong with it.
    """

    def __init__(self, content: bytes, problems: list[DocumentError]) -> None:
        self.content = content
        self._listed = _pathspec(content, problems) if content.strip() else None

    def reason(self, place: str, name: str, *, is_folder: bool) -> str | None:
        """Return why a file or a folder is passed over, as what comes after its name; None if it is not.

        Args:
            place: Its path, with ``/``.
            name: The last part of that.
            is_folder: Whether it is a folder.
        """
        if is_folder and name in _FOLDERS:
            return _FOLDERS[name]
        if place == IGNORE_FILE:
            return "lists what is passed over"
        if name.startswith("."):
            return "is hidden"
        if self._listed is not None and self._listed.match_file(f"{place}/" if is_folder else place):
            return f"is listed in {IGNORE_FILE}"
        return None if is_folder else _reason_of_file(name.lower())


def _reason_of_file(name: str) -> str | None:
    if name.startswith("readme.") or name == "readme":
        return "is about the folder"
    if name.endswith(".jsonl"):
        return "is a set of questions"
    if name.endswith(".speakers.toml"):
        return "names the speakers of another file"
    if name.startswith("~$"):
        return "is what an office program keeps while a file is open"
    return None


def _pathspec(content: bytes, problems: list[DocumentError]) -> pathspec.GitIgnoreSpec:
    import pathspec  # few folders have such a file

    patterns: list[GitIgnoreSpecPattern] = []
    for number, line in enumerate(content.decode("utf-8-sig", "replace").splitlines(), start=1):
        try:
            patterns += pathspec.GitIgnoreSpec.from_lines([line]).patterns
        except ValueError:
            wrong = f"{IGNORE_FILE}: line {number}: is no pattern such as 'drafts/' or '*.tmp.md'"
            problems.append(DocumentError(wrong))
    return pathspec.GitIgnoreSpec(patterns)
