"""The terms and words of many texts at once, by arrays: the same that the analyzer finds in each.

This second way exists for speed alone: reading a paragraph of 126 words takes some 60 µs where the analyzer
takes 450, which decides whether a million passages are indexed in one minute or in eight. Nearly every word
of a text is the same wherever it stands; those are found for all texts in one go. What is left are stretches
that the analyzer reads: around signs, hyphens, words with a point inside, words whose neighbours say what they
are, and where a name or an amount may stand.
"""

from __future__ import annotations

import re
from enum import IntFlag
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.search.text.amounts import CONTINUING_AMOUNTS, begins_amount
from bot.search.text.numbers import number_of_term, number_of_word
from bot.search.text.words import HYPHENS, INSIDE, SIGNS, Stretch
from bot.store.record import TERM, WORD

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from bot.search.text.terms import Analyzer
    from bot.search.text.words import Entry
    from bot.search.vectors.word_vectors import WordVectors

    Numbers = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Kinds = NDArray[np.uint8]

_BETWEEN = "\n"
_CHARACTERS_AT_ONCE = 1 << 18
"""Characters that are read at once, so that what is made of them stays in the processor's cache."""
_MOST_KNOWN_WORDS = 1 << 18
"""Words from which on to know them takes more memory than it saves time."""
_LONGEST_TERM = np.iinfo(TERM["length"]).max
_LEAST_LETTERS = 3


class Context(IntFlag):
    """What a word may be beside other words."""

    NONE = 0
    DEPENDS = 1
    BEGINS_NAME = 2
    BEGINS_AMOUNT = 4
    CONTINUES_NAME = 8
    CONTINUES_AMOUNT = 16


_BEGINS = Context.BEGINS_NAME | Context.BEGINS_AMOUNT
_CONTINUES = Context.CONTINUES_NAME | Context.CONTINUES_AMOUNT
_FROM_BEGINNING_TO_CONTINUATION = 2
"""How many bits to the left of a beginning its continuation stands."""

_WHOLE_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|s)?")
_PER_CENT = re.compile(r"[Pp]er|[Cc]ent(?:['’].*)?")

_LETTER, _DIGIT, _APOSTROPHE, _JOINT, _JOINT_OF_DIGITS, _SIGN, _KNOWN = 1, 2, 4, 8, 16, 32, 128
"""What a character is: of a word, a decimal digit, something that joins letters to one word, that may make one
of two words or of two numbers, or that says something by itself."""
_MEMBERS = {
    _APOSTROPHE: "'’",
    _JOINT: f".{HYPHENS}",
    _JOINT_OF_DIGITS: ",/",
    _SIGN: "".join(SIGNS) + "+＇" + INSIDE,
}
_CODE_POINTS = 0x110000
_PAGE = 64


class Tokens(NamedTuple):
    """The terms and words of some texts, one text after the other.

    Attributes:
        terms: The terms, of `bot.store.record.TERM`, each placed in its own text.
        term_starts: Where those of each text begin; one more for the end.
        words: The words, of `bot.store.record.WORD`.
        word_starts: Where those of each text begin; one more for the end.
    """

    terms: NDArray[Any]
    term_starts: Numbers
    words: NDArray[np.uint32]
    word_starts: Numbers


class BulkAnalyzer:
    """Reads texts by the thousand. It is for one thread.

    Args:
        analyzer: Says what a word is.
        vectors: Knows the rows of terms; None to have none.
    """

    def __init__(self, analyzer: Analyzer, vectors: WordVectors | None) -> None:
        self._analyzer = analyzer
        self._lexicon = _Lexicon(analyzer, vectors)
        self._kinds = np.zeros(_CODE_POINTS, dtype=np.uint8)

    def read(
        self, texts: Sequence[str], *, dates: Collection[dt.date], counts: dict[str, int] | None = None
    ) -> Tokens:
        """Return the terms and words of texts.

        Args:
            texts: The texts.
            dates: Dates that settle what dates in digits mean in them.
            counts: Where to count the case-folded words of letters.
        """
        if len(self._lexicon) > _MOST_KNOWN_WORDS:
            self._lexicon.clear()
        batches = [self._batch(some, dates, counts) for some in _together(texts)] or [
            self._batch((), dates, counts)
        ]
        return Tokens(
            terms=np.concatenate([batch.terms for batch in batches]),
            term_starts=_bounds([np.diff(batch.term_starts) for batch in batches]),
            words=np.concatenate([batch.words for batch in batches]),
            word_starts=_bounds([np.diff(batch.word_starts) for batch in batches]),
        )

    def _batch(
        self, texts: Sequence[str], dates: Collection[dt.date], counts: dict[str, int] | None
    ) -> Tokens:
        found = self._found(texts)
        if counts is not None:
            self._lexicon.count(found.words, counts)
        placed = self._placed(found, dates)
        term_starts = np.searchsorted(placed["start"], found.offsets)
        terms = np.empty(len(placed), dtype=TERM)
        for name in ("number", "form", "row"):
            terms[name] = placed[name]
        owners = np.repeat(found.offsets[:-1], np.diff(term_starts))
        terms["start"] = placed["start"] - owners
        terms["length"] = np.minimum(placed["end"] - placed["start"], _LONGEST_TERM)
        return Tokens(
            terms=terms,
            term_starts=term_starts,
            words=self._lexicon.columns["form"][found.words].astype(WORD),
            word_starts=found.firsts,
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

    def _placed(self, found: _Found, dates: Collection[dt.date]) -> NDArray[Any]:
        """Return the terms of all texts, of `_PLACED`, in order."""
        columns = self._lexicon.columns
        unread = _unread_words(found, columns["context"][found.words])
        plain = np.flatnonzero(~unread & columns["counts"][found.words])
        own = np.empty(len(plain), dtype=_PLACED)
        for name in ("number", "form", "row"):
            own[name] = columns[name][found.words[plain]]
        own["start"], own["end"] = found.starts[plain], found.ends[plain]
        words: list[int] = []
        others: list[tuple[int, int, int, int, int]] = []
        offsets = found.offsets.tolist()
        for number, stretch, word in _unread_stretches(found, unread):
            text, offset = found.texts[number], offsets[number]
            for term, start, end in self._analyzer.placed(text, stretch, dates):
                form = number_of_word(text[start:end].casefold())
                hashed, row = self._lexicon.term(term)
                others.append((hashed, form, row, offset + start, offset + end))
                words.append(word)
        if not others:
            return own
        # Of a stretch and what follows it, the stretch comes first.
        places = np.searchsorted(plain, np.array(words, dtype=np.int64))
        return np.insert(own, places, np.array(others, dtype=_PLACED))


_PLACED = np.dtype([("number", "<i8"), ("form", "<u4"), ("row", "<i2"), ("start", "<i8"), ("end", "<i8")])
_COLUMNS = np.dtype(
    [("number", "<i8"), ("form", "<u4"), ("row", "<i2"), ("context", "u1"), ("counts", "?"), ("spelt", "?")]
)


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

    def __init__(self, analyzer: Analyzer, vectors: WordVectors | None) -> None:
        super().__init__()
        self._analyzer = analyzer
        self._vectors = vectors
        names = analyzer.names
        keys = {*names.beginnings, *names.continuations, *CONTINUING_AMOUNTS}
        self._contexts = {
            key: _context_of_key(key, begins=key in names.beginnings, continues=key in names.continuations)
            for key in keys
        }
        self._spellings: list[str] = []
        self._terms: dict[str, tuple[int, int]] = {}
        self._values = np.zeros(1024, dtype=_COLUMNS)
        self._waiting: list[tuple[int, int, int, int, bool, bool]] = []

    def clear(self) -> None:
        """Forget all words."""
        super().clear()
        self._spellings.clear()
        self._terms.clear()
        self._waiting.clear()

    def __missing__(self, word: str) -> int:
        term, entry = self._analyzer.alone(word)
        hashed, row = (0, -1) if term is None else self.term(term)
        folded = word.casefold()
        spelt = len(folded) >= _LEAST_LETTERS and folded[0].isalpha()
        context = self._context(word, entry)
        self._waiting.append((hashed, number_of_word(folded), row, context, term is not None, spelt))
        self._spellings.append(folded)
        number = self[word] = len(self)
        return number

    def numbers(self, words: Sequence[str]) -> Numbers:
        """Return the numbers of words."""
        return np.fromiter(map(self.__getitem__, words), dtype=np.int64, count=len(words))

    @property
    def columns(self) -> NDArray[Any]:
        """What is known of each word, by its number, of `_COLUMNS`."""
        end = len(self)
        if self._waiting:
            if end > len(self._values):
                self._values = np.resize(self._values, 2 * end)
            self._values[end - len(self._waiting) : end] = np.array(self._waiting, dtype=_COLUMNS)
            self._waiting.clear()
        return self._values[:end]

    def term(self, term: str) -> tuple[int, int]:
        """Return the number of a term, and its row in the table of word vectors or -1."""
        found = self._terms.get(term)
        if found is None:
            row = -1 if self._vectors is None else int(self._vectors.rows([term])[0])
            found = self._terms[term] = number_of_term(term), row
        return found

    def count(self, words: Numbers, counts: dict[str, int]) -> None:
        """Add how often words stand somewhere to what was counted."""
        distinct, often = np.unique(words, return_counts=True)
        spelt = self.columns["spelt"][distinct]
        for number, count in zip(distinct[spelt].tolist(), often[spelt].tolist(), strict=True):
            spelling = self._spellings[number]
            counts[spelling] = counts.get(spelling, 0) + count

    def _context(self, word: str, entry: Entry) -> Context:
        key = entry.key
        if not key or entry.contextual or _is_of_several(word):
            return Context.DEPENDS
        known = self._contexts.get(key)
        if known is not None:
            return known
        return Context.BEGINS_AMOUNT if begins_amount(key) else Context.NONE


def _context_of_key(key: str, *, begins: bool, continues: bool) -> Context:
    found = Context.BEGINS_AMOUNT if begins_amount(key) else Context.NONE
    if begins:
        found |= Context.BEGINS_NAME
    if continues:
        found |= Context.CONTINUES_NAME
    if key in CONTINUING_AMOUNTS:
        found |= Context.CONTINUES_AMOUNT
    return found


def _is_of_several(word: str) -> bool:
    """Whether a word may be two, as 400k is, or half of one, as the words of "per cent" are."""
    if word[0].isdecimal():
        return _WHOLE_NUMBER.fullmatch(word) is None
    return word[0] in "PpCc" and _PER_CENT.fullmatch(word) is not None


class _Unread(NamedTuple):
    """A stretch that the analyzer must read: of which text, where in it, and the first of its words."""

    text: int
    stretch: Stretch
    word: int


def _unread_words(found: _Found, contexts: Kinds) -> Flags:
    """Return which words must be read together with what stands beside them."""
    unread = (contexts & Context.DEPENDS) != 0
    after = np.searchsorted(found.starts, found.signs)
    of_text = np.searchsorted(found.offsets, found.signs, side="right") - 1
    unread[after[after < found.firsts[of_text + 1]]] = True
    unread[after[after > found.firsts[of_text]] - 1] = True
    # That a name or an amount cannot go on in another text need not be told: what the analyzer reads is right.
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
    columns = (
        text,
        first,
        starts - offset,
        ends - offset,
        begins_text,
        found.starts[before] - offset,
        found.ends[before] - offset,
    )
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


def _together(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield texts in order, about so many characters of them at once; a longer one by itself."""
    first = size = 0
    for place, text in enumerate(texts):
        if size and size + len(text) > _CHARACTERS_AT_ONCE:
            yield texts[first:place]
            first, size = place, 0
        size += len(text) + len(_BETWEEN)
    if first < len(texts):
        yield texts[first:]


def _bounds(counts: Sequence[Numbers]) -> Numbers:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(np.concatenate(counts))])


def _codes_of(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _kind(character: str) -> int:
    kind = _KNOWN
    if character.isalnum():
        kind |= _LETTER
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
