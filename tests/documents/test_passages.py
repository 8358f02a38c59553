"""What holds for the passages of any document."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, strategies as st

from bot.documents.library import read_document
from bot.documents.passages import LONGEST_PASSAGE, divide, passages

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.documents.model import Document

ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
PIECES = [
    *[
        "Mr. ",
        "U.S. ",
        "e.g. ",
        "said ",
        "$1.7 billion",
        "...",
        "! ",
        "? ",
        ". ",
        "A. B. Cee ",
        '"',
        "東京。",
    ],
    *["\n", "\n\n", "\r\n", "\r", "\n \t\n", "\u2028", "\x85", "\x1c", "\xa0", "# Title\n", "---\n"],
    *["e\u0301", "👩\u200d🚀", "word " * 40, "y. " * 40, "x" * 700],
]
PROSE = st.lists(st.sampled_from(PIECES)).map("".join)


def read(content: bytes, name: str) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        return read_document(path, name=name)


DOCUMENTS = st.builds(
    lambda text, mark, name: read(mark + b"\n" + text.encode(), name),
    st.one_of(PROSE, ANYTHING),
    st.sampled_from([b"", b"\xef\xbb\xbf"]),
    st.sampled_from(["a.txt", "a.md"]),
)


@given(DOCUMENTS)
def test_a_passage_is_the_documents_text_between_its_offsets(document: Document) -> None:
    for passage in divide(document):
        assert passage.text == passage.citation.span.of(document.text)


@given(DOCUMENTS)
def test_passages_hold_everything_but_white_space_once_and_in_order(document: Document) -> None:
    end = 0
    for passage in divide(document):
        assert not document.text[end : passage.citation.span.start].strip()
        assert passage.citation.span.start >= end
        end = passage.citation.span.end
    assert not document.text[end:].strip()


@given(DOCUMENTS)
def test_a_passage_is_whole_sentences_with_nothing_but_white_space_between(document: Document) -> None:
    for passage in divide(document):
        end = 0
        for sentence in passage.sentences:
            assert not passage.text[end : sentence.start].strip()
            assert end <= sentence.start < sentence.end
            end = sentence.end
        assert passage.sentences[0].start == 0
        assert end == len(passage.text)


@given(DOCUMENTS)
def test_a_passage_is_short_unless_one_sentence_is_longer(document: Document) -> None:
    for passage in divide(document):
        assert len(passage.text) <= LONGEST_PASSAGE or len(passage.sentences) == 1


@given(DOCUMENTS)
def test_a_passage_keeps_to_one_paragraph_and_counts_from_one(document: Document) -> None:
    following: dict[int, int] = {}
    for passage in divide(document):
        (number, last), sentences = passage.citation.paragraphs, passage.citation.sentences
        paragraph = document.paragraphs[number - 1].span
        assert number == last
        assert paragraph.start <= passage.citation.span.start < passage.citation.span.end <= paragraph.end
        assert sentences[0] == following.get(number, 1)
        assert sentences[1] - sentences[0] + 1 == len(passage.sentences)
        following[number] = sentences[1] + 1


def test_a_long_paragraph_is_divided_evenly_into_as_few_passages_as_fit() -> None:
    sentence = "This sentence of ours has fifty-nine characters, all told. "
    document = read((sentence * 12).encode(), "a.txt")
    assert [len(passage.sentences) for passage in divide(document)] == [6, 6]


def test_a_sentence_longer_than_a_passage_stands_alone() -> None:
    document = read(f"Short one. {'long ' * 200}end. Another short one.".encode(), "a.txt")
    assert [len(passage.sentences) for passage in divide(document)] == [1, 1, 1]


def test_short_paragraphs_are_not_joined() -> None:
    assert [passage.text for passage in divide(read(b"One.\nTwo.\n", "a.txt"))] == ["One.", "Two."]


def test_a_passage_that_stands_again_is_indexed_once_and_cites_every_place() -> None:
    first, second = read(b"Same.\nOther.\nSame.\n", "a.txt"), read(b"Same.\n", "b.txt")
    same, other = passages([first, second])
    assert (same.text, other.text) == ("Same.", "Other.")
    assert same.citation.document == "a"
    assert [(repeat.document, repeat.paragraphs) for repeat in same.repeats] == [("a", (3, 3)), ("b", (1, 1))]
    assert other.repeats == ()


def test_the_shipped_article_repeats_its_paragraphs(shipped: Callable[[], Document]) -> None:
    found = passages([shipped()])
    assert len({passage.text for passage in found}) == len(found) == 6
    assert [len(passage.repeats) for passage in found] == [0, 1, 1, 1, 1, 1]
