"""Finds SENTENCE_MIX of ``bot/search/ranking/weights.py`` and _OF_KIND of ``bot/answers/quotes.py``.

    pip install . scipy
    python -m tests.fitting.sentences DATA

DATA is a folder with the files of SQuAD that tests/benchmarks/datasets.py tells of. The candidates are the
sentences of a right passage, and right are those that say the answer word for word; a passage all of whose
sentences do, or none, tells nothing. The weights put the right ones first under a softmax. Every figure is of
weights that were fitted to the other half of the articles; last come those that are fitted to all.
"""

from __future__ import annotations

import argparse
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np

from bot.answers.marking.kinds import asked_for
from bot.answers.marking.spans import has_asked_for
from bot.answers.quotes import _OF_KIND
from bot.search.ranking.ranker import CANDIDATES
from bot.search.ranking.weights import SENTENCE_MIX, SentenceMix
from tests.benchmarks import datasets
from tests.benchmarks.peers import assistant_of, passages_of, places
from tests.fitting.listwise import Lists, fit, hundredths, together
from tests.fitting.ranking import HALVES, PROCESSES, RIDGE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bot.documents.model import Passage
    from bot.search.query import Query
    from bot.search.searcher import Searcher
    from tests.benchmarks.datasets import Corpus

    Floats = NDArray[np.float64]

_MOST_SENTENCES = 40

_ALONE = {
    "said": SentenceMix(said=1, related=0, exact=0, meaning=0),
    "related": SentenceMix(said=0, related=1, exact=0, meaning=0),
    "exact": SentenceMix(said=0, related=0, exact=1, meaning=0),
    "meaning": SentenceMix(said=0, related=0, exact=0, meaning=1),
}
"""Mixes under which what a sentence is worth is one of its features."""

_ALL = range(len(_ALONE) + 1)
"""The places of these features and, last, of whether the sentence has a thing of the kind asked for."""


def main() -> None:
    """Print how good fitted weights are on what they were not fitted to, and the weights fitted to all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path)
    given = parser.parse_args()
    articles = datasets.squad(given.data)
    with ProcessPoolExecutor(min(PROCESSES, os.cpu_count() or 1)) as pool:
        found = list(pool.map(of_corpus, articles))
    halves = [together(found[0::2]), together(found[1::2])]
    for title, own, other in zip(HALVES, halves, halves[::-1], strict=True):
        weights = fit(other, _ALL, ridge=RIDGE)
        print(f"{title} articles, {len(own.right)} passages: {hits(own, weights):.2f}")
        for place, feature in enumerate((*_ALONE, "kind")):
            others = fit(other, [other_place for other_place in _ALL if other_place != place], ridge=RIDGE)
            print(f"  without {feature}: {hits(own, others):.2f}")
        print(f"  as they are now: {hits(own, np.array([*astuple(SENTENCE_MIX), _OF_KIND])):.2f}")
    print(paste(fit(together(halves), _ALL, ridge=RIDGE)))


def of_corpus(corpus: Corpus) -> Lists:
    """Return the sentences of the right passages for all questions of a corpus."""
    assistant = assistant_of(corpus)
    place_at = places(corpus)
    in_text: dict[int, list[Passage]] = {}
    for passage in passages_of(assistant):
        in_text.setdefault(place_at(passage.citation.span.start), []).append(passage)
    found = []
    for asked in corpus.queries:
        query = assistant.searcher.query(asked.text)
        by_feature = sentences_by_feature(assistant.searcher, query)
        for passage in (passage for text in asked.gold for passage in in_text.get(text, ())):
            texts = [sentence.span.of(passage.text) for sentence in passage.sentences]
            right = [any(answer in text for answer in asked.answers) for text in texts]
            if passage.number in by_feature[0] and any(right) and not all(right):
                found.append((right, features(by_feature, query, passage.number, texts)))
    return padded(found)


def sentences_by_feature(searcher: Searcher, query: Query) -> list[dict[int, Mapping[int, float]]]:
    """Return for each feature what the sentences of each proposed passage have of it, by their numbers."""
    found: list[dict[int, Mapping[int, float]]] = []
    for alone in _ALONE.values():
        with patch("bot.search.ranking.explanation.SENTENCE_MIX", alone):
            found.append({one.passage: one.sentences for one in searcher.rank(query, limit=CANDIDATES)})
    return found


def features(
    by_feature: Sequence[Mapping[int, Mapping[int, float]]], query: Query, number: int, texts: Sequence[str]
) -> Floats:
    """Return what speaks for each sentence of a passage, (sentences, features)."""
    values = np.zeros((len(texts), len(_ALL)))
    for place, of_passages in enumerate(by_feature):
        values[list(of_passages[number]), place] = list(of_passages[number].values())
    asked = asked_for(query.text)
    if asked is not None:
        question = query.text.casefold()
        values[:, -1] = [has_asked_for(text, asked, question) for text in texts]
    return values


def padded(found: Sequence[tuple[Sequence[bool], Floats]]) -> Lists:
    """Return lists of sentences as one; no passage has more sentences than `_MOST_SENTENCES`."""
    shape = len(found), _MOST_SENTENCES
    lists = Lists(
        features=np.zeros((*shape, len(_ALL))),
        there=np.zeros(shape, dtype=bool),
        right=np.zeros(shape, dtype=bool),
    )
    for place, (right, values) in enumerate(found):
        lists.features[place, : len(right)] = values
        lists.there[place, : len(right)] = True
        lists.right[place, : len(right)] = right
    return lists


def hits(lists: Lists, weights: Floats) -> float:
    """Return in how many percent of the passages the first of the best sentences is right."""
    scores = np.where(lists.there, np.round(lists.features @ weights, 9), -np.inf)
    chosen = scores.argmax(axis=1)
    return float(100 * lists.right[np.arange(len(chosen)), chosen].mean())


def paste(weights: Floats) -> str:
    """Return the weights as they stand in the code: that of the kind beside 1 for all others."""
    mix, kind = weights[:-1] / weights[:-1].sum(), weights[-1] / weights[:-1].sum()
    pairs = zip(_ALONE, hundredths(mix).tolist(), strict=True)
    listed = ", ".join(f"{name}={weight:.2f}" for name, weight in pairs)
    return f"SENTENCE_MIX = SentenceMix({listed})\n_OF_KIND = {kind:.2f}"


if __name__ == "__main__":
    main()
