"""What speaks for a passage: each feature is 1 where nothing could speak for it more, hardly ever below 0.

All but `wording` are sums over the terms of the question, so that each term's part can be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.search.ranking.passage_terms import Excerpt

    Numbers = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Vectors = NDArray[np.float32]
    Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Where the words of a question stand in an excerpt.

    Attributes:
        excerpt: The terms of the passages.
        weights: What each term of the question counts; in sum 1.
        known: Which terms any passage of the collection has.
        same: Where each term stands, (terms, places).
        exact: Where it stands in the form that the question has.
        likeness: How alike each term and each place are: 1 for the same term, less for a related one.
        asked_meanings: The vector of each term of the question, or nothing where vectors are not used.
        meanings: For each place, the vector of its term times how rare it is; or nothing.
        pairs: Neighbouring words of the question, stop words too: for both, the numbers of the words of the
            collection that stand for it, none where no passage has it.
    """

    excerpt: Excerpt
    weights: Floats
    known: Truths
    same: Truths
    exact: Truths
    likeness: Floats
    asked_meanings: Vectors | None
    meanings: Floats | None
    pairs: Sequence[tuple[Numbers, Numbers]]


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
    lengths = matches.excerpt.lengths
    return matches.weights[:, None] * saturation.of(frequencies, lengths, saturation.mean_length)


def paragraph(matches: Matches, saturation: Saturation) -> Floats:
    """Return each term's part of the BM25 of the paragraph that a passage is of, (terms, passages).

    A passage may say "it" of what the paragraph names in another.
    """
    excerpt = matches.excerpt
    frequencies = _summed(matches.same, excerpt.starts)
    _, paragraphs = np.unique(excerpt.paragraphs, return_inverse=True)
    together = np.zeros((len(frequencies), int(paragraphs.max()) + 1))
    np.add.at(together.T, paragraphs, frequencies.T)
    lengths = np.bincount(paragraphs, weights=excerpt.lengths)
    whole = saturation.of(together, lengths, saturation.mean_paragraph_length)
    return matches.weights[:, None] * whole[:, paragraphs]


def exact(matches: Matches, saturation: Saturation) -> Floats:
    """Return each term's part of BM25 where only the form counts that the question has, (terms, passages)."""
    frequencies = _summed(matches.exact, matches.excerpt.starts)
    lengths = matches.excerpt.lengths
    parts: Floats = saturation.of(frequencies, lengths, saturation.mean_length)
    return matches.weights[:, None] * parts


def wording(matches: Matches) -> Floats:
    """Return how many neighbouring words of the question are neighbours in a passage, (passages,).

    Stop words count too: "the cost of" is not "the cost to". Each pair counts by how few of the passages have
    it, as Lucene's inverse document frequency over its greatest value.
    """
    excerpt, passages = matches.excerpt, len(matches.excerpt.passages)
    found = np.zeros(passages)
    inside = excerpt.word_passages[:-1] == excerpt.word_passages[1:]
    for first, second in matches.pairs:
        if len(first) and len(second):
            here = _are(excerpt.words[:-1], first) & _are(excerpt.words[1:], second) & inside
            having = np.unique(excerpt.word_passages[:-1][here])
            found[having] += _idf(passages, len(having)) / _idf(passages, 0)
    return found / max(1, len(matches.pairs))


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

    Both are the sum of the vectors of their terms, each by its weight (Arora, Liang and Ma 2017, "A simple
    but tough-to-beat baseline for sentence embeddings"). Without vectors nothing is alike.
    """
    if matches.asked_meanings is None or matches.meanings is None:
        return np.zeros((len(matches.weights), len(matches.excerpt.sentence_starts)))
    asked = matches.weights[:, None] * matches.asked_meanings
    sums = np.add.reduceat(matches.meanings, matches.excerpt.sentence_starts, axis=0)
    return _unit(asked, of=asked.sum(axis=0)) @ _unit(sums, of=sums).T


def _unit(vectors: Floats, *, of: Floats) -> Floats:
    lengths = np.linalg.norm(of, axis=-1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1.0)


def best_of_passage(excerpt: Excerpt, by_sentence: Floats) -> Numbers:
    """Return, for each passage, the place among all sentences of that with the greatest value, (passages,).

    Of equals it is the first.
    """
    firsts = np.flatnonzero(np.diff(excerpt.sentence_passages, prepend=-1))
    greatest = np.maximum.reduceat(by_sentence, firsts)[excerpt.sentence_passages]
    best = np.flatnonzero(by_sentence >= greatest)
    _, first_of_passage = np.unique(excerpt.sentence_passages[best], return_index=True)
    return best[first_of_passage]


def _are(words: Numbers, wanted: Numbers) -> Truths:
    return words == wanted[0] if len(wanted) == 1 else np.isin(words, wanted)


def _summed(where: Truths, starts: Numbers) -> Floats:
    return np.add.reduceat(where, starts, axis=1, dtype=np.float64)


def _any(where: Truths, starts: Numbers) -> Truths:
    return np.logical_or.reduceat(where, starts, axis=1)


def _idf(passages: int, having: int) -> float:
    return float(np.log1p((passages - having + 0.5) / (having + 0.5)))
