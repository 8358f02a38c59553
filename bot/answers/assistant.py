"""The heart: a question in, an answer out."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers.marking.kinds import asked_for
from bot.answers.model import Answered, NotCovered, NothingAsked
from bot.answers.quotes import holds_asked_for, marked, quote, tied
from bot.answers.reasons import ApartFromBefore, Blank, Greeted, TooLong, why_not_covered
from bot.answers.routes import Routes
from bot.search.filters import EVERYTHING

if TYPE_CHECKING:
    from bot.answers.coverage import CoverageModel
    from bot.answers.marking.kinds import Asked
    from bot.answers.model import Answer, Quote
    from bot.answers.routes import Found
    from bot.answers.suggestions import Suggestions
    from bot.documents.model import Passage
    from bot.library.snapshot import Snapshot
    from bot.search.filters import Filter
    from bot.search.query import Query
    from bot.search.searcher import Searcher

LONGEST_QUESTION = 4000
"""Characters that a question may have: the longest message that Discord sends."""

_GREETINGS = frozenset(
    """
    hi hello hey hiya howdy yo greetings good morning afternoon evening day night thanks thank you thx cheers
    ok okay bye goodbye see ya there everyone all bot how are doing is it going what's up sup welcome
    """.split()
)
_OPENINGS = frozenset(
    "hi hello hey hiya howdy yo greetings good thanks thank thx cheers ok okay bye how what's sup".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_SPARE = 5
"""Passages ranked beyond those that are shown, for those whose best sentence another shows already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """A question with what it is asked under.

    Attributes:
        limit: How many quotes at most.
        within: Where to look.
        before: What was asked before, if the question is taken with it.
        subject: What of that it is taken with.
    """

    question: str
    limit: int
    within: Filter
    before: str | None = None
    subject: str | None = None


class Assistant:
    """Answers questions from a library of documents, always with their own words.

    Args:
        library: The documents.
        searcher: A search over its passages.
        passages: How many quotes an answer has at most, where the question does not say.
        coverage: Judges whether a question is covered.
        suggestions: Finds what could be asked where it is not.
        fingerprint: What tells these documents and settings from others.
        notices: What an owner should know of how well it can answer, a line each.
    """

    def __init__(
        self,
        *,
        library: Snapshot,
        searcher: Searcher,
        passages: int,
        coverage: CoverageModel,
        suggestions: Suggestions,
        fingerprint: str,
        notices: tuple[str, ...] = (),
    ) -> None:
        self.library = library
        self.fingerprint = fingerprint
        self.notices = notices
        self.searcher = searcher
        self._passages = passages
        self._coverage = coverage
        self._suggestions = suggestions
        self._routes = Routes(library=library, searcher=searcher, coverage=coverage)

    def ask(
        self,
        question: str,
        *,
        passages: int | None = None,
        within: Filter = EVERYTHING,
        after: str | None = None,
    ) -> Answer:
        """Answer a question.

        Args:
            question: As a person wrote it.
            passages: How many quotes at most, at least 1; None for the setting.
            within: Which passages to look in.
            after: What the same person asked before: the question is taken with it where it needs it.

        Raises:
            UnknownDocumentError: There is no such document.
        """
        for document in sorted(within.documents or ()):
            self.library.document(document)
        limit = self._passages if passages is None else max(passages, 1)
        unasked = self._nothing_asked(question)
        if unasked is not None:
            return unasked
        asking = _Asking(question=question, limit=limit, within=within)
        found = self._found(asking)
        if after:
            from bot.answers.followup import needs_question_before  # only conversations need it

            if needs_question_before(question):
                return self._answer_after(after, asking, found)
        return self._answer(asking, found, coverage=found.coverage)

    def _nothing_asked(self, question: str) -> NothingAsked | NotCovered | None:
        """Return what is said to a message that is no question, or none that can be looked up."""
        if not question.strip():
            return NothingAsked(question=question, reason=Blank(), index=self.fingerprint)
        if is_greeting(question):
            return NothingAsked(question=question, reason=Greeted(), index=self.fingerprint)
        if len(question) > LONGEST_QUESTION:
            reason = TooLong(characters=len(question), limit=LONGEST_QUESTION)
            return NotCovered(
                question=question, coverage=0.0, reason=reason, closest=(), index=self.fingerprint
            )
        return None

    def _found(self, asking: _Asking) -> Found:
        limit = asking.limit + _SPARE
        return self._routes.find(asking.question, limit=limit, within=asking.within, before=asking.subject)

    def _answer_after(self, before: str, asking: _Asking, alone: Found) -> Answered | NotCovered:
        """Return the answer to a question taken with the one before it.

        One that names something is covered as far as both are, in the mean: what was asked before does not
        cover a new thing.
        """
        from bot.answers.followup import is_bare, subject_of

        subject = subject_of(before, asking.question)[:LONGEST_QUESTION]
        asking = dataclasses.replace(asking, before=before, subject=subject)
        together = self._found(asking)
        either = [together] if is_bare(asking.question) else [alone, together]
        coverage = sum(found.coverage for found in either) / len(either)
        refused = next((found.query for found in either if found.coverage < self._coverage.least), None)
        return self._answer(asking, together, coverage=coverage, refused=refused)

    def _answer(
        self, asking: _Asking, found: Found, *, coverage: float, refused: Query | None = None
    ) -> Answered | NotCovered:
        """Return the passages that were found, as the answer if they cover the question.

        Args:
            asking: The question.
            found: What was found for it, and for the question before if it is taken with that.
            coverage: How sure it is that the first passage covers it.
            refused: Which of the two is not covered, if one is not.
        """
        asked, marked_by = (None, asking.question) if found.kind else _asked(asking)
        quotes = self._quotes(asking, found, asked)
        if not quotes or coverage < self._coverage.least:
            apart = asking.before is not None and refused is None and bool(quotes)
            why = why_not_covered(refused or found.query, quotes, self.searcher, kind=found.kind)
            return NotCovered(
                question=asking.question,
                coverage=coverage,
                reason=ApartFromBefore() if apart else why,
                closest=quotes,
                index=self.fingerprint,
                suggestions=self._suggestions.instead_of(found.query, quotes),
                taken_with=asking.before,
                kind=found.kind,
            )
        if asked is not None:
            terms = self.weights(marked_by) if asking.before else self._weights(found.query)
            # Only the first is marked: of one that matches worse, it is rarely sure.
            quotes = (marked(quotes[0], asked, terms, self.searcher.analyzer), *quotes[1:])
        return Answered(
            question=asking.question,
            coverage=coverage,
            quotes=quotes,
            index=self.fingerprint,
            sure=coverage >= self._coverage.sure and holds_asked_for(quotes[0], asked, marked_by),
            tied=tied(quotes),
            taken_with=asking.before,
            kind=found.kind,
        )

    def weights(self, question: str) -> dict[str, float]:
        """Return the terms of a question, each with how much it tells passages apart."""
        return self._weights(self.searcher.query(question))

    def _weights(self, query: Query) -> dict[str, float]:
        return {term: self.searcher.statistics.idf(term) for term in query.terms}

    def _quotes(self, asking: _Asking, found: Found, asked: Asked | None) -> tuple[Quote, ...]:
        """Return the passages as they are shown; of two with the same best sentence, only the better one."""
        quotes: dict[str, Quote] = {}
        for start in range(0, len(found.ranked), asking.limit):
            if len(quotes) == asking.limit:
                break
            some = found.ranked[start : start + asking.limit]
            passages = {one.number: one for one in self.library.passages(some.passages)}
            for number, ranked in zip(some.passages, some, strict=True):
                if len(quotes) < asking.limit and number in passages:
                    passage = _as_cited_within(asking.within, passages[number])
                    made = quote(passage, ranked, found.query, asked, rank=len(quotes) + 1)
                    # Of lists of names, say, the first items may be the same, and what follows not.
                    shown = passage.text if found.kind else made.best_sentence.of(passage.text)
                    quotes.setdefault(" ".join(shown.split()), made)
        return tuple(quotes.values())


def _asked(asking: _Asking) -> tuple[Asked | None, str]:
    """Return what kind of thing is asked for, and the question whose words are not the answer."""
    if asking.before is None:
        return asked_for(asking.question), asking.question
    from bot.answers.followup import asks_the_same, is_bare

    asked = asked_for(asking.question)
    if asked is None and asks_the_same(asking.question):
        asked = asked_for(asking.before)
    return asked, asking.before if is_bare(asking.question) else asking.question


def _as_cited_within(within: Filter, passage: Passage) -> Passage:
    """Return a passage that is cited first from a document that was asked about."""
    documents = within.documents
    if documents is None or passage.citation.document in documents:
        return passage
    first = next((one for one in passage.repeats if one.document in documents), passage.citation)
    others = tuple(citation for citation in passage.citations if citation is not first)
    return dataclasses.replace(passage, citation=first, repeats=others)


def is_greeting(question: str) -> bool:
    """Whether a message only says hello, thank you or goodbye."""
    words = [word.replace("’", "'") for word in _WORD.findall(question.casefold())]
    return bool(words) and words[0] in _OPENINGS and _GREETINGS.issuperset(words)
