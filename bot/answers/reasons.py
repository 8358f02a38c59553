"""Why there is no answer: a closed set of reasons, which one holds, and each as an English sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot.answers.coverage import is_name
from bot.documents.meeting import Kind
from bot.search.ranking.weights import is_request

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.answers.model import Quote
    from bot.documents.model import Span
    from bot.search.query import Query
    from bot.search.searcher import Searcher

_NAMED_AT_MOST = 4
LONGEST_WORD = 40
"""Characters that a word or name has at most that is shown whole in a reason."""

_ARTICLE = re.compile(r"\b[Tt]he\s$")
_LONGEST_ARTICLE = 5
_BETWEEN = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmentioned:
    """Nothing in the documents mentions some of the question's words.

    Attributes:
        words: As they were written.
        nearest: What the nearest passage is about, if it has a name.
    """

    words: tuple[str, ...]
    nearest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scattered:
    """The documents have all words of the question, but no passage has enough of them.

    Attributes:
        words: As they were written.
        nearest: What the nearest passage is about, if it has a name.
    """

    words: tuple[str, ...]
    nearest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartFromBefore:
    """No passage answers both the question and the one that it was taken with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToLookFor:
    """The question has stop words only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSaid:
    """The documents do not say a thing of the kind that was asked for; `kind` is which."""

    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLong:
    """The question has more characters than a question may have."""

    characters: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """Nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeted:
    """The message is a greeting, a thank you or a goodbye."""


_NOT_SAID: Mapping[Kind, str] = {
    Kind.ATTENDANCE: "the documents do not say who was there",
    Kind.ABSENCE: "the documents name nobody who was absent",
    Kind.CHAIR: "the documents name nobody who chaired the meeting",
    Kind.MINUTES_TAKER: "the documents name nobody who took minutes",
    Kind.PLACE: "the documents do not say where the meeting was held",
    Kind.DATE: "the documents do not say when the meeting was",
    Kind.DURATION: "the documents do not say how long the meeting was",
    Kind.COUNT: "the documents do not say how many were there",
    Kind.SUBJECT: "the documents do not say what was discussed",
    Kind.DECISION: "the documents tell of no decision",
    Kind.VOTE: "the documents tell of no vote",
    Kind.ACTION: "the documents name nothing that anybody is to do",
    Kind.NEXT_STEP: "the documents do not say what happens next",
    Kind.NEXT_MEETING: "no date is given for the next meeting",
    Kind.REASON: "the documents give no reason",
    Kind.POSITION: "the documents do not say what anybody thinks of it",
    Kind.OVERVIEW: "the documents say too little to sum up",
}
"""What is said where no sentence is of a kind."""

WhyNotCovered = Unmentioned | Scattered | ApartFromBefore | NothingToLookFor | NotSaid | TooLong
WhyNothingAsked = Blank | Greeted


def in_english(reason: WhyNotCovered | WhyNothingAsked) -> str:
    """Return a reason as a sentence without its capital and full stop."""
    match reason:
        case Unmentioned(words=words, nearest=nearest):
            return f"nothing in the documents mentions {_listed(words, 'or')}{_nearest(nearest)}"
        case Scattered(words=(word,), nearest=nearest):
            return f"no passage in the documents says enough of {_listed([word], 'and')}{_nearest(nearest)}"
        case Scattered(words=words, nearest=nearest):
            together = _listed(words, "and")
            return f"no passage in the documents brings together {together}{_nearest(nearest)}"
        case ApartFromBefore():
            return "no passage in the documents answers both questions"
        case NothingToLookFor():
            return "the question has no word to look for; name a person, a place or a topic"
        case NotSaid(kind=kind):
            return _NOT_SAID[kind]
        case TooLong(characters=characters, limit=limit):
            return f"the question is too long: {characters} characters, {limit} at most"
        case Blank():
            return "ask a question about the documents, in your own words"
        case Greeted():
            return "hello! Ask me a question about the documents, and I will quote what they say"
        case _:
            assert_never(reason)


def _nearest(subject: str | None) -> str:
    return "" if subject is None else f"; the nearest is about {clipped(subject)}"


def clipped(word: str) -> str:
    """Return a word or name, cut where it is too long to be read in a sentence."""
    return word if len(word) <= LONGEST_WORD else f"{word[:LONGEST_WORD]}…"


def named(words: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Return the words that a reason names, none of them too long, and how many it leaves out."""
    kept = words if len(words) <= _NAMED_AT_MOST else words[: _NAMED_AT_MOST - 1]
    return tuple(map(clipped, kept)), len(words) - len(kept)


def _listed(words: Sequence[str], conjunction: str) -> str:
    shown, others = named(words)
    every = [*shown, f"{others} other words"] if others else list(shown)
    return f"{', '.join(every[:-1])} {conjunction} {every[-1]}" if len(every) > 1 else every[0]


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
    from bot.answers.marking.names import names  # only refusals need it

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
