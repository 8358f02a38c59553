"""Where the terms of many texts stand: those of most words as they are, the others read in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.search.ranking.batch import unread_stretches, unread_words
from bot.search.ranking.lexicon import NO_TERM

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.search.ranking.batch import Batch
    from bot.search.ranking.lexicon import Lexicon

    Numbers = NDArray[np.int32]
    Places = NDArray[np.int64]


class PlacedTerms(NamedTuple):
    """The terms of some texts, in order.

    Attributes:
        terms: The number of each in the lexicon.
        forms: The number there of what is written.
        begins: Where it begins, counted like the offsets of the batch.
        ends: Where it ends.
    """

    terms: Numbers
    forms: Numbers
    begins: Places
    ends: Places


def place(batch: Batch, lexicon: Lexicon) -> PlacedTerms:
    """Return the terms of texts, which are those that the lexicon's analyzer finds in each by itself.

    Args:
        batch: The texts.
        lexicon: What their words are by themselves; terms of several words are added.
    """
    unread = unread_words(batch, lexicon.traits()[batch.words])
    terms = lexicon.terms()[batch.words]
    plain = np.flatnonzero(~unread & (terms != NO_TERM))
    forms = lexicon.forms()[batch.words[plain]]
    words: list[int] = []
    found: list[tuple[int, int, int, int]] = []
    offsets = batch.offsets.tolist()
    for number, stretch, word in unread_stretches(batch, unread):
        text, offset = batch.texts[number], offsets[number]
        for term, start, end in lexicon.analyzer.placed(text, stretch):
            spelling = lexicon.spelling(text[start:end])
            found.append((lexicon.name(term), spelling, offset + start, offset + end))
            words.append(word)
    others = np.array(found, dtype=np.int64).reshape(-1, 4)
    # Of a stretch and what follows it, the stretch comes first.
    places = np.searchsorted(plain, np.array(words, dtype=np.int64))
    return PlacedTerms(
        terms=np.insert(terms[plain], places, others[:, 0]),
        forms=np.insert(forms, places, others[:, 1]),
        begins=np.insert(batch.starts[plain], places, others[:, 2]),
        ends=np.insert(batch.ends[plain], places, others[:, 3]),
    )
