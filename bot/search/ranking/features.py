"""Features of passages for a question: each is 1 where nothing could speak for one more, hardly ever below 0.

All but `wording` are sums over the terms of the question, so that each term's part can be told. Each is
reckoned for the passages of an excerpt that are chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bot.search.ranking.explanation import DECIMALS, Weighed
from bot.search.ranking.weights import STAND_IN, Feature
from bot.search.statistics import idf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.search.ranking.excerpt import Excerpt

    Numbers = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Truths = NDArray[np.bool_]

_LAST_BITS = (1 << 12) - 1
_BY_RELATION = frozenset({Feature.RELATED, Feature.SENTENCE})

_AROUND = ((1, 0.6), (2, 0.4), (3, 0.25), (-1, 0.3))
"""How far what a sentence says counts for others: so many sentences after it, and before it where negative."""

_MENTIONED = 0.5
"""What a speaker's name counts where others mention it, beside what they say themselves."""

_OF_QUESTIONS = 0.6
_FULL_LENGTH = 4
"""Terms from which on a sentence that is spoken is no aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the vectors of a question and of an excerpt have in common.

    The meaning of a question is the sum of the vectors of its terms, each by its weight; that of a sentence
    the same, each as far as it tells (`WordVectors.tell`).

    Attributes:
        likeness: How alike each term of the question and each distinct term of the excerpt are: less than 1,
            and 0 for those that are not related, (terms, distinct).
        products: The product of their vectors, that of the latter as far as it tells, (terms, distinct).
        places: Which of the distinct terms stands at each place of the excerpt.
        asked_length: The length of the meaning of the question.
    """

    likeness: Floats
    products: Floats
    places: Numbers
    asked_length: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Saturation:
    """How BM25 weighs a term's frequency: ``tf / (tf + k1 * (1 - b + b * length / mean length))``.

    Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond", equation 3.15, over
    its greatest value. `mean_length` (of passages) and `mean_block_length` are in terms.
    """

    k1: float
    b: float
    mean_length: float
    mean_block_length: float

    def of(self, frequencies: Floats, lengths: Floats | Numbers, mean: float) -> Floats:
        """Return the saturated frequencies, (terms, units)."""
        norm = self.k1 * (1 - self.b + self.b * lengths / mean)
        return frequencies / (frequencies + np.maximum(norm, np.finfo(np.float64).tiny))


@dataclass(frozen=True, kw_only=True)
class Matches:
    """Where the words of a question stand in an excerpt.

    Attributes:
        excerpt: The terms of the passages.
        weights: What each term of the question counts; in sum 1.
        known: Which terms any passage of the collection has.
        same: Where each term stands, (terms, places).
        exact: Where it stands in the form that the question has, (terms, places).
        above: Which terms stand above each passage, in its context, (terms, passages).
        speaks: In which sentences a person speaks whom each term names, (terms, sentences).
        names: Which terms name somebody who speaks in any document.
        pairs: Neighbouring words of the question, stop words too: for both, the numbers of the words that
            stand for it.
        meaning: What vectors tell, or None where they are not used.
    """

    excerpt: Excerpt
    weights: Floats
    known: Truths
    same: Truths
    exact: Truths
    above: Truths
    speaks: Truths
    names: Truths
    pairs: Sequence[tuple[Sequence[int], Sequence[int]]]
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
    def closest(self) -> Floats:
        """How alike each term and the closest word of each sentence are, (terms, sentences).

        1 for the term itself, less for a related one; without vectors none is related.
        """
        said: Floats = self.said.astype(np.float64)
        if self.meaning is None:
            return said
        likeness = self.meaning.likeness.take(self.meaning.places, axis=1)
        greatest = np.maximum.reduceat(likeness, self.excerpt.sentence_starts, axis=1)
        found: Floats = np.maximum(greatest, said, out=said)
        return _as_spoken(self, found) if self.excerpt.speakers.any() else found

    def _in_sentences(self, where: Truths) -> Truths:
        terms, places = _found(where)
        having = np.zeros((len(where), len(self.excerpt.sentence_starts)), dtype=np.bool_)
        having[terms, _unit_of(places, self.excerpt.sentence_starts)] = True
        return having


def _as_spoken(matches: Matches, closest: Floats) -> Floats:
    """Return how alike terms and sentences of transcripts are, by what is said around them and by whom.

    People answer in other words what was named just before; who is named in a question is asked about, and
    speaks rather than being mentioned.
    """
    excerpt = matches.excerpt
    spoken = excerpt.speakers > 0
    found = closest.copy()
    for distance, share in _AROUND:
        near = np.roll(closest, distance, axis=1)
        beside = (np.roll(excerpt.sentence_passages, distance) == excerpt.sentence_passages) & spoken
        beside[: max(0, distance)] = False
        if distance < 0:
            beside[distance:] = False
        found = np.maximum(found, share * near * beside)
    named = matches.names[:, None] & spoken
    found = np.where(named, np.maximum(_MENTIONED * closest, matches.speaks), found)
    worth = np.where(excerpt.asks & spoken, _OF_QUESTIONS, 1.0)
    ends = np.append(excerpt.sentence_starts[1:], len(excerpt.terms))
    lengths = ends - excerpt.sentence_starts
    worth *= np.where(spoken, np.minimum(1.0, (1 + lengths) / _FULL_LENGTH), 1.0)
    return found * worth


def weigh(matches: Matches, saturation: Saturation, mix: Mapping[Feature, float]) -> Weighed:
    """Return what speaks for each passage, by the weight that each feature has in the mix.

    What has no weight is not reckoned.
    """
    chosen = matches.excerpt.chosen
    related = matches.weights[:, None] * matches.closest
    meaning = meaning_in_sentences(matches)
    reckoned: Mapping[Feature, Callable[[], Floats]] = {
        Feature.BM25: lambda: _saturated(matches, matches.same, saturation),
        Feature.PARAGRAPH: lambda: paragraph(matches, saturation),
        Feature.EXACT: lambda: _saturated(matches, matches.exact, saturation),
        Feature.RELATED: lambda: _greatest_of_passage(matches.excerpt, related),
        Feature.SENTENCE: lambda: _of_best_sentence(matches.excerpt, related),
        Feature.MEANING: lambda: _of_best_sentence(matches.excerpt, meaning),
        Feature.CONTEXT: lambda: context(matches),
    }
    weighted: dict[Feature, Floats] = {}
    for feature, reckon in reckoned.items():
        if mix[feature]:
            # A term that no passage has adds nothing to the features of the words themselves, wherever a
            # passage is from; so its related words count for what it could have added.
            stands_in = feature in _BY_RELATION and not matches.known.all()
            part = np.where(matches.known, 1.0, STAND_IN)[:, None] * reckon() if stands_in else reckon()
            weighted[feature] = mix[feature] * part[:, chosen]
    by_feature = {feature: part.sum(axis=0) for feature, part in weighted.items()}
    total = np.zeros(len(chosen))
    for part in by_feature.values():
        total += part
    if mix[Feature.WORDING]:
        by_feature[Feature.WORDING] = mix[Feature.WORDING] * wording(matches)[chosen]
        total = by_feature[Feature.WORDING] + total
    by_term = np.zeros((len(matches.weights), len(chosen)))
    for part in weighted.values():
        by_term += part
    return Weighed(
        matches=matches,
        by_feature=by_feature,
        by_term=by_term,
        scores=np.round(total, DECIMALS),
        related=related,
        meaning=meaning,
    )


def _saturated(matches: Matches, where: Truths, saturation: Saturation) -> Floats:
    """Return each term's part of a passage's BM25, counted where it stands, (terms, passages)."""
    frequencies = _frequencies(where, matches.excerpt.starts)
    parts: Floats = saturation.of(frequencies, matches.excerpt.lengths, saturation.mean_length)
    return matches.weights[:, None] * parts


def paragraph(matches: Matches, saturation: Saturation) -> Floats:
    """Return each term's part of the BM25 of the block that a passage is of, (terms, passages).

    A passage may say "it" of what the block names in another.
    """
    excerpt = matches.excerpt
    begins = _changes(excerpt.blocks)
    firsts = np.flatnonzero(begins)
    frequencies = _frequencies(matches.same, excerpt.starts.take(firsts))
    lengths = np.add.reduceat(excerpt.lengths, firsts)
    parts: Floats = saturation.of(frequencies, lengths, saturation.mean_block_length)
    return matches.weights[:, None] * parts[:, np.cumsum(begins) - 1]


def context(matches: Matches) -> Floats:
    """Return the weights of the terms that stand above a passage and not in it, (terms, passages)."""
    if not matches.above.any():
        return np.zeros(matches.above.shape)
    inside = _frequencies(matches.same, matches.excerpt.starts) > 0
    return matches.weights[:, None] * (matches.above & ~inside)


def wording(matches: Matches) -> Floats:
    """Return how many neighbouring words of the question are neighbours in a passage, (passages,).

    Stop words count too: "the cost of" is not "the cost to". Each pair counts by how few of the passages have
    it, as Lucene's inverse document frequency over its greatest value.
    """
    passages = len(matches.excerpt.numbers)
    pairs, having = _pairs_found(matches)
    counts = np.bincount(pairs, minlength=len(matches.pairs)).tolist()
    worth = np.array([_idf(passages, count) / _idf(passages, 0) for count in counts])
    found = np.bincount(having, weights=worth.take(pairs), minlength=passages).astype(np.float64, copy=False)
    return found / max(1, len(matches.pairs))


def _pairs_found(matches: Matches) -> tuple[Numbers, Numbers]:
    """Return which pair stands in which passage, each once, by the order of the pairs."""
    words, inside = matches.excerpt.words, matches.excerpt.word_passages
    wanted = [
        (pair, first, second)
        for pair, (firsts, seconds) in enumerate(matches.pairs)
        for first in firsts
        for second in seconds
    ]
    pairs, firsts, seconds = np.array(wanted, dtype=np.int64).reshape(-1, 3).T
    # Few words can be of a pair: these are found by the last bits of their numbers, and looked at alone.
    bits = words & _LAST_BITS
    may_begin, may_end = np.zeros((2, _LAST_BITS + 1), dtype=np.bool_)
    may_begin[firsts & _LAST_BITS] = may_end[seconds & _LAST_BITS] = True
    here = np.flatnonzero(may_begin.take(bits[:-1]) & may_end.take(bits[1:]))
    here = here[(inside.take(here) == inside.take(here + 1)) & (inside.take(here) >= 0)]
    alike = (words.take(here) == firsts[:, None]) & (words.take(here + 1) == seconds[:, None])
    which, where = _found(alike)
    passages = len(matches.excerpt.numbers)
    found = np.sort(pairs.take(which) * passages + inside.take(here.take(where)))
    pair, passage = np.divmod(found[_changes(found)], passages)
    return pair, passage


def meaning_in_sentences(matches: Matches) -> Floats:
    """Return each term's part of the cosine of question and sentence, (terms, sentences).

    Without vectors nothing is alike.
    """
    starts, meaning = matches.excerpt.sentence_starts, matches.meaning
    if meaning is None:
        return np.zeros((len(matches.weights), len(starts)))
    products = np.add.reduceat(meaning.products.take(meaning.places, axis=1), starts, axis=1)
    lengths = meaning.asked_length * matches.excerpt.meaning_lengths.astype(np.float64)
    return matches.weights[:, None] * products / np.where(lengths > 0, lengths, 1.0)


def _greatest_of_passage(excerpt: Excerpt, by_sentence: Floats) -> Floats:
    """Return the greatest value of each term in any sentence of a passage, (terms, passages)."""
    greatest: Floats = np.maximum.reduceat(by_sentence, excerpt.sentence_bounds[:-1], axis=1)
    return greatest


def _of_best_sentence(excerpt: Excerpt, by_sentence: Floats) -> Floats:
    """Return the values of the sentence of each passage that has most in sum, (terms, passages).

    Of equals it is the first.
    """
    totals = by_sentence.sum(axis=0)
    greatest = np.maximum.reduceat(totals, excerpt.sentence_bounds[:-1])[excerpt.sentence_passages]
    best = np.flatnonzero(totals >= greatest)
    return by_sentence[:, best[_changes(excerpt.sentence_passages[best])]]


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


_idf = lru_cache(maxsize=1 << 12)(idf)
