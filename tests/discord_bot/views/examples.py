"""A small library and the answers from it, for tests of what a message says."""

from __future__ import annotations

import dataclasses
import datetime as dt

from bot.answers.model import Answered, Match, NotCovered, Quote, WordMatch
from bot.answers.reasons import Unmentioned
from bot.discord_bot.views.answer import Showing
from bot.documents.model import SHOWN_HASH, Citation, Facts, Passage, Sentence, Span
from bot.search.ranking.weights import Feature
from bot.store.protocol import KeptDocument

ASKER = 80351110224678912
INDEX = "f54dc123aa00bb11"

PARAGRAPHS = (
    "The meeting took place in Tokyo. Nobody was late.",
    "In January, Japan agreed to purchase 400 Tomahawk missiles. The cost was $1.7 billion.",
    "Typically, meetings like this occur regularly.",
)
TEXT = "\n\n".join(PARAGRAPHS)
DOCUMENT = KeptDocument(
    id="minutes",
    name="minutes.md",
    format="markdown",
    title="U.S.–Japan 2+2 meeting",
    facts=Facts(date=dt.date(2024, 7, 28), url="https://example.org/2plus2"),
    hash="96b8b6df0123456789abcdef" + "0" * 40,
    content="",
    signature=(0, 0, 0, 0),
    characters=len(TEXT),
    passages=3,
    blocks=3,
    terms=30,
    turns=0,
)


def cite(start: int, end: int) -> Citation:
    """Return the citation of a range of the document, whose paragraphs have a few sentences each."""
    span = Span(start=start, end=end)
    starts = [TEXT.index(paragraph) for paragraph in PARAGRAPHS]
    touched = [
        at
        for at, begin in enumerate(starts, start=1)
        if begin < end and start < begin + len(PARAGRAPHS[at - 1])
    ]
    sentences = span.of(TEXT).count(". ") + 1
    return Citation(
        document=DOCUMENT.id,
        hash=DOCUMENT.hash[:SHOWN_HASH],
        span=span,
        title=DOCUMENT.title,
        date=DOCUMENT.facts.date,
        url=DOCUMENT.facts.url,
        paragraphs=(touched[0], touched[-1]),
        sentences=(1, sentences),
    )


def passage(paragraph: int) -> Passage:
    """Return a paragraph of the document, from 1, as a passage."""
    text = PARAGRAPHS[paragraph - 1]
    start = TEXT.index(text)
    return Passage(text=text, sentences=_one(text), citation=cite(start, start + len(text)))


def passage_of(text: str) -> Passage:
    """Return a passage of some other text, cited as the second paragraph."""
    return dataclasses.replace(passage(2), text=text, sentences=_one(text))


def cited_as(quote: Quote, **changes: object) -> Quote:
    """Return a quote whose citation says something else; the speaker and the time are its sentences'."""
    spoken = {name: changes[name] for name in ("speaker", "time") if name in changes}
    sentences = tuple(dataclasses.replace(one, **spoken) for one in quote.passage.sentences)  # type: ignore[arg-type]
    citation = dataclasses.replace(quote.passage.citation, **changes)  # type: ignore[arg-type]
    passage = dataclasses.replace(quote.passage, citation=citation, sentences=sentences)
    return dataclasses.replace(quote, passage=passage)


def _one(text: str) -> tuple[Sentence, ...]:
    return (Sentence(span=Span(start=0, end=len(text)), block=0),)


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
