"""Conversations, payloads and permissions under SimCord: discord.py's machinery, a simulated Discord."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import pytest

from bot.library.library import Changed
from tests.discord_bot.corpora import write_files

if TYPE_CHECKING:
    from pathlib import Path

    from simcord import Env
    from simcord.actors import MemberActor
    from simcord.builders import ChannelHandle
    from simcord.results import InteractionResult, ResponseMessage

    from bot.discord_bot.services import Services

QUESTION = "Who proposed the lighthouse and the ferry terminal?"


@pytest.fixture
def channel(simcord_env: Env) -> ChannelHandle:
    return simcord_env.create_guild().create_text_channel("general")


@pytest.fixture
def ada(simcord_env: Env, channel: ChannelHandle) -> MemberActor:
    del channel
    return simcord_env.guild.add_member(simcord_env.create_user("ada"))


@pytest.fixture
def grace(simcord_env: Env, channel: ChannelHandle) -> MemberActor:
    del channel
    return simcord_env.guild.add_member(simcord_env.create_user("grace"))


def texts(components: list[dict[str, object]]) -> str:
    """What a person reads in a message's components."""
    found = ""
    for component in components:
        found += str(component.get("content", "")) + "\n"
        inner = component.get("components")
        found += texts(inner) if isinstance(inner, list) else ""
    return found


def read(message: ResponseMessage | None) -> str:
    assert message is not None
    return texts(message.components)


def shown(result: InteractionResult) -> ResponseMessage:
    assert result.response is not None
    return result.response


def bots_messages(simcord_env: Env, channel: ChannelHandle) -> list[discord.Message]:
    assert simcord_env.bot.user is not None
    return [one for one in channel.history() if one.author.id == simcord_env.bot.user.id]


async def test_a_whole_conversation(ada: MemberActor, channel: ChannelHandle, grace: MemberActor) -> None:
    choices = await ada.autocomplete(channel, "ask", "question", "lighthouse")
    assert choices[0]["value"] == "Who proposed the lighthouse?"
    answer = shown(await ada.slash(channel, "ask", question=QUESTION, passages=3))
    assert not answer.ephemeral
    assert answer.flags.components_v2
    first = read(answer)
    turned = await ada.click(answer, label="Next")
    assert read(turned.response or answer) != first or read(answer) != first
    copy = shown(await grace.click(answer, label="Context"))
    assert copy.ephemeral
    about = shown(await grace.slash(channel, "about"))
    assert about.ephemeral


async def test_the_menu_and_sharing(ada: MemberActor, channel: ChannelHandle, grace: MemberActor) -> None:
    message = await grace.send(channel, QUESTION)
    answer = shown(await ada.context_menu(channel, "Answer this", message))
    assert answer.ephemeral
    shared = await ada.click(answer, label="Share")
    assert not shown(shared).ephemeral


async def test_mentions_edits_and_deletions(
    simcord_env: Env, ada: MemberActor, channel: ChannelHandle
) -> None:
    assert simcord_env.bot.user is not None
    mention = simcord_env.bot.user.mention
    asked = await ada.send(channel, f"{mention} {QUESTION}")
    [answer] = bots_messages(simcord_env, channel)
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id
    await ada.edit(asked, f"{mention} When is the whale museum closed?")
    [edited] = bots_messages(simcord_env, channel)
    assert edited.id == answer.id
    await ada.delete(asked)
    assert bots_messages(simcord_env, channel) == []


async def test_an_edit_after_five_minutes_changes_nothing(
    simcord_env: Env, ada: MemberActor, channel: ChannelHandle
) -> None:
    assert simcord_env.bot.user is not None
    asked = await ada.send(channel, f"{simcord_env.bot.user.mention} {QUESTION}")
    await simcord_env.advance_time(301)
    await ada.edit(asked, f"{simcord_env.bot.user.mention} When is the whale museum closed?")
    assert not [one for one in simcord_env.http_requests if one.method == "PATCH"]


async def test_direct_messages(simcord_env: Env) -> None:
    ada = simcord_env.create_user("ada")
    await ada.send_dm(QUESTION)
    assert len(bots_messages(simcord_env, ada.dm_channel)) == 1
    assert read(shown(await ada.slash("ask", question=QUESTION)))
    assert set(ada.available_commands()) == {"ask", "documents", "cite", "about"}


async def test_other_bots_and_webhooks_are_not_answered(
    simcord_env: Env, ada: MemberActor, channel: ChannelHandle
) -> None:
    del ada
    assert simcord_env.bot.user is not None
    content = f"{simcord_env.bot.user.mention} {QUESTION}"
    robot = simcord_env.guild.add_member(simcord_env.create_user("robot", bot=True))
    await robot.send(channel, content)
    await simcord_env.guild.create_webhook(channel).send(content)
    assert bots_messages(simcord_env, channel) == []


async def test_no_message_of_ours_may_ping(
    simcord_env: Env, ada: MemberActor, channel: ChannelHandle
) -> None:
    assert simcord_env.bot.user is not None
    await ada.slash(channel, "ask", question="@everyone the lantern password")
    await ada.send(channel, f"{simcord_env.bot.user.mention} @everyone the lantern password")
    sent = [
        one.json.get("data", one.json)
        for one in simcord_env.http_requests
        if one.method == "POST" and isinstance(one.json, dict) and "components" in str(one.json)
    ]
    assert len(sent) >= 2
    for body in sent:
        allowed = body.get("allowed_mentions")
        assert allowed in ({"parse": []}, {"parse": [], "replied_user": False})


@pytest.mark.settings(public_answers="listed", public_roles=(0,))
async def test_moderators_may_answer_publicly(
    simcord_env: Env, ada: MemberActor, channel: ChannelHandle
) -> None:
    assert shown(await ada.slash(channel, "ask", question=QUESTION)).ephemeral
    role = simcord_env.guild.create_role("moderators", permissions=discord.Permissions(manage_messages=True))
    eve = simcord_env.guild.add_member(simcord_env.create_user("eve"), roles=[role])
    assert not shown(await eve.slash(channel, "ask", question=QUESTION)).ephemeral
    assert simcord_env.bot.user is not None
    await eve.send(channel, f"{simcord_env.bot.user.mention} {QUESTION}")
    # The answer to the command, and the one to the mention.
    assert len(bots_messages(simcord_env, channel)) == 2


async def test_buttons_outlive_a_restart(
    simcord_env: Env, ada: MemberActor, channel: ChannelHandle, request: pytest.FixtureRequest
) -> None:
    from bot.discord_bot.client import MeetingClient

    answer = shown(await ada.slash(channel, "ask", question=QUESTION))
    before = read(answer)
    services = request.getfixturevalue("services")
    state = request.getfixturevalue("state")
    await simcord_env.restart_bot(MeetingClient(services, state=state, shard_count=1))
    await ada.click(answer, label="Next")
    assert read(answer) != before


async def test_a_changed_document_is_answered_from(
    ada: MemberActor, channel: ChannelHandle, services: Services, corpus: Path
) -> None:
    answer = shown(await ada.slash(channel, "ask", question=QUESTION))
    assert "Brandt" not in read(answer)
    write_files(corpus, {"minutes.md": "Sergeant Brandt proposed the lighthouse and the ferry terminal.\n"})
    assert isinstance(services.service.refresh(), Changed)
    assert "Brandt" in read(shown(await ada.slash(channel, "ask", question=QUESTION)))
    await ada.click(answer, label="Context")
    assert "Brandt" in read(answer)


async def test_a_private_answer_that_ends_takes_no_buttons_along(
    simcord_env: Env, ada: MemberActor, channel: ChannelHandle
) -> None:
    public = shown(await ada.slash(channel, "ask", question=QUESTION))
    await ada.slash(channel, "ask", question=QUESTION, private=True)
    # A private message's view would end by itself after fifteen minutes.
    await simcord_env.advance_time(16 * 60)
    before = read(public)
    await ada.click(public, label="Next")
    assert read(public) != before


async def test_a_server_in_trouble(simcord_env: Env, ada: MemberActor, channel: ChannelHandle) -> None:
    assert simcord_env.bot.user is not None
    simcord_env.inject_error("POST", "/channels/*/messages", status=503)
    await ada.send(channel, f"{simcord_env.bot.user.mention} {QUESTION}")
    assert len(bots_messages(simcord_env, channel)) == 1


async def test_where_the_bot_may_not_write(simcord_env: Env, ada: MemberActor) -> None:
    guild, bot = simcord_env.guild, simcord_env.bot
    assert bot.user is not None
    me = guild.me
    assert me is not None
    hall = guild.create_text_channel(
        "hall", overwrites={me: discord.PermissionOverwrite(send_messages=False)}
    )
    await ada.send(hall, f"{bot.user.mention} {QUESTION}")
    assert bots_messages(simcord_env, hall) == []
    assert simcord_env.errors == []
