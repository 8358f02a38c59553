from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, strategies as st

from bot.documents.citations import cite
from bot.documents.model import Block, BlockKind, Document, Span
from bot.documents.passages import LONGEST_PASSAGE, context_of, divide
from bot.documents.sentences import sentences
from tests.generated import TEXTS
from tests.libraries import document_of

if TYPE_CHECKING:
    from bot.documents.model import Passage

NAMES = st.sampled_from(["minutes.txt", "minutes.md"])
LINES = [
    "# Minutes",
    "## Budget",
    "Members absent:",
    "**Attendees**",
    "- Ann Bell",
    "  - a nested item. It has two sentences.",
    "1. Welcome",
    "Venue: Town Hall",
    "| Name | Vote |",
    "|------|------|",
    "| Ann | yes |",
    "> quoted",
    "```",
    "---",
    "=====",
    "ANY OTHER BUSINESS",
    "The board approved it. All agreed.",
    "and so it went",
    "",
    "",
]
TEXTS_WITH_STRUCTURE = st.lists(st.sampled_from(LINES), max_size=40).map("\n".join)
DOCUMENTS = st.builds(document_of, TEXTS | TEXTS_WITH_STRUCTURE, NAMES)


def texts(document: Document) -> list[str]:
    return [passage.text for passage in divide(document)]


def spans(document: Document) -> list[Span]:
    """Return where the sentences of the passages stand in the document."""
    return [
        sentence.span.shifted(passage.citation.span.start)
        for passage in divide(document)
        for sentence in passage.sentences
    ]


def left_out(text: str, within: list[Span]) -> str:
    """Return what some ranges leave out of a text, and fail where they overlap or are out of order."""
    edges = [0, *(edge for span in within for edge in (span.start, span.end)), len(text)]
    assert edges == sorted(edges)
    return "".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


def transcript(*turns: tuple[str, str]) -> Document:
    """Return a document of turns, each a speaker and words."""
    text, blocks = "", []
    for number, (speaker, words) in enumerate(turns):
        text += f"{speaker}: "
        span = Span(start=len(text), end=len(text) + len(words))
        blocks.append(Block(kind=BlockKind.TURN, span=span, speaker=speaker, time=10 * number))
        text += f"{words}\n\n"
    return Document(id="t", name="t.txt", format="transcripts", title="T", text=text, blocks=tuple(blocks))


@given(DOCUMENTS)
def test_blocks_stand_in_order_and_apart_and_hold_all_words(document: Document) -> None:
    missing = left_out(document.text, [block.span for block in document.blocks])
    assert not any(map(str.isalnum, missing)) or document.format == "markdown"
    for position, block in enumerate(document.blocks):
        assert block.span.of(document.text).strip() == block.span.of(document.text) != ""
        assert list(block.above) == sorted(set(block.above))
        assert all(above < position for above in block.above)


@given(DOCUMENTS)
def test_a_passage_is_a_verbatim_slice_of_its_document(document: Document) -> None:
    for passage in divide(document):
        assert passage.text == document.text[passage.citation.span.start : passage.citation.span.end]
        assert passage.text == passage.text.strip() != ""
        assert document.hash.startswith(passage.citation.hash)


@given(DOCUMENTS)
def test_passages_hold_all_blocks_but_context_in_whole_sentences_and_in_order(document: Document) -> None:
    context = {above for block in document.blocks for above in block.above}
    expected = [
        sentence.shifted(block.span.start)
        for position, block in enumerate(document.blocks)
        if not (block.kind.is_context and position in context)
        for sentence in sentences(block.span.of(document.text), block.kind)
    ]
    assert spans(document) == expected


@given(DOCUMENTS)
def test_no_words_are_lost_to_search(document: Document) -> None:
    found = list(divide(document))
    shown = "".join(passage.text for passage in found) + "".join(
        text for passage in found for text in context_of(document, {one.block for one in passage.sentences})
    )
    for block in document.blocks:
        assert block.span.of(document.text) in shown or len(block.span.of(document.text)) > LONGEST_PASSAGE


@given(DOCUMENTS)
def test_a_passage_is_short_unless_it_is_a_single_sentence(document: Document) -> None:
    for passage in divide(document):
        assert len(passage.text) <= LONGEST_PASSAGE or len(passage.sentences) == 1


@given(DOCUMENTS)
def test_sentences_of_a_passage_hold_all_of_it_but_white_space(document: Document) -> None:
    for passage in divide(document):
        assert not left_out(passage.text, [sentence.span for sentence in passage.sentences]).strip()


@given(DOCUMENTS)
def test_a_passage_is_of_one_block_or_of_neighbours_of_one_kind_under_the_same_headings(
    document: Document,
) -> None:
    for passage in divide(document):
        blocks = sorted({sentence.block for sentence in passage.sentences})
        assert blocks == list(range(blocks[0], blocks[-1] + 1))
        kinds = {document.blocks[block].kind for block in blocks}
        assert len(kinds) == 1
        assert len(blocks) == 1 or kinds <= {BlockKind.ITEM, BlockKind.ROW}
        headings = {
            tuple(a for a in document.blocks[block].above if document.blocks[a].kind is not BlockKind.ITEM)
            for block in blocks
        }
        assert len(headings) == 1


@given(DOCUMENTS)
def test_a_passage_is_cited_like_any_other_range_of_its_document(document: Document) -> None:
    for passage in divide(document):
        assert passage.citation == cite(document, passage.citation.span)


def test_offsets_count_code_points() -> None:
    document = document_of("\N{GRINNING FACE}\N{GRINNING FACE}\n\nNext.")
    assert [passage.citation.span.start for passage in divide(document)] == [0, 4]


def test_a_long_paragraph_is_divided_evenly_into_as_few_passages_as_fit() -> None:
    sentence = f"{'Word ' * 30}end. "  # 155 characters: three fit, seven need three passages
    assert sorted(len(passage.sentences) for passage in divide(document_of(sentence * 7))) == [2, 2, 3]
    assert [len(passage.sentences) for passage in divide(document_of(sentence * 4))] == [2, 2]


@example([299, 300, 299, 300])
@given(st.lists(st.sampled_from([20, 90, 150, 290, 310, 600]), min_size=1, max_size=8))
def test_of_all_ways_into_the_fewest_passages_the_most_even_is_taken(lengths: list[int]) -> None:
    text = " ".join(f"{'A' * (length - 1)}." for length in lengths)
    edges = [0, *accumulate(length + 1 for length in lengths)]
    ways: list[tuple[int, int]] = []
    for chosen in range(1 << (len(lengths) - 1)):
        cuts = [0, *(i + 1 for i in range(len(lengths) - 1) if chosen >> i & 1), len(lengths)]
        sizes = [edges[end] - edges[start] - 1 for start, end in pairwise(cuts)]
        if all(size <= LONGEST_PASSAGE for size in sizes):
            ways.append((len(sizes), sum(size**2 for size in sizes)))
    found = [len(passage.text) for passage in divide(document_of(text))]
    assert (len(found), sum(size**2 for size in found)) == min(ways)


def test_sentences_are_counted_on_through_the_passages_of_a_paragraph() -> None:
    found = list(divide(document_of(f"{'Word ' * 30}end. " * 7)))
    assert found[0].citation.sentences[0] == 1
    assert found[-1].citation.sentences[1] == 7
    for before, after in pairwise(found):
        assert after.citation.sentences[0] == before.citation.sentences[1] + 1


def test_exactly_the_greatest_length_is_one_passage() -> None:
    first = f"{'A' * 298}."
    document = document_of(f"{first} {'B' * 299}.")
    assert [len(text) for text in texts(document)] == [LONGEST_PASSAGE]
    document = document_of(f"{first} {'B' * 300}.")
    assert [len(text) for text in texts(document)] == [299, 301]


def test_a_sentence_longer_than_a_passage_stands_whole_and_alone() -> None:
    long = f"{'The members, who were asked, ' * 30}agreed."
    document = document_of(f"Before it. {long} After it.")
    assert texts(document) == ["Before it.", long, "After it."]


def test_short_paragraphs_stay_as_they_are() -> None:
    assert texts(document_of("Yes.\n\nNo.\n\nPerhaps.")) == ["Yes.", "No.", "Perhaps."]


MINUTES = """\
# Minutes

## Present

- Ann Bell
- Tom Shaw

## Budget

The board approved it.

## Closing
"""


def test_items_stand_together_and_headings_are_their_context() -> None:
    document = document_of(MINUTES, "minutes.md")
    found = list(divide(document))
    assert [passage.text for passage in found] == [
        "- Ann Bell\n- Tom Shaw",
        "The board approved it.",
        "## Closing",
    ]
    assert [context_of(document, [passage.sentences[0].block]) for passage in found] == [
        ("# Minutes", "## Present"),
        ("# Minutes", "## Budget"),
        ("# Minutes",),
    ]
    assert [passage.citation.headings for passage in found] == [
        ("Minutes", "Present"),
        ("Minutes", "Budget"),
        ("Minutes",),
    ]


def test_a_long_list_is_cut_between_items_rather_than_between_an_item_and_what_it_holds() -> None:
    item = f"- {'word ' * 20}\n"
    text = f"{item}  {item}  {item}" * 4
    found = list(divide(document_of(text, "minutes.md")))
    assert [len(passage.sentences) for passage in found] == [3, 3, 3, 3]


def test_an_item_is_not_cut_where_a_cut_before_it_serves_as_well() -> None:
    item = f"- {'word ' * 25}end. {'Word ' * 25}end.\n"
    found = list(divide(document_of(f"# A\n\n{item * 5}", "minutes.md")))
    assert [len(passage.sentences) for passage in found] == [2, 4, 4]


def test_rows_stand_together_under_their_header() -> None:
    document = document_of("| Name | Vote |\n|---|---|\n| Ann | yes |\n| Tom | no |\n", "minutes.md")
    [passage] = divide(document)
    assert passage.text == "| Ann | yes |\n| Tom | no |"
    assert [sentence.block for sentence in passage.sentences] == [1, 2]
    assert context_of(document, [1, 2]) == ("| Name | Vote |\n|---|---|",)


def test_an_item_that_holds_others_is_their_context_where_they_are_another_passage() -> None:
    long = f"- Martin: {'we looked at it, ' * 30}and it is possible\n"
    document = document_of(f"{long}  - {'a part of it ' * 20}\n", "minutes.md")
    first, second = divide(document)
    assert context_of(document, [0]) == ()
    assert context_of(document, [1]) == (first.text,)
    assert second.text.startswith("- a part")


@pytest.mark.parametrize("comment", ["<!-- not to be quoted -->"])
def test_a_comment_between_items_is_in_no_passage(comment: str) -> None:
    found = texts(document_of(f"- Ann\n{comment}\n- Tom\n", "minutes.md"))
    assert found == ["- Ann", "- Tom"]


def turns_of(passage: Passage) -> list[tuple[str | None, int | None]]:
    return [(sentence.speaker, sentence.time) for sentence in passage.sentences]


def test_short_turns_stand_together_each_sentence_with_its_speaker_and_time() -> None:
    document = transcript(("Ann", "Shall we? It is late."), ("Tom", "Yes."))
    [passage] = divide(document)
    assert passage.text == "Shall we? It is late.\n\nTom: Yes."
    assert turns_of(passage) == [("Ann", 0), ("Ann", 0), ("Tom", 10)]
    assert (passage.citation.speaker, passage.citation.time) == ("Ann", 0)
    assert passage.citation.paragraphs == (1, 2)


def test_a_long_turn_keeps_its_speaker_in_every_passage() -> None:
    document = transcript(("Ann", "Well."), ("Tom", f"{'Word ' * 30}end. " * 9 + "Done."))
    found = list(divide(document))
    assert len(found) > 2
    assert {passage.citation.speaker for passage in found[1:]} == {"Tom"}


def test_turns_are_not_cut_where_a_cut_between_them_serves_as_well() -> None:
    turn = f"{'Word ' * 25}end. {'Word ' * 25}end."
    found = list(divide(transcript(*(("Ann", turn), ("Tom", turn)) * 2)))
    assert [turns_of(passage) for passage in found] == [
        [("Ann", 0)] * 2 + [("Tom", 10)] * 2,
        [("Ann", 20)] * 2 + [("Tom", 30)] * 2,
    ]


def test_passages_do_not_go_over_pages() -> None:
    text = "- Ann\n- Tom"
    blocks = (
        Block(kind=BlockKind.ITEM, span=Span(start=0, end=5), page=1),
        Block(kind=BlockKind.ITEM, span=Span(start=6, end=11), page=2),
    )
    document = Document(id="p", name="p.pdf", format="pdf", title="P", text=text, blocks=blocks)
    assert [passage.citation.page for passage in divide(document)] == [(1, 1), (2, 2)]


def test_no_blocks_have_no_passages() -> None:
    assert texts(document_of(" \n")) == []
