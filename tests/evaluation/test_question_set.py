from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import app
from bot.errors import QuestionSetError
from bot.evaluation.question_set import Question, read

if TYPE_CHECKING:
    from pathlib import Path

GOOD = '{"question": "Who?", "gold": ["Austin"]}'
SHAPE = 'must look like {"question": "...", "gold": ["a part of the text"]}'


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "questions.jsonl"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(path: Path) -> str:
    with pytest.raises(QuestionSetError) as error:
        read(path)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_questions_are_read_with_their_gold_and_line(tmp_path: Path) -> None:
    path = written(tmp_path, f'{GOOD}\n\n  \n{{"question": "Where? ", "gold": [], "kind": "other"}}\n')
    assert read(path) == (
        Question(text="Who?", gold=("Austin",), line=1),
        Question(text="Where? ", gold=(), line=4, kind="other"),
    )
    assert [question.covered for question in read(path)] == [True, False]


@pytest.mark.parametrize(
    "content",
    [
        f"\ufeff{GOOD}",
        f"{GOOD}\r\n",
        f"\r\n{GOOD}".lstrip(),
        GOOD.replace("Who", "Who \u2028 \x85").replace("Who \u2028 \x85", "Who"),
    ],
)
def test_byte_order_mark_and_line_ends_make_no_difference(tmp_path: Path, content: str) -> None:
    assert read(written(tmp_path, content)) == (Question(text="Who?", gold=("Austin",), line=1),)


def test_only_line_ends_divide_questions(tmp_path: Path) -> None:
    path = written(tmp_path, '{"question": "a\u2028b\x85c", "gold": []}\n' + GOOD)
    assert [(question.text, question.line) for question in read(path)] == [("a\u2028b\x85c", 1), ("Who?", 2)]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "is not JSON: Expecting property name enclosed in double quotes"),
        ("Who?", "is not JSON: Expecting value"),
        (f"{GOOD} {GOOD}", "is not JSON: Extra data"),
        ("[]", SHAPE),
        ("null", SHAPE),
        ("5", SHAPE),
        ("{}", SHAPE),
        ('{"question": "Who?"}', SHAPE),
        ('{"gold": []}', SHAPE),
        ('{"question": 5, "gold": []}', SHAPE),
        ('{"question": " ", "gold": []}', SHAPE),
        ('{"question": "Who?", "gold": "Austin"}', SHAPE),
        ('{"question": "Who?", "gold": null}', SHAPE),
        ('{"question": "Who?", "gold": [5]}', "'gold' must hold texts that are not blank"),
        ('{"question": "Who?", "gold": ["Austin", " "]}', "'gold' must hold texts that are not blank"),
        ("[" * 100_000, ""),
        ("9" * 5000, ""),
    ],
)
def test_a_line_that_is_wrong_is_refused_and_named(tmp_path: Path, line: str, message: str) -> None:
    path = written(tmp_path, f"{GOOD}\n\n{line}\n{GOOD}")
    found = refusal(path)
    assert found.startswith(f"{path}: line 3: {message}")
    assert not found.endswith(": ")


@pytest.mark.parametrize("content", ["", "\n \n\t\n", "\ufeff"])
def test_a_set_without_questions_is_refused(tmp_path: Path, content: str) -> None:
    path = written(tmp_path, content)
    assert refusal(path) == f"{path}: holds no question; write one JSON object a line"


def test_a_set_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    assert (
        refusal(tmp_path / "nowhere") == f"{tmp_path / 'nowhere'}: cannot be read: No such file or directory"
    )
    assert refusal(tmp_path) == f"{tmp_path}: cannot be read: Is a directory"
    path = written(tmp_path, b"\xff")
    assert refusal(path) == f"{path}: is not UTF-8; save the file as UTF-8"


def test_the_shipped_set_has_enough_questions_of_both_kinds() -> None:
    [path] = app.shipped_corpus().glob("*.jsonl")
    questions = read(path)
    assert len(questions) >= 40
    assert 4 * sum(not question.covered for question in questions) >= len(questions)
