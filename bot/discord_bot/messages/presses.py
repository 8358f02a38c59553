"""What a button's `custom_id` says: packed into at most 100 characters, and read back without trust.

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
from typing import TYPE_CHECKING

from bot.discord_bot.messages.showing import CitationShowing, Page, Showing
from bot.errors import UnknownDocumentError

if TYPE_CHECKING:
    from bot.documents.library import Library

FAMILY = "mb"
"""How each of our custom ids begins, of whatever version."""

_VERSION = f"{FAMILY}1"
_ALL_DOCUMENTS = "0"
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
class Action(Enum):
    """What a press does with what it shows."""

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
        index: What stands for the fingerprint under which the answer was given.
        scope: What stands for the only document that was asked about; see `find_document`.
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

    def drawn_from(self, index: str) -> bool:
        """Whether the answer was drawn from the index with this fingerprint."""
        return fingerprint_digest(index) == self.index

    def showing(self, *, document: str | None, private: bool, outdated: bool = False) -> Showing:
        """Return what the press asks to be shown."""
        return Showing(
            asker=self.asker,
            passages=self.passages,
            document=document,
            private=private,
            page=self.page,
            rank=self.rank,
            text_page=self.text_page,
            closest=self.closest,
            outdated=outdated,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationPress:
    """A press that needs only the citation's identifier, which stands in the message."""

    action: Action
    text_page: int
    asker: int

    def showing(self, identifier: str, *, private: bool) -> CitationShowing:
        """Return what the press asks to be shown."""
        return CitationShowing(
            asker=self.asker, identifier=identifier, private=private, text_page=self.text_page
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsPress:
    """A press under the list of documents."""

    page: int
    asker: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forged:
    """A custom id that this version never gives out: of another version, or made up."""


class ScopedDocumentGoneError(UnknownDocumentError):
    """The only document that was asked about is gone; its `identifier` is what stands for it, no name."""


Press = AnswerPress | CitationPress | DocumentsPress | Forged


def press_of(showing: Showing, *, index: str, action: Action = Action.TURN) -> AnswerPress:
    """Return the press that asks for what `showing` says."""
    return AnswerPress(
        action=action,
        page=showing.page,
        closest=showing.closest,
        index=fingerprint_digest(index),
        scope=_scope(showing.document),
        rank=showing.rank,
        passages=showing.passages,
        text_page=showing.text_page,
        asker=showing.asker,
    )


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
    """Return what a custom id asks for; never raises."""
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


def fingerprint_digest(index: str) -> str:
    """Return what stands for an index's fingerprint in a custom id."""
    return _digest(index)


def find_document(scope: str, library: Library) -> str | None:
    """Return the identifier of the only document that was asked about, or None for all.

    Raises:
        ScopedDocumentGoneError: It is not in the library any more.
    """
    if scope == _ALL_DOCUMENTS:
        return None
    for document in library.documents:
        if _scope(document.id) == scope:
            return document.id
    raise ScopedDocumentGoneError("the document that was asked about is not there any more", identifier=scope)


def _scope(document: str | None) -> str:
    """Return what stands for a document: an identifier can be longer than a custom id."""
    return _ALL_DOCUMENTS if document is None else _digest(document)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGEST]


def _number(number: int) -> str:
    return str(min(max(number, 0), _MOST))


def _in_base_36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits or "0"
