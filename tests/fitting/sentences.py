"""Finds SENTENCE_MIX of ``bot/search/ranking/mix.py`` and _OF_KIND of ``bot/answers/quoting.py``.

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
from bot.answers.quoting import _OF_KIND, has_asked_for
from bot.search.ranking.mix import SENTENCE_MIX, SentenceMix

from bot import app
from bot.answers.marking.kinds import asked_for
from bot.config import Settings
from bot.search.ranking import evidence
from bot.search.vectors.word_vectors import open_vectors
from tests.benchmarks import datasets
from tests.benchmarks.peers import library_of, places
from tests.fitting.listwise import Lists, fit, hundredths, together
from tests.fitting.ranking import HALVES, PROCESSES, RIDGE

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    library = library_of(corpus)
    searcher, _ = app.build_searcher(Settings(), library, open_vectors())
    place_of = places(corpus)
    in_text: dict[int, list[int]] = {}
    for number, passage in enumerate(library.passages):
        in_text.setdefault(place_of(passage), []).append(number)
    found = []
    for asked in corpus.queries:
        query = searcher.query(asked.text)
        for number in (number for text in asked.gold for number in in_text.get(text, ())):
            passage = library.passage(number)
            right = [
                any(answer in sentence.of(passage.text) for answer in asked.answers)
                for sentence in passage.sentences
            ]
            if query.terms and any(right) and not all(right):
                found.append((right, features(searcher, query, number, passage)))
    return padded(found)


def features(searcher: Searcher, query: Query, number: int, passage: Passage) -> Floats:
    """Return what speaks for each sentence of a passage, (sentences, features)."""
    values = np.zeros((len(passage.sentences), len(_ALL)))
    for place, alone in enumerate(_ALONE.values()):
        with patch.object(evidence, "SENTENCE_MIX", alone):
            for ranked in searcher.rank(query, limit=1, within=[number]):
                values[list(ranked.sentences), place] = list(ranked.sentences.values())
    asked = asked_for(query.text)
    if asked is not None:
        question = query.text.casefold()
        sentences = [sentence.of(passage.text) for sentence in passage.sentences]
        values[:, -1] = [has_asked_for(sentence, asked, question) for sentence in sentences]
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
