from __future__ import annotations

from typing import TYPE_CHECKING

from bot.search.text.terms import Analyzer
from bot.search.bm25 import Bm25Index
from bot.search.mending import MOST_MENDED, Mender
from bot.search.query import analyze
from bot.search.ranking.reading import read
from bot.search.ranking.segment_terms import SegmentTerms
from bot.search.vectors.word_vectors import open_vectors
from tests.search.searching import passage_texts

if TYPE_CHECKING:
    from bot.search.query import Query

ANALYZER = Analyzer()


def mended(question: str, *passages: str, with_vectors: bool = False) -> Query:
    """Return what a question asks of some passages, its misspelt words mended."""
    index = Bm25Index(map(ANALYZER.terms, passages), k1=1.2, b=0.75)
    terms = SegmentTerms(read(passage_texts(passages), ANALYZER))
    vectors = open_vectors() if with_vectors else None
    mender = Mender(analyzer=ANALYZER, index=index, passages=terms, vectors=vectors)
    return mender.mended(analyze(question, ANALYZER, index))


def test_a_misspelt_word_becomes_the_nearest_and_keeps_its_spelling() -> None:
    found = mended("Which misile cost?", "The missile cost more.")
    assert found.words == {"missil": "misile", "cost": "cost"}
    assert found.respelt == {"missil"}
    assert found.text == "Which misile cost?"


def test_a_word_that_is_misspelt_once_and_right_once_is_not_respelt() -> None:
    found = mended("missile, misile", "The missile")
    assert found.words == {"missil": "missile"}
    assert found.respelt == frozenset()


def test_only_so_many_words_are_mended() -> None:
    unknown = " ".join(f"unknown{'x' * length}" for length in range(MOST_MENDED))
    assert mended(f"misile {unknown}", "missile").respelt == {"missil"}
    beyond = mended(f"{unknown} misile", "missile")
    assert beyond.respelt == frozenset()
    assert "misil" in beyond.words


def test_an_english_word_that_no_passage_has_is_not_taken_for_misspelt() -> None:
    passage = "The tracks were laid."
    assert mended("trucks laid", passage).words == {"track": "trucks", "laid": "laid"}
    assert mended("trucks laid", passage, with_vectors=True).words == {"truck": "trucks", "laid": "laid"}


def test_a_misspelt_word_is_mended_beside_an_english_one() -> None:
    found = mended("trucks with misiles", "The missiles were laid.", with_vectors=True)
    assert found.words == {"truck": "trucks", "missil": "misiles"}
    assert found.respelt == {"missil"}


def test_a_misspelling_of_an_english_word_that_no_passage_has_is_mended_too() -> None:
    assert mended("govermnent", "The missile", with_vectors=True).words == {"govern": "govermnent"}


def test_a_misspelt_stop_word_asks_for_nothing() -> None:
    assert mended("missiles betwen Japan", "missiles of Japan").words == {
        "missil": "missiles",
        "japan": "Japan",
    }
