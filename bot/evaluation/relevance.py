"""Whether a quote holds what a question set asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answers.model import Quote
    from bot.evaluation.question_set import Question

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})

_LEAST_WORDS = 5


def rank_of_right(question: Question, quotes: Sequence[Quote]) -> int | None:
    """Return the rank of the first quote whose passage holds a gold text, or None."""
    return next((quote.rank for quote in quotes if holds(quote.passage.text, question.gold)), None)


def right_sentence(question: Question, quotes: Sequence[Quote]) -> bool:
    """Whether the best sentence of the first quote holds a gold text."""
    return bool(quotes) and holds(quotes[0].best_sentence.of(quotes[0].passage.text), question.gold)


def holds(text: str, gold: Iterable[str]) -> bool:
    """Whether a text holds any of the gold texts.

    White space, case and the curl of quotation marks do not count. Where a gold text is longer than a
    passage can be, a part of it will do, if that is more than a phrase.
    """
    plain = _plain(text)
    tells_enough = len(plain.split()) >= _LEAST_WORDS
    return any(wanted in plain or (tells_enough and plain in wanted) for wanted in map(_plain, gold))


def _plain(text: str) -> str:
    return " ".join(text.translate(_STRAIGHT).casefold().split())
