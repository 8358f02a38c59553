"""Generated texts, answers and libraries, the unlikely ones above all."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from bot.answers.model import Answered, Match, NotCovered, NothingAsked, Quote, WordMatch
from bot.answers.reasons import (
    ApartFromBefore,
    Blank,
    Greeted,
    NothingToLookFor,
    Scattered,
    TooLong,
    Unmentioned,
)
from bot.discord_bot.custom_ids import Page
from bot.discord_bot.views.answer import Showing
from bot.discord_bot.views.quoting import Marked
from bot.documents.model import Citation, Facts, Passage, Sentence, Span
from bot.search.ranking.weights import Feature
from bot.store.protocol import KeptDocument

if TYPE_CHECKING:
    from bot.answers.model import Answer
    from bot.answers.reasons import WhyNotCovered

_MARKUP = st.sampled_from(
    [
        *r"\*_~`|[]()<>@#&:-+.!/⟦⟧ ",
        *("**", "__", "```", "~~", "||", "> ", ">>> ", "# ", "-# ", "- ", "1. ", "\n", "\n\n", "  ", "\t"),
        *("https://x.example/a_b", "](", "<@1>", "<t:1:R>", ":smile:", "@everyone", "U+202E", "word", "7"),
        *(
            "\u202e",
            "\u200b",
            "\u200d",
            "\u2066",
            "😀",
            "👩‍👩‍👧",
            "שלום",
            "é",
            "\u0301",
            "日本語",
            "\x1b",
            "\u2028",
        ),
    ]
)


def markdown_text(longest: int = 60) -> st.SearchStrategy[str]:
    """Return texts made of everything that means something to Discord."""
    return st.lists(_MARKUP, max_size=longest).map("".join)


def any_text(longest: int = 60) -> st.SearchStrategy[str]:
    """Return texts of any kind, now and then far longer than a message."""
    long = st.builds(
        lambda piece, times: piece * times, _MARKUP | st.text(min_size=1, max_size=9), st.integers(1, 10_000)
    )
    return st.text(max_size=longest) | markdown_text(longest) | long.map(lambda text: text[:10_000])


_identifiers = st.text("abcXYZ019_.-é議", min_size=1, max_size=80) | st.integers(1, 1400).map(
    lambda size: "d" * size
)
_numbers = st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)).map(lambda pair: (min(pair), max(pair)))
_urls = st.none() | any_text() | any_text().map(lambda rest: f"https://example.com/{rest}")


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    start = draw(st.integers(0, 10**9))
    return Citation(
        document=draw(_identifiers),
        hash=draw(st.text("0123456789abcdef", min_size=16, max_size=16)),
        span=Span(start=start, end=start + draw(st.integers(1, 10**6))),
        title=draw(any_text()),
        date=draw(st.none() | st.dates()),
        url=draw(_urls),
        paragraphs=draw(_numbers),
        sentences=draw(_numbers),
        headings=tuple(draw(st.lists(any_text(), max_size=4))),
        page=draw(st.none() | _numbers),
        speaker=draw(st.none() | any_text()),
        time=draw(st.none() | st.integers(0, 10**6)),
    )


def sentences(text: str) -> st.SearchStrategy[Sentence]:
    """Return the only sentence of a passage."""
    return st.builds(
        Sentence,
        span=st.just(Span(start=0, end=len(text))),
        block=st.just(0),
        speaker=st.none() | any_text(),
        time=st.none() | st.integers(0, 10**6),
    )


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, max(0, len(text) - 1)))
    return Span(start=start, end=draw(st.integers(start, len(text))))


@st.composite
def match_spans(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=40)))
    return tuple(Span(start=start, end=end) for start, end in zip(edges[::2], edges[1::2], strict=False))


def word_matches() -> st.SearchStrategy[WordMatch]:
    words = any_text(20)
    return st.builds(
        WordMatch, asked=words, found=words, match=st.sampled_from(Match), share=st.floats(0, 1) | st.floats()
    )


@st.composite
def quotes(draw: st.DrawFn, rank: int) -> Quote:
    text = draw(any_text(200)) or "."
    citation = draw(citations())
    passage = Passage(
        text=text,
        sentences=(draw(sentences(text)),),
        citation=citation,
        repeats=tuple(draw(st.lists(citations(), max_size=2))) * draw(st.sampled_from([1, 1, 40])),
    )
    return Quote(
        rank=rank,
        score=draw(st.sampled_from([0.0, 1.0, 2.5]) | st.floats()),
        features=draw(st.dictionaries(st.sampled_from(Feature), st.floats())),
        words=tuple(draw(st.lists(word_matches(), max_size=30))),
        passage=passage,
        best_sentence=draw(spans(text)),
        matches=draw(match_spans(text)),
        answer=draw(st.none() | spans(text)),
    )


def reasons() -> st.SearchStrategy[WhyNotCovered]:
    words = st.lists(any_text(), min_size=1, max_size=6).map(tuple)
    return st.one_of(
        st.builds(Unmentioned, words=words),
        st.builds(Scattered, words=words),
        st.sampled_from([ApartFromBefore(), NothingToLookFor(), TooLong(characters=10**6, limit=4000)]),
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    question = draw(any_text())
    index = draw(st.text("0123456789abcdef", min_size=16, max_size=16) | st.text())
    count = draw(st.integers(1, 3))
    found = tuple(draw(quotes(rank)) for rank in range(1, count + 1))
    taken_with = draw(st.none() | any_text())
    kind = draw(st.sampled_from([Answered, Answered, NotCovered, NothingAsked]))
    if kind is Answered:
        return Answered(
            question=question,
            coverage=1.0,
            quotes=found,
            index=index,
            sure=draw(st.booleans()),
            tied=draw(st.integers(1, count + 1)),
            taken_with=taken_with,
        )
    if kind is NotCovered:
        closest = draw(st.sampled_from([(), found]))
        return NotCovered(
            question=question,
            coverage=0.0,
            reason=draw(reasons()),
            closest=closest,
            index=index,
            suggestions=tuple(draw(st.lists(any_text(), max_size=6))),
            taken_with=taken_with,
        )
    return NothingAsked(question=question, reason=draw(st.just(Blank()) | st.just(Greeted())), index=index)


@st.composite
def showings(draw: st.DrawFn) -> Showing:
    return Showing(
        asker=draw(st.integers(0, 2**63)),
        passages=draw(st.integers(1, 10)),
        document=draw(st.none() | st.text()),
        private=draw(st.booleans()),
        page=draw(st.sampled_from(Page)),
        rank=draw(st.integers(-2, 99_999)),
        text_page=draw(st.integers(0, 12) | st.just(99_999)),
        closest=draw(st.booleans()),
        shared_by=draw(st.none() | st.integers(1, 2**63)),
        outdated=draw(st.booleans()),
    )


@st.composite
def documents(draw: st.DrawFn) -> list[KeptDocument]:
    """Return what is known of a few documents."""
    titles = draw(st.lists(any_text(), max_size=20))
    return [_document(f"{draw(_identifiers)}{at}", title, at) for at, title in enumerate(titles)]


def _document(identifier: str, title: str, turns: int) -> KeptDocument:
    return KeptDocument(
        id=identifier,
        name=f"{identifier}.md",
        format="markdown",
        title=title,
        facts=Facts(date=dt.date(2024, 7, 28)),
        hash="0" * 64,
        content="",
        signature=(0, 0, 0, 0),
        characters=0,
        passages=1,
        blocks=1,
        terms=0,
        turns=turns,
    )


@st.composite
def marked_texts(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> Marked:
    """Return texts with marks on them."""
    text = draw(texts)
    return Marked(
        text=text,
        strong=draw(st.none() | spans(text)),
        answer=draw(st.none() | spans(text)),
        matches=draw(match_spans(text)),
    )


def contexts() -> st.SearchStrategy[Marked | None]:
    """Return the surroundings of a quote, where there are any."""
    return st.none() | marked_texts(any_text(400))
