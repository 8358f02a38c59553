from __future__ import annotations

import numpy as np

from tests.benchmarks.datasets import Corpus, Query
from tests.fitting.sentences import hits, of_corpus, padded, paste

SAID, KIND = 0, -1
CORPUS = Corpus(
    name="kitchen",
    texts=(
        "Bread is old. The Romans ate rye bread with salt. In 1879 a baker, Ann Field, sold it.",
        "Soup is older than bread.",
    ),
    queries=(
        Query(text="Who ate rye bread with salt?", gold=frozenset({0}), answers=("The Romans",)),
        Query(text="When was it sold by a baker?", gold=frozenset({0}), answers=("1879",)),
        Query(text="What is older than bread?", gold=frozenset({1}), answers=("Soup",)),
    ),
)


def test_the_candidates_are_the_sentences_of_right_passages_that_differ() -> None:
    found = of_corpus(CORPUS)
    assert found.there.sum(axis=1).tolist() == [3, 3], "of one sentence there is nothing to choose"
    assert found.right.argmax(axis=1).tolist() == [1, 2]
    assert found.features[0, :3, SAID].argmax() == 1
    assert found.features[1, :3, KIND].tolist() == [0, 0, 1], "only one has a date"


def test_the_first_of_the_best_sentences_counts() -> None:
    lists = padded(
        [
            ([False, True], np.array([[0.5, 0, 0, 0, 0], [0.5, 0, 0, 0, 1]])),
            ([True, False, False], np.array([[-0.5, 0, 0, 0, 0]] * 3)),
        ]
    )
    assert hits(lists, np.array([1, 0, 0, 0, 0])) == 50
    assert hits(lists, np.array([1, 0, 0, 0, 0.1])) == 100


def test_the_kind_counts_beside_1_for_all_the_others() -> None:
    assert paste(np.array([0.2, 0.1, 0.1, 0.1, 0.5])) == (
        "SENTENCE_MIX = SentenceMix(said=0.40, related=0.20, exact=0.20, meaning=0.20)\n_OF_KIND = 1.00"
    )
