"""No answer at all can exceed what Discord takes, or lose its identifier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings, strategies as st

from bot.answers.model import Answered, NotCovered, NothingAsked
from bot.discord_bot.custom_ids import Forged, pack, parse
from bot.discord_bot.texts.catalogue import ENGLISH
from bot.discord_bot.texts.japanese import JAPANESE
from bot.discord_bot.views.answer import answer_view
from bot.discord_bot.views.citation import CitationShowing, citation_view
from bot.discord_bot.views.documents import documents_view
from bot.discord_bot.views.markdown import one_line
from bot.documents.verification import Changed, Gone, Moved, Verbatim
from tests.discord_bot.views import payloads
from tests.discord_bot.views.payloads import assert_sendable, back, buttons, whole_text
from tests.discord_bot.views.strategies import answers, any_text, citations, contexts, documents, showings

if TYPE_CHECKING:
    from discord.ui import LayoutView

    from bot.answers.model import Answer
    from bot.discord_bot.texts.catalogue import Texts
    from bot.discord_bot.views.answer import Showing
    from bot.discord_bot.views.quoting import Marked
    from bot.documents.model import Citation
    from bot.documents.verification import Verification
    from bot.store.protocol import KeptDocument

LANGUAGES = st.sampled_from([ENGLISH, JAPANESE])
IDENTIFIER = re.compile(r"`[^`]+@[0-9a-f]{16}:[0-9]+-[0-9]+`")
thorough = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))


@thorough
@given(answers(), showings(), contexts(), LANGUAGES)
def test_any_answer(answer: Answer, showing: Showing, context: Marked | None, texts: Texts) -> None:
    # An answer takes long to be made up: all that holds for any of them is asked of the same.
    view = answer_view(answer, showing, context=context, texts=texts)
    assert_sendable(view)
    assert_the_identifier_stands_whole(view, answer, showing)
    assert_the_question_is_read_back_where_a_button_needs_it(view, answer)
    assert_every_button_says_what_it_asks_for(view, showing)
    if isinstance(answer, NotCovered):
        assert_no_passage_looks_like_an_answer(view, answer, showing, texts)


def assert_the_identifier_stands_whole(view: LayoutView, answer: Answer, showing: Showing) -> None:
    quotes = answer.quotes if isinstance(answer, Answered) else ()
    if isinstance(answer, NotCovered) and showing.closest:
        quotes = answer.closest
    identifiers: set[str | None] = {quote.passage.citation.id for quote in quotes}
    assert back(view).identifier in (identifiers or {None})


def assert_the_question_is_read_back_where_a_button_needs_it(view: LayoutView, answer: Answer) -> None:
    read = back(view)
    assert read.question in {None, one_line(answer.question)}
    taken_with = None if isinstance(answer, NothingAsked) else answer.taken_with
    whole = None if taken_with is None else one_line(taken_with)
    assert read.taken_with in {None, whole}
    if read.question is None or read.taken_with != whole:
        assert not [one for one in buttons(view).values() if one["custom_id"].startswith("mb1:a")]


def assert_every_button_says_what_it_asks_for(view: LayoutView, showing: Showing) -> None:
    for button in buttons(view).values():
        press = parse(button["custom_id"])
        assert not isinstance(press, Forged)
        assert pack(press) == button["custom_id"]
        assert press.asker == showing.asker


def assert_no_passage_looks_like_an_answer(
    view: LayoutView, answer: NotCovered, showing: Showing, texts: Texts
) -> None:
    if showing.closest and answer.closest:
        assert "closest" in whole_text(view).splitlines()[0].lower()
        assert texts.share not in buttons(view)
    else:
        assert not IDENTIFIER.search(whole_text(view))
        assert not any(text.startswith("> ") for text in payloads.texts(view))


@thorough
@given(citations(), any_text(), contexts(), st.integers(0, 50), LANGUAGES)
def test_any_citation_that_is_looked_up_can_be_sent(
    citation: Citation, quote: str, context: Marked | None, page: int, texts: Texts
) -> None:
    showing = CitationShowing(asker=2**63, identifier=citation.id, text_page=page, shared_by=2**63)
    for verification in _verifications(citation, quote or "."):
        view = citation_view(verification, showing, context=context, texts=texts)
        assert_sendable(view)
        assert back(view).identifier == (None if isinstance(verification, Gone) else citation.id)


@thorough
@given(documents(), st.integers(-5, 10**7), LANGUAGES)
def test_any_list_of_documents_can_be_sent(listed: list[KeptDocument], page: int, texts: Texts) -> None:
    assert_sendable(documents_view(listed, page=page, asker=2**63, texts=texts))


def _verifications(citation: Citation, quote: str) -> list[Verification]:
    return [
        Verbatim(citation=citation, quote=quote),
        Moved(citation=citation, quote=quote),
        Changed(document=citation.document, quote=quote),
        Gone(document=citation.document, nearest=(quote,)),
    ]
