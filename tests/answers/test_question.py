from __future__ import annotations

import pytest

from bot.answers.question import is_greeting


@pytest.mark.parametrize(
    "message",
    [
        "hi",
        "Hello!",
        "hey there",
        "HI BOT",
        "good morning",
        "Good evening everyone :)",
        "thanks",
        "Thank you!",
        "thank you all",
        "ok",
        "bye",
        "hello, how are you?",
        "how are you?",
        "what's up",
        "hello what's up",
        "hello what’s up",
        "  hi  ",
        "\N{WAVING HAND SIGN} hello",
    ],
)
def test_a_message_that_only_greets_is_a_greeting(message: str) -> None:
    assert is_greeting(message)


@pytest.mark.parametrize(
    "message",
    [
        "",
        "?",
        "\N{WAVING HAND SIGN}",
        "what is it",
        "hello kitty",
        "hi, who met in Tokyo?",
        "thanks, and where was it?",
        "good relations",
        "Hi-tech",
        "the meeting is ok",
    ],
)
def test_a_message_that_asks_anything_is_no_greeting(message: str) -> None:
    assert not is_greeting(message)
