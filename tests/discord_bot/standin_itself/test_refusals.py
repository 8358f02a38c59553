"""What Discord refuses, the stand-in refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import pytest
from discord import ui

from tests.discord_bot.standin.reading import text_of
from tests.discord_bot.standin_itself.provoking import refused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.discord_bot.standin.sample import SampleBot
    from tests.discord_bot.standin.server import StandIn

    Handler = Callable[[discord.Interaction[SampleBot], str], Awaitable[None]]


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
