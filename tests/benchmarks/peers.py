"""What people reach for to search English texts, each set up as its documentation shows, and meeting-bot.

None but rank_bm25 comes with the project, and each is imported only where it is used:

    pip install bm25s PyStemmer tantivy haystack-ai langchain-community llama-index-retrievers-bm25

A peer gets whole texts, and returns the positions of the best, best first.
"""

from __future__ import annotations

import dataclasses
import math
import os
import re
import tempfile
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from unittest.mock import patch

from bot import app
from bot.answers.model import quotes
from bot.config import DocumentSettings, SearchSettings, Settings
from bot.evaluation.run import DEPTH

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.answers.assistant import Assistant
    from bot.answers.model import Quote
    from bot.documents.model import Passage
    from tests.benchmarks.datasets import Corpus

    Search = Callable[[str], list[int]]


def rank_bm25(corpus: Corpus) -> Search:
    """https://github.com/dorianbrown/rank_bm25, with words split at white space, in lower case."""
    import numpy as np
    from rank_bm25 import BM25Okapi

    index = BM25Okapi([text.lower().split() for text in corpus.texts])

    def search(question: str) -> list[int]:
        scores = index.get_scores(question.lower().split())
        return [int(place) for place in np.argsort(-scores, kind="stable")[:DEPTH]]

    return search


def bm25s(corpus: Corpus) -> Search:
    """https://github.com/xhluca/bm25s, with the stop words and the stemmer of its quick start."""
    import bm25s as library
    import Stemmer

    stemmer = Stemmer.Stemmer("english")
    index = library.BM25()
    index.index(
        library.tokenize(list(corpus.texts), stopwords="en", stemmer=stemmer, show_progress=False),
        show_progress=False,
    )

    def search(question: str) -> list[int]:
        terms = library.tokenize(question, stemmer=stemmer, show_progress=False)
        places, _ = index.retrieve(terms, k=min(DEPTH, len(corpus.texts)), show_progress=False)
        return [int(place) for place in places[0]]

    return search


def tantivy(corpus: Corpus) -> Search:
    """https://tantivy-py.readthedocs.io, with its English stemmer; only words, so nothing is an operator."""
    import tantivy as library

    schema = library.SchemaBuilder()
    schema.add_text_field("body", tokenizer_name="en_stem")
    schema.add_integer_field("place", stored=True)
    index = library.Index(schema.build())
    writer = index.writer(num_threads=1)
    for place, text in enumerate(corpus.texts):
        writer.add_document(library.Document(place=place, body=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(question: str) -> list[int]:
        words = " ".join(re.findall(r"\w+", question.lower()))
        hits = searcher.search(index.parse_query(words, ["body"]), DEPTH).hits
        return [searcher.doc(address)["place"][0] for _, address in hits]

    return search


def llama_index(corpus: Corpus) -> Search:
    """https://developers.llamaindex.ai/python/examples/retrievers/bm25_retriever, as in its example."""
    import Stemmer
    from llama_index.core.schema import TextNode
    from llama_index.retrievers.bm25 import BM25Retriever

    retriever = BM25Retriever.from_defaults(
        nodes=[TextNode(id_=str(place), text=text) for place, text in enumerate(corpus.texts)],
        similarity_top_k=min(DEPTH, len(corpus.texts)),
        stemmer=Stemmer.Stemmer("english"),
        language="english",
    )
    return lambda question: [int(found.node.node_id) for found in retriever.retrieve(question)]


def langchain(corpus: Corpus) -> Search:
    """https://docs.langchain.com/oss/python/integrations/retrievers/bm25, as it comes."""
    from langchain_community.retrievers import BM25Retriever

    places = [{"place": place} for place in range(len(corpus.texts))]
    retriever = BM25Retriever.from_texts(corpus.texts, metadatas=places, k=DEPTH)
    return lambda question: [found.metadata["place"] for found in retriever.invoke(question)]


def haystack(corpus: Corpus) -> Search:
    """https://docs.haystack.deepset.ai/docs/inmemorybm25retriever, as it comes."""
    os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
    from haystack import Document
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    store = InMemoryDocumentStore()
    store.write_documents([Document(id=str(place), content=text) for place, text in enumerate(corpus.texts)])
    retriever = InMemoryBM25Retriever(store, top_k=DEPTH)
    return lambda question: [int(found.id) for found in retriever.run(query=question)["documents"]]


def meeting_bot(corpus: Corpus) -> Search:
    """Return the texts in which the best sentences of the answer lie, each once: a long text is several passages.

    A passage of speech may be several turns, of which the citation names that of the best sentence.
    """
    assistant = assistant_of(corpus)
    place_of = quoted_text(corpus)

    def search(question: str) -> list[int]:
        found = quotes(assistant.ask(question, passages=DEPTH))
        return list(dict.fromkeys(map(place_of, found)))

    return search


def quoted_text(corpus: Corpus) -> Callable[[Quote], int]:
    """Return what tells in which text of a corpus, the only one of its library, a quote's best sentence lies."""
    place_at = places(corpus)
    return lambda quote: place_at(quote.passage.citation.span.start + quote.best_sentence.start)


def places(corpus: Corpus) -> Callable[[int], int]:
    """Return what tells which text of a corpus stands at an offset in its file."""
    starts = [0, *accumulate(len(text) + len(corpus.between) for text in corpus.texts)]
    return lambda offset: bisect_right(starts, offset) - 1


def assistant_of(*corpora: Corpus, settings: Settings | None = None) -> Assistant:
    """Return what answers from corpora, each read from a file of its own in a real folder, kept in memory."""
    with tempfile.TemporaryDirectory() as folder, patch("bot.app.KEPT_FROM", math.inf):
        for number, corpus in enumerate(corpora):
            Path(folder, f"{number:03}.txt").write_text(corpus.as_file(), encoding="utf-8")
        documents = DocumentSettings(folder=folder)
        return app.open_service(dataclasses.replace(settings or Settings(), documents=documents)).current


def passages_of(assistant: Assistant) -> list[Passage]:
    """Return the passages that are indexed, in the order of the documents."""
    library = assistant.library
    return [one for batch in library.store.indexed() for one in library.passages(batch.numbers.tolist())]


WITHOUT_VECTORS = Settings(search=SearchSettings(vectors=False))

OURS = "meeting-bot"

SYSTEMS: Mapping[str, Callable[[Corpus], Search]] = MappingProxyType(
    {
        "rank_bm25, split": rank_bm25,
        "bm25s": bm25s,
        "tantivy": tantivy,
        "LlamaIndex": llama_index,
        "LangChain": langchain,
        "Haystack": haystack,
        OURS: meeting_bot,
    }
)
"""Every system by its name in the tables: a corpus in, what searches it out.

Each raises ModuleNotFoundError where its library is not installed.
"""
