"""Fits ``bot/answers/coverage.json``: what speaks for a question being covered, and how much.

    python -m tests.fitting.coverage DATA
    python -m tests.fitting.coverage DATA --out bot/answers/coverage.json

DATA is a folder as for ``tests/benchmarks/retrieval.py``, with SQuAD and SciFact. Questions are asked of six
paragraphs, of an article, of three, of twelve, and of twelve among thousands of abstracts; a quarter of them
mistyped and a quarter written as in a chat. Half of them belong to other articles; some are about the
article, but the paragraph that answers them is taken out. The model is a logistic regression with a small
penalty on the weights (Hastie, Tibshirani and Friedman 2009, section 4.4), found by Newton's method. Every
kind of collection counts alike.

It prints how well a model fitted to one half of the articles does on the other, then writes the weights
fitted to both. It takes some minutes.
"""

from __future__ import annotations

import argparse
import json
import math
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.answers.coverage import EVIDENCE
from bot.evaluation.metrics import auroc
from tests.benchmarks.datasets import halves, scifact, squad
from tests.fitting.coverage_trials import ask, trials

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tests.fitting.coverage_trials import Asked, Trial

    Floats = NDArray[np.float64]

_PENALTY = 1e-3
_STEPS = 50
_NEAR_WEIGHT = 0.1
"""What questions about the same subject count: many of them are answered by another paragraph after all."""

_DECIMALS = 3
_LOST = 0.05
_THRESHOLD = 0.5


def main() -> None:
    """Fit, judge and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    even, odd = halves(squad(arguments.folder)).values()
    abstracts = scifact(arguments.folder)[0].texts
    asked_of = [list(trials(even, odd, abstracts)), list(trials(odd, even, abstracts))]
    written: dict[str, object] = {
        "provenance": "Fitted by tests/fitting/coverage.py to questions and texts of SQuAD 1.1 (Rajpurkar "
        "et al. 2016, CC BY-SA 4.0) among abstracts of SciFact (Wadden et al. 2020, ODC-BY 1.0)."
    }
    for name, with_vectors in (("with_vectors", True), ("without_vectors", False)):
        first, second = (everything(trials, with_vectors=with_vectors) for trials in asked_of)
        print(f"\n{name}: fitted to one half of the articles, judged by the other")
        for fitted, judged in ((first, second), (second, first)):
            judge(fit(fitted), judged)
        weights = fit([*first, *second])
        evidence = dict(zip(EVIDENCE, np.round(weights[:-1], _DECIMALS).tolist(), strict=True))
        written[name] = {"bias": round(float(weights[-1]), _DECIMALS), "evidence": evidence}
    text = json.dumps(written, indent=2) + "\n"
    print(text)
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")


def everything(asked_of: Sequence[Trial], *, with_vectors: bool) -> list[Asked]:
    """Ask all questions of all trials."""
    largest_first = sorted(asked_of, key=lambda trial: -len(trial.texts))
    with ProcessPoolExecutor() as pool:
        return [
            asked
            for found in pool.map(partial(ask, with_vectors=with_vectors), largest_first)
            for asked in found
        ]


def fit(asked: Sequence[Asked]) -> Floats:
    """Return the weight of each piece of evidence and the bias, (EVIDENCE + 1,)."""
    found = [one for one in asked if one.evidence is not None]
    values = _values(found)
    scale = values.std(axis=0)
    design = np.column_stack([values / scale, np.ones(len(values))])
    covered = np.array([one.covered == 1 for one in found], dtype=np.float64)
    counts = _counts(found)
    penalty = np.diag([*[_PENALTY] * len(EVIDENCE), 0.0])
    weights = np.zeros(len(EVIDENCE) + 1)
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (counts * (likely - covered)) + penalty @ weights
        curve = (design.T * (counts * likely * (1 - likely))) @ design + penalty
        weights -= np.linalg.solve(curve, slope)
    unscaled: Floats = weights / np.append(scale, 1.0)
    return unscaled


def judge(weights: Floats, asked: Sequence[Asked]) -> None:
    """Print how well weights tell what is covered, by kind of collection."""
    for collection in dict.fromkeys(one.collection for one in asked):
        own = [one for one in asked if one.collection == collection]
        said = {kind: [_coverage(weights, one) for one in own if one.covered == kind] for kind in (0, 1, 2)}
        covered, others, near = np.array(said[1]), np.array(said[0]), np.array(said[2])
        figures = {
            "refused at 95 answered": others < np.quantile(covered, _LOST),
            "answered": covered >= _THRESHOLD,
            "refused": others < _THRESHOLD,
            "near ones refused": near < _THRESHOLD,
        }
        shares = [f"{name} {100 * found.mean():.1f}" for name, found in figures.items() if len(found)]
        print(f"{collection}: AUROC {auroc(said[1], said[0]):.4f}, {', '.join(shares)}")


def _values(asked: Sequence[Asked]) -> Floats:
    return np.array([[one.evidence[name] for name in EVIDENCE] for one in asked if one.evidence is not None])


def _counts(asked: Sequence[Asked]) -> Floats:
    """Return what each question counts, so that kinds of collection and of question count alike."""
    kinds = [(one.collection, one.covered) for one in asked]
    share = {kind: (_NEAR_WEIGHT if kind[1] == 2 else 1.0) / kinds.count(kind) for kind in set(kinds)}
    return np.array([share[kind] for kind in kinds]) / sum(share[kind] for kind in kinds)


def _coverage(weights: Floats, one: Asked) -> float:
    if one.evidence is None:
        return 0.0
    total = weights[-1] + sum(w * one.evidence[name] for w, name in zip(weights, EVIDENCE, strict=False))
    return 1 / (1 + math.exp(-float(total)))


if __name__ == "__main__":
    main()
