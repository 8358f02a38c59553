"""Documents into records: divided into passages, each with its terms, words and sentences."""

from __future__ import annotations

from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bot.documents.passages import divide
from bot.library.document_evidence import DocumentTokens, dated_headings, evidence_of, evidence_terms
from bot.library.evidence import is_about_a_meeting
from bot.search.text.dates import MONTHS
from bot.store.numbers import IN_HEADING, number_of_term
from bot.store.protocol import ReadDocument
from bot.store.record import SENTENCE, WORD, Record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from bot.documents.model import Document, Passage
    from bot.search.text.bulk import BulkAnalyzer, Tokens
    from bot.search.text.terms import Analyzer
    from bot.search.vectors.word_vectors import WordVectors
    from bot.store.protocol import Signature

    Numbers = NDArray[np.int64]
    Source = tuple[Document, str, Signature]

_CHARACTERS_AT_ONCE = 1 << 18
"""Characters of documents that are read together: each reading costs about as much as a hundred words."""
_NOBODY, _NO_TIME = -1, -1
_TIME = np.dtype([("speaker", "<i4"), ("seconds", "<i4")])


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
        [found] = self.read_many([(document, content, signature)])
        return found

    def read_many(self, sources: Iterable[Source]) -> Iterator[ReadDocument]:
        """Yield documents with the records of their passages, in order; small ones are read together.

        Args:
            sources: Documents, each with the hash and the signature that `read` takes.
        """
        divided: list[_Divided] = []
        size = 0
        for source in sources:
            divided.append(_divided(source))
            size += len(source[0].text)
            if size >= _CHARACTERS_AT_ONCE:
                yield from self._together(divided)
                divided, size = [], 0
        yield from self._together(divided)

    def _together(self, divided: Sequence[_Divided]) -> Iterator[ReadDocument]:
        passages = [passage for one in divided for passage in one.passages]
        # The dates of one document say nothing about how another writes them.
        dates = [_dates(one.document) for one in divided for _ in one.passages]
        tokens = self._bulk.read([passage.text for passage in passages], dates=dates)
        sentences = _Sentences(passages, tokens, self._vectors)
        first = 0
        for one in divided:
            end = first + len(one.passages)
            if one.is_meeting:
                sentences.judge(one, first, end)
            _mark_headings(one, tokens, first)
            first = end
        columns = _columns(passages, tokens, sentences)
        first = 0
        for one in divided:
            end = first + len(one.passages)
            yield ReadDocument(
                document=one.document,
                content=one.content,
                signature=one.signature,
                records=tuple(
                    _records(one.passages, _Contexts(self._analyzer, one.document), columns[first:end])
                ),
                words=tokens.word_counts(first, end),
                is_meeting=one.is_meeting,
            )
            first = end


class _Divided(NamedTuple):
    """A document as `RecordMaker.read` takes it, its passages, and which of these are headings."""

    document: Document
    content: str
    signature: Signature
    passages: Sequence[Passage]
    headings: Sequence[int]
    is_meeting: bool


def _divided(source: Source) -> _Divided:
    document, content, signature = source
    dated = list(dated_headings(document))
    passages = list(divide(document))
    headings: list[int] = []
    if dated:
        passages = sorted([*passages, *dated], key=lambda one: one.citation.span.start)
        headings = [place for place, one in enumerate(passages) if any(one is heading for heading in dated)]
    return _Divided(document, content, signature, passages, headings, is_about_a_meeting(document))


def _mark_headings(divided: _Divided, tokens: Tokens, first: int) -> None:
    """Let headings that are passages be found by their evidence alone: what is beneath answers all else."""
    for heading in divided.headings:
        own = slice(*tokens.term_starts[first + heading : first + heading + 2])
        tokens.terms["number"][own] ^= IN_HEADING


class _Columns(NamedTuple):
    """What `Record` keeps of a passage as bytes, who speaks in it, and what it is evidence of."""

    terms: bytes
    words: bytes
    sentences: bytes
    times: bytes
    speakers: tuple[str, ...]
    evidence: bytes


def _columns(passages: Sequence[Passage], tokens: Tokens, sentences: _Sentences) -> list[_Columns]:
    """Return the columns of each passage, made for all of them at once."""
    speakers = [
        tuple(dict.fromkeys(one.speaker for one in passage.sentences if one.speaker)) for passage in passages
    ]
    return [
        _Columns(*columns)
        for columns in zip(
            _cut(tokens.terms, tokens.term_starts),
            _cut(tokens.words.astype(WORD, copy=False), tokens.word_starts),
            _cut(sentences.values, sentences.starts),
            _cut(_times(passages, speakers), sentences.starts),
            speakers,
            sentences.evidence_terms(),
            strict=True,
        )
    ]


def _cut(values: NDArray[Any], starts: Numbers) -> list[bytes]:
    """Return the bytes of the values of each passage."""
    together, bounds = values.tobytes(), (starts * values.itemsize).tolist()
    return [together[start:end] for start, end in pairwise(bounds)]


class _Sentences:
    """The sentences of many passages.

    Attributes:
        values: The sentences, of `SENTENCE`.
        starts: Where those of each passage begin; one more for the end.
    """

    def __init__(self, passages: Sequence[Passage], tokens: Tokens, vectors: WordVectors | None) -> None:
        self._tokens = tokens
        self._vectors = vectors
        self.starts = np.zeros(len(passages) + 1, dtype=np.int64)
        counts = [len(passage.sentences) for passage in passages]
        np.cumsum(counts, out=self.starts[1:])
        every = [sentence for passage in passages for sentence in passage.sentences]
        self.values = values = np.zeros(len(every), dtype=SENTENCE)
        values["start"] = [sentence.span.start for sentence in every]
        values["end"] = [sentence.span.end for sentence in every]
        values["block"] = [sentence.block for sentence in every]
        # A term or a word is of the last sentence that does not begin after it.
        reach = max((len(passage.text) for passage in passages), default=0) + 1
        before = np.arange(len(passages)) * reach
        begins = values["start"] + np.repeat(before, counts)
        terms = tokens.terms["start"] + np.repeat(before, np.diff(tokens.term_starts))
        words = tokens.word_begins + np.repeat(before, np.diff(tokens.word_starts))
        self._first_terms = np.searchsorted(terms, begins)
        self._first_words = np.searchsorted(words, begins)
        values["first_term"] = self._first_terms - np.repeat(tokens.term_starts[:-1], counts)
        if vectors is not None:
            ends = np.append(self._first_terms[1:], len(terms))
            values["meaning"] = vectors.lengths_of_sums(tokens.terms["row"], self._first_terms, ends)

    def judge(self, divided: _Divided, first: int, end: int) -> None:
        """Say what the sentences of one document are evidence of.

        Args:
            divided: The document.
            first: Its first passage.
            end: The passage after its last.
        """
        tokens, own = self._tokens, slice(self.starts[first], self.starts[end])
        terms, words = tokens.term_starts[[first, end]], tokens.word_starts[[first, end]]
        of_document = DocumentTokens(
            terms=tokens.terms[slice(*terms)],
            first_terms=self._first_terms[own] - terms[0],
            words=tokens.words[slice(*words)],
            first_words=self._first_words[own] - words[0],
        )
        self.values["evidence"][own] = evidence_of(
            divided.document, divided.passages, of_document, self._vectors
        )

    def evidence_terms(self) -> list[bytes]:
        """Return for each passage the numbers under which it is indexed for what it is evidence of."""
        evidence = self.values["evidence"]
        told = np.concatenate([[0], np.cumsum(evidence.any(axis=1))])[self.starts].tolist()
        return [
            evidence_terms(evidence[start:end]) if after > before else b""
            for (start, end), (before, after) in zip(
                pairwise(self.starts.tolist()), pairwise(told), strict=True
            )
        ]


def _times(passages: Sequence[Passage], speakers: Sequence[Sequence[str]]) -> NDArray[Any]:
    """Return for each sentence the speaker's place among its passage's, and the seconds, of `_TIME`."""
    pairs = [
        (
            _NOBODY if one.speaker is None else names.index(one.speaker),
            _NO_TIME if one.time is None else one.time,
        )
        for passage, names in zip(passages, speakers, strict=True)
        for one in passage.sentences
    ]
    return np.array(pairs, dtype=_TIME)


def _records(
    passages: Sequence[Passage], contexts: _Contexts, columns: Sequence[_Columns]
) -> Iterator[Record]:
    for passage, block, made in zip(passages, _runs_of_blocks(passages), columns, strict=True):
        context = contexts.above(passage)
        yield Record(
            text=passage.text,
            citation=passage.citation,
            speakers=made.speakers,
            block=block,
            digest=_digest(passage.text, context),
            terms=made.terms,
            words=made.words,
            sentences=made.sentences,
            times=made.times,
            context=context + made.evidence,
        )


class _Contexts:
    """The terms of what stands above the passages of a document: title, date, headings, labels, headers."""

    def __init__(self, analyzer: Analyzer, document: Document) -> None:
        self._analyzer = analyzer
        self._document = document
        date = document.facts.date
        written = f"{date.day} {MONTHS[date.month - 1]} {date.year}" if date else ""
        self._of_all = self._numbers(f"{document.title}\n{written}")
        self._known: dict[tuple[int, ...], bytes] = {}

    def above(self, passage: Passage) -> bytes:
        """Return the numbers of the terms above a passage, each once, of ``<i8``."""
        blocks = self._document.blocks
        own = dict.fromkeys(sentence.block for sentence in passage.sentences)
        above = tuple(dict.fromkeys(one for block in own for one in blocks[block].above if one not in own))
        found = self._known.get(above)
        if found is None:
            texts = "\n".join(blocks[one].span.of(self._document.text) for one in above)
            numbers = dict.fromkeys((*self._of_all, *self._numbers(texts)))
            found = self._known[above] = np.array([*numbers], dtype="<i8").tobytes()
        return found

    def _numbers(self, text: str) -> list[int]:
        dates = _dates(self._document)
        return [number_of_term(term) for term, _, _ in self._analyzer.placed(text, dates=dates)]


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


def _dates(document: Document) -> tuple[dt.date, ...]:
    return (document.facts.date,) if document.facts.date else ()


def _digest(text: str, context: bytes) -> int:
    digest = blake2b(context, digest_size=8)
    digest.update(text.encode("utf-8", "surrogatepass"))
    return int.from_bytes(digest.digest(), "little", signed=True)
