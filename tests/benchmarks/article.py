"""The shipped article's second question set, written apart from the product, by kind of question."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot import app
from bot.config import Settings
from bot.errors import QuestionSetError
from bot.evaluation import question_set
from bot.evaluation.metrics import by_kind, figures
from bot.evaluation.run import ask_all
from tests.benchmarks.tables import percent, table

if TYPE_CHECKING:
    from bot.evaluation.question_set import Question
    from bot.library.snapshot import Snapshot

QUESTIONS = Path(__file__).with_name("article.questions.jsonl")

_FIGURES = {
    "hit@1": "hit_at_1",
    "hit@3": "hit_at_3",
    "MRR": "mrr",
    "sentence": "sentence_hit_at_1",
    "answered": "answered_of_covered",
    "refused": "refused_of_not_covered",
    "AUROC": "coverage_auroc",
}


def by_kind_of_question() -> None:
    """Print the figures of each kind of question, and of all."""
    assistant = app.open_service(Settings()).current
    outcomes = ask_all(assistant, questions(QUESTIONS, assistant.library))
    rows = [
        (kind, str(len(found)), *(percent(figures(found)[name]) for name in _FIGURES.values()))
        for kind, found in {**by_kind(outcomes), "all": outcomes}.items()
    ]
    print(table("the shipped article, by kind", ("", "questions", *_FIGURES), rows))


def questions(path: Path, library: Snapshot) -> tuple[Question, ...]:
    """Read a question set whose every gold text stands in the documents, word for word.

    Raises:
        QuestionSetError: The set cannot be read, or a gold text stands nowhere.
    """
    found = question_set.read(path)
    texts = [library.text(document.id) for document in library.documents]
    for question in found:
        for gold in question.gold:
            if not any(gold in text for text in texts):
                raise QuestionSetError(f"{path}: line {question.line}: no document says {gold!r}; quote one")
    return found
