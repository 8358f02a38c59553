"""What each part of the ranking is good for: by how much the figures change without it.

    pip install . scipy
    python -m tests.benchmarks.ablation DATA [--every N]

DATA is a folder with the files of SQuAD that tests/benchmarks/datasets.py tells of. Every other article of
it, each a collection of its own, the articles between these, and the shipped article with the questions of
article.questions.jsonl are asked with everything there and with one part dropped. A feature of the ranking is
dropped twice: the others keep their proportions, or are fitted anew as tests/fitting/ranking.py does (to the
articles one by one), and then held against a fit of all. For one half of SQuAD they are fitted to the other
half, for the shipped article to both. Behind each difference stands its 95 % interval by the paired bootstrap
of `bot.evaluation.comparison`.

Set OPENBLAS_NUM_THREADS=1, or the processes get into each other's way.
"""

from __future__ import annotations

import argparse
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.evaluation.comparison import compare
from bot.evaluation.metrics import by_kind, figures
from bot.search.ranking.weights import PROSE
from tests.benchmarks import datasets
from tests.benchmarks.ranking import with_typos
from tests.benchmarks.tables import percent
from tests.benchmarks.variants import DROPPED, EVERYTHING, SPELLING, ask_article, ask_corpora, weighing
from tests.fitting.candidates import FEATURES, of_corpora
from tests.fitting.ranking import prose_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from bot.evaluation.comparison import Difference
    from bot.evaluation.run import Outcome
    from tests.benchmarks.datasets import Corpus
    from tests.benchmarks.variants import Variant
    from tests.fitting.candidates import Candidates

    Outcomes = Sequence[Outcome]

_PROCESSES = 4
_FIGURES = {"hit@1": "hit_at_1", "MRR": "mrr", "best sentence": "sentence_hit_at_1"}


def main() -> None:
    """Print a table for each half of SQuAD, for the shipped article, and for mistyped questions."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="ask only every Nth question of SQuAD"
    )
    given = parser.parse_args()
    articles = [
        replace(article, queries=article.queries[:: given.every]) for article in datasets.squad(given.data)
    ]
    halves = datasets.halves(articles)
    with ProcessPoolExecutor(min(_PROCESSES, os.cpu_count() or 1)) as pool:
        even, odd = (of_corpora(pool, half, with_vectors=True) for half in halves.values())
        fitted = {"even-placed": refitted(pool, [odd]), "odd-placed": refitted(pool, [even])}
        for title, half in halves.items():
            print(of_half(pool, f"SQuAD, {title} articles", half, fitted[title]))
        print(of_article(pool, refitted(pool, [even, odd])))
        mistyped = [with_typos(article)[1] for article in articles]
        print(of_half(pool, "SQuAD, one word of every question mistyped", mistyped, [], dropped=[SPELLING]))


def refitted(pool: Executor, found: Sequence[Candidates]) -> list[Variant]:
    """Return fits of all features, and of all but one, each by the name of what is dropped."""
    everything = list(range(len(FEATURES)))
    kept = [everything, *([other for other in everything if other != place] for place in everything)]
    weights = pool.map(prose_weights, [found] * len(kept), kept)
    names = ["", *(feature.name for feature in FEATURES)]
    return [
        weighing(f"{name}, refitted", dict(zip(FEATURES, found.tolist(), strict=True)))
        for name, found in zip(names, weights, strict=True)
    ]


def proportional() -> list[Variant]:
    """Return the ranking without each of the features, the weights of the others in proportion."""
    return [
        weighing(feature.name, {other: weight * (other is not feature) for other, weight in PROSE.items()})
        for feature in FEATURES
    ]


def of_half(
    pool: Executor,
    title: str,
    corpora: Sequence[Corpus],
    fits: Sequence[Variant],
    *,
    dropped: Sequence[Variant] | None = None,
) -> str:
    """Return the table of some corpora, each searched on its own."""
    variants = [*proportional(), *DROPPED] if dropped is None else dropped
    asked = {variant.name: ask_corpora(pool, corpora, variant) for variant in (EVERYTHING, *variants, *fits)}
    return "\n".join(_table(title, asked, variants, fits))


def of_article(pool: Executor, fits: Sequence[Variant]) -> str:
    """Return the table of the shipped article, and what is sure of each kind of question."""
    variants = [*proportional(), *DROPPED]
    every = (EVERYTHING, *variants, *fits)
    asked = dict(zip((one.name for one in every), pool.map(ask_article, every), strict=True))
    lines = list(_table("The shipped article", asked, variants, fits))
    return "\n".join(
        (
            *lines,
            "By kind of question, where the interval is on one side of nothing:",
            "",
            *_sure(asked, variants, fits),
        )
    )


def _table(
    title: str, asked: Mapping[str, Outcomes], variants: Sequence[Variant], fits: Sequence[Variant]
) -> Iterator[str]:
    whole = asked[EVERYTHING.name]
    there = figures(whole)
    yield f"### {title}: {sum(outcome.question.covered for outcome in whole)} questions\n"
    yield _row("without", _FIGURES)
    yield _row("---", ["---:"] * len(_FIGURES))
    yield _row("(nothing)", [percent(there[figure]) for figure in _FIGURES.values()])
    for name, against in _pairs(variants, fits):
        differences = compare(asked[name], asked[against]).differences
        yield _row(name, [_cell(differences[figure]) for figure in _FIGURES.values()])
    yield ""


def _row(name: str, cells: Iterable[str]) -> str:
    return f"| {' | '.join((name, *cells))} |"


def _pairs(variants: Sequence[Variant], fits: Sequence[Variant]) -> Iterator[tuple[str, str]]:
    """Yield the names of what is compared: a variant, and what it is held against."""
    yield from ((variant.name, EVERYTHING.name) for variant in variants)
    yield from ((variant.name, fits[0].name) for variant in fits[1:])


def _sure(
    asked: Mapping[str, Outcomes], variants: Sequence[Variant], fits: Sequence[Variant]
) -> Iterator[str]:
    for name, against in _pairs(variants, fits):
        there = by_kind(asked[against])
        for kind, here in by_kind(asked[name]).items():
            differences = compare(here, there[kind]).differences
            for title, figure in _FIGURES.items():
                found = differences.get(figure)
                if found and is_sure(found.interval):
                    yield f"- {name}, {kind} ({len(here)}): {title} {_cell(found)}"


def is_sure(interval: tuple[float, float]) -> bool:
    """Whether an interval lies on one side of 0."""
    low, high = interval
    return low > 0 or high < 0


def _cell(found: Difference) -> str:
    low, high = found.interval
    text = f"{_points(found.difference)} ({_points(low)} to {_points(high)})"
    return f"**{text}**" if is_sure(found.interval) else text


def _points(share: float) -> str:
    rounded = round(100 * share, 1)
    return f"{rounded:+.1f}" if rounded else "0.0"


if __name__ == "__main__":
    main()
