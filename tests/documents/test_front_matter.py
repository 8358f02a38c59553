from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from bot.documents.front_matter import FrontMatter, split
from bot.errors import DocumentError


def parsed(block: str) -> FrontMatter:
    facts, text = split(f"---\n{block}\n---\ntext", name="minutes.txt")
    assert text == "text"
    return facts


def refusal(block: str) -> str:
    with pytest.raises(DocumentError) as error:
        parsed(block)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_all_that_a_document_may_say_about_itself() -> None:
    assert parsed(
        "title: The talks\ndate: 2024-07-28\nurl: https://example.org/a\nlanguage: en"
    ) == FrontMatter(title="The talks", date=dt.date(2024, 7, 28), url="https://example.org/a", language="en")


@pytest.mark.parametrize(
    "text", ["", "text", " ---\ntitle: x\n---\n", "--\n", "----\ntitle: x\n----\n", "a\n---\nb: c\n---\n"]
)
def test_without_front_matter_a_text_stays_as_it_is(text: str) -> None:
    assert split(text, name="minutes.txt") == (FrontMatter(), text)


@pytest.mark.parametrize("block", ["---\n---\n", "---\n\n---\n", "---  \n# a comment\n---\t\n", "---\n---"])
def test_front_matter_may_be_empty(block: str) -> None:
    assert split(block, name="minutes.txt") == (FrontMatter(), "")


def test_what_follows_is_kept_as_it_is() -> None:
    after = "\n  text\n---\nmore\n\n"
    assert split(f"---\ntitle: x\n---\n{after}", name="minutes.txt")[1] == after


@pytest.mark.parametrize(
    "content", ["---\n", "---", "---\ntitle: x\n", "---\ntitle: x\n ---\ntext", "---\ntitle: x\n---text"]
)
def test_front_matter_that_is_not_closed_is_refused_at_its_first_line(content: str) -> None:
    with pytest.raises(DocumentError, match=r"^minutes\.txt: line 1: .* never closed"):
        split(content, name="minutes.txt")


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("title: [", 3),
        ("title: x\ndate: {", 4),
        ("title: x\n\tdate: y", 3),
        ("title: a: b", 2),
        ("title: x\nurl: @x", 3),
        ("title: x\nurl: *nowhere", 3),
        ("title: x\n- y", 3),
        ("title: x\n...\ntitle: y", 4),
        ("title: 'x", 3),
        ("title: x\n%: y", 3),
    ],
)
def test_what_is_not_yaml_is_refused_with_its_line(block: str, line: int) -> None:
    assert refusal(block).startswith(f"minutes.txt: line {line}: the front matter is not YAML: ")


@pytest.mark.parametrize("block", ["- title", "just words", "[a, b]", "5", "'title: x'"])
def test_what_is_not_lines_of_facts_is_refused(block: str) -> None:
    assert refusal(block) == (
        "minutes.txt: line 2: the front matter must be lines such as 'title: ...', between two lines of ---"
    )


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("title: [a, b]", "title must be a line of text"),
        ("title: {a: b}", "title must be a line of text"),
        ("title: ''", "title must be a line of text"),
        ("title: ' '", "title must be a line of text"),
        ('title: "\\ud800"', "title must be a line of text"),
        ("date: yesterday", "date must be a date such as 2024-07-28"),
        ("date: 2024-13-45", "date must be a date such as 2024-07-28"),
        ("date: 2024-02-30", "date must be a date such as 2024-07-28"),
        ("date: 2024", "date must be a date such as 2024-07-28"),
        ("date: [2024-07-28]", "date must be a date such as 2024-07-28"),
        ("date: 2024-07-28T25:00:00", "date must be a date such as 2024-07-28"),
        ("url: example.org", "url must be a link that begins with http:// or https://"),
        ("url: ftp://example.org", "url must be a link that begins with http:// or https://"),
        ("url: 'javascript:alert(1)'", "url must be a link that begins with http:// or https://"),
        ("url: 'https://'", "url must be a link that begins with http:// or https://"),
        ("url: 'https://[x'", "url must be a link that begins with http:// or https://"),
        ("url: https://example.org/a b", "url must be a link that begins with http:// or https://"),
        ('url: "https://example.org/\\u202e"', "url must be a link that begins with http:// or https://"),
        ("url: 5", "url must be a link that begins with http:// or https://"),
        ("language: [en]", "language must be a language tag such as en"),
        ("language: {}", "language must be a language tag such as en"),
    ],
)
def test_a_fact_of_the_wrong_kind_is_refused_with_its_line(fact: str, expected: str) -> None:
    assert refusal(f"other: x\n{fact}") == f"minutes.txt: line 3: {expected}"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024-07-28", dt.date(2024, 7, 28)),
        ("'2024-07-28'", dt.date(2024, 7, 28)),
        ("2024-07-28T23:30:00", dt.date(2024, 7, 28)),
        ("2024-07-28 23:30:00", dt.date(2024, 7, 28)),
        ("2024-07-28T23:30:00Z", dt.date(2024, 7, 28)),
        ("2024-07-28T23:30:00+09:00", dt.date(2024, 7, 28)),
        ("2024-02-29", dt.date(2024, 2, 29)),
    ],
)
def test_a_date_may_have_a_time_which_is_passed_over(written: str, date: dt.date) -> None:
    assert parsed(f"date: {written}").date == date


@pytest.mark.parametrize("nothing", ["", "~", "null"])
@pytest.mark.parametrize("key", ["title", "date", "url", "language"])
def test_a_fact_may_be_left_open(key: str, nothing: str) -> None:
    assert parsed(f"{key}: {nothing}") == FrontMatter()


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("U.S.–Japan 2+2 meeting", "U.S.–Japan 2+2 meeting"),
        ("2024", "2024"),
        ("12:30", "12:30"),
        ("007", "007"),
        ("1.50", "1.50"),
        ("2024-07-28", "2024-07-28"),
        ("Yes", "Yes"),
        ("'null'", "null"),
        ("|\n  two\n  lines", "two lines"),
        ("'  many   spaces '", "many spaces"),
        ("'a: b'", "a: b"),
        ("日本", "日本"),
    ],
)
def test_a_title_is_the_text_that_was_written_on_one_line(written: str, title: str) -> None:
    assert parsed(f"title: {written}").title == title


def test_the_language_may_be_norwegian() -> None:
    assert parsed("language: no").language == "no"


def test_what_else_a_document_says_about_itself_is_passed_over() -> None:
    block = "author: [a, b]\ntitle: x\n? [1, 2]\n: y\n7: z\nwhen: 2024-13-45"
    assert parsed(block) == FrontMatter(title="x")


def test_a_control_character_is_refused_with_its_line() -> None:
    assert refusal("title: x\nlanguage: \x07").startswith(
        "minutes.txt: line 3: the front matter cannot be read"
    )


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused(opening: str) -> None:
    assert refusal(f"title: {opening * 20_000}").startswith("minutes.txt: line ")


@pytest.mark.parametrize(
    "block",
    [
        'title: "\\UFFFFFFFF"',
        'title: "\\U00110000"',
        "title: !!int ''",
        "title: !!bool x",
        "date: !!timestamp x",
        f"title: {'9' * 5000}",
    ],
)
def test_what_a_yaml_library_stumbles_over_is_read_or_refused(block: str) -> None:
    try:
        facts = parsed(block)
    except DocumentError as error:
        assert str(error).startswith("minutes.txt: line 2: ")  # noqa: PT017 - either is right
    else:
        assert facts.title is not None


_PIECES = r"""title: |date: |url: |language: |  |- |[|]|{|}|, |: |&a |*a|!!int |!!binary |!!set |!!x
'|"|\x|\U|#|? |---|...
%YAML 1.1|<<: |2024-07-28|0x|1_0|~|=|x"""

YAML = st.lists(
    st.sampled_from([*_PIECES.replace("\n", "|").split("|"), "\n", "|", "> "]) | st.text(max_size=4)
).map("".join)


@given(YAML)
def test_any_front_matter_is_read_or_refused_in_one_line(block: str) -> None:
    try:
        split(f"---\n{block}\n---\ntext", name="minutes.txt")
    except DocumentError as error:
        assert str(error).startswith("minutes.txt: line ")  # noqa: PT017 - any text may as well be YAML
        assert "\n" not in str(error)  # noqa: PT017
