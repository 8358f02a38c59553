"""Reading a message of our own back: the question it answers, and the citation it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.discord_bot.messages.clipping import clipped
from bot.discord_bot.messages.escaping import escape, one_line, unescape
from bot.discord_bot.messages.layout import Id
from bot.discord_bot.messages.limits import units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.discord_bot.texts.catalogue import Texts

_SMALL = "-# "
_OPENING, _CLOSING = "“", "”"
_CLIPPED = f"{_SMALL}❝"
_PERSON = re.compile(r"<@(?P<person>[0-9]{1,20})>")
_IDENTIFIER = re.compile(r"`(?P<identifier>[A-Za-z0-9_.-]+@[0-9a-f]{8}:[0-9]+-[0-9]+)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """What a message of ours says about itself; None for what it does not say, or not whole."""

    question: str | None
    identifier: str | None
    shared_by: int | None
    taken_with: str | None = None


def is_readable(question: str, limit: int) -> bool:
    """Whether a question is shown whole in `limit` units, so that buttons can read it back."""
    return bool(one_line(question)) and units(_SMALL + _quoted(question)) <= limit


def shown_question(question: str, limit: int) -> str:
    """Return a small line with the question, in at most `limit` units."""
    if is_readable(question, limit):
        return _SMALL + _quoted(question)
    return f"{_CLIPPED}{clipped(question, limit - units(_CLIPPED))}"


def shown_taken_with(question: str, texts: Texts) -> str:
    """Return a small line with what a question was taken with, to be read back in whatever language."""
    return _SMALL + texts.taken_with.format(question=_quoted(question))


def read_back(components: Sequence[discord.Component]) -> ReadBack:
    """Return what the components of a message of ours say."""
    question = identifier = shared_by = taken_with = None
    for display in _texts(components):
        if display.id == Id.QUESTION:
            question = _question(display.content)
        elif display.id == Id.TAKEN_WITH:
            taken_with = _quotation(display.content)
        elif display.id == Id.CITATION and identifier is None:
            found = _IDENTIFIER.search(display.content)
            identifier = found["identifier"] if found else None
        elif display.id == Id.SHARED:
            person = _PERSON.search(display.content)
            shared_by = int(person["person"]) if person else None
    return ReadBack(question=question, identifier=identifier, shared_by=shared_by, taken_with=taken_with)


def _question(content: str) -> str | None:
    return _quotation(content) if content.startswith(_SMALL + _OPENING) else None


def _quotation(content: str) -> str | None:
    """Return what stands between the first opening mark and the closing mark at the end."""
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
