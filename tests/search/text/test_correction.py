from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.search.engines.memory import MemoryEngine
from bot.search.engines.protocol import NO_DATE, Batch
from bot.search.query import analyze
from bot.search.statistics import Statistics
from bot.search.text.bulk import BulkAnalyzer
from bot.search.text.spelling import MOST_CORRECTED, SpellingCorrector
from bot.search.text.terms import Analyzer
from bot.search.vectors.word_vectors import open_vectors

if TYPE_CHECKING:
    from bot.search.query import Query

ANALYZER = Analyzer()


def corrected(question: str, *passages: str, with_vectors: bool = False) -> Query:
    """Return what a question asks of some passages, its misspelt words corrected."""
    read = BulkAnalyzer(ANALYZER).read(passages)
    batch = Batch(
        numbers=np.arange(len(passages)),
        terms=read.terms["number"],
        starts=read.term_starts,
        identifiers=["notes"],
        documents=np.zeros(len(passages), dtype=np.int32),
        dates=np.full(len(passages), NO_DATE, dtype=np.int32),
        speakers=np.zeros(0, dtype=np.int64),
        speaker_starts=np.zeros(len(passages) + 1, dtype=np.int64),
    )
    statistics = Statistics(MemoryEngine.build([batch], k1=1.2, b=0.75))
    corrector = SpellingCorrector(
        analyzer=ANALYZER,
        statistics=statistics,
        written=lambda: read.word_counts(0, len(passages)),
        vectors=open_vectors() if with_vectors else None,
    )
    return corrector.corrected(analyze(question, ANALYZER, statistics))


def test_a_misspelt_word_becomes_the_nearest_and_keeps_its_spelling() -> None:
    found = corrected("Which misile cost?", "The missile cost more.")
    assert found.words == {"missil": "misile", "cost": "cost"}
    assert found.respelt == {"missil"}
    assert found.text == "Which misile cost?"


def test_a_word_that_is_misspelt_once_and_right_once_is_not_respelt() -> None:
    found = corrected("missile, misile", "The missile")
    assert found.words == {"missil": "missile"}
    assert found.respelt == frozenset()


def test_only_so_many_words_are_corrected() -> None:
    unknown = " ".join(f"unknown{'x' * length}" for length in range(MOST_CORRECTED))
    assert corrected(f"misile {unknown}", "missile").respelt == {"missil"}
    beyond = corrected(f"{unknown} misile", "missile")
    assert beyond.respelt == frozenset()
    assert "misil" in beyond.words


def test_an_english_word_that_no_passage_has_is_not_taken_for_misspelt() -> None:
    passage = "The tracks were laid."
    assert corrected("trucks laid", passage).words == {"track": "trucks", "laid": "laid"}
    assert corrected("trucks laid", passage, with_vectors=True).words == {"truck": "trucks", "laid": "laid"}


def test_a_misspelt_word_is_corrected_beside_an_english_one() -> None:
    found = corrected("trucks with misiles", "The missiles were laid.", with_vectors=True)
    assert found.words == {"truck": "trucks", "missil": "misiles"}
    assert found.respelt == {"missil"}


def test_a_misspelling_of_an_english_word_that_no_passage_has_is_corrected_too() -> None:
    assert corrected("govermnent", "The missile", with_vectors=True).words == {"govern": "govermnent"}


def test_a_misspelt_stop_word_asks_for_nothing() -> None:
    assert corrected("missiles betwen Japan", "missiles of Japan").words == {
        "missil": "missiles",
        "japan": "Japan",
    }
