from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from hypothesis import example, given, strategies as st

from bot.documents.citing import cite
from bot.documents.library import load
from bot.documents.passages import LONGEST_PASSAGE, divide, passages
from bot.documents.sentences import sentences
from tests.generated import TEXTS
from tests.libraries import document_of, library_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.documents.model import Document, Span

NAMES = st.sampled_from(["minutes.txt", "minutes.md"])
DOCUMENTS = st.builds(document_of, TEXTS, NAMES)
DOCUMENTS_WITH_MARK = st.builds(document_of, TEXTS.map(lambda text: f"\ufeff{text}"), NAMES)
CORPORA = st.lists(TEXTS, max_size=4).map(
    lambda texts: [document_of(text, f"{number}.txt") for number, text in enumerate(texts)]
)


def gaps(outer: Span, inner: Sequence[Span], text: str) -> list[str]:
    """Return what `inner` leaves out of `outer`, and fail where it overlaps or is out of order."""
    edges = [outer.start, *(edge for span in inner for edge in (span.start, span.end)), outer.end]
    assert edges == sorted(edges)
    return [text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]


@given(TEXTS, NAMES)
def test_a_text_is_the_file_with_its_line_ends_made_one(content: str, name: str) -> None:
    document = document_of(content, name)
    assert document.text.split("\n") == content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert "\r" not in document.text


@given(TEXTS, NAMES)
def test_a_byte_order_mark_changes_nothing(content: str, name: str) -> None:
    assert document_of(f"\ufeff{content}", name) == document_of(content, name)


@given(DOCUMENTS | DOCUMENTS_WITH_MARK)
def test_a_passage_is_a_verbatim_slice_of_its_document(document: Document) -> None:
    for passage in divide(document):
        assert passage.text == document.text[passage.citation.span.start : passage.citation.span.end]
        assert passage.citation.hash == document.hash


@given(DOCUMENTS)
def test_paragraphs_hold_everything_but_white_space_in_order(document: Document) -> None:
    edges = [
        0,
        *(edge for p in document.paragraphs for edge in (p.span.start, p.span.end)),
        len(document.text),
    ]
    assert edges == sorted(edges)
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        assert not document.text[start:end].strip()


@given(DOCUMENTS)
def test_passages_cover_each_paragraph_without_gap_or_overlap_but_white_space(document: Document) -> None:
    found = list(divide(document))
    for number, paragraph in enumerate(document.paragraphs, start=1):
        spans = [p.citation.span for p in found if p.citation.paragraphs == (number, number)]
        assert spans
        assert not "".join(gaps(paragraph.span, spans, document.text)).strip()


@given(DOCUMENTS)
def test_passages_stand_in_the_order_of_the_text(document: Document) -> None:
    for before, after in pairwise(divide(document)):
        assert before.citation.span.end <= after.citation.span.start


@given(DOCUMENTS)
def test_a_passage_is_short_unless_it_is_a_single_sentence(document: Document) -> None:
    for passage in divide(document):
        assert 0 < len(passage.text) <= LONGEST_PASSAGE or len(passage.sentences) == 1


@given(DOCUMENTS)
def test_a_passage_begins_and_ends_with_its_text(document: Document) -> None:
    for passage in divide(document):
        assert passage.text == passage.text.strip()


@given(DOCUMENTS)
def test_sentences_lie_inside_their_passage_and_hold_all_of_it_but_white_space(document: Document) -> None:
    for passage in divide(document):
        assert passage.sentences[0].start == 0
        assert passage.sentences[-1].end == len(passage.text)
        for before, after in pairwise(passage.sentences):
            assert before.start < before.end <= after.start
            assert not passage.text[before.end : after.start].strip()


@given(DOCUMENTS)
def test_no_sentence_is_cut(document: Document) -> None:
    of_passages = [
        sentence.shifted(passage.citation.span.start)
        for passage in divide(document)
        for sentence in passage.sentences
    ]
    of_paragraphs = [
        sentence.shifted(paragraph.span.start)
        for paragraph in document.paragraphs
        for sentence in sentences(paragraph.span.of(document.text))
    ]
    assert of_passages == of_paragraphs


@given(DOCUMENTS)
def test_sentences_are_counted_from_one_within_each_paragraph(document: Document) -> None:
    following = dict.fromkeys(range(1, len(document.paragraphs) + 1), 1)
    for passage in divide(document):
        first, last = passage.citation.sentences
        paragraph, _ = passage.citation.paragraphs
        assert first == following[paragraph]
        assert last == first + len(passage.sentences) - 1
        following[paragraph] = last + 1


@given(DOCUMENTS)
def test_a_passage_is_cited_like_any_other_range_of_its_document(document: Document) -> None:
    for passage in divide(document):
        assert passage.citation == cite(document, passage.citation.span)


@given(CORPORA)
def test_a_text_is_indexed_once_and_cites_every_place_where_it_stands(documents: list[Document]) -> None:
    divided = [passage for document in documents for passage in divide(document)]
    places: dict[str, list[str]] = {}
    for passage in divided:
        places.setdefault(passage.text, []).append(passage.citation.id)
    found = passages(documents)
    assert [passage.text for passage in found] == list(places)
    for passage in found:
        assert [c.id for c in (passage.citation, *passage.repeats)] == places[passage.text]


def test_repeats_are_found_within_a_document_and_across_documents(tmp_path: Path) -> None:
    library = library_of(tmp_path, {"a.txt": "Once.\nTwice.\nTwice.", "b.txt": "Twice.\nThrice."})
    once, twice, thrice = library.passages
    assert (once.text, twice.text, thrice.text) == ("Once.", "Twice.", "Thrice.")
    assert once.repeats == thrice.repeats == ()
    assert twice.citation.id.endswith(":6-12")
    assert [(c.document, c.paragraphs, c.span.start) for c in twice.repeats] == [
        ("a", (3, 3), 13),
        ("b", (1, 1), 0),
    ]


def test_offsets_count_code_points() -> None:
    document = document_of("\N{GRINNING FACE}\N{GRINNING FACE}\n\nNext.")
    assert [p.citation.span.start for p in divide(document)] == [0, 4]


def test_a_long_paragraph_is_divided_evenly_into_as_few_passages_as_fit() -> None:
    sentence = f"{'Word ' * 30}end. "  # 155 characters: three fit, seven need three passages
    assert sorted(len(passage.sentences) for passage in divide(document_of(sentence * 7))) == [2, 2, 3]
    assert [len(passage.sentences) for passage in divide(document_of(sentence * 4))] == [2, 2]


@example([299, 300, 299, 300])
@given(st.lists(st.sampled_from([20, 90, 150, 290, 310, 600, 700]), min_size=1, max_size=8))
def test_of_all_ways_into_the_fewest_passages_the_most_even_is_taken(lengths: list[int]) -> None:
    text = " ".join(f"{'A' * (length - 1)}." for length in lengths)
    edges = [0, *accumulate(length + 1 for length in lengths)]
    ways: list[tuple[int, int]] = []
    for chosen in range(1 << (len(lengths) - 1)):
        cuts = [0, *(i + 1 for i in range(len(lengths) - 1) if chosen >> i & 1), len(lengths)]
        sizes = [edges[end] - edges[start] - 1 for start, end in pairwise(cuts)]
        single = [end - start == 1 for start, end in pairwise(cuts)]
        if all(size <= LONGEST_PASSAGE or alone for size, alone in zip(sizes, single, strict=True)):
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
    assert [len(passage.text) for passage in divide(document)] == [LONGEST_PASSAGE]
    document = document_of(f"{first} {'B' * 300}.")
    assert [len(passage.text) for passage in divide(document)] == [299, 301]


def test_a_sentence_longer_than_a_passage_stands_whole_and_alone() -> None:
    long = f"{'Word ' * 200}end."
    document = document_of(f"Before it. {long} After it.")
    assert [passage.text for passage in divide(document)] == ["Before it.", long, "After it."]


def test_short_paragraphs_stay_as_they_are() -> None:
    document = document_of("Yes.\n\nNo.\n\nPerhaps.")
    assert [passage.text for passage in divide(document)] == ["Yes.", "No.", "Perhaps."]


def test_no_documents_have_no_passages() -> None:
    assert passages([]) == ()


def test_the_shipped_article_shows_no_paragraph_twice() -> None:
    from bot import app

    library = load(app.shipped_corpus())
    texts = [passage.text for passage in library.passages]
    assert len(texts) == len(set(texts))
    repeated = {citation.paragraphs for passage in library.passages for citation in passage.repeats}
    assert len(repeated) == 4
