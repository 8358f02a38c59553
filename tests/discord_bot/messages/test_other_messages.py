from __future__ import annotations

import dataclasses
import inspect
import re
from typing import TYPE_CHECKING

import pytest

from bot.discord_bot.messages import notices
from bot.discord_bot.messages.about import about_view
from bot.discord_bot.messages.citations import citation_view
from bot.discord_bot.messages.documents import document_label, documents_view, question_label
from bot.discord_bot.messages.presses import DocumentsPress, parse
from bot.discord_bot.messages.showing import CitationShowing
from bot.discord_bot.texts.english import ENGLISH
from bot.discord_bot.texts.japanese import JAPANESE
from bot.documents.citing import cite
from bot.documents.model import Span
from bot.documents.verification import Changed, Gone, Moved, Verbatim
from bot.errors import CitationError, CitationFault, UnknownDocumentError
from tests.discord_bot.messages.discord_markdown import read
from tests.discord_bot.messages.examples import ASKER, DOCUMENT, LIBRARY
from tests.discord_bot.messages.payloads import assert_sendable, back, buttons, texts, whole_text

if TYPE_CHECKING:
    from bot.discord_bot.texts.catalogue import Texts

CITATION = cite(DOCUMENT, Span(start=51, end=110))
SHOWING = CitationShowing(asker=ASKER, identifier=CITATION.id)
LANGUAGES = pytest.mark.parametrize("language", [ENGLISH, JAPANESE])


def unknown(identifier: str, *nearest: str) -> UnknownDocumentError:
    return UnknownDocumentError("an English sentence", identifier=identifier, nearest=nearest)


def bad(fault: CitationFault) -> CitationError:
    return CitationError("an English sentence", fault=fault, identifier="x@1")


@LANGUAGES
@pytest.mark.parametrize("kind", [Verbatim, Moved])
def test_a_quote_that_stands_is_shown_in_its_paragraph(kind: type[Verbatim | Moved], language: Texts) -> None:
    verification = kind(citation=CITATION, quote=CITATION.span.of(DOCUMENT.text))
    view = citation_view(verification, SHOWING, library=LIBRARY, texts=language)
    assert_sendable(view)
    assert texts(view)[0] == (language.verbatim if kind is Verbatim else language.moved)
    assert texts(view)[1].endswith("missiles.** The cost was $1.7 billion.")
    assert back(view).identifier == CITATION.id
    assert language.share in buttons(view)


def test_a_quote_that_is_gone_is_shown_as_it_was() -> None:
    view = citation_view(
        Changed(document="minutes", quote="old *words*"), SHOWING, library=LIBRARY, texts=ENGLISH
    )
    assert_sendable(view)
    assert texts(view)[1:] == [r"> old \*words\*", f"`{CITATION.id}`"]


@LANGUAGES
def test_a_quote_that_nobody_kept_is_said_to_be_changed(language: Texts) -> None:
    view = citation_view(Changed(document="minutes", quote=None), SHOWING, library=LIBRARY, texts=language)
    assert texts(view) == [language.changed.format(document="minutes")]


@LANGUAGES
def test_a_document_that_is_gone_is_named_with_the_nearest(language: Texts) -> None:
    gone = Gone(document="minuets", nearest=("minutes",))
    text = whole_text(citation_view(gone, SHOWING, library=LIBRARY, texts=language))
    gone_and_meant = (
        language.gone.format(document="`minuets`"),
        language.did_you_mean.format(documents="`minutes`"),
    )
    assert text == " ".join(gone_and_meant)


def test_a_shared_citation_says_by_whom_and_is_not_shared_again() -> None:
    shared = dataclasses.replace(SHOWING, private=False, shared_by=42)
    verification = Verbatim(citation=CITATION, quote=CITATION.span.of(DOCUMENT.text))
    view = citation_view(verification, shared, library=LIBRARY, texts=ENGLISH)
    assert texts(view)[0] == "-# Shared by <@42>"
    assert not buttons(view)


def test_a_list_of_documents_is_turned_by_pages() -> None:
    many = dataclasses.replace(
        LIBRARY, documents=tuple(dataclasses.replace(DOCUMENT, id=f"minutes-{at}") for at in range(20))
    )
    view = documents_view(many, page=2, asker=ASKER, texts=ENGLISH)
    assert_sendable(view)
    assert "### Documents (20)" in texts(view)
    assert "**U.S.–Japan 2+2 meeting**\n-# `minutes-8` · 28 July 2024 · paragraphs: 3" in texts(view)
    turned = [parse(button["custom_id"]) for button in buttons(view).values()]
    assert turned == [DocumentsPress(page=1, asker=ASKER), DocumentsPress(page=3, asker=ASKER)]


def test_one_page_of_documents_has_no_buttons() -> None:
    assert not buttons(documents_view(LIBRARY, page=1, asker=ASKER, texts=JAPANESE))


def test_labels_are_plain_and_short() -> None:
    assert document_label(DOCUMENT) == "U.S.–Japan 2+2 meeting (2024-07-28)"
    assert question_label("what *is*\n<@1> \u202e?") == "what *is* <@1> ⟦U+202E⟧?"
    assert len(question_label("word " * 50)) <= 100
    assert question_label(" \n ") == "?"


@LANGUAGES
def test_the_bot_says_what_it_is(language: Texts) -> None:
    view = about_view(fingerprint="f54dc123", version="1.2.3", documents=7, texts=language)
    assert_sendable(view)
    assert all(
        fact in whole_text(view) for fact in ("`f54dc123`", "1.2.3", "7", "/ask", "/cite", "/documents")
    )


@LANGUAGES
def test_what_it_cannot_do_at_present_is_said_escaped_and_short(language: Texts) -> None:
    notices = ("the *table* <@1>\nis damaged", *["x" * 5000] * 9)
    view = about_view(fingerprint="f5", version="1", documents=7, texts=language, notices=notices)
    assert_sendable(view)
    heading, first, *others = texts(view)[4].splitlines()
    assert heading == language.about_notices
    assert first == r"- the \*table\* \<\@1> is damaged"
    assert 0 < len(others) <= 9
    without = about_view(fingerprint="f5", version="1", documents=7, texts=language)
    assert language.about_notices not in whole_text(without)


@LANGUAGES
def test_every_notice_can_be_sent(language: Texts) -> None:
    given = {"seconds": 2.2, "reference": "8f3a21"}
    errors = {"unknown_document": [unknown("*`" * 5000)], "bad_citation": map(bad, CitationFault)}
    for name, notice in inspect.getmembers(notices, inspect.isfunction):
        if notice.__module__ == notices.__name__:
            wanted = set(inspect.signature(notice).parameters) - {"texts", "error"}
            facts = {one: given[one] for one in wanted}
            for error in errors.get(name, []):
                assert_sendable(notice(language, **facts, error=error))
            if name not in errors:
                assert_sendable(notice(language, **facts))


@pytest.mark.parametrize("fault", CitationFault)
def test_what_is_wrong_with_a_citation_is_said(fault: CitationFault) -> None:
    english, japanese = (
        whole_text(notices.bad_citation(one, error=bad(fault))) for one in (ENGLISH, JAPANESE)
    )
    assert english.startswith("`x@1` ")
    assert japanese.startswith("`x@1` ")
    assert not re.search(r"[a-z] [a-z]", japanese)


def test_a_document_that_stands_for_no_name_is_not_named() -> None:
    assert texts(notices.scoped_document_gone(JAPANESE)) == [JAPANESE.scoped_document_gone]


def test_notices_escape_what_people_typed() -> None:
    view = notices.unknown_document(ENGLISH, error=unknown("**x**`<@1>", "x", "y"))
    assert texts(view) == ["No document is called `**x**<@1>`. Did you mean `x` or `y`?"]
    assert "mention" not in {style for run in read(whole_text(view)) for style in run.styles}
    assert texts(notices.slow_down(ENGLISH, seconds=2.2)) == [
        "That was a lot of questions. Please try again in 3 s."
    ]
