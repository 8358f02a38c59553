from __future__ import annotations

import numpy as np
import pytest

from bot.search.ranking.weights import PROSE, Feature
from tests.benchmarks.datasets import Corpus, Query
from tests.benchmarks.peers import OURS
from tests.benchmarks.ranking import ask
from tests.fitting.candidates import FEATURES, Candidates, of_corpus
from tests.fitting.listwise import Lists
from tests.fitting.ranking import grouped, of_mix, paste

CORPUS = Corpus(
    name="kitchen",
    texts=(
        "Sourdough rises slowly in a cold kitchen. It needs salt, flour, warm hands and a baker's patience.",
        "Rye bread is dark, heavy and sour. It keeps for a week in a box of wood, dry and cool.",
        "Onion soup simmers for an hour. The brown onions make thick, sweet broth, with bread and cheese.",
    ),
    queries=(
        Query(text="How long does rye bread keep?", gold=frozenset({1})),
        Query(text="Which dish simmers?", gold=frozenset({0, 2})),
        Query(text="Is it?", gold=frozenset({0})),
    ),
)


def candidates(right: list[list[bool]], features: list[list[float]], lengths: list[int]) -> Candidates:
    there = np.arange(len(features[0])) < np.array(lengths)[:, None]
    values = np.zeros((*there.shape, len(FEATURES)))
    values[:, :, 0] = features
    return Candidates(
        lists=Lists(features=values, there=there, right=np.array(right)), prose=np.ones(len(right))
    )


def test_the_rank_is_that_of_the_first_right_passage() -> None:
    found = candidates(
        [[False, False, True, False], [False, True, False, True], [False, False, False, False]],
        [[0.9, 0.1, 0.5, 0.0], [0.5, 0.5, 0.1, 0.2], [0.1, 0.2, 0.3, 0.4]],
        [3, 4, 4],
    )
    weights = np.eye(len(FEATURES))[0]
    assert found.ranks(weights).tolist() == [2, 2, np.inf], "equals stand in the order of the passages"
    assert found.ranks(-weights).tolist() == [2, 2, np.inf], "there is no fourth in the first list"
    assert found.ranks(np.stack([weights, weights * 0, weights])).tolist() == [2, 2, np.inf]


def test_a_passage_beyond_what_is_looked_at_is_not_found() -> None:
    values = [1 - place / 20 for place in range(12)]
    found = candidates([[place == 11 for place in range(12)]], [values], [12])
    assert found.ranks(np.eye(len(FEATURES))[0]).tolist() == [np.inf]
    assert found.ranks(-np.eye(len(FEATURES))[0]).tolist() == [1]


def test_of_a_text_of_several_passages_those_are_right_that_say_the_answer() -> None:
    text = " ".join(f"Onion number {number} simmers in the soup for an hour or more." for number in range(40))
    query = Query(text="How long do onions simmer?", gold=frozenset({0}), answers=("number 39",))
    unknown = Query(text="How long do onions simmer?", gold=frozenset({0}))
    found = of_corpus(
        Corpus(name="soup", texts=(text, "Bread."), queries=(query, unknown)), with_vectors=False
    )
    assert found.lists.right.sum(axis=1)[0] == 1
    assert found.lists.right.sum(axis=1)[1] == found.lists.there.sum(axis=1)[1] > 1


def test_candidates_rank_as_the_product_ranks() -> None:
    found = of_corpus(CORPUS, with_vectors=True)
    assert found.lists.right[:2].any(axis=1).all()
    assert not found.lists.there[2].any(), "nothing is asked for"
    assert found.prose.tolist() == [1.0] * 3
    ours = [one.rank or np.inf for one in ask(OURS, CORPUS)]
    assert found.ranks(of_mix(PROSE)).tolist() == ours


def test_without_vectors_no_meaning_speaks_for_anything() -> None:
    found = of_corpus(CORPUS, with_vectors=False)
    assert not found.lists.features[:, :, FEATURES.index(Feature.MEANING)].any()
    assert found.lists.features[:, :, FEATURES.index(Feature.BM25)].any()


def test_articles_are_put_together_in_order() -> None:
    sizes = [len(group.texts) for group in grouped([CORPUS] * 5, 2)]
    assert sizes == [6, 6, 3]


def test_weights_are_printed_as_they_stand_in_the_code() -> None:
    printed = paste("PROSE", np.array([1, 1, 1, *[0] * (len(FEATURES) - 3)]) / 3)
    assert "    Feature.BM25: 0.34,\n    Feature.PARAGRAPH: 0.33," in printed
    assert "    Feature.MEANING: 0.00,\n    Feature.CONTEXT: CONTEXT,\n}" in printed
    assert pytest.approx(1) == sum(
        float(line.split(": ")[1].rstrip(","))
        for line in printed.split("\n")
        if "Feature." in line and "CONTEXT" not in line
    )
