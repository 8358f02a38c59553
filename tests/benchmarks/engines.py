"""The engines whose speed is measured side by side, each as its documentation says to use it.

Every function takes the texts and returns two things: what builds the index, and what then searches it for
the ten best of a question. Imports are inside: what is not installed is left out.
"""

from __future__ import annotations

import importlib.util
import re
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from bot.search.analysis import Analyzer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Search = Callable[[str], object]

BEST = 10


def meeting_bot(texts: Sequence[str], *, compiled: bool) -> Search:
    """Build ours, on all processors."""
    from bot.search.postings.contents import contents_of
    from bot.search.postings.index import PostingsIndex
    from bot.search.ranking.parallel_reading import read_on_all_processors
    from bot.search.ranking.passage_terms import PassageText

    passages = (
        PassageText(text=text, sentences=[(0, len(text))], paragraph=number)
        for number, text in enumerate(texts)
    )
    tables = read_on_all_processors(passages, size=len(texts), analyzer=Analyzer)
    index = PostingsIndex(contents_of(tables, vectors=None, k1=1.2, b=0.75).postings)
    terms = questions_analysed()
    if compiled:
        index.compile()
    else:
        index._until_compiled = -1  # noqa: SLF001 - never, here
    return lambda question: index.search(dict.fromkeys(terms(question), 1.0), limit=BEST)


def meeting_bot_answers(texts: Sequence[str]) -> Search:
    """Build ours with all that an answer takes, from files: a document has 500 of the texts as paragraphs."""
    from bot import app
    from bot.config import DocumentSettings, Settings

    with TemporaryDirectory() as folder:
        for start in range(0, len(texts), 500):
            content = "\n\n".join(texts[start : start + 500])
            (Path(folder) / f"{start:09}.txt").write_text(content, encoding="utf-8")
        settings = Settings(documents=DocumentSettings(folder=folder))
        assistant = app.build_assistant(settings, app.load_library(settings), rebuild=True)
    return assistant.ask


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
    """Build tantivy with English stems, in memory."""
    import tantivy as library

    builder = library.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name="en_stem")
    builder.add_unsigned_field("number", stored=True)
    index = library.Index(builder.build())
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
    from haystack import Document
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    store = InMemoryDocumentStore()
    store.write_documents([Document(content=text) for text in texts])
    retriever = InMemoryBM25Retriever(document_store=store, top_k=BEST)
    return lambda question: retriever.run(query=question)


def questions_analysed() -> Callable[[str], Sequence[str]]:
    """Return what gives the terms of a question, which are made only once: searching alone is measured."""
    analyzer = Analyzer()
    known: dict[str, Sequence[str]] = {}

    def terms(question: str) -> Sequence[str]:
        if question not in known:
            known[question] = tuple(dict.fromkeys(analyzer.terms(question)))
        return known[question]

    return terms


ENGINES: dict[str, tuple[str, int, Callable[[Sequence[str]], Search]]] = {
    "meeting-bot, numba": ("numba", 10**9, lambda texts: meeting_bot(texts, compiled=True)),
    "meeting-bot, numpy": ("numpy", 10**9, lambda texts: meeting_bot(texts, compiled=False)),
    "meeting-bot, answers": ("bot", 10**9, meeting_bot_answers),
    "bm25s, numba": ("bm25s", 10**9, lambda texts: bm25s(texts, backend="numba")),
    "bm25s, numpy": ("bm25s", 10**9, lambda texts: bm25s(texts, backend="numpy")),
    "tantivy": ("tantivy", 10**9, tantivy),
    "SQLite FTS5": ("sqlite3", 10**9, sqlite_fts5),
    "rank_bm25": ("rank_bm25", 10**6, rank_bm25),
    "LangChain": ("langchain_community", 10**5, langchain),
    "LlamaIndex": ("llama_index.retrievers.bm25", 10**5, llama_index),
    "Haystack": ("haystack", 10**4, haystack),
}
"""By name: the module it needs, the most passages it is measured with by default, and what builds it."""


def installed(name: str) -> bool:
    """Whether an engine can be measured here."""
    module = ENGINES[name][0]
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False
