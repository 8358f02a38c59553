from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot import __version__
from bot.discord_bot.texts.catalogue import ENGLISH
from bot.discord_bot.texts.japanese import JAPANESE
from bot.discord_bot.views import notices
from bot.discord_bot.views.notices import about_view
from bot.errors import CitationError, CitationFault, UnknownDocumentError
from tests.discord_bot.views.discord_markdown import read
from tests.discord_bot.views.payloads import assert_sendable, texts, whole_text

if TYPE_CHECKING:
    import discord

    from bot.discord_bot.texts.catalogue import Texts

LANGUAGES = pytest.mark.parametrize("language", [ENGLISH, JAPANESE])


def unknown(identifier: str, *nearest: str) -> UnknownDocumentError:
    return UnknownDocumentError("an English sentence", identifier=identifier, nearest=nearest)


def bad(fault: CitationFault) -> CitationError:
    return CitationError("an English sentence", fault=fault, identifier="x@1")


def about(language: Texts, *told: str) -> discord.ui.LayoutView:
    view = about_view(fingerprint="f54dc123", documents=7, notices=told, texts=language)
    assert_sendable(view)
    return view


@LANGUAGES
def test_the_bot_says_what_it_is(language: Texts) -> None:
    text = whole_text(about(language))
    assert all(fact in text for fact in ("`f54dc123`", __version__, "7", "/ask", "/cite", "/documents"))


@LANGUAGES
def test_what_it_cannot_do_at_present_is_said_escaped_and_short(language: Texts) -> None:
    view = about(language, "the *table* <@1>\nis damaged", *["x" * 5000] * 9)
    heading, first, *others = texts(view)[4].splitlines()
    assert heading == language.about_notices
    assert first == r"- the \*table\* \<\@1> is damaged"
    assert 0 < len(others) <= 9
    assert language.about_notices not in whole_text(about(language))


@LANGUAGES
def test_every_notice_can_be_sent(language: Texts) -> None:
    assert_sendable(notices.slow_down(language, seconds=2.2))
    assert_sendable(notices.failure(language, reference="8f3a21"))
    assert_sendable(notices.unknown_document(language, error=unknown("*`" * 5000)))
    for fault in CitationFault:
        assert_sendable(notices.bad_citation(language, error=bad(fault)))


@pytest.mark.parametrize("fault", CitationFault)
def test_what_is_wrong_with_a_citation_is_said(fault: CitationFault) -> None:
    english, japanese = (
        whole_text(notices.bad_citation(one, error=bad(fault))) for one in (ENGLISH, JAPANESE)
    )
    assert english.startswith("`x@1` ")
    assert japanese.startswith("`x@1` ")
    assert not re.search(r"[a-z] [a-z]", japanese)


def test_notices_escape_what_people_typed() -> None:
    view = notices.unknown_document(ENGLISH, error=unknown("**x**`<@1>", "x", "y"))
    assert texts(view) == ["No document is called `**x**<@1>`. Did you mean `x` or `y`?"]
    assert "mention" not in {style for run in read(whole_text(view)) for style in run.styles}
    assert texts(notices.slow_down(ENGLISH, seconds=2.2)) == [
        "That was a lot of questions. Please try again in 3 s."
    ]
