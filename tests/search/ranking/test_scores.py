"""The scores of passages, held against those of the program before passages were kept as records.

``scores.json`` has three collections: the shipped article, prose, and speech, the last two of words put together
by chance. Of each question it has what was found, best first: the passage, its score, and that of each sentence.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.search.searching import searcher_over, store_of

COLLECTIONS = json.loads(Path(__file__).with_name("scores.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vectors", ["with_vectors", "without_vectors"])
@pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda collection: collection["name"])
def test_passages_and_sentences_score_as_they_did(collection: dict[str, Any], vectors: str) -> None:
    store = store_of(collection["texts"], paragraphs=collection["paragraphs"], bounds=collection["sentences"])
    searcher = searcher_over(store, with_vectors=vectors == "with_vectors")
    for asked in collection[vectors]:
        query = searcher.query(asked["question"], before=asked["before"])
        assert list(query.words) == asked["words"]
        found = searcher.rank(query, limit=len(asked["found"]) or 1) if query.terms else []
        assert [one.passage - 1 for one in found] == [passage for passage, _, _ in asked["found"]]
        for one, (_, score, sentences) in zip(found, asked["found"], strict=True):
            assert one.score == pytest.approx(score, abs=1e-6)
            each = [one.sentences.get(number, 0.0) for number in range(len(sentences))]
            assert each == pytest.approx(sentences, abs=1e-6)
