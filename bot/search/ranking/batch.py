"""The words of many texts at once, and where more must be read than words.

Nearly every word of a text is the same wherever it stands. Those are found for many texts in one go, by
arrays; what is left are stretches that must be read in full: around signs, hyphens, words with a point
inside, words whose neighbours say what they are, and where a name or an amount may stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.search import characters
from bot.search.traits import BEGINS, CONTINUES, FROM_BEGINNING_TO_CONTINUATION, Traits
from bot.search.words import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bot.search.ranking.lexicon import Lexicon

    Places = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_BETWEEN_TEXTS = "\n"
_CHARACTERS_AT_ONCE = 1 << 19
_WHITE_SPACE = re.compile(r"\s")


class Batch(NamedTuple):
    """The words of some texts, one text after the other.

    Attributes:
        texts: The texts.
        offsets: Where each text begins when they follow each other, and where one more would.
        words: The number of each word.
        starts: Where each begins, counted like `offsets`.
        ends: Where it ends.
        firsts: Which word is each text's first; one more for the end.
        signs: Where signs stand that make more of the words beside them, or say something by themselves.
    """

    texts: Sequence[str]
    offsets: Places
    words: NDArray[np.int32]
    starts: Places
    ends: Places
    firsts: Places
    signs: Places


def batch_of(texts: Sequence[str], lexicon: Lexicon) -> Batch:
    """Return the words of some texts, those that `bot.search.ranking.passage_terms.words_of` finds.

    Args:
        texts: The texts.
        lexicon: Gives each word its number.
    """
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + len(_BETWEEN_TEXTS)
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    parts = [_split(part, start, lexicon) for start, part in _parts(_BETWEEN_TEXTS.join(texts))]
    words, starts, ends, signs = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Batch(
        texts=texts,
        offsets=offsets,
        words=words,
        starts=starts,
        ends=ends,
        firsts=np.searchsorted(starts, offsets),
        signs=signs,
    )


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield a text in parts, each with its start, so that what is made of its characters stays small."""
    start = 0
    while len(text) - start > _CHARACTERS_AT_ONCE:
        end = _WHITE_SPACE.search(text, start + _CHARACTERS_AT_ONCE)
        if end is None:
            break
        yield start, text[start : end.start()]
        start = end.start()
    yield start, text[start:]


def _split(text: str, offset: int, lexicon: Lexicon) -> tuple[NDArray[np.int32], Places, Places, Places]:
    """Return the words of a text, their starts and ends, and where signs stand, counted from `offset`."""
    # A separator at both ends gives each character two neighbours.
    codes = characters.codes_of(f"{_BETWEEN_TEXTS}{text}{_BETWEEN_TEXTS}")
    kinds = lexicon.characters.kinds(codes)
    in_word = _have(kinds, characters.WORD)
    signs = _have(kinds, characters.SIGN)
    signs |= _between(in_word, _have(kinds, characters.JOINT))
    signs |= _between(_have(kinds, characters.DIGIT), _have(kinds, characters.JOINT_OF_DIGITS))
    in_word |= _between(in_word, _have(kinds, characters.APOSTROPHE))
    edges = np.flatnonzero(in_word[1:] != in_word[:-1]) + offset
    blanked = np.where(in_word, codes, np.uint32(ord(" ")))
    words = lexicon.numbers(blanked.tobytes().decode("utf-32-le").split())
    return words, edges[::2], edges[1::2], np.flatnonzero(signs[1:]) + offset


def _have(kinds: characters.Kinds, kind: int) -> Flags:
    found: Flags = (kinds & np.uint8(kind)) != 0
    return found


def _between(outer: Flags, inner: Flags) -> Flags:
    """Return which of the inner ones stand between two of the outer."""
    found = np.zeros_like(inner)
    np.logical_and(outer[:-2], outer[2:], out=found[1:-1])
    found &= inner
    return found


class Unread(NamedTuple):
    """A stretch that must be read in full.

    Attributes:
        text: Which of the texts it is of.
        stretch: Where in that text.
        word: The first of its words.
    """

    text: int
    stretch: Stretch
    word: int


def unread_words(batch: Batch, traits: NDArray[np.int32]) -> Flags:
    """Return which words must be read together with what stands beside them.

    Args:
        batch: The texts.
        traits: What each of the words may be beside others.
    """
    unread = (traits & Traits.OPEN) != 0
    after = np.searchsorted(batch.starts, batch.signs)
    of_text = np.searchsorted(batch.offsets, batch.signs, side="right") - 1
    unread[after[after < batch.firsts[of_text + 1]]] = True
    unread[after[after > batch.firsts[of_text]] - 1] = True
    # That a name or an amount cannot go on in another text need not be told: what is read in full is right.
    begun = (traits[:-1] & BEGINS) << FROM_BEGINNING_TO_CONTINUATION
    unread[:-1] |= (begun & traits[1:]) != 0
    unread[:-1] |= (begun != 0) & unread[1:]
    # And all that could go on from there.
    places = np.arange(len(traits))
    goes_on = unread | ((traits & CONTINUES) != 0)
    latest = np.maximum.accumulate(np.where(unread, places, -1))
    stopped = np.maximum.accumulate(np.where(goes_on, -1, places))
    together: Flags = latest > stopped
    return together


def unread_stretches(batch: Batch, unread: Flags) -> list[Unread]:
    """Return the stretches of the words that must be read in full, and texts of signs alone, in order."""
    follows = np.zeros(len(unread) + 1, dtype=np.bool_)
    follows[1:-1] = unread[1:] & unread[:-1]
    follows[batch.firsts] = False
    first = np.flatnonzero(unread & ~follows[:-1])
    beyond = np.flatnonzero(unread & ~follows[1:]) + 1
    text = np.searchsorted(batch.firsts, first, side="right") - 1
    offset = batch.offsets[text]
    begins_text = first == batch.firsts[text]
    starts = np.where(begins_text, offset, batch.starts[first])
    ends_text = beyond == batch.firsts[text + 1]
    following = batch.starts.take(beyond, mode="clip")
    ends = np.where(ends_text, batch.offsets[text + 1] - len(_BETWEEN_TEXTS), following)
    before = np.maximum(first - 1, 0)
    columns = (
        text,
        first,
        starts - offset,
        ends - offset,
        begins_text,
        batch.starts[before] - offset,
        batch.ends[before] - offset,
    )
    found = [
        Unread(text=text, word=word, stretch=Stretch(start, end, None if alone else (begin, stop)))
        for text, word, start, end, alone, begin, stop in zip(
            *(column.tolist() for column in columns), strict=True
        )
    ]
    wordless = _wordless(batch)
    return sorted([*found, *wordless], key=lambda unread: unread.text) if wordless else found


def _wordless(batch: Batch) -> list[Unread]:
    """Return the texts that have signs and no words."""
    of_text = np.searchsorted(batch.offsets, batch.signs, side="right") - 1
    without = np.flatnonzero(batch.firsts[of_text] == batch.firsts[of_text + 1])
    return [
        Unread(text=text, word=int(batch.firsts[text]), stretch=Stretch(0, len(batch.texts[text]), None))
        for text in dict.fromkeys(of_text[without].tolist())
    ]
