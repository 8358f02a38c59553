"""What speaks for a passage: each feature is 1 where nothing could speak for it more, hardly ever below 0.

All but `wording` are sums over the terms of the question, so that each term's part can be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.search.ranking.passage_terms import Excerpt, Surroundings

    Numbers = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Truths = NDArray[np.bool_]

_LAST_BITS = (1 << 12) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the vectors of a question and of an excerpt have in common.

    The meaning of a question is the sum of the vectors of its terms, each by its weight; that of a sentence
    the same, each by how rare it is in English, as `bot.search.ranking.meanings` says.

    Attributes:
        likeness: How alike each term of the question and each distinct term of the excerpt are: less than 1,
            and 0 for those that are not related, (terms, distinct).
        products: The product of their vectors, that of the latter as far as it tells what a sentence means,
            (terms, distinct).
        places: Which of the distinct terms stands at each place of the excerpt.
        asked_length: The length of the meaning of the question.
        sentence_lengths: The length of the meaning of each sentence, (sentences,).
    """

    likeness: Floats
    products: Floats
    places: Numbers
    asked_length: float
    sentence_lengths: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Where the words of a question stand in the surroundings of an excerpt.

    Attributes:
        surroundings: The passages of the excerpt, chosen, with all others of their paragraphs.
        same: Where each term of the question stands, (terms, places).
        pairs: Neighbouring words of the question, stop words too: for both, the numbers of the words of the
            collection that stand for it, none where no passage has it.
    """

    surroundings: Surroundings
    same: Truths
    pairs: Sequence[tuple[Sequence[int], Sequence[int]]]


@dataclass(frozen=True, kw_only=True)
class Matches:
    """Where the words of a question stand in an excerpt.

    Attributes:
        excerpt: The terms of the passages.
        around: What stands around them.
        weights: What each term of the question counts; in sum 1.
        known: Which terms any passage of the collection has.
        same: Where each term stands, (terms, places).
        exact: Where it stands in the form that the question has.
        meaning: What vectors tell, or None where they are not used.
    """

    excerpt: Excerpt
    around: Around
    weights: Floats
    known: Truths
    same: Truths
    exact: Truths
    meaning: Meaning | None

    @cached_property
    def said(self) -> Truths:
        """Which terms each sentence has, (terms, sentences)."""
        return self._in_sentences(self.same)

    @cached_property
    def said_exactly(self) -> Truths:
        """Which terms each sentence has in the form of the question, (terms, sentences)."""
        return self._in_sentences(self.exact)

    @cached_property
    def likest(self) -> Floats:
        """How alike each term and the likest word of each sentence are, (terms, sentences).

        1 for the term itself, less for a related one; without vectors none is related.
        """
        said: Floats = self.said.astype(np.float64)
        if self.meaning is None:
            return said
        likeness = self.meaning.likeness.take(self.meaning.places, axis=1)
        greatest = np.maximum.reduceat(likeness, self.excerpt.sentence_starts, axis=1)
        return np.maximum(greatest, said, out=said)

    def _in_sentences(self, where: Truths) -> Truths:
        terms, places = _found(where)
        having = np.zeros((len(where), len(self.excerpt.sentence_starts)), dtype=np.bool_)
        having[terms, _unit_of(places, self.excerpt.sentence_starts)] = True
        return having


@dataclass(frozen=True, slots=True, kw_only=True)
class Saturation:
    """How BM25 weighs a term's frequency: ``tf / (tf + k1 * (1 - b + b * length / mean length))``.

    Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond", equation 3.15, over
    its greatest value. `mean_length` and `mean_paragraph_length` are in terms.
    """

    k1: float
    b: float
    mean_length: float
    mean_paragraph_length: float

    def of(self, frequencies: Floats, lengths: Floats | Numbers, mean: float) -> Floats:
        """Return the saturated frequencies, (terms, units)."""
        norm = self.k1 * (1 - self.b + self.b * lengths / mean)
        return frequencies / (frequencies + np.maximum(norm, np.finfo(np.float64).tiny))


def bm25(matches: Matches, saturation: Saturation) -> Floats:
    """Return each term's part of a passage's BM25, (terms, passages)."""
    return _saturated(matches, matches.same, saturation)


def paragraph(matches: Matches, saturation: Saturation) -> Floats:
    """Return each term's part of the BM25 of the paragraph that a passage is of, (terms, passages).

    A passage may say "it" of what the paragraph names in another.
    """
    around, surroundings = matches.around, matches.around.surroundings
    begins = _changes(surroundings.paragraphs)
    firsts = np.flatnonzero(begins)
    frequencies = _frequencies(around.same, surroundings.starts.take(firsts))
    lengths = np.add.reduceat(surroundings.lengths, firsts)
    parts: Floats = saturation.of(frequencies, lengths, saturation.mean_paragraph_length)
    return matches.weights[:, None] * parts[:, (np.cumsum(begins) - 1)[surroundings.chosen]]


def exact(matches: Matches, saturation: Saturation) -> Floats:
    """Return each term's part of BM25 where only the form counts that the question has, (terms, passages)."""
    return _saturated(matches, matches.exact, saturation)


def wording(matches: Matches) -> Floats:
    """Return how many neighbouring words of the question are neighbours in a passage, (passages,).

    Stop words count too: "the cost of" is not "the cost to". Each pair counts by how few of the passages and
    of those around them have it, as Lucene's inverse document frequency over its greatest value.
    """
    around = matches.around
    passages = len(around.surroundings.passages)
    pairs, having = _pairs_found(around)
    counts = np.bincount(pairs, minlength=len(around.pairs)).tolist()
    worth = np.array([_idf(passages, count) / _idf(passages, 0) for count in counts])
    found = np.bincount(having, weights=worth.take(pairs), minlength=passages)
    share: Floats = found.take(around.surroundings.chosen) / max(1, len(around.pairs))
    return share


def _pairs_found(around: Around) -> tuple[Numbers, Numbers]:
    """Return which pair stands in which passage, each once, by the order of the pairs."""
    words, inside = around.surroundings.words, around.surroundings.word_passages
    wanted = [
        (pair, first, second)
        for pair, (firsts, seconds) in enumerate(around.pairs)
        for first in firsts
        for second in seconds
    ]
    pairs, firsts, seconds = np.array(wanted, dtype=np.int64).reshape(-1, 3).T
    # Few words can be of a pair: these are found by the last bits of their numbers, and looked at alone.
    bits = words & _LAST_BITS
    may_begin, may_end = np.zeros((2, _LAST_BITS + 1), dtype=np.bool_)
    may_begin[firsts & _LAST_BITS] = may_end[seconds & _LAST_BITS] = True
    here = np.flatnonzero(may_begin.take(bits[:-1]) & may_end.take(bits[1:]))
    here = here[inside.take(here) == inside.take(here + 1)]
    alike = (words.take(here) == firsts[:, None]) & (words.take(here + 1) == seconds[:, None])
    which, where = _found(alike)
    passages = len(around.surroundings.passages)
    found = np.sort(pairs.take(which) * passages + inside.take(here.take(where)))
    both = np.divmod(found[_changes(found)], passages)
    return both[0], both[1]


def related(matches: Matches) -> Floats:
    """Return each term's weight times its likeness to the likest word of a passage, (terms, passages)."""
    firsts = matches.excerpt.sentence_bounds[:-1]
    return matches.weights[:, None] * np.maximum.reduceat(matches.likest, firsts, axis=1)


def related_in_sentences(matches: Matches) -> Floats:
    """Return the same for every sentence, (terms, sentences)."""
    return matches.weights[:, None] * matches.likest


def said_in_sentences(matches: Matches) -> Floats:
    """Return the weights of the terms that each sentence has, (terms, sentences)."""
    return matches.weights[:, None] * matches.said


def exact_in_sentences(matches: Matches) -> Floats:
    """Return the weights of the terms that each sentence has in the question's form, (terms, sentences)."""
    return matches.weights[:, None] * matches.said_exactly


def meaning_in_sentences(matches: Matches) -> Floats:
    """Return each term's part of the cosine of question and sentence, (terms, sentences).

    Without vectors nothing is alike.
    """
    starts, meaning = matches.excerpt.sentence_starts, matches.meaning
    if meaning is None:
        return np.zeros((len(matches.weights), len(starts)))
    products = np.add.reduceat(meaning.products.take(meaning.places, axis=1), starts, axis=1)
    lengths = meaning.asked_length * meaning.sentence_lengths.astype(np.float64)
    return matches.weights[:, None] * products / np.where(lengths > 0, lengths, 1.0)


def best_of_passage(excerpt: Excerpt, by_sentence: Floats) -> Numbers:
    """Return, for each passage, the place among all sentences of that with the greatest value, (passages,).

    Of equals it is the first.
    """
    firsts = excerpt.sentence_bounds[:-1]
    greatest = np.maximum.reduceat(by_sentence, firsts)[excerpt.sentence_passages]
    best = np.flatnonzero(by_sentence >= greatest)
    return best[_changes(excerpt.sentence_passages[best])]


def _saturated(matches: Matches, where: Truths, saturation: Saturation) -> Floats:
    frequencies = _frequencies(where, matches.excerpt.starts)
    parts: Floats = saturation.of(frequencies, matches.excerpt.lengths, saturation.mean_length)
    return matches.weights[:, None] * parts


def _frequencies(where: Truths, starts: Numbers) -> Floats:
    """Return how often each term stands in each unit, which begins at a place, (terms, units)."""
    terms, places = _found(where)
    shape = (len(where), len(starts))
    units = terms * shape[1] + _unit_of(places, starts)
    counted: Floats = np.bincount(units, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)
    return counted


def _found(where: Truths) -> tuple[Numbers, Numbers]:
    """Return the rows and the columns of what is true, row by row."""
    # Several times as fast as np.nonzero, which looks for both at once.
    rows, columns = np.divmod(np.flatnonzero(where), max(1, where.shape[1]))
    return rows, columns


def _unit_of(places: Numbers, starts: Numbers) -> Numbers:
    """Return in which unit places are, units being known by where they start."""
    units: Numbers = np.searchsorted(starts, places, side="right") - 1
    return units


def _changes(ascending: Numbers) -> Truths:
    """Return where numbers that never fall begin to be others than before."""
    begins = np.ones(len(ascending), dtype=np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=begins[1:])
    return begins


@lru_cache(maxsize=1 << 12)
def _idf(passages: int, having: int) -> float:
    return float(np.log1p((passages - having + 0.5) / (having + 0.5)))
