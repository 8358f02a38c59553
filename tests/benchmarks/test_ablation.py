from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from bot.answers.model import quotes
from bot.search.ranking import weights
from bot.search.ranking.weights import PROSE, Feature
from tests.benchmarks.ablation import is_sure, of_half, proportional
from tests.benchmarks.datasets import Corpus, Query
from tests.benchmarks.peers import assistant_of
from tests.benchmarks.variants import DROPPED, EVERYTHING, SPELLING, ask_corpus
from tests.fitting.candidates import FEATURES

if TYPE_CHECKING:
    from tests.benchmarks.variants import Variant

CORPUS = Corpus(
    name="kitchen",
    texts=(
        "Sourdough rises slowly in a cold kitchen. It needs salt, flour, water and a baker's patience.",
        "Bread of rye is dark. It keeps for a week in a wooden box. Ann Field wrote so.",
    ),
    queries=(
        Query(text="How long does rye keep in a wooden box?", gold=frozenset({1}), answers=("a week",)),
        Query(text="What is sourdogh?", gold=frozenset({0}), answers=("slowly",)),
    ),
)


def variant(name: str) -> Variant:
    return next(one for one in DROPPED if one.name == name)


def test_a_dropped_feature_adds_nothing_and_the_others_keep_their_proportions() -> None:
    assert [one.name for one in proportional()] == [feature.name for feature in FEATURES]
    without = proportional()[FEATURES.index(Feature.WORDING)]
    with without.in_force():
        now = weights.mix(100, 1000, with_vectors=True)
    assert now[Feature.WORDING] == 0
    assert sum(now[feature] for feature in FEATURES) == pytest.approx(1)
    proportion = PROSE[Feature.MEANING] / PROSE[Feature.RELATED]
    assert now[Feature.MEANING] / now[Feature.RELATED] == pytest.approx(proportion)
    assert weights.mix(100, 1000, with_vectors=True) == pytest.approx(dict(PROSE)), (
        "only while it is in force"
    )


@pytest.mark.parametrize("dropped", DROPPED, ids=lambda dropped: dropped.name)
def test_whatever_is_dropped_there_is_something_to_drop_and_questions_are_answered(dropped: Variant) -> None:
    assert [one.rank is not None for one in ask_corpus(CORPUS, dropped)] == [True, dropped is not SPELLING]


def test_without_spelling_a_misspelt_word_is_not_found() -> None:
    _, mistyped = ask_corpus(CORPUS, EVERYTHING)
    assert (mistyped.rank, mistyped.right_sentence) == (1, True)
    _, mistyped = ask_corpus(CORPUS, SPELLING)
    assert (mistyped.rank, mistyped.right_sentence) == (None, False)


def test_without_vectors_no_word_is_related() -> None:
    dropped = variant("word vectors")
    with dropped.in_force():
        answer = assistant_of(CORPUS, settings=dropped.settings).ask("Where does bread of rye keep?")
    assert quotes(answer)[0].features[Feature.MEANING] == 0


def test_an_interval_is_sure_on_one_side_of_nothing() -> None:
    assert is_sure((0.1, 0.2))
    assert is_sure((-0.2, -0.1))
    assert not is_sure((0.0, 0.2))
    assert not is_sure((-0.1, 0.1))


def test_a_table_has_what_is_there_and_what_each_part_changes() -> None:
    with ThreadPoolExecutor(1) as pool:
        lines = of_half(pool, "Kitchens", [CORPUS], [], dropped=[SPELLING]).splitlines()
    assert lines[0] == "### Kitchens: 2 questions"
    assert lines[4] == "| (nothing) | 100.0 | 100.0 | 100.0 |"
    assert lines[5].startswith("| spelling | -50.0 (-100.0 to 0.0) |")
