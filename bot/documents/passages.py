"""Dividing documents into passages, and finding the passages that stand more than once."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from typing import TYPE_CHECKING

from bot.documents.model import Citation, Passage, Span
from bot.documents.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.documents.model import Document, Paragraph

LONGEST_PASSAGE = 600
"""Characters that a passage of several sentences has at most: what reads well in a chat."""


def passages(documents: Iterable[Document]) -> tuple[Passage, ...]:
    """Return the passages of all documents, each text once, in the order of first appearance."""
    first: dict[str, Passage] = {}
    repeats: dict[str, list[Citation]] = {}
    for document in documents:
        for passage in divide(document):
            if first.setdefault(passage.text, passage) is not passage:
                repeats.setdefault(passage.text, []).append(passage.citation)
    return tuple(
        dataclasses.replace(passage, repeats=tuple(repeats[text])) if text in repeats else passage
        for text, passage in first.items()
    )


def divide(document: Document) -> Iterator[Passage]:
    """Yield the passages of one document, in order.

    A passage is a run of whole sentences of one paragraph, of at most `LONGEST_PASSAGE` characters
    unless one sentence alone is longer. Together the passages of a paragraph hold all of it but the
    white space between them.
    """
    for number, paragraph in enumerate(document.paragraphs, start=1):
        found = sentences(paragraph.span.of(document.text))
        first = 0
        for run in _evenly_filled(found, LONGEST_PASSAGE):
            yield _passage(document, paragraph, number, run, first + 1)
            first += len(run)


def _passage(
    document: Document, paragraph: Paragraph, number: int, run: Sequence[Span], first_sentence: int
) -> Passage:
    span = Span(start=run[0].start, end=run[-1].end).shifted(paragraph.span.start)
    return Passage(
        text=span.of(document.text),
        sentences=tuple(sentence.shifted(-run[0].start) for sentence in run),
        citation=Citation(
            document=document.id,
            hash=document.hash,
            span=span,
            title=document.title,
            date=document.date,
            url=document.url,
            paragraphs=(number, number),
            sentences=(first_sentence, first_sentence + len(run) - 1),
            speaker=paragraph.speaker,
            time=paragraph.time,
        ),
    )


def _evenly_filled(spans: Sequence[Span], capacity: int) -> list[Sequence[Span]]:
    """Part sentences into as few runs as the capacity allows, and of those ways take the most even.

    The least sum of squared lengths is the most even; found by dynamic programming over the last run.
    """
    if spans and spans[-1].end - spans[0].start <= capacity:
        return [spans]
    # For each number of sentences from the start: the least runs, of these the least squares, and where the
    # last run begins.
    runs, squares, begins = [0], [0], [0]
    first = 0
    for end, last in enumerate(spans, start=1):
        while first < end - 1 and last.end - spans[first].start > capacity:
            first += 1
        # More sentences never need fewer runs.
        least = bisect_right(runs, runs[first], lo=first)
        square, begin = min(
            (squares[start] + (last.end - spans[start].start) ** 2, start) for start in range(first, least)
        )
        runs.append(runs[first] + 1)
        squares.append(square)
        begins.append(begin)
    parts: list[Sequence[Span]] = []
    end = len(spans)
    while end:
        parts.append(spans[begins[end] : end])
        end = begins[end]
    return parts[::-1]
