from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.benchmarks.speed.generated import CHUNK, Manner, asked, manner_of, passages
from tests.benchmarks.speed.work import Work

if TYPE_CHECKING:
    from pathlib import Path


def test_the_law_is_found_that_the_words_follow(data: Path) -> None:
    manner = manner_of(data)
    shares = np.diff(manner.cumulative, prepend=0)
    expected = 1 / (np.arange(1, len(manner.words) + 1) + 2.7)
    assert shares[:50] / shares[0] == pytest.approx(expected[:50] / expected[0], rel=0.1)
    assert manner.cumulative[-1] == pytest.approx(1)


def test_passages_are_as_long_as_the_paragraphs_and_of_their_words(data: Path) -> None:
    manner = manner_of(data)
    found = list(passages(manner, 500))
    lengths = {len(text.split()) for text in found}
    assert lengths == set(manner.lengths.tolist())
    words = {word.strip(".").lower() for text in found for word in text.split()}
    assert words <= set(manner.words)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1])
def test_a_collection_begins_as_a_smaller_one(size: int) -> None:
    manner = Manner(words=("a", "b", "c"), cumulative=np.array([0.6, 0.9, 1.0]), lengths=np.array([1, 2, 30]))
    found = list(passages(manner, size))
    assert len(found) == size
    assert found == list(itertools.islice(passages(manner, CHUNK + 7), size))


def test_questions_are_of_5_to_12_words_and_evenly_from_all(data: Path) -> None:
    every = asked(data, 1000)
    assert {len(question.split()) for question in every} == set(range(5, 13))
    assert asked(data, 4) == every[::2]


def test_a_library_has_documents_of_a_hundred_passages(data: Path, tmp_path: Path) -> None:
    work = Work(tmp_path / "work")
    work.folder.mkdir()
    work.prepare(data, size=500, questions=5)
    assert len(work.questions()) == 5
    assert len(list(work.texts())) == 500
    folder = work.library(300)
    assert len(list(folder.glob("*.txt"))) == 3
    assert {text.count("\n\n") for text in (path.read_text() for path in folder.glob("*.txt"))} == {99}
    assert work.library(300) == folder
