"""What to suggest while a person types: their own questions, then those of the question sets; documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from discord import app_commands

from bot.discord_bot.messages.documents import document_label, question_label
from bot.discord_bot.messages.limits import CHOICE, code_units
from bot.errors import QuestionSetError
from bot.evaluation import question_set

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.discord_bot.recent import RecentQuestions
    from bot.documents.library import Library

CHOICES = 25
"""Choices of an autocompletion:
https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure
"""


@dataclass(slots=True, kw_only=True)
class Suggestions:
    """Completes the options of ``/ask``.

    Attributes:
        samples: Questions that the documents answer; replaced as a whole when these change.
        recent: What each person asked lately.
    """

    samples: tuple[str, ...]
    recent: RecentQuestions

    def questions(self, typed: str, *, person: int) -> list[app_commands.Choice[str]]:
        """Return questions that hold what was typed, the person's own first."""
        own = self.recent.of(person)
        candidates = [*own, *(sample for sample in self.samples if sample not in own)]
        # A choice's value is what is asked: one that had to be cut would ask something else.
        fitting = [text for text in candidates if code_units(text) <= CHOICE]
        return [
            app_commands.Choice(name=question_label(text), value=text) for text in _matching(fitting, typed)
        ]

    @staticmethod
    def documents(typed: str, library: Library) -> list[app_commands.Choice[str]]:
        """Return documents whose identifier or title holds what was typed."""
        needle = typed.casefold()
        found = [
            document
            for document in library.documents
            # An identifier that had to be cut would name another document.
            if code_units(document.id) <= CHOICE and needle in f"{document.title} {document.id}".casefold()
        ]
        return [app_commands.Choice(name=document_label(each), value=each.id) for each in found[:CHOICES]]


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
    needle = " ".join(typed.casefold().split())
    words = needle.split()
    whole, scattered = [], []
    for candidate in candidates:
        folded = candidate.casefold()
        if needle in folded:
            whole.append(candidate)
        elif all(word in folded for word in words):
            scattered.append(candidate)
    return [*whole, *scattered][:CHOICES]
