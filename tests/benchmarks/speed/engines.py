"""The engines whose speed is measured side by side, each as its documentation says to use it.

What builds one takes the texts and returns what searches them for the ten best of a question. Imports are
inside: what is not installed is left out. None but rank_bm25 and numba comes with the project:

    pip install bm25s PyStemmer tantivy haystack-ai langchain-community llama-index-retrievers-bm25
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import sqlite3
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.search.text.terms import Analyzer
from tests.benchmarks.speed.ours import BEST, meeting_bot, questions_analysed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Search = Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What can be built and searched.

    Attributes:
        module: What must be installed for it; imported before the clock starts.
        build: Makes what searches some texts.
        threads: Whether several threads may ask it at once.
    """

    module: str
    build: Callable[[Sequence[str]], Search]
    threads: bool = False

    def is_installed(self) -> bool:
        """Whether it can be measured here."""
        try:
            return importlib.util.find_spec(self.module) is not None
        except ModuleNotFoundError:
            return False

    def prepare(self) -> None:
        """Import what it needs, and have compiled what it has compiled, by a collection of a few passages."""
        importlib.import_module(self.module)
        self.build([f"Passage {number} says something of its own." for number in range(2 * BEST)])("passage")


def rank_bm25(texts: Sequence[str]) -> Search:
    """Build rank_bm25 on our terms."""
    import numpy as np
    from rank_bm25 import BM25Okapi

    analyzer, terms = Analyzer(), questions_analysed()
    index = BM25Okapi([analyzer.terms(text) for text in texts], k1=1.2)
    return lambda question: np.argpartition(-index.get_scores(terms(question)), BEST)[:BEST]


def bm25s(texts: Sequence[str], *, backend: str) -> Search:
    """Build bm25s with its own tokenizer and stemmer; questions are given to it as tokens."""
    import bm25s as library
    import Stemmer

    stemmer = Stemmer.Stemmer("english")
    tokens = library.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)
    index = library.BM25(k1=1.2, b=0.75, backend=backend)
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


def sqlite_fts5(texts: Sequence[str]) -> Search:
    """Build SQLite's full-text search with Porter stems, in memory."""
    connection = sqlite3.connect(":memory:")
    options = "text, content='', tokenize='porter unicode61'"
    connection.execute(f"create virtual table passages using fts5({options})")
    rows = enumerate(texts)
    connection.executemany("insert into passages(rowid, text) values (?, ?)", rows)
    analyzer = Analyzer()

    def search(question: str) -> object:
        words = " OR ".join(f'"{question[t.start : t.end]}"' for t in analyzer.tokens(question))
        query = "select rowid from passages where passages match ? order by rank limit ?"
        return connection.execute(query, (words, BEST)).fetchall()

    return search


def langchain(texts: Sequence[str]) -> Search:
    """Build LangChain's BM25 retriever as it comes."""
    from langchain_community.retrievers import BM25Retriever

    search: Search = BM25Retriever.from_texts(list(texts), k=BEST).invoke
    return search


def llama_index(texts: Sequence[str]) -> Search:
    """Build LlamaIndex's BM25 retriever as it comes."""
    from llama_index.core.schema import TextNode
    from llama_index.retrievers.bm25 import BM25Retriever

    nodes = [TextNode(text=text) for text in texts]
    search: Search = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=BEST, verbose=False).retrieve
    return search


def haystack(texts: Sequence[str]) -> Search:
    """Build Haystack's document store in memory with its BM25 retriever."""
    os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
    from haystack import Document
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    store = InMemoryDocumentStore()
    store.write_documents([Document(content=text) for text in texts])
    retriever = InMemoryBM25Retriever(document_store=store, top_k=BEST)
    return lambda question: retriever.run(query=question)


OURS = "meeting-bot, numba"

ENGINES: Mapping[str, Engine] = MappingProxyType(
    {
        OURS: Engine(module="numba", build=partial(meeting_bot, compiled=True), threads=True),
        "meeting-bot, numpy": Engine(module="numpy", build=partial(meeting_bot, compiled=False)),
        "bm25s, numba": Engine(module="bm25s", build=partial(bm25s, backend="numba"), threads=True),
        "bm25s, numpy": Engine(module="bm25s", build=partial(bm25s, backend="numpy")),
        "tantivy": Engine(module="tantivy", build=tantivy, threads=True),
        "SQLite FTS5": Engine(module="sqlite3", build=sqlite_fts5),
        "rank_bm25": Engine(module="rank_bm25", build=rank_bm25),
        "LlamaIndex": Engine(module="llama_index.retrievers.bm25", build=llama_index),
        "LangChain": Engine(module="langchain_community.retrievers", build=langchain),
        "Haystack": Engine(module="haystack", build=haystack),
    }
)
"""By the name in the tables, ours first."""
