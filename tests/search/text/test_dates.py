from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from bot.search.text.dates import MONTHS, read_date
from bot.search.text.terms import Analyzer

MEETING = dt.date(2024, 7, 28)
ANALYZER = Analyzer(dates=[MEETING])


def terms(text: str, analyzer: Analyzer = ANALYZER) -> set[str]:
    return set(analyzer.terms(text))


@pytest.mark.parametrize(
    "date",
    [
        "July 28, 2024",
        "July 28th, 2024",
        "28 July 2024",
        "28th of July 2024",
        "the 28th of July, 2024",
        "7/28/2024",
        "07/28/2024",
        "28/7/2024",
        "7/28/24",
        "28.7.2024",
        "28.07.2024",
        "28-7-2024",
        "2024-07-28",
        "2024/07/28",
        "Jul 28, 2024",
        "28 Jul. 2024",
    ],
)
def test_a_date_is_the_same_however_it_is_written(date: str) -> None:
    assert terms(date) == terms("28 July 2024")


@pytest.mark.parametrize("date", ["July 28", "28 July", "28th of July", "7/28", "28/7", "Jul 28th"])
def test_a_date_may_be_without_a_year(date: str) -> None:
    assert terms(date) == terms("28 July")


@pytest.mark.parametrize(
    "short", ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"]
)
@pytest.mark.parametrize("written", ["{} 5", "{}. 5", "5 {}", "5-{}-2024", "in {}", "5 {}.", "since {} 2024"])
def test_a_month_may_be_cut_short(short: str, written: str) -> None:
    month = next(month for month in MONTHS if month.startswith(short.lower()[:3]))
    assert terms(month) <= terms(written.format(short))


@pytest.mark.parametrize("text", ["Jan Smuts", "did they mar it", "Jun Tanaka", "Jan", "of it. Jan came"])
def test_a_name_or_a_word_is_no_month(text: str) -> None:
    assert terms(text).isdisjoint(terms("January March June"))


def test_the_documents_settle_whether_the_day_comes_first() -> None:
    american, european = Analyzer(dates=[dt.date(2024, 7, 8)]), Analyzer(dates=[dt.date(2024, 8, 7)])
    assert terms("7/8/2024", american) == terms("8 July 2024")
    assert terms("7/8/2024", european) == terms("7 August 2024")
    assert terms("7/8", american) == terms("8 July")
    assert terms("7/8", european) == terms("7 August")


def test_the_month_comes_first_where_nothing_settles_it() -> None:
    assert terms("7/8/2024", Analyzer()) == terms("8 July 2024")


@pytest.mark.parametrize(
    "text", ["24/7", "1/2", "9/11", "7/28/2024/5", "1.2.3", "10.2.24", "2024-13-45", "0/0/2024", "and/or"]
)
def test_what_is_no_date_has_no_month(text: str) -> None:
    assert terms(text, Analyzer()).isdisjoint(terms(" ".join(MONTHS)))


def test_a_date_is_at_one_place() -> None:
    places = {(token.start, token.end) for token in ANALYZER.tokens("On 7/28/2024.")}
    assert places == {(3, 12)}


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_known_date_is_read_whichever_way_it_is_written(date: dt.date) -> None:
    words = (MONTHS[date.month - 1], str(date.day), str(date.year))
    for written in (
        date.isoformat(),
        f"{date.day}/{date.month}/{date.year}",
        f"{date.day}.{date.month}.{date.year}",
    ):
        assert read_date(written, [date]) == words


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_the_month_may_come_first_where_the_other_way_is_not_known(date: dt.date) -> None:
    words = (MONTHS[date.month - 1], str(date.day), str(date.year))
    assert read_date(f"{date.month}/{date.day}/{date.year}", []) == words


@given(st.text("0123456789/.-", max_size=12))
def test_any_digits_are_read_or_are_no_date(text: str) -> None:
    words = read_date(text, [])
    assert words == () or words[0] in MONTHS
