"""How often the words marked inside the best sentence overlap the answer, on SQuAD's questions.

    python -m tests.benchmarks.answer_spans DATA          the figures of both halves of the articles
    python -m tests.benchmarks.answer_spans DATA --fit    the weights, from the first half alone

DATA is a folder with the files of SQuAD that tests/benchmarks/datasets.py tells of. Each article is a
collection of its own. Counted are the questions whose kind is clear; the first quote's mark is right where it overlaps
one of the answers' texts.
"""

from __future__ import annotations

import argparse
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.answers.marking.kinds import Thing, asked_for
from bot.answers.marking.spans import WEIGHTS, answer_in, scored
from bot.answers.model import Answered
from bot.search.text.terms import Analyzer
from tests.benchmarks import datasets
from tests.benchmarks.peers import assistant_of
from tests.benchmarks.tables import percent, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from bot.answers.marking.kinds import Asked
    from bot.documents.model import Span
    from tests.benchmarks.datasets import Corpus

_PROCESSES = 4
_RIDGE = 2.0
_STEPS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question whose kind is clear, and the sentence that was found for it, if it was answered."""

    asked: Asked
    sentence: str | None
    terms: dict[str, float]
    answers: tuple[str, ...]

    def is_right(self, span: Span) -> bool:
        """Whether a range of the sentence overlaps an answer."""
        sentence = self.sentence or ""
        return any(
            span.start < start + len(answer) and start < span.end
            for answer in self.answers
            for start in range(len(sentence))
            if sentence.startswith(answer, start)
        )


def cases(corpus: Corpus) -> list[Case]:
    """Ask the questions of an article."""
    assistant = assistant_of(corpus)
    found = []
    for query in corpus.queries:
        asked = asked_for(query.text)
        if asked is not None:
            answer = assistant.ask(query.text, passages=1)
            quote = answer.quotes[0] if isinstance(answer, Answered) else None
            found.append(
                Case(
                    asked=asked,
                    sentence=quote.best_sentence.of(quote.passage.text) if quote else None,
                    terms=assistant.weights(query.text),
                    answers=query.answers,
                )
            )
    return found


def fitted(chosen: Sequence[Case]) -> NDArray[np.float64]:
    """Return the weights of a logistic regression with a ridge, by Newton's method; the bias is last."""
    analyzer = Analyzer()
    rows, right = [], []
    for case in chosen:
        for candidate in scored(case.sentence or "", case.asked, case.terms, analyzer):
            rows.append((*candidate.features, 1.0))
            right.append(case.is_right(candidate.span))
    features, outcomes = np.array(rows), np.array(right, dtype=float)
    ridge = np.full(features.shape[1], _RIDGE)
    ridge[-1] = 1e-6
    weights = np.zeros(features.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (likely - outcomes) + ridge * weights
        curve = (features * (likely * (1 - likely))[:, None]).T @ features + np.diag(ridge)
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def print_weights(found: Sequence[Case]) -> None:
    """Print a row of weights for each kind of thing that has any."""
    for thing in WEIGHTS:
        weights = fitted([case for case in found if case.asked.thing is thing])
        print(f"{thing.value}: {', '.join(f'{weight:.2f}' for weight in weights)}")


def print_figures(title: str, found: Sequence[Case]) -> None:
    """Print the figures of some questions, a row a kind of thing."""
    head = ("", "questions", "marked", "right", "right where the sentence has an answer")
    chosen = {thing.value: [case for case in found if case.asked.thing is thing] for thing in Thing}
    rows = [(name, *_figures(own)) for name, own in {**chosen, "all": found}.items()]
    print(table(f"marked words, {title}", head, rows))


def _figures(chosen: Sequence[Case]) -> tuple[str, ...]:
    analyzer = Analyzer()
    marks = [
        (case, span)
        for case in chosen
        if case.sentence
        for span in [answer_in(case.sentence, case.asked, case.terms, analyzer)]
        if span
    ]
    possible = [(c, span) for c, span in marks if any(answer in (c.sentence or "") for answer in c.answers)]
    return (
        str(len(chosen)),
        percent(len(marks) / max(1, len(chosen))),
        percent(_right(marks)),
        percent(_right(possible)),
    )


def _right(marks: Iterable[tuple[Case, Span]]) -> float:
    found = [case.is_right(span) for case, span in marks]
    return sum(found) / max(1, len(found))


def main() -> None:
    """Read the arguments, and print the weights or the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--fit", action="store_true")
    given = parser.parse_args()
    halves = datasets.halves(datasets.squad(given.data))
    with ProcessPoolExecutor(min(_PROCESSES, os.cpu_count() or 1)) as pool:
        found = {
            title: [case for cases_of in pool.map(cases, half) for case in cases_of]
            for title, half in halves.items()
        }
    if given.fit:
        print_weights(found["even-placed"])
    else:
        for title, half in found.items():
            print_figures(f"{title} articles", half)


if __name__ == "__main__":
    main()
