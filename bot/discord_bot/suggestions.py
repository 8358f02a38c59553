"""Questions to suggest while a person types: their own, then those of the question sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_bot.views.markdown import CHOICES, LONGEST_CHOICE, choice_label, code_units
from bot.errors import QuestionSetError
from bot.evaluation import question_set

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.discord_bot.memory import Memory


class Suggestions:
    """Completes questions.

    Attributes:
        samples: Questions that the documents answer; replaced as a whole when these change.
    """

    def __init__(self, memory: Memory, *, samples: tuple[str, ...] = ()) -> None:
        self.samples = samples
        self._memory = memory

    def choices(self, typed: str, *, person: int) -> list[tuple[str, str]]:
        """Return labels and questions that hold the words typed, the person's own first."""
        own = self._memory.questions(person)
        candidates = [*own, *(sample for sample in self.samples if sample not in own)]
        # A choice's value is what is asked: one that had to be cut would ask something else.
        fitting = (text for text in candidates if code_units(text) <= LONGEST_CHOICE)
        return [(choice_label(text), text) for text in _matching(fitting, typed)]


def sample_questions(folder: Path) -> tuple[str, ...]:
    """Return the covered questions of the question sets that lie beside the documents.

    A set that cannot be read is passed over: ``eval`` says what is wrong with it, and nobody's question
    depends on it.
    """
    found: dict[str, None] = {}
    for path in sorted(folder.rglob("*.questions.jsonl")):
        try:
            questions = question_set.read(path)
        except QuestionSetError:
            continue
        found.update(dict.fromkeys(question.text for question in questions if question.covered))
    return tuple(found)


def _matching(candidates: Iterable[str], typed: str) -> list[str]:
    """Return the first candidates that hold the words typed, those that hold them together first."""
    needle = " ".join(typed.casefold().split())
    words = needle.split()
    together, scattered = [], []
    for candidate in candidates:
        folded = candidate.casefold()
        if needle in folded:
            together.append(candidate)
        elif all(word in folded for word in words):
            scattered.append(candidate)
    return [*together, *scattered][:CHOICES]
