"""The file of the word vectors: its layout, its checksum, and opening it."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.errors import VectorsError

if TYPE_CHECKING:
    from numpy.typing import NDArray

TABLE = Path(__file__).with_name("words.npy")
"""The table that is shipped; NOTICE.md beside it says what it is made of."""

VERSION = 1
"""The version of the layout: another is a table that this program cannot use."""

DIMENSIONS = 128
LONGEST_TERM = 16
ROW = np.dtype([("term", f"S{LONGEST_TERM}"), ("rarity", "<f2"), ("vector", "i1", (DIMENSIONS,))])
"""A row: a term of `bot.search.text.terms.Analyzer`, its rarity, and the direction of its vector.

Rows are in the order of their terms, which are letters a to z. A rarity is -log10 of the share of English
words that have the term. A vector's length has no meaning.
"""

_PIECE = 1 << 16
_MENDED = "install meeting-bot again"


def open_table(path: Path) -> NDArray[np.void]:
    """Return the rows of a table, mapped into memory: what is never looked up is hardly ever read.

    Raises:
        VectorsError: It is missing, cannot be read, is of another layout, or is not what its checksum says.
    """
    beside = checksum_path(path)
    try:
        expected, found = beside.read_bytes(), checksum(path)
        if expected != found:
            wrong = "damaged" if _is_version(expected) else f"not a table of version {VERSION}"
            raise VectorsError(f"{path.name}: is {wrong}, by the checksum in {beside.name}; {_MENDED}")
        # Unlike np.load this reads one format alone, and never a pickle.
        table: NDArray[np.void] = np.lib.format.open_memmap(path, mode="r")
    except OSError as error:
        failed = Path(error.filename or path).name
        raise VectorsError(f"{failed}: cannot be read: {error.strerror}; {_MENDED}") from error
    except ValueError as error:
        raise VectorsError(f"{path.name}: is not a table of word vectors; {_MENDED}") from error
    if table.dtype != ROW or table.ndim != 1 or not len(table):
        raise VectorsError(
            f"{path.name}: is not a table of word vectors of {DIMENSIONS} dimensions; {_MENDED}"
        )
    return table


def checksum_path(path: Path) -> Path:
    """Return the file that holds a table's checksum."""
    return path.with_suffix(".crc32")


def checksum(path: Path) -> bytes:
    """Return what the file beside a table says: the version of its layout, and its CRC-32.

    Raises:
        OSError: The table cannot be read.
    """
    found = 0
    with path.open("rb") as file:
        # By pieces, into memory that is used again: four megabytes of new memory cost more than the sum.
        while piece := file.read(_PIECE):
            found = zlib.crc32(piece, found)
    return b"version %d\ncrc32 %08x\n" % (VERSION, found)


def _is_version(expected: bytes) -> bool:
    return expected.startswith(b"version %d\n" % VERSION)
