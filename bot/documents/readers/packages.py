"""Zip files, read within bounds: what packs an office document, and what packs several documents."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import IO, TYPE_CHECKING

from bot.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENCRYPTED = 0x1
"""The bit of a member's flags that says so (APPNOTE.TXT, 4.4.4)."""

_MOST_RATIO = 400
_SMALL = 4 << 20
"""Bytes up to which a member may be packed as tightly as it likes; deflate packs zeros 1,000 to 1."""

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError)
"""All that reading a zip file may end with; an unknown compression is among them."""


def opened(content: bytes | IO[bytes], name: str) -> zipfile.ZipFile:
    """Open a zip file.

    Args:
        content: Its bytes, or where they can be read.
        name: The file's name, for messages.

    Raises:
        DocumentError: It is none, or is damaged.
    """
    try:
        return zipfile.ZipFile(BytesIO(content) if isinstance(content, bytes) else content)
    except DAMAGED as error:
        raise DocumentError(f"{name}: cannot be read: it is damaged, or no zip file") from error


def members(package: zipfile.ZipFile) -> Mapping[str, zipfile.ZipInfo]:
    """Return the files in a zip file, by their paths; of two of one path the later, as all programs do."""
    return {info.filename: info for info in package.infolist() if not info.is_dir()}


def is_encrypted(info: zipfile.ZipInfo) -> bool:
    """Whether a password is needed to read a member."""
    return info.flag_bits & _ENCRYPTED != 0


def is_bomb(info: zipfile.ZipInfo) -> bool:
    """Whether a member is packed more tightly than what anybody writes can be."""
    return info.file_size > _SMALL and info.file_size > _MOST_RATIO * max(1, info.compress_size)


def member(package: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, *, bytes_at_most: int) -> bytes:
    """Return a member's content.

    Args:
        package: The zip file.
        info: The member.
        name: What to call it in messages.
        bytes_at_most: How large it may be.

    Raises:
        DocumentError: It is encrypted, damaged, or too large, or packed so tightly that it is a trap.
    """
    if is_encrypted(info):
        raise DocumentError(f"{name}: cannot be read: it is encrypted; save it without a password")
    if is_bomb(info):
        raise DocumentError(
            f"{name}: cannot be read: it unpacks to very much more than it is, as zip bombs do"
        )
    try:
        with package.open(info) as source:
            content = source.read(bytes_at_most + 1)
    except DAMAGED as error:
        raise DocumentError(f"{name}: cannot be read: it is damaged") from error
    if len(content) > bytes_at_most:
        raise DocumentError(f"{name}: cannot be read: it unpacks to more than {bytes_at_most >> 20} MB")
    return content
