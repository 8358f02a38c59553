from __future__ import annotations

from bot.documents.blocks import Outline
from bot.documents.model import Span


def span(number: int) -> Span:
    return Span(start=2 * number, end=2 * number + 1)


def above(outline: Outline) -> list[tuple[int, ...]]:
    return [block.above for block in outline.blocks]


def test_headings_reach_to_the_next_of_their_level_or_a_higher_one() -> None:
    outline = Outline()
    outline.heading(span(0), 1)
    outline.heading(span(1), 3)
    outline.paragraph(span(2))
    outline.heading(span(3), 2)
    outline.paragraph(span(4))
    outline.heading(span(5), 1)
    assert above(outline) == [(), (0,), (0, 1), (0,), (0, 3), ()]


def test_a_label_reaches_over_the_list_beneath_it() -> None:
    outline = Outline()
    outline.label(span(0), paragraphs=1)
    outline.item(span(1))
    outline.item(span(2))
    outline.paragraph(span(3))
    assert above(outline) == [(), (0,), (0,), ()]


def test_a_label_reaches_over_as_many_paragraphs_as_it_is_given() -> None:
    outline = Outline()
    outline.label(span(0), paragraphs=2)
    for number in range(1, 4):
        outline.paragraph(span(number))
    assert above(outline) == [(), (0,), (0,), ()]


def test_a_label_that_stands_as_a_heading_reaches_to_the_next_such() -> None:
    outline = Outline()
    outline.label(span(0), paragraphs=1, as_heading=True)
    outline.item(span(1))
    outline.paragraph(span(2))
    outline.label(span(3), paragraphs=1)
    outline.paragraph(span(4))
    outline.paragraph(span(5))
    outline.label(span(6), paragraphs=1, as_heading=True)
    assert above(outline) == [(), (0,), (0,), (0,), (0, 3), (0,), ()]


def test_items_stand_under_the_items_that_hold_them() -> None:
    outline = Outline()
    outline.item(span(0))
    outline.item(span(1), within=1)
    outline.item(span(2), within=2)
    outline.paragraph(span(3), within=2)
    outline.item(span(4), within=1)
    outline.item(span(5))
    outline.paragraph(span(6))
    assert above(outline) == [(), (0,), (0, 1), (0, 1), (0,), (), ()]


def test_rows_stand_under_their_header_and_nothing_else_does() -> None:
    outline = Outline()
    outline.heading(span(0), 1)
    outline.header(span(1))
    outline.row(span(2))
    outline.row(span(3))
    outline.paragraph(span(4))
    assert above(outline) == [(), (0,), (0, 1), (0, 1), (0,)]


def test_a_table_in_an_item_stands_under_it() -> None:
    outline = Outline()
    outline.item(span(0))
    outline.header(span(1), within=1)
    outline.row(span(2), within=1)
    outline.item(span(3))
    assert above(outline) == [(), (0,), (0, 1), ()]


def test_a_list_stands_under_the_paragraph_that_leads_to_it() -> None:
    outline = Outline()
    outline.paragraph(span(0), leads=True)
    outline.item(span(1))
    outline.paragraph(span(2))
    outline.item(span(3))
    assert above(outline) == [(), (0,), (), ()]
