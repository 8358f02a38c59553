from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import pytest
from discord import ui

from tests.discord_bot.standin.faults import Cut, Delay, Hold, Respond, broken, rate_limited
from tests.discord_bot.standin.framing import ZstdStream
from tests.discord_bot.standin.interactions import Reply
from tests.discord_bot.standin.people import PlaceKind
from tests.discord_bot.standin.process import bot_process
from tests.discord_bot.standin.reading import text_of
from tests.discord_bot.standin.sample import SampleBot, running
from tests.discord_bot.standin.server import StandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Handler = Callable[[discord.Interaction[SampleBot], str], Awaitable[None]]

SAMPLE = "tests.discord_bot.standin.sample:main"


@pytest.fixture
async def standin() -> AsyncIterator[StandIn]:
    async with StandIn() as standin:
        yield standin


@pytest.fixture
async def bot(standin: StandIn) -> AsyncIterator[SampleBot]:
    async with running(standin, SampleBot()) as bot:
        yield bot


async def refused(standin: StandIn, bot: SampleBot, handler: Handler) -> discord.HTTPException:
    """What a handler that does too much is told."""
    bot.on_say = handler
    standin.does.slash(standin.member, standin.channel, "say", text="x")
    failure = await bot.failure()
    assert isinstance(failure, discord.HTTPException)
    return failure


class TestConnection:
    async def test_starts_syncs_and_answers(self, standin: StandIn, bot: SampleBot) -> None:
        assert standin.commands.syncs == 1
        asked = standin.does.slash(standin.member, standin.channel, "say", text="hello")
        message = await asked.answered()
        assert message.text == "hello"
        assert standin.seen_in(standin.channel) == [message]
        assert asked.acknowledged_after is not None
        assert asked.answered_after is not None
        assert not asked.failed
        assert bot.failures == []

    @pytest.mark.parametrize("compression", [True, False])
    async def test_compressed_or_not(self, standin: StandIn, *, compression: bool) -> None:
        standin.gateway.compression = compression
        async with running(standin, SampleBot()):
            asked = standin.does.slash(standin.member, standin.channel, "say", text="hello")
            await asked.answered()

    async def test_every_shard_gets_its_own(self, standin: StandIn) -> None:
        standin.account.shards = 2
        async with running(standin, SampleBot()):
            await standin.ready(connections=2)
            asked = standin.does.slash(standin.member, standin.channel, "say", text="hello")
            direct = standin.does.slash(standin.member, standin.direct(standin.member), "say", text="hi")
            await asked.answered()
            await direct.answered()

    @pytest.mark.usefixtures("standin")
    async def test_a_bad_token_is_refused_by_rest(self) -> None:
        async with SampleBot() as bot:
            with pytest.raises(discord.LoginFailure):
                await bot.start("another.token")

    async def test_a_bad_token_is_refused_by_the_gateway(self, standin: StandIn) -> None:
        async with SampleBot() as bot:
            await bot.login(standin.token)
            bot.http.token = "another.token"  # noqa: S105
            where = {"url": standin.gateway.url, "shards": 1, "session_start_limit": {}}
            standin.fail("GET", "/gateway/bot", Respond(status=200, body=where))
            with pytest.raises(discord.ConnectionClosed) as closed:
                await bot.connect()
            assert closed.value.code == 4004

    async def test_an_intent_that_was_not_granted_ends_the_client(self, standin: StandIn) -> None:
        async with SampleBot(intents=discord.Intents(message_content=True)) as bot:
            with pytest.raises(discord.PrivilegedIntentsRequired):
                await bot.start(standin.token)

    async def test_resumes_after_a_cut_and_hears_what_it_missed(
        self, standin: StandIn, bot: SampleBot
    ) -> None:
        standin.gateway.accept_connections = False
        standin.gateway.cut()
        await standin.until_closed(standin.gateway.connections[0])
        message = standin.say(standin.member, standin.direct(standin.member), "still there?")
        standin.gateway.accept_connections = True
        connection = await standin.ready(connections=2)
        assert connection.resumed
        assert connection.path.startswith("/gateway/resume")
        answer = await standin.answered_in(message.place)
        assert answer.text == "heard: still there?"
        assert standin.commands.syncs == 1
        await bot.changes.until(lambda: bot.resumes or None, "a resumed session")

    async def test_an_invalid_session_is_begun_anew(self, standin: StandIn, bot: SampleBot) -> None:
        standin.gateway.invalidate()
        connection = await standin.ready(connections=2)
        assert not connection.resumed
        assert bot.resumes == 0

    async def test_a_resume_can_be_refused(self, standin: StandIn, bot: SampleBot) -> None:
        standin.gateway.forget_sessions()
        await standin.gateway.close(4000)
        connection = await standin.ready(connections=2)
        assert not connection.resumed
        assert bot.resumes == 0

    async def test_reconnects_when_asked(self, standin: StandIn, bot: SampleBot) -> None:
        standin.gateway.ask_to_reconnect()
        connection = await standin.ready(connections=2)
        assert connection.resumed
        assert not bot.is_closed()

    async def test_heartbeats_are_counted_and_asked_for(self, standin: StandIn, bot: SampleBot) -> None:
        connection = standin.gateway.alive[0]
        standin.gateway.ask_for_heartbeat()
        await standin.changes.until(lambda: connection.heartbeats > 1 or None, "a heartbeat")
        assert not bot.is_closed()

    async def test_a_silent_gateway_is_noticed(self, standin: StandIn) -> None:
        standin.gateway.heartbeat_interval = 0.1
        async with running(standin, SampleBot(heartbeat_timeout=0.4)):
            standin.gateway.go_silent()
            connection = await standin.ready(connections=2)
            assert connection.resumed

    async def test_an_event_that_cannot_be_parsed_ends_the_client(self, standin: StandIn) -> None:
        async with SampleBot() as bot:
            task = asyncio.create_task(bot.start(standin.token))
            await standin.ready()
            standin.gateway.publish("MESSAGE_CREATE", {"id": "1"})
            with pytest.raises(KeyError):
                await task

    def test_zstd_is_spoken_where_it_is_installed(self) -> None:
        import zstandard

        framing, decompressor = ZstdStream(), zstandard.ZstdDecompressor().decompressobj()
        assert [decompressor.decompress(framing.frame({"op": n})) for n in (1, 2)] == [
            b'{"op": 1}',
            b'{"op": 2}',
        ]


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


class TestFaults:
    @pytest.mark.parametrize("status", [500, 503])
    async def test_a_broken_callback_is_tried_again(
        self, standin: StandIn, bot: SampleBot, status: int
    ) -> None:
        standin.fail("POST", "/callback", broken(status))
        asked = standin.does.slash(standin.member, standin.channel, "say", text="x")
        await asked.answered()
        await standin.wait_for("POST", "/callback", count=2)
        assert [received.status for received in standin.requests("POST", "/callback")] == [status, 200]
        assert bot.failures == []

    async def test_a_callback_broken_twice_comes_too_late(self, standin: StandIn, bot: SampleBot) -> None:
        standin.fail("POST", "/callback", broken(503), times=2)
        asked = standin.does.slash(standin.member, standin.channel, "say", text="x")
        failure = await bot.failure()
        assert isinstance(failure, discord.NotFound)
        assert failure.code == 10062
        assert asked.failed

    async def test_a_proxy_in_trouble_on_the_bots_own_routes(self, standin: StandIn, bot: SampleBot) -> None:
        standin.fail("POST", "/messages", broken(503))
        channel = bot.get_partial_messageable(int(standin.channel.id))
        with pytest.raises(discord.DiscordServerError):
            await channel.send("x")

    async def test_a_limited_rate(self, standin: StandIn, bot: SampleBot) -> None:
        channel = bot.get_partial_messageable(int(standin.channel.id))
        standin.fail("POST", "/messages", rate_limited(0.01))
        await channel.send("after a while")
        standin.fail("POST", "/messages", rate_limited(0.01, via=False))
        with pytest.raises(discord.HTTPException) as limited:
            await channel.send("never")
        assert limited.value.status == 429
        assert [message.text for message in standin.seen_in(standin.channel)] == ["after a while"]

    @pytest.mark.parametrize("applied", [True, False])
    async def test_a_cut_connection(self, standin: StandIn, bot: SampleBot, *, applied: bool) -> None:
        standin.fail("POST", "/callback", Cut(applied=applied))
        asked = standin.does.slash(standin.member, standin.channel, "say", text="x")
        assert isinstance(await bot.failure(), aiohttp.ClientError)
        await standin.wait_for("POST", "/callback")
        assert [message.text for message in asked.messages] == (["x"] if applied else [])

    async def test_held_and_delayed(self, standin: StandIn, bot: SampleBot) -> None:
        hold = Hold()
        standin.fail("POST", "/callback", hold)
        asked = standin.does.slash(standin.member, standin.channel, "say", text="x")
        await hold.arrived.wait()
        assert asked.messages == []
        hold.released.set()
        await asked.answered()
        standin.fail("POST", "/callback", Delay(seconds=0.01))
        await standin.does.slash(standin.member, standin.channel, "say", text="x").answered()
        assert bot.failures == []

    async def test_typing_can_fail(self, standin: StandIn, bot: SampleBot) -> None:
        channel = bot.get_partial_messageable(int(standin.channel.id))
        standin.fail("POST", "/typing", broken(503))
        with pytest.raises(discord.DiscordServerError):
            await channel.typing()
        await channel.typing()
        assert standin.typing == [standin.channel.id]


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


def layout(*items: ui.Item[ui.LayoutView]) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    for item in items:
        view.add_item(item)
    return view


def row(*buttons: ui.Button[Any]) -> ui.View:
    view = ui.View(timeout=None)
    for button in buttons:
        view.add_item(button)
    return view


TOO_MUCH: dict[str, tuple[Callable[[], dict[str, Any]], int, str]] = {
    "content": (lambda: {"content": "x" * 2001}, 50035, "2000 or fewer"),
    "nothing": (lambda: {"content": " "}, 50006, "empty message"),
    "embed": (lambda: {"embed": discord.Embed(description="x" * 4097)}, 50035, "4096 or fewer"),
    "embeds": (
        lambda: {"embeds": [discord.Embed(description="x" * 3001) for _ in range(2)]},
        50035,
        "maximum size of 6000",
    ),
    "text": (lambda: {"view": layout(*(ui.TextDisplay("x" * 2001) for _ in range(2)))}, 50035, "4000"),
    "custom_id": (lambda: {"view": row(_forced(ui.Button(label="x"), custom_id="x" * 101))}, 50035, "100"),
    "custom_ids": (
        lambda: {"view": row(*(ui.Button(label=x, custom_id="same") for x in "ab"))},
        50035,
        "duplicated",
    ),
    "label": (lambda: {"view": row(_forced(ui.Button(label="x"), label="x" * 81))}, 50035, "80 or fewer"),
    "link": (lambda: {"view": row(ui.Button(label="x", url="javascript:alert(1)"))}, 50035, "Scheme"),
    "blank button": (lambda: {"view": row(ui.Button(custom_id="x"))}, 50035, "label or emoji"),
}


def _forced(button: ui.Button[Any], **values: str) -> ui.Button[Any]:
    """A button with what discord.py itself would not let it have."""
    for name, value in values.items():
        setattr(button._underlying, name, value)  # noqa: SLF001
    return button


class TestRefusals:
    @pytest.mark.parametrize("what", list(TOO_MUCH))
    async def test_too_much_is_refused_by_callback_and_channel(
        self, standin: StandIn, bot: SampleBot, what: str
    ) -> None:
        build, code, words = TOO_MUCH[what]

        async def excessive(interaction: discord.Interaction[SampleBot], _: str) -> None:
            await interaction.response.send_message(**build())

        failure = await refused(standin, bot, excessive)
        assert (failure.status, failure.code) == (400, code)
        assert words in failure.text
        with pytest.raises(discord.HTTPException, match=words) as refusal:
            await bot.get_partial_messageable(int(standin.channel.id)).send(**build())
        assert refusal.value.code == code
        assert standin.seen_in(standin.channel) == []

    async def test_forty_components_and_no_more(self, standin: StandIn, bot: SampleBot) -> None:
        channel = bot.get_partial_messageable(int(standin.channel.id))
        texts: list[ui.Item[ui.LayoutView]] = [ui.TextDisplay("x") for _ in range(39)]
        await channel.send(view=layout(ui.Container(*texts)))
        too_many = {
            "flags": 1 << 15,
            "components": [{"type": 17, "components": [{"type": 10, "content": "x"}] * 20}] * 2,
        }
        with pytest.raises(discord.HTTPException, match="maximum of 40"):
            await post(bot, standin, too_many)

    async def test_more_bytes_than_are_documented_are_a_500(self, standin: StandIn, bot: SampleBot) -> None:
        body = {"flags": 1 << 15, "components": [{"type": 10, "content": "会" * 3386}]}
        await post(bot, standin, body)
        body["components"] = [{"type": 10, "content": "会" * 3387}]
        # discord.py would try again for half a minute.
        async with aiohttp.ClientSession() as session:
            address = f"{standin.base_url}/channels/{standin.channel.id}/messages"
            headers = {"Authorization": f"Bot {standin.token}"}
            async with session.post(address, json=body, headers=headers) as answer:
                assert answer.status == 500

    async def test_legacy_fields_beside_components_v2(self, standin: StandIn, bot: SampleBot) -> None:
        components = [{"type": 10, "content": "x"}]
        with pytest.raises(discord.HTTPException, match="IS_COMPONENTS_V2"):
            await post(bot, standin, {"flags": 1 << 15, "content": "y", "components": components})
        with pytest.raises(discord.HTTPException, match="must be one of"):
            await post(bot, standin, {"components": components})

    async def test_components_v2_cannot_be_taken_back(self, standin: StandIn, bot: SampleBot) -> None:
        channel = bot.get_partial_messageable(int(standin.channel.id))
        sent = await channel.send(view=layout(ui.TextDisplay("x")))
        assert text_of(standin.seen_in(standin.channel)[0].payload()) == "x"
        with pytest.raises(discord.HTTPException, match="IS_COMPONENTS_V2"):
            await sent.edit(content="y")
        route = discord.http.Route("PATCH", f"/channels/{standin.channel.id}/messages/{sent.id}")
        with pytest.raises(discord.HTTPException, match="cannot be removed"):
            await bot.http.request(route, json={"flags": 0})

    async def test_a_select_menu(self, standin: StandIn, bot: SampleBot) -> None:
        option = {"label": "x", "value": "x"}
        for options in ([option] * 2, [{**option, "value": str(n)} for n in range(26)], [{"label": "x"}]):
            select = {"type": 3, "custom_id": "x", "options": options}
            with pytest.raises(discord.HTTPException) as refusal:
                await post(
                    bot, standin, {"content": "x", "components": [{"type": 1, "components": [select]}]}
                )
            assert refusal.value.code == 50035

    @pytest.mark.parametrize("names", [["x"] * 26, [""], ["x" * 101]])
    async def test_completions(self, standin: StandIn, bot: SampleBot, names: list[str]) -> None:
        typed = standin.does.complete(standin.member, standin.channel, "say", "text", text="a")
        await typed.acknowledged()
        typed.reply = None
        body = {"type": 8, "data": {"choices": [{"name": name, "value": "x"} for name in names]}}
        route = discord.http.Route("POST", f"/interactions/{typed.id}/{typed.token}/callback")
        with pytest.raises(discord.HTTPException) as refusal:
            await bot.http.request(route, json=body)
        assert refusal.value.code == 50035

    @pytest.mark.parametrize(
        "commands",
        [
            [{"name": "Shout", "description": "x"}],
            [{"name": "say", "description": "x" * 101}],
            [{"name": "say"}],
            [{"name": "say", "description": "x"}] * 2,
            [
                {
                    "name": "say",
                    "description": "x",
                    "options": [
                        {"type": 3, "name": "a", "description": "x"},
                        {"type": 3, "name": "b", "description": "x", "required": True},
                    ],
                }
            ],
            [{"name": f"say-{n}", "description": "x"} for n in range(101)],
        ],
    )
    async def test_commands(self, standin: StandIn, bot: SampleBot, commands: list[dict[str, Any]]) -> None:
        route = discord.http.Route("PUT", f"/applications/{bot.application_id}/commands")
        with pytest.raises(discord.HTTPException) as refusal:
            await bot.http.request(route, json=commands)
        assert refusal.value.code == 50035
        assert standin.commands.syncs == 1

    async def test_what_is_not_served_is_not_found(self, standin: StandIn, bot: SampleBot) -> None:
        with pytest.raises(discord.NotFound):
            await bot.http.request(discord.http.Route("GET", "/sticker-packs"))
        assert standin.requests("GET", "/sticker-packs")[0].status == 404


async def post(bot: SampleBot, standin: StandIn, body: dict[str, Any]) -> None:
    """Send a message's body as it is, past everything that discord.py would see to."""
    route = discord.http.Route("POST", "/channels/{channel_id}/messages", channel_id=standin.channel.id)
    await bot.http.request(route, json=body)


class TestProcess:
    async def test_the_command_as_a_process(self, standin: StandIn) -> None:
        environment = {"DISCORD_TOKEN": standin.token}
        async with bot_process(standin, env=environment, entry=SAMPLE) as process:
            connection = await standin.ready()
            asked = standin.does.slash(standin.member, standin.channel, "say", text="hello")
            assert (await asked.answered()).text == "hello"
            process.interrupt(signal.SIGTERM)
            assert await process.ended() == 0
            assert await standin.until_closed(connection) == 1000
            assert process.stdout == ""

    async def test_discord_py_is_pointed_back_afterwards(self) -> None:
        before = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
        async with StandIn() as standin:
            assert standin.base_url == discord.http.Route.BASE
        assert before == (discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY)
