from __future__ import annotations

import pytest

from bot.documents.readers import plain
from tests.libraries import document_of


def paragraphs(text: str) -> list[str]:
    return [paragraph.span.of(text) for paragraph in plain.read(text).paragraphs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n", []),
        ("one", ["one"]),
        ("one\ntwo", ["one", "two"]),
        ("one\n two \nthree\n", ["one", "two", "three"]),
        ("one\ntwo\n\nthree", ["one\ntwo", "three"]),
        ("one\n \t\ntwo\nthree", ["one", "two\nthree"]),
        ("one\n\n\u3000\n\ntwo\nthree", ["one", "two\nthree"]),
        ("one\n\n\n\ntwo", ["one", "two"]),
        ("\n\none\ntwo\n\n", ["one", "two"]),
        ("  one\n\n  two  ", ["one", "two"]),
    ],
)
def test_blank_lines_divide_and_where_there_are_none_lines_do(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_divides_alike(end: str) -> None:
    assert document_of(f"one{end}two{end}{end}three{end}").text == "one\ntwo\n\nthree\n"
    document = document_of(f"one{end}two{end}{end}three{end}")
    assert [paragraph.span.of(document.text) for paragraph in document.paragraphs] == ["one\ntwo", "three"]


def test_plain_text_has_no_title_of_its_own() -> None:
    assert plain.read("# one\n\ntwo").title is None
