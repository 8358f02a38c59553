from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document as WordDocument
from hypothesis import given, strategies as st

from bot.documents import readers
from bot.documents.model import BlockKind
from bot.documents.readers import docx
from bot.errors import DocumentError
from tests.documents.readers.spoken import assert_sound, mutated, of_kind, said

if TYPE_CHECKING:
    from bot.documents.model import Extracted

OPENING = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>'
)
STYLES = """<w:styles xmlns:w="w">
<w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="T2"><w:name w:val="Our own"/><w:basedOn w:val="T1"/></w:style>
<w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"""
NUMBERING = """<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum><w:abstractNum w:abstractNumId="8">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="*"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>"""


def run(words: str, *, bold: bool = False) -> str:
    return f'<w:r>{"<w:rPr><w:b/></w:rPr>" if bold else ""}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(words: str, *, style: str = "", bold: bool = False, number: str = "", depth: int = 0) -> str:
    """A paragraph; line breaks stand as in a text."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    runs = "<w:r><w:br/></w:r>".join(run(line, bold=bold) for line in words.split("\n"))
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def table(*rows: tuple[str, ...], header: bool = False) -> str:
    written = ""
    for at, row in enumerate(rows):
        properties = "<w:trPr><w:tblHeader/></w:trPr>" if header and not at else ""
        cells = "".join(f"<w:tc><w:tcPr/>{''.join(map(paragraph, cell.split('|')))}</w:tc>" for cell in row)
        written += f"<w:tr>{properties}{cells}</w:tr>"
    return f"<w:tbl><w:tblPr/>{written}</w:tbl>"


def packed(body: str, **parts: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"{OPENING}{body}</w:body></w:document>")
        package.writestr("word/styles.xml", STYLES)
        package.writestr("word/numbering.xml", NUMBERING)
        for name, part in parts.items():
            package.writestr(f"word/{name}.xml", part)
    return content.getvalue()


MINUTES = (
    paragraph("Pump board", style="Titre")
    + paragraph("9 April 2026")
    + paragraph("Pumps", style="T1", number="1")
    + paragraph("The pump failed.\nNobody noticed.")
    + paragraph("Decisions", style="T2", number="1")
    + paragraph("Order two", number="2")
    + paragraph("Paint the door", number="2")
    + table(("Pump", "Price"), ("red", "5 €"), ("blue", "6 €|at least"), header=True)
    + paragraph("Next time", style="T1")
    + paragraph("On Monday.")
)
ODD = (
    "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>"
    + paragraph("In a content control.")
    + "</w:sdtContent></w:sdt><w:p><w:ins>"
    + run("Inserted")
    + "</w:ins><w:del><w:r><w:delText>deleted</w:delText></w:r></w:del><w:smartTag>"
    + run(" and tagged.")
    + "</w:smartTag><w:r><w:tab/></w:r><w:hyperlink>"
    + run("A link.")
    + "</w:hyperlink></w:p><w:p>"
    + run("Beside a box.")
    + "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
    + paragraph("In the box.")
    + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
    + paragraph("In the box.")
    + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
TEAMS = "".join(
    paragraph(f"{name}   0:{second:02}\n{words}")
    for name, second, words in [
        ("Ada Park", 4, "The pump failed last night."),
        ("Ravi Shah", 9, "Nobody noticed that at all."),
        ("Ada Park", 14, "So we order two of them today."),
    ]
)
CAPTIONS = "".join(
    paragraph(f"0:0:{second}.90 --&gt; 0:0:{second + 1}.100\n{name}\n{words}")
    for name, second, words in [("Ada Park", 2, "The pump failed."), ("Ravi Shah", 9, "Nobody\nnoticed.")]
)


def read(body: str, **parts: str) -> Extracted:
    extracted = docx.read(packed(body, **parts), name="call.docx")
    assert_sound(extracted)
    return extracted


def above(extracted: Extracted, words: str) -> list[str]:
    block = next(block for block in extracted.blocks if block.span.of(extracted.text) == words)
    return [extracted.blocks[position].span.of(extracted.text) for position in block.above]


def test_a_document_is_written_as_word_shows_it() -> None:
    extracted = read(MINUTES)
    assert (
        extracted.text
        == """Pump board

9 April 2026

1. Pumps

The pump failed.
Nobody noticed.

2. Decisions

- Order two
- Paint the door

Pump | Price
red | 5 €
blue | 6 €; at least

Next time

On Monday."""
    )
    assert (extracted.facts.title, extracted.facts.date) == ("Pump board", dt.date(2026, 4, 9))


def test_what_stands_above_a_block() -> None:
    extracted = read(MINUTES)
    assert above(extracted, "Order two") == ["Pump board", "2. Decisions"]
    assert above(extracted, "red | 5 €") == ["Pump board", "2. Decisions", "Pump | Price"]
    assert above(extracted, "On Monday.") == ["Pump board", "Next time"]
    assert of_kind(extracted, BlockKind.ITEM) == ["Order two", "Paint the door"]


def test_all_words_are_kept_but_those_that_are_deleted_or_stand_twice() -> None:
    notes = (
        f'<w:footnotes xmlns:w="w"><w:footnote w:type="separator">{paragraph("-")}</w:footnote>'
        f"<w:footnote>{paragraph('As told by Ada.')}</w:footnote></w:footnotes>"
    )
    text = read(ODD, footnotes=notes).text
    assert text == (
        "In a content control.\n\nInserted and tagged.\tA link."
        "\n\nBeside a box.\n\nIn the box.\n\nAs told by Ada."
    )


def test_lists_are_numbered_as_word_numbers_them() -> None:
    items = [
        ("1", 0, "a"),
        ("1", 1, "b"),
        ("1", 1, "c"),
        ("1", 0, "d"),
        ("1", 1, "e"),
        ("3", 0, "f"),
        ("9", 0, "g"),
    ]
    text = read(
        "".join(paragraph(f"{words}.", number=number, depth=depth) for number, depth, words in items)
    ).text
    assert text == "1. a.\n  1.a) b.\n  1.b) c.\n2. d.\n  2.a) e.\n5. f.\n- g."


def test_a_short_line_in_bold_is_a_heading_where_styles_make_none() -> None:
    body = paragraph("We met at noon and all were there.") + "".join(
        paragraph(f"{words} of the pump", bold=True) + paragraph(f"{words} took very long, as always.")
        for words in ("Repair", "Painting")
    )
    extracted = read(body + paragraph("signed, the chair", bold=True))
    assert of_kind(extracted, BlockKind.HEADING) == ["Repair of the pump", "Painting of the pump"]
    assert above(extracted, "Painting took very long, as always.") == ["Painting of the pump"]


def test_numbered_lines_that_stand_alone_are_headings() -> None:
    body = "".join(
        paragraph(f"{words} of the pump", number="1") + paragraph(f"{words} took very long, as always.")
        for words in ("repair", "painting", "testing")
    )
    extracted = read(body)
    assert above(extracted, "testing took very long, as always.") == ["3. testing of the pump"]


def test_what_a_label_names_is_no_heading() -> None:
    extracted = read(
        paragraph("Meeting Title:", bold=True)
        + paragraph("Governance Board Meeting")
        + paragraph("Attendees:", bold=True)
        + paragraph("Chair, Security Officer, Pump Officer")
        + paragraph("The pump failed and nobody noticed it until noon of the next day.")
    )
    assert extracted.facts.title == "Governance Board Meeting"
    assert above(extracted, "Chair, Security Officer, Pump Officer") == ["Attendees:"]


def test_tables_that_lay_out_a_page_are_paragraphs() -> None:
    long = "The pump failed and nobody noticed. " * 20
    extracted = read(
        table(("A single cell is a paragraph.",)) + table(("Pumps", f"{long}|Two were ordered."))
    )
    assert of_kind(extracted, BlockKind.ROW) == []
    assert above(extracted, long.strip()) == ["Pumps"]
    assert "A single cell is a paragraph." in of_kind(extracted, BlockKind.PARAGRAPH)


def test_transcripts_of_teams_are_turns() -> None:
    extracted = read(
        paragraph("Pump call-20260409_100000-Meeting Recording")
        + paragraph("9 April 2026, 10:00am")
        + paragraph("Ada Park started transcription")
        + TEAMS
    )
    assert said(extracted) == [
        ("Ada Park", 4, "The pump failed last night."),
        ("Ravi Shah", 9, "Nobody noticed that at all."),
        ("Ada Park", 14, "So we order two of them today."),
    ]
    assert extracted.facts.date == dt.date(2026, 4, 9)


def test_captions_that_teams_exported_once_have_times_in_whole_milliseconds() -> None:
    extracted = read(CAPTIONS)
    assert said(extracted) == [("Ada Park", 2, "The pump failed."), ("Ravi Shah", 9, "Nobody noticed.")]


def test_notes_of_google_meet_stand_above_the_turns() -> None:
    extracted = read(
        paragraph("📝 Notes")
        + paragraph("Apr 9, 2026")
        + paragraph("Pump discussion")
        + paragraph("Details weren't produced for this meeting.")
        + paragraph("00:00:11")
        + paragraph("Ada Park: The pump failed.\nRavi Shah: Nobody noticed that.\nAda Park: So we order two.")
    )
    assert said(extracted)[0] == ("Ada Park", 11, "The pump failed.")
    assert len(said(extracted)) == 3
    assert (extracted.facts.title, extracted.facts.date) == ("Pump discussion", dt.date(2026, 4, 9))


def test_documents_of_python_docx_are_read() -> None:
    document = WordDocument()
    document.add_heading("Pump board", 0)
    document.add_heading("Decisions", 1)
    document.add_paragraph("Order two.", style="List Bullet")
    content = BytesIO()
    document.save(content)
    extracted = readers.read(content.getvalue(), name="Call.DOCX")
    assert extracted.format == "docx"
    assert above(extracted, "Order two.") == ["Pump board", "Decisions"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is encrypted, or of Word before 2007"),
        (b"PK\x03\x04 and no more", "it is damaged, or no zip file"),
        (packed("<w:p>"), "it is damaged"),
        (packed(MINUTES)[:900], "it is damaged, or no zip file"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_line(content: bytes, why: str) -> None:
    with pytest.raises(DocumentError, match=rf"^call\.docx: cannot be read: {why}"):
        readers.read(content, name="call.docx")


def test_a_zip_file_without_a_document_is_refused() -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(DocumentError, match=r"^call\.docx: cannot be read: it is no document of Word$"):
        readers.read(content.getvalue(), name="call.docx")


def test_a_zip_bomb_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"^call\.docx: cannot be read: it unpacks to very much more"):
        read(" " * (16 << 20))


def test_entities_neither_grow_nor_load_files() -> None:
    content = BytesIO()
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    with zipfile.ZipFile(content, "w") as package:
        package.writestr(
            "word/document.xml",
            f'<!DOCTYPE w:document [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
            + OPENING.replace("<w:body>", f"<w:body>{paragraph('&l9;&f;')}</w:body></w:document>"),
        )
    with pytest.raises(DocumentError, match=r"^call\.docx: cannot be read: it is damaged"):
        readers.read(content.getvalue(), name="call.docx")


@given(mutated([MINUTES, ODD, TEAMS, CAPTIONS]))
def test_whatever_a_document_holds_its_blocks_are_sound(body: str) -> None:
    body = body.encode("utf-8", "replace").decode()
    try:
        extracted = docx.read(packed(body), name="call.docx")
    except DocumentError as error:
        assert str(error).startswith("call.docx: ")  # noqa: PT017 - most are read
    else:
        assert_sound(extracted)


@given(st.data())
def test_whatever_is_damaged_is_refused_in_a_line_or_read(data: st.DataObject) -> None:
    content = bytearray(packed(MINUTES))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        extracted = docx.read(bytes(content), name="call.docx")
    except DocumentError as error:
        assert "\n" not in str(error)  # noqa: PT017 - some can still be read
    else:
        assert_sound(extracted)
