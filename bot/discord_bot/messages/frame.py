"""What stands around every answer: the question above it, and small notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.discord_bot.messages.layout import Id, text
from bot.discord_bot.messages.reading import is_readable, shown_question

if TYPE_CHECKING:
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
        readable: Whether buttons can read the question back.
        shared: Who shared the answer; empty where nobody did.
        notes: Small lines above the answer.
    """

    headline: str | None
    question: str
    readable: bool
    shared: list[Part]
    notes: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        """All its texts, to be counted."""
        return [SHARED_LINE, *([self.headline] if self.headline else []), self.question, *self.notes]

    def above(self) -> list[Part]:
        """Return what stands above the answer."""
        headline = [text(self.headline)] if self.headline else []
        return [*headline, *self.shared, text(self.question, id_=Id.QUESTION)]

    def noted(self) -> list[Part]:
        """Return the notes, as one text, where there are any."""
        return [text("\n".join(self.notes))] if self.notes else []


def frame(
    question: str, showing: Showing, texts: Texts, *, notes: tuple[str, ...] = (), longest_identifier: int = 0
) -> Frame:
    """Return the frame of an answer; a question gives way to an identifier of unusual length."""
    limit = max(_LONGEST_QUESTION - max(longest_identifier - _ORDINARY_IDENTIFIER, 0), _SHORTEST_QUESTION)
    outdated = [texts.outdated] if showing.outdated else []
    return Frame(
        headline=f"**{texts.closest}**" if showing.closest else None,
        question=shown_question(question, limit),
        readable=is_readable(question, limit),
        shared=shared_by(showing.shared_by, texts),
        notes=tuple(f"-# {note}" for note in (*outdated, *notes)),
    )


def shared_by(person: int | None, texts: Texts) -> list[Part]:
    """Return the line that says who shared a message, where someone did."""
    if person is None:
        return []
    return [text(f"-# {texts.shared_by.format(person=f'<@{person}>')}", id_=Id.SHARED)]
