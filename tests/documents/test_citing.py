from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bot.documents.citing import cite, parse
from bot.documents.model import Document, Span
from bot.documents.passages import divide
from bot.errors import CitationError
from tests.generated import TEXTS
from tests.libraries import document_of

TEXT = "One. Two. Three.\n\nFour. Five.\n\nSix."


@given(TEXTS)
def test_what_a_passage_is_cited_as_can_be_read_again(content: str) -> None:
    document = document_of(content)
    for passage in divide(document):
        reference = parse(passage.citation.id)
        assert (reference.document, reference.hash) == (document.id, document.hash)
        assert reference.span.of(document.text) == passage.text


@pytest.mark.parametrize("around", ["{}", "  {}\n", "`{}`", " `{}` ", "``{}``", "` {} `", "\t{}\r\n"])
def test_spaces_and_backticks_around_an_identifier_are_passed_over(around: str) -> None:
    reference = parse(around.format("a.b_c-d@0123abcd:4-10"))
    assert (reference.document, reference.hash) == ("a.b_c-d", "0123abcd")
    assert reference.span == Span(start=4, end=10)


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
        "minutes@1a2b3c4d:1.0-2.0",
        "minutes@1a2b3c4d:1 - 2",
        "minutes@1A2B3C4D:1-2",
        "minutes@1a2b3c4:1-2",
        "minutes@1a2b3c4d5:1-2",
        "minutes@1a2b3c4g:1-2",
        "@1a2b3c4d:1-2",
        "a/b@1a2b3c4d:1-2",
        "a b@1a2b3c4d:1-2",
        "é@1a2b3c4d:1-2",
        "minutes@1a2b3c4d:1-2\nminutes@1a2b3c4d:1-2",
        "minutes@1a2b3c4d:\N{ARABIC-INDIC DIGIT ONE}-\N{ARABIC-INDIC DIGIT TWO}",
        f"minutes@1a2b3c4d:1-{'9' * 5000}",
    ],
)
def test_what_is_not_an_identifier_is_refused_with_an_example(malformed: str) -> None:
    with pytest.raises(
        CitationError, match=r"is not a citation: one looks like minutes@1a2b3c4d:120-345"
    ) as error:
        parse(malformed)
    assert len(str(error.value)) < 200


@pytest.mark.parametrize("offsets", ["5-5", "6-5", "0-0"])
def test_a_range_that_holds_nothing_is_refused(offsets: str) -> None:
    with pytest.raises(CitationError, match="it ends before it starts"):
        parse(f"minutes@1a2b3c4d:{offsets}")


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except CitationError as error:
        assert str(error)  # noqa: PT017 - any text may as well be an identifier


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
    ],
)
def test_a_citation_counts_the_paragraphs_and_sentences_that_a_quote_touches(
    quote: str, paragraphs: tuple[int, int], sentences: tuple[int, int]
) -> None:
    start = TEXT.index(quote)
    citation = cite(document_of(TEXT), Span(start=start, end=start + len(quote)))
    assert (citation.paragraphs, citation.sentences) == (paragraphs, sentences)


def test_a_citation_tells_what_its_document_says_about_itself() -> None:
    document = document_of("---\ntitle: Talks\ndate: 2024-07-28\nurl: https://example.org/a\n---\nText.")
    citation = cite(document, Span(start=0, end=5))
    assert (citation.title, str(citation.date), citation.url) == (
        "Talks",
        "2024-07-28",
        "https://example.org/a",
    )


def test_white_space_between_paragraphs_and_a_document_without_any_can_be_cited() -> None:
    between = TEXT.index("\n\n")
    citation = cite(document_of(TEXT), Span(start=between, end=between + 2))
    assert (citation.paragraphs, citation.sentences) == ((1, 1), (1, 1))
    blank = Document(id="blank", text="  ", title="blank", paragraphs=())
    citation = cite(blank, Span(start=0, end=2))
    assert (citation.paragraphs, citation.sentences) == ((1, 1), (1, 1))
