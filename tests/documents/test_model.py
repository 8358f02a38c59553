from __future__ import annotations

import hashlib

from hypothesis import given, strategies as st

from bot.documents.model import Document, Span


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_hash_is_of_the_text_in_utf8(text: str) -> None:
    document = Document(id="a", name="a.txt", format="text", title="A", text=text, blocks=())
    assert document.hash == hashlib.sha256(text.encode()).hexdigest()


@given(st.text(), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_a_shifted_span_covers_the_same_part_of_a_text_that_begins_earlier(
    text: str, start: int, length: int, by: int
) -> None:
    span = Span(start=start, end=start + length)
    assert span.shifted(by).of("x" * by + text) == span.of(text)
