from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from bot.discord_bot.views.attribution import LONGEST_LINK, link
from tests.discord_bot.views.strategies import any_text

URL = "https://example.org/2plus2"


def test_a_short_quote_is_named_whole() -> None:
    assert link(URL, "Nobody was late.") == f"{URL}#:~:text=Nobody%20was%20late."


def test_a_long_quote_is_named_by_its_first_and_last_words() -> None:
    text = "Some words at the very start of a passage and then a few more at the very end."
    assert link(URL, text) == f"{URL}#:~:text=Some%20words%20at%20the%20very,more%20at%20the%20very%20end."


def test_what_means_something_in_a_directive_is_encoded() -> None:
    assert link(URL, "co-production, R&D (50%)") == f"{URL}#:~:text=co%2Dproduction%2C%20R%26D%20%2850%25%29"


def test_a_fragment_of_the_page_is_kept() -> None:
    assert link(f"{URL}#part-2", "Late.") == f"{URL}#part-2:~:text=Late."


def test_a_directive_of_the_page_gives_way() -> None:
    assert link(f"{URL}#:~:text=other", "Late.") == f"{URL}#:~:text=Late."


def test_edges_do_not_reach_over_a_line() -> None:
    text = "Short line\nthat goes on for many, many words until it\nis over"
    assert link(URL, text) == f"{URL}#:~:text=Short%20line,is%20over"


def test_japanese_is_named_by_its_first_and_last_clause() -> None:
    text = "一月、" + "日本はミサイルを買うことに合意した" * 8 + "。会議は東京で開かれた。"
    found = link(URL, text)
    assert found == link(URL, text)
    assert found is not None
    assert found.startswith(f"{URL}#:~:text=%E4%B8%80%E6%9C%88,")


@pytest.mark.parametrize(
    "url", [None, "", "ftp://x.example", "javascript:alert(1)", "file:///etc/passwd", "x"]
)
def test_only_web_pages_are_linked(url: str | None) -> None:
    assert link(url, "Late.") is None


def test_a_page_alone_is_linked_where_the_fragment_is_too_long() -> None:
    page = f"{URL}/{'p' * 650}"
    assert link(page, "日本語の引用文。" * 4) == page


@given(any_text().map(lambda rest: f"https://example.org/{rest}") | st.none(), any_text())
def test_no_link_can_end_early_or_take_too_much(url: str | None, text: str) -> None:
    found = link(url, text)
    assert found is None or (len(found) <= LONGEST_LINK and re.fullmatch(r"[!-~]+", found))
    assert found is None or not set(found) & set('<>()[]"\\`')
