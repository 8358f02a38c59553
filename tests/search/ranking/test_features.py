from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given, strategies as st

from bot.search.ranking import features
from bot.search.ranking.features import Around, Matches, Meaning, Saturation
from bot.search.ranking.passage_terms import words_of
from bot.search.ranking.reading import read
from bot.search.ranking.relatedness import Relatedness
from bot.search.ranking.segment_terms import SegmentTerms
from tests.search.searching import ANALYZER, COLLECTIONS, QUESTIONS, passage_texts, vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.search.ranking.passage_terms import Excerpt

WHOLE = Saturation(k1=1e-9, b=0, mean_length=1, mean_paragraph_length=1)
"""One occurrence counts as much as many."""

EVEN = Saturation(k1=1, b=0, mean_length=1, mean_paragraph_length=1)
"""One occurrence counts half of what any number can."""

LENGTHS = st.floats(0.1, 500)
SATURATIONS = st.builds(
    Saturation, k1=st.floats(0.01, 10), b=st.floats(0, 1), mean_length=LENGTHS, mean_paragraph_length=LENGTHS
)


def matches_of(
    question: str, *texts: str, paragraphs: Sequence[int] | None = None, with_vectors: bool = False
) -> Matches:
    """Return where the words of a question stand in passages that have terms; each term counts alike."""
    terms = SegmentTerms(read(passage_texts(texts, paragraphs), ANALYZER)).with_meaning_lengths(vectors())
    passages = np.flatnonzero([bool(ANALYZER.terms(text)) for text in texts])
    excerpt, surroundings = terms.excerpt(passages), terms.surroundings(passages)
    asked: dict[str, str] = {}
    for token in ANALYZER.tokens(question):
        asked.setdefault(token.term, question[token.start : token.end].casefold())
    numbers = [terms.number(term) for term in asked]
    forms = [terms.word_number(word) for word in asked.values()]
    same = excerpt.terms == np.array([-1 if number is None else number for number in numbers])[:, None]
    related = Relatedness(vectors(), terms.names) if with_vectors else None
    known = [[] if (number := terms.word_number(word)) is None else [number] for word in words_of(question)]
    return Matches(
        excerpt=excerpt,
        around=Around(
            surroundings=surroundings,
            same=same,
            pairs=list(pairwise(known)),
        ),
        weights=np.full(len(asked), 1 / len(asked)),
        known=np.array([number is not None for number in numbers]),
        same=same,
        exact=excerpt.forms == np.array([-1 if form is None else form for form in forms])[:, None],
        meaning=meaning_of(related, list(asked), excerpt) if related else None,
    )


def meaning_of(related: Relatedness, asked: list[str], excerpt: Excerpt) -> Meaning:
    """Return what vectors tell where every term of the question counts alike."""
    compared = related.compared(asked, excerpt.terms)
    assert excerpt.meaning_lengths is not None
    return Meaning(
        likeness=compared.likeness,
        products=compared.products,
        places=compared.places,
        asked_length=float(np.linalg.norm(compared.asked.mean(axis=0))),
        sentence_lengths=excerpt.meaning_lengths,
    )


def test_bm25_is_the_saturated_frequency_of_each_term() -> None:
    found = features.bm25(matches_of("bread soup", "Bread, bread, bread.", "Bread."), EVEN)
    assert found == pytest.approx(np.array([[3 / 4 / 2, 1 / 2 / 2], [0, 0]]))


def test_bm25_holds_back_long_passages_and_long_paragraphs() -> None:
    matches = matches_of("bread", "Bread.", "Bread with salt.")
    saturation = Saturation(k1=1, b=1, mean_length=2, mean_paragraph_length=4)
    # Lengths are 1 and 2, so the norms are 1/2 and 1 in the passage, 1/4 and 1/2 in the paragraph.
    in_passages, in_paragraphs = [1 / (1 + 1 / 2), 1 / (1 + 1)], [1 / (1 + 1 / 4), 1 / (1 + 1 / 2)]
    assert features.bm25(matches, saturation)[0] == pytest.approx(np.array(in_passages))
    assert features.paragraph(matches, saturation)[0] == pytest.approx(np.array(in_paragraphs))


def test_what_stands_elsewhere_in_the_paragraph_counts_by_a_feature_of_its_own() -> None:
    matches = matches_of("bread", "Bread rises.", "It needs salt.", "Soup.", paragraphs=[0, 0, 1])
    assert features.bm25(matches, WHOLE)[0] == pytest.approx(np.array([1, 0, 0]))
    assert features.paragraph(matches, WHOLE)[0] == pytest.approx(np.array([1, 1, 0]))


def test_without_length_or_saturation_an_occurrence_is_all_there_is() -> None:
    matches = matches_of("bread", "Bread, bread.", "Soup.")
    for saturation in (
        Saturation(k1=0, b=0.5, mean_length=1, mean_paragraph_length=1),
        Saturation(k1=1, b=1, mean_length=1e300, mean_paragraph_length=1e300),
    ):
        assert features.bm25(matches, saturation)[0] == pytest.approx(np.array([1, 0]))


def test_exact_counts_the_form_of_the_question_alone() -> None:
    found = features.exact(
        matches_of("MISSILES", "Missiles.", "A missile.", "A missile and missiles."), WHOLE
    )
    assert found[0] == pytest.approx(np.array([1, 0, 1]))


def test_wording_counts_words_that_stand_side_by_side_as_in_the_question() -> None:
    texts = ["The cost of bread.", "Bread cost the earth.", "Of bread.", "Soup."]
    found = features.wording(matches_of("the cost of bread", *texts))
    assert found[0] > found[2] > 0
    assert found[1] == found[3] == 0


def test_a_pair_that_hardly_any_passage_has_tells_more() -> None:
    texts = ["The cost.", "The cost of it.", "The cost.", "Rye bread."]
    found = features.wording(matches_of("the cost, rye bread", *texts))
    assert found[3] > found[0] == found[2] == found[1] > 0


def test_a_pair_that_a_passage_has_again_counts_once() -> None:
    once = features.wording(matches_of("rye bread", "Rye bread.", "Soup."))
    again = features.wording(matches_of("rye bread", "Rye bread, rye bread and rye bread.", "Soup."))
    assert again.tolist() == once.tolist()


def test_words_are_no_neighbours_across_passages() -> None:
    assert not features.wording(matches_of("rye bread", "It is rye.", "Bread of wheat.")).any()


@pytest.mark.parametrize("question", ["bread", "rye bread"])
def test_wording_is_nothing_where_no_pair_is_known(question: str) -> None:
    assert not features.wording(matches_of(question, "Soup.", "Bread.")).any()


def test_related_is_the_likeness_of_the_likest_word() -> None:
    matches = matches_of("buy", "They purchase bread.", "They buy and purchase.", "Moon.", with_vectors=True)
    [found] = features.related(matches)
    assert 0.4 < found[0] < 0.95
    assert found[1:].tolist() == [1, 0]


def test_without_vectors_related_is_presence() -> None:
    matches = matches_of("buy bread", "They purchase bread.", "They buy bread.", "Moon.")
    assert features.related(matches).tolist() == [[0, 0.5, 0], [0.5, 0.5, 0]]


def test_a_sentence_has_the_words_that_stand_in_it_however_often() -> None:
    matches = matches_of("rye breads", "Bread, bread and bread. Rye breads are dark.", "Soup.")
    assert features.said_in_sentences(matches).tolist() == [[0, 0.5, 0], [0.5, 0.5, 0]]
    assert features.exact_in_sentences(matches).tolist() == [[0, 0.5, 0], [0, 0.5, 0]]
    assert features.related_in_sentences(matches).tolist() == [[0, 0.5, 0], [0.5, 0.5, 0]]


def test_the_best_sentence_of_each_passage_is_the_first_of_the_greatest() -> None:
    excerpt = matches_of("bread", "One. Two. Three.", "Four.", "Five. Six.").excerpt
    best = features.best_of_passage(excerpt, np.array([0.5, 1, 1, 0, 0.25, 0.25]))
    assert best.tolist() == [1, 3, 4]


def test_meaning_is_the_cosine_of_question_and_sentence() -> None:
    texts = ["Missiles. A rocket was launched.", "Bread."]
    [found] = features.meaning_in_sentences(matches_of("the missile", *texts, with_vectors=True))
    assert found[0] == pytest.approx(1)
    assert 0.3 < found[1] < 1
    assert found[2] < 0.2


def test_a_sentence_of_the_same_words_means_the_same_however_many_they_are() -> None:
    found = features.meaning_in_sentences(
        matches_of("rockets and bread", "Bread, rockets.", with_vectors=True)
    )
    assert found.shape == (2, 1)
    assert found.sum() == pytest.approx(1)


def test_the_parts_of_meaning_are_of_the_terms_and_those_of_unknown_words_are_nothing() -> None:
    matches = matches_of("missile zzz bread", "Missiles.", with_vectors=True)
    missile, unknown, bread = features.meaning_in_sentences(matches)[:, 0]
    assert unknown == 0
    assert missile > bread
    assert 0 < missile + bread < 1


def test_without_vectors_nothing_is_known_of_meaning() -> None:
    assert features.meaning_in_sentences(matches_of("bread", "Bread. Bread.")).tolist() == [[0, 0]]


@given(QUESTIONS.map(" ".join), COLLECTIONS, st.booleans(), SATURATIONS)
def test_no_feature_is_more_than_one_and_only_meaning_less_than_nothing(
    question: str, texts: list[str], with_vectors: bool, saturation: Saturation
) -> None:
    assume(ANALYZER.terms(question) and any(map(ANALYZER.terms, texts)))
    matches = matches_of(question, *texts, with_vectors=with_vectors)
    all_but_meaning = [
        features.bm25(matches, saturation),
        features.exact(matches, saturation),
        features.related(matches),
        features.related_in_sentences(matches),
        features.said_in_sentences(matches),
        features.exact_in_sentences(matches),
        features.wording(matches)[None],
    ]
    for found in all_but_meaning:
        assert (found >= 0).all()
        assert (found.sum(axis=0) <= 1 + 1e-9).all()
    meaning = features.meaning_in_sentences(matches).sum(axis=0)
    assert (abs(meaning) <= 1 + 1e-6).all()
    best = features.best_of_passage(matches.excerpt, features.related_in_sentences(matches).sum(axis=0))
    assert matches.excerpt.sentence_passages[best].tolist() == list(range(len(matches.excerpt.passages)))
    in_one = features.related_in_sentences(matches)[:, best].sum(axis=0)
    assert (in_one <= features.related(matches).sum(axis=0) + 1e-9).all()
