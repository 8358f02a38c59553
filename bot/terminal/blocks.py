"""What is printed, before it is known where: blocks of text with marks, wrapped and coloured later or not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.documents.model import Span


class Style(Enum):
    """How a text looks where there are looks; the values are rich's words for it."""

    PLAIN = ""
    STRONG = "bold"
    MATCH = "underline yellow"
    ANSWER = "reverse green"
    SIGN = "cyan"
    ASIDE = "dim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A text that begins on a line of its own.

    Attributes:
        text: The text, already safe to show.
        style: The look of all of it.
        marks: The looks of parts of it, on top.
        quoted: Whether it is set off as somebody's words.
        whole: Whether it is never wrapped, so that it can be copied.
    """

    text: str
    style: Style = Style.PLAIN
    marks: tuple[tuple[Span, Style], ...] = ()
    quoted: bool = False
    whole: bool = False


EMPTY_LINE = Block(text="")
