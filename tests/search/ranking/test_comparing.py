from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from bot.search.ranking.weighting import weights
from tests.search.searching import COLLECTIONS, QUESTIONS, searcher_of, vectors

TEXTS = ["Japan purchased missiles for $1.7 billion.", "The treaty was signed in Tokyo."]


def likenesses(question: str, *others: str, with_vectors: bool = True) -> list[float]:
    searcher = searcher_of(TEXTS, with_vectors=with_vectors)
    return searcher.likenesses(searcher.query(question), searcher.known([*map(searcher.query, others)]))


def test_a_question_is_all_like_itself_and_less_like_one_on_something_related() -> None:
    same, related, other = likenesses("Who purchased it?", "Who purchased it?", "Who buys?", "Is bread rye?")
    assert same == pytest.approx(1)
    assert same > likenesses("Who buys it?", "Who purchased it?")[0] > 0
    assert related == other == 0  # only what stands in the documents is known to be related


def test_without_vectors_only_the_same_words_are_alike() -> None:
    assert likenesses("Who buys it?", "Who purchased it?", with_vectors=False) == [0]
    [half] = likenesses("signed treaty", "a treaty of Paris", with_vectors=False)
    assert 0 < half < 1


def test_what_asks_for_nothing_is_like_nothing() -> None:
    assert likenesses("?", "the treaty", "") == [0, 0]
    assert likenesses("the treaty", "?") == [0]
    assert likenesses("the treaty") == []


@given(QUESTIONS.map(" ".join), st.lists(QUESTIONS.map(" ".join), max_size=4), COLLECTIONS, st.booleans())
def test_all_at_once_are_as_alike_as_one_by_one(
    question: str, others: list[str], texts: list[str], with_vectors: bool
) -> None:
    searcher = searcher_of(texts, with_vectors=with_vectors)
    query = searcher.query(question)
    found = searcher.likenesses(query, searcher.known([*map(searcher.query, others)]))
    words = vectors() if with_vectors else None
    for other, likeness in zip(map(searcher.query, others), found, strict=True):
        likest = np.array([float(term in other.words) for term in query.terms])
        known = [term for term in other.terms if term in searcher.index]
        if words is not None and known and query.terms:
            cosines = words.cosines(words.rows(query.terms), words.rows(known))
            likest = np.maximum(likest, np.where(cosines < 0.2, 0, 0.95 * cosines**2).max(axis=1))
        weighted = weights(query.terms, query.factors, searcher.index, words) if query.terms else likest
        assert likeness == pytest.approx(float(weighted @ likest))
