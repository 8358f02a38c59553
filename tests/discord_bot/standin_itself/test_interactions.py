"""Interactions: acknowledged once, in time, and seen by the right people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
import pytest
from discord import ui

from tests.discord_bot.standin.interactions import Reply
from tests.discord_bot.standin.people import PlaceKind
from tests.discord_bot.standin_itself.provoking import refused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.discord_bot.standin.sample import SampleBot
    from tests.discord_bot.standin.server import StandIn

    Handler = Callable[[discord.Interaction[SampleBot], str], Awaitable[None]]


class TestInteractions:
    async def test_an_acknowledgement_too_late_is_unknown(self, standin: StandIn, bot: SampleBot) -> None:
        async def late(interaction: discord.Interaction[SampleBot], _: str) -> None:
            asked.grow_older(3.1)
            await interaction.response.send_message("late")

        bot.on_say = late
        asked = standin.does.slash(standin.member, standin.channel, "say", text="x")
        failure = await bot.failure()
        assert isinstance(failure, discord.NotFound)
        assert failure.code == 10062
        assert asked.failed

    async def test_a_second_acknowledgement_is_refused(self, standin: StandIn, bot: SampleBot) -> None:
        async def twice(interaction: discord.Interaction[SampleBot], _: str) -> None:
            await interaction.response.send_message("one")
            interaction.response._response_type = None  # noqa: SLF001 - past the guard of discord.py itself
            await interaction.response.send_message("two")

        assert (await refused(standin, bot, twice)).code == 40060

    async def test_a_token_expires(self, standin: StandIn, bot: SampleBot) -> None:
        async def slow(interaction: discord.Interaction[SampleBot], _: str) -> None:
            await interaction.response.defer()
            asked.grow_older(15 * 60)
            await interaction.edit_original_response(content="at last")

        bot.on_say = slow
        asked = standin.does.slash(standin.member, standin.channel, "say", text="x")
        failure = await bot.failure()
        assert isinstance(failure, discord.HTTPException)
        assert (failure.status, failure.code) == (401, 50027)
        assert asked.thinking
        assert asked.messages == []

    async def test_a_webhook_does_not_exist_before_the_acknowledgement(
        self, standin: StandIn, bot: SampleBot
    ) -> None:
        async def hasty(interaction: discord.Interaction[SampleBot], _: str) -> None:
            await interaction.followup.send("too soon")

        assert (await refused(standin, bot, hasty)).code == 10015

    async def test_a_deferral_is_edited(self, standin: StandIn, bot: SampleBot) -> None:
        async def deferred(interaction: discord.Interaction[SampleBot], text: str) -> None:
            await interaction.response.defer(ephemeral=True)
            await interaction.edit_original_response(content=text)
            await interaction.followup.send("more")
            await interaction.delete_original_response()

        bot.on_say = deferred
        asked = standin.does.slash(standin.member, standin.channel, "say", text="x")
        assert await asked.acknowledged() is Reply.DEFERRED_MESSAGE
        message = await asked.answered(count=2)
        await standin.wait_for("DELETE", "@original")
        assert message.text == "more"
        assert asked.messages == [message]
        assert standin.seen_in(standin.channel, by=standin.other) == [message]

    async def test_the_first_follow_up_after_a_deferral_is_the_deferred_message(
        self, standin: StandIn, bot: SampleBot
    ) -> None:
        async def careless(interaction: discord.Interaction[SampleBot], text: str) -> None:
            await interaction.response.defer()
            await interaction.followup.send(text, ephemeral=True)

        bot.on_say = careless
        asked = standin.does.slash(standin.member, standin.channel, "say", text="a secret")
        message = await asked.answered()
        assert message is asked.original
        assert standin.seen_in(standin.channel, by=standin.other) == [message]

    async def test_a_guest_has_five_follow_ups(self, standin: StandIn, bot: SampleBot) -> None:
        async def chatty(interaction: discord.Interaction[SampleBot], text: str) -> None:
            await interaction.response.send_message(text)
            for _ in range(6):
                await interaction.followup.send(text)

        bot.on_say = chatty
        elsewhere = standin.server("Elsewhere", standin.member, installed=False)
        place = standin.add(PlaceKind.TEXT, guild=elsewhere, name="general")
        asked = standin.does.slash(standin.member, place, "say", text="x")
        failure = await bot.failure()
        assert isinstance(failure, discord.HTTPException)
        assert failure.code == 40094
        assert len(asked.messages) == 6

    @pytest.mark.parametrize("where", ["direct", "group", "thread"])
    async def test_everywhere(self, standin: StandIn, bot: SampleBot, where: str) -> None:
        place = {
            "direct": standin.direct(standin.member),
            "group": standin.group(standin.member, standin.other, standin.person("Joan")),
            "thread": standin.thread,
        }[where]
        asked = standin.does.slash(standin.member, place, "say", text="here")
        assert (await asked.answered()).text == "here"
        assert bot.failures == []

    async def test_completion(self, standin: StandIn, bot: SampleBot) -> None:
        typed = standin.does.complete(standin.member, standin.channel, "say", "text", text="a")
        await typed.acknowledged()
        assert [choice["name"] for choice in typed.choices or []] == ["a0", "a1", "a2"]
        assert bot.failures == []

    async def test_a_message_menu_answers_privately(self, standin: StandIn, bot: SampleBot) -> None:
        message = standin.say(standin.other, standin.channel, "a question")
        asked = standin.does.message_menu(standin.member, "Repeat this", message)
        answer = await asked.answered()
        assert answer.text == "a question"
        assert standin.seen_in(standin.channel, by=standin.other) == [message]
        assert standin.seen_in(standin.channel, by=standin.member) == [message, answer]
        assert bot.failures == []

    async def test_buttons_selects_and_forms(self, standin: StandIn, bot: SampleBot) -> None:
        class Form(ui.Modal, title="A form"):
            answer = ui.Label(text="Answer", component=ui.TextInput[Any](custom_id="answer"))

            async def on_submit(self, interaction: discord.Interaction) -> None:
                field = self.answer.component
                assert isinstance(field, ui.TextInput)
                await interaction.response.edit_message(view=Layout(field.value))

        class Layout(ui.LayoutView):
            def __init__(self, text: str) -> None:
                super().__init__(timeout=None)
                self.add_item(ui.TextDisplay(text))
                self.add_item(Row())

        class Row(ui.ActionRow[Layout]):
            @ui.button(label="Ask", custom_id="ask")
            async def ask(self, interaction: discord.Interaction, _: ui.Button[Layout]) -> None:
                await interaction.response.send_modal(Form())

        async def show(interaction: discord.Interaction[SampleBot], text: str) -> None:
            await interaction.response.send_message(view=Layout(text))

        bot.on_say = show
        asked = standin.does.slash(standin.member, standin.channel, "say", text="first")
        message = await asked.answered()
        pressed = standin.does.press(standin.other, message, "Ask")
        assert await pressed.acknowledged() is Reply.MODAL
        await standin.does.submit(pressed, answer="second").acknowledged()
        assert message.text == "second"
        assert bot.failures == []
        forged = standin.does.press(standin.other, message, custom_id="forged:1")
        forged.grow_older(3.1)
        assert forged.failed
