"""Earlier texts of documents, kept so that what was quoted from them can be found again."""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.documents.model import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A folder with the text of every version of a document that was ever cited from.

    It is a convenience: where it cannot be written, changed quotes are merely not found again.

    Attributes:
        folder: Where the texts lie, each under its hash, made when it is first needed; None to keep none.
    """

    folder: Path | None

    def remember(self, documents: Iterable[Document]) -> None:
        """Keep the text of each document that is not kept yet."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            for document in documents:
                if self.text(document.hash) is None:
                    _write_whole(self.folder / _name(document.hash), document.text)

    def text(self, digest: str) -> str | None:
        """Return the text with this hash (8 hex digits), or None where it is not kept."""
        if self.folder is None:
            return None
        try:
            content = (self.folder / _name(digest)).read_bytes()
        except OSError:
            return None
        if not hashlib.sha256(content).hexdigest().startswith(digest):
            return None
        return content.decode()


def _name(digest: str) -> str:
    return f"{digest}.txt"


def _write_whole(path: Path, text: str) -> None:
    """Write a file so that nobody ever reads half of it."""
    import tempfile  # only a text that is not kept yet needs it

    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, delete=False) as file:
        unfinished = Path(file.name)
        try:
            file.write(text.encode())
            file.close()
            os.replace(unfinished, path)  # noqa: PTH105 - the operation that is atomic, by its own name
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
