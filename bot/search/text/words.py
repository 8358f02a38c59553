"""From text to words: where they stand, and what each is to the index by itself and beside its neighbours."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import Stemmer

from bot.search.text.dates import (
    AMBIGUOUS_SHORT_MONTHS,
    AMBIGUOUS_SHORT_WEEKDAYS,
    HOURS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    read_clock,
    read_date,
    stands_by_month,
)
from bot.search.text.digits import BLANKS, FIRST_ORDINALS, NUMBER_WORDS, SIGNS, amount_in_digits, in_digits
from bot.search.text.scripts import IGNORED_MARKS, MARKS, is_unspaced, pieces
from bot.search.text.stop_words import ALGORITHMS, ENGLISH, STOP_WORDS_OF
from bot.search.text.word_forms import plain_form

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

HYPHENS = "-\u2010\u2011"
"""The hyphen that keyboards have, Unicode's own, and the one that lines do not break at."""

_IGNORED = rf"\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff{IGNORED_MARKS}"
"""Accents, characters without width, and marks that do not tell words apart: ranges of a pattern."""

INSIDE = re.compile(f"[{_IGNORED}{MARKS}]")
"""A character that lies inside a word though it may be no letter."""

_WORD = rf"[^\W_](?:[^\W_]|[{_IGNORED}{MARKS}])*"
_DROPPED = re.compile(f"[{_IGNORED}]")
_HOURS = "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in HOURS)
_TOKEN = re.compile(
    rf"""
      (?=[\dOoTtFfSsEeNn])(?P<clock>(?<![\w.:/])(?:     # 3.30pm, three p.m., 15:30
          (?:(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?[{BLANKS}]?|(?:{_HOURS})[{BLANKS}])[AaPp]\.?[Mm](?!\w)
        | (?:[01]?\d|2[0-3]):[0-5]\d(?!\w|[:.]\d)
      ))
    | (?=\d)(?:                                     # numbers; the others need not look for them
          (?P<date>(?<![\w/.-])(?:
              \d{{1,2}}(?P<s>[/.-])\d{{1,2}}(?P=s)\d{{4}}
            | \d{{4}}(?P<z>[/.-])\d{{1,2}}(?P=z)\d{{1,2}}
            | \d{{1,2}}/\d{{1,2}}(?:/\d{{2}})?
          )(?![\w/-]|\.\d))
        | \d+(?:[ ]?\+[ ]?\d+)+                     # 2+2
        | (?<![\w.,:/-])\d{{1,3}}(?:[{BLANKS}]\d{{3}})+(?:[.,]\d{{1,2}})?(?![{BLANKS}]?\d)  # 25 000
        | \d+(?:[.,]\d+)+                           # 1.7, 1,000
        | \d+(?=(?i:bn|mn|bln|mln|tn|k|am|pm)\b)    # the number of 400bn, of 3pm
        | (?<=[$€£¥])\d+(?=[mMbB]\b)                # and of $400m
      )
    | [^\W\d_](?=\.)(?<![^\W_].)(?:\.[^\W\d_])+(?![^\W_])  # U.S, p.m; a last full stop changes nothing
    | (?=[$€£¥UANHC])(?P<sign>(?:US|AU|NZ|HK|CA|[AC])?[$€£¥])[ ]?(?=\d)
    | (?:(?<=\d)|(?<=\d[{BLANKS}]))(?P<unit>[$€£¥])(?![ ]?\d)  # 5 €
    | (?<![^\W_])[A-Za-z](?:\#|\+\+)(?![A-Za-z_+\#])   # C#, C++
    | (?P<percent>%+|[Pp]er[ ][Cc]ent\b)
    | {_WORD}(?:['’ʼ＇]{_WORD})*                    # words, with apostrophes
    """,
    re.VERBOSE,
)
_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?:;…]|\n\s*)[\s\"“‘'(]*$")
_LOOKED_BACK = 20
_MAY_AS_MONTH = re.compile(r"May\s+\d")
_NUMBER_AFTER = re.compile(r"\.?\s{0,2}-?\d")
_DAY_AFTER = re.compile(
    r"\.?,?\s{0,2}(?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))", re.IGNORECASE
)
_BEFORE_DAYS = frozenset("on by every last next this since until till".split())
_BEFORE_MONTHS = frozenset("in since until till by of early mid late last next this".split())
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ＇", "'"))
_POSSESSIVE_ENDINGS = ("'s", "’s", "ʼs", "＇s")
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=[^\W\d_]{2})")
_IDENTIFIER = re.compile(r"[a-z]+\d*[A-Z][A-Za-z0-9]*|(?:[A-Z][a-z0-9]+){3,}")
_OF_IDENTIFIER = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_UNITED_STATES = "u.s"
_PRIME_MINISTER = "PM"
"""The key of "PM" where it is no time of day; keys of other words have no capitals."""
_CONTEXTUAL = frozenset({"US", "us", "WHO", "May", "Will", "PM", "pm"})
_AMBIGUOUS = AMBIGUOUS_SHORT_MONTHS | AMBIGUOUS_SHORT_WEEKDAYS
_REMEMBERED_WORDS = 1 << 17
_LONGEST_REMEMBERED = 64


class Stretch(NamedTuple):
    """A part of a text that is read by itself: no word and no name lies across its ends.

    Attributes:
        start: Where it begins.
        end: Where what follows begins.
        previous: Where the word before it begins and ends, if there is one.
    """

    start: int
    end: int
    previous: tuple[int, int] | None


class Word(NamedTuple):
    """A word of a text, and where it stands.

    Attributes:
        key: The word's stem, or what stands for it; a stop word is its own.
        start: Where it begins.
        end: Where it ends.
        counts: Whether it is no stop word.
        parts: Words that it is found by too: those of an identifier, the digits of a number in groups.
    """

    key: str
    start: int
    end: int
    counts: bool
    parts: tuple[Word, ...] = ()


class Entry(NamedTuple):
    """What a word is by itself.

    Attributes:
        key, counts: As `Word` has them.
        contextual: Whether its neighbours may say otherwise.
        is_several: Whether it is taken apart.
    """

    key: str
    counts: bool
    contextual: bool = False
    is_several: bool = False


class WordReader:
    """Reads the words of a text.

    Several threads may use one: what its stemmer keeps between two words is guarded by a lock.

    Args:
        dates: Dates that settle what 7/8/2024 means; see `read_date`.
        language: A BCP 47 tag: the language whose stems and stop words are used, English for those that
            Snowball does not have.
    """

    def __init__(self, *, dates: Collection[dt.date] = (), language: str = "en") -> None:
        algorithm = ALGORITHMS.get(language.split("-", maxsplit=1)[0].casefold(), ENGLISH)
        self._is_english = algorithm == ENGLISH
        self._stop_words = STOP_WORDS_OF.get(algorithm, frozenset())
        self._stem = Stemmer.Stemmer(algorithm).stemWord
        self._stemming = Lock()
        self._remembered = lru_cache(maxsize=_REMEMBERED_WORDS)(self._entry)
        self._folded_pair = lru_cache(maxsize=_REMEMBERED_WORDS)(_folded)
        self._dates = frozenset(dates)

    def words(
        self, text: str, stretch: Stretch | None = None, dates: Collection[dt.date] | None = None
    ) -> list[Word]:
        """Return the words of a text, in order; a date in digits is several words at one place.

        Args:
            text: The text.
            stretch: The part of the text to read, if not all of it.
            dates: Dates that settle what 7/8/2024 means here; None for those of the reader.
        """
        begin, stop, previous = stretch or (0, len(text), None)
        found: list[Word] = []
        sign: re.Match[str] | None = None
        # Signs to the left and the right of a stretch count for what stands in it, so the text is not cut.
        for match in _TOKEN.finditer(text, begin):
            start, end = match.span()
            if start >= stop:
                break
            kind = match.lastgroup
            if kind == "sign":
                sign = match
                continue
            if sign is not None:
                start = sign.start()
            if kind is None:
                key, counts, contextual, is_several = self.entry(match[0])
                if is_several:
                    found += self._apart(match[0], start, match.start())
                elif contextual:
                    key, counts = self._in_context(text, match, previous) or (key, counts)
                if key:
                    found.append(Word(key, start, end, counts))
            else:
                found += self._of_kind(kind, match[0], start, end, dates)
            if sign is not None:
                found.append(Word(SIGNS[sign["sign"][-1]], start, sign.end("sign"), counts=True))
                sign = None
            previous = match.span()
        return found

    def entry(self, word: str) -> Entry:
        """Return what a word is by itself."""
        # What is longer is hardly read twice.
        return self._remembered(word) if len(word) <= _LONGEST_REMEMBERED else self._entry(word)

    def key(self, word: str) -> str | None:
        """Return the key of a single word by itself, or None for a stop word."""
        entry = self.entry(word)
        return entry.key if entry.counts else None

    def _of_kind(
        self, kind: str, written: str, start: int, end: int, dates: Collection[dt.date] | None
    ) -> list[Word]:
        """Return the words of a date, of a time of day, or of a sign after a number."""
        if kind == "clock":
            key, *others = read_clock(written)
            parts = tuple(Word(other, start, end, counts=True) for other in others)
            return [Word(key, start, end, counts=True, parts=parts)]
        keys = self._date(written, dates) if kind == "date" else [SIGNS.get(written, SIGNS["%"])]
        return [Word(key, start, end, counts=True) for key in keys]

    def _apart(self, word: str, start: int, begin: int) -> Iterator[Word]:
        """Yield the words that one without spaces is taken apart to.

        Args:
            word: As it is written.
            start: Where it begins together with a sign before it.
            begin: Where it begins by itself.
        """
        end = begin + len(word)
        parts: list[Word] = []
        found: list[tuple[re.Match[str], str | None]] = []
        if is_unspaced(word):
            for first, beyond, is_pair in pieces(word):
                own = word[first:beyond]
                key, counts = (self._folded_pair(own), True) if is_pair else self.entry(own)[:2]
                if key:
                    yield Word(key, begin + first, begin + beyond, counts)
            return
        folded = _folded(word).removesuffix("'s")
        key = self._key(folded.replace("'", ""))
        if word[0].isdigit():
            found = [(part, part[0]) for part in re.finditer(r"\d+", word)]
        elif _IDENTIFIER.fullmatch(word):
            found = [(part, self.key(part[0])) for part in _OF_IDENTIFIER.finditer(word)]
        else:
            parts.append(Word(key, start, end, counts=True))
            key = self._key(_ELISION.sub("", folded, count=1).replace("'", ""))
        parts += [
            Word(own, begin + part.start(), begin + part.end(), counts=True) for part, own in found if own
        ]
        yield Word(key, start, end, counts=True, parts=tuple(parts))

    def _date(self, digits: str, dates: Collection[dt.date] | None) -> list[str]:
        known = read_date(digits, self._dates if dates is None else dates) or re.findall(r"\d+", digits)
        return [self.entry(part).key if part.isalpha() else part for part in known]

    def _in_context(
        self, text: str, match: re.Match[str], previous: tuple[int, int] | None
    ) -> tuple[str, bool] | None:
        """Return what a word is where its neighbours or its capital tell, and whether it counts.

        "US" and "the us" are the country, and any other "us" is a pronoun; "the WHO" asks for nobody; "May"
        and "Will" are names within a sentence, and a month before a number; "PM" is a person and "pm" a
        time of day, but 3 PM is a time and "the pm" a person.
        """
        owner = _without_possessive(match[0])
        if owner[0].isdigit() and owner.casefold() not in FIRST_ORDINALS:
            return amount_in_digits(self.entry(match[0]).key, text, *match.span()), True
        before = text[slice(*previous)] if previous else ""
        between = text[previous[1] : match.start()] if previous else None
        after_article = before in {"the", "The"}
        if owner == "US" or (owner == "us" and after_article):
            return _UNITED_STATES, True
        if owner == "WHO" and after_article:
            return owner.casefold(), True
        # What stands apart, on another line or beyond a full stop, does not tell.
        beside = before if between in {" ", "-", "\t"} else ""
        if owner in {"PM", "pm"}:
            clock = between == "" or _is_number(beside)
            return (_PRIME_MINISTER, True) if not clock and (owner == "PM" or beside) else None
        if owner in {"May", "Will"}:
            return self._name(text, match, owner)
        if owner[0].isdigit():
            is_date = stands_by_month(text, *match.span())
            return (in_digits(owner.casefold()), True) if is_date else None
        full = self._full_name(text, match, owner, beside)
        return (self.entry(full).key, True) if full else None

    def _name(self, text: str, match: re.Match[str], owner: str) -> tuple[str, bool] | None:
        # Only a little back: a long text of nothing but names would be read again for each of them.
        start = match.start()
        begins_sentence = _BEGINS_SENTENCE.search(text, max(0, start - _LOOKED_BACK), start) is not None
        is_name = not begins_sentence or _MAY_AS_MONTH.match(text, start) is not None
        return (owner.casefold(), True) if is_name else None

    def _full_name(self, text: str, match: re.Match[str], owner: str, beside: str) -> str | None:
        """Return the month or the weekday that a word is short for, if it is."""
        short, follows = owner.casefold(), beside.casefold()
        if short in SHORT_WEEKDAYS:
            is_day = owner[0].isupper() and (follows in _BEFORE_DAYS or _DAY_AFTER.match(text, match.end()))
            return SHORT_WEEKDAYS[short] if is_day else None
        is_month = (
            _is_number(beside)
            or follows in _BEFORE_MONTHS
            or _NUMBER_AFTER.match(text, match.end()) is not None
        )
        return SHORT_MONTHS.get(short) if is_month else None

    def _entry(self, word: str) -> Entry:
        if is_unspaced(word):
            return Entry("", counts=False, is_several=True)
        folded = _folded(word)
        owner = _without_possessive(word)
        contextual = self._is_english and (owner in _CONTEXTUAL or owner.casefold() in _AMBIGUOUS)
        if folded in self._stop_words:
            return Entry(folded, counts=False, contextual=contextual)
        folded = folded.removesuffix("'s")
        plain = folded.replace("'", "")
        if not plain or plain in self._stop_words:
            return Entry(plain, counts=False, contextual=contextual)
        if plain[0].isdigit():
            contextual = "." in plain or "," in plain or plain in FIRST_ORDINALS
            is_several = " " in plain and "+" not in plain
            return Entry(
                "" if is_several else self._key(plain),
                counts=True,
                contextual=contextual,
                is_several=is_several,
            )
        elided = _ELISION.match(folded)
        if _IDENTIFIER.fullmatch(word) or (
            elided and folded[elided.end() :].replace("'", "") not in self._stop_words
        ):
            return Entry("", counts=True, is_several=True)
        return Entry(self._key(plain), counts=True, contextual=contextual)

    def _key(self, folded: str) -> str:
        if folded in FIRST_ORDINALS:
            folded = FIRST_ORDINALS[folded]
        if folded[0].isdigit():
            return in_digits(folded)
        if "." in folded:
            return _UNITED_STATES if folded == _UNITED_STATES else folded.replace(".", "")
        if self._is_english:
            if folded in NUMBER_WORDS:
                return NUMBER_WORDS[folded]
            if folded not in _AMBIGUOUS:
                folded = SHORT_MONTHS.get(folded) or SHORT_WEEKDAYS.get(folded) or folded
            folded = plain_form(folded)
        with self._stemming:
            stem: str = self._stem(folded)
        return stem


def _is_number(word: str) -> bool:
    return word[:1].isdigit() or word.casefold() in NUMBER_WORDS or word in {"one", "One"}


def _without_possessive(word: str) -> str:
    return word[:-2] if word.endswith(_POSSESSIVE_ENDINGS) else word


def _folded(word: str) -> str:
    """Return a word without what does not tell words apart: accents, width, case, kind of apostrophe."""
    if word.isascii():
        return word.lower()
    compatible = unicodedata.normalize("NFKC", word.translate(_APOSTROPHES)).casefold()
    letters = (
        character
        for character in unicodedata.normalize("NFD", compatible)
        if not _DROPPED.fullmatch(character)
    )
    return unicodedata.normalize("NFC", "".join(letters))
