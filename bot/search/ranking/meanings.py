"""What the sentences of a collection mean as wholes, as far as it can be known before any question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.search.index import Index
    from bot.search.ranking.relatedness import Relatedness
    from bot.search.ranking.tables import Tables

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

_SENTENCES_AT_ONCE = 1024
_LONGEST_TOGETHER = 256
"""Terms that sentences have at most that are added up together, a place of all at a time."""


def rarities(index: Index) -> Floats:
    """Return how rare each term of a collection is, by its number, from nearly 0 to 1."""
    return index.idfs() / index.idf("")


def sentence_lengths(tables: Tables, relatedness: Relatedness, rarity: Floats) -> Floats:
    """Return for each sentence the length of the sum of the vectors of its terms, each times its rarity.

    Args:
        tables: What stands where.
        relatedness: Knows the vectors of the terms.
        rarity: How rare each term is, by its number.
    """
    starts = tables.sentence_starts
    ends = np.append(starts[1:], len(tables.terms))
    found = np.empty(len(starts))
    for first in range(0, len(starts), _SENTENCES_AT_ONCE):
        here = slice(first, first + _SENTENCES_AT_ONCE)
        sums = _sums(tables, relatedness, rarity, starts[here], ends[here] - starts[here])
        found[here] = np.linalg.norm(sums, axis=1)
    return found


def _sums(
    tables: Tables, relatedness: Relatedness, rarity: Floats, starts: Places, lengths: Places
) -> Floats:
    def weighted(places: Places | slice) -> Floats:
        numbers = tables.terms[places]
        return relatedness.meanings(numbers) * rarity[numbers, None]

    # The longest first, so that those with a term at a place are always the first ones.
    order = np.argsort(-lengths, kind="stable")
    sums = np.zeros((len(starts), relatedness.dimensions))
    long = int(np.count_nonzero(lengths > _LONGEST_TOGETHER))
    for place in order[:long].tolist():
        for start in range(0, int(lengths[place]), _SENTENCES_AT_ONCE):
            end = min(start + _SENTENCES_AT_ONCE, int(lengths[place]))
            sums[place] += weighted(slice(starts[place] + start, starts[place] + end)).sum(axis=0)
    rest = order[long:]
    falling = lengths[rest]
    for place in range(int(falling.max(initial=0))):
        having = rest[: np.searchsorted(-falling, -place)]
        sums[having] += weighted(starts[having] + place)
    return sums
