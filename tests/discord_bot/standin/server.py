"""The stand-in itself: one address that discord.py takes for Discord."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Self

from aiohttp import web

from .faults import FaultPlan
from .gateway import Gateway
from .interactions import Interactions
from .invoke import Invoker
from .launch import pointed_at
from .people import Guild, Person, Place, PlaceKind
from .record import PATIENCE, Changes, Record
from .rest import BASE, Rest
from .rest_account import AccountRoutes
from .rest_commands import CommandRoutes
from .rest_interactions import InteractionRoutes
from .rest_messages import MessageRoutes
from .schema import Schemas
from .world import World

if TYPE_CHECKING:
    from types import TracebackType

    from .faults import Fault
    from .gateway import Connection
    from .record import Received
    from .world import Message


class StandIn:
    """A Discord with one server, a channel and a thread in it, and two people; more can be added.

    While it runs, discord.py in this process is pointed at it too, so that no token reaches the real one.
    """

    def __init__(self) -> None:
        self.token = "stand-in.token"  # noqa: S105 - worth nothing anywhere else
        self.base_url = ""
        self.changes = Changes()
        self.record = Record(self.changes)
        self.faults = FaultPlan()
        self.world = World(changes=self.changes, publish=self._publish)
        self.gateway = Gateway(self.world, self.changes, token=self.token)
        self.interactions = Interactions(self.world, self.changes)
        schemas = Schemas()
        self.commands = CommandRoutes(self.world, schemas)
        self.account = AccountRoutes(self.world, self.gateway, schemas)
        self._messages = MessageRoutes(self.world, schemas, self.changes)
        self.does = Invoker(self.world, self.interactions, self.gateway, self.commands, self.changes)
        interaction_routes = InteractionRoutes(self.world, self.interactions, schemas)
        self._rest = Rest(
            [
                *self.account.routes(),
                *self.commands.routes(),
                *interaction_routes.routes(),
                *self._messages.routes(),
            ],
            token=self.token,
            faults=self.faults,
            record=self.record,
        )
        self._running = contextlib.AsyncExitStack()
        self.member = self.person("Ada")
        self.other = self.person("Grace")
        self.guild = self.server("Minutes", self.member, self.other)
        self.channel = self.add(PlaceKind.TEXT, guild=self.guild, name="general")
        self.thread = self.add(PlaceKind.THREAD, guild=self.guild, name="a thread", parent=self.channel.id)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/gateway{rest:/?}", self.gateway.serve)
        app.router.add_get("/gateway/resume{rest:/?}", self.gateway.serve)
        app.router.add_route("*", BASE + "/{rest:.*}", self._rest.serve)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        self._running.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}{BASE}"
        self.gateway.url = f"ws://{host}:{port}/gateway"
        self._running.enter_context(pointed_at(self.base_url, self.gateway.url))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.gateway.cut()
        await self._running.aclose()

    # --- who and where ---

    def person(self, name: str, *, bot: bool = False, locale: str = "en-US") -> Person:
        person = Person(id=self.world.snowflakes.next(), name=name, bot=bot, locale=locale)
        self.world.people[person.id] = person
        return person

    def server(self, name: str, *members: Person, installed: bool = True, locale: str = "en-US") -> Guild:
        """A server; with `installed=False` the bot comes only with those who installed it for themselves."""
        guild = Guild(
            id=self.world.snowflakes.next(),
            name=name,
            owner=members[0],
            members=members,
            installed=installed,
            locale=locale,
        )
        self.world.guilds[guild.id] = guild
        return guild

    def add(
        self,
        kind: PlaceKind,
        *,
        guild: Guild | None = None,
        name: str | None = None,
        parent: str | None = None,
        recipients: tuple[Person, ...] = (),
        with_bot: bool = False,
        bot_may_send: bool = True,
        bot_may_read: bool = True,
    ) -> Place:
        place = Place(
            id=self.world.snowflakes.next(),
            kind=kind,
            guild=guild,
            name=name,
            parent=parent,
            recipients=recipients,
            with_bot=with_bot,
            bot_may_send=bot_may_send,
            bot_may_read=bot_may_read,
        )
        self.world.places[place.id] = place
        return place

    def direct(self, person: Person) -> Place:
        """The direct messages between a person and the bot."""
        for place in self.world.places.values():
            if place.with_bot and person in place.recipients:
                return place
        return self.add(PlaceKind.DIRECT, recipients=(person,), with_bot=True)

    def group(self, *people: Person) -> Place:
        """A private conversation that the bot is no part of, where someone may still use its commands."""
        kind = PlaceKind.GROUP if len(people) > 2 else PlaceKind.DIRECT
        return self.add(kind, recipients=people)

    # --- what people do ---

    def say(
        self,
        person: Person,
        place: Place,
        content: str,
        *,
        reply_to: Message | None = None,
        ping: bool = True,
        webhook: bool = False,
    ) -> Message:
        """A person sends a message; `webhook` has it come from a webhook instead."""
        body = {
            "content": content,
            "allowed_mentions": {"parse": ["users", "roles", "everyone"], "replied_user": ping},
        }
        extra = {"webhook_id": self.world.snowflakes.next()} if webhook else {}
        kind = 19 if reply_to else 0
        return self.world.create(
            place=place, author=person, body=body, kind=kind, reference=reply_to, extra=extra
        )

    def edit(self, message: Message, content: str) -> None:
        replied_to = message.referenced.author.id if message.referenced else None
        allowed = {"parse": ["users"], "replied_user": replied_to in message.pinged.users}
        self.world.edit(message, {"content": content, "allowed_mentions": allowed})

    def delete(self, message: Message) -> None:
        self.world.delete(message)

    @property
    def mention(self) -> str:
        """How to address the bot in a message."""
        return f"<@{self.world.bot.id}>"

    # --- what goes wrong ---

    def fail(self, method: str, pattern: str, fault: Fault, *, times: int = 1) -> None:
        """Let the next requests of that method, whose path the pattern finds, meet a fault."""
        self.faults.add(method, pattern, fault, times=times)

    # --- what came back ---

    def seen_in(self, place: Place, *, by: Person | None = None) -> list[Message]:
        """The messages of a place as they stand now, as a person there sees them."""
        return [
            message
            for message in self.world.messages.values()
            if message.place.id == place.id
            and not message.deleted
            and (message.visible_to is None or (by is not None and message.visible_to.id == by.id))
        ]

    def answers_in(self, place: Place, *, by: Person | None = None) -> list[Message]:
        """Those of them that the bot wrote and finished."""
        bot = self.world.bot.id
        return [one for one in self.seen_in(place, by=by) if one.author.id == bot and not one.thinking]

    async def answered_in(
        self, place: Place, *, count: int = 1, by: Person | None = None, patience: float = PATIENCE
    ) -> Message:
        """The bot's `count`-th message in a place, once it is there."""

        def look() -> Message | None:
            answers = self.answers_in(place, by=by)
            return answers[count - 1] if len(answers) >= count else None

        return await self.changes.until(look, f"answer {count} in {place.name}", patience=patience)

    async def edited(self, message: Message, *, edits: int = 1, patience: float = PATIENCE) -> Message:
        """A message, once it has been changed so often."""

        def look() -> Message | None:
            return message if message.edits >= edits else None

        return await self.changes.until(look, f"edit {edits} of a message", patience=patience)

    async def deleted(self, message: Message, *, patience: float = PATIENCE) -> None:
        await self.changes.until(lambda: message.deleted or None, "a deletion", patience=patience)

    def requests(self, method: str, pattern: str = "") -> list[Received]:
        return self.record.matching(method, pattern)

    async def wait_for(
        self, method: str, pattern: str, *, count: int = 1, patience: float = PATIENCE
    ) -> Received:
        return await self.record.wait_for(method, pattern, count=count, patience=patience)

    async def ready(self, *, connections: int = 1, patience: float = PATIENCE) -> Connection:
        """The connection that brings the number of those that ever had a session to `connections`."""

        def look() -> Connection | None:
            with_session = [one for one in self.gateway.connections if one.session is not None]
            return with_session[connections - 1] if len(with_session) >= connections else None

        return await self.changes.until(look, f"gateway connection {connections}", patience=patience)

    async def until_closed(self, connection: Connection, *, patience: float = PATIENCE) -> int | None:
        """The code that a connection was closed with, once it is."""
        await self.changes.until(lambda: connection.closed or None, "a closed connection", patience=patience)
        return connection.close_code

    @property
    def typing(self) -> list[str]:
        """The identifiers of the places where the bot was seen typing, in order."""
        return self._messages.typing

    def _publish(self, event: str, data: dict[str, object], place: Place) -> None:
        self.gateway.publish(event, data, place)
