"""What is kept of a large collection: the tables of what stands where, and the postings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.search.postings import model
from bot.search.postings.index import PostingsIndex
from bot.search.postings.merging import merge
from bot.search.postings.model import Postings
from bot.search.postings.runs import runs
from bot.search.ranking import tables as ranking_tables
from bot.search.ranking.meanings import rarities, sentence_lengths
from bot.search.ranking.relatedness import Relatedness
from bot.search.ranking.tables import Tables
from bot.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from bot.search.vectors.word_vectors import WordVectors

_TABLES, _POSTINGS = "tables.", "postings."
_NAMES, _SPELLINGS, _LENGTHS = "names", "spellings", "sentence_lengths"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The index of a large collection.

    Attributes:
        tables: The words and terms of its passages.
        postings: Which passage has which term, by the same numbers.
        sentence_lengths: What `bot.search.ranking.meanings` says of its sentences by the vectors that it was
            made with; None without any.
    """

    tables: Tables
    postings: Postings
    sentence_lengths: NDArray[np.float64] | None


def contents_of(tables: Tables, *, vectors: WordVectors | None, k1: float, b: float) -> Contents:
    """Return the index of passages."""
    found = list(runs(tables.terms, tables.starts))
    postings = merge(found, tables.names, k1=k1, b=b)
    lengths = None
    if vectors is not None:
        rarity = rarities(PostingsIndex(postings))
        lengths = sentence_lengths(tables, Relatedness(vectors, tables.names.names), rarity)
    return Contents(tables=tables, postings=postings, sentence_lengths=lengths)


def to_arrays(contents: Contents) -> dict[str, NDArray[Any]]:
    """Return all that there is as arrays by name."""
    tables, postings = contents.tables, contents.postings
    return {
        **_text_arrays(_NAMES, tables.names),
        **_text_arrays(_SPELLINGS, tables.spellings),
        **{f"{_TABLES}{name}": getattr(tables, name) for name in ranking_tables.ARRAYS},
        **{f"{_POSTINGS}{name}": getattr(postings, name) for name in model.ARRAYS},
        **({} if contents.sentence_lengths is None else {_LENGTHS: contents.sentence_lengths}),
    }


def from_arrays(arrays: Mapping[str, NDArray[Any]]) -> Contents:
    """Return what was made into arrays, with the arrays as they are."""
    names = _vocabulary(_NAMES, arrays)
    tables = {name: arrays[f"{_TABLES}{name}"] for name in ranking_tables.ARRAYS}
    postings = {name: arrays[f"{_POSTINGS}{name}"] for name in model.ARRAYS}
    return Contents(
        tables=Tables(names=names, spellings=_vocabulary(_SPELLINGS, arrays), **tables),
        postings=Postings(vocabulary=names, passages=len(tables["paragraphs"]), **postings),
        sentence_lengths=arrays.get(_LENGTHS),
    )


def _text_arrays(name: str, vocabulary: Vocabulary) -> dict[str, NDArray[Any]]:
    """Return names as one text, in UTF-8 with lone surrogates, and the end of each in characters."""
    text = "".join(vocabulary.names).encode("utf-8", "surrogatepass")
    ends = np.cumsum([len(one) for one in vocabulary.names], dtype=np.int64)
    return {f"{name}.text": np.frombuffer(text, dtype=np.uint8), f"{name}.ends": ends}


def _vocabulary(name: str, arrays: Mapping[str, NDArray[Any]]) -> Vocabulary:
    text = arrays[f"{name}.text"].tobytes().decode("utf-8", "surrogatepass")
    ends = arrays[f"{name}.ends"].tolist()
    return Vocabulary(names=tuple(text[start:end] for start, end in zip([0, *ends], ends, strict=False)))
