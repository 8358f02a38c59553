from __future__ import annotations

import dataclasses
import itertools
import sys
from typing import TYPE_CHECKING, Any

import pytest

from bot.answers.model import Match, NothingAsked, WordMatch
from bot.answers.reasons import Greeted
from bot.discord_bot.custom_ids import Action, AnswerPress, CitationPress, Page, parse
from bot.discord_bot.texts.catalogue import ENGLISH
from bot.discord_bot.texts.japanese import JAPANESE
from bot.discord_bot.views.answer import answer_view, quote_shown
from bot.discord_bot.views.passage import surroundings
from bot.documents.model import Span
from bot.search.ranking.weights import Feature
from tests.discord_bot.views.discord_markdown import read, seen
from tests.discord_bot.views.examples import (
    INDEX,
    TEXT,
    answered,
    cite,
    cited_as,
    not_covered,
    passage,
    passage_of,
    quote,
    showing,
)
from tests.discord_bot.views.payloads import assert_sendable, back, buttons, texts, whole_text

if TYPE_CHECKING:
    from types import FrameType

    import discord

    from bot.answers.model import Answer
    from bot.discord_bot.texts.catalogue import Texts

BEST = quote(
    passage(2),
    strong="In January, Japan agreed to purchase 400 Tomahawk missiles.",
    matches=("Tomahawk", "missiles"),
)
QUOTED = (
    "> **In January, Japan agreed to purchase 400 __Tomahawk__ __missiles__.** The cost was $1.7 billion."
)
SECOND = quote(passage(1), rank=2, score=2.0)
THIRD = quote(passage(3), rank=3, score=1.0)


def shown(answer: Answer, language: Texts = ENGLISH, **changes: object) -> discord.ui.LayoutView:
    look = showing(**changes)
    quote = quote_shown(answer, look)
    context = surroundings(quote.citation, quote.passage.text, TEXT) if quote else None
    view = answer_view(answer, look, context=context, texts=language)
    assert_sendable(view)
    return view


def turned(press: AnswerPress, **changes: object) -> dict[str, Any]:
    """Return the changes to a showing that a press asks for."""
    asked = {name: getattr(press, name) for name in ("page", "rank", "text_page", "closest")}
    return asked | changes


def press(view: discord.ui.LayoutView, label: str) -> AnswerPress:
    found = parse(buttons(view)[label]["custom_id"])
    assert isinstance(found, AnswerPress)
    return found


def test_an_answer_is_the_quote_then_its_citation() -> None:
    assert texts(shown(answered(BEST))) == [
        "-# “How many Tomahawk missiles?”",
        QUOTED,
        (
            "— U.S.–Japan 2+2 meeting, 28 July 2024, paragraph 2, sentences 1–2\n"
            f"`{passage(2).citation.id}` · [Open at the quote](<https://example.org/2plus2#:~:text="
            "In%20January%2C%20Japan%20agreed%20to,The%20cost%20was%20%241.7%20billion.>)"
        ),
    ]


def test_the_words_that_answer_are_set_off_in_the_best_sentence() -> None:
    start = BEST.passage.text.index("400")
    asked = dataclasses.replace(BEST, answer=Span(start=start, end=start + 10))
    assert texts(shown(answered(asked)))[1] == QUOTED.replace("400 __Tomahawk__", "*400 __Tomaha__*__wk__")
    whole = dataclasses.replace(BEST, answer=BEST.best_sentence)
    assert texts(shown(answered(whole)))[1].startswith("> ***In January")


def test_the_words_around_a_quote_are_japanese_and_the_quote_is_not() -> None:
    assert texts(shown(answered(BEST), JAPANESE))[1:] == [
        QUOTED,
        (
            "— U.S.–Japan 2+2 meeting、2024年7月28日、第2段落、第1〜2文\n"
            f"`{passage(2).citation.id}` · [引用箇所を開く](<https://example.org/2plus2#:~:text="
            "In%20January%2C%20Japan%20agreed%20to,The%20cost%20was%20%241.7%20billion.>)"
        ),
    ]


def test_a_transcript_is_cited_by_speaker_and_time_first() -> None:
    spoken = cited_as(BEST, speaker="Ms *Kamikawa*", time=845, url=None)
    where, _ = seen(texts(shown(answered(spoken)))[2]).splitlines()
    assert where == "— Ms *Kamikawa*, 0:14:05, U.S.–Japan 2+2 meeting, 28 July 2024"


def test_headings_and_pages_stand_before_the_paragraph() -> None:
    long = cited_as(BEST, headings=("Minutes", "3. *Budget*", "x" * 500), page=(2, 3), url=None)
    where, _ = seen(texts(shown(answered(long)))[2]).splitlines()
    assert "28 July 2024, 3. *Budget* › xxx" in where
    assert where.endswith("x…, pages 2–3, paragraph 2, sentences 1–2")
    assert len(where) < 250


def test_a_title_from_right_to_left_does_not_reorder_its_citation() -> None:
    titled = cited_as(BEST, title="שמש", url=None)
    assert texts(shown(answered(titled)))[2].startswith("— \u2068שמש\u2069, 28 July 2024")


def test_repeats_are_named_without_identifiers() -> None:
    elsewhere = cite(0, 10)
    others = [dataclasses.replace(elsewhere, document=f"other-{at}", title=f"Other {at}") for at in range(5)]
    few = (passage(3).citation, elsewhere, others[0])
    repeated = dataclasses.replace(BEST, passage=dataclasses.replace(BEST.passage, repeats=few))
    text = whole_text(shown(answered(repeated)))
    assert "-# Also in paragraph 3, paragraph 1, Other 0 (paragraph 1)" in text
    assert text.count("@") == 1
    many = dataclasses.replace(BEST, passage=dataclasses.replace(BEST.passage, repeats=(*few, *others[1:])))
    assert "Other 0 (paragraph 1), Other 1 (paragraph 1), and in 3 others" in whole_text(
        shown(answered(many))
    )


def test_the_buttons_of_a_public_answer() -> None:
    found = buttons(shown(answered(BEST, SECOND, THIRD), rank=2))
    assert list(found) == ["Previous", "Next", "Context", "Why this?"]
    assert not any(button["disabled"] for button in found.values())


def test_a_private_answer_can_be_shared() -> None:
    view = shown(answered(BEST), private=True)
    assert list(buttons(view)) == ["Context", "Why this?", "Share"]
    assert press(view, "Share").action is Action.SHARE


@pytest.mark.parametrize(("rank", "label"), [(1, "Previous"), (3, "Next"), (-5, "Previous"), (99, "Next")])
def test_there_is_no_way_beyond_the_ends(rank: int, label: str) -> None:
    assert buttons(shown(answered(BEST, SECOND, THIRD), rank=rank))[label]["disabled"]


def test_next_leads_to_the_next_passage() -> None:
    answer = answered(BEST, SECOND)
    view = shown(answer, **turned(press(shown(answer), "Next")))
    assert back(view).identifier == passage(1).citation.id
    assert "Passage 2 of 2" in whole_text(view)


def test_the_context_sets_the_passage_off() -> None:
    text = whole_text(shown(answered(BEST), page=Page.CONTEXT))
    assert "Nobody was late." in text
    assert (
        "> **In January, Japan agreed to purchase 400 Tomahawk missiles. The cost was $1.7 billion.**" in text
    )


def test_the_context_of_a_part_is_its_paragraph() -> None:
    citation = cite(51, 110)
    part = dataclasses.replace(passage_of(citation.span.of(TEXT)), citation=citation)
    text = whole_text(shown(answered(quote(part)), page=Page.CONTEXT))
    assert "missiles.** The cost" in text
    assert "Nobody" not in text


def test_what_is_not_covered_is_said_with_the_reason_alone() -> None:
    assert texts(shown(not_covered(BEST))) == [
        "-# “Who bakes sourdough?”",
        "**Not covered.** Nothing in the documents mentions bakes or sourdough.",
    ]


@pytest.mark.parametrize("page", Page)
@pytest.mark.parametrize("language", [ENGLISH, JAPANESE])
def test_what_is_not_covered_never_shows_a_passage(page: Page, language: Texts) -> None:
    text = whole_text(shown(not_covered(BEST, SECOND), language, page=page, rank=2))
    assert "missiles" not in text
    assert "Nobody" not in text
    assert "@" not in text


def test_closest_passages_open_by_a_button_and_say_what_they_are() -> None:
    answer = not_covered(BEST, SECOND)
    opened = press(shown(answer), "Show closest passages")
    assert opened.action is Action.OPEN_CLOSEST
    for language in (ENGLISH, JAPANESE):
        view = shown(answer, language, **turned(opened, private=True))
        assert "closest" in texts(view)[0].lower()
        assert back(view).identifier == passage(2).citation.id
        assert language.share not in buttons(view)


def test_without_closest_passages_there_is_no_button() -> None:
    assert not buttons(shown(not_covered()))


def test_closest_pages_of_what_is_covered_by_now_are_the_answer() -> None:
    assert "closest" not in whole_text(shown(answered(BEST), closest=True)).lower()


def test_a_passage_too_long_for_one_message_is_paged() -> None:
    words = [f"word{number}" for number in range(1500)]
    answer = answered(quote(passage_of(" ".join(words))))
    view = shown(answer)
    read_words: list[str] = []
    while True:
        read_words += seen(next(text for text in texts(view) if text.startswith("> "))).split()
        assert back(view).identifier == passage(2).citation.id
        if buttons(view)["Page on"]["disabled"]:
            break
        view = shown(answer, **turned(press(view, "Page on")))
    assert read_words == words


def test_a_long_question_is_clipped_and_loses_the_buttons_that_need_it() -> None:
    view = shown(answered(BEST, SECOND, question="why " * 900), private=True)
    assert back(view).question is None
    presses = [parse(button["custom_id"]) for button in buttons(view).values()]
    assert [type(one) for one in presses] == [CitationPress, CitationPress]


@pytest.mark.parametrize("identifier", [1, 301, 1500])
@pytest.mark.parametrize("page", Page)
@pytest.mark.parametrize("language", [ENGLISH, JAPANESE])
def test_the_most_that_can_come_together_fits(identifier: int, page: Page, language: Texts) -> None:
    long = "*" * 10_000
    known_by = f"@{'0' * 16}:51-137"
    document = "d" * max(1, identifier - len(known_by))
    words = tuple(
        WordMatch(asked=f"{at}{long}", found=long, match=Match.RELATED, share=0.1) for at in range(30)
    )
    for text, question in itertools.product(("議" * 290, long), ("*" * 755, "議" * 755)):
        most = cited_as(
            dataclasses.replace(quote(passage_of(text)), words=words, features=dict.fromkeys(Feature, 0.5)),
            document=document,
            title=long,
            headings=(long,) * 3,
            page=(9999, 10**4),
            paragraphs=(999_999, 10**6),
            speaker=long,
        )
        citation = most.citation
        repeats = tuple(dataclasses.replace(citation, document=f"d{at}") for at in range(9))
        most = dataclasses.replace(most, passage=dataclasses.replace(most.passage, repeats=repeats))
        several = answered(most, most, most, question=question)
        for answer in (
            dataclasses.replace(several, sure=False, tied=3),
            dataclasses.replace(several, sure=False, tied=3, taken_with="*" * 800),
            not_covered(most, most, question=question),
        ):
            changes: dict[str, Any] = {
                "page": page,
                "closest": True,
                "private": True,
                "shared_by": 2**63,
                "outdated": True,
            }
            view = shown(answer, language, **changes)
            assert back(view).identifier == citation.id
            assert identifier > 300 or back(view).question == question
            assert back(view).taken_with in {None, answer.taken_with}


@pytest.mark.parametrize("language", [ENGLISH, JAPANESE])
@pytest.mark.parametrize("taken_with", [None, "", "*" * 800])
def test_the_longest_refusal_fits(taken_with: str | None, language: Texts) -> None:
    refusal = not_covered(question="*" * 755)
    refusal = dataclasses.replace(refusal, suggestions=("*" * 10_000,) * 9, taken_with=taken_with)
    view = shown(refusal, language, private=True, shared_by=2**63, outdated=True)
    assert back(view).identifier is None
    assert back(view).question == refusal.question


def test_a_question_is_read_back_with_all_its_marks() -> None:
    question = "what's `this`: *a_b* <@123> \u202e https://x.example?"
    view = shown(answered(BEST, question=question))
    assert back(view).question == question
    assert "link" not in {style for run in read(texts(view)[0]) for style in run.styles}


def test_who_shared_an_answer_is_read_back() -> None:
    view = shown(answered(BEST), shared_by=42)
    assert "-# Shared by <@42>" in texts(view)
    assert back(view).shared_by == 42


def test_an_outdated_answer_says_so() -> None:
    assert "-# The documents have changed since this was asked." in texts(
        shown(answered(BEST), outdated=True)
    )


def test_a_greeting_is_answered_kindly() -> None:
    answer = NothingAsked(question="hi", reason=Greeted(), index=INDEX)
    assert texts(shown(answer)) == [ENGLISH.greeted]
    assert texts(shown(answer, JAPANESE)) == [JAPANESE.greeted]


def test_an_answer_is_drawn_by_few_files() -> None:
    entered: set[str] = set()

    def note(frame: FrameType, *_: object) -> None:
        if "discord_bot" in frame.f_code.co_filename and "tests" not in frame.f_code.co_filename:
            entered.add(frame.f_code.co_filename)

    look = showing()
    sys.setprofile(note)
    try:
        answer_view(answered(BEST, SECOND), look, texts=ENGLISH)
    finally:
        sys.setprofile(None)
    assert 0 < len(entered) <= 12
