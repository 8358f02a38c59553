from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.answers.model import NothingAsked
from bot.answers.reasons import Blank, Unmentioned
from bot.documents.model import Span
from bot.terminal.answers import described, rendered, repeats
from bot.terminal.output import Style

if TYPE_CHECKING:
    from bot.answers.model import Answered, NotCovered, Quote
    from bot.documents.model import Citation
    from bot.terminal.output import Line


def texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


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


def test_the_headings_above_a_quote_stand_above_it_and_in_its_citation(
    answered: Answered, quote: Quote
) -> None:
    citation = replace(quote.passage.citation, headings=("3. Budget", "Rates\x1b"))
    beneath = replace(quote, passage=replace(quote.passage, citation=citation))
    path, passage, cited, _ = rendered(replace(answered, quotes=(beneath,)))
    assert (path.text, path.style) == ("3. Budget › Rates␛", Style.ASIDE)
    assert passage.text == quote.passage.text
    assert cited.text == "[1] The treaty, 3. Budget › Rates␛, paragraph 1, sentences 1–2"


def test_of_a_transcript_the_speaker_and_the_time_of_the_best_sentence_stand_first(
    answered: Answered, quote: Quote
) -> None:
    first, second = quote.passage.sentences
    said = (replace(first, speaker="Ann", time=5), replace(second, speaker="Lynne Neagle", time=751))
    spoken = replace(quote, passage=replace(quote.passage, sentences=said), best_sentence=second.span)
    assert texts(rendered(replace(answered, quotes=(spoken,))))[1] == "[1] Lynne Neagle, 0:12:31, The treaty"


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


def test_an_unsure_answer_says_so_right_before_its_quotes(answered: Answered, quote: Quote) -> None:
    unsure = replace(answered, sure=False, taken_with="before?")
    first, doubt, passage, *_ = texts(rendered(unsure))
    assert first == "Taken with: before?"
    assert doubt == "I am not sure that this answers it; the closest passage I have:"
    assert passage == quote.passage.text
    several = replace(unsure, quotes=(quote, replace(quote, rank=2)))
    assert "I am not sure that these answer it; the closest passages I have:" in texts(rendered(several))


def test_passages_that_match_alike_are_said_to(answered: Answered, quote: Quote) -> None:
    answer = replace(answered, quotes=(quote, replace(quote, rank=2), replace(quote, rank=3)), tied=2)
    assert texts(rendered(answer))[0] == (
        "The first 2 passages match too much alike to tell which answers best."
    )
    one = replace(answered, tied=3)
    assert texts(rendered(one)) == texts(rendered(answered))


def test_a_tie_stands_before_the_doubt(answered: Answered, quote: Quote) -> None:
    answer = replace(answered, quotes=(quote, replace(quote, rank=2)), tied=2, sure=False)
    tie, doubt, *_ = texts(rendered(answer))
    assert "alike" in tie
    assert "not sure" in doubt


def test_more_quotes_do_not_say_again_what_was_said_before(answered: Answered, quote: Quote) -> None:
    three = (quote, replace(quote, rank=2), replace(quote, rank=3))
    answer = replace(answered, quotes=three, tied=2, sure=False)
    assert texts(rendered(answer, after_rank=2))[0] == quote.passage.text
    assert "alike" in texts(rendered(answer, after_rank=1))[0]


def test_questions_that_could_be_asked_stand_beneath_the_reason_once(not_covered: NotCovered) -> None:
    asked = ("Who signed\nthe treaty?", "How many\x1b parts has it?")
    for refusal in (not_covered, replace(not_covered, closest=())):
        said = texts(rendered(replace(refusal, suggestions=asked)))
        assert said[1:4] == ["You could ask:", "  Who signed the treaty?", "  How many␛ parts has it?"]
    again = rendered(replace(not_covered, suggestions=asked), after_rank=1)
    assert "You could ask:" not in texts(again)


@pytest.fixture
def minutes(citation: Citation) -> Citation:
    return replace(
        citation,
        document="minutes",
        title="Minutes",
        date=dt.date(2024, 7, 8),
        paragraphs=(3, 3),
        sentences=(1, 2),
    )


def test_a_citation_reads_like_a_persons(minutes: Citation) -> None:
    assert described(minutes) == "Minutes, 8 July 2024, paragraph 3, sentences 1–2"


def test_a_citation_without_a_date_leaves_it_out(minutes: Citation) -> None:
    assert described(replace(minutes, date=None, sentences=(2, 2))) == "Minutes, paragraph 3, sentence 2"


def test_headings_and_pages_stand_between_document_and_paragraph(minutes: Citation) -> None:
    paged = replace(minutes, headings=("3. Budget", "Rates"), page=(2, 3))
    assert (
        described(paged) == "Minutes, 8 July 2024, 3. Budget › Rates, pages 2–3, paragraph 3, sentences 1–2"
    )


def test_a_heading_that_says_the_title_again_is_left_out(
    minutes: Citation, answered: Answered, quote: Quote
) -> None:
    assert described(replace(minutes, headings=("MINUTES", "3. Budget"))) == (
        "Minutes, 8 July 2024, 3. Budget, paragraph 3, sentences 1–2"
    )
    again = replace(quote.passage.citation, headings=("The treaty",))
    beneath = replace(quote, passage=replace(quote.passage, citation=again))
    assert texts(rendered(replace(answered, quotes=(beneath,)))) == texts(rendered(answered))


def test_a_citation_of_a_transcript_begins_with_who_and_when(minutes: Citation) -> None:
    spoken = replace(minutes, speaker="Lynne Neagle", time=751)
    assert described(spoken) == "Lynne Neagle, 0:12:31, Minutes, 8 July 2024"
    assert described(replace(spoken, speaker=None)) == "0:12:31, Minutes, 8 July 2024"


def test_without_times_a_turn_is_cited_as_a_paragraph(minutes: Citation) -> None:
    spoken = replace(minutes, speaker="Grad G", date=None)
    assert described(spoken) == "Grad G, Minutes, paragraph 3, sentences 1–2"


def test_a_title_cannot_act_on_the_terminal(minutes: Citation) -> None:
    assert "\x1b" not in described(replace(minutes, title="\x1b[2J", speaker="\x1b", headings=("\x1b",)))


def test_a_long_heading_is_cut(minutes: Citation) -> None:
    assert len(described(replace(minutes, headings=("x" * 4000,)))) < 160


def test_repeats_name_the_other_places_without_identifiers(minutes: Citation) -> None:
    here = replace(minutes, paragraphs=(6, 6))
    elsewhere = replace(minutes, document="annex", title="Annex", paragraphs=(1, 2))
    assert repeats(minutes, [here, elsewhere]) == "Also in paragraph 6; Annex, paragraphs 1–2"


def test_a_repeat_in_a_transcript_is_named_by_its_time(minutes: Citation) -> None:
    assert repeats(minutes, [replace(minutes, time=3600)]) == "Also in 1:00:00"


def test_beyond_three_places_the_others_are_counted(minutes: Citation) -> None:
    others = [replace(minutes, paragraphs=(number, number)) for number in range(4, 10)]
    assert repeats(minutes, others) == "Also in paragraph 4; paragraph 5; paragraph 6 and in 3 others"
    assert repeats(minutes, others[:4]).endswith("paragraph 6 and in 1 other")
