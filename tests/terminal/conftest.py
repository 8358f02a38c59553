from __future__ import annotations

import pytest

from bot.answers.model import Answered, Match, NotCovered, Quote, WordMatch
from bot.answers.reasons import Unmentioned
from bot.documents.citing import cite
from bot.documents.model import Document, Paragraph, Passage, Span
from bot.search.ranking.mix import Feature


@pytest.fixture
def document() -> Document:
    text = "The treaty was signed. It has two parts."
    return Document(
        id="treaty", text=text, title="The treaty", paragraphs=(Paragraph(span=Span(start=0, end=len(text))),)
    )


@pytest.fixture
def quote(document: Document) -> Quote:
    """A quote of a whole document, matched by its first sentence."""
    sentences = (Span(start=0, end=22), Span(start=23, end=40))
    return Quote(
        rank=1,
        score=2.0,
        features={Feature.BM25: 1.5, Feature.WORDING: 0.5},
        words=(
            WordMatch(asked="treaty", found="treaty", match=Match.EXACT, share=1.0),
            WordMatch(asked="sign", found="signed", match=Match.FORM, share=0.5),
        ),
        passage=Passage(
            text=document.text,
            sentences=sentences,
            citation=cite(document, Span(start=0, end=len(document.text))),
        ),
        best_sentence=sentences[0],
        matches=(Span(start=4, end=10), Span(start=15, end=21)),
    )


@pytest.fixture
def answered(quote: Quote) -> Answered:
    return Answered(question="who signed the treaty?", coverage=1.0, quotes=(quote,), index="0" * 16)


@pytest.fixture
def not_covered(quote: Quote) -> NotCovered:
    return NotCovered(
        question="bread?",
        coverage=0.0,
        reason=Unmentioned(words=("bread",)),
        closest=(quote,),
        index="0" * 16,
    )
