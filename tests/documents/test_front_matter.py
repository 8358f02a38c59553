from __future__ import annotations

import datetime as dt

import pytest

from bot.documents.front_matter import FrontMatter, split
from bot.errors import DocumentError


def test_what_follows_is_the_text_as_it_is() -> None:
    facts, text = split("---\ntitle: A\n---\n\n  text\n---\n", name="a.md")
    assert text == "\n  text\n---\n"
    assert facts == FrontMatter(title="A")


def test_all_facts() -> None:
    block = "---\ntitle: 1984\ndate: 2024-07-28\nurl: https://example.org/a?b\nlanguage: en\nauthor: x\n---\n"
    assert split(block, name="a.md")[0] == FrontMatter(
        title="1984", date=dt.date(2024, 7, 28), url="https://example.org/a?b", language="en"
    )


@pytest.mark.parametrize("written", ["'2024-07-28'", "2024-07-28T10:00:00", "2024-07-28 10:00:00Z"])
def test_dates_may_be_written_as_text_or_with_a_time(written: str) -> None:
    assert split(f"---\ndate: {written}\n---\n", name="a.md")[0].date == dt.date(2024, 7, 28)


@pytest.mark.parametrize("text", ["no front matter", "text\n---\ntitle: x\n---\n", "----\n", " ---\n", ""])
def test_a_text_without_front_matter_is_left_alone(text: str) -> None:
    assert split(text, name="a.md") == (FrontMatter(), text)


def test_an_empty_block_says_nothing() -> None:
    assert split("---\n# only a comment\n---\ntext", name="a.md") == (FrontMatter(), "text")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\ntitle: A\n", "line 1: the front matter that --- opens is never closed"),
        ("---\ntitle: [\n---\n", "line 3: the front matter is not YAML"),
        ("---\na: 1\nb: c: d\n---\n", "line 3: the front matter is not YAML"),
        ("---\n- a\n- b\n---\n", "line 2: the front matter must be lines such as"),
        ("---\njust words\n---\n", "line 2: the front matter must be lines such as"),
        ("---\nlanguage: en\ntitle: [a]\n---\n", "line 3: title must be a line of text"),
        ("---\ntitle: true\n---\n", "line 2: title must be a line of text"),
        ("---\ndate: yesterday\n---\n", "line 2: date must be a date such as 2024-07-28"),
        ("---\ndate: 2024-13-45\n---\n", "line 2: the front matter cannot be read"),
        ("---\nurl: example.org\n---\n", "line 2: url must be a link"),
        ("---\nurl: 'javascript:alert(1)'\n---\n", "line 2: url must be a link"),
        ("---\nurl: 'http://[x'\n---\n", "line 2: url must be a link"),
        (f"---\n{'[' * 5000}\n---\n", "the front matter"),
        ("---\n!!python/object:os.system {}\n---\n", "line 2: the front matter is not YAML"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(DocumentError) as error:
        split(text, name="notes/a.md")
    assert str(error.value).startswith("notes/a.md: ")
    assert message in str(error.value)
    assert "\n" not in str(error.value)
