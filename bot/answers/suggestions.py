"""What could be asked instead, where a question is not covered."""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.answers.coverage import CoverageModel
    from bot.answers.model import Quote
    from bot.search.query import Query
    from bot.search.searcher import Searcher

_MOST = 3
_REMEMBERED = 1 << 14
"""Suggestions of which it is remembered whether they are answered: to find out takes as long as to answer."""


class Suggestions:
    """Finds questions that the documents do answer.

    Args:
        questions: Returns questions that the owner knows to be answered; called when they are first needed.
        searcher: Says which of them are most like a question.
        coverage: Says which of them are answered here.
    """

    def __init__(
        self, *, questions: Callable[[], Sequence[str]], searcher: Searcher, coverage: CoverageModel
    ) -> None:
        self._questions = questions
        self._searcher = searcher
        self._coverage = coverage
        self._is_answered = lru_cache(maxsize=_REMEMBERED)(self._is_covered)

    def instead_of(self, query: Query, closest: Sequence[Quote]) -> tuple[str, ...]:
        """Return up to three questions to ask instead of one that is not covered, the most alike first.

        The owner's, where there are any; or else what the closest passages are about.
        """
        if self._read:
            alike = self._searcher.likenesses(query, self._queries)
            ordered = (self._read[place] for place in sorted(range(len(alike)), key=lambda at: -alike[at]))
            return tuple(islice((text for text in ordered if self._is_answered(text)), _MOST))
        from bot.answers.reasons import subject

        subjects = dict.fromkeys(subject(quote, self._searcher) for quote in closest)
        made = (f"What is said about {name}?" for name in subjects if name is not None)
        return tuple(islice((text for text in made if self._is_answered(text)), _MOST))

    @cached_property
    def _queries(self) -> tuple[Query, ...]:
        read = (self._searcher.query(question) for question in self._questions())
        return tuple(filter(_is_well_written, read))

    @cached_property
    def _read(self) -> tuple[str, ...]:
        return tuple(query.text for query in self._queries)

    def _is_covered(self, question: str) -> bool:
        query = self._searcher.query(question)
        ranked = self._searcher.rank(query, limit=2) if query.words else ()
        return self._coverage.coverage(query, ranked, self._searcher.statistics) >= self._coverage.least


def _is_well_written(query: Query) -> bool:
    """Whether a question can be shown as an example: owners' sets have mistyped and chatty ones too."""
    return query.text[:1].isupper() and query.text.endswith("?") and not query.respelt
