"""What speaks for a passage: each feature is 1 where nothing could speak for it more, hardly ever below 0.

All but `wording` are sums over the terms of the question, so that each term's part can be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bot.search.ranking.passage_terms import Excerpt, Surroundings

    Numbers = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the vectors of a question and of an excerpt have in common.

    The meaning of a question is the sum of the vectors of its terms, each by its weight; that of a sentence
    the same, each by how rare it is (Arora, Liang and Ma 2017, "A simple but tough-to-beat baseline for
    sentence embeddings").

    Attributes:
        products: The product of the vectors of each term of the question and of the term at each place, times
            how rare the latter is, (terms, places).
        asked_length: The length of the meaning of the question.
        sentence_lengths: The length of the meaning of each sentence, (sentences,).
    """

    products: Floats
    asked_length: float
    sentence_lengths: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Where the words of a question stand in the surroundings of an excerpt.

    Attributes:
        surroundings: The passages of the excerpt with all others of their paragraphs.
        chosen: Which of them are the passages of the excerpt, in its order.
        same: Where each term of the question stands, (terms, places).
        pairs: Neighbouring words of the question, stop words too: for both, the numbers of the words of the
            collection that stand for it, none where no passage has it.
    """

    surroundings: Surroundings
    chosen: Numbers
    same: Truths
    pairs: Sequence[tuple[Numbers, Numbers]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Where the words of a question stand in an excerpt.

    Attributes:
        excerpt: The terms of the passages.
        around: What stands around them.
        weights: What each term of the question counts; in sum 1.
        known: Which terms any passage of the collection has.
        same: Where each term stands, (terms, places).
        exact: Where it stands in the form that the question has.
        likeness: How alike each term and each place are: 1 for the same term, less for a related one.
        meaning: What vectors tell, or None where they are not used.
    """

    excerpt: Excerpt
    around: Around
    weights: Floats
    known: Truths
    same: Truths
    exact: Truths
    likeness: Floats
    meaning: Meaning | None


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
    frequencies = _summed(matches.same, matches.excerpt.starts)
    parts: Floats = saturation.of(frequencies, matches.excerpt.lengths, saturation.mean_length)
    return matches.weights[:, None] * parts


def paragraph(matches: Matches, saturation: Saturation) -> Floats:
    """Return each term's part of the BM25 of the paragraph that a passage is of, (terms, passages).

    A passage may say "it" of what the paragraph names in another.
    """
    around, surroundings = matches.around, matches.around.surroundings
    begins = _changes(surroundings.paragraphs)
    firsts = np.flatnonzero(begins)
    frequencies = np.add.reduceat(_summed(around.same, surroundings.starts), firsts, axis=1)
    lengths = np.add.reduceat(surroundings.lengths, firsts)
    parts: Floats = saturation.of(frequencies, lengths, saturation.mean_paragraph_length)
    return matches.weights[:, None] * parts[:, (np.cumsum(begins) - 1)[around.chosen]]


def exact(matches: Matches, saturation: Saturation) -> Floats:
    """Return each term's part of BM25 where only the form counts that the question has, (terms, passages)."""
    frequencies = _summed(matches.exact, matches.excerpt.starts)
    lengths = matches.excerpt.lengths
    parts: Floats = saturation.of(frequencies, lengths, saturation.mean_length)
    return matches.weights[:, None] * parts


def wording(matches: Matches) -> Floats:
    """Return how many neighbouring words of the question are neighbours in a passage, (passages,).

    Stop words count too: "the cost of" is not "the cost to". Each pair counts by how few of the passages and
    of those around them have it, as Lucene's inverse document frequency over its greatest value.
    """
    around = matches.around
    passages = len(around.surroundings.passages)
    found = np.zeros(passages)
    for places in _pairs_found(around):
        having = places[_changes(places)]
        found[having] += _idf(passages, len(having)) / _idf(passages, 0)
    return found[around.chosen] / max(1, len(around.pairs))


def _pairs_found(around: Around) -> Iterator[Numbers]:
    """Yield for each pair that stands anywhere the passages where it does, in order, with repetitions."""
    words, inside = around.surroundings.words, around.surroundings.word_passages
    single = [(first, second) for first, second in around.pairs if len(first) == len(second) == 1]
    both = np.array([(first[0], second[0]) for first, second in single]).reshape(-1, 2)
    here = (words[:-1] == both[:, :1]) & (words[1:] == both[:, 1:])
    here &= inside[:-1] == inside[1:]
    rows = iter(here)
    for first, second in around.pairs:
        if not len(first) or not len(second):
            continue
        if len(first) == len(second) == 1:
            where = next(rows)
        else:
            where = np.isin(words[:-1], first) & np.isin(words[1:], second) & (inside[:-1] == inside[1:])
        yield inside[:-1][where]


def related(matches: Matches) -> Floats:
    """Return each term's weight times its likeness to the likest word of a passage, (terms, passages)."""
    return matches.weights[:, None] * np.maximum.reduceat(matches.likeness, matches.excerpt.starts, axis=1)


def related_in_sentences(matches: Matches) -> Floats:
    """Return the same for every sentence, (terms, sentences)."""
    starts = matches.excerpt.sentence_starts
    return matches.weights[:, None] * np.maximum.reduceat(matches.likeness, starts, axis=1)


def said_in_sentences(matches: Matches) -> Floats:
    """Return the weights of the terms that each sentence has, (terms, sentences)."""
    return matches.weights[:, None] * _any(matches.same, matches.excerpt.sentence_starts)


def exact_in_sentences(matches: Matches) -> Floats:
    """Return the weights of the terms that each sentence has in the question's form, (terms, sentences)."""
    return matches.weights[:, None] * _any(matches.exact, matches.excerpt.sentence_starts)


def meaning_in_sentences(matches: Matches) -> Floats:
    """Return each term's part of the cosine of question and sentence, (terms, sentences).

    Without vectors nothing is alike.
    """
    starts, meaning = matches.excerpt.sentence_starts, matches.meaning
    if meaning is None:
        return np.zeros((len(matches.weights), len(starts)))
    products = np.add.reduceat(meaning.products, starts, axis=1)
    lengths = meaning.asked_length * meaning.sentence_lengths
    return matches.weights[:, None] * products / np.where(lengths > 0, lengths, 1.0)


def best_of_passage(excerpt: Excerpt, by_sentence: Floats) -> Numbers:
    """Return, for each passage, the place among all sentences of that with the greatest value, (passages,).

    Of equals it is the first.
    """
    firsts = excerpt.sentence_bounds[:-1]
    greatest = np.maximum.reduceat(by_sentence, firsts)[excerpt.sentence_passages]
    best = np.flatnonzero(by_sentence >= greatest)
    return best[_changes(excerpt.sentence_passages[best])]


def _changes(ascending: Numbers) -> Truths:
    """Return where numbers that never fall begin to be others than before."""
    begins = np.ones(len(ascending), dtype=np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=begins[1:])
    return begins


def _summed(where: Truths, starts: Numbers) -> Floats:
    return np.add.reduceat(where, starts, axis=1, dtype=np.float64)


def _any(where: Truths, starts: Numbers) -> Truths:
    return np.logical_or.reduceat(where, starts, axis=1)


def _idf(passages: int, having: int) -> float:
    return float(np.log1p((passages - having + 0.5) / (having + 0.5)))
