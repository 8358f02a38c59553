"""What could be asked instead, where a question is not covered."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.answers.coverage import CoverageModel
    from bot.answers.model import Quote
    from bot.search.query import Query
    from bot.search.ranking.comparing import Known
    from bot.search.searcher import Searcher

_MOST = 3


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
        self._read: tuple[Query, ...] | None = None
        self._known: Known | None = None
        self._answered: dict[str, bool] = {}

    def instead_of(self, query: Query, closest: Sequence[Quote]) -> tuple[str, ...]:
        """Return up to three questions to ask instead of one that is not covered, the most alike first.

        The owner's, where there are any; or else what the closest passages are about.
        """
        if self._read is None:
            read = (self._searcher.query(question) for question in self._questions())
            self._read = tuple(filter(_is_well_written, read))
        if self._read:
            if self._known is None:
                self._known = self._searcher.known(self._read)
            alike = self._searcher.likenesses(query, self._known)
            ordered = (self._read[place] for place in sorted(range(len(alike)), key=lambda at: -alike[at]))
            return tuple(islice((other.text for other in ordered if self._is_answered(other)), _MOST))
        from bot.answers.refusing import subject

        subjects = dict.fromkeys(subject(quote, self._searcher) for quote in closest)
        made = (f"What is said about {name}?" for name in subjects if name is not None)
        return tuple(islice((text for text in made if self._is_answered(self._searcher.query(text))), _MOST))

    def _is_answered(self, query: Query) -> bool:
        if query.text not in self._answered:
            ranked = self._searcher.rank(query, limit=2) if query.words else ()
            coverage = self._coverage.coverage(query, ranked, self._searcher.index)
            self._answered[query.text] = coverage >= self._coverage.least
        return self._answered[query.text]


def _is_well_written(query: Query) -> bool:
    """Whether a question can be shown as an example: owners' sets have mistyped and chatty ones too."""
    return query.text[:1].isupper() and query.text.endswith("?") and not query.respelt
