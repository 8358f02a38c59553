from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from bot.search.bm25 import Bm25Index
from bot.search.query import Query
from bot.search.ranking.mix import Feature, mix
from bot.search.ranking.ranker import CANDIDATES, Ranker
from bot.search.ranking.reading import read
from bot.search.ranking.segment_terms import SegmentTerms
from bot.search.ranking.weighting import weights
from tests.search.searching import (
    ANALYZER,
    COLLECTIONS,
    K1,
    PROSE,
    QUESTIONS,
    TEXTS,
    B,
    passage_texts,
    vectors,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.search.ranking.ranker import Ranked

QUERIES = QUESTIONS.filter(lambda words: bool(ANALYZER.terms(" ".join(words)))).map(" ".join)
BOUNDS = {feature: (-1.0 if feature is Feature.MEANING else 0.0, 1.0) for feature in Feature}


def query_of(question: str) -> Query:
    """Return what a question asks for, as it is written."""
    words: dict[str, str] = {}
    for token in ANALYZER.tokens(question):
        words.setdefault(token.term, question[token.start : token.end])
    return Query(text=question, words=words)


def ranker_of(
    texts: Sequence[str],
    *,
    paragraphs: Sequence[int] | None = None,
    with_vectors: bool = True,
    k1: float = K1,
    b: float = B,
) -> Ranker:
    terms = SegmentTerms(read(passage_texts(texts, paragraphs), ANALYZER))
    index = Bm25Index(terms.in_order(), k1=k1, b=b)
    return Ranker(index=index, passages=terms, vectors=vectors() if with_vectors else None, k1=k1, b=b)


def ranked(question: str, texts: Sequence[str], *, with_vectors: bool = True) -> Sequence[Ranked]:
    return ranker_of(texts, with_vectors=with_vectors).rank(query_of(question), limit=len(texts))


def order(question: str, *texts: str, with_vectors: bool = True) -> list[int]:
    """Return the passages that are found, best first; beside them the collection is prose."""
    return [one.passage for one in ranked(question, [*texts, PROSE], with_vectors=with_vectors)]


def test_a_passage_that_says_it_in_other_words_is_found_by_the_vectors_alone() -> None:
    texts = ["The moon is far.", "They purchased a rocket."]
    assert order("buy missiles", *texts) == [1]
    assert order("buy missiles", *texts, with_vectors=False) == []


def test_the_word_itself_is_better_than_a_related_one() -> None:
    assert order("buy", "They purchase it.", "They buy it.") == [1, 0]


def test_the_form_of_the_question_is_better_than_another() -> None:
    assert order("treaties", "The treaty.", "The treaties.", with_vectors=False) == [1, 0]


def test_the_wording_of_the_question_is_better_than_another() -> None:
    assert order("cost of treaties", "Treaties of cost.", "Cost of treaties.", with_vectors=False) == [1, 0]


def test_one_sentence_with_all_of_the_question_is_better_than_two_with_half() -> None:
    two, one = "The treaty. It has a price, signed.", "The treaty has a price. It, signed."
    assert order("price treaty", two, one, with_vectors=False) == [1, 0]


def test_a_term_counts_for_its_neighbours_in_the_paragraph_and_finds_none_of_them() -> None:
    texts = ["The treaty cost.", "It was signed.", "It was signed.", "The cost."]
    ranker = ranker_of(texts, paragraphs=[0, 0, 1, 1], with_vectors=False)
    found = ranker.rank(query_of("treaty signed"), limit=4)
    assert {one.passage: one.terms["treati"] > 0 for one in found} == {0: True, 1: True, 2: False}
    assert [one.passage for one in found].index(1) < [one.passage for one in found].index(2)


def test_what_is_related_to_a_word_that_no_passage_has_stands_in_for_it() -> None:
    unknown, known = "They purchase it.", "They purchase it. I buy."
    [first] = [one for one in ranked("buy", [unknown, PROSE]) if one.passage == 0]
    [second] = [one for one in ranked("buy", [unknown, known, PROSE]) if one.passage == 0]
    assert first.features[Feature.RELATED] > 1.5 * second.features[Feature.RELATED] > 0


def test_the_likest_words_are_told() -> None:
    [best] = ranked("buy treaties moon", ["They purchased the treaty."])
    assert {term: likest.term for term, likest in best.likest.items()} == {
        "buy": "purchas",
        "treati": "treati",
    }
    assert best.likest["treati"].likeness == 1
    assert 0.4 < best.likest["buy"].likeness < 0.95


def test_a_respelt_term_counts_in_whatever_form_it_stands() -> None:
    texts = ["Rye treaties.", "Rye bread."]
    ranker = ranker_of(texts, with_vectors=False)
    words = {"rye": "rye", "treati": "teraties"}
    meant = Query(text="rye teraties", words=words, respelt=frozenset({"treati"}))
    [best, _] = ranker.rank(meant, limit=2)
    [as_written, _] = ranker.rank(query_of("rye treaties"), limit=2)
    [other_form, _] = ranker.rank(query_of("rye treaty"), limit=2)
    assert best.features == as_written.features
    assert best.features[Feature.EXACT] > other_form.features[Feature.EXACT]
    assert best.features[Feature.WORDING] > other_form.features[Feature.WORDING] == 0


def test_many_equal_passages_stand_in_their_order() -> None:
    again, once = list(range(1, 36, 2)), list(range(0, 36, 2))
    texts = ["Bread and soup.", "Bread and bread."] * 18
    found = order("bread", *texts, with_vectors=False)
    assert [passage for passage in found if passage < len(texts)] == [*again, *once]


def test_a_passage_without_terms_is_never_found() -> None:
    assert order("bread", "", "It is.", "Bread.") == [2, 3]


@pytest.mark.parametrize("texts", [[], [""], ["It is.", ""]])
def test_where_no_passage_has_a_term_nothing_is_found(texts: list[str]) -> None:
    assert ranked("bread", texts) == ()


def test_a_ranking_is_a_sequence_of_what_speaks_for_each_passage() -> None:
    found = ranked("missile treaty", ["A missile.", "Soup.", "The treaty on missiles."])
    assert [one.passage for one in found] == [2, 0]
    assert len(found) == 2
    assert found[-1] is found[1]
    assert found[:1] == (found[0],)
    assert found[:1] != found
    with pytest.raises(IndexError):
        found[2]


@given(QUERIES, COLLECTIONS, st.booleans())
def test_a_score_is_the_sum_of_its_features_and_of_its_terms_with_the_wording(
    question: str, texts: list[str], with_vectors: bool
) -> None:
    query = query_of(question)
    for found in ranked(question, texts, with_vectors=with_vectors):
        assert set(found.features) == set(Feature)
        assert sum(found.features.values()) == pytest.approx(found.score, abs=1e-8)
        assert tuple(found.terms) == query.terms
        of_terms = sum(found.terms.values())
        assert of_terms + found.features[Feature.WORDING] == pytest.approx(found.score, abs=1e-8)


@given(QUERIES, COLLECTIONS, st.booleans())
def test_each_feature_is_within_its_bounds_times_its_weight(
    question: str, texts: list[str], with_vectors: bool
) -> None:
    ranker = ranker_of(texts, with_vectors=with_vectors)
    themselves = {Feature.BM25, Feature.PARAGRAPH, Feature.EXACT}
    by_relation = {Feature.RELATED, Feature.SENTENCE}
    of_themselves = sum(ranker.mix[feature] for feature in themselves)
    for found in ranker.rank(query_of(question), limit=len(texts)):
        for feature, (least, most) in BOUNDS.items():
            weight = ranker.mix[feature]
            # Words that are related to one that no passage has stand in for it.
            more = of_themselves if weight and feature in by_relation else 0
            assert weight * least - 1e-6 <= found.features[feature] <= weight * most + more + 1e-6
        assert sum(found.features[one] for one in themselves | by_relation) <= 1 + 1e-6
        assert all(0 < likest.likeness <= 1 for likest in found.likest.values())
        assert all(value <= 1 + 1e-6 for value in found.sentences.values())


@given(QUERIES, COLLECTIONS, st.booleans())
def test_the_best_come_first_and_equal_ones_in_the_order_of_the_passages(
    question: str, texts: list[str], with_vectors: bool
) -> None:
    found = [(-one.score, one.passage) for one in ranked(question, texts, with_vectors=with_vectors)]
    assert found == sorted(found)


@given(QUERIES, st.lists(TEXTS, min_size=1, max_size=5), st.booleans())
def test_equal_passages_score_alike(question: str, texts: list[str], with_vectors: bool) -> None:
    scores = {one.passage: one.score for one in ranked(question, texts * 3, with_vectors=with_vectors)}
    for passage, score in scores.items():
        assert scores[passage % len(texts)] == score


@given(QUERIES, COLLECTIONS, st.booleans(), st.integers(1, 8))
def test_a_limit_cuts_off_the_last(question: str, texts: list[str], with_vectors: bool, limit: int) -> None:
    ranker = ranker_of(texts, with_vectors=with_vectors)
    query = query_of(question)
    assert ranker.rank(query, limit=limit) == ranker.rank(query, limit=100)[:limit]


def many_passages() -> list[str]:
    """Return more passages than are proposed, such that BM25 and all features order them differently."""
    kinds = [
        "The treaty was signed.",
        "Signed: treaties.",
        "Pacts, a treaty price, pacts.",
        "Price signed, it.",
    ]
    return [kind * (1 + number // 20) for number in range(30) for kind in kinds]


@pytest.mark.parametrize("limit", [1, 20, CANDIDATES - 1])
def test_a_limit_cuts_off_the_last_of_those_that_are_proposed(limit: int) -> None:
    ranker, query = ranker_of(many_passages()), query_of("Which treaty was signed?")
    assert ranker.rank(query, limit=limit) == ranker.rank(query, limit=CANDIDATES)[:limit]


def test_a_limit_beyond_what_is_proposed_is_honoured() -> None:
    ranker, query = ranker_of(many_passages()), query_of("Which treaty was signed?")
    assert len(ranker.rank(query, limit=2 * CANDIDATES)) == 2 * CANDIDATES


@given(QUERIES, COLLECTIONS, st.booleans(), st.sets(st.integers(0, 7)))
def test_within_some_passages_those_alone_are_found_and_all_of_them(
    question: str, texts: list[str], with_vectors: bool, within: set[int]
) -> None:
    within = {passage for passage in within if passage < len(texts)}
    ranker = ranker_of(texts, with_vectors=with_vectors)
    found = ranker.rank(query_of(question), limit=100, within=within)
    everywhere = {one.passage for one in ranker.rank(query_of(question), limit=100)}
    assert {one.passage for one in found} == everywhere & within


@given(QUERIES, st.lists(TEXTS, max_size=5))
def test_without_vectors_related_is_presence_and_meaning_is_nothing(question: str, texts: list[str]) -> None:
    ranker = ranker_of([*texts, PROSE], with_vectors=False)
    query = query_of(question)
    index = Bm25Index(map(ANALYZER.terms, [*texts, PROSE]), k1=K1, b=B)
    counted = dict(zip(query.terms, weights(query.terms, {}, index, None).tolist(), strict=True))
    for found in ranker.rank(query, limit=100):
        has = ANALYZER.terms([*texts, PROSE][found.passage])
        present = sum(weight for term, weight in counted.items() if term in has)
        assert found.features[Feature.RELATED] == pytest.approx(ranker.mix[Feature.RELATED] * present)
        assert found.features[Feature.MEANING] == 0
        assert {term: likest.term for term, likest in found.likest.items()} == {
            term: term for term in query.terms if term in has
        }


@given(
    QUERIES,
    st.lists(TEXTS.filter(lambda text: bool(ANALYZER.terms(text))), min_size=1, max_size=8),
    st.floats(0.01, 10),
    st.floats(0, 1),
)
def test_of_paragraphs_of_one_passage_bm25_is_the_score_of_rank_bm25_over_its_greatest(
    question: str, texts: list[str], k1: float, b: float
) -> None:
    query, index = query_of(question), Bm25Index(map(ANALYZER.terms, texts), k1=k1, b=b)
    counted = weights(query.terms, {}, index, None).tolist()
    factors = {t: weight / index.idf(t) for t, weight in zip(query.terms, counted, strict=True)}
    expected = {hit.passage: hit.score / (k1 + 1) for hit in index.search(factors, limit=100)}
    ranker = ranker_of(texts, with_vectors=False, k1=k1, b=b)
    found = {one.passage: one.features[Feature.BM25] for one in ranker.rank(query, limit=100)}
    assert found == pytest.approx({p: ranker.mix[Feature.BM25] * score for p, score in expected.items()})


def test_the_mix_is_that_of_the_number_and_length_of_the_passages() -> None:
    assert ranker_of(["Bread rises."] * 100).mix == mix(2, 100, with_vectors=True)
    assert ranker_of([PROSE], with_vectors=False).mix == mix(240, 1, with_vectors=False)


_RANKING = """
from tests.search.ranking.test_ranker import ranked
texts = ["They purchased rockets.", "The treaty was signed in Tokyo.", "Missiles cost more.", "Bread."]
for question in ("Who bought missiles?", "price of the pact", "cost signed bread Tokyo"):
    for one in ranked(question, texts * 3):
        print(one)
"""


def test_the_ranking_is_the_same_whatever_the_order_of_hashes() -> None:
    folder = Path(__file__).parents[3]
    told = {
        subprocess.run(
            [sys.executable, "-c", _RANKING],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder), "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    [printed] = told
    assert printed.count(b"Ranked") > 10
