"""Our own engine, built from passages as every other one is: by itself, without the documents around it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from bot.collection.processes import processors, worked_on
from bot.search.postings.index import PostingsIndex
from bot.search.postings.merging import merge
from bot.search.postings.part import Part
from bot.search.postings.runs import runs
from bot.search.postings.statistics import Statistics
from bot.search.ranking.lexicon import Lexicon
from bot.search.ranking.passage_terms import PassageText
from bot.search.ranking.reading import read_with
from bot.search.vocabulary import Vocabulary

from bot.search.text.terms import Analyzer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    Search = Callable[[str], object]

BEST = 10
_PASSAGES_A_CHUNK = 5_000
_WORTH_PROCESSES = 20_000
_K1, _B = 1.2, 0.75


class Chunk(NamedTuple):
    """The terms of some passages, one passage after the other, by numbers of the chunk's own."""

    names: Sequence[str]
    terms: NDArray[np.int32]
    lengths: NDArray[np.int64]


def meeting_bot(texts: Sequence[str], *, compiled: bool) -> Search:
    """Build ours, on all processors."""
    processes = processors() if len(texts) >= _WORTH_PROCESSES else 1
    numbers: dict[str, int] = {}
    terms, lengths = [np.zeros(0, dtype=np.int32)], [np.zeros(1, dtype=np.int64)]
    for chunk in worked_on(_chunks(texts), read_chunk, processes=processes):
        own = np.array([numbers.setdefault(name, len(numbers)) for name in chunk.names], dtype=np.int32)
        terms.append(own[chunk.terms])
        lengths.append(chunk.lengths)
    every, starts = np.concatenate(terms), np.cumsum(np.concatenate(lengths))
    del terms, lengths
    postings = merge(list(runs(every, starts)), terms=len(numbers), k1=_K1, b=_B)
    index = PostingsIndex(
        [Part(postings=postings, first=0)],
        vocabulary=Vocabulary(numbers),
        statistics=Statistics.of_postings(postings),
        k1=_K1,
        b=_B,
    )
    if compiled:
        index.compile()
    else:
        index._until_compiled = -1  # noqa: SLF001 - never, here
    known = questions_analysed()
    return lambda question: index.search(dict.fromkeys(known(question), 1.0), limit=BEST)


def read_chunk(texts: Sequence[str]) -> Chunk:
    """Return the terms of some passages."""
    found = (
        PassageText(text=text, sentences=[(0, len(text))], paragraph=number)
        for number, text in enumerate(texts)
    )
    tables = read_with(_lexicon(), found)
    return Chunk(names=tables.names.names, terms=tables.terms, lengths=np.diff(tables.starts))


def questions_analysed() -> Callable[[str], Sequence[str]]:
    """Return what gives the terms of a question, which are made only once: searching alone is measured."""
    analyzer = Analyzer()
    known: dict[str, Sequence[str]] = {}

    def terms(question: str) -> Sequence[str]:
        if question not in known:
            known[question] = tuple(dict.fromkeys(analyzer.terms(question)))
        return known[question]

    return terms


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    """Return what a process knows of words."""
    return Lexicon(Analyzer())


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), _PASSAGES_A_CHUNK):
        yield texts[start : start + _PASSAGES_A_CHUNK]
