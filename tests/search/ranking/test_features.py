from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st

from bot.search.ranking.excerpt import excerpt_of
from bot.search.ranking.features import (
    Matches,
    Meaning,
    Saturation,
    meaning_in_sentences,
    weigh,
    wording,
)
from bot.search.ranking.weights import Feature
from bot.search.vectors.relatedness import Relatedness
from bot.store.numbers import number_of_term, number_of_word
from tests.search.searching import ANALYZER, COLLECTIONS, QUESTIONS, TEXTS, store_of, vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.search.ranking.excerpt import Excerpt

    Floats = NDArray[np.float64]

WHOLE = Saturation(k1=1e-9, b=0, mean_length=1, mean_block_length=1)
"""One occurrence counts as much as many."""

EVEN = Saturation(k1=1, b=0, mean_length=1, mean_block_length=1)
"""One occurrence counts half of what any number can."""

LENGTHS = st.floats(0.1, 500)
SATURATIONS = st.builds(
    Saturation, k1=st.floats(0.01, 10), b=st.floats(0, 1), mean_length=LENGTHS, mean_block_length=LENGTHS
)


def matches_of(
    question: str,
    *texts: str,
    with_vectors: bool = False,
    **surroundings: Any,  # noqa: ANN401 - of `document_of`
) -> Matches:
    """Return where the words of a question stand in passages that have terms; each term counts alike."""
    numbers = list(range(1, len(texts) + 1))
    excerpt = excerpt_of(store_of(texts, **surroundings).records(numbers), numbers)
    words: dict[str, str] = {}
    for token in ANALYZER.tokens(question):
        words.setdefault(token.term, question[token.start : token.end].casefold())
    asked = np.array([number_of_term(term) for term in words], dtype=np.int64)[:, None]
    forms = np.array([number_of_word(word) for word in words.values()], dtype=np.uint32)[:, None]
    same = excerpt.terms == asked
    above = np.zeros((len(words), len(excerpt.numbers)), dtype=np.bool_)
    for place, number in zip(excerpt.context_passages, excerpt.context, strict=True):
        above[:, place] |= asked[:, 0] == number
    every = [(number_of_word(word),) for word in re.findall(r"[^\W_]+", question.casefold())]
    return Matches(
        excerpt=excerpt,
        weights=np.full(len(words), 1 / len(words)),
        known=same.any(axis=1),
        same=same,
        exact=excerpt.forms == forms,
        above=above,
        speaks=np.zeros((len(words), len(excerpt.sentence_starts)), dtype=np.bool_),
        names=np.zeros(len(words), dtype=np.bool_),
        pairs=tuple(pairwise(every)),
        meaning=_meaning(list(words), excerpt) if with_vectors else None,
    )


def _meaning(asked: list[str], excerpt: Excerpt) -> Meaning:
    """Return what vectors tell where every term of the question counts alike."""
    related = Relatedness(vectors(), np.zeros(len(vectors()), dtype=np.bool_))
    compared = related.compared(asked, excerpt.rows)
    return Meaning(
        likeness=compared.likeness,
        products=compared.products,
        places=compared.places,
        asked_length=float(np.linalg.norm(compared.asked.mean(axis=0))),
    )


def added(feature: Feature, matches: Matches, saturation: Saturation = WHOLE) -> Floats:
    """Return what each term adds where one feature is all that counts, (terms, passages)."""
    return weigh(matches, saturation, {one: float(one is feature) for one in Feature}).by_term


def test_bm25_is_the_saturated_frequency_of_each_term() -> None:
    found = added(Feature.BM25, matches_of("bread soup", "Bread, bread, bread.", "Bread."), EVEN)
    assert found == pytest.approx(np.array([[3 / 4 / 2, 1 / 2 / 2], [0, 0]]))


def test_bm25_holds_back_long_passages_and_long_paragraphs() -> None:
    matches = matches_of("bread", "Bread.", "Bread with salt.")
    saturation = Saturation(k1=1, b=1, mean_length=2, mean_block_length=4)
    # Lengths are 1 and 2, so the norms are 1/2 and 1 in the passage, 1/4 and 1/2 in the paragraph.
    in_passages, in_paragraphs = [1 / (1 + 1 / 2), 1 / (1 + 1)], [1 / (1 + 1 / 4), 1 / (1 + 1 / 2)]
    assert added(Feature.BM25, matches, saturation)[0] == pytest.approx(np.array(in_passages))
    assert added(Feature.PARAGRAPH, matches, saturation)[0] == pytest.approx(np.array(in_paragraphs))


def test_what_stands_elsewhere_in_the_paragraph_counts_by_a_feature_of_its_own() -> None:
    matches = matches_of("bread", "Bread rises.", "It needs salt.", "Soup.", paragraphs=[0, 0, 1])
    assert added(Feature.BM25, matches)[0] == pytest.approx(np.array([1, 0, 0]))
    assert added(Feature.PARAGRAPH, matches)[0] == pytest.approx(np.array([1, 1, 0]))


def test_without_length_or_saturation_an_occurrence_is_all_there_is() -> None:
    matches = matches_of("bread", "Bread, bread.", "Soup.")
    for saturation in (
        Saturation(k1=0, b=0.5, mean_length=1, mean_block_length=1),
        Saturation(k1=1, b=1, mean_length=1e300, mean_block_length=1e300),
    ):
        assert added(Feature.BM25, matches, saturation)[0] == pytest.approx(np.array([1, 0]))


def test_exact_counts_the_form_of_the_question_alone() -> None:
    matches = matches_of("MISSILES", "Missiles.", "A missile.", "A missile and missiles.")
    assert added(Feature.EXACT, matches)[0] == pytest.approx(np.array([1, 0, 1]))


def test_context_counts_what_stands_above_a_passage_and_not_in_it() -> None:
    above = {0: "The budget", 1: "The budget"}
    matches = matches_of("budget bread", "Bread.", "The budget.", "Bread, budget.", above=above)
    assert added(Feature.CONTEXT, matches).tolist() == [[0.5, 0, 0], [0, 0, 0]]


def test_wording_counts_words_that_stand_side_by_side_as_in_the_question() -> None:
    texts = ["The cost of bread.", "Bread cost the earth.", "Of bread.", "Soup."]
    found = wording(matches_of("the cost of bread", *texts))
    assert found[0] > found[2] > 0
    assert found[1] == found[3] == 0


def test_a_pair_that_hardly_any_passage_has_tells_more() -> None:
    texts = ["The cost.", "The cost of it.", "The cost.", "Rye bread."]
    found = wording(matches_of("the cost, rye bread", *texts))
    assert found[3] > found[0] == found[2] == found[1] > 0


def test_a_pair_that_a_passage_has_again_counts_once() -> None:
    once = wording(matches_of("rye bread", "Rye bread.", "Soup."))
    again = wording(matches_of("rye bread", "Rye bread, rye bread and rye bread.", "Soup."))
    assert again.tolist() == once.tolist()


def test_words_are_no_neighbours_across_passages() -> None:
    assert not wording(matches_of("rye bread", "It is rye.", "Bread of wheat.")).any()


@pytest.mark.parametrize("question", ["bread", "rye bread"])
def test_wording_is_nothing_where_no_pair_is_known(question: str) -> None:
    assert not wording(matches_of(question, "Soup.", "Bread.")).any()


def test_related_is_the_likeness_of_the_closest_word() -> None:
    matches = matches_of("buy", "They purchase bread.", "They buy and purchase.", "Moon.", with_vectors=True)
    [found] = added(Feature.RELATED, matches)
    assert 0.4 < found[0] < 0.95
    assert found[1:].tolist() == [1, 0]


def test_without_vectors_related_is_presence() -> None:
    matches = matches_of("buy bread", "They purchase bread.", "They buy bread.", "Moon.")
    assert added(Feature.RELATED, matches).tolist() == [[0, 0.5, 0], [0.5, 0.5, 0]]


def test_a_sentence_has_the_words_that_stand_in_it_however_often() -> None:
    matches = matches_of("rye breads", "Bread, bread and bread. Rye breads are dark.", "Soup.")
    assert matches.said.tolist() == [[False, True, False], [True, True, False]]
    assert matches.said_exactly.tolist() == [[False, True, False], [False, True, False]]
    assert matches.closest.tolist() == [[0, 1, 0], [1, 1, 0]]


def test_of_sentences_that_have_as_much_the_first_is_the_best() -> None:
    matches = matches_of("rye bread", "Soup. Rye is dark. Bread is white.", "Bread and rye.")
    assert added(Feature.SENTENCE, matches).tolist() == [[0.5, 0.5], [0, 0.5]]


def test_meaning_is_the_cosine_of_question_and_sentence() -> None:
    texts = ["Missiles. A rocket was launched.", "Bread."]
    [found] = meaning_in_sentences(matches_of("the missile", *texts, with_vectors=True))
    assert found[0] == pytest.approx(1)
    assert 0.3 < found[1] < 1
    assert found[2] < 0.2


def test_a_sentence_of_the_same_words_means_the_same_however_many_they_are() -> None:
    found = meaning_in_sentences(matches_of("rockets and bread", "Bread, rockets.", with_vectors=True))
    assert found.shape == (2, 1)
    assert found.sum() == pytest.approx(1)


def test_the_parts_of_meaning_are_of_the_terms_and_those_of_unknown_words_are_nothing() -> None:
    matches = matches_of("missile zzz bread", "Missiles.", with_vectors=True)
    missile, unknown, bread = meaning_in_sentences(matches)[:, 0]
    assert unknown == 0
    assert missile > bread
    assert 0 < missile + bread < 1


def test_without_vectors_nothing_is_known_of_meaning() -> None:
    assert meaning_in_sentences(matches_of("bread", "Bread. Bread.")).tolist() == [[0, 0]]


@settings(max_examples=50)
@given(QUESTIONS.map(" ".join), COLLECTIONS, st.booleans(), SATURATIONS)
def test_no_feature_is_more_than_one_and_only_meaning_less_than_nothing(
    question: str, texts: list[str], with_vectors: bool, saturation: Saturation
) -> None:
    assume(ANALYZER.terms(question) and any(map(ANALYZER.terms, texts)))
    matches = matches_of(question, *texts, with_vectors=with_vectors)
    by_relation = {Feature.RELATED, Feature.SENTENCE}
    for feature in set(Feature) - {Feature.WORDING}:
        found = added(feature, matches, saturation).sum(axis=0)
        most = 2 if feature in by_relation and not matches.known.all() else 1
        assert (found <= most + 1e-6).all()
        assert (found >= (-1 - 1e-6 if feature is Feature.MEANING else 0)).all()
    assert ((wording(matches) >= 0) & (wording(matches) <= 1 + 1e-9)).all()
    best, all_of_it = (added(feature, matches).sum(axis=0) for feature in (Feature.SENTENCE, Feature.RELATED))
    assert (best <= all_of_it + 1e-9).all()


@settings(max_examples=50)
@given(QUESTIONS.map(" ".join), st.lists(TEXTS, min_size=1, max_size=6), st.data())
def test_what_is_not_ranked_changes_what_is_by_its_block_alone(
    question: str, texts: list[str], data: st.DataObject
) -> None:
    assume(ANALYZER.terms(question))
    chosen = data.draw(st.sets(st.integers(1, len(texts)), min_size=1))
    store = store_of(texts)
    every, some = (
        excerpt_of(store.records(sorted(numbers)), numbers) for numbers in (range(1, len(texts) + 1), chosen)
    )
    having = [number for number in sorted(chosen) if ANALYZER.terms(texts[number - 1])]
    assert some.numbers[some.chosen].tolist() == having
    assert set(every.numbers[every.chosen].tolist()) >= set(having)
    assert len(some.terms) == sum(len(ANALYZER.terms(texts[number - 1])) for number in having)
