"""Inverse document frequency."""

from __future__ import annotations

import math


def lucene_idf(passages: int, frequency: int) -> float:
    """Return the inverse document frequency of a term that `frequency` of `passages` have.

    ``log(1 + (N - n + 0.5) / (n + 0.5))``, as Lucene's ``BM25Similarity`` has it: above 0 for any term.
    """
    return math.log1p((passages - frequency + 0.5) / (frequency + 0.5))
