from __future__ import annotations

import pytest

from bot.documents.readers import plain
from tests.documents.readers.reading import shown
from tests.libraries import document_of


def words(text: str) -> list[str]:
    return [block.span.of(text) for block in plain.read(text).blocks]


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
    assert words(text) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_divides_alike(end: str) -> None:
    assert document_of(f"one{end}two{end}{end}three{end}").text == "one\ntwo\n\nthree\n"
    document = document_of(f"one{end}two{end}{end}three{end}")
    assert [block.span.of(document.text) for block in document.blocks] == ["one\ntwo", "three"]


def test_an_article_is_nothing_but_paragraphs() -> None:
    text = (
        "On Sunday the ministers announced in Tokyo that they would modernise the command.\n"
        "The meeting took place with the U.S Secretary of Defense. This is commonly called a 2+2 dialogue.\n"
        "Furthermore, they have struck a deal: more missiles will be made. It cost $1.7 billion."
    )
    assert [block.kind for block in plain.read(text).blocks] == ["paragraph"] * 3
    assert words(text) == text.split("\n")


def test_broken_lines_go_on_also_where_no_blank_line_divides_any() -> None:
    text = """\
Apologies for absence were received from Councillor Lee and from the District
Councillor. The Clerk is to obtain quotes for a replacement of the bench that
was broken in the storm.
Speed watch volunteers have been trained and will begin in April, when the county
provides the equipment. No objection was made by any of the members who were
present."""
    assert [found.split()[0] for found in words(text)] == ["Apologies", "Speed"]


def test_a_broken_line_goes_on_behind_a_blank_line_in_the_middle_of_a_sentence() -> None:
    text = """\
The committee took note of the report of the treasurer and asked for a second
opinion on the cost of the roof, which is to be obtained from a builder of the

town before the next meeting of the committee. It was agreed to go on with the
lease of the hall.

The meeting closed."""
    assert [found.split()[-1] for found in words(text)] == ["hall.", "closed."]


def test_headings_have_what_stands_beneath_them() -> None:
    text = """\
Minutes of the Garden Committee

The chair opened the meeting at seven.

1. Water supply

Ann reported that the new tap will be fitted in May.

1.1 Cost

The council pays half.

2. Apologies

3. Plots

Two plots are free.

ANY OTHER BUSINESS

None was raised.
"""
    assert shown(plain.read(text)) == [
        "heading: Minutes of the Garden Committee",
        "  paragraph: The chair opened the meeting at seven.",
        "  heading: 1. Water supply",
        "    paragraph: Ann reported that the new tap will be fitted in May.",
        "    heading: 1.1 Cost",
        "      paragraph: The council pays half.",
        "  heading: 2. Apologies",
        "  heading: 3. Plots",
        "    paragraph: Two plots are free.",
        "  heading: ANY OTHER BUSINESS",
        "    paragraph: None was raised.",
    ]
    assert plain.read(text).facts.title == "Minutes of the Garden Committee"


def test_headings_may_be_underlined_or_marked() -> None:
    text = (
        "=====\nNotes\n=====\n\nRoll call\n=========\n* Dave\n\nAgenda\n------\n* Events\n\n## More\n\nYes."
    )
    assert shown(plain.read(text)) == [
        "heading: =====\nNotes\n=====",
        "  heading: Roll call\n=========",
        "    item: * Dave",
        "    heading: Agenda\n------",
        "      item: * Events",
        "    heading: ## More",
        "      paragraph: Yes.",
    ]
    assert plain.read(text).facts.title == "Notes"


@pytest.mark.parametrize(
    "text",
    [
        "One.\n\n1. Welcome\n\n2. Budget\n\n3. Seeds\n\nAll agreed.",
        "One.\n\n1. Welcome\n2. Budget\n\nAll agreed.",
        "One.\n\nThe motion was carried\n\nAll members were in favour of it.",
        "One.\n\nWednesday 9 April 2026\n\nAll members were in favour of it.",
        "One.\n\nAnn Bell\n\nTom Shaw",
        "One.\n\nS. Clarke, salary £412.50\n\nAll agreed.",
        "One.\n\nVenue: Town Hall\n\nAll agreed.",
    ],
)
def test_items_sentences_names_dates_and_fields_are_no_headings(text: str) -> None:
    assert "heading" not in {block.kind for block in plain.read(text).blocks}


def test_a_label_stands_over_the_lines_beneath_it() -> None:
    text = """\
Present:
David Roberts, Chair
Andrew Bailey, Governor
Sabine Chalmers

In attendance:
Ben Stimson

Secretary: Sebastian Walsh

There were no conflicts declared in relation to the present agenda of the court.
"""
    assert shown(plain.read(text)) == [
        "label: Present:",
        "  item: David Roberts, Chair",
        "  item: Andrew Bailey, Governor",
        "  item: Sabine Chalmers",
        "label: In attendance:",
        "  paragraph: Ben Stimson",
        "paragraph: Secretary: Sebastian Walsh",
        "paragraph: There were no conflicts declared in relation to the present agenda of the court.",
    ]


def test_lines_of_a_form_stand_for_themselves() -> None:
    text = "Talks.\n\nVenue: Town Hall\nDate: 9 April\nALSO PRESENT: Director Crane; Officer\n   Tom Ruiz"
    assert shown(plain.read(text)) == [
        "paragraph: Talks.",
        "item: Venue: Town Hall",
        "item: Date: 9 April",
        "item: ALSO PRESENT: Director Crane; Officer\n   Tom Ruiz",
    ]


def test_items_stand_under_those_that_are_less_indented() -> None:
    text = """\
They agreed on the following:
 * Status of HTTP/1.x
     - changes, which
       are many
     - last call is over
       (a) in May
 * Issues
     - compression
"""
    assert shown(plain.read(text)) == [
        "label: They agreed on the following:",
        "  label: * Status of HTTP/1.x",
        "    item: - changes, which\n       are many",
        "    item: - last call is over",
        "      item: (a) in May",
        "  label: * Issues",
        "    item: - compression",
    ]


@pytest.mark.parametrize("between", ["|", "\t", "     "])
def test_rows_of_a_table_stand_under_its_header(between: str) -> None:
    rows = [between.join(row.split()) for row in ("Fund Balance Change", "General 212 +1", "Building 88 -3")]
    assert shown(plain.read("Funds.\n\n" + "\n".join(rows))) == [
        "paragraph: Funds.",
        f"header: {rows[0]}",
        f"  row: {rows[1]}",
        f"  row: {rows[2]}",
    ]


def test_a_table_may_mark_its_header() -> None:
    text = "| Name | Vote |\n|------|------|\n| Ann | yes |"
    assert shown(plain.read(text)) == ["header: | Name | Vote |\n|------|------|", "  row: | Ann | yes |"]


def test_rules_lie_in_no_block() -> None:
    assert words("One.\n\n-----\n\nTwo.\n*****") == ["One.", "Two."]


def test_a_text_of_sentences_has_no_title() -> None:
    assert plain.read("It begins here.\n\ntwo").facts.title is None
