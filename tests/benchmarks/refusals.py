"""How well coverage tells the questions that a corpus answers from those that it does not."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.answers.model import Answered, NothingAsked
from bot.evaluation.metrics import auroc, share
from tests.benchmarks.datasets import halves
from tests.benchmarks.peers import assistant_of
from tests.benchmarks.tables import percent, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from tests.benchmarks.datasets import Corpus

_SMALL = 6
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Corpora that are searched together, questions that they answer, and as many strangers' questions."""

    corpora: tuple[Corpus, ...]
    covered: tuple[str, ...]
    uncovered: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an answer says about a question: how sure it is, and whether that was enough."""

    coverage: float
    answered: bool


def coverages(pool: Executor, corpora: Sequence[Corpus], groups: Mapping[str, Sequence[Corpus]]) -> None:
    """Print how well coverage does on small, middling and large corpora, a table a group."""
    head = ("", "questions", "AUROC", "answered", "refused", "refused at 95 answered")
    for group, chosen in groups.items():
        sizes = {
            f"{_SMALL} paragraphs": [
                trial(part, corpora) for corpus in chosen for part in parts(corpus, _SMALL)
            ],
            "an article": [trial(corpus, corpora) for corpus in chosen],
            "half of the articles": list(large_trials(corpora, chosen)),
        }
        rows = [(size, *_figures(*every_trial(pool, trials))) for size, trials in sizes.items()]
        print(table(f"coverage by what is searched, {group}", head, rows))


def trial(corpus: Corpus, others: Sequence[Corpus]) -> Trial:
    """Return the trial of one corpus against a sample of the questions of other articles."""
    article = corpus.name.partition("/")[0]
    strangers = [query.text for other in others if other.name != article for query in other.queries]
    return _trial((corpus,), strangers, seed=corpus.name)


def large_trials(corpora: Sequence[Corpus], chosen: Sequence[Corpus]) -> Iterator[Trial]:
    """Yield, for each half of the corpora that is among those chosen, its trial against the other half."""
    even, odd = halves(corpora).values()
    for name, half, other in (("even", even, odd), ("odd", odd, even)):
        if all(corpus in chosen for corpus in half):
            strangers = [query.text for corpus in other for query in corpus.queries]
            yield _trial(tuple(half), strangers, seed=name)


def _trial(corpora: tuple[Corpus, ...], strangers: Sequence[str], *, seed: str) -> Trial:
    covered = tuple(query.text for corpus in corpora for query in corpus.queries)
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    uncovered = tuple(chance.sample(strangers, min(len(covered), len(strangers))))
    return Trial(corpora=corpora, covered=covered, uncovered=uncovered)


def parts(corpus: Corpus, size: int) -> Iterator[Corpus]:
    """Yield a corpus in even runs of about so many texts, each with the questions that it answers."""
    number = max(1, round(len(corpus.texts) / size))
    bounds = [part * len(corpus.texts) // number for part in range(number + 1)]
    for start, end in pairwise(bounds):
        inside = frozenset(range(start, end))
        queries = (
            replace(query, gold=frozenset(place - start for place in query.gold & inside))
            for query in corpus.queries
            if query.gold & inside
        )
        name = f"{corpus.name}/{start}"
        yield replace(corpus, name=name, texts=corpus.texts[start:end], queries=tuple(queries))


def every_trial(pool: Executor, trials: Sequence[Trial]) -> tuple[list[Told], list[Told]]:
    """Return what was said of all covered, and of all uncovered questions, a batch a process."""
    covered = [pool.submit(ask, one.corpora, batch) for one in trials for batch in _batches(one.covered)]
    uncovered = [pool.submit(ask, one.corpora, batch) for one in trials for batch in _batches(one.uncovered)]
    return (
        [told for task in covered for told in task.result()],
        [told for task in uncovered for told in task.result()],
    )


def ask(corpora: Sequence[Corpus], questions: Sequence[str]) -> list[Told]:
    """Ask questions of corpora that are searched together."""
    assistant = assistant_of(*corpora)
    answers = [assistant.ask(question) for question in questions]
    return [
        Told(
            coverage=0.0 if isinstance(answer, NothingAsked) else answer.coverage,
            answered=isinstance(answer, Answered),
        )
        for answer in answers
    ]


def refused_at(percentage: int, covered: Sequence[float], uncovered: Sequence[float]) -> float | None:
    """Return the share of uncovered questions that are refused where so many of 100 covered are answered.

    The threshold is the greatest that at least that percentage of the covered questions, 1 to 100, reach.
    None where a side is empty.
    """
    if not covered or not uncovered:
        return None
    answered = -(-percentage * len(covered) // 100)
    threshold = sorted(covered, reverse=True)[answered - 1]
    return share(coverage < threshold for coverage in uncovered)


def _batches(questions: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(questions), _AT_ONCE):
        yield questions[start : start + _AT_ONCE]


def _figures(covered: Sequence[Told], uncovered: Sequence[Told]) -> tuple[str, ...]:
    sure, unsure = [told.coverage for told in covered], [told.coverage for told in uncovered]
    area = auroc(sure, unsure)
    return (
        f"{len(covered)} + {len(uncovered)}",
        "-" if area is None else f"{area:.4f}",
        percent(share(told.answered for told in covered)),
        percent(share(not told.answered for told in uncovered)),
        percent(refused_at(95, sure, unsure)),
    )
