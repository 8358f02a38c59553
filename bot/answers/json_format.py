"""An answer as JSON: the contract that other programs read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, assert_never

from bot.answers.model import Answered, NotCovered, NothingAsked, quotes
from bot.answers.reasons import in_english
from bot.documents.citations import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers.model import Answer, Quote
    from bot.documents.model import Citation, Span

_DECIMALS = 6
_MOST_REPEATS = 10


def to_json(answer: Answer) -> str:
    """Return an answer as one line of JSON, in ASCII: whatever reads it, no character is lost or acts."""
    return json.dumps(_answer(answer))


def _answer(answer: Answer) -> dict[str, Any]:
    reason = None if isinstance(answer, Answered) else in_english(answer.reason)
    match answer:
        case Answered():
            status, coverage = "answered", answer.coverage
        case NotCovered():
            status, coverage = "not_covered", answer.coverage
        case NothingAsked():
            status, coverage = "empty", 0.0
        case _:
            assert_never(answer)
    return {
        "question": answer.question,
        "status": status,
        "coverage": round(coverage, _DECIMALS),
        "sure": isinstance(answer, Answered) and answer.sure,
        "tied": isinstance(answer, Answered) and answer.tied > 1,
        "reason": reason,
        "kind": None if isinstance(answer, NothingAsked) else answer.kind,
        "index": answer.index,
        "hits": _hits(quotes(answer)),
    }


def _hits(found: Sequence[Quote]) -> list[dict[str, Any]]:
    return [
        {
            "rank": quote.rank,
            "score": round(quote.score, _DECIMALS),
            "text": quote.passage.text,
            "best_sentence": _pair(quote.best_sentence),
            "matches": [_pair(match) for match in quote.matches],
            "answer": _pair(quote.answer) if quote.answer else None,
            "citation": citation_facts(quote.citation),
            "repeats": [citation_facts(citation) for citation in quote.passage.repeats[:_MOST_REPEATS]],
        }
        for quote in found
    ]


def citation_facts(citation: Citation) -> dict[str, Any]:
    """Return what a citation says, as values of JSON."""
    return {
        "id": citation.id,
        "document": citation.document,
        "title": citation.title,
        "date": citation.date.isoformat() if citation.date else None,
        "url": citation.url,
        "headings": list(citation.headings),
        "page": list(citation.page) if citation.page else None,
        "paragraphs": list(citation.paragraphs),
        "sentences": list(citation.sentences),
        "speaker": citation.speaker,
        "time": None if citation.time is None else clock(citation.time),
        "start": citation.span.start,
        "end": citation.span.end,
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
