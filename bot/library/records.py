"""Documents into records: divided into passages, each with its terms, words and sentences."""

from __future__ import annotations

from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bot.documents.passages import context_of, divide
from bot.library.evidence import is_about_a_meeting
from bot.library.judging import dated_headings, evidence_of, evidence_terms, masks_of_sentences
from bot.search.text.dates import MONTHS
from bot.store.numbers import IN_HEADING, number_of_speaking, number_of_term
from bot.store.protocol import ReadDocument
from bot.store.record import SENTENCE, TERM, WORD, Record

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
_CLOSING = " \n\"'”’)]"
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
        columns = _columns(divided, passages, tokens, self._vectors)
        first = 0
        for one in divided:
            end = first + len(one.passages)
            contexts = _Contexts(self._analyzer, one.document)
            yield ReadDocument(
                document=one.document,
                content=one.content,
                signature=one.signature,
                records=tuple(_records(one, contexts, columns[first:end])),
                words=tokens.word_counts(first, end),
                is_meeting=one.is_meeting,
            )
            first = end


class _Divided(NamedTuple):
    """A document in passages, those of headings that say when a meeting was among them."""

    document: Document
    content: str
    signature: Signature
    is_meeting: bool
    passages: list[Passage]
    headings: frozenset[int]


def _divided(source: Source) -> _Divided:
    document, content, signature = source
    is_meeting = is_about_a_meeting(document)
    dated = list(dated_headings(document)) if is_meeting else []
    passages = sorted([*divide(document), *dated], key=lambda one: one.citation.span.start)
    return _Divided(document, content, signature, is_meeting, passages, frozenset(map(id, dated)))


class _Columns(NamedTuple):
    """What `Record` keeps of a passage as bytes, and who speaks in it."""

    terms: bytes
    words: bytes
    sentences: bytes
    times: bytes
    speakers: tuple[str, ...]
    evidence: bytes


def _columns(
    divided: Sequence[_Divided], passages: Sequence[Passage], tokens: Tokens, vectors: WordVectors | None
) -> list[_Columns]:
    """Return the columns of each passage, made for all of them at once."""
    starts = np.zeros(len(passages) + 1, dtype=np.int64)
    np.cumsum([len(passage.sentences) for passage in passages], out=starts[1:])
    speakers = [
        tuple(dict.fromkeys(one.speaker for one in passage.sentences if one.speaker is not None))
        for passage in passages
    ]
    sentences = _sentences(divided, passages, tokens, starts, vectors)
    return [
        _Columns(*columns)
        for columns in zip(
            _cut(tokens.terms, tokens.term_starts),
            _cut(tokens.words.astype(WORD, copy=False), tokens.word_starts),
            _cut(sentences, starts),
            _cut(_times(passages, speakers), starts),
            speakers,
            [evidence_terms(sentences["evidence"][start:end]) for start, end in pairwise(starts.tolist())],
            strict=True,
        )
    ]


def _cut(values: NDArray[Any], starts: Numbers) -> list[bytes]:
    """Return the bytes of the values of each passage."""
    together, bounds = values.tobytes(), (starts * values.itemsize).tolist()
    return [together[start:end] for start, end in pairwise(bounds)]


def _sentences(
    divided: Sequence[_Divided],
    passages: Sequence[Passage],
    tokens: Tokens,
    starts: Numbers,
    vectors: WordVectors | None,
) -> NDArray[Any]:
    """Return the sentences of all passages, of `SENTENCE`."""
    every = [sentence for passage in passages for sentence in passage.sentences]
    found = np.zeros(len(every), dtype=SENTENCE)
    found["start"] = [sentence.span.start for sentence in every]
    found["end"] = [sentence.span.end for sentence in every]
    found["block"] = [sentence.block for sentence in every]
    found["speaker"] = [number_of_speaking(one.speaker) if one.speaker else 0 for one in every]
    found["asks"] = [
        passage.text[: one.span.end].rstrip(_CLOSING).endswith("?")
        for passage in passages
        for one in passage.sentences
    ]
    # A term is of the last sentence that does not begin after it.
    reach = max((len(passage.text) for passage in passages), default=0) + 1
    before = np.arange(len(passages)) * reach
    places = tokens.terms["start"] + np.repeat(before, np.diff(tokens.term_starts))
    begins = found["start"] + np.repeat(before, np.diff(starts))
    firsts = np.searchsorted(places, begins)
    found["first_term"] = firsts - np.repeat(tokens.term_starts[:-1], np.diff(starts))
    if vectors is not None:
        ends = np.append(firsts[1:], len(tokens.terms))
        found["meaning"] = vectors.lengths_of_sums(tokens.terms["row"], firsts, ends)
    if any(one.is_meeting for one in divided):
        words = np.searchsorted(tokens.word_begins + np.repeat(before, np.diff(tokens.word_starts)), begins)
        masks = masks_of_sentences(tokens.words, words)
        at = 0
        for one in divided:
            own = slice(int(starts[at]), int(starts[at + len(one.passages)]))
            terms = slice(int(tokens.term_starts[at]), int(tokens.term_starts[at + len(one.passages)]))
            at += len(one.passages)
            if one.is_meeting:
                found["evidence"][own] = evidence_of(
                    one.document,
                    one.passages,
                    masks=masks[own],
                    terms=tokens.terms[terms],
                    firsts=firsts[own] - terms.start,
                    vectors=vectors,
                )
    return found


def _times(passages: Sequence[Passage], speakers: Sequence[Sequence[str]]) -> NDArray[Any]:
    """Return for each sentence the speaker's place among those of its passage, and the seconds, of `_TIME`."""
    pairs = [
        (
            _NOBODY if one.speaker is None else names.index(one.speaker),
            _NO_TIME if one.time is None else one.time,
        )
        for passage, names in zip(passages, speakers, strict=True)
        for one in passage.sentences
    ]
    return np.array(pairs, dtype=_TIME)


def _records(one: _Divided, contexts: _Contexts, columns: Sequence[_Columns]) -> Iterator[Record]:
    for passage, block, made in zip(one.passages, _runs_of_blocks(one.passages), columns, strict=True):
        context = contexts.above(passage)
        yield Record(
            text=passage.text,
            citation=passage.citation,
            speakers=made.speakers,
            block=block,
            digest=_digest(passage.text, context),
            terms=_of_heading(made.terms) if id(passage) in one.headings else made.terms,
            words=made.words,
            sentences=made.sentences,
            times=made.times,
            context=context + made.evidence,
        )


def _of_heading(terms: bytes) -> bytes:
    """Return the terms of a heading, found by its evidence alone: what stands beneath it answers all else."""
    found = np.frombuffer(terms, dtype=TERM).copy()
    found["number"] ^= IN_HEADING
    return found.tobytes()


class _Contexts:
    """The terms of what stands above the passages of a document: title, date, headings, labels, headers."""

    def __init__(self, analyzer: Analyzer, document: Document) -> None:
        self._analyzer = analyzer
        self._document = document
        date = document.facts.date
        written = f"{date.day} {MONTHS[date.month - 1]} {date.year}" if date else ""
        self._of_all = self._numbers(f"{document.title}\n{written}")
        self._known: dict[tuple[str, ...], bytes] = {}

    def above(self, passage: Passage) -> bytes:
        """Return the numbers of the terms above a passage, each once, of ``<i8``; who speaks is above too."""
        speakers = dict.fromkeys(one.speaker for one in passage.sentences if one.speaker)
        blocks = {one.block for one in passage.sentences}
        texts = (*context_of(self._document, blocks), *speakers)
        found = self._known.get(texts)
        if found is None:
            numbers = dict.fromkeys((*self._of_all, *self._numbers("\n".join(texts))))
            found = self._known[texts] = np.array(list(numbers), dtype="<i8").tobytes()
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
