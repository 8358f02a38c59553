"""Searches over passages that a test writes, and passages and questions that hypothesis does."""

from __future__ import annotations

import zlib
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from bot.documents.meeting import KINDS
from bot.documents.model import Citation, Document, Span
from bot.documents.sentences import sentences
from bot.library.judging import evidence_terms
from bot.search.engines.memory import MemoryEngine
from bot.search.searcher import Searcher
from bot.search.text.bulk import BulkAnalyzer
from bot.search.text.terms import Analyzer
from bot.search.vectors.word_vectors import open_vectors
from bot.store.numbers import number_of_term
from bot.store.packing import packed
from bot.store.protocol import ReadDocument
from bot.store.record import SENTENCE, Record
from bot.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bot.documents.meeting import Kind
    from bot.search.vectors.word_vectors import WordVectors
    from bot.store.protocol import Store

ANALYZER = Analyzer()
K1, B = 1.2, 0.75

_WORDS = (
    "the of to and",
    "missile missiles Missile’s rocket rockets weapon purchase purchased buy bought cost costs price",
    "Tokyo Japan U.S. treaty treaties signed pact long-range longrange prime minister PM president",
    "$1.7 billion twenty-five 2+2 7/28/2024 café 日本",
)
WORDS = " ".join(_WORDS).split()
"""Words of many kinds, some related, and some of one term."""

PROSE = "Sourdough bread rises slowly overnight, needs salt, and rests in a warm kitchen. " * 30
"""A passage so long that the mean of a few with it is prose."""

SENTENCES = st.lists(st.sampled_from(WORDS), max_size=8).map(lambda words: f"{' '.join(words)}.")
TEXTS = st.lists(SENTENCES, max_size=4).map(" ".join)
COLLECTIONS = st.lists(TEXTS, min_size=1, max_size=8) | st.lists(TEXTS, max_size=7).map(lambda t: [*t, PROSE])
"""The texts of passages, such as speech or such as prose."""

QUESTIONS = st.lists(
    st.sampled_from([*WORDS, "what", "buys", "missle", "bread", "Zzz"]), min_size=1, max_size=8
)


@cache
def vectors() -> WordVectors:
    """Return the vectors that are shipped."""
    return open_vectors()


@cache
def _bulk() -> BulkAnalyzer:
    return BulkAnalyzer(ANALYZER, vectors().rows)


def store_of(texts: Sequence[str], **surroundings: Any) -> Store:  # noqa: ANN401 - of `document_of`
    """Return a store of one document of passages; see `document_of`."""
    return store_with(document_of("document", texts, **surroundings))


def store_with(*documents: ReadDocument) -> Store:
    """Return a store of documents."""
    store = SqliteStore(None, key="")
    store.apply(map(packed, documents))
    return store


def document_of(
    identifier: str,
    texts: Sequence[str],
    *,
    paragraphs: Sequence[int] | None = None,
    above: Mapping[int, str] | None = None,
    evidence: Mapping[int, Mapping[Kind, int]] | None = None,
    bounds: Sequence[Sequence[tuple[int, int]]] | None = None,
) -> ReadDocument:
    """Return a document of passages, each of which is indexed, however alike they are.

    Args:
        identifier: That of the document.
        texts: The passages.
        paragraphs: The paragraph that each is of; each of its own if nothing else is said.
        above: What stands above some of them, by their places.
        evidence: How far some sentences are evidence of kinds, 0 to 255, by their places among all.
        bounds: Where the sentences of each begin and end; as they are found if nothing else is said.
    """
    spans = bounds or [[(span.start, span.end) for span in sentences(text)] for text in texts]
    tokens = _bulk().read(texts) if texts else None
    levels = _levels(sum(map(len, spans)), evidence or {})
    document = Document(
        id=identifier, name=f"{identifier}.txt", format="plain", title="", text="\n\n".join(texts), blocks=()
    )
    records: list[Record] = []
    for place, (text, own) in enumerate(zip(texts, spans, strict=True)):
        assert tokens is not None
        terms = tokens.terms[tokens.term_starts[place] : tokens.term_starts[place + 1]]
        words = tokens.words[tokens.word_starts[place] : tokens.word_starts[place + 1]]
        found = _sentences(own, terms)
        found["evidence"], levels = levels[: len(own)], levels[len(own) :]
        contexts = np.array(
            [number_of_term(term) for term in ANALYZER.terms((above or {}).get(place, ""))], dtype="<i8"
        )
        records.append(
            Record(
                text=text,
                citation=_citation(identifier, place),
                speakers=(),
                block=place if paragraphs is None else paragraphs[place],
                digest=zlib.crc32(f"{identifier}{place}".encode()),
                terms=terms.tobytes(),
                words=words.tobytes(),
                sentences=found.tobytes(),
                times=np.full((len(own), 2), -1, dtype="<i4").tobytes(),
                context=contexts.tobytes() + evidence_terms(found["evidence"]),
            )
        )
    return ReadDocument(
        document=document,
        content="",
        signature=(0, 0, 0, 0),
        records=tuple(records),
        words={} if tokens is None else tokens.word_counts(0, len(texts)),
    )


def _sentences(bounds: Sequence[tuple[int, int]], terms: NDArray[Any]) -> NDArray[Any]:
    """Return sentences of a passage, of `SENTENCE`."""
    found = np.zeros(len(bounds), dtype=SENTENCE)
    found["start"], found["end"] = [start for start, _ in bounds], [end for _, end in bounds]
    firsts = np.searchsorted(terms["start"], found["start"])
    found["first_term"] = firsts
    found["meaning"] = vectors().lengths_of_sums(terms["row"], firsts, np.append(firsts[1:], len(terms)))
    return found


def _levels(count: int, evidence: Mapping[int, Mapping[Kind, int]]) -> NDArray[np.uint8]:
    levels = np.zeros((count, len(KINDS)), dtype=np.uint8)
    for sentence, of_kinds in evidence.items():
        for kind, level in of_kinds.items():
            levels[sentence, KINDS.index(kind)] = level
    return levels


def _citation(identifier: str, place: int) -> Citation:
    return Citation(
        document=identifier,
        hash="0" * 16,
        span=Span(start=place, end=place + 1),
        title="",
        date=None,
        url=None,
        paragraphs=(1, 1),
        sentences=(1, 1),
    )


def engine_over(store: Store, *, k1: float = K1, b: float = B) -> MemoryEngine:
    """Return the engine of small collections over the passages of a store."""
    return MemoryEngine.build(store.indexed(), k1=k1, b=b)


def searcher_of(
    texts: Sequence[str],
    *,
    with_vectors: bool = True,
    k1: float = K1,
    b: float = B,
    **surroundings: Any,  # noqa: ANN401 - of `document_of`
) -> Searcher:
    """Return a search over some passages, whose numbers are their places from 1 on."""
    return searcher_over(store_of(texts, **surroundings), with_vectors=with_vectors, k1=k1, b=b)


def searcher_over(store: Store, *, with_vectors: bool = True, k1: float = K1, b: float = B) -> Searcher:
    """Return a search over the passages of a store."""
    return Searcher(
        analyzer=ANALYZER,
        engine=engine_over(store, k1=k1, b=b),
        store=store,
        documents=store.documents(),
        vectors=vectors() if with_vectors else None,
        k1=k1,
        b=b,
    )
