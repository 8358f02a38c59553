from __future__ import annotations

import pytest

from bot.documents.readers import markdown


def test_blank_lines_divide_and_single_line_ends_do_not() -> None:
    text = "# Title\n \t\none\ntwo\n\n- three\n- four\n"
    found = [paragraph.span.of(text) for paragraph in markdown.read(text).paragraphs]
    assert found == ["# Title", "one\ntwo", "- three\n- four"]


def test_without_blank_lines_all_is_one_paragraph() -> None:
    assert len(markdown.read("one\ntwo").paragraphs) == 1


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# The meeting", "The meeting"),
        ("text\n\n# The meeting\n\n# Another", "The meeting"),
        ("   #  The meeting  ##  ", "The meeting"),
        ("#\tThe meeting", "The meeting"),
        ("# C# and F#", "C# and F#"),
        ("# The *title* #", "The *title*"),
        ("## Second level", None),
        ("#hashtag", None),
        ("    # code", None),
        ("#\n\ntext", None),
        ("", None),
    ],
)
def test_the_first_heading_of_the_first_level_is_the_title(text: str, title: str | None) -> None:
    assert markdown.read(text).title == title
