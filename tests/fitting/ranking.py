"""Finds the weights of ``bot/search/ranking/weights.py``: PROSE, PROSE_WITHOUT_VECTORS and SPEECH.

    pip install . scipy
    python -m tests.fitting.ranking DATA

Set OPENBLAS_NUM_THREADS=1, or the processes get into each other's way.

DATA is a folder with the files of SQuAD and QMSum that tests/benchmarks/datasets.py tells of.

Prose is fitted to SQuAD's articles, each a collection of its own, three together and twelve together: first
by the softmax over each question's candidates, then by hit@1 and MRR themselves. Speech is fitted to those
meetings of QMSum whose turns are short, by the softmax alone: their questions are few, and bear two features.
Every figure is of weights that were fitted to the other half of the articles or meetings; last come the
weights that are fitted to all, ready to paste.
"""

from __future__ import annotations

import argparse
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.search.ranking.weights import PROSE, PROSE_WITHOUT_VECTORS, SPEECH, Feature
from tests.benchmarks import datasets
from tests.fitting.ascent import climb
from tests.fitting.candidates import FEATURES, of_corpora
from tests.fitting.listwise import fit, hundredths, together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    from tests.benchmarks.datasets import Corpus
    from tests.fitting.candidates import Candidates

    Floats = NDArray[np.float64]

PROCESSES = 4
RIDGE = 1e-4
HALVES = ("even-placed", "odd-placed")
_TOGETHER = (1, 3, 12)
"""How many articles make a collection."""

_OF_SPEECH = (Feature.BM25, Feature.EXACT)
_MOSTLY_PROSE = 0.5


def main() -> None:
    """Print how good fitted weights are on what they were not fitted to, and the weights fitted to all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path)
    given = parser.parse_args()
    squad, qmsum = datasets.squad(given.data), datasets.qmsum(given.data)
    with ProcessPoolExecutor(min(PROCESSES, os.cpu_count() or 1)) as pool:
        for name, before in (("PROSE", PROSE), ("PROSE_WITHOUT_VECTORS", PROSE_WITHOUT_VECTORS)):
            with_vectors = before is PROSE
            halves = [sizes(pool, half, with_vectors=with_vectors) for half in (squad[0::2], squad[1::2])]
            print(paste(name, prose(name, halves, before)))
        meetings = [of_corpora(pool, half, with_vectors=True) for half in (qmsum[0::2], qmsum[1::2])]
    print(paste("SPEECH", speech(meetings)))


def sizes(pool: Executor, articles: Sequence[Corpus], *, with_vectors: bool) -> list[Candidates]:
    """Return the candidates of articles in collections of each size."""
    return [of_corpora(pool, grouped(articles, size), with_vectors=with_vectors) for size in _TOGETHER]


def grouped(articles: Sequence[Corpus], size: int) -> list[Corpus]:
    """Return articles, so many together."""
    return [datasets.merged(articles[start : start + size]) for start in range(0, len(articles), size)]


def prose(name: str, halves: Sequence[Sequence[Candidates]], before: Mapping[Feature, float]) -> Floats:
    """Print the figures of both halves, and return the weights fitted to all."""
    used = [place for place, feature in enumerate(FEATURES) if before[feature] > 0 or name == "PROSE"]
    for title, own, other in zip(HALVES, halves, halves[::-1], strict=True):
        weights = prose_weights(other, used)
        print(f"{name}, {title} articles by weights of the others: {_listed(weights)}")
        for size, found in zip(_TOGETHER, own, strict=True):
            print(f"  {size:2} together: {_compared(found, weights, of_mix(before))}")
    return prose_weights([one for half in halves for one in half], used)


def prose_weights(collections: Sequence[Candidates], used: Sequence[int]) -> Floats:
    """Return the weights that put right candidates first, in collections of all sizes alike."""
    start = fit(together([found.lists for found in collections]), used, ridge=RIDGE)
    return climb(start, used, lambda weights: float(np.mean([worth(c.ranks(weights)) for c in collections])))


def speech(halves: Sequence[Candidates]) -> Floats:
    """Print the figures of both halves, and return the weights fitted to all."""
    for title, own, other in zip(HALVES, halves, halves[::-1], strict=True):
        weights = speech_weights([other])
        print(f"SPEECH, {title} meetings by weights of the others: {_listed(weights)}")
        print(f"  {_compared(own, blended(own, weights), blended(own, of_mix(SPEECH)))}")
    return speech_weights(halves)


def speech_weights(collections: Sequence[Candidates]) -> Floats:
    """Return the weights that put right candidates first where passages are speech rather than prose."""
    lists = [found.lists.only(found.prose < _MOSTLY_PROSE) for found in collections]
    return fit(together(lists), [FEATURES.index(feature) for feature in _OF_SPEECH], ridge=RIDGE)


def blended(found: Candidates, speech: Floats) -> Floats:
    """Return the weights for each question when passages of a few terms are weighed so."""
    share = found.prose[:, None]
    weights: Floats = share * of_mix(PROSE) + (1 - share) * speech
    return weights


def of_mix(mix: Mapping[Feature, float]) -> Floats:
    """Return the weights of a mix by the places of `FEATURES`."""
    return np.array([mix[feature] for feature in FEATURES])


def worth(ranks: Floats) -> float:
    """Return the mean of hit@1 and MRR."""
    return float(((ranks == 1) + 1 / ranks).mean() / 2)


def figures(ranks: Floats) -> str:
    """Return hit@1 and MRR in percent."""
    return f"hit@1 {100 * (ranks == 1).mean():.2f}, MRR {100 * (1 / ranks).mean():.2f}"


def paste(name: str, weights: Floats) -> str:
    """Return the weights as they stand in the code."""
    rounded = zip(FEATURES, hundredths(weights).tolist(), strict=True)
    lines = [f"    Feature.{feature.name}: {weight:.2f}," for feature, weight in rounded]
    context = "    Feature.CONTEXT: CONTEXT,"
    return "\n".join(("", f"{name}: Mapping[Feature, float] = {{", *lines, context, "}", ""))


def _compared(found: Candidates, weights: Floats, before: Floats) -> str:
    return f"{figures(found.ranks(weights))} (as they are now: {figures(found.ranks(before))})"


def _listed(weights: Floats) -> str:
    pairs = zip(FEATURES, weights.tolist(), strict=True)
    return ", ".join(f"{feature.value} {weight:.2f}" for feature, weight in pairs)


if __name__ == "__main__":
    main()
