"""The gateway websocket: identify, resume, heartbeats, events, and every way to lose a connection.

https://discord.com/developers/docs/events/gateway
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from .framing import PlainText, framing_for
from .session import EVERY_INTENT, GUILDS, PRIVILEGED, Session

if TYPE_CHECKING:
    from .framing import Framing
    from .people import Place
    from .record import Changes
    from .world import World

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11


@dataclass(kw_only=True, eq=False)
class Connection:
    """One websocket from beginning to end."""

    socket: web.WebSocketResponse
    request: web.Request
    framing: Framing
    compress: str | None
    path: str
    session: Session | None = None
    resumed: bool = False
    # A silent connection is open, but nothing comes out of it any more.
    silent: bool = False
    heartbeats: int = 0
    closed: bool = False
    close_code: int | None = None
    received: list[dict[str, Any]] = field(default_factory=list)
    _outgoing: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)

    def send(self, payload: dict[str, Any]) -> None:
        if not self.silent and not self.closed:
            self._outgoing.put_nowait(payload)

    async def write(self) -> None:
        """Send in order until cancelled; a connection that is gone is noticed by the reading side."""
        with contextlib.suppress(ConnectionError):
            while True:
                content = self.framing.frame(await self._outgoing.get())
                if isinstance(content, str):
                    await self.socket.send_str(content)
                else:
                    await self.socket.send_bytes(content)

    async def close(self, code: int) -> None:
        await self.socket.close(code=code)

    def cut(self) -> None:
        """Without a word, as a lost network does."""
        if self.request.transport is not None:
            self.request.transport.abort()


class Gateway:
    """All connections and sessions, and the events that go to them."""

    def __init__(self, world: World, changes: Changes, *, token: str) -> None:
        self.connections: list[Connection] = []
        self.sessions: dict[str, Session] = {}
        self.heartbeat_interval = 41.25
        # Of the privileged intents, those that the application was granted.
        self.granted_intents: frozenset[str] = frozenset()
        self.compression = True
        self.acknowledge_heartbeats = True
        self.accept_connections = True
        self.url = ""
        self._world = world
        self._changes = changes
        self._token = token

    # --- what a test reads ---

    @property
    def alive(self) -> list[Connection]:
        """The open connections that have a session."""
        return [one for one in self.connections if one.session is not None and not one.closed]

    # --- what a test does ---

    def publish(self, event: str, data: dict[str, Any], place: Place | None = None) -> None:
        """Send an event to the sessions that asked for it; without a connection they get it on resuming."""
        guild_id = place.guild.id if place and place.guild and place.guild.installed else None
        for session in self.sessions.values():
            if session.hears(event, guild_id=guild_id):
                self._dispatch(session, event, session.as_seen(event, data, bot_id=self._world.bot.id))

    def cut(self) -> None:
        """Lose every connection without a word."""
        for connection in self.alive:
            connection.cut()

    async def close(self, code: int = 1001) -> None:
        for connection in self.alive:
            await connection.close(code)

    def ask_to_reconnect(self) -> None:
        for connection in self.alive:
            connection.send({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every client that its session is over."""
        for connection in self.alive:
            connection.send({"op": INVALID_SESSION, "d": resumable})
            if not resumable and connection.session is not None:
                self.sessions.pop(connection.session.id, None)

    def forget_sessions(self) -> None:
        """Refuse the resumes to come, as after a long absence."""
        self.sessions.clear()

    def ask_for_heartbeat(self) -> None:
        for connection in self.alive:
            connection.send({"op": HEARTBEAT, "d": None})

    def go_silent(self) -> None:
        """Leave the connections open, and say nothing on them any more: half-open."""
        for connection in self.alive:
            connection.silent = True

    # --- the protocol ---

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if not self.accept_connections:
            return web.Response(status=503)
        socket = web.WebSocketResponse(timeout=1, max_msg_size=0)
        await socket.prepare(request)
        compress = request.query.get("compress")
        framing = framing_for(compress) if self.compression else PlainText()
        connection = Connection(
            socket=socket, request=request, framing=framing, compress=compress, path=request.path
        )
        self.connections.append(connection)
        connection.send({"op": HELLO, "d": {"heartbeat_interval": int(self.heartbeat_interval * 1000)}})
        writer = asyncio.create_task(connection.write())
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._receive(connection, message.json())
        finally:
            connection.closed, connection.close_code = True, socket.close_code
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            self._changes.announce()
        return socket

    async def _receive(self, connection: Connection, payload: dict[str, Any]) -> None:
        connection.received.append(payload)
        match payload["op"]:
            case 1:
                connection.heartbeats += 1
                if self.acknowledge_heartbeats:
                    connection.send({"op": ACK, "d": None})
            case 2:
                await self._identify(connection, payload["d"])
            case 6:
                await self._resume(connection, payload["d"])
            case _ if connection.session is None:
                await connection.close(4003)
            case _:
                pass
        self._changes.announce()

    async def _identify(self, connection: Connection, data: dict[str, Any]) -> None:
        shard = data.get("shard", [0, 1])
        code = self._refusal(connection, data, shard)
        if code is not None:
            await connection.close(code)
            return
        session = Session(id=secrets.token_hex(16), shard=(shard[0], shard[1]), intents=data["intents"])
        self.sessions[session.id] = session
        connection.session = session
        guilds = [
            one
            for one in self._world.guilds.values()
            if one.installed and session.hears("GUILD_CREATE", guild_id=one.id)
        ]
        ready = {
            "v": 10,
            "user": self._world.bot.user(),
            "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": f"{self.url}/resume",
            "shard": shard,
            "application": {"id": self._world.application_id, "flags": 0},
        }
        self._dispatch(session, "READY", ready)
        for guild in guilds if session.intents & GUILDS else ():
            payload = guild.payload(self._world.places_of(guild), self._world.bot)
            self._dispatch(session, "GUILD_CREATE", payload)

    def _refusal(self, connection: Connection, data: dict[str, Any], shard: list[int]) -> int | None:
        """The close code of an IDENTIFY that is not taken.

        https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
        """
        denied = sum(bit for name, bit in PRIVILEGED.items() if name not in self.granted_intents)
        if connection.session is not None:
            return 4005
        if data["token"] != self._token:
            return 4004
        if shard[0] >= shard[1]:
            return 4010
        if data["intents"] & ~EVERY_INTENT:
            return 4013
        if data["intents"] & denied:
            return 4014
        return None

    async def _resume(self, connection: Connection, data: dict[str, Any]) -> None:
        session = self.sessions.get(data["session_id"] or "")
        if data["token"] != self._token:
            await connection.close(4004)
        elif session is None or data["seq"] is None:
            connection.send({"op": INVALID_SESSION, "d": False})
        else:
            connection.session, connection.resumed = session, True
            for payload in session.missed(data["seq"]):
                connection.send(payload)
            self._dispatch(session, "RESUMED", {})

    def _dispatch(self, session: Session, event: str, data: dict[str, Any]) -> None:
        payload = session.next(event, data)
        for connection in self.alive:
            if connection.session is session:
                connection.send(payload)
        self._changes.announce()
