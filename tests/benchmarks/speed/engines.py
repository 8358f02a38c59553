"""The engines whose speed is measured side by side, each as its documentation says to use it.

What builds one takes the texts and returns what searches them for the ten best of a question. Imports are
inside: what is not installed is left out. None but rank_bm25 and numba comes with the project:

    pip install bm25s PyStemmer tantivy
"""

from __future__ import annotations

import importlib
import importlib.util
import multiprocessing
import os
import re
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.search.text.terms import Analyzer
from bot.store.numbers import number_of_term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.search.engines.protocol import Batch
    from bot.search.text.bulk import BulkAnalyzer

    Search = Callable[[str], object]
    Terms = tuple[NDArray[np.int64], NDArray[np.int64]]

BEST = 10
_K1, _B = 1.2, 0.75
_TEXTS_AT_ONCE = 5_000
_WORTH_PROCESSES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What can be built and searched.

    Attributes:
        module: What must be installed for it; imported before the clock starts.
        build: Makes what searches some texts.
    """

    module: str
    build: Callable[[Sequence[str]], Search]

    def is_installed(self) -> bool:
        """Whether it can be measured here."""
        return importlib.util.find_spec(self.module) is not None

    def prepare(self) -> None:
        """Import what it needs, and have compiled what it has compiled, by a collection of a few passages."""
        importlib.import_module(self.module)
        self.build([f"Passage {number} says something of its own." for number in range(2 * BEST)])("passage")


def meeting_bot(texts: Sequence[str], *, compiled: bool) -> Search:
    """Build ours, by itself, without the documents around it; texts are read on all processors."""
    from bot.search.engines.postings.engine import PostingsEngine
    from bot.search.engines.postings.kernel import Kernel

    kernel = Kernel(compiles=False)
    if compiled:
        kernel.compile()
    engine = PostingsEngine.build(_batches(texts), k1=_K1, b=_B, kernel=kernel)
    analyzer, known = Analyzer(), dict[str, Any]()

    def search(question: str) -> object:
        if question not in known:
            known[question] = dict.fromkeys(map(number_of_term, analyzer.terms(question)), 1.0)
        return engine.search(known[question], limit=BEST)

    return search


def rank_bm25(texts: Sequence[str]) -> Search:
    """Build rank_bm25 on our terms."""
    from rank_bm25 import BM25Okapi

    analyzer, known = Analyzer(), dict[str, Any]()
    index = BM25Okapi([analyzer.terms(text) for text in texts], k1=_K1)

    def search(question: str) -> object:
        if question not in known:
            known[question] = tuple(dict.fromkeys(analyzer.terms(question)))
        return np.argpartition(-index.get_scores(known[question]), BEST)[:BEST]

    return search


def bm25s(texts: Sequence[str], *, backend: str) -> Search:
    """Build bm25s with its own tokenizer and stemmer; questions are given to it as tokens."""
    import bm25s as library
    import Stemmer

    stemmer = Stemmer.Stemmer("english")
    tokens = library.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)
    index = library.BM25(k1=_K1, b=_B, backend=backend)
    index.index(tokens, show_progress=False)
    known: dict[str, Any] = {}

    def search(question: str) -> object:
        if question not in known:
            known[question] = library.tokenize(
                question, stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False
            )
        return index.retrieve(known[question], k=BEST, show_progress=False)

    return search


def tantivy(texts: Sequence[str]) -> Search:
    """Build tantivy with English stems and stop words, as bm25s has them too, in memory."""
    import tantivy as library

    words = library.TextAnalyzerBuilder(library.Tokenizer.simple()).filter(library.Filter.lowercase())
    words = words.filter(library.Filter.stopword("english")).filter(library.Filter.stemmer("english"))
    builder = library.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name="english")
    builder.add_unsigned_field("number", stored=True)
    index = library.Index(builder.build())
    index.register_tokenizer("english", words.build())
    writer = index.writer(heap_size=500_000_000)
    for number, text in enumerate(texts):
        writer.add_document(library.Document(text=text, number=number))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    parsed: dict[str, Any] = {}

    def search(question: str) -> object:
        if question not in parsed:
            parsed[question] = index.parse_query(" ".join(re.findall(r"\w+", question)).lower(), ["text"])
        return searcher.search(parsed[question], BEST).hits

    return search


OURS = "meeting-bot, numba"

ENGINES: Mapping[str, Engine] = MappingProxyType(
    {
        OURS: Engine(module="numba", build=partial(meeting_bot, compiled=True)),
        "meeting-bot, numpy": Engine(module="numpy", build=partial(meeting_bot, compiled=False)),
        "bm25s, numba": Engine(module="bm25s", build=partial(bm25s, backend="numba")),
        "bm25s, numpy": Engine(module="bm25s", build=partial(bm25s, backend="numpy")),
        "tantivy": Engine(module="tantivy", build=tantivy),
        "rank_bm25": Engine(module="rank_bm25", build=rank_bm25),
    }
)
"""By the name in the tables, ours first."""


def _batches(texts: Sequence[str]) -> Iterator[Batch]:
    """Yield texts as passages of documents of about a hundred each."""
    from bot.search.engines.protocol import Batch

    first = 0
    for terms, starts in _read_all(texts):
        size = len(starts) - 1
        numbers = np.arange(first, first + size)
        names, documents = np.unique(numbers // 100, return_inverse=True)
        yield Batch(
            numbers=numbers,
            terms=terms,
            starts=starts,
            identifiers=[f"document {name}" for name in names.tolist()],
            documents=documents.astype(np.int32),
            dates=np.zeros(size, dtype=np.int32),
            speakers=np.zeros(0, dtype=np.int64),
            speaker_starts=np.zeros(size + 1, dtype=np.int64),
        )
        first += size


def _read_all(texts: Sequence[str]) -> Iterator[Terms]:
    # Joined, as a text that is sent by itself keeps a copy of itself in the bytes that were sent.
    chunks = (
        "\n".join(texts[start : start + _TEXTS_AT_ONCE]) for start in range(0, len(texts), _TEXTS_AT_ONCE)
    )
    if len(texts) < _WORTH_PROCESSES:
        yield from map(read_chunk, chunks)
        return
    with multiprocessing.get_context("spawn").Pool(len(os.sched_getaffinity(0))) as pool:
        yield from pool.imap(read_chunk, chunks)


def read_chunk(lines: str) -> Terms:
    """Return the terms of some texts, each one line, one text after the other, and where each begins."""
    tokens = _bulk_analyzer().read(lines.split("\n"))
    return tokens.terms["number"].copy(), tokens.term_starts


@cache
def _bulk_analyzer() -> BulkAnalyzer:
    """Return what a process reads texts with."""
    from bot.search.text.bulk import BulkAnalyzer

    return BulkAnalyzer(Analyzer())
