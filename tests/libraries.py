"""Libraries and assistants over files that a test writes."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot import app, config
from bot.documents import library
from bot.documents.file_reading import read_file
from bot.documents.files import DocumentFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.answers.assistant import Assistant
    from bot.documents.library import Library
    from bot.documents.model import Document


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files, to the byte, and return their folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def library_of(folder: Path, files: Mapping[str, str | bytes]) -> Library:
    return library.load(write_files(folder, files))


def assistant_of(
    folder: Path, files: Mapping[str, str | bytes], **sections: Mapping[str, object]
) -> Assistant:
    settings = config.resolve(config.Layer(name="test", values=sections))
    return app.build_assistant(settings, library_of(folder, files))


def document_of(content: str | bytes, name: str = "minutes.txt") -> Document:
    """Return a document as it is read from a file with this content."""
    with TemporaryDirectory() as folder:
        write_files(Path(folder), {name: content})
        return read_file(DocumentFile.of(folder, name)).document
