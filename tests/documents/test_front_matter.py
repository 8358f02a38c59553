from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from bot.documents.front_matter import FrontMatter, split
from bot.documents.model import Facts


def parsed(block: str) -> FrontMatter:
    found = split(f"---\n{block}\n---\ntext")
    assert found.text == "text"
    return found


def test_all_that_a_document_may_say_about_itself() -> None:
    found = parsed(
        "title: The talks\ndate: 2024-07-28\nurl: https://example.org/a\nlanguage: en\n"
        "attendees: [Ann Lee, Bob Ray]\nchair: Ann Lee\nlocation: Room 5\ntags:\n- talks\n- budget\n"
        "speakers:\n  Speaker 1: Ann Lee\n  'KG': Kevin Gibbons"
    )
    assert found.facts == Facts(
        title="The talks",
        date=dt.date(2024, 7, 28),
        url="https://example.org/a",
        language="en",
        attendees=("Ann Lee", "Bob Ray"),
        chair="Ann Lee",
        location="Room 5",
        tags=("talks", "budget"),
    )
    assert found.speakers == {"Speaker 1": "Ann Lee", "KG": "Kevin Gibbons"}


def test_the_same_is_read_line_by_line_where_it_is_not_yaml() -> None:
    found = parsed(
        "title: The talks: a beginning\ndate: 2024-07-28\nurl: https://example.org/a\n"
        'LANGUAGE: "en"\nattendees: [Ann Lee, Bob Ray]\nchair: Ann Lee\nlocation: Room 5\n'
        "tags:\n- talks\n  - budget\nspeakers:\n  Speaker 1: Ann Lee\n  'KG': Kevin Gibbons"
    )
    assert found.facts == Facts(
        title="The talks: a beginning",
        date=dt.date(2024, 7, 28),
        url="https://example.org/a",
        language="en",
        attendees=("Ann Lee", "Bob Ray"),
        chair="Ann Lee",
        location="Room 5",
        tags=("talks", "budget"),
        notes=("line 2: the front matter is not YAML; it is read line by line",),
    )
    assert found.speakers == {"Speaker 1": "Ann Lee", "KG": "Kevin Gibbons"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text",
        " ---\ntitle: x\n---\n",
        "----\ntitle: x\n----\n",
        "a\n---\ntitle: x\n---\n",
        "---",
        "---\n",
        "---\ntitle: x\n",
        "---\ntitle: x\n ---\ntext",
        "---\ntitle: x\n---text",
        "---\n---\n",
        "---\n\n---\ntext",
        "---\n# a comment\n---\ntext",
        "---\njust words\n---\ntext",
        "---\n- title\n- date\n---\ntext",
        "---\n[a, b]\n---\ntext",
        "---\nAgenda: the budget\nDecision: none\n---\ntext",
        "---\n\nThe meeting was opened.\n\n---\n\nIt was closed.",
        "---\ndate: 2024-07-28\n\nThe meeting was opened.\n\n---\ntext",
    ],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    assert split(text) == FrontMatter(text=text)


def test_what_follows_is_kept_as_it_is() -> None:
    after = "\n  text\n---\nmore\n\n"
    assert split(f"---  \ntitle: x\n---\t\n{after}").text == after


@pytest.mark.parametrize("key", ["title", "Title", "TITLE", "'title'", "title "])
@pytest.mark.parametrize("rest", ["", "\nbroken: ["])
def test_keys_are_read_in_any_case(key: str, rest: str) -> None:
    assert parsed(f"{key}: Talks{rest}").facts.title == "Talks"


@pytest.mark.parametrize(
    "block",
    [
        "title: Talks\ndate: {",
        "title: Talks\n\tchair: Ann",
        "title: Talks\n...\ntitle: y",
        "title: Talks\nchair: 'x",
        "title: Talks\nchair: @x",
        "title: Talks\nchair: *nowhere",
        "title: Talks\nchair: \x07",
        f"title: Talks\nchair: {'[' * 16_000}",
        f"title: Talks\nchair: {'{a: ' * 4000}",
        "title:Talks",
    ],
)
def test_what_is_not_yaml_is_read_line_by_line(block: str) -> None:
    assert parsed(block).facts.title == "Talks"


def test_a_long_value_may_go_on_in_the_next_line() -> None:
    assert parsed("title: Talks: the\nsecond day\ndate: 2024-07-28").facts.title == "Talks: the second day"


def test_line_by_line_an_indented_key_is_a_key() -> None:
    found = parsed("title: a: b\n  chair: Ann").facts
    assert (found.title, found.chair) == ("a: b", "Ann")


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("title: [a, b]", "title must be a line of text"),
        ("title: {a: b}", "title must be a line of text"),
        ("title: ''", "title must be a line of text"),
        ("date: yesterday", "date must be a date such as 2024-07-28"),
        ("date: 2024-13-45", "date must be a date such as 2024-07-28"),
        ("date: July 2024", "date must be a date such as 2024-07-28"),
        ("date: [2024-07-28]", "date must be a date such as 2024-07-28"),
        ("url: example.org", "url must be a link that begins with http:// or https://"),
        ("url: ftp://example.org", "url must be a link that begins with http:// or https://"),
        ("url: 'javascript:alert(1)'", "url must be a link that begins with http:// or https://"),
        ("url: 'https://'", "url must be a link that begins with http:// or https://"),
        ("url: 'https://[x'", "url must be a link that begins with http:// or https://"),
        ("url: https://example.org/a b", "url must be a link that begins with http:// or https://"),
        ('url: "https://example.org/\\u202e"', "url must be a link that begins with http:// or https://"),
        ("language: English", "language must be a language tag such as en"),
        ("language: [en]", "language must be a language tag such as en"),
        ("attendees: {a: b}", "attendees must be a list"),
        ("attendees: [[a]]", "attendees must be a list"),
        ("tags: {a: [b]}", "tags must be a list"),
        ("speakers: Ann", "speakers must be lines such as 'Speaker 1: Ann Lee'"),
        ("speakers: {a: [b]}", "speakers must be lines such as 'Speaker 1: Ann Lee'"),
    ],
)
def test_what_cannot_be_read_is_noted_with_its_line_and_left_out(fact: str, expected: str) -> None:
    found = parsed(f"other: x\n{fact}\nchair: Ann").facts
    assert found == Facts(chair="Ann", notes=(f"line 3: {expected}; it is left out",))


def test_a_broken_value_is_noted_beside_the_broken_yaml() -> None:
    assert parsed("chair: Ann\ntitle: [").facts == Facts(
        chair="Ann",
        notes=(
            "line 4: the front matter is not YAML; it is read line by line",
            "line 3: title must be a line of text; it is left out",
        ),
    )


def test_a_date_that_may_be_two_is_noted_and_left_out() -> None:
    found = parsed("title: x\ndate: 03/04/2024").facts
    assert found.date is None
    assert found.notes == ("line 3: date '03/04/2024' may be 2024-04-03 or 2024-03-04; write it so",)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("'2024-07-28'", dt.date(2024, 7, 28)),
        ("2024-07-28T23:30:00+09:00", dt.date(2024, 7, 28)),
        ("28 July 2024", dt.date(2024, 7, 28)),
        ("July 28th, 2024", dt.date(2024, 7, 28)),
        ("28/07/2024", dt.date(2024, 7, 28)),
    ],
)
def test_a_date_is_read_as_people_write_it(written: str, date: dt.date) -> None:
    assert parsed(f"date: {written}").facts == Facts(date=date)


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_a_fact_may_be_left_open(nothing: str) -> None:
    assert parsed(f"title: x\nchair: {nothing}\ndate: {nothing}\ntags: {nothing}").facts == Facts(title="x")


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("U.S.–Japan 2+2 meeting", "U.S.–Japan 2+2 meeting"),
        ("2024", "2024"),
        ("12:30", "12:30"),
        ("007", "007"),
        ("1.50", "1.50"),
        ("Yes", "Yes"),
        ("'null'", "null"),
        ("|\n  two\n  lines", "two lines"),
        ("'  many   spaces '", "many spaces"),
        ("'a: b'", "a: b"),
        ("[Draft] Budget", "[Draft] Budget"),
        ("日本", "日本"),
        ('"nul \\0 and half \\ud800"', "nul and half"),
        ("!!int ''", None),
        ("!!python/object:os.system x", "x"),
    ],
)
def test_a_title_is_the_text_that_was_written_on_one_line(written: str, title: str | None) -> None:
    assert parsed(f"title: {written}\nchair: Ann").facts.title == title


def test_the_language_may_be_norwegian() -> None:
    assert parsed("language: no").facts.language == "no"
    assert parsed("language: pt_BR").facts.language == "pt-BR"


@pytest.mark.parametrize(
    "written",
    [
        "Ann Lee, Bob Ray",
        "Ann Lee; Bob Ray",
        "|\n  Ann Lee\n  Bob Ray",
        "[Ann Lee, Bob Ray]",
        "\n- Ann Lee\n- Bob Ray",
    ],
)
def test_people_may_be_listed_in_several_ways(written: str) -> None:
    assert parsed(f"attendees: {written}").facts.attendees == ("Ann Lee", "Bob Ray")


def test_names_with_the_family_name_first_are_kept_together() -> None:
    assert parsed("attendees: Lee, Ann; Ray, Bob").facts.attendees == ("Lee, Ann", "Ray, Bob")


def test_what_else_a_document_says_about_itself_is_passed_over() -> None:
    block = "author: [a, b]\ntitle: x\n? [1, 2]\n: y\n7: z\nwhen: 2024-13-45"
    assert parsed(block).facts == Facts(title="x")


def test_aliases_are_not_unfolded() -> None:
    bomb = "\n".join(f"k{n + 1}: &k{n + 1} [{', '.join([f'*k{n}'] * 9)}]" for n in range(12))
    found = parsed(f"k0: &k0 ha\n{bomb}\ntitle: *k0\ntags: *k12")
    assert found.facts.title == "ha"
    assert found.facts.notes == ("line 16: tags must be a list; it is left out",)


def test_what_stands_between_two_lines_far_apart_is_text() -> None:
    text = f"---\ntitle: x\n{'It was said. ' * 10_000}\n---\n"
    assert split(text) == FrontMatter(text=text)


@pytest.mark.parametrize("character", ["-", " ", "a", ":", "[", "#", "'", "\n", "\t", "日", "1"])
def test_five_million_of_one_character_are_parted(character: str) -> None:
    many = character * 5_000_000
    assert split(many).text == many
    assert split(f"---\n{many}").text == f"---\n{many}"
    assert split(f"---{many}").text == f"---{many}"
    for block in (f"title: x\nchair: {many}", f"title: x\n{many}"):
        assert split(f"---\n{block}\n---\ntext").text.endswith("text")
        assert split(f"---\n{block[:16_000]}\n---\ntext").text.endswith("text")


_PIECES = r"""title: |date: |url: |language: |speakers: |  |- |[|]|{|}|, |: |&a |*a|!!int |!!binary |!!x
'|"|\x|\U|#|? |---|...
%YAML 1.1|<<: |2024-07-28|0x|1_0|~|=|x"""

BLOCKS = st.lists(
    st.sampled_from([*_PIECES.replace("\n", "|").split("|"), "\n", "|", "> "])
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
).map("".join)


@given(BLOCKS)
def test_any_block_is_read_and_what_comes_after_it_is_kept(block: str) -> None:
    content = f"---\n{block}\n---\ntext"
    found = split(content)
    assert found.text == content or content.endswith(f"---\n{found.text}")
    assert found.text.endswith("text")
    for line in (found.facts.title, found.facts.chair, *found.facts.attendees, *found.facts.notes):
        assert line is None or "\n" not in line
