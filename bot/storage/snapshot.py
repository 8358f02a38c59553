"""Arrays in a file: written whole or not at all, mapped into memory, and never believed unchecked.

A file is a magic, the arrays, a header in JSON, and a trailer with the header's digest and length. The header
names what the arrays are of, where each lies, and a checksum of each block of them: a bit that is not as it
was written is noticed before the first search.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import mmap
import os
import struct
import tempfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import BinaryIO

    from numpy.typing import NDArray

    Array = NDArray[Any]
    Arrays = Mapping[str, NDArray[Any]]

_MAGIC = b"meeting-bot index 2\n".ljust(64, b"\0")
_TRAILER = struct.Struct("<32sQ")
_ALIGNMENT = 64
_BLOCK = 1 << 22
_READ_AT_ONCE = 1 << 19
_THREADS = 4 if hasattr(os, "pread") else 1
"""Threads that read a file at once; without `pread` they would share one position."""


_Natural = Annotated[int, msgspec.Meta(ge=0)]
_Described = tuple[str, str, tuple[_Natural, ...], _Natural]
"""The name of an array, its type as numpy has it, its shape, and where it begins."""


class _Header(msgspec.Struct):
    """What is said of the arrays at the end of a file; see above."""

    key: str
    arrays: list[_Described]
    end: _Natural
    blocks: list[int]


class DamagedSnapshotError(Exception):
    """A file is not a snapshot of what is sought, or not as it was written; the message says which."""


@dataclass(frozen=True, slots=True)
class Streamed:
    """An array of one dimension that is made while it is written, so that it need never be in memory whole.

    Attributes:
        blocks: Makes its parts, of one type, in order; at least one, which may be empty.
    """

    blocks: Callable[[], Iterator[Array]]

    def whole(self) -> Array:
        """Return all of it."""
        whole: Array = np.concatenate(list(self.blocks()))
        return whole


def write(path: Path, content: Mapping[str, Array | Streamed], *, key: str) -> None:
    """Write a snapshot; nobody ever reads half of one, and what stood there stays until it is whole.

    Args:
        path: Where it is to lie.
        content: The arrays that it holds, by name.
        key: What tells it from snapshots of anything else.

    Raises:
        OSError: It cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w+b", dir=path.parent, suffix=".unfinished", delete=False) as file:
        unfinished = Path(file.name)
        try:
            _write(file, content, key)  # type: ignore[arg-type] # a wrapper, which mypy does not take for a file
            file.close()
            os.replace(unfinished, path)  # noqa: PTH105 - the operation that is atomic, by its own name
        except BaseException:
            with contextlib.suppress(OSError):  # of what could not be written
                file.close()
            unfinished.unlink(missing_ok=True)
            raise


def read(path: Path, *, key: str) -> dict[str, Array]:
    """Map the arrays of a snapshot into memory.

    Raises:
        FileNotFoundError: There is none.
        DamagedSnapshotError: It is damaged, or of something else, or of another version.
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size < len(_MAGIC) + _TRAILER.size:
            raise DamagedSnapshotError("it is cut short")
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = _header(content)
        if header.key != key:
            raise DamagedSnapshotError("it is of other documents or settings")
        if header.end > len(content) or _checksums(file, header.end) != header.blocks:
            raise DamagedSnapshotError("its checksums do not match")
    return {name: _mapped(content, kind, shape, offset) for name, kind, shape, offset in header.arrays}


def whole(content: Mapping[str, Array | Streamed]) -> dict[str, Array]:
    """Return the arrays of a snapshot in memory, where it cannot be written."""
    return {name: one.whole() if isinstance(one, Streamed) else one for name, one in content.items()}


def _write(file: BinaryIO, content: Mapping[str, Array | Streamed], key: str) -> None:
    file.write(_MAGIC)
    described: list[_Described] = []
    for name, one in content.items():
        file.write(b"\0" * (-file.tell() % _ALIGNMENT))
        offset = file.tell()
        described.append((name, *_write_array(file, one), offset))
    end = file.tell()
    file.flush()
    blocks = _checksums(file, end)
    header = msgspec.json.encode(_Header(key=key, arrays=described, end=end, blocks=blocks))
    file.write(header)
    file.write(_TRAILER.pack(hashlib.sha256(header).digest(), len(header)))
    file.flush()
    os.fsync(file.fileno())


def _write_array(file: BinaryIO, one: Array | Streamed) -> tuple[str, tuple[int, ...]]:
    """Write an array, and return its type and its shape."""
    kind, length = "", 0
    shape: tuple[int, ...] = ()
    for block in one.blocks() if isinstance(one, Streamed) else (one,):
        file.write(np.ascontiguousarray(block).data.cast("B") if block.size else b"")
        kind, length = block.dtype.str, length + len(block)
        shape = (length, *block.shape[1:])
    return kind, shape


def _header(content: mmap.mmap) -> _Header:
    digest, length = _TRAILER.unpack(content[-_TRAILER.size :])
    header = content[max(0, len(content) - _TRAILER.size - length) : -_TRAILER.size]
    if content[: len(_MAGIC)] != _MAGIC:
        raise DamagedSnapshotError("it is of another version, or none of ours")
    if hashlib.sha256(header).digest() != digest:
        raise DamagedSnapshotError("its end is damaged")
    try:
        return msgspec.json.decode(header, type=_Header)
    except msgspec.DecodeError as error:
        raise DamagedSnapshotError("its end is not as ours are") from error


def _mapped(content: mmap.mmap, kind: str, shape: tuple[int, ...], offset: int) -> Array:
    """Return an array that lies in a file."""
    try:
        dtype = np.dtype(kind)
        found: Array = np.frombuffer(content, dtype, math.prod(shape), offset).reshape(shape)
    except (TypeError, ValueError, OverflowError) as error:
        raise DamagedSnapshotError("an array does not lie where its end says") from error
    if not dtype.isnative:
        raise DamagedSnapshotError("it is of a machine with another order of bytes")
    return found


def _checksums(file: BinaryIO, end: int) -> list[int]:
    """Return the CRC-32 of each block up to the end of the arrays; it is reckoned without the GIL.

    It notices every change of up to 32 neighbouring bits, and of others all but one in four billion. The
    blocks are read, not mapped: what is never asked for is to take no memory.
    """
    starts = range(0, end, _BLOCK)

    def checksum(start: int) -> int:
        found, stop = 0, min(start + _BLOCK, end)
        while start < stop:
            read = _read_at(file, start, min(_READ_AT_ONCE, stop - start))
            if not read:
                raise DamagedSnapshotError("it is cut short")
            found = zlib.crc32(read, found)
            start += len(read)
        return found

    try:
        with ThreadPoolExecutor(_THREADS) as pool:
            return list(pool.map(checksum, starts))
    except RuntimeError:  # no more threads may be started
        return list(map(checksum, starts))


def _read_at(file: BinaryIO, start: int, size: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(file.fileno(), size, start)
    file.seek(start)
    return file.read(size)
