"""Why a question is not covered, and what the nearest passage is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.answers.coverage import is_name
from bot.answers.marking.names import names
from bot.answers.reasons import LONGEST_WORD, NothingToLookFor, NotSaid, Scattered, Unmentioned
from bot.search.ranking.weights import is_request

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answers.model import Quote
    from bot.answers.reasons import WhyNotCovered
    from bot.documents.meeting import Kind
    from bot.documents.model import Span
    from bot.search.query import Query
    from bot.search.searcher import Searcher

_ARTICLE = re.compile(r"\b[Tt]he\s$")
_LONGEST_ARTICLE = 5
_BETWEEN = re.compile(r"[\s-]+")


def why_not_covered(
    query: Query, closest: Sequence[Quote], searcher: Searcher, *, kind: Kind | None = None
) -> WhyNotCovered:
    """Return why a question is not covered: words that no passage has, or else no passage together.

    Where a kind of thing is asked for and nothing more, that no passage says it.

    Of words that no passage has, names are named alone if there are any: that nothing is said of Mount Fuji
    matters more than that nothing is tall.
    """
    if kind is not None and not query.words:
        return NotSaid(kind=kind)
    if all(map(is_request, query.words)):
        return NothingToLookFor()
    nearest = subject(closest[0], searcher) if closest and closest[0].words else None
    wanted = {term: word for term, word in query.words.items() if not is_request(term)}
    unknown = [word for term, word in wanted.items() if term not in searcher.statistics]
    if not unknown:
        return Scattered(words=tuple(dict.fromkeys(wanted.values())), nearest=nearest)
    named = [word for word in unknown if is_name(word, query.text)]
    words = _joined(named, query.text) if named else dict.fromkeys(unknown)
    return Unmentioned(words=tuple(words), nearest=nearest)


def subject(quote: Quote, searcher: Searcher) -> str | None:
    """Return the name in a quote's best sentence that says most about it, or None where it has no name.

    That is the one with the greatest sum of inverse document frequencies, the first of equals; none that is
    too long to be read in a sentence.
    """
    sentence = quote.best_sentence.of(quote.passage.text)
    # A single word that begins a sentence has its capital from there: "Next", "Let's".
    spans = [span for span in names(sentence) if span.start or " " in span.of(sentence)]
    written = (" ".join(_with_article(span, sentence).split()) for span in spans)
    found = [name for name in written if len(name) <= LONGEST_WORD]

    def rarity(name: str) -> float:
        return sum(searcher.statistics.idf(term) for term in dict.fromkeys(searcher.analyzer.terms(name)))

    return max(found, key=rarity, default=None)


def _with_article(name: Span, sentence: str) -> str:
    article = _ARTICLE.search(sentence, max(0, name.start - _LONGEST_ARTICLE), name.start)
    return f"the {name.of(sentence)}" if article else name.of(sentence)


def _joined(words: Iterable[str], question: str) -> Iterable[str]:
    """Yield names, those together that stand beside each other in the question."""
    run = ""
    for word in dict.fromkeys(words):
        together = _together(run, word, question) if run else None
        if run and together is None:
            yield run
        run = word if together is None else together
    if run:
        yield run


def _together(run: str, word: str, question: str) -> str | None:
    """Return two names with what is between them where one follows the other, None where they do not."""
    at = question.find(run)
    while at >= 0:
        end = at + len(run)
        between = _BETWEEN.match(question, end)
        if between is not None and question.startswith(word, between.end()):
            return question[at : between.end() + len(word)]
        at = question.find(run, at + 1)
    return None
