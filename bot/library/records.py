"""A document into records: divided into passages, each with its terms, words and sentences."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from bot.documents.passages import divide
from bot.search.text.numbers import number_of_term
from bot.store.protocol import ReadDocument
from bot.store.record import SENTENCE, WORD, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.documents.model import Document, Passage
    from bot.search.text.bulk import BulkAnalyzer, Tokens
    from bot.search.text.terms import Analyzer
    from bot.search.vectors.word_vectors import WordVectors
    from bot.store.protocol import Signature

_NOBODY, _NO_TIME = -1, -1


class RecordMaker:
    """Makes the records of documents. It is for one thread.

    Args:
        analyzer: Makes terms.
        bulk: Makes those of many texts at once.
        vectors: Know what words mean; None to do without.
    """

    def __init__(self, analyzer: Analyzer, bulk: BulkAnalyzer, vectors: WordVectors | None) -> None:
        self._analyzer = analyzer
        self._bulk = bulk
        self._vectors = vectors

    def read(self, document: Document, *, content: str, signature: Signature) -> ReadDocument:
        """Return a document with the records of its passages.

        Args:
            document: The document.
            content: The SHA-256 of its file's bytes, in hex.
            signature: What its file looked like.
        """
        passages = list(divide(document))
        dates = [document.facts.date] if document.facts.date else []
        words: dict[str, int] = {}
        tokens = self._bulk.read([passage.text for passage in passages], dates=dates, counts=words)
        return ReadDocument(
            document=document,
            content=content,
            signature=signature,
            records=tuple(self._records(document, passages, tokens)),
            words=words,
        )

    def _records(self, document: Document, passages: Sequence[Passage], tokens: Tokens) -> Iterator[Record]:
        sentences, starts = self._sentences(passages, tokens)
        blocks = _runs_of_blocks(passages)
        contexts = _Contexts(self._analyzer, document)
        for place, passage in enumerate(passages):
            terms = tokens.terms[tokens.term_starts[place] : tokens.term_starts[place + 1]]
            words = tokens.words[tokens.word_starts[place] : tokens.word_starts[place + 1]]
            context = contexts.above(passage)
            speakers = tuple(dict.fromkeys(one.speaker for one in passage.sentences if one.speaker))
            yield Record(
                text=passage.text,
                citation=passage.citation,
                speakers=speakers,
                block=blocks[place],
                digest=_digest(passage.text, context),
                terms=terms.tobytes(),
                words=words.astype(WORD).tobytes(),
                sentences=sentences[starts[place] : starts[place + 1]].tobytes(),
                times=_times(passage, speakers),
                context=context,
            )

    def _sentences(
        self, passages: Sequence[Passage], tokens: Tokens
    ) -> tuple[NDArray[np.void], NDArray[np.int64]]:
        """Return the sentences of all passages, of `SENTENCE`, and where those of each begin."""
        counts = [len(passage.sentences) for passage in passages]
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        found = np.zeros(int(starts[-1]), dtype=SENTENCE)
        every = [sentence for passage in passages for sentence in passage.sentences]
        found["start"] = [sentence.span.start for sentence in every]
        found["end"] = [sentence.span.end for sentence in every]
        found["block"] = [sentence.block for sentence in every]
        # A term is of the last sentence that begins before it.
        reach = max((len(passage.text) for passage in passages), default=0) + 1
        owners = np.repeat(np.arange(len(passages)), np.diff(tokens.term_starts))
        places = tokens.terms["start"].astype(np.int64) + owners * reach
        begins = found["start"] + np.repeat(np.arange(len(passages)), counts) * reach
        firsts = np.searchsorted(places, begins)
        found["first_term"] = firsts - np.repeat(tokens.term_starts[:-1], counts)
        if self._vectors is not None and len(tokens.terms) and len(found):
            ends = np.append(firsts[1:], len(tokens.terms))
            found["meaning"] = self._vectors.lengths_of_sums(tokens.terms["row"], firsts, ends)
        return found, starts


class _Contexts:
    """The terms of what stands above the passages of a document: title, date, headings and labels."""

    def __init__(self, analyzer: Analyzer, document: Document) -> None:
        self._analyzer = analyzer
        date = document.facts.date
        written = f"{date.day} {date:%B %Y}" if date else ""
        self._of_all = self._numbers(f"{document.title}\n{written}")
        self._known: dict[tuple[str, ...], bytes] = {}

    def above(self, passage: Passage) -> bytes:
        """Return the numbers of the terms above a passage, each once, of ``<i8``."""
        headings = passage.citation.headings
        found = self._known.get(headings)
        if found is None:
            numbers = dict.fromkeys((*self._of_all, *self._numbers("\n".join(headings))))
            found = self._known[headings] = np.array(list(numbers), dtype="<i8").tobytes()
        return found

    def _numbers(self, text: str) -> Sequence[int]:
        return [number_of_term(term) for term, _, _ in self._analyzer.placed(text)]


def _runs_of_blocks(passages: Sequence[Passage]) -> list[int]:
    """Return for each passage a number that it shares with its neighbours of the same block alone."""
    runs: list[int] = []
    last: object = None
    for passage in passages:
        first, end = passage.sentences[0].block, passage.sentences[-1].block
        if first != end or last != first:
            runs.append(runs[-1] + 1 if runs else 0)
        else:
            runs.append(runs[-1])
        last = end if first == end else None
    return runs


def _digest(text: str, context: bytes) -> int:
    digest = blake2b(context, digest_size=8)
    digest.update(text.encode())
    return int.from_bytes(digest.digest(), "little", signed=True)


def _times(passage: Passage, speakers: Sequence[str]) -> bytes:
    """Return for each sentence the speaker's place among some, and the seconds; -1 for none."""
    place_of: Mapping[str | None, int] = {name: place for place, name in enumerate(speakers)}
    pairs = [
        (place_of.get(one.speaker, _NOBODY), _NO_TIME if one.time is None else one.time)
        for one in passage.sentences
    ]
    return np.array(pairs, dtype="<i4").tobytes()
