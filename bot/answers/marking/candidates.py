"""The words of a sentence that could answer a question of a kind, and what speaks for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

from bot.answers.marking import amounts, dates, names
from bot.answers.marking.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.answers.marking.kinds import Asked
    from bot.documents.model import Span

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NOUN_WITHIN = 3
_STEM = 5
_LOOKED_AT = 60
_REMEMBERED = 1 << 9
"""Sentences whose candidates are remembered: they are asked for when one is chosen, and when it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Words that have the form of what is asked for.

    Attributes:
        span: Where they stand in the sentence.
        cues: What their form and their neighbours say for or against them: as many for every candidate of
            a kind, in the same order, 0 or 1 each.
        title_start: Where a person's title before the name begins; without one, where the words begin.
    """

    span: Span
    cues: tuple[float, ...]
    title_start: int


@lru_cache(maxsize=_REMEMBERED)
def candidates(asked: Asked, sentence: str) -> tuple[Candidate, ...]:
    """Return the candidates of a sentence in order; no two overlap."""
    match asked.kind:
        case Kind.PERSON:
            return tuple(_people(sentence, passive=asked.passive))
        case Kind.PLACE:
            return tuple(_places(sentence))
        case Kind.DATE:
            return tuple(_dates(sentence, asked.nouns))
        case Kind.NUMBER:
            return tuple(_numbers(sentence, asked.nouns))
        case Kind.AMOUNT:
            return tuple(_amounts(sentence, asked.nouns))
        case Kind.MONEY:
            return tuple(_candidate(span, (False, True)) for span in amounts.money(sentence))
        case _:
            assert_never(asked.kind)


def _people(sentence: str, *, passive: bool) -> Iterator[Candidate]:
    for titled in names.names(sentence):
        span = names.without_title(titled, sentence)
        name = span.of(sentence)
        by = names.is_after_by(sentence, titled.start)
        cues = (
            names.is_person(name, sentence, span.start),
            " " in name,
            by and not passive,
            by and passive,
            titled.start == 0 and " " in titled.of(sentence),
            titled.start == 0 and " " not in titled.of(sentence),
            names.is_acronym(name),
            names.is_organisation(name),
            names.is_place(name) or names.is_at_a_place(sentence, span.start),
        )
        yield Candidate(span=span, cues=tuple(map(float, cues)), title_start=titled.start)


def _places(sentence: str) -> Iterator[Candidate]:
    for span in names.names(sentence):
        name = span.of(sentence)
        cues = (
            names.is_at_a_place(sentence, span.start),
            names.is_place(name),
            names.is_organisation(name) and not names.is_place(name),
            names.is_person(name, sentence, span.start),
            span.start == 0,
        )
        yield _candidate(span, cues)


def _dates(sentence: str, nouns: tuple[str, ...]) -> Iterator[Candidate]:
    for span in dates.dates(sentence):
        date = span.of(sentence)
        cues = (
            dates.has_number(date),
            dates.is_led_to(sentence, span.start),
            any(character.isalpha() for character in date),
            "century" in nouns and "centur" in date,
        )
        yield _candidate(span, cues)


def _numbers(sentence: str, nouns: tuple[str, ...]) -> Iterator[Candidate]:
    percentages = list(amounts.percentages(sentence))
    taken = [*amounts.money(sentence), *percentages, *dates.dates(sentence)]
    found = sorted([*amounts.numbers(sentence, without=taken), *percentages], key=lambda span: span.start)
    for span in found:
        following = _WORD.findall(sentence[span.end : span.end + _LOOKED_AT])[:_NOUN_WITHIN]
        hyphened = sentence[span.end : span.end + 1] == "-"
        cues = (
            _same(following[:1], nouns),
            _same(following[1:], nouns),
            bool(nouns) and _same(following, nouns[-1:]),
            hyphened and _same(following[:1], nouns),
            hyphened and not _same(following[:1], nouns),
            span in percentages,
            bool(following) and following[0].islower() and len(following[0]) > _NOUN_WITHIN,
            span.of(sentence).casefold() == "one",
        )
        yield _candidate(span, cues)


def _amounts(sentence: str, nouns: tuple[str, ...]) -> Iterator[Candidate]:
    percent, money, measured = (
        list(found)
        for found in (amounts.percentages(sentence), amounts.money(sentence), amounts.measures(sentence))
    )
    kinds = [(span, (True, False)) for span in percent]
    if "percent" not in nouns:
        kinds += [(span, (False, True)) for span in _apart(money, percent)]
        kinds += [(span, (False, False)) for span in _apart(measured, [*percent, *money])]
    yield from (_candidate(span, cues) for span, cues in sorted(kinds, key=lambda kind: kind[0].start))


def _apart(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    others = list(taken)
    return [span for span in spans if not any(span.start < o.end and o.start < span.end for o in others)]


def _same(words: Sequence[str], nouns: Sequence[str]) -> bool:
    """Whether any of the words begins like any of the nouns, as a noun's singular and plural do."""
    return any(
        word[:_STEM].casefold() == noun[:_STEM] and abs(len(word) - len(noun)) <= _NOUN_WITHIN
        for word in words
        for noun in nouns
    )


def _candidate(span: Span, cues: Iterable[bool]) -> Candidate:
    return Candidate(span=span, cues=tuple(map(float, cues)), title_start=span.start)
