"""The terms and words of many texts at once, by arrays: the same that the analyzer finds in each.

This second way exists for speed alone: of SQuAD's paragraphs it reads one of 126 words in 82 µs where the
analyzer takes 361, in one run, which decides whether a million passages are indexed in a minute or in four.
Nearly every word of a text is the same wherever it stands, and those are found for all texts in one go. What
is left are stretches that the analyzer reads: around signs, hyphens, words with a point inside, words whose
neighbours say what they are, and where a name or an amount may stand.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bot.search.text.digits import SIGNS
from bot.search.text.terms import Context
from bot.search.text.words import HYPHENS, INSIDE, Stretch
from bot.store.numbers import number_of_term, number_of_word
from bot.store.record import TERM, WORD

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from bot.search.text.terms import Analyzer

    Numbers = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Kinds = NDArray[np.uint8]
    Dates = Sequence[Collection[dt.date]]
    Rows = Callable[[Sequence[str]], NDArray[np.signedinteger[Any]]]

_BETWEEN = "\n"
_CHARACTERS_AT_ONCE = 1 << 18
"""Characters that are read at once, so that what is made of them stays in the processor's cache."""
_MOST_WORDS, _MOST_CHARACTERS = 1 << 18, 1 << 24
"""Words, and characters of words, from which on knowing them takes more memory than it saves time."""
_LONGEST_TERM = np.iinfo(TERM["length"]).max
_LEAST_LETTERS = 3
_NO_TERM = _NOT_SPELT = -1


_BEGINS = Context.BEGINS_NAME | Context.BEGINS_AMOUNT
_CONTINUES = Context.CONTINUES_NAME | Context.CONTINUES_AMOUNT
_FROM_BEGINNING_TO_CONTINUATION = 2
"""How many bits to the left of a beginning its continuation stands."""

_LETTER, _DIGIT, _APOSTROPHE, _JOINT, _JOINT_OF_DIGITS, _SIGN, _KNOWN = 1, 2, 4, 8, 16, 32, 128
"""What a character is: of a word, a decimal digit, something that joins letters to one word, that may make
one of two words or of two numbers, or that says something by itself."""
_MEMBERS = {
    _APOSTROPHE: "'’",
    _JOINT: f".{HYPHENS}",
    _JOINT_OF_DIGITS: ",/:",
    _SIGN: "".join(SIGNS) + "+#＇",
}
_CODE_POINTS = 0x110000
_PAGE = 64

_WORD_COLUMNS = np.dtype([("term", "<i4"), ("form", "<u4"), ("spelling", "<i4"), ("context", "u1")])
_TERM_COLUMNS = np.dtype([("number", "<i8"), ("row", "<i2")])
_PLACED = np.dtype([("term", "<i4"), ("form", "<u4"), ("start", "<i8"), ("end", "<i8")])


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The terms and words of some texts, one text after the other.

    Attributes:
        terms: The terms, of `bot.store.record.TERM`, each placed in its own text.
        term_starts: Where those of each text begin; one more for the end.
        words: The words, of `bot.store.record.WORD`.
        word_starts: Where those of each text begin; one more for the end.
        word_begins: Where each word begins in its own text, in characters.
        spellings: For each word the place of its spelling in `spelt`, or -1 where it is none to be counted.
        spelt: Case-folded words of three letters or more.
    """

    terms: NDArray[Any]
    term_starts: Numbers
    words: NDArray[np.uint32]
    word_starts: Numbers
    word_begins: Numbers
    spellings: NDArray[np.int32]
    spelt: Sequence[str]

    def word_counts(self, first: int, end: int) -> dict[str, int]:
        """Count the case-folded words of three letters or more in the texts from one to before another."""
        counted = Counter(self.spellings[self.word_starts[first] : self.word_starts[end]].tolist())
        counted.pop(_NOT_SPELT, None)
        spelt = self.spelt
        return {spelt[place]: count for place, count in counted.items()}


class BulkAnalyzer:
    """Reads texts by the thousand. It is for one thread.

    Args:
        analyzer: Says what a word is.
        rows: Returns the rows of terms in the table of word vectors, -1 for none; None without a table.
    """

    def __init__(self, analyzer: Analyzer, rows: Rows | None = None) -> None:
        self._analyzer = analyzer
        self._rows = rows
        self._lexicon = _Lexicon(analyzer, rows)
        self._kinds = np.zeros(_CODE_POINTS, dtype=np.uint8)

    def read(self, texts: Sequence[str], *, dates: Dates | None = None) -> Tokens:
        """Return the terms and words of texts.

        Args:
            texts: The texts.
            dates: For each text the dates that settle what dates in digits mean; None for the analyzer's.
        """
        if self._lexicon.is_full:
            self._lexicon = _Lexicon(self._analyzer, self._rows)
        batches = [
            self._batch(texts[first:end], None if dates is None else dates[first:end])
            for first, end in _together(texts)
        ]
        return Tokens(
            terms=np.concatenate([batch.terms for batch in batches]),
            term_starts=_bounds([batch.term_starts for batch in batches]),
            words=np.concatenate([batch.words for batch in batches]),
            word_starts=_bounds([batch.word_starts for batch in batches]),
            word_begins=np.concatenate([batch.word_begins for batch in batches]),
            spellings=np.concatenate([batch.spellings for batch in batches]),
            spelt=self._lexicon.spelt,
        )

    def _batch(self, texts: Sequence[str], dates: Dates | None) -> Tokens:
        found = self._found(texts)
        known = self._lexicon.word_columns()[found.words]
        placed = self._placed(found, known, dates)
        term_starts = np.searchsorted(placed["start"], found.offsets)
        columns = self._lexicon.term_columns()
        terms = np.empty(len(placed), dtype=TERM)
        terms["number"] = columns["number"][placed["term"]]
        terms["row"] = columns["row"][placed["term"]]
        terms["form"] = placed["form"]
        terms["start"] = placed["start"] - np.repeat(found.offsets[:-1], np.diff(term_starts))
        terms["length"] = np.minimum(placed["end"] - placed["start"], _LONGEST_TERM)
        return Tokens(
            terms=terms,
            term_starts=term_starts,
            words=known["form"].astype(WORD),
            word_starts=found.firsts,
            word_begins=found.starts - np.repeat(found.offsets[:-1], np.diff(found.firsts)),
            spellings=known["spelling"],
            spelt=(),
        )

    def _found(self, texts: Sequence[str]) -> _Found:
        """Return the words of texts, which follow each other with a line end between."""
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + len(_BETWEEN)
        offsets = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])
        # A separator at both ends gives each character two neighbours.
        codes = _codes_of(f"{_BETWEEN}{_BETWEEN.join(texts)}{_BETWEEN}")
        kinds = self._kinds_of(codes)
        in_word = _have(kinds, _LETTER)
        signs = _have(kinds, _SIGN)
        signs |= _between(in_word, _have(kinds, _JOINT))
        signs |= _between(_have(kinds, _DIGIT), _have(kinds, _JOINT_OF_DIGITS))
        in_word |= _between(in_word, _have(kinds, _APOSTROPHE))
        edges = np.flatnonzero(in_word[1:] != in_word[:-1])
        blanked = np.where(in_word, codes, np.uint32(ord(" ")))
        starts = edges[::2]
        return _Found(
            texts=texts,
            offsets=offsets,
            words=self._lexicon.numbers(blanked.tobytes().decode("utf-32-le").split()),
            starts=starts,
            ends=edges[1::2],
            firsts=np.searchsorted(starts, offsets),
            signs=np.flatnonzero(signs[1:]),
        )

    def _kinds_of(self, codes: NDArray[np.uint32]) -> Kinds:
        """Return what each character is; of Unicode, what turns up is learned."""
        places = codes.astype(np.intp)
        found = self._kinds.take(places)
        if int(found.min(initial=_KNOWN)) >= _KNOWN:
            return found
        for page in set((places[found < _KNOWN] // _PAGE).tolist()):
            start = page * _PAGE
            self._kinds[start : start + _PAGE] = [_kind(chr(code)) for code in range(start, start + _PAGE)]
        return self._kinds.take(places)

    def _placed(self, found: _Found, known: NDArray[Any], dates: Dates | None) -> NDArray[Any]:
        """Return the terms of all texts, of `_PLACED`, in order."""
        unread = _unread_words(found, known["context"])
        plain = np.flatnonzero(~unread & (known["term"] != _NO_TERM))
        own = np.empty(len(plain), dtype=_PLACED)
        own["term"], own["form"] = known["term"][plain], known["form"][plain]
        own["start"], own["end"] = found.starts[plain], found.ends[plain]
        words: list[int] = []
        others: list[tuple[int, int, int, int]] = []
        offsets = found.offsets.tolist()
        for number, stretch, word in _unread_stretches(found, unread):
            text, offset = found.texts[number], offsets[number]
            settled = None if dates is None else dates[number]
            for term, start, end in self._analyzer.placed(text, stretch, settled):
                form = number_of_word(text[start:end].casefold())
                others.append((self._lexicon.term(term), form, offset + start, offset + end))
                words.append(word)
        if not others:
            return own
        # Of a stretch and what follows it, the stretch comes first.
        places = np.searchsorted(plain, np.array(words, dtype=np.int64))
        return np.insert(own, places, np.array(others, dtype=_PLACED))


class _Found(NamedTuple):
    """The words of some texts.

    Attributes:
        texts: The texts.
        offsets: Where each text begins when they follow each other, and where one more would.
        words: The number of each word in the lexicon.
        starts, ends: Where each lies, counted like `offsets`.
        firsts: Which word is each text's first; one more for the end.
        signs: Where signs stand that make more of the words beside them, or say something by themselves.
    """

    texts: Sequence[str]
    offsets: Numbers
    words: Numbers
    starts: Numbers
    ends: Numbers
    firsts: Numbers
    signs: Numbers


class _Lexicon(dict[str, int]):
    """The distinct words of all that was read, each taken apart once; a word that is looked up is in it."""

    def __init__(self, analyzer: Analyzer, rows: Rows | None) -> None:
        super().__init__()
        self._analyzer = analyzer
        self._rows = rows
        self._characters = 0
        self._spellings: dict[str, int] = {}
        self._terms: dict[str, int] = {}
        self._words = _Table(_WORD_COLUMNS)
        self._numbers_and_rows = _Table(_TERM_COLUMNS)
        self._new_terms: list[str] = []
        self.spelt: list[str] = []

    @property
    def is_full(self) -> bool:
        """Whether it is time to begin another."""
        return len(self) > _MOST_WORDS or self._characters > _MOST_CHARACTERS

    def __missing__(self, word: str) -> int:
        term, context = self._analyzer.alone(word)
        folded = word.casefold()
        spelling = _NOT_SPELT
        if len(folded) >= _LEAST_LETTERS and folded.isalpha():
            spelling = self._spellings.setdefault(folded, len(self.spelt))
            if spelling == len(self.spelt):
                self.spelt.append(folded)
        number = _NO_TERM if term is None else self.term(term)
        self._words.waiting.append((number, number_of_word(folded), spelling, context))
        self._characters += len(word)
        place = self[word] = len(self)
        return place

    def numbers(self, words: Sequence[str]) -> Numbers:
        """Return the numbers of words."""
        return np.fromiter(map(self.__getitem__, words), dtype=np.int64, count=len(words))

    def term(self, term: str) -> int:
        """Return the place of a term in `term_columns`."""
        place = self._terms.get(term)
        if place is None:
            place = self._terms[term] = len(self._terms)
            self._new_terms.append(term)
        return place

    def word_columns(self) -> NDArray[Any]:
        """Return what is known of each word, by its number, of `_WORD_COLUMNS`."""
        return self._words.filled()

    def term_columns(self) -> NDArray[Any]:
        """Return the number and the row of each term, of `_TERM_COLUMNS`."""
        new = self._new_terms
        if new:
            rows = [-1] * len(new) if self._rows is None else self._rows(new).tolist()
            self._numbers_and_rows.waiting += zip(map(number_of_term, new), rows, strict=True)
            new.clear()
        return self._numbers_and_rows.filled()


class _Table:
    """An array that grows by a row at a time."""

    def __init__(self, columns: np.dtype[Any]) -> None:
        self.waiting: list[tuple[int, ...]] = []
        self._values = np.zeros(1024, dtype=columns)
        self._size = 0

    def filled(self) -> NDArray[Any]:
        """Return the rows so far."""
        if self.waiting:
            end = self._size + len(self.waiting)
            if end > len(self._values):
                self._values = np.resize(self._values, 2 * end)
            self._values[self._size : end] = np.array(self.waiting, dtype=self._values.dtype)
            self._size = end
            self.waiting.clear()
        return self._values[: self._size]


def _unread_words(found: _Found, contexts: Kinds) -> Flags:
    """Return which words must be read together with what stands beside them."""
    unread = (contexts & Context.DEPENDS) != 0
    after = np.searchsorted(found.starts, found.signs)
    of_text = np.searchsorted(found.offsets, found.signs, side="right") - 1
    unread[after[after < found.firsts[of_text + 1]]] = True
    unread[after[after > found.firsts[of_text]] - 1] = True
    # That a name or an amount cannot go on in another text need not be told: the analyzer reads right.
    begun = (contexts[:-1] & _BEGINS) << _FROM_BEGINNING_TO_CONTINUATION
    unread[:-1] |= (begun & contexts[1:]) != 0
    unread[:-1] |= (begun != 0) & unread[1:]
    # And all that could go on from there.
    places = np.arange(len(contexts))
    goes_on = unread | ((contexts & _CONTINUES) != 0)
    latest = np.maximum.accumulate(np.where(unread, places, -1))
    stopped = np.maximum.accumulate(np.where(goes_on, -1, places))
    together: Flags = latest > stopped
    return together


class _Unread(NamedTuple):
    """A stretch that the analyzer must read: of which text, where in it, and the first of its words."""

    text: int
    stretch: Stretch
    word: int


def _unread_stretches(found: _Found, unread: Flags) -> list[_Unread]:
    """Return the stretches of the words that must be read, and texts of signs alone, in order."""
    follows = np.zeros(len(unread) + 1, dtype=np.bool_)
    follows[1:-1] = unread[1:] & unread[:-1]
    follows[found.firsts] = False
    first = np.flatnonzero(unread & ~follows[:-1])
    beyond = np.flatnonzero(unread & ~follows[1:]) + 1
    text = np.searchsorted(found.firsts, first, side="right") - 1
    offset = found.offsets[text]
    begins_text = first == found.firsts[text]
    starts = np.where(begins_text, offset, found.starts[first])
    ends_text = beyond == found.firsts[text + 1]
    following = found.starts.take(beyond, mode="clip")
    ends = np.where(ends_text, found.offsets[text + 1] - len(_BETWEEN), following)
    before = np.maximum(first - 1, 0)
    previous = found.starts[before] - offset, found.ends[before] - offset
    columns = (text, first, starts - offset, ends - offset, begins_text, *previous)
    stretches = [
        _Unread(number, Stretch(start, end, None if alone else (begin, stop)), word)
        for number, word, start, end, alone, begin, stop in zip(
            *(column.tolist() for column in columns), strict=True
        )
    ]
    wordless = _wordless(found)
    return sorted([*stretches, *wordless], key=lambda unread: unread.text) if wordless else stretches


def _wordless(found: _Found) -> list[_Unread]:
    """Return the texts that have signs and no words."""
    of_text = np.searchsorted(found.offsets, found.signs, side="right") - 1
    without = np.flatnonzero(found.firsts[of_text] == found.firsts[of_text + 1])
    return [
        _Unread(text, Stretch(0, len(found.texts[text]), None), int(found.firsts[text]))
        for text in dict.fromkeys(of_text[without].tolist())
    ]


def _together(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield ranges of texts, about so many characters of them at once; a longer one by itself."""
    first = size = 0
    for place, text in enumerate(texts):
        if size and size + len(text) > _CHARACTERS_AT_ONCE:
            yield first, place
            first, size = place, 0
        size += len(text) + len(_BETWEEN)
    yield first, len(texts)


def _bounds(starts: Sequence[Numbers]) -> Numbers:
    """Return where each text begins in all batches, from where each begins in its own."""
    counts = [np.zeros(1, dtype=np.int64), *map(np.diff, starts)]
    return np.cumsum(np.concatenate(counts))


def _codes_of(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _kind(character: str) -> int:
    kind = _KNOWN
    if character.isalnum():
        kind |= _LETTER
    elif INSIDE.fullmatch(character):
        kind |= _SIGN
    if character.isdecimal():
        kind |= _DIGIT
    for member_of, members in _MEMBERS.items():
        if character in members:
            kind |= member_of
    return kind


def _have(kinds: Kinds, kind: int) -> Flags:
    found: Flags = (kinds & np.uint8(kind)) != 0
    return found


def _between(outer: Flags, inner: Flags) -> Flags:
    """Return which of the inner ones stand between two of the outer."""
    found = np.zeros_like(inner)
    np.logical_and(outer[:-2], outer[2:], out=found[1:-1])
    found &= inner
    return found
