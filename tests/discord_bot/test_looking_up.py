"""``/documents``, ``/cite`` and ``/about``, by a real client against the stand-in."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

import pytest

from bot import __version__, app
from bot.config import DocumentSettings, Settings
from bot.library.snapshot import Snapshot
from tests.discord_bot.searches import HeldCalls
from tests.discord_bot.standin.reading import buttons_of

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import Service
    from bot.discord_bot.client import MeetingClient
    from tests.discord_bot.standin.server import StandIn

QUESTION = "Who proposed the lighthouse?"


@pytest.fixture
async def citation(standin: StandIn, bot: MeetingClient) -> str:
    del bot
    asked = standin.does.slash(standin.member, standin.channel, "ask", question=QUESTION)
    found = re.search(r"`(minutes@[0-9a-f]{8,16}:[0-9]+-[0-9]+)`", (await asked.answered()).text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("wrapping", ["{}", " `{}` ", "``{}``", "\n{}\t"])
async def test_a_citation_is_verified_in_private(standin: StandIn, citation: str, wrapping: str) -> None:
    pasted = wrapping.format(citation)
    asked = standin.does.slash(standin.member, standin.channel, "cite", citation=pasted)
    answer = await asked.answered()
    assert answer.visible_to == standin.member
    assert "Okafor" in answer.text
    assert citation in answer.text


async def test_a_checked_citation_is_shared(standin: StandIn, citation: str) -> None:
    asked = standin.does.slash(standin.member, standin.channel, "cite", citation=citation)
    shared = await standin.does.press(standin.member, await asked.answered(), "Share").answered()
    assert shared.visible_to is None
    assert citation in shared.text


async def test_a_changed_document_says_so(standin: StandIn, citation: str) -> None:
    wrong = re.sub("@[0-9a-f]{8,16}", "@00000000", citation)
    answer = await standin.does.slash(standin.member, standin.channel, "cite", citation=wrong).answered()
    assert "changed" in answer.text
    assert "Okafor" not in answer.text


@pytest.mark.parametrize(
    "citation", ["", "nonsense", "nowhere@00000000:0-1", "@everyone", "`" * 300, "a@00000000:9-1", "x" * 6000]
)
@pytest.mark.usefixtures("bot")
async def test_a_citation_that_is_none(standin: StandIn, citation: str) -> None:
    answer = await standin.does.slash(standin.member, standin.channel, "cite", citation=citation).answered()
    assert answer.visible_to == standin.member
    assert not answer.pinged


async def test_offsets_outside_the_text(standin: StandIn, citation: str) -> None:
    outside = re.sub(":.*", ":0-99999999", citation)
    answer = await standin.does.slash(standin.member, standin.channel, "cite", citation=outside).answered()
    assert answer.visible_to == standin.member


async def test_a_citation_is_looked_up_while_others_are_answered(
    standin: StandIn, citation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = HeldCalls(Snapshot, "whole", monkeypatch)
    asked = standin.does.slash(standin.member, standin.channel, "cite", citation=citation)
    await standin.does.slash(standin.other, standin.channel, "about").answered()
    assert asked.reply is None
    held.let_go()
    assert "Okafor" in (await asked.answered()).text
    assert threading.get_ident() not in held.threads


@pytest.mark.usefixtures("bot")
async def test_lists_the_documents_in_private(standin: StandIn) -> None:
    answer = await standin.does.slash(standin.member, standin.channel, "documents").answered()
    assert answer.visible_to == standin.member
    assert "Minutes of the harbour board" in answer.text


class TestManyDocuments:
    @pytest.fixture
    def corpus(self, corpus: Path) -> Path:
        for number in range(40):
            (corpus / f"meeting-{number:02}.txt").write_text(f"Meeting {number}.\n", encoding="utf-8")
        return corpus

    @pytest.mark.usefixtures("bot")
    async def test_are_paged(self, standin: StandIn) -> None:
        message = await standin.does.slash(standin.member, standin.channel, "documents").answered()
        seen = message.text
        for edits in range(1, 20):
            onward = buttons_of(message.payload())[-1]
            if onward.get("disabled"):
                break
            standin.does.press(standin.member, message, custom_id=onward["custom_id"])
            await standin.edited(message, edits=edits)
            seen += message.text
        assert all(f"meeting-{number:02}" in seen for number in range(40))


async def test_about_says_what_it_is_and_what_it_keeps(standin: StandIn, bot: MeetingClient) -> None:
    answer = await standin.does.slash(standin.member, standin.channel, "about").answered()
    assert answer.visible_to == standin.member
    for fact in (bot.services.assistant.fingerprint, __version__, "/ask", "in memory"):
        assert fact in answer.text


class TestWithoutWordVectors:
    @pytest.fixture
    def service(self, corpus: Path, tmp_path: Path) -> Service:
        (tmp_path / "damaged.npy").write_bytes(b"no table")
        settings = Settings(documents=DocumentSettings(folder=str(corpus)))
        return app.open_service(settings, table=tmp_path / "damaged.npy")

    @pytest.mark.usefixtures("bot")
    async def test_about_says_what_keeps_it_from_answering_well(self, standin: StandIn) -> None:
        answer = await standin.does.slash(standin.member, standin.channel, "about").answered()
        assert answer.visible_to == standin.member
        assert "in other words than the documents' are answered less well" in answer.text


@pytest.mark.settings(presses_per_minute=1)
@pytest.mark.usefixtures("bot")
async def test_looking_up_is_limited_too(standin: StandIn) -> None:
    await standin.does.slash(standin.member, standin.channel, "about").answered()
    answer = await standin.does.slash(standin.member, standin.channel, "about").answered()
    assert __version__ not in answer.text
