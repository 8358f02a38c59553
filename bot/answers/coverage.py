"""Whether the documents cover a question, and the reason where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.answers.question import Query
    from bot.search.index import Index

_NAMED_AT_MOST = 4
_LONGEST_WORD = 40


def coverage(query: Query, passage: Collection[str], index: Index) -> float:
    """Return how much of a question a passage covers, from 0 to 1.

    It is the share of the question's terms that the passage has, each weighted by the square root of its
    inverse document frequency; terms that the index does not know weigh most. Unlike a score it means the
    same for every question and every collection.

    Args:
        query: The question.
        passage: The terms of the passage.
        index: What knows how rare a term is.
    """
    weights = {term: index.idf(term) ** 0.5 for term in query.terms}
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in passage) / total if total else 0.0


def reason_not_covered(query: Query, index: Index) -> str:
    """Return why a question is not covered, as a sentence without its capital and full stop."""
    unknown = [word for term, word in query.words.items() if term not in index]
    if unknown:
        return f"nothing in the documents mentions {_listed(unknown, 'or')}"
    return f"no passage in the documents brings together {_listed(list(query.words.values()), 'and')}"


def _listed(words: Sequence[str], conjunction: str) -> str:
    shown = [word if len(word) <= _LONGEST_WORD else f"{word[:_LONGEST_WORD]}…" for word in words]
    if len(shown) > _NAMED_AT_MOST:
        shown = [*shown[: _NAMED_AT_MOST - 1], f"{len(shown) - _NAMED_AT_MOST + 1} other words"]
    if len(shown) == 1:
        return shown[0]
    return f"{', '.join(shown[:-1])} {conjunction} {shown[-1]}"
