from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answers.model import Answered, NotCovered, Quote
from bot.answers.reasons import Unmentioned
from bot.documents.model import Citation, Passage, Sentence, Span
from bot.evaluation.question_set import Question
from bot.evaluation.run import Outcome
from tests.libraries import assistant_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.answers.assistant import Assistant

TEXT = "The treaty was signed. It has two parts."


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    return assistant_of(
        tmp_path,
        {
            "bread.txt": "Sourdough bread rises slowly overnight. It needs salt.\n\nRye bread is dark.",
            "soup.txt": "Onion soup simmers for an hour.",
        },
    )


@pytest.fixture(scope="session")
def outcome() -> Callable[..., Outcome]:
    """Return a function that makes what came of a question, without asking it."""
    first, second = Span(start=0, end=22), Span(start=23, end=40)
    citation = Citation(
        document="treaty",
        hash="0123456789abcdef",
        span=Span(start=0, end=len(TEXT)),
        title="Treaty",
        date=None,
        url=None,
        paragraphs=(1, 1),
        sentences=(1, 2),
    )
    sentences = (Sentence(span=first, block=0), Sentence(span=second, block=0))
    quote = Quote(
        rank=1,
        score=1.0,
        features={},
        words=(),
        passage=Passage(text=TEXT, sentences=sentences, citation=citation),
        best_sentence=first,
        matches=(),
    )

    def make(
        *,
        covered: bool = True,
        answered: bool = True,
        coverage: float = 0.5,
        rank: int | None = 1,
        right_sentence: bool = True,
        kind: str | None = None,
        line: int = 1,
    ) -> Outcome:
        gold = ("signed",) if covered else ()
        question = Question(text="Who?", gold=gold, line=line, kind=kind)
        return Outcome(
            question=question,
            answer=Answered(question="Who?", coverage=coverage, quotes=(quote,), index="0")
            if answered
            else NotCovered(
                question="Who?",
                coverage=coverage,
                reason=Unmentioned(words=("it",)),
                closest=(quote,),
                index="0",
            ),
            answered=answered,
            coverage=coverage,
            rank=rank if covered else None,
            right_sentence=covered and rank == 1 and right_sentence,
            milliseconds=1.0,
        )

    return make
