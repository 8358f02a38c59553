"""The facts that a document may state about itself between ``---`` lines above its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.documents import written_dates
from bot.documents.decoding import one_line
from bot.documents.model import Facts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import yaml

_FENCE = re.compile(r"^---[ \t]*+(?:\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"([\"']?)([\w.-][\w .-]{0,60})\1[ \t]*+:([ \t]|$)?")
_MARK_OF_ITEM = re.compile(r"-(?:[ \t]++|$)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
_KEYS = frozenset("title date url language attendees chair location tags speakers".split())
_FIRST_LINE_OF_BLOCK = 2
_LONGEST_BLOCK = 1 << 14
"""Characters between two lines that are text: YAML takes some ten microseconds for each."""

_MOST_BRACKETS = 200
_NULL = "tag:yaml.org,2002:null"
_MOST_PEOPLE = 1000
_LONGEST_LINK = 2000

_Value = str | list[str] | dict[str, str] | None
"""A value as it is written, for to YAML "no" is false and "12:30" is 750; None for one of another shape."""

_Values = dict[str, tuple[int, _Value]]
"""Values with their lines, by their keys in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What a document says about itself, and what it says.

    Attributes:
        facts: The facts; what cannot be read is in its notes.
        text: The document without its front matter.
        speakers: Names of speakers, by what a transcript calls them, such as ``Speaker 1``.
    """

    text: str
    facts: Facts = field(default_factory=Facts)
    speakers: Mapping[str, str] = field(default_factory=dict)


def split(text: str) -> FrontMatter:
    r"""Part a file's content into its front matter and its text.

    A block that names nothing which a document may say about itself is text, as is one that is not closed
    or very long.

    Args:
        text: The whole content, line ends already ``\n``.
    """
    opening = _FENCE.match(text)
    closing = _FENCE.search(text, opening.end()) if opening else None
    if opening is None or closing is None or closing.start() - opening.end() > _LONGEST_BLOCK:
        return FrontMatter(text=text)
    block = text[opening.end() : closing.start()]
    notes: list[str] = []
    values = _as_yaml(block, notes)
    if values is None:
        values = _by_line(block)
    if not values.keys() & _KEYS:
        return FrontMatter(text=text)
    read = _Reader(values, notes)
    facts = Facts(
        title=read.line("title"),
        date=read.date("date"),
        url=read.link("url"),
        language=read.language("language"),
        attendees=read.several("attendees"),
        chair=read.line("chair"),
        location=read.line("location"),
        tags=read.several("tags"),
    )
    speakers = read.names("speakers")
    return FrontMatter(
        text=text[closing.end() :], facts=replace(facts, notes=tuple(notes)), speakers=speakers
    )


class _Reader:
    """Reads values as what they are to be; what is something else is noted and left out."""

    def __init__(self, values: _Values, notes: list[str]) -> None:
        self._values = values
        self._notes = notes

    def line(self, key: str) -> str | None:
        value = self._text(key, "a line of text")
        return None if value is None else one_line(value) or None

    def date(self, key: str) -> dt.date | None:
        expected = "a date such as 2024-07-28"
        value = self._text(key, expected)
        if value is None:
            return None
        found = written_dates.readings(value)
        if len(found) > 1:
            either = " or ".join(date.isoformat() for date in found)
            self._note(key, f"'{one_line(value)}' may be {either}; write it so")
        elif not found:
            self._refuse(key, expected)
        return found[0] if len(found) == 1 else None

    def link(self, key: str) -> str | None:
        expected = "a link that begins with http:// or https://"
        value = self._text(key, expected)
        if value is None or _is_link(value):
            return value
        self._refuse(key, expected)
        return None

    def language(self, key: str) -> str | None:
        expected = "a language tag such as en"
        value = self._text(key, expected)
        if value is None or _LANGUAGE.fullmatch(value):
            return value and value.replace("_", "-")
        self._refuse(key, expected)
        return None

    def several(self, key: str) -> tuple[str, ...]:
        """Return the values of a list, or of a text with semicolons, line ends or commas between them."""
        _, value = self._values.get(key, (0, ""))
        if isinstance(value, str):
            value = re.split(r"[;\n]" if re.search(r"[;\n]", value) else ",", value)
        if not isinstance(value, list):
            self._refuse(key, "a list")
            return ()
        return tuple(filter(None, map(one_line, value[:_MOST_PEOPLE])))

    def names(self, key: str) -> dict[str, str]:
        _, value = self._values.get(key, (0, {}))
        if not isinstance(value, dict):
            self._refuse(key, "lines such as 'Speaker 1: Ann Lee'")
            return {}
        names = {one_line(called): one_line(name) for called, name in list(value.items())[:_MOST_PEOPLE]}
        return {called: name for called, name in names.items() if called and name}

    def _text(self, key: str, expected: str) -> str | None:
        if key not in self._values:
            return None
        _, value = self._values[key]
        if isinstance(value, str) and value.strip():
            return value.strip()
        self._refuse(key, expected)
        return None

    def _refuse(self, key: str, expected: str) -> None:
        self._note(key, f"must be {expected}; it is left out")

    def _note(self, key: str, what: str) -> None:
        self._notes.append(f"line {self._values[key][0]}: {key} {what}")


def _composed(block: str, notes: list[str]) -> yaml.Node | None:
    """Return the node that a block is in YAML, or None where it is not YAML.

    Nothing is made of nodes: no tag does anything, and no alias is unfolded.
    """
    import yaml  # a corpus without front matter does without it

    line = _FIRST_LINE_OF_BLOCK
    if block.count("[") + block.count("{") <= _MOST_BRACKETS:  # else it might take seconds
        try:
            return yaml.compose(block, Loader=yaml.SafeLoader)
        except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            line += mark.line if mark else 0
    notes.append(f"line {line}: the front matter is not YAML; it is read line by line")
    return None


def _as_yaml(block: str, notes: list[str]) -> _Values | None:
    """Return the values of a block, or None where it is not YAML or not a mapping."""
    import yaml

    node = _composed(block, notes)
    if not isinstance(node, yaml.MappingNode):
        return None
    values: _Values = {}
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode) and value.tag != _NULL:
            line = _FIRST_LINE_OF_BLOCK + key.start_mark.line
            values.setdefault(key.value.strip().lower(), (line, _of_node(value)))
    return values


def _of_node(node: yaml.Node) -> _Value:
    """Return the value of a node that is a text, or a list or a mapping of nothing but texts."""
    if isinstance(node.value, str):
        return node.value
    if all(isinstance(part, tuple) for part in node.value):
        pairs = [(key.value, value.value) for key, value in node.value]
        return dict(pairs) if all(isinstance(text, str) for pair in pairs for text in pair) else None
    texts = [part.value for part in node.value]
    return texts if all(isinstance(text, str) for text in texts) else None


def _by_line(block: str) -> _Values:
    """Return the values of a block that is not YAML; none where it has lines that belong to no value."""
    found: dict[str, tuple[int, list[str]]] = {}
    lines: list[str] | None = None
    after_blank = False
    for number, line in enumerate(block.split("\n"), start=_FIRST_LINE_OF_BLOCK):
        text = line.strip()
        if not text or text == "..." or text.startswith("#"):
            after_blank = not text
            continue
        key = _key(text)
        is_indented = line[0] in " \t" or _MARK_OF_ITEM.match(text) is not None
        if key is not None and not (is_indented and lines is not None and not lines[0]):
            name, first = key
            _, lines = found.setdefault(name, (number, [first]))
        elif lines is None or (after_blank and not is_indented):
            return {}
        else:
            lines.append(text)
        after_blank = False
    return {key: (line, value) for key, (line, texts) in found.items() if (value := _of_lines(texts)) != ""}


def _key(line: str) -> tuple[str, str] | None:
    """Return the key that a line begins with, in lower case, and what comes after it."""
    match = _KEY.match(line)
    if match is None:
        return None
    key = match[2].strip().lower()
    return (key, line[match.end() :].strip()) if match[3] is not None or key in _KEYS else None


def _of_lines(lines: list[str]) -> _Value:
    """Return the value that stands in what comes after a key, and in the lines beneath."""
    first, *beneath = lines
    if not first and beneath:
        if all(_MARK_OF_ITEM.match(line) for line in beneath):
            return [_unquoted(_MARK_OF_ITEM.sub("", line, count=1)) for line in beneath]
        pairs = [line.partition(":") for line in beneath]
        if all(between for _, between, _ in pairs):
            return {_unquoted(key): _unquoted(value) for key, _, value in pairs}
    whole = " ".join(filter(None, lines))
    if whole.startswith("[") and whole.endswith("]"):
        return [_unquoted(part) for part in whole[1:-1].split(",")]
    if whole and not any(map(str.isalnum, whole)):
        return None
    return _unquoted(whole)


def _unquoted(text: str) -> str:
    text = text.strip()
    is_quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if is_quoted else text


def _is_link(value: str) -> bool:
    if " " in value or not value.isprintable() or len(value) > _LONGEST_LINK:
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
