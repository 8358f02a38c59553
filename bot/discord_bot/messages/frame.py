"""What stands around every answer: the question above it, and small notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.discord_bot.messages.layout import Id, text
from bot.discord_bot.messages.limits import units
from bot.discord_bot.messages.reading import is_readable, shown_question, shown_taken_with

if TYPE_CHECKING:
    from bot.answers.model import Answered, NotCovered
    from bot.discord_bot.messages.layout import Part
    from bot.discord_bot.messages.showing import Showing
    from bot.discord_bot.texts.catalogue import Texts

# A question may take so much that the rest of a message still holds the longest citation and a passage.
_LONGEST_QUESTION = 1520
_SHORTEST_QUESTION = 100
_ORDINARY_IDENTIFIER = 300
SHARED_LINE = "x" * 100
"""As long as the line that says who shared a message is at most: what keeps room for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around an answer.

    Attributes:
        headline: A first line above the question, or None.
        question: The question, as it is shown.
        taken_with: The line with what the question was taken with; None without, or where it does not fit.
        readable: Whether buttons can read the question back, and what it was taken with.
        shared: Who shared the answer; empty where nobody did.
        notes: Lines above the answer.
    """

    headline: str | None
    question: str
    taken_with: str | None
    readable: bool
    shared: list[Part]
    notes: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        """All its texts, to be counted."""
        lines = [SHARED_LINE, self.headline, self.question, self.taken_with, *self.notes]
        return [line for line in lines if line]

    def above(self) -> list[Part]:
        """Return what stands above the answer."""
        headline = [text(self.headline)] if self.headline else []
        taken_with = [text(self.taken_with, id_=Id.TAKEN_WITH)] if self.taken_with else []
        return [*headline, *self.shared, text(self.question, id_=Id.QUESTION), *taken_with]

    def noted(self) -> list[Part]:
        """Return the notes, as one text, where there are any."""
        return [text("\n".join(self.notes))] if self.notes else []


def frame(
    answer: Answered | NotCovered,
    showing: Showing,
    texts: Texts,
    *,
    notes: tuple[str, ...] = (),
    doubt: str | None = None,
    longest_identifier: int = 0,
) -> Frame:
    """Return the frame of an answer; a question gives way to an identifier of unusual length.

    What it was taken with shares its room, and is the first to give way: then no button can ask it again.
    The notes are small lines; the doubt, whether this is an answer, is not.
    """
    limit = max(_LONGEST_QUESTION - max(longest_identifier - _ORDINARY_IDENTIFIER, 0), _SHORTEST_QUESTION)
    outdated = [texts.outdated] if showing.outdated else []
    question = shown_question(answer.question, limit)
    before = answer.taken_with
    taken_with = shown_taken_with(before, texts) if before is not None else None
    fits = taken_with is None or units(f"{question}\n{taken_with}") <= limit
    return Frame(
        headline=f"**{texts.closest}**" if showing.closest else None,
        question=question,
        taken_with=taken_with if fits else None,
        readable=fits and is_readable(answer.question, limit),
        shared=shared_by(showing.shared_by, texts),
        notes=(*(f"-# {note}" for note in (*outdated, *notes)), *([doubt] if doubt else [])),
    )


def shared_by(person: int | None, texts: Texts) -> list[Part]:
    """Return the line that says who shared a message, where someone did."""
    if person is None:
        return []
    return [text(f"-# {texts.shared_by.format(person=f'<@{person}>')}", id_=Id.SHARED)]
