"""Ends of sentences that are certain: where the model of `bot.documents.sentences` has one way to decide.

Most sentences end in a word of letters that is no abbreviation, a mark, white space, and the beginning of a
word. What stands before and after does not matter there, so a text is parted at such ends, and only parts
with other marks need the model.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# A mark with a letter, a digit or one of these after it ends nothing.
_MARK = re.compile(
    r"""[.?!…](?![\w.…,/–—-])
    (?:(?<!…)(?P<gap>\s+)(?=[^\W_]|[“‘(\["'][^\W_]))?""",
    re.VERBOSE,
)
# At the beginning of a line, numbers of a list are written with such letters.
_NUMERAL = re.compile(r"[ivxlc]{1,6}")
_LONGEST_WORD = 40
_REMEMBERED_WORDS = 1 << 16


class Part(NamedTuple):
    """A part of a text between two certain ends, which has at least one sentence.

    Attributes:
        start: Where its first sentence begins.
        end: Where its last sentence ends.
        before: Where the part before it ends, 0 for the first.
        after: Where the white space after it begins if a part follows, otherwise the end of the text.
        doubtful: Whether it may have several sentences.
    """

    start: int
    end: int
    before: int
    after: int
    doubtful: bool


def parted(text: str) -> Iterator[Part]:
    """Yield the parts of a text; a blank one has none."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    before, doubtful = 0, False
    for match in _MARK.finditer(text):
        mark, following = match.span()
        if match["gap"] is not None and _is_certain(text, mark):
            yield Part(start, mark + 1, before, mark + 1, doubtful)
            start, before, doubtful = following, mark + 1, False
        elif following < end:
            doubtful = True
    if start < end:
        yield Part(start, end, before, len(text), doubtful)


def _is_certain(text: str, mark: int) -> bool:
    lowest = max(0, mark - _LONGEST_WORD)
    first = max(text.rfind(" ", lowest, mark) + 1, lowest)
    if first == mark:  # as transcripts are written where each mark is a word
        return text[mark - 2 : mark - 1].isalnum()
    return _ends_any_sentence(text[first:mark]) and (first > lowest or lowest == 0)


@lru_cache(maxsize=_REMEMBERED_WORDS)
def _ends_any_sentence(word: str) -> bool:
    """Whether a full stop after a word always ends a sentence."""
    import nupunkt

    if len(word) == 1 or not (word.isascii() and word.isalpha()):
        return False
    folded = word.lower()
    abbreviations = nupunkt.load("default").parameters.abbrev_types
    return folded not in abbreviations and folded not in _leading_on() and not _NUMERAL.fullmatch(folded)


@cache
def _leading_on() -> Collection[str]:
    """Return words after which, with a full stop, some words never begin a sentence."""
    import nupunkt

    return {first for first, _ in nupunkt.load("default").parameters.collocations}
