"""From text to terms: what makes two words the same word to the index."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING

from bot.search.text.amounts import CONTINUING_AMOUNTS, amount_at, begins_amount
from bot.search.text.synonyms import Synonyms
from bot.search.text.words import HYPHENS, WordReader

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from bot.search.text.amounts import Amount
    from bot.search.text.words import Stretch, Word

_HYPHENS = frozenset(HYPHENS)
_WHOLE_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|s)?")
_GROUP_OF_DIGITS = re.compile(r"\d{3}")
_PER_CENT = re.compile(r"[Pp]er|[Cc]ent(?:['’].*)?")


class Context(IntFlag):
    """What a word may be beside other words.

    Nearly all words are the same beside any: of no `Context`, with nothing but white space and common
    punctuation around them. So is one that may begin a name or an amount where the next cannot continue it.
    """

    NONE = 0
    DEPENDS = 1
    BEGINS_NAME = 2
    BEGINS_AMOUNT = 4
    CONTINUES_NAME = 8
    CONTINUES_AMOUNT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word or a phrase of a text that counts: its term, and where it stands.

    Attributes:
        asked: Whether it counts in a question. Passages have further terms, by which they are found in
            other words: the parts of a phrase, and hyphenated words as one.
    """

    term: str
    start: int
    end: int
    asked: bool = True


_Found = tuple[str, int, int, bool]
"""What a token is made of, without the cost of one where the terms are all that is wanted."""


class Analyzer:
    """Turns English text into terms, the same way for passages and for questions.

    Words are runs of letters and digits in any script, in Unicode normalization form KC without accents
    (UAX #15) and case-folded, without possessive endings; stop words are left out; irregular forms and
    British spellings are made regular; the rest is reduced to stems by Snowball's English stemmer
    (Porter2). Dotted abbreviations stay whole. Numbers, amounts and dates are read as digits and words,
    however they are written. Names of the same thing ("prime minister" and "PM") have one term.

    Several threads may use one analyzer at once.

    Args:
        synonyms: Names, each with other names of the same thing, besides those that are built in.
        dates: Dates that settle whether 7/8/2024 is in July or in August.
        language: A BCP 47 tag: the language of the stems and stop words, English where Snowball has none.

    Raises:
        SynonymError: A name of the synonyms cannot be used.
    """

    def __init__(
        self,
        *,
        synonyms: Mapping[str, Sequence[str]] | None = None,
        dates: Collection[dt.date] = (),
        language: str = "en",
    ) -> None:
        self._reader = WordReader(dates=dates, language=language)
        self._names = Synonyms(self._reader.words, synonyms or {})
        self._contexts = _contexts_of_keys(self._names)

    def tokens(self, text: str) -> Iterator[Token]:
        """Yield the words and phrases of a text that count, in order; a phrase before its parts."""
        for term, start, end, asked in self._found(text):
            yield Token(term=term, start=start, end=end, asked=asked)

    def terms(self, text: str) -> list[str]:
        """Return the terms of a text in order, with repetitions."""
        return [term for term, _, _, _ in self._found(text)]

    def placed(
        self, text: str, stretch: Stretch | None = None, dates: Collection[dt.date] | None = None
    ) -> list[tuple[str, int, int]]:
        """Return the terms of a text, or of a part of it, in order, each with where it begins and ends.

        Args:
            text: The text.
            stretch: The part of it to read, if not all.
            dates: Dates that settle what 7/8/2024 means here; None for those of the analyzer.
        """
        return [(term, start, end) for term, start, end, _ in self._found(text, stretch, dates)]

    def alone(self, word: str) -> tuple[str | None, Context]:
        """Return the term of a word where nothing beside it says otherwise, and what may.

        The term is None for a stop word.
        """
        entry = self._reader.entry(word)
        term = self._names.single.get(entry.key, entry.key) if entry.counts else None
        if not entry.key or entry.contextual or entry.is_several or _is_of_several(word):
            return term, Context.DEPENDS
        context = self._contexts.get(entry.key, _begins(entry.key))
        if _GROUP_OF_DIGITS.fullmatch(word):
            context |= Context.CONTINUES_AMOUNT
        return term, context

    def _found(
        self, text: str, stretch: Stretch | None = None, dates: Collection[dt.date] | None = None
    ) -> list[_Found]:
        words = self._reader.words(text, stretch, dates)
        beginnings, single = self._names.beginnings, self._names.single
        found: list[_Found] = []
        position = joined_until = 0
        while position < len(words):
            key, start, end, counts, parts = words[position]
            if key in beginnings or begins_amount(key):
                several = self._several(words, position, text)
                if several is not None:
                    found += several[0]
                    position += several[1]
                    continue
            if text[end : end + 1] in _HYPHENS and position >= joined_until:
                joined_until = self._end_of_hyphenated(words, position, text)
                found += self._joined(words[position:joined_until], text)
            if counts:
                found.append((single.get(key, key), start, end, True))
                if parts:
                    found += [(single.get(part.key, part.key), part.start, part.end, False) for part in parts]
            position += 1
        return found

    def _several(self, words: list[Word], start: int, text: str) -> tuple[list[_Found], int] | None:
        """Return the terms of a name or an amount of several words that begins at a word, and its length."""
        phrase = self._names.phrase(words, start, text)
        if phrase is not None:
            return self._of_phrase(words[start : phrase.end], phrase.term), phrase.end - start
        amount = amount_at(words, start, text)
        if amount is not None:
            return _of_amount(words[start : start + amount.size], amount), amount.size
        return None

    def _of_phrase(self, words: Sequence[Word], term: str) -> list[_Found]:
        single = self._names.single
        parts = [
            (single.get(word.key, word.key), word.start, word.end, False) for word in words if word.counts
        ]
        return [(term, words[0].start, words[-1].end, True), *(part for part in parts if part[0] != term)]

    def _end_of_hyphenated(self, words: list[Word], start: int, text: str) -> int:
        """Return where the words end that hyphens join to one of letters; a name within is left whole."""
        end = start + 1
        while (
            end < len(words)
            and text[words[end - 1].end : words[end].start] in _HYPHENS
            and text[words[end].start : words[end].end].isalnum()
            and self._several(words, end, text) is None
        ):
            end += 1
        return end

    def _joined(self, words: Sequence[Word], text: str) -> list[_Found]:
        # "10-year" is never written as one, and 555-1234 is no word.
        if len(words) == 1 or not text[words[0].start].isalpha():
            return []
        key = self._reader.key("".join(text[word.start : word.end] for word in words))
        if not key:
            return []
        return [(self._names.single.get(key, key), words[0].start, words[-1].end, False)]


def _of_amount(words: Sequence[Word], amount: Amount) -> list[_Found]:
    parts: list[_Found] = [(*part, False) for part in amount.parts]
    signs: list[_Found] = [(*sign, True) for sign in amount.signs]
    whole = (amount.digits, words[0].start, words[-1].end, True)
    return [whole, *parts[:1], *signs, *parts[1:]]


def _contexts_of_keys(names: Synonyms) -> Mapping[str, Context]:
    """Return what words may be beside others, by their keys, without those that are numbers alone."""
    contexts: dict[str, Context] = {}
    for keys, context in (
        (names.beginnings, Context.BEGINS_NAME),
        (names.continuations, Context.CONTINUES_NAME),
        (CONTINUING_AMOUNTS, Context.CONTINUES_AMOUNT),
    ):
        for key in keys:
            contexts[key] = contexts.get(key, _begins(key)) | context
    return contexts


def _begins(key: str) -> Context:
    return Context.BEGINS_AMOUNT if begins_amount(key) else Context.NONE


def _is_of_several(word: str) -> bool:
    """Whether a word may be two, as 400k is, or half of one, as the words of "per cent" are."""
    if word[0].isdecimal():
        return _WHOLE_NUMBER.fullmatch(word) is None
    return word[0] in "PpCc" and _PER_CENT.fullmatch(word) is not None
