"""Question sets: JSON lines, each a question and what its answer must hold."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import QuestionSetError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with a known answer.

    Attributes:
        gold: Distinctive parts of the text, any of which the right passage holds; empty where the
            documents do not cover the question.
        line: Where it stands in its file, from 1.
        kind: What sort of question it is, in the owner's own words, or None.
    """

    text: str
    gold: tuple[str, ...]
    line: int
    kind: str | None = None

    @property
    def covered(self) -> bool:
        """Whether the documents answer it."""
        return bool(self.gold)


def read(path: Path) -> tuple[Question, ...]:
    """Read a question set.

    Raises:
        QuestionSetError: It cannot be read, holds no question, or a line is not as it should be.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QuestionSetError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise QuestionSetError(f"{path}: is not UTF-8; save the file as UTF-8") from error
    questions = tuple(_questions(content, name=str(path)))
    if not questions:
        raise QuestionSetError(f"{path}: holds no question; write one JSON object a line")
    return questions


def _questions(content: str, *, name: str) -> Iterator[Question]:
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield _question(json.loads(line), number)
        except json.JSONDecodeError as error:
            raise QuestionSetError(f"{name}: line {number}: is not JSON: {error.msg}") from error
        except (ValueError, RecursionError) as error:
            raise QuestionSetError(f"{name}: line {number}: {error}") from error


def _question(entry: object, line: int) -> Question:
    match entry:
        case {"question": str(text), "gold": list(gold), **others} if text.strip():
            if not all(isinstance(part, str) and part.strip() for part in gold):
                raise ValueError("'gold' must hold texts that are not blank")
            kind = others.get("kind")
            if kind is not None and not (isinstance(kind, str) and kind.strip()):
                raise ValueError("'kind' must be a text that is not blank")
            return Question(text=text, gold=tuple(gold), line=line, kind=kind)
        case _:
            raise ValueError('must look like {"question": "...", "gold": ["a part of the text"]}')
