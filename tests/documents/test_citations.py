from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bot.documents.citations import Citing, Reference, cite, clock, parse
from bot.documents.model import Block, BlockKind, Document, Facts, Span
from bot.errors import CitationError, CitationFault

HEADING, LABEL, HEADER = BlockKind.HEADING, BlockKind.LABEL, BlockKind.HEADER
PARAGRAPH, ITEM, ROW, TURN = BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW, BlockKind.TURN

ID = "minutes@1a2b3c4d5e6f7a8b:120-345"


def document_of(*blocks: Block, text: str, **facts: object) -> Document:
    return Document(
        id="minutes",
        name="minutes.md",
        format="markdown",
        title="Minutes",
        text=text,
        blocks=blocks,
        facts=Facts(**facts),  # type: ignore[arg-type] # whatever the test says
    )


def block_of(text: str, part: str, kind: BlockKind = PARAGRAPH, **more: object) -> Block:
    start = text.index(part)
    return Block(kind=kind, span=Span(start=start, end=start + len(part)), **more)  # type: ignore[arg-type]


def span_of(text: str, quote: str) -> Span:
    start = text.index(quote)
    return Span(start=start, end=start + len(quote))


TEXT = "One. Two. Three.\n\nFour. Five.\n\nSix."
PLAIN = document_of(
    block_of(TEXT, "One. Two. Three."), block_of(TEXT, "Four. Five."), block_of(TEXT, "Six."), text=TEXT
)


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "  {}\n",
        "`{}`",
        "``{}``",
        "[{}]",
        "({})",
        "<{}>",
        '"{}"',
        "“{}”",
        "«{}»",
        "「{}」",
        "{}.",
        "{},",
        "{}?",
        "{}。",
        "**{}**",
        "> {}",
        "see {} for it",
        "The quote stands at {}, paragraph 2.\nAnother at other@00000000:1-2.",
        "bob@example.org wrote: {}",
        "@1a2b3c4d:1-2 {}",
        "x@1a2b3c4d:5-5 {}",
    ],
)
def test_an_identifier_is_found_in_what_people_paste(around: str) -> None:
    reference = parse(around.format(ID))
    assert reference == Reference(document="minutes", hash="1a2b3c4d5e6f7a8b", span=Span(start=120, end=345))
    assert reference.id == ID


@pytest.mark.parametrize("dash", ["-", "–", "—", "\u2010", "\u2011", "\u2212"])
def test_any_dash_may_stand_between_the_offsets(dash: str) -> None:
    assert parse(f"minutes@1A2B3C4D:120{dash}345").id == "minutes@1a2b3c4d:120-345"


@pytest.mark.parametrize(
    "document",
    ["a.b_c-d", "議事録", "Протокол", "café", "cafe\u0301", "हिन्दी", "-draft-", "..", "notes.md-1a2b3c4d"],
)
@pytest.mark.parametrize("digits", [8, 11, 16])
def test_documents_of_any_script_and_hashes_of_8_to_16_digits_are_read(document: str, digits: int) -> None:
    hexadecimal = "0123456789abcdef"[:digits]
    reference = parse(f"„{document}@{hexadecimal}:4-10“")
    assert reference.document == document.replace("e\u0301", "é")
    assert (reference.hash, reference.span) == (hexadecimal, Span(start=4, end=10))


@pytest.mark.parametrize(
    "malformed",
    [
        "",
        "`",
        "minutes",
        "minutes@1a2b3c4d",
        "minutes@1a2b3c4d:",
        "minutes@1a2b3c4d:1",
        "minutes@1a2b3c4d:1-",
        "minutes@1a2b3c4d:-1-2",
        "minutes@1a2b3c4d:1-2-3",
        "minutes@1a2b3c4d:1-2x",
        "minutes@1a2b3c4d:1.0-2.0",
        "minutes@1a2b3c4d:1 - 2",
        "minutes@1a2b3c4:1-2",
        "minutes@1a2b3c4d5e6f7a8b9:1-2",
        "minutes@1a2b3c4g:1-2",
        "@1a2b3c4d:1-2",
        "/@1a2b3c4d:1-2",
        "minutes@1a2b3c4d:\N{ARABIC-INDIC DIGIT ONE}-\N{ARABIC-INDIC DIGIT TWO}",
        f"minutes@1a2b3c4d:1-{'9' * 5000}",
        "a\nb \x1b[31m\u202e",
    ],
)
def test_what_holds_no_identifier_is_refused_with_an_example(malformed: str) -> None:
    with pytest.raises(CitationError, match="is not a citation: one looks like minutes@1a2b3c4d") as error:
        parse(malformed)
    assert error.value.fault is CitationFault.MALFORMED
    assert str(error.value).isprintable()
    assert len(str(error.value)) < 200


@pytest.mark.parametrize("offsets", ["5-5", "6-5", "0-0"])
def test_a_range_that_holds_nothing_is_refused(offsets: str) -> None:
    with pytest.raises(
        CitationError, match=f"'minutes@1a2b3c4d:{offsets}' .*it ends before it starts"
    ) as error:
        parse(f"[minutes@1a2b3c4d:{offsets}]")
    assert error.value.fault is CitationFault.BACKWARDS


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except CitationError as error:
        assert str(error).isprintable()  # noqa: PT017 - any text may as well be an identifier


@pytest.mark.parametrize("character", ["a", "@", "1", ":", "-", "–", " ", "議", "\u0301", "`"])
def test_five_million_of_one_character_are_read_or_refused(character: str) -> None:
    many = character * 5_000_000
    for text in (many, f"{many}@1a2b3c4d:1-2", f"minutes@1a2b3c4d:1-2{many}", f"@{many}:1-2"):
        try:
            assert parse(text).span == Span(start=1, end=2)
        except CitationError as error:
            assert len(str(error)) < 200  # noqa: PT017 - either is right


def test_very_many_identifiers_of_nothing_are_refused() -> None:
    with pytest.raises(CitationError):
        parse("@1a2b3c4d:1-2" * 100_000)
    with pytest.raises(CitationError):
        parse("a@1a2b3c4d:2-1," * 100_000)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00:00"), (59, "0:00:59"), (751, "0:12:31"), (3600, "1:00:00"), (360_000, "100:00:00")],
)
def test_a_time_is_shown_as_hours_minutes_and_seconds(seconds: int, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize(
    ("quote", "paragraphs", "sentences"),
    [
        ("One.", (1, 1), (1, 1)),
        ("Two.", (1, 1), (2, 2)),
        ("ne. Two. Th", (1, 1), (1, 3)),
        ("Three.", (1, 1), (3, 3)),
        ("Five.", (2, 2), (2, 2)),
        ("Three.\n\nFour.", (1, 2), (3, 3)),
        ("Two. Three.\n\nFour. Five.\n\nSix.", (1, 3), (2, 3)),
        ("Six.", (3, 3), (1, 1)),
        ("\n\nFour", (2, 2), (1, 1)),
    ],
)
def test_a_citation_counts_the_paragraphs_and_sentences_that_a_quote_touches(
    quote: str, paragraphs: tuple[int, int], sentences: tuple[int, int]
) -> None:
    citation = cite(PLAIN, span_of(TEXT, quote))
    assert (citation.paragraphs, citation.sentences) == (paragraphs, sentences)


def test_a_citation_tells_what_its_document_says_about_itself() -> None:
    citation = cite(PLAIN, span_of(TEXT, "One."))
    assert citation.id == f"minutes@{PLAIN.hash[:16]}:0-4"
    assert citation.title == "Minutes"
    assert (citation.headings, citation.page, citation.speaker, citation.time) == ((), None, None, None)


MINUTES = (
    "# 3. **Budget** #\n\nDecision:\n\n- It passed. All agreed.\n- It holds.\n\n"
    "| a | b |\n| 1 | 2 |\n\nEnd.\n"
)
WITH_CONTEXT = document_of(
    block_of(MINUTES, "# 3. **Budget** #", HEADING),
    block_of(MINUTES, "Decision:", LABEL, above=(0,)),
    block_of(MINUTES, "- It passed. All agreed.", ITEM, above=(0, 1)),
    block_of(MINUTES, "- It holds.", ITEM, above=(0, 1, 2)),
    block_of(MINUTES, "| a | b |", HEADER, above=(0,)),
    block_of(MINUTES, "| 1 | 2 |", ROW, above=(0, 4)),
    block_of(MINUTES, "End."),
    text=MINUTES,
)


@pytest.mark.parametrize(
    ("quote", "paragraphs", "headings"),
    [
        ("It passed.", (1, 1), ("3. Budget", "Decision")),
        ("It holds.", (2, 2), ("3. Budget", "Decision")),
        ("passed. All agreed.\n- It", (1, 2), ("3. Budget", "Decision")),
        ("| 1 | 2 |", (3, 3), ("3. Budget",)),
        ("Decision:\n\n- It passed.", (1, 1), ("3. Budget", "Decision")),
        ("Decision:", (1, 1), ("3. Budget",)),
        ("# 3. **Budget** #", (1, 1), ()),
        ("| a | b |", (3, 3), ("3. Budget",)),
        ("End.", (4, 4), ()),
        ("\n", (1, 1), ()),
    ],
)
def test_headings_are_no_paragraphs_but_what_stands_above(
    quote: str, paragraphs: tuple[int, int], headings: tuple[str, ...]
) -> None:
    citation = cite(WITH_CONTEXT, span_of(MINUTES, quote))
    assert (citation.paragraphs, citation.headings) == (paragraphs, headings)


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("## Budget", "Budget"),
        ("#Budget", "#Budget"),
        ("About C#", "About C#"),
        ("Budget\n======", "Budget"),
        ("Budget\n of 2024\n---", "Budget of 2024"),
        ("**Venue:**", "Venue"),
        ("Venue :", "Venue"),
        ("場所：", "場所"),
        ("[The _budget_](https://example.org/a_b)", "The budget"),
        ("`load_user` and snake_case", "load_user and snake_case"),
        ("5 * 3", "5 * 3"),
        ("x" * 300, f"{'x' * 199}…"),
    ],
)
def test_a_heading_is_shown_without_its_marks(heading: str, shown: str) -> None:
    text = f"{heading}\n\nText."
    document = document_of(block_of(text, heading, HEADING), block_of(text, "Text.", above=(0,)), text=text)
    assert cite(document, span_of(text, "Text.")).headings == (shown,)


TALK = "Hello. Yes.\n\nNo.\n\nGoodbye."
TRANSCRIPT = document_of(
    block_of(TALK, "Hello. Yes.", TURN, speaker="Ann Lee", time=0, page=1),
    block_of(TALK, "No.", TURN, speaker="Bob Ray", time=751, page=1),
    block_of(TALK, "Goodbye.", TURN, time=760, page=3),
    text=TALK,
)


@pytest.mark.parametrize(
    ("quote", "speaker", "time", "page"),
    [
        ("Yes.", "Ann Lee", 0, (1, 1)),
        ("No.", "Bob Ray", 751, (1, 1)),
        ("Yes.\n\nNo.\n\nGood", "Ann Lee", 0, (1, 3)),
        ("Goodbye.", None, 760, (3, 3)),
    ],
)
def test_a_citation_names_speaker_time_and_pages(
    quote: str, speaker: str | None, time: int, page: tuple[int, int]
) -> None:
    citation = cite(TRANSCRIPT, span_of(TALK, quote))
    assert (citation.speaker, citation.time, citation.page) == (speaker, time, page)


def test_a_document_without_blocks_can_be_cited() -> None:
    citation = cite(document_of(text="  "), Span(start=0, end=2))
    assert (citation.paragraphs, citation.sentences) == ((1, 1), (1, 1))


def test_the_sentences_of_a_block_are_ranges_of_the_document() -> None:
    assert [span.of(TEXT) for span in Citing(PLAIN).sentences(1)] == ["Four.", "Five."]


@given(st.data())
def test_any_range_is_cited_as_by_looking_at_every_block(data: st.DataObject) -> None:
    document = data.draw(st.sampled_from([PLAIN, WITH_CONTEXT, TRANSCRIPT]))
    start = data.draw(st.integers(0, len(document.text) - 1))
    span = Span(start=start, end=data.draw(st.integers(start + 1, len(document.text))))
    citation = cite(document, span)
    said = [block for block in document.blocks if not block.kind.is_context]
    touched = [number for number, block in enumerate(said, start=1) if block.span.overlaps(span)]
    if touched:
        assert citation.paragraphs == (touched[0], touched[-1])
    assert 1 <= citation.paragraphs[0] <= citation.paragraphs[1] <= len(said)
    assert parse(citation.id) == Reference(document="minutes", hash=document.hash[:16], span=span)


def test_all_passages_of_a_long_document_are_cited_in_a_time_that_grows_with_it_alone() -> None:
    sentence = "This is one of very many sentences. "
    many = 5_000
    blocks = [Block(kind=PARAGRAPH, span=Span(start=0, end=many * 36 - 1))]
    blocks += [
        Block(kind=ITEM, span=Span(start=(many + place) * 36, end=(many + place) * 36 + 35))
        for place in range(many)
    ]
    citing = Citing(document_of(*blocks, text=sentence * 2 * many))
    for place in range(2 * many):
        citation = citing.cite(Span(start=place * 36, end=place * 36 + 35))
    assert citation.paragraphs == (many + 1, many + 1)


@pytest.mark.parametrize("character", ["#", "=", "-", "*", "_", "`", "[", "(", " ", ":", "a"])
def test_a_heading_of_five_million_of_one_character_is_shown(character: str) -> None:
    text = f"x{character * 5_000_000}\n\nText."
    document = document_of(
        Block(kind=HEADING, span=Span(start=0, end=5_000_001)), block_of(text, "Text.", above=(0,)), text=text
    )
    [heading] = cite(document, span_of(text, "Text.")).headings
    assert len(heading) <= 200
