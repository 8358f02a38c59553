"""How often the right text comes first, and how often still with a mistyped word, for every system."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.evaluation.metrics import mean_reciprocal_rank, percentile, share
from tests.benchmarks.peers import OURS, SYSTEMS
from tests.benchmarks.tables import percent, table
from tests.benchmarks.typos import misspelt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Executor

    from tests.benchmarks.datasets import Corpus, Query

_FEW = 3
_NOT_INSTALLED = "not installed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The rank of the first right text that a system found, or None, and how long the system took."""

    rank: int | None
    milliseconds: float


def rankings(pool: Executor, title: str, groups: Mapping[str, Sequence[Corpus]]) -> None:
    """Print how every system ranks, each corpus searched on its own, a table a group."""
    for group, corpora in groups.items():
        found = every_system(pool, corpora)
        rows = [
            (name, *_figures(found[name])) if name in found else (name, _NOT_INSTALLED) for name in SYSTEMS
        ]
        print(table(_heading(title, group, corpora), ("", "hit@1", "hit@3", "MRR"), rows))
        times = [one.milliseconds for one in found[OURS]]
        typical, slow = percentile(times, 50), percentile(times, 99)
        print(f"{OURS}, whole answer: p50 {typical:.1f} ms, p99 {slow:.1f} ms\n")


def typo_losses(pool: Executor, title: str, groups: Mapping[str, Sequence[Corpus]]) -> None:
    """Print what every system loses where each question has one typo, a table a group."""
    for group, corpora in groups.items():
        pairs = [with_typos(corpus) for corpus in corpora]
        written = every_system(pool, [before for before, _ in pairs])
        mistyped = every_system(pool, [after for _, after in pairs])
        rows = [
            (name, *_loss(written[name], mistyped[name])) if name in written else (name, _NOT_INSTALLED)
            for name in SYSTEMS
        ]
        heading = _heading(title, group, [before for before, _ in pairs])
        print(table(heading, ("hit@1", "as written", "one typo", "loss"), rows))


def with_typos(corpus: Corpus) -> tuple[Corpus, Corpus]:
    """Return a corpus with its questions that have a word long enough for a typo: as written, and mistyped.

    The typos are the same in every run.
    """
    chance = random.Random(corpus.name)  # noqa: S311 - a sample, not a secret
    tried = [(query, misspelt(query.text, chance)) for query in corpus.queries]
    pairs = [(query, replace(query, text=text)) for query, text in tried if text is not None]
    return (
        replace(corpus, queries=tuple(before for before, _ in pairs)),
        replace(corpus, queries=tuple(after for _, after in pairs)),
    )


def every_system(pool: Executor, corpora: Sequence[Corpus]) -> dict[str, list[Found]]:
    """Ask every system each corpus's questions of that corpus alone, and return what it found, in order.

    A system whose library is not installed is left out.
    """
    under_way = {name: [pool.submit(ask, name, corpus) for corpus in corpora] for name in SYSTEMS}
    found = {}
    for name, tasks in under_way.items():
        try:
            found[name] = [one for task in tasks for one in task.result()]
        except ModuleNotFoundError:
            continue
    return found


def ask(name: str, corpus: Corpus) -> list[Found]:
    """Ask one system the questions of one corpus.

    Raises:
        ModuleNotFoundError: The system's library is not installed.
    """
    search = SYSTEMS[name](corpus)
    found = []
    for query in corpus.queries:
        started = time.perf_counter()
        places = search(query.text)
        elapsed = time.perf_counter() - started
        found.append(Found(rank=rank_of_right(query, places), milliseconds=1000 * elapsed))
    return found


def rank_of_right(query: Query, places: Sequence[int]) -> int | None:
    """Return the rank, from 1, of the first text that answers a question, or None."""
    return next((rank for rank, place in enumerate(places, start=1) if place in query.gold), None)


def _figures(found: Sequence[Found]) -> tuple[str, ...]:
    ranks = [one.rank for one in found]
    few = share(rank is not None and rank <= _FEW for rank in ranks)
    return percent(_hit_at_1(found)), percent(few), percent(mean_reciprocal_rank(ranks))


def _loss(written: Sequence[Found], mistyped: Sequence[Found]) -> tuple[str, ...]:
    before, after = _hit_at_1(written), _hit_at_1(mistyped)
    return percent(before), percent(after), percent(before - after)


def _hit_at_1(found: Sequence[Found]) -> float:
    return share(one.rank == 1 for one in found) or 0.0


def _heading(title: str, group: str, corpora: Sequence[Corpus]) -> str:
    return f"{title}, {group}: {sum(len(corpus.queries) for corpus in corpora)} questions"
