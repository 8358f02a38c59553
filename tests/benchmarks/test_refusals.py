from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, strategies as st

from tests.benchmarks.datasets import Corpus, Query
from tests.benchmarks.refusals import every_trial, large_trials, parts, refused_at, trial

COVERAGES = st.lists(st.integers(0, 4).map(lambda tenth: tenth / 4) | st.floats(0, 1), max_size=50)


def corpus(name: str, number: int = 1) -> Corpus:
    """Return a corpus of so many paragraphs, the question of each its own words."""
    return Corpus(
        name=name,
        texts=tuple(f"{name}{place} {name}ish{place}." for place in range(number)),
        queries=tuple(
            Query(text=f"{name}{place} {name}ish{place}?", gold=frozenset({place})) for place in range(number)
        ),
    )


def test_refused_where_95_of_100_are_answered_by_hand() -> None:
    covered = [place / 20 for place in range(1, 21)]
    assert refused_at(95, covered, [0.0, 0.05, 0.09, 0.1]) == 0.75, "only the least sure one is given up"
    assert refused_at(100, covered, [0.0, 0.05, 0.09, 0.1]) == 0.25
    assert refused_at(95, [0.5] * 10, [0.5, 0.4]) == 0.5
    assert refused_at(95, [], [0.5]) is None
    assert refused_at(95, [0.5], []) is None


@given(COVERAGES.filter(bool), COVERAGES.filter(bool), st.integers(1, 100))
def test_no_threshold_that_answers_as_many_refuses_more(
    covered: list[float], uncovered: list[float], percentage: int
) -> None:
    best = max(
        sum(coverage < threshold for coverage in uncovered) / len(uncovered)
        for threshold in covered
        if 100 * sum(coverage >= threshold for coverage in covered) >= percentage * len(covered)
    )
    assert refused_at(percentage, covered, uncovered) == pytest.approx(best)


@given(st.integers(1, 40), st.integers(1, 8))
def test_parts_share_out_the_texts_evenly_and_the_questions_with_them(number: int, size: int) -> None:
    whole = corpus("a", number)
    found = list(parts(whole, size))
    assert tuple(text for part in found for text in part.texts) == whole.texts
    lengths = [len(part.texts) for part in found]
    assert max(lengths) - min(lengths) <= 1
    assert min(lengths) <= max(size, 1) * 1.5
    assert [query.text for part in found for query in part.queries] == [query.text for query in whole.queries]
    for part in found:
        for query in part.queries:
            assert [part.texts[place] for place in query.gold] == [query.text.replace("?", ".")]
    assert len({part.name for part in found}) == len(found)


def test_strangers_come_from_other_articles_as_many_as_there_are_questions() -> None:
    corpora = [corpus("a", 12), corpus("b", 30), corpus("c", 30)]
    for part in parts(corpora[0], 6):
        found = trial(part, corpora)
        assert len(found.covered) == len(found.uncovered) == len(set(found.uncovered)) == 6
        assert all(question.startswith(("b", "c")) for question in found.uncovered)
        assert found == trial(part, corpora), "the same in every run"


def test_a_large_corpus_is_a_half_against_the_other() -> None:
    corpora = [corpus(name, 3) for name in "abcd"]
    even, odd = large_trials(corpora, corpora)
    assert even.corpora == (corpora[0], corpora[2])
    assert {question[0] for question in even.covered} == {"a", "c"}
    assert {question[0] for question in even.uncovered} == {"b", "d"}
    assert odd.corpora == (corpora[1], corpora[3])
    assert [found.corpora for found in large_trials(corpora, corpora[1::2])] == [odd.corpora]


def test_a_trial_asks_all_questions_of_all_its_corpora() -> None:
    corpora = [corpus("sourdough", 2), corpus("onion", 2), corpus("pepper", 4), corpus("lettuce", 4)]
    with ThreadPoolExecutor(2) as pool:
        covered, uncovered = every_trial(pool, list(large_trials(corpora, corpora)))
    assert len(covered) == len(uncovered) == 12
    assert all(told.answered for told in covered)
    assert not any(told.answered for told in uncovered)
    assert min(told.coverage for told in covered) > max(told.coverage for told in uncovered)
