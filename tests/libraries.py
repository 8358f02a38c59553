"""Documents, services and assistants over files that a test writes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot import app, config
from bot.documents.folder import look
from bot.documents.reading import read_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.answers.assistant import Assistant
    from bot.app import Service
    from bot.documents.model import Document
    from bot.library.snapshot import Snapshot


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files, to the byte, and return their folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def service_of(folder: Path, files: Mapping[str, str | bytes], **sections: Mapping[str, object]) -> Service:
    """Return a service over files; `sections` are settings."""
    own = {"documents": {"folder": str(write_files(folder, files))}}
    layers = [config.Layer(name="test", values=values) for values in (own, sections)]
    return app.open_service(config.resolve(*layers))


def assistant_of(
    folder: Path, files: Mapping[str, str | bytes], **sections: Mapping[str, object]
) -> Assistant:
    """Return what answers from files; `sections` are settings."""
    return service_of(folder, files, **sections).current


@cache
def shipped_assistant() -> Assistant:
    """Return what answers from the shipped documents, the same one for all tests."""
    return app.open_service(config.resolve()).current


def library_of(folder: Path, files: Mapping[str, str | bytes]) -> Snapshot:
    """Return the library of files."""
    return assistant_of(folder, files).library


def document_of(content: str | bytes, name: str = "minutes.txt") -> Document:
    """Return the document that is read from a file with this content."""
    with TemporaryDirectory() as folder:
        [file] = look(write_files(Path(folder), {name: content})).files
        return read_file(file).document
