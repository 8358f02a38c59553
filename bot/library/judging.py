"""Judging the sentences of a document: how far each is evidence of what people ask of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bot.documents.citations import Citing
from bot.documents.meeting import KINDS, Kind
from bot.documents.model import BlockKind, Passage, Sentence, Span
from bot.library.evidence import (
    ACTION,
    EVERY_KIND,
    MOST,
    OPENING_SENTENCES,
    Said,
    early,
    has_date,
    judged,
    kinds_of,
    mask_of_heading,
    mask_of_label,
    masks_of,
)
from bot.store.numbers import EVIDENCE_LEVELS, number_of_evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bot.documents.model import Document
    from bot.search.vectors.word_vectors import WordVectors

    Numbers = NDArray[np.int64]

_OVERVIEW = KINDS.index(Kind.OVERVIEW)
_RAREST, _FEW_TERMS, _MOST_CENTRAL = 7.0, 5, 150
_LEADS = (240, 210, 180)
"""How far the first sentences of a text in prose sum it up, of 255: as reports are written, they tell the most."""

_LEAST_WORDS = 8
_LONGEST_HEADING = 200


def evidence_of(
    document: Document,
    passages: Sequence[Passage],
    *,
    masks: Sequence[int],
    terms: NDArray[Any],
    firsts: Numbers,
    vectors: WordVectors | None,
) -> NDArray[np.uint8]:
    """Return how far each sentence of a document is evidence of each kind, 0 to 255, (sentences, kinds).

    Args:
        document: The document.
        passages: Its passages, in order.
        masks: The kinds that each sentence may be evidence of by its words, a bit a kind.
        terms: The terms of the passages, of `bot.store.record.TERM`.
        firsts: The first term of each sentence.
        vectors: Know how rare words are in English; None to take all for alike.
    """
    found = _evidence(document, passages, masks)
    central = np.maximum(_centrality(terms, firsts, vectors), _leads(document, passages))
    found[:, _OVERVIEW] = np.maximum(found[:, _OVERVIEW], central)
    return found


def masks_of_sentences(words: NDArray[np.uint32], firsts: Numbers) -> list[int]:
    """Return the kinds that each sentence may be evidence of by its words, a bit a kind.

    Args:
        words: The words of all sentences, of `bot.store.record.WORD`.
        firsts: The first word of each sentence.
    """
    found = np.zeros(len(firsts), dtype=np.uint32)
    ends = np.append(firsts[1:], len(words))
    filled = np.flatnonzero(firsts < ends)
    if len(filled):
        found[filled] = np.bitwise_or.reduceat(masks_of(words), firsts[filled])
    masks: list[int] = found.tolist()
    return masks


def _evidence(document: Document, passages: Sequence[Passage], masks: Sequence[int]) -> NDArray[np.uint8]:
    """Return how far each sentence is evidence of each kind, (sentences, kinds)."""
    found = np.zeros((len(masks), len(KINDS)), dtype=np.uint8)
    place_of = {kind: place for place, kind in enumerate(KINDS)}
    place = 0
    last_block = -1
    for passage in passages:
        above = passage.citation.headings
        beneath = 0
        for heading in above:
            beneath |= mask_of_heading(heading)
        for sentence in passage.sentences:
            text = sentence.span.of(passage.text)
            block = document.blocks[sentence.block]
            begins = sentence.block != last_block
            last_block = sentence.block
            mask = masks[place] | beneath | (mask_of_label(text) if begins else 0)
            if place < OPENING_SENTENCES:
                mask = EVERY_KIND
            elif block.kind is BlockKind.ITEM:
                mask |= ACTION
            if mask:
                said = Said(
                    text=text,
                    kind=block.kind,
                    above=above,
                    is_spoken=sentence.speaker is not None,
                    begins=begins,
                    early=early(place),
                )
                for kind, degree in judged(said, kinds_of(mask)).items():
                    found[place, place_of[kind]] = round(degree * MOST)
            place += 1
    return found


def _leads(document: Document, passages: Sequence[Passage]) -> NDArray[np.uint8]:
    """Return how far each sentence sums a document up by where it stands, (sentences,)."""
    every = [(one, passage) for passage in passages for one in passage.sentences]
    found = np.zeros(len(every), dtype=np.uint8)
    prose = (
        place
        for place, (sentence, passage) in enumerate(every)
        if document.blocks[sentence.block].kind is BlockKind.PARAGRAPH
        and len(sentence.span.of(passage.text).split()) >= _LEAST_WORDS
    )
    for place, lead in zip(prose, _LEADS, strict=False):
        found[place] = lead
    return found


def _centrality(terms: NDArray[Any], firsts: Numbers, vectors: WordVectors | None) -> NDArray[np.uint8]:
    """Return how central each sentence is to its document, 0 to `_MOST_CENTRAL`, (sentences,).

    The weight of its terms that stand in other sentences too, each by the logarithm of how many have it and by
    how rare it is in English, over a power of its length: the centroid score of Radev, Jing, Styś and Tam 2004,
    "Centroid-based summarization of multiple documents", for short texts.
    """
    if not len(firsts) or not len(terms):
        return np.zeros(len(firsts), dtype=np.uint8)
    owners = np.searchsorted(firsts, np.arange(len(terms)), side="right") - 1
    _, term = np.unique(terms["number"], return_inverse=True)
    pairs = np.unique(owners * (int(term.max()) + 1) + term)
    sentence, distinct = np.divmod(pairs, int(term.max()) + 1)
    having = np.bincount(distinct)
    weight = np.where(having > 1, np.log1p(having), 0.0)
    if vectors is not None:
        rows = np.full(len(having), -1, dtype=np.int64)
        rows[term] = terms["row"]
        weight *= np.minimum(vectors.rarity(rows), _RAREST) / _RAREST
    sums = np.bincount(sentence, weights=weight[distinct], minlength=len(firsts))
    lengths = np.bincount(sentence, minlength=len(firsts))
    raw = np.where(lengths >= _FEW_TERMS, sums / (_FEW_TERMS + lengths) ** 0.75, 0.0)
    central: NDArray[np.uint8] = (_MOST_CENTRAL * raw / max(raw.max(), 1e-9)).astype(np.uint8)
    return central


def dated_headings(document: Document) -> Iterator[Passage]:
    """Yield headings with a date that stand above something: they say when a meeting was, and nothing else."""
    beneath = {position for block in document.blocks for position in block.above}
    citing: Citing | None = None
    for position in sorted(beneath):
        span = document.blocks[position].span
        if span.end - span.start > _LONGEST_HEADING or not has_date(span.of(document.text)):
            continue
        citing = citing or Citing(document)
        yield Passage(
            text=span.of(document.text),
            sentences=(Sentence(span=Span(start=0, end=span.end - span.start), block=position),),
            citation=citing.cite(span),
        )


def evidence_terms(evidence: NDArray[np.uint8]) -> bytes:
    """Return the numbers under which a passage is indexed for what it is evidence of, of ``<i8``."""
    greatest = evidence.max(axis=0, initial=0).tolist()
    numbers = [
        number_of_evidence(kind, level)
        for kind, most in zip(KINDS, greatest, strict=True)
        for level, least in enumerate(EVIDENCE_LEVELS)
        if most >= least
    ]
    return np.array(numbers, dtype="<i8").tobytes()
