"""The heart: a question in, an answer out."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from bot.answers.answer_span import with_answer
from bot.answers.coverage import coverage, reason_not_covered
from bot.answers.marking.kinds import asked_for
from bot.answers.model import Answered, NotCovered, NothingAsked
from bot.answers.question import LONGEST_QUESTION, analyze, is_greeting, respelt
from bot.answers.quoting import quote
from bot.answers.reasons import Blank, Greeted, NothingToLookFor, TooLong
from bot.search.spelling import Speller

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.answers.model import Answer, Quote
    from bot.answers.question import Query
    from bot.answers.reasons import WhyNotCovered
    from bot.documents.library import Library
    from bot.documents.model import Passage
    from bot.search.analysis import Analyzer
    from bot.search.index import Hit, Index


class Assistant:
    """Answers questions from a library of documents, always with their own words.

    Args:
        library: The documents.
        index: An index over the terms of `library.passages`, in their order.
        analyzer: What made those terms.
        passages: How many quotes an answer has at most, where the question does not say.
        least_coverage: The coverage from which a question counts as covered, 0 to 1.
        fingerprint: What tells these documents and settings from others.
    """

    def __init__(
        self,
        *,
        library: Library,
        index: Index,
        analyzer: Analyzer,
        passages: int,
        least_coverage: float,
        fingerprint: str,
    ) -> None:
        self.library = library
        self.fingerprint = fingerprint
        self._positions = _positions_by_document(library)
        self._index = index
        self._speller = Speller(index.vocabulary(), index.idf)
        self._analyzer = analyzer
        self._passages = passages
        self._least_coverage = least_coverage

    def ask(
        self,
        question: str,
        *,
        passages: int | None = None,
        document: str | None = None,
        after: str | None = None,
    ) -> Answer:
        """Answer a question.

        Args:
            question: As a person wrote it.
            passages: How many quotes at most, at least 1; None for the setting.
            document: The identifier of the only document to look in, or None for all.
            after: What the same person asked before: the question is taken with it where it needs it.

        Raises:
            UnknownDocumentError: There is no such document.
        """
        if document is not None:
            self.library.document(document)
        limit = self._passages if passages is None else max(passages, 1)
        answer = self._alone(question, limit, document)
        if after and not isinstance(answer, NothingAsked):
            answer = self._after(after, answer, limit, document)
        return self._marked(answer)

    def _after(self, before: str, alone: Answered | NotCovered, limit: int, document: str | None) -> Answer:
        """Return the answer to a question that came after another: with that one, where it needs it."""
        from bot.answers.conversation import LEAST_COMBINED, answer_after
        from bot.answers.followup import needs_question_before

        if not needs_question_before(alone.question):
            return alone
        return answer_after(
            before,
            alone.question,
            ask=lambda text: self._alone(text, max(limit, LEAST_COMBINED), document),
            least_coverage=self._least_coverage,
            limit=limit,
        )

    def _marked(self, answer: Answer) -> Answer:
        """Return an answer with the words marked that answer its question."""
        if not isinstance(answer, Answered):
            return answer
        question, asked = answer.question, asked_for(answer.question)
        if answer.taken_with:
            from bot.answers.followup import asks_the_same, is_bare

            if asked is None and asks_the_same(question):
                asked = asked_for(answer.taken_with)
            question = answer.taken_with if is_bare(question) else question
        if asked is None:
            return answer
        terms = self.weights(question)
        return dataclasses.replace(answer, quotes=with_answer(asked, answer.quotes, terms, self._analyzer))

    def _alone(self, question: str, limit: int, document: str | None) -> Answer:
        """Answer a question as it stands."""
        if not question.strip():
            return NothingAsked(question=question, reason=Blank(), index=self.fingerprint)
        if is_greeting(question):
            return NothingAsked(question=question, reason=Greeted(), index=self.fingerprint)
        if len(question) > LONGEST_QUESTION:
            return self._not_covered(question, TooLong(characters=len(question), limit=LONGEST_QUESTION))
        query = respelt(analyze(question, self._analyzer, self._index), self._index, self._speller)
        if not query.words:
            return self._not_covered(question, NothingToLookFor())
        within = None if document is None else self._positions[document]
        hits = self._index.search(query.terms, limit=limit, within=within)
        covered = self._coverage(query, hits)
        quotes = tuple(self._quotes(query, hits, document))
        if not quotes or covered < self._least_coverage:
            reason = reason_not_covered(query, self._index)
            return self._not_covered(question, reason, coverage=covered, closest=quotes)
        return Answered(question=question, coverage=covered, quotes=quotes, index=self.fingerprint)

    def weights(self, question: str) -> dict[str, float]:
        """Return the terms of a question, each with how much it tells passages apart."""
        query = analyze(question, self._analyzer, self._index)
        return {term: self._index.idf(term) for term in query.terms}

    def _coverage(self, query: Query, hits: Sequence[Hit]) -> float:
        if not hits:
            return 0.0
        return coverage(query, self._index.shares(query.terms, hits[0].passage), self._index)

    def _quotes(self, query: Query, hits: Sequence[Hit], document: str | None) -> Iterator[Quote]:
        for rank, hit in enumerate(hits, start=1):
            shares = self._index.shares(query.terms, hit.passage)
            yield quote(
                _as_cited_in(document, self.library.passages[hit.passage]),
                query,
                rank=rank,
                score=hit.score,
                shares=query.by_word(shares),
                analyzer=self._analyzer,
                index=self._index,
            )

    def _not_covered(
        self, question: str, reason: WhyNotCovered, *, coverage: float = 0.0, closest: tuple[Quote, ...] = ()
    ) -> NotCovered:
        return NotCovered(
            question=question, coverage=coverage, reason=reason, closest=closest, index=self.fingerprint
        )


def _positions_by_document(library: Library) -> dict[str, tuple[int, ...]]:
    """Return where the passages of each document, repeats included, stand among all passages."""
    positions: dict[str, list[int]] = {document.id: [] for document in library.documents}
    for position, passage in enumerate(library.passages):
        for document in {citation.document for citation in (passage.citation, *passage.repeats)}:
            positions[document].append(position)
    return {document: tuple(found) for document, found in positions.items()}


def _as_cited_in(document: str | None, passage: Passage) -> Passage:
    """Return a passage that is cited first from the document that was asked about."""
    if document is None or passage.citation.document == document:
        return passage
    first = next(citation for citation in passage.repeats if citation.document == document)
    others = tuple(citation for citation in (passage.citation, *passage.repeats) if citation is not first)
    return dataclasses.replace(passage, citation=first, repeats=others)
