"""From text to words: where they stand, and what each is to the index by itself and beside its neighbours."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import Stemmer

from bot.search.text.dates import AMBIGUOUS_SHORT_MONTHS, SHORT_MONTHS, read_date
from bot.search.text.stop_words import STOP_WORDS
from bot.search.text.word_forms import plain_form

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

HYPHENS = "-\u2010\u2011"
"""The hyphen that keyboards have, Unicode's own, and the one that lines do not break at."""

_UNITS = "two three four five six seven eight nine".split()
_TEENS = """
ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
# Without the first two: "first" says little, and a second is a time as well.
_ORDINALS = """
third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth twentieth
""".split()

NUMBER_WORDS = {
    **{word: str(number) for number, word in enumerate((*_UNITS, *_TEENS), start=2)},
    **{word: str(number) for number, word in zip(range(20, 100, 10), _TENS, strict=True)},
    **{word: str(number) for number, word in enumerate(_ORDINALS, start=3)},
}
"""Numbers that texts write out, in digits; "one" is mostly a pronoun, and stays a word."""

SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "%": "percent"}
"""Signs that are read as words, with their terms."""

# Accents, and characters without width. (The marks of other scripts tell words apart: a voiced kana is
# another letter.)
INSIDE = "".join(map(chr, range(0x300, 0x370))) + "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters that lie inside a word and do not tell it from others."""
_WORD = rf"[^\W_](?:[^\W_]|[{INSIDE}])*"
_IGNORED = re.compile(f"[{INSIDE}]")
_TOKEN = re.compile(
    rf"""
      (?=\d)(?:                                     # numbers; the others need not look for them
          (?P<date>(?<![\w/.-])(?:
              \d{{1,2}}(?P<s>[/.-])\d{{1,2}}(?P=s)\d{{4}}
            | \d{{4}}(?P<z>[/.-])\d{{1,2}}(?P=z)\d{{1,2}}
            | \d{{1,2}}/\d{{1,2}}(?:/\d{{2}})?
          )(?![\w/-]|\.\d))
        | \d+(?:[ ]?\+[ ]?\d+)+                     # 2+2
        | \d+(?:[.,]\d+)+                           # 1.7, 1,000
        | \d+(?=(?i:bn|mn|bln|mln|tn|k|am|pm)\b)    # the number of 400bn, of 3pm
        | (?<=[$€£¥])\d+(?=[mMbB]\b)                # and of $400m
      )
    | [^\W\d_](?=\.)(?<![^\W_].)(?:\.[^\W\d_])+(?![^\W_])  # U.S, p.m; a last full stop changes nothing
    | (?=[$€£¥UANHC])(?P<sign>(?:US|AU|NZ|HK|CA|[AC])?[$€£¥])[ ]?(?=\d)
    | (?P<percent>%|[Pp]er[ ][Cc]ent\b)
    | {_WORD}(?:['’ʼ＇]{_WORD})*                    # words, with apostrophes
    """,
    re.VERBOSE,
)
_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?:;…]|\n\s*)[\s\"“‘'(]*$")
_LOOKED_BACK = 20
_MAY_AS_MONTH = re.compile(r"May\s+\d")
_NUMBER_AFTER = re.compile(r"\.?\s{0,2}-?\d")
_BEFORE_MONTHS = frozenset("in since until till by of early mid late last next this".split())
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ＇", "'"))
_POSSESSIVE_ENDINGS = ("'s", "’s", "ʼs", "＇s")
_ORDINAL_OR_DECADE = re.compile(r"(\d+)(?:st|nd|rd|th|s)")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_UNITED_STATES = "u.s"
_PRIME_MINISTER = "PM"
"""The key of "PM" where it is no time of day; keys of other words have no capitals."""
_CONTEXTUAL = frozenset({"US", "us", "WHO", "May", "Will", "PM", "pm"})
_REMEMBERED_WORDS = 1 << 17


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
    """

    key: str
    start: int
    end: int
    counts: bool


class Entry(NamedTuple):
    """What a word is by itself; `contextual` if its neighbours may say otherwise."""

    key: str
    counts: bool
    contextual: bool


class WordReader:
    """Reads the words of a text.

    Several threads may use one: what its stemmer keeps between two words is guarded by a lock.

    Args:
        dates: Dates that settle what 7/8/2024 means; see `read_date`.

    Attributes:
        entry: Returns what a word is by itself.
    """

    def __init__(self, *, dates: Collection[dt.date] = ()) -> None:
        self._stem = Stemmer.Stemmer("english").stemWord
        self._stemming = Lock()
        self.entry = lru_cache(maxsize=_REMEMBERED_WORDS)(self._uncached_entry)
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
                key, counts, contextual = self.entry(match[0])
                if contextual:
                    key, counts = self._in_context(text, match, previous) or (key, counts)
                if key:
                    found.append(Word(key, start, end, counts))
            else:
                keys = self._date(match["date"], dates) if kind == "date" else [SIGNS["%"]]
                found += [Word(key, start, end, counts=True) for key in keys]
            if sign is not None:
                found.append(Word(SIGNS[sign["sign"][-1]], start, sign.end("sign"), counts=True))
                sign = None
            previous = match.span()
        return found

    def key(self, word: str) -> str | None:
        """Return the key of a single word by itself, or None for a stop word."""
        key, counts, _ = self.entry(word)
        return key if counts else None

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
        return self._month(text, match, owner.casefold(), beside)

    def _name(self, text: str, match: re.Match[str], owner: str) -> tuple[str, bool] | None:
        # Only a little back: a long text of nothing but names would be read again for each of them.
        start = match.start()
        begins_sentence = _BEGINS_SENTENCE.search(text, max(0, start - _LOOKED_BACK), start) is not None
        is_name = not begins_sentence or _MAY_AS_MONTH.match(text, start) is not None
        return (owner.casefold(), True) if is_name else None

    def _month(self, text: str, match: re.Match[str], short: str, beside: str) -> tuple[str, bool] | None:
        if short not in SHORT_MONTHS:
            return None
        is_month = (
            _is_number(beside)
            or beside.casefold() in _BEFORE_MONTHS
            or _NUMBER_AFTER.match(text, match.end()) is not None
        )
        return (self.entry(SHORT_MONTHS[short]).key, True) if is_month else None

    def _uncached_entry(self, word: str) -> Entry:
        folded = _folded(word)
        owner = _without_possessive(word)
        contextual = owner in _CONTEXTUAL or owner.casefold() in AMBIGUOUS_SHORT_MONTHS
        if folded in STOP_WORDS:
            return Entry(folded, counts=False, contextual=contextual)
        folded = folded.removesuffix("'s").replace("'", "")
        if not folded or folded in STOP_WORDS:
            return Entry(folded, counts=False, contextual=contextual)
        return Entry(self._key(folded), counts=True, contextual=contextual)

    def _key(self, folded: str) -> str:
        if folded[0].isdigit():
            return _number(folded)
        if "." in folded:
            return _UNITED_STATES if folded == _UNITED_STATES else folded.replace(".", "")
        if folded in NUMBER_WORDS:
            return NUMBER_WORDS[folded]
        if folded in SHORT_MONTHS and folded not in AMBIGUOUS_SHORT_MONTHS:
            folded = SHORT_MONTHS[folded]
        regular = plain_form(folded)
        with self._stemming:
            stem: str = self._stem(regular)
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
        if not _IGNORED.fullmatch(character)
    )
    return unicodedata.normalize("NFC", "".join(letters))


def _number(number: str) -> str:
    if "+" in number:
        return number.replace(" ", "")
    bare = _ORDINAL_OR_DECADE.fullmatch(number)
    if bare:
        return bare[1]
    return number.replace(",", "") if _THOUSANDS.fullmatch(number) else number
