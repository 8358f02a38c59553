from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings, strategies as st

from bot.documents import readers
from bot.documents.model import BlockKind
from bot.documents.readers import pdf, pdf_pages
from bot.errors import DocumentError
from tests.documents.readers.spoken import assert_sound, of_kind, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.documents.model import Extracted

pytest.importorskip("pypdfium2")


class Printed(NamedTuple):
    text: str
    y: float
    x: float = 72
    size: float = 11
    font: str = "F1"


def written(*pages: Sequence[Printed], trailer: str = "") -> bytes:
    """A PDF, as small as they come (ISO 32000-1, Annex H)."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    fonts = " ".join(
        f"/F{at} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        for at, name in [(1, "Helvetica"), (2, "Helvetica-Bold")]
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Font << {fonts} >> >>",
    ]
    for at, page in enumerate(pages):
        shown = "\n".join(
            f"BT /{line.font} {line.size} Tf {line.x} {line.y} Td ({_escaped(line.text)}) Tj ET"
            for line in page
        )
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources 3 0 R"  # noqa: ISC004 - one object
            f" /Contents {5 + 2 * at} 0 R >>",
            f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        ]
    content = "%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{content}xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{len(content)}\n%%EOF\n"
    ).encode("latin-1")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def below(*texts: str, y: float = 700, leading: float = 14) -> list[Printed]:
    """Lines below each other; an empty one leaves its place blank."""
    return [Printed(text, y - leading * at) for at, text in enumerate(texts) if text]


def read(*pages: Sequence[Printed]) -> Extracted:
    extracted = readers.read(written(*pages), name="call.pdf")
    assert_sound(extracted)
    return extracted


def above(extracted: Extracted, words: str) -> list[str]:
    block = next(block for block in extracted.blocks if block.span.of(extracted.text).startswith(words))
    return [extracted.blocks[position].span.of(extracted.text) for position in block.above]


BODY = [
    "The pump in the eastern cellar failed last night and nobody that lives near it",
    "noticed anything at all until the caretaker came by at noon of the following",
    "day. Two pumps will be ordered before the end of the week by Ada, who knows the",
    "people that make them, and one of them is kept for when this happens again.",
]

OTHER = [
    "Ravi says that the door of the shed is as old as the shed, and that painting it",
    "costs less than a new one does, even if that is done every other year from now.",
]


def page(number: int, *lines: str) -> list[Printed]:
    return [
        Printed("Minutes of the pump board, 9 April 2026", 760, size=9),
        *below(*lines),
        Printed(f"Page {number} of 3", 30, x=280, size=9),
    ]


def test_lines_that_go_on_are_one_paragraph_and_what_stands_apart_is_another() -> None:
    extracted = read(below(*BODY, "", "Ravi disagrees."))
    assert extracted.format == "pdf"
    assert extracted.text == "\n".join(BODY) + "\n\nRavi disagrees."
    assert of_kind(extracted, BlockKind.PARAGRAPH) == ["\n".join(BODY), "Ravi disagrees."]


def test_heads_feet_and_page_numbers_are_left_out_but_tell_the_date() -> None:
    extracted = read(page(1, *BODY), page(2, *OTHER), page(3, "That is all."))
    assert "Minutes" not in extracted.text
    assert "Page" not in extracted.text
    assert [block.page for block in extracted.blocks] == [1, 2, 3]
    assert extracted.facts.date == dt.date(2026, 4, 9)


def test_heads_that_change_with_the_chapter_end_in_the_number_of_the_page() -> None:
    pages = [
        [Printed(f"{name} {at}", 760), *below(f"We spoke of {name.lower()}.")]
        for at, name in enumerate(["Pumps", "Pails", "Doors", "Windows"], start=7)
    ]
    assert read(*pages).text.split("\n\n") == [
        f"We spoke of {name}." for name in ("pumps", "pails", "doors", "windows")
    ]


def test_what_stands_at_the_top_of_one_page_alone_is_kept() -> None:
    extracted = read(page(1, *BODY), [Printed("2 Decisions", 760, size=16), *below(*OTHER)], page(3, "Bye."))
    assert of_kind(extracted, BlockKind.HEADING) == ["2 Decisions"]


def test_a_sentence_goes_on_on_the_next_page() -> None:
    extracted = read(page(1, *BODY[:2]), page(2, *BODY[2:]))
    assert [block.page for block in extracted.blocks] == [1]
    assert extracted.blocks[0].span.of(extracted.text) == "\n\n".join(
        ["\n".join(BODY[:2]), "\n".join(BODY[2:])]
    )


def test_headings_are_told_by_size_and_weight() -> None:
    extracted = read(
        [
            Printed("Pump board", 760, size=20),
            Printed("Pumps in the cellar", 730, font="F2"),
            *below(*BODY),
            Printed("9:00 am", 600, font="F2"),
            Printed("we began.", 580),
            Printed("Present:", 560, font="F2"),
            Printed("Ada and Ravi.", 546),
        ]
    )
    assert of_kind(extracted, BlockKind.HEADING) == ["Pump board", "Pumps in the cellar"]
    assert above(extracted, "The pump in") == ["Pump board", "Pumps in the cellar"]
    assert of_kind(extracted, BlockKind.LABEL) == ["Present:"]
    assert extracted.facts.title == "Pump board"


def test_bullets_stand_before_their_words() -> None:
    extracted = read(
        [
            *below("Decided:"),
            Printed("\x95", 680),
            Printed("Order two.", 680, x=90),
            Printed("\x95 Paint it.", 660),
        ]
    )
    assert of_kind(extracted, BlockKind.ITEM) == ["• Order two.", "• Paint it."]


def test_entries_of_a_table_of_contents_are_no_headings() -> None:
    extracted = read(
        [*below("1 Pumps . . . . . . . . 3", "", "2 Doors . . . . . . . . 9"), *below(*BODY, y=500)]
    )
    assert of_kind(extracted, BlockKind.HEADING) == []


def test_transcripts_are_turns_on_pages() -> None:
    lines = [
        "Ada Park: The pump failed.",
        "",
        "Ravi Shah: Nobody noticed that.",
        "",
        "Ada Park: We order two.",
    ]
    extracted = read(below(*lines), below("Ravi Shah: And paint them red."))
    assert said(extracted)[0] == ("Ada Park", None, "The pump failed.")
    assert [block.page for block in extracted.blocks] == [1, 1, 1, 2]


def test_pages_without_text_are_noted() -> None:
    assert read(below(*BODY), []).facts.notes == ("1 of 2 pages hold no text",)


LOCKED = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >> /ID [<00> <00>]"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (written([]), "it holds pictures of its pages, no text"),
        (written(below(*BODY), trailer=LOCKED), "it is encrypted; save it without a password"),
        (b"%PDF-1.4\n and no more", "it is damaged, or no PDF"),
        (b"\0\1\2", "it is damaged, or no PDF"),
        (b"no more than text", "it is damaged, or no PDF"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_line(content: bytes, why: str) -> None:
    with pytest.raises(DocumentError, match=rf"^call\.pdf: cannot be read: {why}"):
        readers.read(content, name="call.pdf")


def test_files_are_told_by_what_they_are_whatever_they_are_called() -> None:
    extracted = readers.read(written(below(*BODY)), name="call.txt")
    assert (extracted.format, extracted.text) == ("pdf", "\n".join(BODY))


def test_a_file_that_ends_the_process_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    dying = tmp_path / "dying.py"
    dying.write_text("import os; os.abort()")
    monkeypatch.setattr(pdf, "_PAGES", dying)
    with pytest.raises(DocumentError, match="it is damaged, or no PDF"):
        pdf.read(written(below(*BODY)), name="call.pdf")


def test_without_the_extra_a_line_says_which_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(DocumentError, match=r"^call\.pdf: .*pip install 'meeting-bot\[pdf\]'$"):
        readers.read(written(below(*BODY)), name="call.pdf")


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_whatever_is_damaged_is_refused_in_a_line_or_read(data: st.DataObject) -> None:
    content = bytearray(written(page(1, *BODY), page(2, *BODY)))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        extracted = pdf.read(bytes(content), name="call.pdf")
    except DocumentError as error:
        assert "\n" not in str(error)  # noqa: PT017 - some can still be read
    else:
        assert_sound(extracted)


number = st.floats(-100, 1000, allow_nan=False)


@given(
    st.lists(
        st.lists(st.tuples(st.text(max_size=40), number, number, number, st.integers(0, 900)), max_size=9)
    )
)
def test_whatever_is_printed_its_blocks_are_sound(
    pages: list[list[tuple[str, float, float, float, int]]],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "_found", lambda *_: {"pages": pages})
        try:
            assert_sound(pdf.read(b"", name="call.pdf"))
        except DocumentError as error:
            assert "no text" in str(error)  # noqa: PT017 - most have some


def test_what_finds_the_lines_needs_nothing_of_the_package() -> None:
    source = Path(pdf_pages.__file__).read_text(encoding="utf-8")
    assert "from bot" not in source
    assert "import bot" not in source
