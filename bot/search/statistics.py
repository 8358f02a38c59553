"""Facts of a collection that weigh terms: how many passages there are, and how many have a term."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bot.store.numbers import number_of_term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.search.engines.protocol import Engine

_REMEMBERED = 1 << 14


class Statistics:
    """Document frequencies of terms, each asked of the engine once.

    Args:
        engine: Counts.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._frequencies: dict[str, int] = {}

    def __len__(self) -> int:
        """How many passages there are."""
        return self._engine.count

    def __contains__(self, term: str) -> bool:
        """Whether any passage has a term."""
        return self.frequency(term) > 0

    def frequency(self, term: str) -> int:
        """Return how many passages have a term."""
        found = self._frequencies.get(term)
        return self.look_up([term])[0] if found is None else found

    def look_up(self, terms: Iterable[str]) -> list[int]:
        """Return how many passages have each of some terms, asking the engine once."""
        wanted = list(terms)
        known = self._frequencies
        fresh = [term for term in dict.fromkeys(wanted) if term not in known]
        if fresh:
            if len(known) > _REMEMBERED:
                # Another thread may be looking at what was known: so it is put aside, not emptied.
                known = self._frequencies = {term: known[term] for term in wanted if term in known}
            counted = self._engine.document_frequency([number_of_term(term) for term in fresh])
            known.update(zip(fresh, counted.tolist(), strict=True))
        return [known[term] for term in wanted]

    def idf(self, term: str) -> float:
        """Return a term's inverse document frequency: greatest for one that no passage has."""
        return idf(len(self), self.frequency(term))


def idf(passages: int, frequency: int) -> float:
    """Return the inverse document frequency of a term that `frequency` of `passages` have.

    ``log(1 + (N - n + 0.5) / (n + 0.5))``, as Lucene's ``BM25Similarity`` has it: above 0 for any term.
    """
    return math.log1p((passages - frequency + 0.5) / (frequency + 0.5))
