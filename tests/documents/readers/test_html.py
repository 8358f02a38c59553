from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from bot.documents import readers
from bot.documents.model import BlockKind
from bot.documents.readers import html
from bot.errors import DocumentError
from tests.documents.readers.spoken import assert_sound, mutated, of_kind, said

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Pump  board</title><style>p { color: red }</style>
<link rel="canonical" href="https://example.org/pumps"></head>
<body><nav><a href="/">Home</a></nav><h1>Pump board, 9 April 2026</h1>
<p>The <b>pump</b> failed &amp; nobody
noticed.<br><br>It was noon.<script>alert("no")</script></p>
<h2>Decisions</h2>
<ul><li>Order two<ul><li>red ones</li></ul></li><li><p>Paint the door</p><p>in blue</p></li></ul>
<dl><dt>Present</dt><dd>Ada, Ravi</dd></dl>
<table><tr><th>Pump</th><th>Price</th></tr><tr><td>red</td><td>5 &euro;</td></tr></table>
<table><tr><td><h2>Old pages</h2><p>are laid out by tables.</p></td></tr></table>
<pre>one line
  another

a paragraph</pre>
<div hidden>secret</div><div style="display: none">secret</div><span aria-hidden="true">secret</span>
</body></html>
"""
W3C = """<!doctype html><html><head><title>Pump WG – 15 August 2024</title></head><body>
<h1>Pump WG</h1><h2>15 August 2024</h2>
<h3>Pumps</h3>
<p class=phone><cite>Ada:</cite> the pump failed<br>… over night</p>
<p class=irc><cite>&lt;bo&gt;</cite> hello</p>
<p class=phone><cite>Ravi:</cite> nobody noticed</p>
<p class=phone><cite>Ada:</cite> we order two</p>
<p class=resolution><strong>RESOLUTION:</strong> Order two pumps.</p>
<h3>Next call</h3>
<p class=phone><cite>Ravi:</cite> on Monday</p>
<p class=phone><cite>Ada:</cite> fine</p>
</body></html>
"""
CCG = """<html><body><h1>Pump Group</h1><dl><dt>Present</dt><dd>Ada Park, Ravi Shah</dd></dl>
<div class="comment"><span class="name">Ada Park</span>: The pump failed. <a style="display:none">*</a></div>
<div class="comment"><span class="name">Ravi Shah</span>: Since when? <a style="display:none">*</a></div>
<div class="comment"><span class="name">Ada Park</span>: Since noon. <a style="display:none">*</a></div>
</body></html>
"""
SAMPLES = [PAGE, W3C, CCG]


def test_pages_are_told_by_their_beginning() -> None:
    assert all(map(html.looks_like, SAMPLES))
    assert html.looks_like("\n<!-- made by hand -->\n<HTML>")
    assert not html.looks_like("The <html> tag is old.")


def test_the_whole_body_is_kept_and_what_is_hidden_is_not() -> None:
    extracted = html.read(PAGE)
    assert (
        extracted.text
        == """Pump board, 9 April 2026

The pump failed & nobody noticed.

It was noon.

Decisions
- Order two
  - red ones
- Paint the door

in blue

Present

Ada, Ravi
Pump | Price
red | 5 €

Old pages

are laid out by tables.

one line
another

a paragraph"""
    )
    assert_sound(extracted)


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (BlockKind.HEADING, ["Pump board, 9 April 2026", "Decisions", "Old pages"]),
        (BlockKind.ITEM, ["Order two", "red ones", "Paint the door"]),
        (BlockKind.LABEL, ["Present"]),
        (BlockKind.HEADER, ["Pump | Price"]),
        (BlockKind.ROW, ["red | 5 €"]),
    ],
)
def test_what_the_blocks_of_a_page_are(kind: BlockKind, texts: list[str]) -> None:
    assert of_kind(html.read(PAGE), kind) == texts


def test_what_stands_above_a_block() -> None:
    extracted = html.read(PAGE)

    def above(words: str) -> list[str]:
        block = next(block for block in extracted.blocks if block.span.of(extracted.text) == words)
        return [extracted.blocks[position].span.of(extracted.text) for position in block.above]

    assert above("red ones") == ["Pump board, 9 April 2026", "Decisions", "Order two"]
    assert above("in blue") == ["Pump board, 9 April 2026", "Decisions", "Paint the door"]
    assert above("Ada, Ravi") == ["Pump board, 9 April 2026", "Decisions", "Present"]
    assert above("red | 5 €")[-1] == "Pump | Price"
    assert above("are laid out by tables.") == ["Pump board, 9 April 2026", "Old pages"]


def test_what_a_page_says_of_itself() -> None:
    facts = html.read(PAGE).facts
    assert (facts.title, facts.language, facts.url) == ("Pump board", "en", "https://example.org/pumps")
    assert facts.date == dt.date(2026, 4, 9)
    assert html.read("<body><h1>Pumps</h1>", name="2026-04-09.html").facts.title == "Pumps"


@pytest.mark.parametrize(
    "stated",
    [
        "<meta name=date content=2026-04-09T10:00:00Z>",
        "<meta property='article:published_time' content='2026-04-09'>",
        "<body>Seen 1 May 2026, on <time datetime='2026-04-09 10:00'>Thursday</time>",
    ],
)
def test_the_date_that_a_page_states_for_programs_comes_first(stated: str) -> None:
    page = f"<html>{stated}<p>We met on 2 May 2026."
    assert html.read(page).facts.date == dt.date(2026, 4, 9)


def test_pages_are_read_by_their_ending_and_by_what_they_are() -> None:
    for name in ("call.html", "call.HTM", "call.txt"):
        extracted = readers.read(W3C.encode(), name=name)
        assert (extracted.format, len(said(extracted))) == ("html", 6)


def test_minutes_of_the_w3c_are_turns_under_topics() -> None:
    extracted = html.read(W3C)
    assert said(extracted) == [
        ("Ada", None, "the pump failed\n… over night"),
        ("bo", None, "hello"),
        ("Ravi", None, "nobody noticed"),
        ("Ada", None, "we order two"),
        ("Ravi", None, "on Monday"),
        ("Ada", None, "fine"),
    ]
    assert of_kind(extracted, BlockKind.PARAGRAPH) == ["RESOLUTION: Order two pumps."]
    last = extracted.blocks[-1]
    assert [extracted.blocks[above].span.of(extracted.text) for above in last.above] == [
        "Pump WG",
        "15 August 2024",
        "Next call",
    ]


def test_minutes_of_community_groups_keep_what_stands_above_the_turns() -> None:
    extracted = html.read(CCG)
    assert said(extracted) == [
        ("Ada Park", None, "The pump failed."),
        ("Ravi Shah", None, "Since when?"),
        ("Ada Park", None, "Since noon."),
    ]
    assert of_kind(extracted, BlockKind.LABEL) == ["Present"]


@pytest.mark.parametrize("text", ["", "<html>", "<body></body>", "<p> \n</p>", "<frameset>"])
def test_pages_without_words_have_no_blocks(text: str) -> None:
    assert html.read(text).blocks == ()


@pytest.mark.parametrize(
    "text",
    ["<div>" * 10_000, "<ul><li>" * 10_000, "<p " + "a=1 " * 10_000 + ">", "<p " + "a=''" * 10_000 + ">"],
)
def test_what_takes_the_parser_too_long_is_refused(text: str) -> None:
    with pytest.raises(DocumentError, match=r"^call\.html: cannot be read: it "):
        html.read(text, name="call.html")


@given(
    mutated(SAMPLES)
    | st.lists(
        st.sampled_from(
            "<li> <td> <tr> <table> <p> </p> <h1> </h1> <dt> <br> <pre> </td> a \0 &lt; <ul> </ul>".split(" ")
        )
    ).map("".join)
)
def test_whatever_a_page_holds_its_blocks_are_sound(text: str) -> None:
    assert_sound(html.read(text))
