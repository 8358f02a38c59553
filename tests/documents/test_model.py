from __future__ import annotations

import hashlib

from hypothesis import given, strategies as st

from bot.documents.citing import cite
from bot.documents.model import Span
from tests.generated import TEXTS
from tests.libraries import document_of


@given(TEXTS)
def test_the_hash_is_of_the_text_in_utf8(content: str) -> None:
    document = document_of(content)
    assert document.hash == hashlib.sha256(document.text.encode()).hexdigest()[:8]


def test_the_hash_leaves_the_front_matter_out() -> None:
    assert document_of("---\ntitle: One\n---\ntext").hash == document_of("text").hash


@given(st.text(), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_a_shifted_span_covers_the_same_part_of_a_text_that_begins_earlier(
    text: str, start: int, length: int, by: int
) -> None:
    span = Span(start=start, end=start + length)
    assert span.shifted(by).of("x" * by + text) == span.of(text)


def test_a_citation_names_document_hash_and_range() -> None:
    document = document_of("One. Two.", "my minutes.txt")
    citation = cite(document, Span(start=5, end=9))
    assert citation.id == f"my-minutes@{document.hash}:5-9"
