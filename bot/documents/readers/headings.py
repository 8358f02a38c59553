"""Headings of texts without markup: lines that stand alone, are short, are no sentences and have a body beneath.

Taken for headings are such lines if they are numbered, in capitals, In Title Case, or begin or end with a word that
heads parts of minutes; and the first line of a text, which is its title. Whatever is doubtful is left a paragraph: a
heading is never an answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.documents.model import BlockKind
from bot.documents.readers import lines as one
from bot.documents.readers.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TITLE, _CAPITALS, _HEADING = 1, 2, 3
"""Levels; those of numbered headings are deeper by a level for each further part of the number."""

_LONGEST_TITLE = 120
_LONGEST_HEADING = 80
_MOST_WORDS = 10
_MOST_WORDS_WITH_HEAD = 5
_SHORTEST_BODY = 60
_NEAR = 6
_FEWEST_HEADINGS = 2
_MOST_EMPTY = 3

_NUMBERED = re.compile(
    r"(?:(?i:(?:agenda\s)?(?:item|section|part|article|chapter|topic)\s))?"
    r"(?:(?P<number>\d{1,3}(?:\.\d{1,3}){0,3}(?=[.):]|\s[–—-]\s)|(?:[A-Z]|[IVX]{1,6})(?=[.)]))(?:[.):]|\s[–—-])"
    r"|(?P<parts>\d{1,3}(?:\.\d{1,3}){1,3})(?=\s))"
    r"\s*(?P<words>[^\W_a-z].*)"
)
_SMALL_WORDS = frozenset(
    "a an and as at but by de der des die du for from in into la le nor of on or per the to und upon via von with".split()
)
_HEADS = frozenset(
    """
    absent action actions adjournment administrative administrivia agenda announcements annex apologies appendix
    approval arising attachments attendance attendees background budget business call closing comments conclusion
    conclusions consent correspondence decisions discussion finance finances hearing hearings introduction
    introductions items matters meeting minutes motions next notes objectives old opening order participants present
    presentations previous proceedings questions quorum recommendations report reports resolutions roll summary
    topics update updates votes voting welcome
    """.split()
)


def with_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces of which those that are headings are made so."""
    found = list(pieces)
    numbered = set(_numbered(found))
    for at in reversed(range(len(found) - 1)):
        level = _level(found, at, is_numbered=at in numbered)
        if level is not None:
            found[at] = Piece(BlockKind.HEADING, found[at].lines, level)
    return found


def _level(found: Sequence[Piece], at: int, *, is_numbered: bool) -> int | None:
    """Return the level of a piece that is a heading, knowing those of the pieces behind it."""
    piece = found[at]
    text = piece.lines[0].text
    if at == 0 and piece.kind is BlockKind.PARAGRAPH and _is_short(piece, _LONGEST_TITLE):
        has_body = any(map(_is_body, found[1:_NEAR])) and not _goes_on(found, at)
        return _TITLE if has_body and not one.is_field(text) else None
    if is_numbered:
        return _HEADING + (_number(text) or "").count(".")
    if not _is_short(piece) or one.is_item(text) or one.is_field(text) or not _stands_out(found, at):
        return None
    if one.is_in_capitals(text):
        return _CAPITALS
    if not _is_body(found[at + 1]) or _goes_on(found, at) or (at > 1 and _is_short(found[at - 1])):
        return None
    return _HEADING if _is_in_title_case(text) or _has_head(text) else None


def _is_short(piece: Piece, longest: int = _LONGEST_HEADING) -> bool:
    """Whether a piece is one short line that is no sentence, and begins none."""
    text = piece.lines[0].text
    return (
        piece.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
        and len(piece.lines) == 1
        and len(text) <= longest
        and not text[0].islower()
        and not one.ends(text)
        and not one.pauses(text)
        and not one.ends_in_colon(text)
        and any(map(str.isalpha, text))
    )


def _is_body(piece: Piece) -> bool:
    """Whether something can stand beneath a heading that is no heading itself."""
    if piece.kind is BlockKind.HEADING:
        return False
    return (
        piece.kind is not BlockKind.PARAGRAPH
        or one.ends(piece.lines[-1].text)
        or _length(piece) >= _SHORTEST_BODY
    )


def _length(piece: Piece) -> int:
    return piece.span.end - piece.span.start


def _stands_out(found: Sequence[Piece], at: int) -> bool:
    """Whether a line is no line of a list: a blank line stands before it, or something else than a short line."""
    if at == 0 or found[at].lines[0].apart:
        return True
    return found[at - 1].kind is not BlockKind.LABEL and not _is_short(found[at - 1])


def _goes_on(found: Sequence[Piece], at: int) -> bool:
    """Whether the next line may be of the same sentence."""
    following = found[at + 1].lines[0]
    begins = following.apart or one.is_item(following.text) or not following.text[0].isdigit()
    return following.text[0].islower() or not begins


def _numbered(found: Sequence[Piece]) -> Iterator[int]:
    """Yield the positions of numbered lines that are headings, not items of a list, which follow each other.

    Where such headings stand, two or three that have nothing beneath them are headings too.
    """
    runs = list(_runs_of_numbered(found))
    headings = [run for run in runs if len(run) == 1 and _can_head(found[run[0]])]
    if len(headings) >= _FEWEST_HEADINGS:
        headings += [
            run
            for run in runs
            if 1 < len(run) <= _MOST_EMPTY
            and all(_can_head(found[at]) and found[at].lines[0].apart for at in run)
        ]
    for run in headings:
        yield from run


def _runs_of_numbered(found: Sequence[Piece]) -> Iterator[range]:
    """Yield runs of pieces that are numbered, a run anew where numbers begin again."""
    first = 0
    for at in range(len(found) + 1):
        if at < len(found) and _is_numbered(found[at]):
            if at == first or not _is_first(found[at]):
                continue
            yield range(first, at)
            first = at
        else:
            if at > first:
                yield range(first, at)
            first = at + 1


def _is_numbered(piece: Piece) -> bool:
    text = piece.lines[0].text
    return piece.kind in {BlockKind.ITEM, BlockKind.PARAGRAPH} and (
        one.is_numbered(text) or _NUMBERED.match(text) is not None
    )


def _is_first(piece: Piece) -> bool:
    return _number(piece.lines[0].text) in {"1", "A", "I"}


def _can_head(piece: Piece) -> bool:
    return (
        _is_short(piece)
        and _number(piece.lines[0].text) is not None
        and piece.lines[0].text.count(" ") <= _MOST_WORDS
    )


def _number(text: str) -> str | None:
    found = _NUMBERED.match(text)
    return (found["number"] or found["parts"]) if found else None


def _is_in_title_case(text: str) -> bool:
    """Whether all words but small ones begin with capitals, and there is no date or figure."""
    words = text.split()
    large = [word for word in words if word.casefold() not in _SMALL_WORDS]
    return (
        len(words) <= _MOST_WORDS
        and not any(map(str.isdigit, text))
        and all(word.lstrip("(\"'“‘")[:1].isupper() for word in large)
    )


def _has_head(text: str) -> bool:
    """Whether a line of few words begins or ends with a word that heads parts of minutes."""
    words = [word.strip("()'’\"").casefold() for word in text.split()]
    return len(words) <= _MOST_WORDS_WITH_HEAD and (words[0] in _HEADS or words[-1] in _HEADS)
