"""How often the words marked inside the best sentence overlap the answer, on SQuAD's questions.

    python tests/benchmarks/answer_spans.py DATA          the figures of both halves of the articles
    python tests/benchmarks/answer_spans.py DATA --fit    the weights, from the first half alone

DATA is a folder with ``squad.corpus.jsonl.gz`` and ``squad.queries.jsonl.gz``. Each article is a collection
of its own. Counted are the questions whose kind is clear; the first quote's mark is right where it overlaps
one of the answers' texts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bot import app
from bot.answers.answer_span import answer_in
from bot.answers.marking.evidence import evidence
from bot.answers.marking.kinds import Kind, asked_for
from bot.answers.model import Answered
from bot.config import Settings
from bot.documents import library
from bot.search.text.terms import Analyzer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from bot.answers.marking.kinds import Asked
    from bot.documents.model import Span

_RIDGE = 2.0
_STEPS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question whose kind is clear, and the sentence that was found for it, if it was answered."""

    tuning: bool
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


def cases(folder: Path) -> Iterator[Case]:
    """Ask the questions of every article of the article alone."""
    paragraphs, questions = defaultdict(list), defaultdict(list)
    for record in _records(folder / "squad.corpus.jsonl.gz"):
        paragraphs[record["doc"]].append(" ".join(record["text"].split()))
    for record in _records(folder / "squad.queries.jsonl.gz"):
        questions[record["doc"]].append(record)
    for position, article in enumerate(sorted(questions)):
        with tempfile.TemporaryDirectory() as corpus:
            (Path(corpus) / "article.md").write_text("\n\n".join(paragraphs[article]), encoding="utf-8")
            assistant = app.build_assistant(Settings(), library.load(Path(corpus)))
        for record in questions[article]:
            asked = asked_for(record["text"])
            if asked is None:
                continue
            answer = assistant.ask(record["text"], passages=1)
            quote = answer.quotes[0] if isinstance(answer, Answered) else None
            yield Case(
                tuning=position % 2 == 0,
                asked=asked,
                sentence=quote.best_sentence.of(quote.passage.text) if quote else None,
                terms=assistant.weights(record["text"]),
                answers=tuple(record["answers"]),
            )


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def fitted(chosen: Sequence[Case]) -> NDArray[np.float64]:
    """Return the weights of a logistic regression with a ridge, by Newton's method; the bias is last."""
    analyzer = Analyzer()
    rows, right = [], []
    for case in chosen:
        for candidate in evidence(case.asked, case.sentence or "", case.terms, analyzer):
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
    """Print a row of weights for each kind; sums of money share those of amounts, being too few."""
    for kind in Kind:
        if kind is not Kind.MONEY:
            alike = {kind, Kind.MONEY} if kind is Kind.AMOUNT else {kind}
            weights = fitted([case for case in found if case.tuning and case.asked.kind in alike])
            sys.stdout.write(f"{kind.value}: {', '.join(f'{weight:.2f}' for weight in weights)}\n")


def print_figures(found: Sequence[Case]) -> None:
    """Print the figures of each half, a line a kind."""
    sys.stdout.write("half      kind    questions  marked  right  right where the sentence has an answer\n")
    for tuning in (True, False):
        half = [case for case in found if case.tuning is tuning]
        for kind in [*Kind, None]:
            chosen = [case for case in half if kind in {case.asked.kind, None}]
            name = kind.value if kind else "all"
            sys.stdout.write(f"{'tuning' if tuning else 'confirm':<8}  {name:<7} {_figures(chosen)}\n")


def _figures(chosen: Sequence[Case]) -> str:
    analyzer = Analyzer()
    marks = [
        (case, span)
        for case in chosen
        if case.sentence
        for span in [answer_in(case.sentence, case.asked, case.terms, analyzer)]
        if span
    ]
    right = _share(case.is_right(span) for case, span in marks)
    possible = [(c, span) for c, span in marks if any(answer in (c.sentence or "") for answer in c.answers)]
    right_if_possible = _share(case.is_right(span) for case, span in possible)
    return f"{len(chosen):>9}  {len(marks) / max(1, len(chosen)):6.1%} {right:6.1%}  {right_if_possible:6.1%}"


def _share(outcomes: Iterable[bool]) -> float:
    found = list(outcomes)
    return sum(found) / max(1, len(found))


def main() -> None:
    """Read the arguments, and print the weights or the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("data", type=Path)
    parser.add_argument("--fit", action="store_true")
    arguments = parser.parse_args()
    found = list(cases(arguments.data))
    (print_weights if arguments.fit else print_figures)(found)


if __name__ == "__main__":
    main()
