"""Messages: sent, changed, deleted, and who is pinged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import pytest

from tests.discord_bot.standin.people import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.discord_bot.standin.sample import SampleBot
    from tests.discord_bot.standin.server import StandIn

    Handler = Callable[[discord.Interaction[SampleBot], str], Awaitable[None]]


class TestMessages:
    async def test_a_mention_and_a_reply(self, standin: StandIn, bot: SampleBot) -> None:
        asked = standin.say(standin.member, standin.channel, f"{standin.mention} who won?")
        answer = await standin.answered_in(standin.channel)
        assert answer.text.endswith("who won?")
        assert answer.referenced is asked
        assert not answer.pinged
        standin.say(standin.member, standin.channel, "and who lost?", reply_to=answer)
        assert (await standin.answered_in(standin.channel, count=2)).text == "heard: and who lost?"
        assert bot.failures == []

    async def test_content_without_a_mention_is_withheld(self, standin: StandIn, bot: SampleBot) -> None:
        heard: list[str] = []

        @bot.event
        async def on_message(message: discord.Message) -> None:
            heard.append(message.content)
            standin.changes.announce()

        standin.say(standin.member, standin.channel, "among ourselves")
        standin.say(standin.member, standin.direct(standin.member), "to you")
        await standin.changes.until(lambda: len(heard) == 2 or None, "two messages")
        assert heard == ["", "to you"]

    async def test_edits_and_deletions_are_told(self, standin: StandIn, bot: SampleBot) -> None:
        message = standin.say(standin.member, standin.channel, "a question")
        standin.edit(message, "a better question")
        standin.delete(message)
        await bot.changes.until(lambda: bot.deletions or None, "a deletion")
        assert bot.edits == bot.deletions == [int(message.id)]

    async def test_pings_are_what_is_allowed(self, standin: StandIn, bot: SampleBot) -> None:
        channel = bot.get_partial_messageable(int(standin.channel.id))
        text = f"@everyone <@{standin.member.id}> <@&1>"
        await channel.send(text)
        await channel.send(text, allowed_mentions=discord.AllowedMentions.all())
        quiet, loud = standin.seen_in(standin.channel)
        assert not quiet.pinged
        assert loud.pinged.everyone
        assert loud.pinged.users == (standin.member.id,)

    async def test_where_the_bot_may_not_write(self, standin: StandIn, bot: SampleBot) -> None:
        hall = standin.add(PlaceKind.TEXT, guild=standin.guild, name="hall", bot_may_send=False)
        vault = standin.add(PlaceKind.TEXT, guild=standin.guild, name="vault", bot_may_read=False)
        codes = []
        for place in (hall, vault):
            with pytest.raises(discord.Forbidden) as forbidden:
                await bot.get_partial_messageable(int(place.id)).send("x")
            codes.append(forbidden.value.code)
        assert codes == [50013, 50001]

    async def test_a_message_of_ones_own_is_read_edited_and_deleted(
        self, standin: StandIn, bot: SampleBot
    ) -> None:
        person = await bot.fetch_user(int(standin.member.id))
        sent = await person.send("one")
        assert (await sent.edit(content="two")).content == "two"
        assert [message.content async for message in sent.channel.history()] == ["two"]
        await sent.delete()
        with pytest.raises(discord.NotFound):
            await sent.edit(content="three")
        question = standin.say(standin.member, standin.channel, "mine")
        with pytest.raises(discord.Forbidden):
            await (
                bot.get_partial_messageable(int(standin.channel.id))
                .get_partial_message(int(question.id))
                .edit(content="yours")
            )
