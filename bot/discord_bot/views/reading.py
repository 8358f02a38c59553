"""The lines above an answer, written so that they can be read back when a button is pressed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.discord_bot.views.layout import Id, text
from bot.discord_bot.views.markdown import clipped, escape, one_line, unescape, units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.discord_bot.texts.catalogue import Texts
    from bot.discord_bot.views.layout import Part

# A question may take so much that the rest of a message still holds the longest citation and a passage.
_LONGEST_QUESTION = 1520
_SHORTEST_QUESTION = 100
_ORDINARY_IDENTIFIER = 300
SHARED_LINE = "x" * 100
"""As long as the line that says who shared a message is at most: it keeps room for it."""

_SMALL = "-# "
_OPENING, _CLOSING = "“", "”"
_CLIPPED = f"{_SMALL}❝"
_PERSON = re.compile(r"<@(?P<person>[0-9]{1,20})>")
_IDENTIFIER = re.compile(r"`(?P<identifier>[^`\s]+@[0-9a-f]{8}(?:[0-9a-f]{8})?:[0-9]+-[0-9]+)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The question above an answer, and the one that it was taken with, a line each.

    Attributes:
        readable: Whether both can be read back.
    """

    lines: tuple[str, ...]
    readable: bool

    def parts(self) -> list[Part]:
        """Return its lines as they are shown."""
        ids = (Id.QUESTION, Id.TAKEN_WITH)
        return [text(line, id_=id_) for line, id_ in zip(self.lines, ids, strict=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """Facts that a message of ours tells of itself; None where it does not, or not whole."""

    question: str | None
    identifier: str | None
    shared_by: int | None
    taken_with: str | None = None


def heading(question: str, *, taken_with: str | None, longest_identifier: int, texts: Texts) -> Heading:
    """Return a question as it is shown; it gives way to an identifier of unusual length.

    The question before shares its room, and is the first to give way: then no button can ask it again.
    """
    limit = max(_LONGEST_QUESTION - max(longest_identifier - _ORDINARY_IDENTIFIER, 0), _SHORTEST_QUESTION)
    whole = f"{_SMALL}{_quoted(question)}"
    shown_whole = bool(one_line(question)) and units(whole) <= limit
    shown = whole if shown_whole else f"{_CLIPPED}{clipped(question, limit - units(_CLIPPED))}"
    if taken_with is None:
        return Heading(lines=(shown,), readable=shown_whole)
    before = _SMALL + texts.taken_with.format(question=_quoted(taken_with))
    fits = units(f"{shown}\n{before}") <= limit
    return Heading(lines=(shown, before) if fits else (shown,), readable=fits and shown_whole)


def shared_by(person: int | None, texts: Texts) -> list[Part]:
    """Return the line that says who shared a message, where someone did."""
    if person is None:
        return []
    return [text(f"{_SMALL}{texts.shared_by.format(person=f'<@{person}>')}", id_=Id.SHARED)]


def read_back(components: Sequence[discord.Component]) -> ReadBack:
    """Read the question and the citation of a message of ours out of its components."""
    question = identifier = shared = taken_with = None
    for display in _texts(components):
        if display.id == Id.QUESTION and display.content.startswith(_SMALL + _OPENING):
            question = _quotation(display.content)
        elif display.id == Id.TAKEN_WITH:
            taken_with = _quotation(display.content)
        elif display.id == Id.CITATION and identifier is None:
            found = _IDENTIFIER.search(display.content)
            identifier = found["identifier"] if found else None
        elif display.id == Id.SHARED:
            person = _PERSON.search(display.content)
            shared = int(person["person"]) if person else None
    return ReadBack(question=question, identifier=identifier, shared_by=shared, taken_with=taken_with)


def _quotation(content: str) -> str | None:
    """Return the text between the first opening mark and the closing mark at the end."""
    _, opened, quotation = content.partition(_OPENING)
    if not opened or not quotation.endswith(_CLOSING):
        return None
    return unescape(quotation.removesuffix(_CLOSING))


def _quoted(question: str) -> str:
    return f"{_OPENING}{escape(one_line(question))}{_CLOSING}"


def _texts(components: Iterable[discord.Component]) -> Iterator[discord.TextDisplay]:
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component
        elif isinstance(component, discord.Container):
            yield from _texts(component.children)
