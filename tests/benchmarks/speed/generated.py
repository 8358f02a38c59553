"""Collections of any size in the manner of SQuAD: its words by a Zipf-Mandelbrot law, its lengths."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tests.benchmarks.datasets import squad

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

CHUNK = 10_000
"""Passages that are drawn at once, each chunk by a seed of its own: a collection begins as a smaller one."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHIFT = 2.7
"""Mandelbrot's own shift for English text."""

_WORDS_A_SENTENCE = 22


@dataclass(frozen=True, kw_only=True)
class Manner:
    """What generated passages are drawn from.

    Attributes:
        words: The words, the most frequent first.
        cumulative: The probability of a word or one before it.
        lengths: How many words a passage may have, each as often as it does.
    """

    words: tuple[str, ...]
    cumulative: NDArray[np.float64]
    lengths: NDArray[np.int64]


def manner_of(folder: Path) -> Manner:
    """Fit the law to SQuAD's paragraphs: the exponent by least squares over log rank and log frequency."""
    texts = [_WORD.findall(text) for corpus in squad(folder) for text in corpus.texts]
    counts = Counter(word for text in texts for word in text).most_common()
    ranks = np.arange(1, len(counts) + 1)
    frequencies = np.array([count for _, count in counts], dtype=np.float64)
    # Each rank counts by its frequency: the tail of words that stand once says nothing about the slope.
    slope, _ = np.polyfit(np.log(ranks + _SHIFT), np.log(frequencies), 1, w=np.sqrt(frequencies))
    weights = (ranks + _SHIFT) ** slope
    return Manner(
        words=tuple(word for word, _ in counts),
        cumulative=np.cumsum(weights) / weights.sum(),
        lengths=np.array([len(text) for text in texts], dtype=np.int64),
    )


def passages(manner: Manner, size: int) -> Iterator[str]:
    """Yield generated passages, the same ones every time."""
    for number, start in enumerate(range(0, size, CHUNK)):
        chance = np.random.default_rng(number)
        lengths = chance.choice(manner.lengths, CHUNK)
        drawn = np.searchsorted(manner.cumulative, chance.random(int(lengths.sum())))
        words = [manner.words[i] for i in np.minimum(drawn, len(manner.words) - 1).tolist()]
        ends = np.cumsum(lengths).tolist()
        for end, length in list(zip(ends, lengths.tolist(), strict=True))[: size - start]:
            yield " ".join(_sentences(words[end - length : end]))


def asked(folder: Path, count: int) -> list[str]:
    """Return SQuAD's questions of 5 to 12 words, evenly from all articles, at most `count`."""
    every = (query.text for corpus in squad(folder) for query in corpus.queries)
    found = [question for question in every if 5 <= len(question.split()) <= 12]
    step = max(1, len(found) // count)
    return found[::step][:count]


def _sentences(words: list[str]) -> Iterator[str]:
    for start in range(0, len(words), _WORDS_A_SENTENCE):
        sentence = " ".join(words[start : start + _WORDS_A_SENTENCE])
        yield sentence[:1].upper() + sentence[1:] + "."
