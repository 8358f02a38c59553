from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from bot.documents.written_dates import readings

DAY = dt.date(2024, 7, 28)


@pytest.mark.parametrize(
    "written",
    [
        "2024-07-28",
        "2024-7-28",
        "2024/07/28",
        "2024.07.28",
        "2024_07_28",
        "20240728",
        "2024-07-28T23:30:00Z",
        "2024-07-28 23:30",
        "2024年7月28日",
        "２０２４年７月２８日",
        "28/07/2024",
        "28-07-2024",
        "28.7.2024",
        "28. 7. 2024",
        "28.07.24",
        "7/28/2024",
        "7/28/24",
        "28 July 2024",
        "28th July 2024",
        "28th of July, 2024",
        "28 JUL 2024",
        "28-Jul-2024",
        "28 Jul. 2024",
        "July 28, 2024",
        "July 28th, 2024",
        "jul 28 2024",
        "July 28-29, 2024",
        "28–29 July 2024",
        "2024 July 28",
        "2024-Jul-28",
        "Sunday, 28 July 2024",
        "Sun 28 July 2024",
        "Sunday July 28, 2024, 10:00 am",
        "  28 July 2024 (draft)",
    ],
)
def test_a_date_is_read_as_people_write_it(written: str) -> None:
    assert readings(written) == (DAY,)


@pytest.mark.parametrize("month", "Jan February Mar. April May June July Aug. Sept Oct November Dec".split())
def test_every_month_is_known(month: str) -> None:
    assert len(readings(f"1 {month} 2024")) == 1


@pytest.mark.parametrize(
    ("written", "dates"),
    [
        ("03/04/2024", (dt.date(2024, 4, 3), dt.date(2024, 3, 4))),
        ("3-4-24", (dt.date(2024, 4, 3), dt.date(2024, 3, 4))),
        ("04/04/2024", (dt.date(2024, 4, 4),)),
        ("03.04.2024", (dt.date(2024, 4, 3),)),
    ],
)
def test_where_day_and_month_may_be_either_both_are_read(written: str, dates: tuple[dt.date, ...]) -> None:
    assert readings(written) == dates


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "2024",
        "July 2024",
        "2024-13-45",
        "2024-02-30",
        "31 June 2024",
        "32/13/2024",
        "0000-01-01",
        "1.2",
        "12:30",
        "2024-07-280",
        "28 July 20245",
        "Marching on 28",
        "28 Mayor 2024",
    ],
)
def test_what_is_no_date_is_none(written: str) -> None:
    assert readings(written) == ()


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_any_day_is_read_as_it_is_written(day: dt.date) -> None:
    for form in (
        f"{day:%Y-%m-%d}",
        f"{day.day} {day:%B %Y}",
        f"{day:%B} {day.day}, {day:%Y}",
        f"{day:%d.%m.%Y}",
    ):
        assert readings(form) == (day,)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert len(readings(text)) <= 2


@pytest.mark.parametrize("character", ["1", " ", "-", "年", "m", "/", "."])
def test_five_million_of_one_character_are_no_date(character: str) -> None:
    assert readings(character * 5_000_000) == ()
