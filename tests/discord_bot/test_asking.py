"""``/ask`` and ``Answer this``, by a real client against the stand-in."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from bot.config import DiscordSettings
from bot.discord_bot.document_names import DocumentNames
from bot.documents.citations import parse
from tests.discord_bot.hostility import HOSTILE
from tests.discord_bot.searches import HeldCalls
from tests.discord_bot.standin.interactions import Reply
from tests.discord_bot.standin.people import PlaceKind

if TYPE_CHECKING:
    from bot.discord_bot.services import Services
    from tests.discord_bot.standin.server import StandIn

pytestmark = pytest.mark.usefixtures("bot")
QUESTION = "Who proposed the lighthouse?"


async def test_answers_at_once_for_everyone(standin: StandIn) -> None:
    asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
    answer = await asked.answered()
    assert asked.reply is Reply.MESSAGE
    assert "Captain" in answer.text
    assert "`minutes@" in answer.text
    assert standin.seen_in(standin.channel, by=standin.other) == [answer]
    assert len(standin.requests("POST", "/callback")) == 1


async def test_privately_where_that_is_asked_for(standin: StandIn) -> None:
    asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION, private=True)
    answer = await asked.answered()
    assert answer.visible_to == standin.member


@pytest.mark.settings(search_aside_from=0)
@pytest.mark.parametrize("private", [True, False])
async def test_a_large_index_is_searched_after_the_acknowledgement(
    standin: StandIn, *, private: bool
) -> None:
    asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION, private=private)
    answer = await asked.answered()
    assert asked.reply is Reply.DEFERRED_MESSAGE
    assert (answer.visible_to == standin.member) is private
    assert len(asked.messages) == 1


@pytest.mark.parametrize("where", ["direct", "group", "thread", "elsewhere"])
async def test_everywhere(standin: StandIn, where: str) -> None:
    place = {
        "direct": standin.direct(standin.member),
        "group": standin.group(standin.member, standin.other, standin.person("Joan")),
        "thread": standin.thread,
        "elsewhere": standin.add(
            PlaceKind.TEXT,
            guild=standin.server("Elsewhere", standin.member, installed=False),
            name="general",
        ),
    }[where]
    asked = standin.does.slash(standin.member, place, "ask", question=QUESTION)
    assert "Captain" in (await asked.answered()).text


async def test_what_is_not_covered_shows_no_quote(standin: StandIn) -> None:
    asked = standin.does.slash(standin.member, standin.channel, "ask", question="Who won the football?")
    answer = await asked.answered()
    assert "football" in answer.text
    assert "minutes@" not in answer.text
    assert "herring" not in answer.text


async def test_one_document_alone(standin: StandIn) -> None:
    asked = standin.does.slash(
        standin.member, standin.channel, "ask", question="lantern lighthouse", document="hostile"
    )
    assert "`minutes@" not in (await asked.answered()).text


@pytest.mark.parametrize(
    "name", ["Minutes of the harbour board", " `minutes` ", "minutes OF the harbour board (2024-05-02)"]
)
async def test_a_document_is_found_by_its_names(standin: StandIn, name: str) -> None:
    asked = standin.does.slash(
        standin.member, standin.channel, "ask", question="lantern lighthouse", document=name
    )
    assert "`hostile@" not in (await asked.answered()).text


async def test_an_unknown_document_is_named_with_the_nearest(standin: StandIn) -> None:
    asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION, document="minuets")
    answer = await asked.answered()
    assert answer.visible_to == standin.member
    assert "minuets" in answer.text
    assert "minutes" in answer.text


@pytest.mark.parametrize("passages", [0, -1, 11, 10**9, "many", True])
async def test_a_forged_number_of_passages(standin: StandIn, passages: object) -> None:
    asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION, passages=passages)
    assert (await asked.answered()).text


@pytest.mark.parametrize(
    "question", ["", " ", "hello", *HOSTILE, *(f"lighthouse {text}" for text in HOSTILE)]
)
async def test_any_question_is_answered_and_pings_nobody(standin: StandIn, question: str) -> None:
    asked = standin.does.slash(standin.member, standin.channel, "ask", question=question)
    answer = await asked.answered()
    assert answer.text
    assert not answer.pinged


async def test_a_hostile_document_pings_nobody(standin: StandIn) -> None:
    asked = standin.does.slash(standin.member, standin.channel, "ask", question="the lantern password")
    answer = await asked.answered()
    assert "everyone" in answer.text
    assert not answer.pinged
    for request in standin.requests("POST", "/callback"):
        assert request.body["data"]["allowed_mentions"] == {"parse": []}


async def test_a_command_that_is_no_more_is_explained(standin: StandIn) -> None:
    asked = standin.does.slash(standin.member, standin.channel, "answer", question=QUESTION)
    assert (await asked.answered()).visible_to == standin.member


async def test_the_menu_answers_a_message_privately(standin: StandIn) -> None:
    message = standin.say(standin.other, standin.channel, QUESTION)
    answer = await standin.does.message_menu(standin.member, "Answer this", message).answered()
    assert "Captain" in answer.text
    assert standin.seen_in(standin.channel, by=standin.other) == [message]


async def test_the_menu_on_a_message_without_text(standin: StandIn) -> None:
    message = standin.say(standin.other, standin.channel, "")
    answer = await standin.does.message_menu(standin.member, "Answer this", message).answered()
    assert answer.visible_to == standin.member


async def test_completes_questions_and_documents(standin: StandIn, services: Services) -> None:
    await standin.does.slash(
        standin.member, standin.channel, "ask", question="Is the lighthouse tall?"
    ).answered()
    await services.in_flight.none_left()
    typed = standin.does.complete(standin.member, standin.channel, "ask", "question", question="lighthouse")
    await typed.acknowledged()
    assert [choice["value"] for choice in typed.choices or []] == ["Is the lighthouse tall?", QUESTION]
    others = standin.does.complete(standin.other, standin.channel, "ask", "question", question="lighthouse")
    await others.acknowledged()
    assert [choice["value"] for choice in others.choices or []] == [QUESTION]
    documents = standin.does.complete(
        standin.member, standin.channel, "ask", "document", question="", document="harb"
    )
    await documents.acknowledged()
    assert [choice["value"] for choice in documents.choices or []] == ["minutes"]


async def test_names_are_completed_while_others_are_answered(
    standin: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = HeldCalls(DocumentNames, "choices", monkeypatch)
    typed = standin.does.complete(standin.member, standin.channel, "ask", "document", document="minutes")
    await standin.does.slash(standin.other, standin.channel, "ask", question=QUESTION).answered()
    assert typed.reply is None
    held.let_go()
    await typed.acknowledged()
    assert [choice["value"] for choice in typed.choices or []] == ["minutes"]
    assert threading.get_ident() not in held.threads


@pytest.mark.settings(suggestions_per_minute=1)
async def test_too_much_typing_gets_no_choices_and_no_message(standin: StandIn) -> None:
    for expected in (1, 0):
        typed = standin.does.complete(standin.member, standin.channel, "ask", "question", question="whale")
        await typed.acknowledged()
        assert len(typed.choices or []) == expected
        assert typed.messages == []


@pytest.mark.settings(questions_at_once=1, questions_per_minute=1)
async def test_too_many_questions_are_put_off_in_private(standin: StandIn) -> None:
    for private in (False, True):
        asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
        answer = await asked.answered()
        assert (answer.visible_to is not None) is private
    assert "60" in answer.text


@pytest.mark.settings(server_questions_at_once=1, server_questions_per_minute=1)
async def test_too_many_questions_of_a_server(standin: StandIn) -> None:
    await standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION).answered()
    second = standin.does.slash(standin.other, standin.channel, "ask", question=QUESTION)
    assert (await second.answered()).visible_to == standin.other


@pytest.mark.settings(public_answers="nobody")
async def test_who_may_not_answer_publicly_is_answered_alone(standin: StandIn) -> None:
    asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
    answer = await asked.answered()
    assert "Captain" in answer.text
    assert answer.visible_to == standin.member


class TestDeniedChannel:
    @pytest.fixture
    def settings(self, standin: StandIn) -> DiscordSettings:
        return DiscordSettings(deny_channels=(int(standin.channel.id),))

    @pytest.mark.parametrize("thread", [False, True])
    async def test_a_command_is_refused_in_private(self, standin: StandIn, *, thread: bool) -> None:
        place = standin.thread if thread else standin.channel
        answer = await standin.does.slash(standin.member, place, "ask", question=QUESTION).answered()
        assert answer.visible_to == standin.member
        assert "Captain" not in answer.text

    async def test_a_mention_is_refused_in_private(self, standin: StandIn) -> None:
        standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
        assert "Captain" not in (await standin.answered_in(standin.direct(standin.member))).text
        assert standin.answers_in(standin.channel) == []

    async def test_completions_are_empty(self, standin: StandIn) -> None:
        typed = standin.does.complete(standin.member, standin.channel, "ask", "question", question="whale")
        await typed.acknowledged()
        assert typed.choices == []

    async def test_elsewhere_is_open(self, standin: StandIn) -> None:
        place = standin.direct(standin.member)
        answer = await standin.does.slash(standin.member, place, "ask", question=QUESTION).answered()
        assert "Captain" in answer.text


async def test_japanese(standin: StandIn) -> None:
    person = standin.person("花子", locale="ja")
    asked = standin.does.slash(person, standin.channel, "ask", question="Who won the football?")
    assert any("\u3040" <= character <= "\u30ff" for character in (await asked.answered()).text)


async def test_quotes_are_kept_and_greetings_are_not(standin: StandIn, services: Services) -> None:
    await standin.does.slash(standin.member, standin.channel, "ask", question="hello").answered()
    asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
    cited = parse((await asked.answered()).text)
    await services.in_flight.none_left()
    assert services.memory.questions(int(standin.member.id)) == (QUESTION,)
    assert "Okafor" in services.cited.find(cited.document, cited.hash, cited.span)[0]
