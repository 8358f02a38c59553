from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.errors import FilterError, UnknownDocumentError
from bot.search.filters import EVERYTHING, Filter
from bot.terminal.filter_options import described, first_day, last_day, restriction, speakers_named
from tests.libraries import library_of

if TYPE_CHECKING:
    from pathlib import Path

    from bot.library.snapshot import Snapshot


def dated(date: str, title: str) -> str:
    return f"---\ntitle: {title}\ndate: {date}\n---\nBread was discussed.\n"


@pytest.fixture
def library(tmp_path: Path) -> Snapshot:
    """A library of three documents, in one of which people speak."""
    found = library_of(
        tmp_path,
        {
            "march.md": dated("2026-03-12", "Library board"),
            "july.md": dated("2026-07-28", "Library board, again"),
            "undated.txt": "Bread was eaten.",
        },
    )
    spoken = {"july": ("Lynne Neagle AM", "Ann Jones", "Bob Jones")}
    return replace(
        found, documents=[replace(one, speakers=spoken.get(one.id, ())) for one in found.documents]
    )


def test_no_option_is_no_restriction(library: Snapshot) -> None:
    assert restriction(library) == EVERYTHING


def test_options_make_one_filter_together(library: Snapshot) -> None:
    within = restriction(
        library, documents=["july"], speakers=["lynne neagle am"], since="2026-07-01", until="28 July 2026"
    )
    assert within == Filter(
        documents=frozenset({"july"}),
        speakers=frozenset({"Lynne Neagle AM"}),
        since=dt.date(2026, 7, 1),
        until=dt.date(2026, 7, 28),
    )


@pytest.mark.parametrize("name", ["march", "march.md", "Library board", "library  BOARD"])
def test_a_document_is_named_by_identifier_file_or_title(name: str, library: Snapshot) -> None:
    assert restriction(library, documents=[name]).documents == frozenset({"march"})


def test_an_unknown_document_is_refused_with_the_nearest_names(library: Snapshot) -> None:
    with pytest.raises(UnknownDocumentError, match=r"'marsh'; did you mean march"):
        restriction(library, documents=["marsh"])


def test_a_title_of_several_documents_names_none(tmp_path: Path) -> None:
    files = {"one.md": dated("2026-03-12", "Board"), "two.md": dated("2026-03-13", "Board")}
    with pytest.raises(UnknownDocumentError, match="'Board'"):
        restriction(library_of(tmp_path, files), documents=["Board"])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ann Jones", {"Ann Jones"}),
        ("ann  JONES", {"Ann Jones"}),
        ("Neagle", {"Lynne Neagle AM"}),
        ("neagle lynne", {"Lynne Neagle AM"}),
        ("Jones", {"Ann Jones", "Bob Jones"}),
    ],
)
def test_a_speaker_is_named_whole_or_by_some_names(name: str, found: set[str], library: Snapshot) -> None:
    assert speakers_named([name], library) == found


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ann Johnes", "did you mean Ann Jones or"),
        ("Zyx", "nobody called 'Zyx' speaks"),
        ("", "nobody called ''"),
    ],
)
def test_an_unknown_speaker_is_refused_with_the_nearest_names(
    name: str, said: str, library: Snapshot
) -> None:
    with pytest.raises(FilterError, match=said):
        speakers_named([name], library)


def test_where_nobody_speaks_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(FilterError, match="no document says who speaks"):
        speakers_named(["Ann"], library_of(tmp_path, {"a.txt": "Bread."}))


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026-03-12", "2026-03-12", "2026-03-12"),
        ("12 March 2026", "2026-03-12", "2026-03-12"),
        ("March 12th, 2026", "2026-03-12", "2026-03-12"),
        ("28/07/2026", "2026-07-28", "2026-07-28"),
        ("12.3.2026", "2026-03-12", "2026-03-12"),
        ("March 2026", "2026-03-01", "2026-03-31"),
        ("Feb. 2024", "2024-02-01", "2024-02-29"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        (" 2026 ", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_date_a_month_and_a_year_are_read_as_people_write_them(written: str, first: str, last: str) -> None:
    assert (first_day(written), last_day(written)) == (
        dt.date.fromisoformat(first),
        dt.date.fromisoformat(last),
    )


@pytest.mark.parametrize("written", ["", "soon", "0000", "2026-13-01", "99/99/2026", "\x1b[31m", "x" * 5000])
def test_what_is_no_date_is_refused_on_one_line(written: str) -> None:
    with pytest.raises(FilterError, match="is not a date: write one such as 2026-03-12") as error:
        first_day(written)
    assert str(error.value).isprintable()
    assert len(str(error.value)) < 200


def test_a_date_that_may_be_either_of_two_is_refused_with_both() -> None:
    with pytest.raises(
        FilterError, match=r"may be 7 April 2026 or 4 July 2026: write 2026-04-07 or 2026-07-04"
    ):
        first_day("7/4/2026")


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2027", None, "from 1 January 2027 on: the documents' dates are 12 March 2026 to 28 July 2026"),
        (None, "2025", "until 31 December 2025"),
        ("April 2026", "May 2026", "from 1 April 2026 to 31 May 2026"),
        ("2026-05-01", "2026-04-01", "1 May 2026 is after 1 April 2026"),
    ],
)
def test_dates_that_leave_no_document_are_refused(
    since: str | None, until: str | None, said: str, library: Snapshot
) -> None:
    with pytest.raises(FilterError, match=said):
        restriction(library, since=since, until=until)


def test_dates_are_looked_for_in_the_documents_that_are_asked_about(library: Snapshot) -> None:
    with pytest.raises(FilterError, match="the documents' dates are 12 March 2026"):
        restriction(library, documents=["march"], since="July 2026")
    with pytest.raises(FilterError, match="no document has a date; give them one"):
        restriction(library, documents=["undated"], since="July 2026")


@pytest.mark.parametrize(
    ("within", "words"),
    [
        (EVERYTHING, "in all documents"),
        (Filter(documents=frozenset({"b", "a"})), "only in a, b"),
        (Filter(speakers=frozenset({"Ann\x1b"})), "only at the words of Ann␛"),
        (Filter(since=dt.date(2026, 3, 1)), "only at documents dated from 1 March 2026 on"),
        (
            Filter(documents=frozenset({"a"}), until=dt.date(2026, 3, 1)),
            "only in a and at documents dated until 1 March 2026",
        ),
    ],
)
def test_a_restriction_in_words(within: Filter, words: str) -> None:
    assert described(within) == words
