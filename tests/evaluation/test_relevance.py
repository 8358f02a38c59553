from __future__ import annotations

import pytest

from bot.answers.model import Quote
from bot.documents.model import Span
from bot.documents.passages import passages
from bot.evaluation.question_set import Question
from bot.evaluation.relevance import holds, rank_of_right, right_sentence
from tests.libraries import document_of


def quotes_of(*texts: str) -> list[Quote]:
    """Return quotes of one passage each, in order, the first sentence of each the best."""
    return [
        Quote(
            rank=rank,
            score=1,
            features={},
            words=(),
            passage=passage,
            best_sentence=passage.sentences[0],
            matches=(),
        )
        for rank, passage in enumerate(passages([document_of("\n\n".join(texts))]), start=1)
    ]


def asking(*gold: str) -> Question:
    return Question(text="Who?", gold=gold, line=1)


@pytest.mark.parametrize(
    ("text", "gold"),
    [
        ("Bread rises slowly.", "rises"),
        ("Bread rises slowly.", "BREAD  Rises"),
        ("Bread\nrises\tslowly.", "rises slowly"),
        ("Austin’s “plan”", 'austin\'s "plan"'),
        ("Austin's plan", "AUSTIN’S"),
        ("It is said that bread rises.", "It is said that bread rises. Slowly, though."),
        ("Straße", "STRASSE"),
    ],
)
def test_a_text_holds_gold_whatever_its_case_space_and_quotation_marks(text: str, gold: str) -> None:
    assert holds(text, [gold])


@pytest.mark.parametrize(
    ("text", "gold"),
    [
        ("Bread rises.", "bread falls"),
        ("Bread rises.", "breadrises"),
        ("a", ""),
        ("Bread.", "Bread. It rises."),
    ],
)
def test_a_text_does_not_hold_what_it_does_not_say(text: str, gold: str) -> None:
    assert not holds(text, [gold] if gold else [])


def test_any_one_of_the_gold_texts_is_enough() -> None:
    assert holds("Bread rises.", ["soup", "rises"])


def test_the_rank_is_that_of_the_first_right_quote() -> None:
    quotes = quotes_of("Soup simmers.", "Bread rises.", "Old bread rises.")
    assert rank_of_right(asking("simmers"), quotes) == 1
    assert rank_of_right(asking("bread rises"), quotes) == 2
    assert rank_of_right(asking("cake"), quotes) is None
    assert rank_of_right(asking("cake"), []) is None


def test_the_right_sentence_is_looked_for_in_the_first_quote_only() -> None:
    quotes = quotes_of("Soup simmers. It is hot.", "Bread rises.")
    assert quotes[0].best_sentence == Span(start=0, end=13)
    assert right_sentence(asking("simmers"), quotes)
    assert not right_sentence(asking("it is hot"), quotes)
    assert not right_sentence(asking("bread rises"), quotes)
    assert not right_sentence(asking("simmers"), [])
