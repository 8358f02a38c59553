"""Requests of buttons: packed into a `custom_id` of at most 100 characters, and read back without trust.

A button outlives the process that sent it, so all that it needs stands in its `custom_id` or in the
message around it. Anyone can send any `custom_id`: what it says only chooses what to show, numbers are
brought into range where they are used, and the asker's id decides nothing but whether the message is
edited or a private copy is sent.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import Enum, unique

FAMILY = "mb"
"""The beginning of each of our custom ids, of whatever version."""

ALL_DOCUMENTS = "0"
"""Stands in a custom id for no document in particular."""

_VERSION = f"{FAMILY}1"
_DIGEST = 8
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NUMBER = r"[0-9]{1,5}"
_ASKER = r"[0-9a-z]{1,13}"
_ANSWER = re.compile(
    rf"{_VERSION}:a(?P<action>[tso])(?P<page>[qcw])(?P<closest>[01]):(?P<index>[0-9a-f]{{{_DIGEST}}}):"
    rf"(?P<scope>0|[0-9a-f]{{{_DIGEST}}}):(?P<rank>{_NUMBER}):(?P<passages>{_NUMBER}):(?P<text_page>{_NUMBER}):"
    rf"(?P<asker>{_ASKER})"
)
_CITATION = re.compile(rf"{_VERSION}:c(?P<action>[ts]):(?P<text_page>{_NUMBER}):(?P<asker>{_ASKER})")
_DOCUMENTS = re.compile(rf"{_VERSION}:d:(?P<page>{_NUMBER}):(?P<asker>{_ASKER})")
_MOST = 99_999


@unique
class Page(Enum):
    """A view of a passage; the values stand in custom ids."""

    QUOTE = "q"
    CONTEXT = "c"
    WHY = "w"


@unique
class Action(Enum):
    """The place for what a press brings; the values stand in custom ids."""

    TURN = "t"
    """The message changes for its asker; others get a private copy."""

    SHARE = "s"
    """The channel gets a public copy."""

    OPEN_CLOSEST = "o"
    """Whoever presses gets the closest passages, always in a private message of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPress:
    """A press under an answer; the question stands in the message.

    Attributes:
        index: The digest of the fingerprint under which the answer was given.
        scope: The digest of the only document that was asked about, or `ALL_DOCUMENTS`.
        rank: Which passage, from 1.
        passages: How many passages were asked for.
        text_page: Which part of a text too long for one message, from 1; 0 for the one that holds the quote.
        asker: The person whose press changes the message.
    """

    action: Action
    page: Page
    closest: bool
    index: str
    scope: str
    rank: int
    passages: int
    text_page: int
    asker: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationPress:
    """A press that needs only the citation's identifier, which stands in the message."""

    action: Action
    text_page: int
    asker: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsPress:
    """A press under the list of documents."""

    page: int
    asker: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forged:
    """A custom id that this version never gives out: of another version, or made up."""


Press = AnswerPress | CitationPress | DocumentsPress | Forged


def pack(press: AnswerPress | CitationPress | DocumentsPress) -> str:
    """Return the custom id that `parse` reads as `press`."""
    match press:
        case AnswerPress():
            numbers = ":".join(map(_number, (press.rank, press.passages, press.text_page)))
            what = f"a{press.action.value}{press.page.value}{int(press.closest)}"
            packed = f"{what}:{press.index}:{press.scope}:{numbers}"
        case CitationPress():
            packed = f"c{press.action.value}:{_number(press.text_page)}"
        case DocumentsPress():
            packed = f"d:{_number(press.page)}"
    return f"{_VERSION}:{packed}:{_in_base_36(press.asker)}"


def parse(custom_id: str) -> Press:
    """Return the press that a custom id asks for; never raises."""
    if found := _ANSWER.fullmatch(custom_id):
        return AnswerPress(
            action=Action(found["action"]),
            page=Page(found["page"]),
            closest=found["closest"] == "1",
            index=found["index"],
            scope=found["scope"],
            rank=int(found["rank"]),
            passages=int(found["passages"]),
            text_page=int(found["text_page"]),
            asker=int(found["asker"], 36),
        )
    if found := _CITATION.fullmatch(custom_id):
        return CitationPress(
            action=Action(found["action"]), text_page=int(found["text_page"]), asker=int(found["asker"], 36)
        )
    if found := _DOCUMENTS.fullmatch(custom_id):
        return DocumentsPress(page=int(found["page"]), asker=int(found["asker"], 36))
    return Forged()


def digest(text: str) -> str:
    """Return 8 hex digits for a fingerprint or a document, which can be longer than a custom id."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGEST]


def _number(number: int) -> str:
    return str(min(max(number, 0), _MOST))


def _in_base_36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits or "0"
