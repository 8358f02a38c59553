from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st

from bot.documents.meeting import Kind
from bot.search.filters import Filter
from bot.search.query import Query
from bot.search.ranking.ranker import CANDIDATES
from bot.search.ranking.weights import CONTEXT, Feature, mix, term_weights
from bot.search.statistics import Statistics
from bot.store.numbers import number_of_term
from bot.store.packing import packed
from tests.search.searching import (
    ANALYZER,
    COLLECTIONS,
    PROSE,
    QUESTIONS,
    TEXTS,
    document_of,
    engine_over,
    searcher_of,
    searcher_over,
    store_of,
    store_with,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.search.ranking.explanation import Ranked

QUERIES = QUESTIONS.filter(lambda words: bool(ANALYZER.terms(" ".join(words)))).map(" ".join)
BOUNDS = {feature: (-1.0 if feature is Feature.MEANING else 0.0, 1.0) for feature in Feature}


def query_of(question: str) -> Query:
    """Return what a question asks for, as it is written."""
    words: dict[str, str] = {}
    for token in ANALYZER.tokens(question):
        words.setdefault(token.term, question[token.start : token.end])
    return Query(text=question, words=words)


def ranked(question: str, texts: Sequence[str], *, with_vectors: bool = True) -> Sequence[Ranked]:
    return searcher_of(texts, with_vectors=with_vectors).rank(query_of(question), limit=len(texts) or 1)


def places(found: Iterable[Ranked]) -> list[int]:
    """Return which passages are found, by their places from 0."""
    return [one.passage - 1 for one in found]


def order(question: str, *texts: str, with_vectors: bool = True) -> list[int]:
    """Return which passages are found, best first; beside them the collection is prose."""
    return places(ranked(question, [*texts, PROSE], with_vectors=with_vectors))


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
    searcher = searcher_of(texts, paragraphs=[0, 0, 1, 1], with_vectors=False)
    found = searcher.rank(query_of("treaty signed"), limit=4)
    assert {one.passage - 1: one.terms["treati"] > 0 for one in found} == {0: True, 1: True, 2: False}
    assert places(found).index(1) < places(found).index(2)


def test_what_is_related_to_a_word_that_no_passage_has_stands_in_for_it() -> None:
    unknown, known = "They purchase it.", "They purchase it. I buy."
    [first] = [one for one in ranked("buy", [unknown, PROSE]) if one.passage == 1]
    [second] = [one for one in ranked("buy", [unknown, known, PROSE]) if one.passage == 1]
    assert first.features[Feature.RELATED] > 1.5 * second.features[Feature.RELATED] > 0


def test_the_closest_words_are_told_with_where_they_stand() -> None:
    text = "They purchased the treaty."
    [best] = ranked("buy treaties moon", [text])
    numbers = {term: closest.number for term, closest in best.closest.items()}
    assert numbers == {"buy": number_of_term("purchas"), "treati": number_of_term("treati")}
    assert best.closest["treati"].likeness == 1
    assert 0.4 < best.closest["buy"].likeness < 0.95
    assert [text[one.start : one.end] for one in best.placed] == ["purchased", "treaty"]
    assert [one.number for one in best.placed] == list(numbers.values())


def test_a_respelt_term_counts_in_whatever_form_it_stands() -> None:
    searcher = searcher_of(["Rye treaties.", "Rye bread."], with_vectors=False)
    words = {"rye": "rye", "treati": "teraties"}
    meant = Query(text="rye teraties", words=words, respelt=frozenset({"treati"}))
    [best, _] = searcher.rank(meant, limit=2)
    [as_written, _] = searcher.rank(query_of("rye treaties"), limit=2)
    [other_form, _] = searcher.rank(query_of("rye treaty"), limit=2)
    assert best.features == as_written.features
    assert best.features[Feature.EXACT] > other_form.features[Feature.EXACT]
    assert best.features[Feature.WORDING] > other_form.features[Feature.WORDING] == 0


def test_a_word_above_a_passage_finds_it_and_counts_less_than_one_in_it() -> None:
    texts = ["It was approved.", "The budget.", "It was approved.", PROSE]
    searcher = searcher_of(texts, above={0: "The budget"})
    found = {one.passage - 1: one for one in searcher.rank(query_of("budget"), limit=4)}
    assert list(found) == [1, 0]
    assert found[0].features[Feature.CONTEXT] == pytest.approx(CONTEXT)
    assert (found[0].above, found[1].above) == (frozenset({"budget"}), frozenset())
    assert found[1].features[Feature.CONTEXT] == 0


def test_a_word_that_stands_in_a_passage_and_above_it_counts_once() -> None:
    searcher = searcher_of(["The budget.", PROSE], above={0: "The budget"})
    [found] = searcher.rank(query_of("budget"), limit=4)
    assert found.features[Feature.CONTEXT] == 0
    assert found.above == {"budget"}


def test_evidence_of_a_kind_finds_passages_without_a_word_of_the_question() -> None:
    searcher = searcher_of(
        ["Soup is hot.", "Ann was there. It is hot.", "Bob came."],
        evidence={1: {Kind.ATTENDANCE: 150}, 3: {Kind.ATTENDANCE: 255}, 0: {Kind.PLACE: 255}},
    )
    found = searcher.rank(query_of(""), limit=3, kind=Kind.ATTENDANCE)
    assert places(found) == [2, 1]
    assert [one.evidence for one in found] == pytest.approx([1, 150 / 255])
    assert found[1].sentences == {0: pytest.approx(150 / 255), 1: 0}


def test_evidence_of_what_is_asked_about_is_better_than_of_anything_and_than_words_alone() -> None:
    texts = ["They agreed on soup.", "They agreed on bread.", "Bread is hot.", PROSE]
    searcher = searcher_of(texts, evidence={0: {Kind.DECISION: 255}, 1: {Kind.DECISION: 255}})
    assert places(searcher.rank(query_of("rye bread"), limit=2, kind=Kind.DECISION))[0] == 1


def test_many_equal_passages_stand_in_their_order() -> None:
    again, once = list(range(1, 36, 2)), list(range(0, 36, 2))
    texts = ["Bread and soup.", "Bread and bread."] * 18
    found = order("bread", *texts, with_vectors=False)
    assert [place for place in found if place < len(texts)] == [*again, *once]


def test_equal_passages_of_several_documents_stand_in_the_order_of_identifiers() -> None:
    store = store_with(*(document_of(name, ["Bread.", "Soup.", "Bread."]) for name in "abc"))
    later = document_of("aa", ["Bread."])
    store.apply([packed(later)])
    found = searcher_over(store).rank(query_of("bread"), limit=9)
    cited = [passage.citation for passage in store.passages(found.passages)]
    assert [(one.document, one.span.start) for one in cited] == [
        *(("a", 0), ("a", 2), ("aa", 0), ("b", 0), ("b", 2), ("c", 0), ("c", 2))
    ]


def test_a_passage_without_terms_is_never_found() -> None:
    assert order("bread", "", "It is.", "Bread.") == [2, 3]


@pytest.mark.parametrize("texts", [[], [""], ["It is.", ""]])
def test_where_no_passage_has_a_term_nothing_is_found(texts: list[str]) -> None:
    assert ranked("bread", texts) == ()


def test_passages_that_are_gone_since_they_were_proposed_are_left_out() -> None:
    store = store_with(document_of("a", ["Bread."]), document_of("b", ["Bread."]))
    searcher = searcher_over(store)
    store.apply([], ["a"])
    assert len(searcher.rank(query_of("bread"), limit=2)) == 1
    store.apply([], ["b"])
    assert searcher.rank(query_of("bread"), limit=2) == ()


def test_a_ranking_is_a_sequence_of_what_speaks_for_each_passage() -> None:
    found = searcher_of(["A missile.", "Soup.", "The treaty on missiles."]).rank(
        query_of("missile treaty"), limit=3
    )
    assert places(found) == [2, 0]
    assert found.passages == [3, 1]
    assert len(found) == 2
    assert found[-1] is found[1]
    assert found[:1] == (found[0],)
    assert found[:1].passages == [3]
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
    searcher = searcher_of(texts, with_vectors=with_vectors)
    weights = searcher.ranker.mix
    themselves = {Feature.BM25, Feature.PARAGRAPH, Feature.EXACT}
    by_relation = {Feature.RELATED, Feature.SENTENCE}
    of_themselves = sum(weights[feature] for feature in themselves)
    for found in searcher.rank(query_of(question), limit=len(texts)):
        for feature, (least, most) in BOUNDS.items():
            # Words that are related to one that no passage has stand in for it.
            more = of_themselves if weights[feature] and feature in by_relation else 0
            most_of_it = weights[feature] * most + more + 1e-6
            assert weights[feature] * least - 1e-6 <= found.features[feature] <= most_of_it
        assert sum(found.features[one] for one in themselves | by_relation) <= 1 + 1e-6
        assert all(0 < closest.likeness <= 1 for closest in found.closest.values())
        assert all(value <= 1 + 1e-6 for value in found.sentences.values())


@given(QUERIES, COLLECTIONS, st.booleans())
def test_the_best_come_first_and_equal_ones_in_the_order_of_the_passages(
    question: str, texts: list[str], with_vectors: bool
) -> None:
    found = [(-one.score, one.passage) for one in ranked(question, texts, with_vectors=with_vectors)]
    assert found == sorted(found)


@given(QUERIES, st.lists(TEXTS, min_size=1, max_size=5), st.booleans())
def test_equal_passages_score_alike(question: str, texts: list[str], with_vectors: bool) -> None:
    found = ranked(question, texts * 3, with_vectors=with_vectors)
    scores = {one.passage - 1: one.score for one in found}
    for place, score in scores.items():
        assert scores[place % len(texts)] == score


@given(QUERIES, COLLECTIONS, st.booleans(), st.integers(1, 8))
def test_a_limit_cuts_off_the_last(question: str, texts: list[str], with_vectors: bool, limit: int) -> None:
    searcher, query = searcher_of(texts, with_vectors=with_vectors), query_of(question)
    assert searcher.rank(query, limit=limit) == searcher.rank(query, limit=100)[:limit]


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
    searcher, query = searcher_of(many_passages()), query_of("Which treaty was signed?")
    assert searcher.rank(query, limit=limit) == searcher.rank(query, limit=CANDIDATES)[:limit]


def test_a_limit_beyond_what_is_proposed_is_honoured() -> None:
    searcher, query = searcher_of(many_passages()), query_of("Which treaty was signed?")
    assert len(searcher.rank(query, limit=2 * CANDIDATES)) == 2 * CANDIDATES


@settings(max_examples=30)
@given(QUERIES, st.lists(COLLECTIONS, min_size=1, max_size=3), st.sets(st.sampled_from("abc")))
def test_within_some_documents_their_passages_alone_are_found_and_all_of_them(
    question: str, texts: list[list[str]], within: set[str]
) -> None:
    store = store_with(*(document_of(name, own) for name, own in zip("abc", texts, strict=False)))
    searcher, query = searcher_over(store), query_of(question)
    everywhere = searcher.rank(query, limit=100).passages
    found = searcher.rank(query, limit=100, within=Filter(documents=frozenset(within))).passages
    of = {one.number: one.citation.document for one in store.passages(everywhere)}
    assert set(found) == {number for number in everywhere if of[number] in within}


@given(QUERIES, st.lists(TEXTS, max_size=5))
def test_without_vectors_related_is_presence_and_meaning_is_nothing(question: str, texts: list[str]) -> None:
    store, query = store_of([*texts, PROSE]), query_of(question)
    searcher = searcher_over(store, with_vectors=False)
    weights = term_weights(query.terms, {}, Statistics(engine_over(store)), None)
    for found in searcher.rank(query, limit=100):
        has = ANALYZER.terms([*texts, PROSE][found.passage - 1])
        present = [weight for term, weight in zip(query.terms, weights, strict=True) if term in has]
        expected = searcher.ranker.mix[Feature.RELATED] * sum(present)
        assert found.features[Feature.RELATED] == pytest.approx(expected)
        assert found.features[Feature.MEANING] == 0
        assert {term: one.number for term, one in found.closest.items()} == {
            term: number_of_term(term) for term in query.terms if term in has
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
    store, query = store_of(texts), query_of(question)
    engine = engine_over(store, k1=k1, b=b)
    statistics = Statistics(engine)
    weights = term_weights(query.terms, {}, statistics, None).tolist()
    factors = {
        number_of_term(term): weight / statistics.idf(term)
        for term, weight in zip(query.terms, weights, strict=True)
    }
    scores = engine.scores(factors).tolist()
    searcher = searcher_over(store, with_vectors=False, k1=k1, b=b)
    found = {one.passage: one.features[Feature.BM25] for one in searcher.rank(query, limit=100)}
    weight = searcher.ranker.mix[Feature.BM25] / (k1 + 1)
    assert found == pytest.approx({1 + at: weight * score for at, score in enumerate(scores) if score > 0})


def test_the_mix_is_that_of_the_number_and_length_of_the_passages() -> None:
    assert searcher_of(["Bread rises."] * 100).ranker.mix == mix(2, 100, with_vectors=True)
    assert searcher_of([PROSE], with_vectors=False).ranker.mix == mix(240, 1, with_vectors=False)


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
        for seed in ("0", "1")
    }
    [printed] = told
    assert printed.count(b"Ranked") > 10
