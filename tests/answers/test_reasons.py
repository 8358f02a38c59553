from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answers.reasons import NotSaid, Scattered, Unmentioned, in_english
from bot.documents.meeting import KINDS

if TYPE_CHECKING:
    from bot.documents.meeting import Kind


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["Sourdough"], "nothing in the documents mentions Sourdough"),
        (["sourdough", "Crust"], "nothing in the documents mentions sourdough or Crust"),
        (["k", "l", "m"], "nothing in the documents mentions k, l or m"),
        (["k", "l", "m", "n"], "nothing in the documents mentions k, l, m or n"),
        (["k", "l", "m", "n", "o"], "nothing in the documents mentions k, l, m or 2 other words"),
        (["x" * 40], f"nothing in the documents mentions {'x' * 40}"),
        (["x" * 41], f"nothing in the documents mentions {'x' * 40}…"),
    ],
)
def test_words_that_nothing_mentions_are_named(words: list[str], reason: str) -> None:
    assert in_english(Unmentioned(words=tuple(words))) == reason


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["Treaty"], "no passage in the documents says enough of Treaty"),
        (["Treaty", "Bread"], "no passage in the documents brings together Treaty and Bread"),
        (["Treaty", "Bread", "Soup"], "no passage in the documents brings together Treaty, Bread and Soup"),
    ],
)
def test_words_that_stand_apart_are_named(words: list[str], reason: str) -> None:
    assert in_english(Scattered(words=tuple(words))) == reason


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_thing_can_be_missing(kind: Kind) -> None:
    reason = in_english(NotSaid(kind=kind))
    assert reason.startswith(("the documents ", "no date "))
    assert not reason.endswith(".")


def test_no_two_kinds_are_missing_in_the_same_words() -> None:
    assert len({in_english(NotSaid(kind=kind)) for kind in KINDS}) == len(KINDS)


def test_what_the_nearest_passage_is_about_is_named() -> None:
    unmentioned = Unmentioned(words=("Mount Fuji",), nearest="the East China Sea")
    assert in_english(unmentioned) == (
        "nothing in the documents mentions Mount Fuji; the nearest is about the East China Sea"
    )
    assert in_english(Scattered(words=("a", "b"), nearest="x" * 50)).endswith(
        f"a and b; the nearest is about {'x' * 40}…"
    )
