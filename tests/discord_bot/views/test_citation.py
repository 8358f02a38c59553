from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from bot.discord_bot.texts.catalogue import ENGLISH
from bot.discord_bot.texts.japanese import JAPANESE
from bot.discord_bot.views.citation import CitationShowing, citation_view
from bot.discord_bot.views.passage import surroundings
from bot.documents.verification import Changed, Gone, Moved, Verbatim
from tests.discord_bot.views.examples import ASKER, TEXT, cite
from tests.discord_bot.views.payloads import assert_sendable, back, buttons, texts, whole_text

if TYPE_CHECKING:
    from bot.discord_bot.texts.catalogue import Texts

CITATION = cite(51, 110)
QUOTE = CITATION.span.of(TEXT)
SHOWING = CitationShowing(asker=ASKER, identifier=CITATION.id)
LANGUAGES = pytest.mark.parametrize("language", [ENGLISH, JAPANESE])


@LANGUAGES
@pytest.mark.parametrize("kind", [Verbatim, Moved])
def test_a_quote_that_stands_is_shown_in_its_paragraph(kind: type[Verbatim | Moved], language: Texts) -> None:
    context = surroundings(CITATION, QUOTE, TEXT)
    view = citation_view(kind(citation=CITATION, quote=QUOTE), SHOWING, context=context, texts=language)
    assert_sendable(view)
    assert texts(view)[0] == (language.verbatim if kind is Verbatim else language.moved)
    assert texts(view)[1].endswith("missiles.** The cost was $1.7 billion.")
    assert back(view).identifier == CITATION.id
    assert language.share in buttons(view)


def test_a_quote_that_is_gone_is_shown_as_it_was() -> None:
    changed = Changed(document="minutes", quote="old *words*")
    view = citation_view(changed, SHOWING, context=None, texts=ENGLISH)
    assert_sendable(view)
    assert texts(view)[1:] == [r"> old \*words\*", f"`{CITATION.id}`"]


@LANGUAGES
def test_a_quote_that_nobody_kept_is_said_to_be_changed(language: Texts) -> None:
    view = citation_view(Changed(document="minutes", quote=None), SHOWING, context=None, texts=language)
    assert texts(view) == [language.changed.format(document="`minutes`")]


@LANGUAGES
def test_a_document_that_is_gone_is_named_with_the_nearest(language: Texts) -> None:
    gone = Gone(document="minuets", nearest=("minutes",))
    text = whole_text(citation_view(gone, SHOWING, context=None, texts=language))
    gone_and_meant = (
        language.gone.format(document="`minuets`"),
        language.did_you_mean.format(documents="`minutes`"),
    )
    assert text == " ".join(gone_and_meant)


def test_a_shared_citation_says_by_whom_and_is_not_shared_again() -> None:
    shared = dataclasses.replace(SHOWING, private=False, shared_by=42)
    verification = Verbatim(citation=CITATION, quote=QUOTE)
    view = citation_view(verification, shared, context=None, texts=ENGLISH)
    assert texts(view)[0] == "-# Shared by <@42>"
    assert not buttons(view)
