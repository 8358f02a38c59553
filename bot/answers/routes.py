"""The way that a question takes to its passages: by what is asked for, by what it is about, or by both.

1. A kind of thing about a meeting and nothing more ("Who came?"): sentences that are evidence of the kind.
2. A kind and what it is about ("What was decided about the budget?"): evidence and relevance together.
3. No kind, or a fact that is not the meeting's own ("When was the library built?"): relevance alone.

Where words of the question name documents by their titles or dates ("the March board"), these are chosen first,
and the words are used up.
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.answers.coverage import is_name
from bot.answers.questions.understanding import understand
from bot.documents.meeting import Kind
from bot.search.ranking.explanation import Ranking
from bot.search.ranking.weights import is_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.answers.coverage import CoverageModel
    from bot.answers.questions.understanding import Understood
    from bot.library.snapshot import Snapshot
    from bot.search.filters import Filter
    from bot.search.query import Query
    from bot.search.ranking.explanation import Ranked
    from bot.search.searcher import Searcher

FACTS = frozenset(
    {
        Kind.PLACE,
        Kind.DATE,
        Kind.DURATION,
        Kind.COUNT,
        Kind.CHAIR,
        Kind.MINUTES_TAKER,
        Kind.ABSENCE,
        Kind.NEXT_MEETING,
        Kind.OVERVIEW,
    }
)
"""Kinds of which a document has one for its meeting: other words in the question ask about something else."""

_LEAST_EVIDENCE: Mapping[Kind, float] = {
    Kind.PLACE: 0.5,
    Kind.DATE: 0.42,
    Kind.OVERVIEW: 0.35,
    Kind.REASON: 0.5,
    Kind.NEXT_STEP: 0.45,
    Kind.POSITION: 0.5,
}
"""How much evidence of a kind answers a question for nothing but that kind."""

_WITHOUT_ITS_WORDS, _WITHOUT_A_NAME = 0.3, 0.4
"""How sure an answer is at most where the best passage has no word, or not a name, of the question."""

_FOR_EVIDENCE, _LIKELY = 0.15, 0.5
"""How much surer evidence makes an answer, and how much of it that takes."""

_ENOUGH = 0.55
_STEEP = 8.0
_MOST_CONTENT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Passages for a question, best first, and how sure it is that the first covers it.

    Attributes:
        query: What was searched for.
        kind: The kind of thing that they are ranked as evidence of, if they are.
    """

    query: Query
    ranked: Ranking
    coverage: float
    kind: Kind | None = None


class Routes:
    """Finds passages for questions.

    Args:
        library: The documents.
        searcher: A search over their passages.
        coverage: Judges whether relevance alone covers a question.
    """

    def __init__(self, *, library: Snapshot, searcher: Searcher, coverage: CoverageModel) -> None:
        self._library = library
        self._searcher = searcher
        self._coverage = coverage

    def find(self, question: str, *, limit: int, within: Filter, before: str | None = None) -> Found:
        """Return passages for a question.

        Args:
            question: As a person wrote it.
            limit: How many at most.
            within: Which passages may be found.
            before: What was asked before, if the question is to be taken with it.
        """
        if before is None and any(one.is_meeting for one in self._library.documents):
            asked = understand(question, is_known=self._searcher.is_known)
            if asked.kind is not None:
                found = self._of_kind(asked, asked.kind, limit, within)
                if found is not None:
                    return found
        query = self._searcher.query(question, before=before)
        if not query.words:
            return Found(query=query, ranked=Ranking.nothing(query), coverage=0.0)
        ranked = self._searcher.rank(query, limit=limit, within=within)
        return Found(
            query=query,
            ranked=ranked,
            coverage=self._coverage.coverage(query, ranked, self._searcher.statistics),
        )

    def _of_kind(self, asked: Understood, kind: Kind, limit: int, within: Filter) -> Found | None:
        """Return passages for a question for a kind of thing, None where relevance alone is to rank."""
        query = self._searcher.query(asked.content)
        query = dataclasses.replace(
            query, words={term: word for term, word in query.words.items() if not is_request(term)}
        )
        within, query = self._with_documents_chosen(query, within)
        if query.words and (kind in FACTS or len(query.words) > _MOST_CONTENT):
            return None
        ranked = self._searcher.rank(query, limit=limit, within=within, kind=kind)
        if not ranked:
            return Found(query=query, ranked=ranked, coverage=0.0, kind=kind)
        coverage = self._of_evidence(ranked[0], kind)
        if query.words:
            plain = self._coverage.coverage(query, ranked, self._searcher.statistics)
            coverage = _of_both(ranked[0], query, plain, coverage)
        return Found(query=query, ranked=ranked, coverage=coverage, kind=kind)

    @staticmethod
    def _of_evidence(best: Ranked, kind: Kind) -> float:
        least = _LEAST_EVIDENCE.get(kind, _ENOUGH)
        return 1 / (1 + math.exp(-_STEEP * (best.evidence - least)))

    def _with_documents_chosen(self, query: Query, within: Filter) -> tuple[Filter, Query]:
        """Return the documents that words of a question name, and the question without these words."""
        if within.documents is not None:
            titles: Mapping[str, frozenset[str]] = {
                name: terms for name, terms in self._titles.items() if name in within.documents
            }
        else:
            titles = dict(self._titles)
        named = {term for term in query.words if any(term in terms for terms in titles.values())}
        if not named:
            return within, query
        chosen = [name for name, terms in titles.items() if named <= terms]
        if not chosen:
            return within, query
        rest = {term: word for term, word in query.words.items() if term not in named}
        if len(chosen) < len(self._library.documents):
            within = dataclasses.replace(within, documents=frozenset(chosen))
        return within, dataclasses.replace(query, words=rest)

    @cached_property
    def _titles(self) -> Mapping[str, frozenset[str]]:
        """The terms of the title and the date of each document, by its identifier."""
        terms = self._searcher.analyzer.terms
        found = {}
        for one in self._library.documents:
            date = one.facts.date
            written = f"{date.day} {date:%B %Y}" if date else ""
            found[one.id] = frozenset(terms(f"{one.title}\n{written}"))
        return found


def _of_both(best: Ranked, query: Query, plain: float, evidence: float) -> float:
    """Return how sure it is that a passage covers a question for a kind and for what it is about.

    What is named must be there; then words and evidence speak together.
    """
    missing = [
        term
        for term, word in query.words.items()
        if is_name(word, f"x {query.text}") and term not in best.closest and term not in best.above
    ]
    together = plain if plain > evidence else (plain + evidence) / 2
    has_some = any(term in best.closest or term in best.above for term in query.words)
    if not has_some:
        return min(together, _WITHOUT_ITS_WORDS)
    if missing:
        return min(together, _WITHOUT_A_NAME)
    return max(together, min(plain + _FOR_EVIDENCE, 1.0) if evidence > _LIKELY else plain)
