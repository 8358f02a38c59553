"""What Discord remembers: who is there, which places exist, and the messages as they stand."""

from __future__ import annotations

import copy
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from .limits import EPHEMERAL, IS_COMPONENTS_V2, LOADING, SETTABLE_FLAGS
from .mentions import Pings, pings
from .people import Person, Snowflakes
from .reading import every_component, text_of
from .rejection import unknown_channel, unknown_message

if TYPE_CHECKING:
    from .people import Guild, Place
    from .record import Changes

DEFAULT, REPLY, SLASH_COMMAND, CONTEXT_MENU = 0, 19, 20, 23


class Publish(Protocol):
    """Hands an event of a place to the gateway."""

    def __call__(self, event: str, data: dict[str, Any], place: Place) -> None: ...


@dataclass(slots=True, kw_only=True)
class Message:
    """One message; `visible_to` is set when only one person sees it."""

    id: str
    place: Place
    author: Person
    kind: int = DEFAULT
    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    flags: int = 0
    pinged: Pings = field(default_factory=Pings)
    mentioned: tuple[Person, ...] = ()
    reference: dict[str, Any] | None = None
    referenced: Message | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    visible_to: Person | None = None
    edited: str | None = None
    deleted: bool = False
    edits: int = 0
    created: str = field(default_factory=lambda: datetime.now(UTC).isoformat())
    # When there first was something to read in it, by the monotonic clock.
    readable_since: float | None = None

    @property
    def thinking(self) -> bool:
        return bool(self.flags & LOADING)

    @property
    def text(self) -> str:
        return text_of(self.payload())

    def payload(self) -> dict[str, Any]:
        """The message as REST answers it."""
        payload: dict[str, Any] = {
            "id": self.id,
            "channel_id": self.place.id,
            "author": self.author.user(),
            "type": self.kind,
            "content": self.content,
            "embeds": copy.deepcopy(self.embeds),
            "components": copy.deepcopy(self.components),
            "attachments": copy.deepcopy(self.attachments),
            "flags": self.flags,
            "mentions": [person.user() for person in self.mentioned],
            "mention_roles": list(self.pinged.roles),
            "mention_everyone": self.pinged.everyone,
            "pinned": False,
            "tts": False,
            "timestamp": self.created,
            "edited_timestamp": self.edited,
            **self.extra,
        }
        if self.reference:
            payload["message_reference"] = self.reference
            payload["referenced_message"] = (
                self.referenced.payload() if self.referenced and not self.referenced.deleted else None
            )
        return payload

    def event(self) -> dict[str, Any]:
        """The message as the gateway sends it."""
        payload = self.payload()
        if self.place.guild:
            payload |= {"guild_id": self.place.guild.id}
            if "webhook_id" not in payload:
                payload["member"] = self.author.membership()
        return payload


class World:
    """Everything there is, and the only one who changes messages."""

    def __init__(self, *, changes: Changes, publish: Publish) -> None:
        self.snowflakes = Snowflakes()
        self.bot = Person(id=self.snowflakes.next(), name="MeetingBot", bot=True)
        self.people: dict[str, Person] = {self.bot.id: self.bot}
        self.guilds: dict[str, Guild] = {}
        self.places: dict[str, Place] = {}
        self.messages: dict[str, Message] = {}
        self._changes = changes
        self._publish = publish

    @property
    def application_id(self) -> str:
        """An application and its bot share one identifier."""
        return self.bot.id

    def place(self, place_id: str) -> Place:
        try:
            return self.places[place_id]
        except KeyError:
            raise unknown_channel() from None

    def message(self, place: Place, message_id: str) -> Message:
        message = self.messages.get(message_id)
        if message is None or message.deleted or message.place.id != place.id or message.visible_to:
            raise unknown_message()
        return message

    def places_of(self, guild: Guild) -> list[Place]:
        return [one for one in self.places.values() if one.guild and one.guild.id == guild.id]

    def create(
        self,
        *,
        place: Place,
        author: Person,
        body: dict[str, Any],
        kind: int = DEFAULT,
        reference: Message | None = None,
        missing_reference: str | None = None,
        visible_to: Person | None = None,
        extra: dict[str, Any] | None = None,
    ) -> Message:
        """Keep a message that has passed every check, and tell the gateway."""
        message = Message(
            id=self.snowflakes.next(),
            place=place,
            author=author,
            kind=kind,
            referenced=reference,
            visible_to=visible_to,
            extra=extra or {},
        )
        referenced_id = reference.id if reference else missing_reference
        if referenced_id:
            message.reference = {"type": 0, "message_id": referenced_id, "channel_id": place.id}
            if place.guild:
                message.reference["guild_id"] = place.guild.id
        message.flags = (body.get("flags") or 0) & (SETTABLE_FLAGS | LOADING) & ~EPHEMERAL
        message.flags |= EPHEMERAL if visible_to else 0
        self._fill(message, body)
        self.messages[message.id] = message
        self._tell("MESSAGE_CREATE", message)
        return message

    def edit(self, message: Message, body: dict[str, Any]) -> Message:
        """Change what the body names, leave the rest, and tell the gateway."""
        message.flags = (message.flags & ~LOADING) | ((body.get("flags") or 0) & IS_COMPONENTS_V2)
        message.edited = datetime.now(UTC).isoformat()
        message.edits += 1
        self._fill(message, body)
        self._tell("MESSAGE_UPDATE", message)
        return message

    def delete(self, message: Message) -> None:
        message.deleted = True
        self._changes.announce()
        if message.visible_to is None and message.place.bot_is_there:
            data: dict[str, Any] = {"id": message.id, "channel_id": message.place.id}
            if message.place.guild:
                data["guild_id"] = message.place.guild.id
            self._publish("MESSAGE_DELETE", data, message.place)

    def _fill(self, message: Message, body: dict[str, Any]) -> None:
        if "content" in body:
            message.content = body["content"] or ""
        if "embeds" in body:
            message.embeds = [{"type": "rich", **embed} for embed in body["embeds"] or []]
        if "attachments" in body:
            message.attachments = body["attachments"] or []
        if "components" in body:
            message.components = _numbered(body["components"] or [])
        if message.readable_since is None and not message.thinking:
            message.readable_since = time.monotonic()
        replied_to = message.referenced.author.id if message.referenced else None
        message.pinged = pings(text_of(message.payload()), body.get("allowed_mentions"), replied_to)
        message.mentioned = tuple(self.people[one] for one in message.pinged.users if one in self.people)

    def _tell(self, event: str, message: Message) -> None:
        self._changes.announce()
        # What only one person sees, and what stands where the bot is not, the gateway keeps to itself.
        if message.visible_to is None and message.place.bot_is_there:
            self._publish(event, message.event(), message.place)


def _numbered(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The components with the identifiers that Discord gives to those that came without."""
    components = copy.deepcopy(components)
    taken = {one["id"] for one in every_component(components) if one.get("id")}
    free = (number for number in range(1, 1000) if number not in taken)
    for one in every_component(components):
        one["id"] = one.get("id") or next(free)
    return components
