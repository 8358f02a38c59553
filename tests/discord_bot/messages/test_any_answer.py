"""No answer at all can exceed what Discord takes, or lose its identifier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings, strategies as st

from bot.answers.model import Answered, NotCovered, NothingAsked
from bot.discord_bot.messages.answers import answer_view
from bot.discord_bot.messages.citations import citation_view
from bot.discord_bot.messages.documents import document_label, documents_view, question_label
from bot.discord_bot.messages.escaping import one_line
from bot.discord_bot.messages.limits import CHOICE
from bot.discord_bot.messages.presses import Forged, pack, parse
from bot.discord_bot.messages.showing import CitationShowing
from bot.discord_bot.texts.english import ENGLISH
from bot.discord_bot.texts.japanese import JAPANESE
from bot.documents.verification import Changed, Gone, Moved, Verbatim
from tests.discord_bot.messages import payloads
from tests.discord_bot.messages.payloads import assert_sendable, back, buttons, whole_text
from tests.discord_bot.messages.strategies import answers, any_text, citations, libraries, showings

if TYPE_CHECKING:
    from bot.answers.model import Answer
    from bot.discord_bot.messages.showing import Showing
    from bot.discord_bot.texts.catalogue import Texts
    from bot.documents.library import Library
    from bot.documents.model import Citation
    from bot.documents.verification import Verification

LANGUAGES = st.sampled_from([ENGLISH, JAPANESE])
IDENTIFIER = re.compile(r"`[A-Za-z0-9_.-]+@[0-9a-f]{8}:[0-9]+-[0-9]+`")
thorough = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


@thorough
@given(answers(), showings(), libraries(), LANGUAGES)
def test_any_answer_can_be_sent(answer: Answer, showing: Showing, library: Library, texts: Texts) -> None:
    assert_sendable(answer_view(answer, showing, library=library, texts=texts))


@thorough
@given(answers(), showings(), libraries(), LANGUAGES)
def test_the_identifier_of_what_is_shown_stands_whole(
    answer: Answer, showing: Showing, library: Library, texts: Texts
) -> None:
    shown = back(answer_view(answer, showing, library=library, texts=texts))
    if isinstance(answer, Answered) or (
        isinstance(answer, NotCovered) and showing.closest and answer.closest
    ):
        quotes = answer.quotes if isinstance(answer, Answered) else answer.closest
        assert shown.identifier in {quote.passage.citation.id for quote in quotes}
    else:
        assert shown.identifier is None


@thorough
@given(answers(), showings(), libraries(), LANGUAGES)
def test_a_question_is_read_back_or_no_button_needs_it(
    answer: Answer, showing: Showing, library: Library, texts: Texts
) -> None:
    view = answer_view(answer, showing, library=library, texts=texts)
    read = back(view)
    assert read.question in {None, one_line(answer.question)}
    taken_with = None if isinstance(answer, NothingAsked) else answer.taken_with
    whole = None if taken_with is None else one_line(taken_with)
    assert read.taken_with in {None, whole}
    if read.question is None or read.taken_with != whole:
        assert not [one for one in buttons(view).values() if one["custom_id"].startswith("mb1:a")]


@thorough
@given(answers(), showings(), libraries(), LANGUAGES)
def test_every_button_says_what_it_asks_for(
    answer: Answer, showing: Showing, library: Library, texts: Texts
) -> None:
    for button in buttons(answer_view(answer, showing, library=library, texts=texts)).values():
        press = parse(button["custom_id"])
        assert not isinstance(press, Forged)
        assert pack(press) == button["custom_id"]
        assert press.asker == showing.asker


@thorough
@given(answers(), showings(), libraries(), LANGUAGES)
def test_what_is_not_covered_shows_no_quote_and_no_identifier(
    answer: Answer, showing: Showing, library: Library, texts: Texts
) -> None:
    if not isinstance(answer, NotCovered):
        return
    view = answer_view(answer, showing, library=library, texts=texts)
    if showing.closest and answer.closest:
        assert "closest" in whole_text(view).splitlines()[0].lower()
        assert texts.share not in buttons(view)
    else:
        assert not IDENTIFIER.search(whole_text(view))
        assert not any(text.startswith("> ") for text in payloads.texts(view))


@thorough
@given(citations(), any_text(), libraries(), st.integers(0, 50), LANGUAGES)
def test_any_citation_that_is_looked_up_can_be_sent(
    citation: Citation, quote: str, library: Library, page: int, texts: Texts
) -> None:
    showing = CitationShowing(asker=2**63, identifier=citation.id, text_page=page, shared_by=2**63)
    for verification in _verifications(citation, quote or "."):
        view = citation_view(verification, showing, library=library, texts=texts)
        assert_sendable(view)
        assert back(view).identifier == (None if isinstance(verification, Gone) else citation.id)


@thorough
@given(libraries(), st.integers(-5, 10**7), LANGUAGES)
def test_any_list_of_documents_can_be_sent(library: Library, page: int, texts: Texts) -> None:
    assert_sendable(documents_view(library, page=page, asker=2**63, texts=texts))
    for document in library.documents:
        assert 1 <= len(document_label(document).encode("utf-16-le")) // 2 <= CHOICE


@given(any_text())
def test_any_question_can_be_suggested(question: str) -> None:
    assert 1 <= len(question_label(question).encode("utf-16-le")) // 2 <= CHOICE


def _verifications(citation: Citation, quote: str) -> list[Verification]:
    return [
        Verbatim(citation=citation, quote=quote),
        Moved(citation=citation, quote=quote),
        Changed(document=citation.document, quote=quote),
        Gone(document=citation.document, nearest=(quote,)),
    ]
