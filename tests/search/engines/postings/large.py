"""Collections of many windows, of terms that grow rarer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.search.engines.protocol import Batch
from bot.store.numbers import number_of_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

VOCABULARY = 40
TERMS = np.array([number_of_term(f"w{rank}") for rank in range(VOCABULARY)], dtype=np.int64)
"""The terms, the most frequent first."""


def drawn(size: int, seed: int, *, first: int = 1, document: str = "large") -> Batch:
    """Return passages of a document with up to eleven terms each, most of them in few of the windows."""
    chance = np.random.default_rng(seed)
    lengths = chance.integers(0, 12, size)
    ranks = np.minimum(chance.zipf(1.3, int(lengths.sum())), VOCABULARY) - 1
    return batch(TERMS[ranks], lengths, first=first, document=document)


def batch(
    terms: NDArray[np.int64], lengths: NDArray[np.int64], *, first: int = 1, document: str = "large"
) -> Batch:
    """Return passages of a document with these terms, one passage after the other."""
    size = len(lengths)
    return Batch(
        numbers=np.arange(first, first + size),
        terms=terms,
        starts=np.concatenate([[0], np.cumsum(lengths)]),
        identifiers=[document],
        documents=np.zeros(size, dtype=np.int32),
        dates=np.zeros(size, dtype=np.int32),
        speakers=np.zeros(0, dtype=np.int64),
        speaker_starts=np.zeros(size + 1, dtype=np.int64),
    )


def queries(count: int, seed: int, *, terms: int = 5) -> Iterator[dict[int, float]]:
    """Yield queries of terms that count differently, one of them in no passage."""
    chance = np.random.default_rng(seed)
    for spread in np.linspace(0.0, 6.0, count):
        # From terms that count alike to some that hardly count at all beside others.
        factors = 0.3 * np.exp(-spread * chance.random(terms))
        chosen = chance.permutation(TERMS)[:terms]
        yield {
            **dict(zip(chosen.tolist(), factors.tolist(), strict=True)),
            number_of_term("none has it"): 1.0,
        }
