from __future__ import annotations

import dataclasses

from bot.discord_bot.custom_ids import DocumentsPress, parse
from bot.discord_bot.texts.catalogue import ENGLISH
from bot.discord_bot.texts.japanese import JAPANESE
from bot.discord_bot.views.documents import documents_view
from tests.discord_bot.views.examples import ASKER, DOCUMENT
from tests.discord_bot.views.payloads import assert_sendable, buttons, texts, whole_text


def test_a_list_of_documents_is_turned_by_pages() -> None:
    many = [dataclasses.replace(DOCUMENT, id=f"minutes-{at}") for at in range(20)]
    view = documents_view(many, page=2, asker=ASKER, texts=ENGLISH)
    assert_sendable(view)
    assert "### Documents (20)" in texts(view)
    assert "**U.S.–Japan 2+2 meeting**\n-# `minutes-8` · 28 July 2024 · paragraphs: 3" in texts(view)
    turned = [parse(button["custom_id"]) for button in buttons(view).values()]
    assert turned == [DocumentsPress(page=1, asker=ASKER), DocumentsPress(page=3, asker=ASKER)]


def test_one_page_of_documents_has_no_buttons() -> None:
    assert not buttons(documents_view([DOCUMENT], page=1, asker=ASKER, texts=JAPANESE))


def test_a_transcript_has_turns() -> None:
    transcript = dataclasses.replace(DOCUMENT, turns=7)
    assert "turns: 7" in whole_text(documents_view([transcript], page=1, asker=ASKER, texts=ENGLISH))
