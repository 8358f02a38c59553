"""What of an answer a message shows, and to whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, unique


@unique
class Page(Enum):
    """What a message shows of a passage; the values stand in custom ids."""

    QUOTE = "q"
    CONTEXT = "c"
    WHY = "w"


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What of an answer a message shows.

    Attributes:
        asker: The person whose press changes the message.
        passages: How many quotes were asked for.
        document: The only document that was asked about, or None for all.
        private: Whether only the asker sees the message.
        page: What is shown of the passage.
        rank: Which passage, from 1; brought into range when it is shown.
        text_page: Which part of a text too long for one message, from 1; 0 for the one that holds the quote.
        closest: Whether the passages closest to a question that is not covered are shown.
        shared_by: Who shared the answer with the channel, or None.
        outdated: Whether the documents have changed since the question was asked.
    """

    asker: int
    passages: int
    document: str | None = None
    private: bool = False
    page: Page = Page.QUOTE
    rank: int = 1
    text_page: int = 0
    closest: bool = False
    shared_by: int | None = None
    outdated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationShowing:
    """How a citation that was looked up is shown; the other fields are those of `Showing`.

    Attributes:
        identifier: What was looked up, as it was asked.
    """

    asker: int
    identifier: str
    private: bool = True
    text_page: int = 0
    shared_by: int | None = None
