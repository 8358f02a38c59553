"""From text to terms: what makes two words the same word to the index."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import Stemmer

from bot.search.stop_words import STOP_WORDS
from bot.search.word_forms import plain_form

if TYPE_CHECKING:
    from collections.abc import Iterator

# Accents, and characters without width, lie inside a word and do not tell it from others. (The marks of
# other scripts do: a voiced kana is another letter.)
_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = rf"[^\W_](?:[^\W_]|[{_INSIDE}])*"
_IGNORED = re.compile(f"[{_INSIDE}]")
_TOKEN = re.compile(
    rf"""
      \d+(?:\+\d+)+                                 # 2+2
    | \d+(?:[.,]\d+)+                               # 1.7, 1,000
    | (?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])  # U.S, p.m; a last full stop changes nothing
    | {_WORD}(?:['’ʼ＇]{_WORD})*                    # words, with apostrophes
    """,
    re.VERBOSE,
)
_NAMES_TOO = frozenset({"May", "Will"})
_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?:;…]|\n\s*)[\s\"“‘'(]*$")
_LOOKED_BACK = 20
_MONTH = re.compile(r"May\s+\d")
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ＇", "'"))
_POSSESSIVE_ENDINGS = ("'s", "’s", "ʼs", "＇s")
_ORDINAL_OR_DECADE = re.compile(r"(\d+)(?:st|nd|rd|th|s)")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_UNITED_STATES = "u.s"
_REMEMBERED_WORDS = 1 << 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word of a text that counts: its term, and where it stands."""

    term: str
    start: int
    end: int


class Analyzer:
    """Turns English text into terms, the same way for passages and for questions.

    Words are runs of letters and digits in any script, in Unicode normalization form KC without accents
    (UAX #15) and case-folded, without possessive endings; stop words are left out; irregular forms and
    British spellings are made regular; the rest is reduced to stems by Snowball's English stemmer
    (Porter2). Numbers and dotted abbreviations stay whole.

    An analyzer is not to be used by two threads at once: its stemmer keeps a buffer.
    """

    def __init__(self) -> None:
        self._stem = Stemmer.Stemmer("english").stemWord
        self._term = lru_cache(maxsize=_REMEMBERED_WORDS)(self._uncached_term)

    def tokens(self, text: str) -> Iterator[Token]:
        """Yield the words of a text that count, in order."""
        previous = ""
        for match in _TOKEN.finditer(text):
            word = match[0]
            term = self._name(text, match, previous) or self._term(word)
            previous = word
            if term is not None:
                yield Token(term=term, start=match.start(), end=match.end())

    def _name(self, text: str, match: re.Match[str], previous: str) -> str | None:
        """Return the term of a name that is also a stop word, where its capital tells that it is a name.

        "US" and "the us" are the country, and any other "us" is a pronoun; "the WHO" asks for nobody; "May"
        and "Will" are names within a sentence, and a month before a number.
        """
        word = match[0]
        owner = word[:-2] if word.endswith(_POSSESSIVE_ENDINGS) else word
        after_article = previous in {"the", "The"}
        if owner == "US" or (owner == "us" and after_article):
            return _UNITED_STATES
        if owner == "WHO" and after_article:
            return owner.casefold()
        if owner not in _NAMES_TOO:
            return None
        # Only a little back: a long text of nothing but names would be read again for each of them.
        start = match.start()
        begins_sentence = _BEGINS_SENTENCE.search(text, max(0, start - _LOOKED_BACK), start) is not None
        is_name = not begins_sentence or _MONTH.match(text, start) is not None
        return owner.casefold() if is_name else None

    def terms(self, text: str) -> list[str]:
        """Return the terms of a text in order, with repetitions."""
        return [token.term for token in self.tokens(text)]

    def _uncached_term(self, word: str) -> str | None:
        folded = _folded(word)
        if folded in STOP_WORDS:
            return None
        folded = folded.removesuffix("'s").replace("'", "")
        if not folded or folded in STOP_WORDS:
            return None
        if folded[0].isdigit():
            return _number(folded)
        if "." in folded:
            return _UNITED_STATES if folded == _UNITED_STATES else folded.replace(".", "")
        stem: str = self._stem(plain_form(folded))
        return stem


def _folded(word: str) -> str:
    """Return a word without what does not tell words apart: accents, width, case, kind of apostrophe."""
    compatible = unicodedata.normalize("NFKC", word.translate(_APOSTROPHES)).casefold()
    letters = (
        character
        for character in unicodedata.normalize("NFD", compatible)
        if not _IGNORED.fullmatch(character)
    )
    return unicodedata.normalize("NFC", "".join(letters))


def _number(number: str) -> str:
    bare = _ORDINAL_OR_DECADE.fullmatch(number)
    if bare:
        return bare[1]
    return number.replace(",", "") if _THOUSANDS.fullmatch(number) else number
