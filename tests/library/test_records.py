from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, strategies as st

from bot.documents.model import Block, BlockKind, Document, Facts, Span
from bot.documents.passages import divide
from bot.library import records as module
from bot.library.records import RecordMaker
from bot.search.text.bulk import BulkAnalyzer
from bot.search.text.terms import Analyzer
from bot.search.vectors.word_vectors import open_vectors
from bot.store.numbers import IN_HEADING, number_of_term, number_of_word
from bot.store.record import SENTENCE, TERM, WORD

if TYPE_CHECKING:
    from bot.store.record import Record

ANALYZER = Analyzer()
VECTORS = open_vectors()
SIGNATURE = (1, 2, 3, 4)

SENTENCES = st.sampled_from(
    [
        "Bread rises.",
        "It is so.",
        "The U.S. paid $1.7 billion for long-range missiles.",
        "On 7/8/2024 it fell.",
        "日本。",
    ]
)
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=40).map(" ".join)
KINDS = st.sampled_from([BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TURN])
DOCUMENTS = st.lists(st.tuples(KINDS, PARAGRAPHS), max_size=6)
HEADINGS = st.tuples(
    st.just(BlockKind.HEADING),
    st.sampled_from(["Budget", "Minutes of the meeting of 9 April 2026", "Present"]),
)
MINUTES = st.lists(HEADINGS | st.tuples(KINDS, PARAGRAPHS), max_size=8)


def maker(*, with_vectors: bool = True) -> RecordMaker:
    vectors = VECTORS if with_vectors else None
    return RecordMaker(ANALYZER, BulkAnalyzer(ANALYZER, vectors.rows if vectors else None), vectors)


def document(
    *blocks: tuple[BlockKind, str] | str, facts: Facts | None = None, identifier: str = "notes"
) -> Document:
    """Return a document of blocks: each stands beneath the last heading before it."""
    made: list[Block] = []
    text = ""
    heading: tuple[int, ...] = ()
    for position, block in enumerate(blocks):
        kind, own = (BlockKind.PARAGRAPH, block) if isinstance(block, str) else block
        text += "\n\n" if text else ""
        spoken = kind == BlockKind.TURN
        made.append(
            Block(
                kind=kind,
                span=Span(start=len(text), end=len(text) + len(own)),
                above=() if kind.is_context else heading,
                speaker=("Ann", "Bob")[position % 2] if spoken else None,
                time=position if spoken else None,
            )
        )
        text += own
        heading = (position,) if kind.is_context else heading
    return Document(
        id=identifier,
        name=f"{identifier}.txt",
        format="plain",
        title="Notes",
        text=text,
        blocks=tuple(made),
        facts=facts or Facts(),
    )


def records_of(*blocks: tuple[BlockKind, str] | str, facts: Facts | None = None) -> tuple[Record, ...]:
    return maker().read(document(*blocks, facts=facts), content="", signature=SIGNATURE).records


def context_of(record: Record) -> list[int]:
    return [int(number) for number in np.frombuffer(record.context, dtype="<i8")]


def numbers(text: str) -> set[int]:
    return set(map(number_of_term, ANALYZER.terms(text)))


@given(st.lists(DOCUMENTS, max_size=4))
def test_records_say_what_stands_in_the_passages(generated: list[list[tuple[BlockKind, str]]]) -> None:
    documents = [document(*blocks, identifier=f"d{place}") for place, blocks in enumerate(generated)]
    found = list(maker().read_many((one, "ab", SIGNATURE) for one in documents))
    assert [read.document for read in found] == documents
    for read in found:
        assert (read.content, read.signature) == ("ab", SIGNATURE)
        for passage, record in zip(divide(read.document), read.records, strict=True):
            assert (record.text, record.citation) == (passage.text, passage.citation)
            tokens = list(ANALYZER.tokens(passage.text))
            terms = np.frombuffer(record.terms, dtype=TERM)
            assert terms["number"].tolist() == [number_of_term(token.term) for token in tokens]
            assert terms["start"].tolist() == [token.start for token in tokens]
            sentences = np.frombuffer(record.sentences, dtype=SENTENCE)
            assert sentences["start"].tolist() == [one.span.start for one in passage.sentences]
            assert sentences["end"].tolist() == [one.span.end for one in passage.sentences]
            assert sentences["block"].tolist() == [one.block for one in passage.sentences]
            starts = [sum(token.start < one.span.start for token in tokens) for one in passage.sentences]
            assert sentences["first_term"].tolist() == starts
            times = np.frombuffer(record.times, dtype="<i4").reshape(-1, 2).tolist()
            assert [
                (record.speakers[speaker] if speaker >= 0 else None, seconds if seconds >= 0 else None)
                for speaker, seconds in times
            ] == [(one.speaker, one.time) for one in passage.sentences]


@given(st.lists(MINUTES, max_size=5))
def test_documents_that_are_read_together_have_the_records_that_each_has_alone(
    generated: list[list[tuple[BlockKind, str]]],
) -> None:
    documents = [document(*blocks, identifier=f"d{place}") for place, blocks in enumerate(generated)]
    alone = [maker().read(one, content="", signature=SIGNATURE) for one in documents]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_CHARACTERS_AT_ONCE", 200)
        assert list(maker().read_many((one, "", SIGNATURE) for one in documents)) == alone
    assert list(maker().read_many((one, "", SIGNATURE) for one in documents)) == alone


def test_a_dated_heading_is_found_by_its_evidence_and_not_by_its_terms() -> None:
    _, heading, _ = records_of(
        "Minutes of the board meeting.", (BlockKind.HEADING, "Meeting of 9 April 2026"), "The board met."
    )
    assert heading.text == "Meeting of 9 April 2026"
    own = set(np.frombuffer(heading.terms, dtype=TERM)["number"].tolist())
    assert own == {number ^ IN_HEADING for number in numbers(heading.text)}


def test_sentences_of_a_meeting_are_judged_and_others_are_not() -> None:
    blocks = ["Minutes of the board meeting.", "Present: Ann Lee, Bob Ray.", "The board agreed to buy bread."]
    minutes = maker().read(document(*blocks), content="", signature=SIGNATURE)
    recipe = maker().read(document("Bread rises.", "Salt it."), content="", signature=SIGNATURE)
    assert (minutes.is_meeting, recipe.is_meeting) == (True, False)
    judged, unjudged = (
        np.frombuffer(b"".join(one.sentences for one in read.records), dtype=SENTENCE)["evidence"]
        for read in (minutes, recipe)
    )
    assert judged.any()
    assert not unjudged.any()


def test_words_are_all_words_of_a_passage_and_those_of_three_letters_are_counted() -> None:
    read = maker().read(document("It is the bread.", "The Bread of 1999."), content="", signature=SIGNATURE)
    words = np.frombuffer(b"".join(record.words for record in read.records), dtype=WORD).tolist()
    assert words == list(map(number_of_word, "it is the bread the bread of 1999".split()))
    assert read.words == {"the": 2, "bread": 2}


def test_a_document_without_passages_has_no_records() -> None:
    read = maker().read(document(), content="", signature=SIGNATURE)
    assert (read.records, read.words) == ((), {})
    assert list(maker().read_many([])) == []


def test_headings_title_and_date_are_context_each_once() -> None:
    date = dt.date(2026, 4, 9)
    above, beneath = records_of(
        "Bread first.", (BlockKind.HEADING, "Budget notes"), "Bread rises.", facts=Facts(date=date)
    )
    of_document = numbers("Notes 9 April 2026")
    assert set(context_of(above)) == of_document
    assert set(context_of(beneath)) == of_document | numbers("Budget notes")
    assert len(context_of(beneath)) == len(set(context_of(beneath)))


def test_headers_of_tables_are_context_though_no_citation_shows_them() -> None:
    [row] = records_of((BlockKind.HEADER, "Supplier | Cost"), (BlockKind.ROW, "Acme | 5"))
    assert numbers("Supplier Cost") <= set(context_of(row))


def test_what_stands_in_the_passage_itself_is_not_above_it() -> None:
    text = "- Bread\n  - rises"
    blocks = (
        Block(kind=BlockKind.ITEM, span=Span(start=0, end=7)),
        Block(kind=BlockKind.ITEM, span=Span(start=10, end=17), above=(0,)),
    )
    nested = Document(id="n", name="n.md", format="markdown", title="Notes", text=text, blocks=blocks)
    [record] = maker().read(nested, content="", signature=SIGNATURE).records
    assert set(context_of(record)) == numbers("Notes")


def test_the_digest_is_of_text_and_context() -> None:
    one, same = records_of("Bread rises.", "Bread rises.")
    _, other = records_of("Soup.", (BlockKind.HEADING, "Budget"), "Bread rises.")
    assert one.digest == same.digest != other.digest
    assert one.digest != records_of("Bread falls.")[0].digest


def test_passages_of_one_paragraph_are_of_one_block_and_those_of_several_of_none_other() -> None:
    long = "A sentence like any other stands here. " * 40
    found = records_of(long, "Short.", (BlockKind.ITEM, "- one"), (BlockKind.ITEM, "- two"), long)
    blocks = [record.block for record in found]
    [*first, short, items], last = blocks[: len(blocks) // 2 + 1], blocks[len(blocks) // 2 + 1 :]
    assert set(first) == {0}
    assert (short, items) == (1, 2)
    assert set(last) == {3}


def test_a_date_in_digits_is_settled_by_the_documents_own_date() -> None:
    american, european = dt.date(2024, 7, 8), dt.date(2024, 8, 7)
    documents = [
        document("On 7/8/2024.", facts=Facts(date=date), identifier=f"d{date}")
        for date in (american, european)
    ]
    july, august = (
        np.frombuffer(read.records[0].terms, dtype=TERM)["number"].tolist()
        for read in maker().read_many((one, "", SIGNATURE) for one in documents)
    )
    assert number_of_term("juli") in july
    assert number_of_term("august") in august


@given(PARAGRAPHS)
def test_meanings_are_the_lengths_of_sums_of_vectors_by_what_they_tell(text: str) -> None:
    for record in records_of(text):
        terms = np.frombuffer(record.terms, dtype=TERM)
        rows = terms["row"].astype(np.int64)
        meant = VECTORS.vectors(rows) * VECTORS.tell(rows)[:, None]
        sentences = np.frombuffer(record.sentences, dtype=SENTENCE)
        bounds = pairwise([*sentences["first_term"].tolist(), len(terms)])
        expected = [np.linalg.norm(meant[start:end].sum(axis=0)) for start, end in bounds]
        assert sentences["meaning"] == pytest.approx(np.array(expected), rel=1e-4, abs=1e-6)


def test_without_vectors_no_sentence_has_a_meaning() -> None:
    read = maker(with_vectors=False).read(document("Bread rises."), content="", signature=SIGNATURE)
    assert np.frombuffer(read.records[0].sentences, dtype=SENTENCE)["meaning"].tolist() == [0.0]
    assert np.frombuffer(read.records[0].terms, dtype=TERM)["row"].tolist() == [-1, -1]


def test_a_character_that_no_encoding_has_is_read() -> None:
    assert records_of("Bread \ud800 rises.")[0].text == "Bread \ud800 rises."
