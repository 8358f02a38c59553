from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bot.errors import QuestionSetError
from tests.benchmarks.article import QUESTIONS, by_kind_of_question, questions
from tests.libraries import library_of, shipped_assistant

if TYPE_CHECKING:
    from pathlib import Path


def test_the_questions_quote_the_shipped_article() -> None:
    found = questions(QUESTIONS, shipped_assistant().library)
    kinds = Counter((question.kind, question.covered) for question in found)
    assert kinds == {
        ("direct", True): 30,
        ("paraphrased", True): 30,
        ("chatty", True): 15,
        ("misspelt", True): 15,
        ("off_topic", False): 12,
        ("near_topic", False): 18,
    }


def test_gold_that_no_document_says_is_named_by_its_line(tmp_path: Path) -> None:
    library = library_of(tmp_path / "documents", {"bread.txt": "Rye is dark."})
    path = tmp_path / "set.jsonl"
    path.write_text(
        '{"question": "How dark?", "gold": ["is dark"]}\n{"question": "Is it?", "gold": ["Is dark"]}\n',
        encoding="utf-8",
    )
    with pytest.raises(QuestionSetError, match=rf"{re.escape(str(path))}: line 2: .*'Is dark'"):
        questions(path, library)


def test_each_kind_has_a_row_and_all_have_one(capsys: pytest.CaptureFixture[str]) -> None:
    by_kind_of_question()
    rows = [line.split()[:2] for line in capsys.readouterr().out.strip().splitlines()[2:]]
    assert rows == [
        ["direct", "30"],
        ["paraphrased", "30"],
        ["chatty", "15"],
        ["misspelt", "15"],
        ["off_topic", "12"],
        ["near_topic", "18"],
        ["all", "120"],
    ]
