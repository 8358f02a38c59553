from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answers.model import NothingAsked
from bot.answers.reasons import Blank, Unmentioned
from bot.documents.model import Span
from bot.terminal.answers import rendered, shares
from bot.terminal.blocks import Style

if TYPE_CHECKING:
    from bot.answers.model import Answered, NotCovered, Quote
    from bot.terminal.blocks import Block


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks]


def test_an_answer_is_the_passage_then_its_citation_then_its_identifier(
    answered: Answered, quote: Quote
) -> None:
    assert texts(rendered(answered)) == [
        quote.passage.text,
        "[1] The treaty, paragraph 1, sentences 1–2",
        f"    {quote.passage.citation.id}",
    ]


def test_the_best_sentence_is_set_off_and_matched_words_are_marked(answered: Answered) -> None:
    passage = rendered(answered)[0]
    assert passage.quoted
    assert passage.marks == (
        (Span(start=0, end=22), Style.STRONG),
        (Span(start=4, end=10), Style.MATCH),
        (Span(start=15, end=21), Style.MATCH),
    )


def test_repeats_are_named_beneath(answered: Answered, quote: Quote) -> None:
    again = replace(quote.passage, repeats=(replace(quote.passage.citation, paragraphs=(4, 4)),))
    answer = replace(answered, quotes=(replace(quote, passage=again),))
    assert texts(rendered(answer))[-1] == "    Also in paragraph 4"


def test_quotes_that_were_shown_before_are_left_out(answered: Answered, quote: Quote) -> None:
    answer = replace(answered, quotes=(quote, replace(quote, rank=2)))
    assert [text for text in texts(rendered(answer, after_rank=1)) if text.startswith("[")] == [
        "[2] The treaty, paragraph 1, sentences 1–2"
    ]


def test_a_refusal_says_why_and_keeps_the_closest_passages_apart(not_covered: NotCovered) -> None:
    first, _, heading, *_ = texts(rendered(not_covered))
    assert first == "Not covered: nothing in the documents mentions bread."
    assert heading.startswith("Closest passages, which are not an answer")


def test_a_refusal_without_closest_passages_is_one_line(not_covered: NotCovered) -> None:
    assert texts(rendered(replace(not_covered, closest=()))) == [
        "Not covered: nothing in the documents mentions bread."
    ]


def test_when_nothing_was_asked_the_reason_replies() -> None:
    assert texts(rendered(NothingAsked(question=" ", reason=Blank(), index="x"))) == [
        "Ask a question about the documents, in your own words."
    ]


def test_a_question_echoed_in_a_reason_cannot_act_on_the_terminal(not_covered: NotCovered) -> None:
    refusal = rendered(replace(not_covered, reason=Unmentioned(words=("\x1b[31mred",))))[0]
    assert "\x1b" not in refusal.text


def test_shares_are_listed_greatest_first_with_their_part_of_the_score(quote: Quote) -> None:
    heading, *rows = texts(shares(quote))
    assert heading == "Passage 1 scores 2.00:"
    assert [row.split()[:3] for row in rows] == [["treaty", "1.50", "75%"], ["sign", "0.50", "25%"]]


def test_the_words_that_answer_have_a_mark_of_their_own(answered: Answered, quote: Quote) -> None:
    answer = replace(answered, quotes=(replace(quote, answer=Span(start=15, end=21)),))
    assert rendered(answer)[0].marks[-1] == (Span(start=15, end=21), Style.ANSWER)


def test_what_a_question_was_taken_with_stands_first(answered: Answered, not_covered: NotCovered) -> None:
    for answer in (
        replace(answered, taken_with="and\x1b before?"),
        replace(not_covered, taken_with="and\x1b before?"),
        replace(not_covered, closest=(), taken_with="and\x1b before?"),
    ):
        assert texts(rendered(answer))[0] == "Taken with: and␛ before?"
