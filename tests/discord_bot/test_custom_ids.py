from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, strategies as st

from bot.discord_bot.buttons import PressButton, button
from bot.discord_bot.custom_ids import (
    Action,
    AnswerPress,
    CitationPress,
    DocumentsPress,
    Forged,
    Page,
    digest,
    pack,
    parse,
)
from tests.discord_bot.views.payloads import CUSTOM_ID

numbers = st.integers(0, 99_999)
people = st.integers(0, 2**64 - 1)
presses = (
    st.builds(
        AnswerPress,
        action=st.sampled_from(Action),
        page=st.sampled_from(Page),
        closest=st.booleans(),
        index=st.text().map(digest),
        scope=st.just("0") | st.text().map(digest),
        rank=numbers,
        passages=numbers,
        text_page=numbers,
        asker=people,
    )
    | st.builds(
        CitationPress,
        action=st.sampled_from([Action.TURN, Action.SHARE]),
        text_page=numbers,
        asker=people,
    )
    | st.builds(DocumentsPress, page=numbers, asker=people)
)


@given(presses)
def test_a_press_is_read_back(press: AnswerPress | CitationPress | DocumentsPress) -> None:
    custom_id = pack(press)
    assert len(custom_id) <= CUSTOM_ID
    assert parse(custom_id) == press
    assert button("x", press).custom_id == custom_id


@given(
    st.text()
    | st.from_regex(r"mb[0-9]:[a-z0-9:]{0,60}", fullmatch=True)
    | presses.map(pack).map(lambda one: one[:-1])
)
def test_whatever_is_sent_is_read_without_a_fault(custom_id: str) -> None:
    assert isinstance(parse(custom_id), AnswerPress | CitationPress | DocumentsPress | Forged)


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "mb1:",
        "mb2:atq0:f54dc123:0:1:3:0:1",
        "mb1:axq0:f54dc123:0:1:3:0:1",
        "mb1:atq0:f54dc123:0:1:3:0:",
        "mb1:atq0:f54dc123:0:999999:3:0:1",
        "mb1:atq0:f54dc123:0:-1:3:0:1",
        "mb1:atq0:f54dc123:0:1:3:0:1\n",
        "mb1:d:\u0661:1",
        "mb1:co:1:1",
    ],
)
def test_what_this_version_never_gives_out_is_forged(custom_id: str) -> None:
    assert parse(custom_id) == Forged()


def test_a_pressed_button_is_made_from_its_custom_id_alone() -> None:
    custom_id = pack(DocumentsPress(page=2, asker=7))
    match = PressButton.__discord_ui_compiled_template__.fullmatch(custom_id)
    assert match is not None
    interaction = item = None
    made = asyncio.run(PressButton.from_custom_id(interaction, item, match))  # type: ignore[arg-type]
    assert made.press == DocumentsPress(page=2, asker=7)
    assert made.is_persistent()


def test_other_bots_buttons_are_not_ours() -> None:
    assert not PressButton.__discord_ui_compiled_template__.fullmatch("confirm")
