"""Searches over passages that a test writes, and passages and questions that hypothesis does."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from bot.documents.sentences import sentences
from bot.search.text.terms import Analyzer
from bot.search.bm25 import Bm25Index
from bot.search.ranking.passage_terms import PassageText
from bot.search.ranking.reading import read
from bot.search.ranking.segment_terms import SegmentTerms
from bot.search.searcher import Searcher
from bot.search.vectors.word_vectors import open_vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.search.ranking.tables import Tables
    from bot.search.vectors.word_vectors import WordVectors

ANALYZER = Analyzer()
K1, B = 1.2, 0.75

_WORDS = (
    "the of to and",
    "missile missiles Missile’s rocket rockets weapon purchase purchased buy bought cost costs price",
    "Tokyo Japan U.S. treaty treaties signed pact long-range longrange prime minister PM president",
    "$1.7 billion twenty-five 2+2 7/28/2024 café 日本",
)
WORDS = " ".join(_WORDS).split()
"""Words of many kinds, some related, and some of one term."""

PROSE = "Sourdough bread rises slowly overnight, needs salt, and rests in a warm kitchen. " * 30
"""A passage so long that the mean of a few with it is prose."""

SENTENCES = st.lists(st.sampled_from(WORDS), max_size=8).map(lambda words: f"{' '.join(words)}.")
TEXTS = st.lists(SENTENCES, max_size=4).map(" ".join)
COLLECTIONS = st.lists(TEXTS, min_size=1, max_size=8) | st.lists(TEXTS, max_size=7).map(lambda t: [*t, PROSE])
"""The texts of passages, such as speech or such as prose."""

QUESTIONS = st.lists(
    st.sampled_from([*WORDS, "what", "buys", "missle", "bread", "Zzz"]), min_size=1, max_size=8
)


@cache
def vectors() -> WordVectors:
    """Return the vectors that are shipped."""
    return open_vectors()


def passage_texts(texts: Sequence[str], paragraphs: Sequence[int] | None = None) -> list[PassageText]:
    """Return passages as they are indexed, each of a paragraph of its own if nothing else is said."""
    return [
        PassageText(
            text=text, sentences=[(span.start, span.end) for span in sentences(text)], paragraph=paragraph
        )
        for text, paragraph in zip(texts, paragraphs or range(len(texts)), strict=True)
    ]


def searcher_of(
    texts: Sequence[str],
    *,
    paragraphs: Sequence[int] | None = None,
    with_vectors: bool = True,
    k1: float = K1,
    b: float = B,
) -> Searcher:
    """Return a search over some passages."""
    tables = read(passage_texts(texts, paragraphs), ANALYZER)
    return searcher_over(tables, with_vectors=with_vectors, k1=k1, b=b)


def searcher_over(
    tables: Tables,
    *,
    with_vectors: bool = True,
    k1: float = K1,
    b: float = B,
    before: Searcher | None = None,
) -> Searcher:
    """Return a search over the passages of some tables."""
    terms = SegmentTerms(tables)
    return Searcher(
        analyzer=ANALYZER,
        index=Bm25Index(terms.in_order(), k1=k1, b=b),
        passages=terms,
        vectors=vectors() if with_vectors else None,
        k1=k1,
        b=b,
        before=before,
    )
