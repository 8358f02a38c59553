"""Reading passages into tables."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from bot.search.ranking.passage_terms import words_of
from bot.search.ranking.tables import Tables
from bot.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from bot.search.analysis import Analyzer
    from bot.search.ranking.passage_terms import PassageText


def read(passages: Iterable[PassageText], analyzer: Analyzer) -> Tables:
    """Return the words and terms of passages, taken one by one.

    Args:
        passages: The passages, in their order.
        analyzer: What makes their terms.
    """
    names: dict[str, int] = {}
    spellings: dict[str, int] = {}
    terms, forms, words = array("i"), array("i"), array("i")
    begins, ends = array("i"), array("i")
    starts, word_starts, sentence_starts = array("q", [0]), array("q", [0]), array("q")
    sentence_numbers, sentence_bounds, paragraphs = array("i"), array("q", [0]), array("q")
    for passage in passages:
        sentence_ends = [end for _, end in passage.sentences]
        number, latest = 0, -1
        for token in analyzer.tokens(passage.text):
            while number + 1 < len(sentence_ends) and token.start >= sentence_ends[number]:
                number += 1
            if number != latest:
                sentence_starts.append(len(terms))
                sentence_numbers.append(number)
                latest = number
            terms.append(names.setdefault(token.term, len(names)))
            begins.append(token.start)
            ends.append(token.end)
            form = passage.text[token.start : token.end].casefold()
            forms.append(spellings.setdefault(form, len(spellings)))
        for word in words_of(passage.text):
            words.append(spellings.setdefault(word, len(spellings)))
        starts.append(len(terms))
        word_starts.append(len(words))
        sentence_bounds.append(len(sentence_starts))
        paragraphs.append(passage.paragraph)
    return Tables(
        names=Vocabulary(names=tuple(names)),
        spellings=Vocabulary(names=tuple(spellings)),
        terms=_numbers(terms),
        forms=_numbers(forms),
        begins=_numbers(begins),
        ends=_numbers(ends),
        words=_numbers(words),
        starts=_places(starts),
        word_starts=_places(word_starts),
        sentence_starts=_places(sentence_starts),
        sentence_numbers=_numbers(sentence_numbers),
        sentence_bounds=_places(sentence_bounds),
        paragraphs=_places(paragraphs),
    )


def _numbers(found: array[int]) -> NDArray[np.int32]:
    return np.array(found, dtype=np.int32)


def _places(found: array[int]) -> NDArray[np.int64]:
    return np.array(found, dtype=np.int64)
