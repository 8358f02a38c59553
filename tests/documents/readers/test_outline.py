from __future__ import annotations

import pytest

from bot.documents.readers import READERS, markdown, plain


def paragraphs(text: str, ending: str = ".txt") -> list[str]:
    return [paragraph.span.of(text) for paragraph in READERS[ending](text).paragraphs]


@pytest.mark.parametrize("ending", [".txt", ".md"])
@pytest.mark.parametrize("blank", ["\n\n", "\n \t\n", "\n\n\n\n"])
def test_blank_lines_divide_paragraphs(ending: str, blank: str) -> None:
    assert paragraphs(f"one\nstill one{blank}two", ending) == ["one\nstill one", "two"]


def test_a_plain_text_without_blank_lines_has_a_paragraph_a_line() -> None:
    assert paragraphs("one\n  two \nthree\n\n") == ["one", "two", "three"]


def test_markdown_without_blank_lines_is_one_paragraph() -> None:
    assert paragraphs("one\ntwo", ".md") == ["one\ntwo"]


@pytest.mark.parametrize("text", ["", "\n\n", " \n\t\n"])
def test_a_blank_text_has_no_paragraphs(text: str) -> None:
    assert paragraphs(text) == paragraphs(text, ".md") == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# The *title* #\n\ntext", "The *title*"),
        ("text\n\n   # Later", "Later"),
        ("## Second level", None),
        ("#hashtag", None),
        ("    # code", None),
    ],
)
def test_the_first_heading_of_markdown_is_its_title(text: str, title: str | None) -> None:
    assert markdown.read(text).title == title


def test_plain_text_gives_itself_no_title() -> None:
    assert plain.read("# not a heading").title is None
