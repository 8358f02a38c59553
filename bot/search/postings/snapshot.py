"""Arrays in a file: written whole or not at all, mapped into memory, and never believed unchecked.

A file is a magic, the arrays, a header in JSON, and a trailer with the header's digest and length. The header
names what the arrays are of, where each lies, and a digest of each block of them: any bit that is not as it
was written is noticed before the first search.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import struct
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[Any]]

_MAGIC = b"meeting-bot index 1\n".ljust(64, b"\0")
_TRAILER = struct.Struct("<32sQ")
_ALIGNMENT = 64
_BLOCK = 1 << 22


class DamagedSnapshotError(Exception):
    """A file is not a snapshot of what is sought, or not as it was written; the message says which."""


def write(path: Path, arrays: Arrays, *, key: str) -> None:
    """Write a snapshot; nobody ever reads half of one, and what stood there stays until it is whole.

    Args:
        path: Where it is to lie.
        arrays: What it holds, by name.
        key: What tells it from snapshots of anything else.

    Raises:
        OSError: It cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w+b", dir=path.parent, suffix=".unfinished", delete=False) as file:
        unfinished = Path(file.name)
        try:
            _write(file, arrays, key)  # type: ignore[arg-type] # a wrapper, which mypy does not take for a file
            file.close()
            os.replace(unfinished, path)  # noqa: PTH105 - the operation that is atomic, by its own name
        except BaseException:
            file.close()
            unfinished.unlink(missing_ok=True)
            raise


def read(path: Path, *, key: str) -> dict[str, NDArray[Any]]:
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
    if header["key"] != key:
        raise DamagedSnapshotError("it is of other documents or settings")
    if _digests(content, header["end"]) != header["blocks"]:
        raise DamagedSnapshotError("its checksums do not match")
    return {
        name: np.frombuffer(
            content, dtype=np.dtype(kind), count=int(np.prod(shape, dtype=np.int64)), offset=offset
        ).reshape(shape)
        for name, kind, shape, offset in header["arrays"]
    }


def _write(file: BinaryIO, arrays: Arrays, key: str) -> None:
    file.write(_MAGIC)
    described = []
    for name, array in arrays.items():
        file.write(b"\0" * (-file.tell() % _ALIGNMENT))
        described.append((name, array.dtype.str, array.shape, file.tell()))
        file.write(np.ascontiguousarray(array).data.cast("B") if array.size else b"")
    end = file.tell()
    file.flush()
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        blocks = _digests(content, end)
    header = json.dumps({"key": key, "arrays": described, "end": end, "blocks": blocks}).encode()
    file.write(header)
    file.write(_TRAILER.pack(hashlib.sha256(header).digest(), len(header)))
    file.flush()
    os.fsync(file.fileno())


def _header(content: mmap.mmap) -> dict[str, Any]:
    digest, length = _TRAILER.unpack(content[-_TRAILER.size :])
    header = content[max(0, len(content) - _TRAILER.size - length) : -_TRAILER.size]
    if content[: len(_MAGIC)] != _MAGIC:
        raise DamagedSnapshotError("it is of another version, or none of ours")
    if hashlib.sha256(header).digest() != digest:
        raise DamagedSnapshotError("its end is damaged")
    facts: dict[str, Any] = json.loads(header)
    return facts


def _digests(content: mmap.mmap, end: int) -> list[str]:
    """Return the digest of each block up to the end of the arrays; hashing leaves the interpreter's lock."""
    with memoryview(content) as view, ThreadPoolExecutor(4) as pool:
        blocks = [view[start : min(start + _BLOCK, end)] for start in range(0, end, _BLOCK)]
        found = list(pool.map(lambda block: hashlib.sha256(block).hexdigest(), blocks))
        for block in blocks:
            block.release()
    if hasattr(content, "madvise"):
        # The pages were needed for their sum only: what is never asked for is to take no memory.
        content.madvise(mmap.MADV_DONTNEED)
    return found
