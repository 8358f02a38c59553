from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest

from bot.discord_bot.custom_ids import ALL_DOCUMENTS, digest
from bot.discord_bot.document_names import DocumentNames, LatestNames, ScopedDocumentGoneError
from bot.discord_bot.views.markdown import CHOICES, LONGEST_CHOICE
from bot.documents.model import Facts
from bot.errors import UnknownDocumentError
from tests.discord_bot.views.examples import DOCUMENT

if TYPE_CHECKING:
    from bot.app import Service
    from bot.store.protocol import KeptDocument


def document(identifier: str, title: str, *, day: int | None = None) -> KeptDocument:
    date = None if day is None else dt.date(2024, 5, day)
    return dataclasses.replace(DOCUMENT, id=identifier, title=title, facts=Facts(date=date))


NAMES = DocumentNames(
    [
        document("2024-05-02-budget", "Budget", day=2),
        document("2024-05-09-budget", "Budget", day=9),
        document("council", "Minutes of the *council*"),
        document("zz-budget", "The ferry’s budget"),
        document("d" * 101, "Too long to be chosen"),
        document("twin-1", "Twins"),
        document("twin-2", "Twins"),
    ]
)


def chosen(typed: str) -> list[str]:
    return [identifier for _, identifier in NAMES.choices(typed)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("BUDGET", ["2024-05-02-budget", "2024-05-09-budget", "zz-budget"]),
        ("the  ferry", ["zz-budget"]),
        ("budget ferry", ["zz-budget"]),
        ("council", ["council"]),
        ("2024-05-09", ["2024-05-09-budget"]),
        ("too long", []),
        ("nothing", []),
    ],
)
def test_a_document_is_completed_by_words_of_its_names(typed: str, found: list[str]) -> None:
    assert chosen(typed) == found


def test_names_that_begin_with_what_was_typed_come_first() -> None:
    many = [document(f"a-{at}-zebra", f"All of {at}") for at in range(100)]
    names = DocumentNames([*many, document("zebra", "Last"), document("x", "Zebra crossings")])
    assert [identifier for _, identifier in names.choices("zebra")][:2] == ["x", "zebra"]
    assert len(names.choices("")) == CHOICES


def test_equal_labels_are_told_apart_and_none_is_too_long() -> None:
    labels = [label for label, _ in NAMES.choices("")]
    assert len(set(labels)) == len(labels)
    assert "twin-1 · Twins" in labels
    assert all(1 <= len(label) <= LONGEST_CHOICE for label in labels)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("council", "council"),
        (" `zz-budget`\n", "zz-budget"),
        ("ZZ-Budget", "zz-budget"),
        ("minutes of the *council*", "council"),
        ("Budget (2024-05-09)", "2024-05-09-budget"),
        ("twin-2 · Twins", "twin-2"),
        ("Twins", None),
        ("Budget", None),
        ("", None),
    ],
)
def test_a_document_is_found_by_identifier_title_and_label(name: str, found: str | None) -> None:
    assert NAMES.find(name) == found


def test_a_button_means_one_document_or_all() -> None:
    assert NAMES.in_scope(ALL_DOCUMENTS) is None
    assert NAMES.in_scope(digest("council")) == "council"
    with pytest.raises(ScopedDocumentGoneError):
        NAMES.in_scope(digest("gone"))


async def test_names_are_those_of_the_library_that_is_asked_about(service: Service) -> None:
    latest, library = LatestNames(), service.current.library
    names = await latest.of(library)
    assert await latest.of(library) is names
    assert await latest.find("Minutes of the harbour board", library) == "minutes"
    with pytest.raises(UnknownDocumentError) as unknown:
        await latest.find("minuets", library)
    assert unknown.value.nearest == ("minutes",)
    (library.folder / "minutes.md").unlink()
    service.refresh()
    assert (await latest.of(service.current.library)).find("minutes") is None
