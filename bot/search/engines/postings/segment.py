"""Segments: posting lists as flat arrays, with what lets a search skip most of them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from bot.search.engines.passages import Passages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

WINDOW = 2048
"""Passages that are looked at together: as many scores as stay in a processor's first cache."""


@dataclass(frozen=True, kw_only=True)
class PostingLists:
    """Which passages have which term: for each term a list of postings, by ascending passage.

    A posting's score depends on nothing but its term's idf, how often the term stands in the passage and how
    long the passage is. Such pairs are few, so a posting keeps the number of its pair, its grade: six bytes
    hold passage and score, whatever the mean length and the parameters of BM25 become.

    Attributes:
        passages: The passages; a posting names one by its place among them.
        lengths: How many terms each passage has, (passages,).
        terms: The numbers of the terms, ascending, (terms,).
        starts: Where the postings of each term begin, and one more for the end, (terms + 1,).
        places: The passage of each posting, (postings,).
        grades: The grade of each posting, (postings,).
        pairs: For each grade how often the term stands in the passage, and how many terms the passage has,
            (2, grades).
    """

    passages: Passages
    lengths: NDArray[np.int32]
    terms: NDArray[np.int64]
    starts: NDArray[np.int64]
    places: NDArray[np.int32] | NDArray[np.uint16]
    grades: NDArray[np.uint16] | NDArray[np.uint32]
    pairs: NDArray[np.int32]


@dataclass(frozen=True, kw_only=True)
class Segment(PostingLists):
    """Posting lists that can be searched: places are of int32 and grades of uint16.

    Grades ascend with the score that they stand for, as the mean length was when the segment was made. Where
    a term is frequent, its postings in each window of `WINDOW` passages are known.

    Attributes:
        peaks: The greatest grade of each term, (terms,).
        window_rows: For each term its row in the two tables below, or -1 for a rare one, (terms,).
        window_starts: Where its postings in each window begin, counted from its first, and one more for the
            end, (rows, windows + 1).
        window_peaks: Its greatest grade in each window, 0 where it has no posting, (rows, windows).
    """

    peaks: NDArray[np.uint16]
    window_rows: NDArray[np.int32]
    window_starts: NDArray[np.int32]
    window_peaks: NDArray[np.uint16]

    def row(self, term: int) -> int:
        """Return the place of a term among the segment's, or -1."""
        row = int(self.terms.searchsorted(term))
        return row if row < len(self.terms) and self.terms[row] == term else -1

    def list_of(self, row: int) -> slice:
        """Return where the postings of a term stand."""
        return slice(int(self.starts[row]), int(self.starts[row + 1]))

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return all that it is made of, by name."""
        arrays: dict[str, NDArray[Any]] = {name: getattr(self, name) for name in _ARRAYS}
        arrays |= {name: getattr(self.passages, name) for name in _PASSAGES_ARRAYS}
        names = [name.encode("utf-8", "surrogatepass") for name in self.passages.identifiers]
        arrays["identifiers"] = np.frombuffer(b"".join(names), dtype=np.uint8)
        arrays["identifier_ends"] = np.cumsum([len(name) for name in names], dtype=np.int64)
        return arrays

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Make it of what `to_arrays` returned.

        Raises:
            KeyError: An array is missing.
        """
        names, begin = arrays["identifiers"].tobytes(), 0
        identifiers = []
        for end in arrays["identifier_ends"].tolist():
            identifiers.append(names[begin:end].decode("utf-8", "surrogatepass"))
            begin = end
        own = {name: arrays[name] for name in _PASSAGES_ARRAYS}
        passages = Passages(identifiers=tuple(identifiers), **own)
        return cls(passages=passages, **{name: arrays[name] for name in _ARRAYS})


_ARRAYS = tuple(field.name for field in fields(Segment) if field.name != "passages")
_PASSAGES_ARRAYS = tuple(field.name for field in fields(Passages) if field.name != "identifiers")
