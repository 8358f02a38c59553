from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from bot.answers.model import Answered, Quote, quotes
from bot.answers.quotes import tied
from bot.documents.model import Citation, Passage, Sentence, Span
from tests.libraries import assistant_of

if TYPE_CHECKING:
    from pathlib import Path

SCORES = st.lists(st.floats(0.01, 1), min_size=1, max_size=8).map(lambda scores: sorted(scores, reverse=True))


PASSAGE = Passage(
    text="Bread rises.",
    citation=Citation(
        document="bread",
        hash="0123456789abcdef",
        title="Bread",
        date=None,
        url=None,
        paragraphs=(1, 1),
        sentences=(1, 1),
        span=Span(start=0, end=12),
    ),
    sentences=(Sentence(span=Span(start=0, end=12), block=0),),
)


def quotes_of(scores: list[float]) -> list[Quote]:
    return [
        Quote(
            rank=rank,
            score=score,
            features={},
            words=(),
            passage=PASSAGE,
            best_sentence=Span(start=0, end=12),
            matches=(),
        )
        for rank, score in enumerate(scores, start=1)
    ]


@pytest.mark.parametrize(
    ("scores", "alike"),
    [([0.5], 1), ([0.5, 0.5], 2), ([0.5, 0.495], 2), ([0.5, 0.48], 1), ([1.0, 0.99, 0.985, 0.97, 0.5], 3)],
)
def test_quotes_are_tied_as_far_as_their_scores_are_nearly_the_same(scores: list[float], alike: int) -> None:
    assert tied(quotes_of(scores)) == alike


@given(SCORES)
def test_the_first_is_always_one_of_the_tied(scores: list[float]) -> None:
    alike = tied(quotes_of(scores))
    assert 1 <= alike <= len(scores)
    assert scores[alike - 1] > scores[0] * 0.97


def test_an_answer_says_how_many_of_its_quotes_are_tied(tmp_path: Path) -> None:
    files = {"a.txt": "Rye bread rises.\n\nRye bread falls.\n\nBread, and soup with salt."}
    answer = assistant_of(tmp_path, files).ask("rye bread")
    assert isinstance(answer, Answered)
    assert (len(answer.quotes), answer.tied) == (3, 2)


def test_a_sentence_with_what_is_asked_for_is_better_than_one_that_has_as_much(tmp_path: Path) -> None:
    files = {"a.txt": "The treaty was signed well. The treaty was signed on 28 July 2024."}
    assistant = assistant_of(tmp_path, files, search={"vectors": False})
    best = {
        question: quote.best_sentence.of(quote.passage.text)
        for question in ("Was the treaty signed?", "When was the treaty signed?")
        for quote in quotes(assistant.ask(question))
    }
    assert best == {
        "Was the treaty signed?": "The treaty was signed well.",
        "When was the treaty signed?": "The treaty was signed on 28 July 2024.",
    }


@pytest.mark.parametrize(("question", "asked"), [("$7", ["$"]), ("the $7 price", ["price"])])
def test_a_sign_is_told_of_as_a_word_only_where_nothing_else_matches(
    question: str, asked: list[str], tmp_path: Path
) -> None:
    answer = assistant_of(tmp_path, {"a.txt": "The price was $5."}).ask(question)
    assert [word.asked for word in quotes(answer)[0].words] == asked
