from __future__ import annotations

import pytest

from bot.answers.model import Answered, Match, NotCovered, Quote, WordMatch
from bot.answers.reasons import Unmentioned
from bot.documents.model import Citation, Passage, Sentence, Span
from bot.search.ranking.weights import Feature

TEXT = "The treaty was signed. It has two parts."


@pytest.fixture
def citation() -> Citation:
    """The citation of a whole document of one paragraph."""
    return Citation(
        document="treaty",
        hash="0123456789abcdef",
        span=Span(start=0, end=len(TEXT)),
        title="The treaty",
        date=None,
        url=None,
        paragraphs=(1, 1),
        sentences=(1, 2),
    )


@pytest.fixture
def quote(citation: Citation) -> Quote:
    """A quote of a whole document, matched by its first sentence."""
    sentences = (
        Sentence(span=Span(start=0, end=22), block=0),
        Sentence(span=Span(start=23, end=40), block=0),
    )
    return Quote(
        rank=1,
        score=2.0,
        features={Feature.BM25: 1.5, Feature.WORDING: 0.5},
        words=(
            WordMatch(asked="treaty", found="treaty", match=Match.EXACT, share=1.0),
            WordMatch(asked="sign", found="signed", match=Match.FORM, share=0.5),
        ),
        passage=Passage(text=TEXT, sentences=sentences, citation=citation),
        best_sentence=sentences[0].span,
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
