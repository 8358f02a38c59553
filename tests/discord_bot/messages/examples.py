"""A small library and the answers from it, for tests of what a message says."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

from bot.answers.model import Answered, Match, NotCovered, Quote, WordMatch
from bot.answers.reasons import Unmentioned
from bot.discord_bot.messages.showing import Showing
from bot.documents.citing import cite
from bot.documents.library import Library
from bot.documents.model import Document, Paragraph, Passage, Span
from bot.search.ranking.mix import Feature

ASKER = 80351110224678912
INDEX = "f54dc123aa00bb11"

PARAGRAPHS = (
    "The meeting took place in Tokyo. Nobody was late.",
    "In January, Japan agreed to purchase 400 Tomahawk missiles. The cost was $1.7 billion.",
    "Typically, meetings like this occur regularly.",
)
DOCUMENT = Document(
    id="minutes",
    text="\n\n".join(PARAGRAPHS),
    title="U.S.–Japan 2+2 meeting",
    paragraphs=tuple(
        Paragraph(span=Span(start=start, end=start + len(paragraph)))
        for paragraph, start in zip(PARAGRAPHS, (0, 51, 139), strict=True)
    ),
    date=dt.date(2024, 7, 28),
    url="https://example.org/2plus2",
)
LIBRARY = Library(folder=Path("documents"), documents=(DOCUMENT,), passages=())


def passage(paragraph: int) -> Passage:
    """Return a paragraph of the document, from 1, as a passage."""
    span = DOCUMENT.paragraphs[paragraph - 1].span
    text = span.of(DOCUMENT.text)
    return Passage(text=text, sentences=(Span(start=0, end=len(text)),), citation=cite(DOCUMENT, span))


def passage_of(text: str) -> Passage:
    """Return a passage of some other text, cited as the second paragraph."""
    return dataclasses.replace(passage(2), text=text, sentences=(Span(start=0, end=len(text)),))


def quote(
    found: Passage, *, rank: int = 1, score: float = 3.0, strong: str = "", matches: tuple[str, ...] = ()
) -> Quote:
    """Return a passage as a quote; its best sentence and matched words are given by what they say."""

    def span(words: str) -> Span:
        start = found.text.index(words)
        return Span(start=start, end=start + len(words))

    return Quote(
        rank=rank,
        score=score,
        features={Feature.BM25: score / 4, Feature.WORDING: score / 8, Feature.MEANING: -0.1},
        words=tuple(
            WordMatch(asked=word, found=word, match=Match.EXACT, share=score / 4) for word in matches
        ),
        passage=found,
        best_sentence=span(strong) if strong else Span(start=0, end=len(found.text)),
        matches=tuple(span(words) for words in matches),
    )


def answered(*quotes: Quote, question: str = "How many Tomahawk missiles?") -> Answered:
    """Return an answer."""
    return Answered(question=question, coverage=0.9, quotes=quotes, index=INDEX)


def not_covered(*closest: Quote, question: str = "Who bakes sourdough?") -> NotCovered:
    """Return a refusal."""
    reason = Unmentioned(words=("bakes", "sourdough"))
    return NotCovered(question=question, coverage=0.1, reason=reason, closest=closest, index=INDEX)


def showing(**changes: object) -> Showing:
    """Return the first look at an answer, changed."""
    return dataclasses.replace(Showing(asker=ASKER, passages=3), **changes)  # type: ignore[arg-type]
