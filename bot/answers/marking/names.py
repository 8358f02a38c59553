"""Proper names: runs of words with capitals, and what their looks say about who or what bears them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.answers.marking.name_lists import GIVEN_NAMES, NOT_NAMES, ORGANISATIONS, PLACE_WORDS, PLACES, TITLES
from bot.documents.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_A_WORD = r"[^\W_]+(?:[-'’.][^\W_]+)*(?:(?<=\b\w)\.)?"
_WORD = re.compile(_A_WORD)
_NEXT_WORD = re.compile(rf"\s+({_A_WORD})")
# Most words of a sentence begin with none of the letters that can be a capital, and are never looked at.
_MAY_BEGIN = re.compile(rf"(?<![^\W_])(?<![^\W_][-'’.])(?=[^\W\d_a-z]){_A_WORD}")
_INSIDE = frozenset("of de la le van von der den du da di bin ibn al el".split())
_POSSESSIVE = re.compile(r"['’]s?$")
_AT_A_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|into|through|around|outside|across|throughout|via)\s(?:the\s)?$"
)
_BY = re.compile(r"\bby\s(?:\w+\s){0,3}$")
_CAPITALS = re.compile(r"[A-Z]{2}")
_LONGEST_NAME = 8
_REMEMBERED = 1 << 9
"""Sentences whose names are remembered: several things are looked for in the same one."""
_NEAR = 80


@lru_cache(maxsize=_REMEMBERED)
def names(sentence: str) -> tuple[Span, ...]:
    """Return the proper names of a sentence, in order and apart, without possessive endings.

    A name is a run of words that begin with capitals, with particles and "of" between; the first word of
    a sentence, which has its capital from there, only counts where it is not an ordinary one.
    """
    return tuple(_names(sentence))


def _names(sentence: str) -> Iterator[Span]:
    end = 0
    while first := _MAY_BEGIN.search(sentence, end):
        end = first.end()
        if _begins(first[0]):
            run = [(first[0], first.start(), end)]
            while not _POSSESSIVE.search(run[-1][0]):
                word = _NEXT_WORD.match(sentence, end)
                if word is None or not _continues(word[1]):
                    break
                end = word.end()
                run.append((word[1], word.start(1), end))
            yield from _name(run, sentence)


def is_title(word: str) -> bool:
    """Whether a word stands before a person's name."""
    return word.rstrip(".").casefold() in TITLES


def without_title(span: Span, sentence: str) -> Span:
    """Return a name without the titles that it begins with, unless nothing else is left of it."""
    words = list(_WORD.finditer(sentence, span.start, span.end))
    titles = [position for position, word in enumerate(words[:-1]) if is_title(word[0])]
    if not titles:
        return span
    first = titles[-1] + 1
    if words[first][0] == "of":  # "Secretary of State Antony J. Blinken"
        first += 2
    return Span(start=words[first].start(), end=span.end) if first < len(words) else span


def is_person(name: str, sentence: str, start: int) -> bool:
    """Whether a name looks like a person's: a title before it or in it, or a known given name."""
    words = name.split()
    before = sentence[max(0, start - _NEAR) : start].split()[-3:]
    return (
        words[0].casefold() in GIVEN_NAMES
        or any(map(is_title, [*before[-1:], *words[:-1]]))
        or (before[1:2] == ["of"] and is_title(before[0]))
        or any(len(word) == 2 and word.endswith(".") for word in words)  # noqa: PLR2004 - an initial
    )


def is_organisation(name: str) -> bool:
    """Whether a name has a word that people's names do not have, such as "University"."""
    return any(word.casefold() in ORGANISATIONS for word in name.split())


def is_acronym(name: str) -> bool:
    """Whether a name is, or begins with, capitals only: "NFL", "MSPs"."""
    return _CAPITALS.match(name) is not None


def is_place(name: str) -> bool:
    """Whether a name is a well-known place's, or says that it is a place: "River", "Street"."""
    return name.casefold().removeprefix("the ") in PLACES or any(
        word.casefold() in PLACE_WORDS for word in name.split()
    )


def is_at_a_place(sentence: str, start: int) -> bool:
    """Whether a word such as "in" or "near" stands before."""
    return _AT_A_PLACE.search(sentence, max(0, start - _NEAR), start) is not None


def is_after_by(sentence: str, start: int) -> bool:
    """Whether "by" stands before, with an attribute or two between."""
    return _BY.search(sentence, max(0, start - _NEAR), start) is not None


def _begins(word: str) -> bool:
    return word[0].isupper() and _plain(word) not in NOT_NAMES


def _continues(word: str) -> bool:
    return (word[0].isupper() and _plain(word) not in NOT_NAMES) or word in _INSIDE


def _plain(word: str) -> str:
    return _POSSESSIVE.sub("", word).casefold()


def _name(run: list[tuple[str, int, int]], sentence: str) -> Iterator[Span]:
    while run[-1][0] in _INSIDE:
        run.pop()
    if len(run) <= _LONGEST_NAME:
        start = run[0][1]
        text = sentence[start : run[-1][2]]
        yield Span(start=start, end=start + len(_POSSESSIVE.sub("", text)))
