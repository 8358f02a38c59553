from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from bot.answers.model import Quote
from bot.cli import FIGURES
from bot.documents.model import Citation, Passage, Sentence, Span
from bot.evaluation.metrics import (
    auroc,
    by_kind,
    calibration_error,
    figures,
    holds,
    mean_reciprocal_rank,
    percentile,
    rank_of_right,
    reliability,
    right_sentence,
    share,
)
from bot.evaluation.question_set import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.evaluation.run import Outcome

SCORES = st.lists(st.integers(0, 5).map(float) | st.floats(-1e6, 1e6), min_size=1, max_size=20)


def quotes_of(*passages: tuple[str, ...]) -> list[Quote]:
    """Return quotes of passages, each given as its sentences, of which the first is the best."""
    return [_quote(sentences, rank) for rank, sentences in enumerate(passages, start=1)]


def _quote(sentences: tuple[str, ...], rank: int) -> Quote:
    spans, text = [], ""
    for sentence in sentences:
        text = f"{text} {sentence}".strip()
        spans.append(Span(start=len(text) - len(sentence), end=len(text)))
    citation = Citation(
        document="minutes",
        hash="0123456789abcdef",
        span=Span(start=0, end=len(text)),
        title="Minutes",
        date=None,
        url=None,
        paragraphs=(1, 1),
        sentences=(1, len(spans)),
    )
    passage = Passage(
        text=text, sentences=tuple(Sentence(span=span, block=0) for span in spans), citation=citation
    )
    return Quote(
        rank=rank, score=1, features={}, words=(), passage=passage, best_sentence=spans[0], matches=()
    )


def asking(*gold: str) -> Question:
    return Question(text="Who?", gold=gold, line=1)


@pytest.mark.parametrize(
    ("text", "gold"),
    [
        ("Bread rises slowly.", "rises"),
        ("Bread rises slowly.", "BREAD  Rises"),
        ("Bread\nrises\tslowly.", "rises slowly"),
        ("Austin’s “plan”", 'austin\'s "plan"'),
        ("Austin's plan", "AUSTIN’S"),
        ("It is said that bread rises.", "It is said that bread rises. Slowly, though."),
        ("Straße", "STRASSE"),
    ],
)
def test_a_text_holds_gold_whatever_its_case_space_and_quotation_marks(text: str, gold: str) -> None:
    assert holds(text, [gold])


@pytest.mark.parametrize(
    ("text", "gold"),
    [
        ("Bread rises.", "bread falls"),
        ("Bread rises.", "breadrises"),
        ("a", ""),
        ("Bread.", "Bread. It rises."),
    ],
)
def test_a_text_does_not_hold_what_it_does_not_say(text: str, gold: str) -> None:
    assert not holds(text, [gold] if gold else [])


def test_any_one_of_the_gold_texts_is_enough() -> None:
    assert holds("Bread rises.", ["soup", "rises"])


def test_the_rank_is_that_of_the_first_right_quote() -> None:
    quotes = quotes_of(("Soup simmers.",), ("Bread rises.",), ("Old bread rises.",))
    assert rank_of_right(asking("simmers"), quotes) == 1
    assert rank_of_right(asking("bread rises"), quotes) == 2
    assert rank_of_right(asking("cake"), quotes) is None
    assert rank_of_right(asking("cake"), []) is None


def test_the_right_sentence_is_looked_for_in_the_first_quote_only() -> None:
    quotes = quotes_of(("Soup simmers.", "It is hot."), ("Bread rises.",))
    assert quotes[0].best_sentence == Span(start=0, end=13)
    assert right_sentence(asking("simmers"), quotes)
    assert not right_sentence(asking("it is hot"), quotes)
    assert not right_sentence(asking("bread rises"), quotes)
    assert not right_sentence(asking("simmers"), [])


def test_the_figures_are_those_for_which_a_floor_can_be_set(outcome: Callable[..., Outcome]) -> None:
    assert tuple(figures([outcome()])) == FIGURES


def test_a_figure_without_questions_is_none(outcome: Callable[..., Outcome]) -> None:
    found = figures([outcome(covered=False, answered=False)])
    assert found["refused_of_not_covered"] == 1
    assert all(value is None for name, value in found.items() if name != "refused_of_not_covered")


def test_kinds_come_in_the_order_of_the_set_and_questions_without_one_in_none(
    outcome: Callable[..., Outcome],
) -> None:
    found = by_kind([outcome(kind="b"), outcome(), outcome(kind="a"), outcome(kind="b", line=4)])
    assert {kind: [o.question.line for o in outcomes] for kind, outcomes in found.items()} == {
        "b": [1, 4],
        "a": [1],
    }
    assert list(found) == ["b", "a"]


def test_a_share_is_of_all_outcomes() -> None:
    assert share([True, False, False, True]) == 0.5
    assert share(iter([True])) == 1
    assert share([False]) == 0
    assert share([]) is None


def test_the_mean_reciprocal_rank_counts_what_was_not_found_as_nothing() -> None:
    assert mean_reciprocal_rank([1, 2, 4, None]) == (1 + 1 / 2 + 1 / 4) / 4
    assert mean_reciprocal_rank([None]) == 0
    assert mean_reciprocal_rank([]) is None


@pytest.mark.parametrize(
    ("positives", "negatives", "area"),
    [
        ([2.0], [1.0], 1),
        ([1.0], [2.0], 0),
        ([1.0], [1.0], 0.5),
        ([0.9, 0.4], [0.5, 0.1], 0.75),
        ([3.0, 2.0, 2.0], [2.0, 1.0], 5 / 6),
    ],
)
def test_the_area_under_the_curve_by_hand(
    positives: list[float], negatives: list[float], area: float
) -> None:
    assert auroc(positives, negatives) == pytest.approx(area)


@given(SCORES, SCORES)
def test_the_area_under_the_curve_is_the_share_of_pairs_won(
    positives: list[float], negatives: list[float]
) -> None:
    won = sum((one > other) + (one == other) / 2 for one in positives for other in negatives)
    assert auroc(iter(positives), iter(negatives)) == pytest.approx(won / (len(positives) * len(negatives)))


@pytest.mark.parametrize(("positives", "negatives"), [([], []), ([1.0], []), ([], [1.0])])
def test_the_area_needs_both_sides(positives: list[float], negatives: list[float]) -> None:
    assert auroc(positives, negatives) is None


@pytest.mark.parametrize(
    ("values", "percent", "value"),
    [
        ([7.0], 50, 7),
        ([7.0], 99, 7),
        ([3.0, 1.0, 2.0], 50, 2),
        ([1.0, 2.0, 3.0, 4.0], 50, 2.5),
        ([0.0, 100.0], 99, 99),
        ([float(n) for n in range(101)], 99, 99),
    ],
)
def test_a_percentile_by_hand(values: list[float], percent: int, value: float) -> None:
    assert percentile(values, percent) == pytest.approx(value)


@given(SCORES, st.integers(1, 99))
def test_a_percentile_lies_between_its_neighbours(values: list[float], percent: int) -> None:
    ordered = sorted(values)
    position = (len(values) - 1) * percent / 100
    found = percentile(values, percent)
    below, above = ordered[math.floor(position)], ordered[math.ceil(position)]
    assert below - 1e-6 <= found <= above + 1e-6


def test_questions_of_about_the_same_coverage_are_one_bin(outcome: Callable[..., Outcome]) -> None:
    found = reliability(
        [outcome(coverage=0.82), outcome(coverage=0.88, covered=False), outcome(coverage=1.0)]
    )
    assert [(one.questions, one.covered) for one in found] == [(2, 0.5), (1, 1.0)]
    assert [one.coverage for one in found] == pytest.approx([0.85, 1.0])
    assert calibration_error(found) == pytest.approx(2 / 3 * 0.35)


@given(coverages=st.lists(st.floats(0, 1)))
def test_every_question_is_in_a_bin(coverages: list[float], outcome: Callable[..., Outcome]) -> None:
    found = reliability([outcome(coverage=coverage) for coverage in coverages])
    assert sum(one.questions for one in found) == len(coverages)
    assert 0 <= calibration_error(found) <= 1
