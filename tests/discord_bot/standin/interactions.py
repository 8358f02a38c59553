"""Interactions: acknowledged once, within three seconds, by a token that lives a quarter of an hour.

https://discord.com/developers/docs/interactions/receiving-and-responding
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from .limits import EPHEMERAL, LOADING, check_edit, check_new
from .record import PATIENCE
from .rejection import (
    Rejection,
    already_acknowledged,
    empty_message,
    expired_token,
    invalid,
    too_many_follow_ups,
    unknown_interaction,
    unknown_message,
    unknown_webhook,
)
from .world import CONTEXT_MENU, DEFAULT, REPLY, SLASH_COMMAND

if TYPE_CHECKING:
    from collections.abc import Callable

    from .people import Person, Place
    from .record import Changes
    from .world import Message, World

WINDOW = 3.0
LIFETIME = 15 * 60.0
# https://discord.com/developers/docs/interactions/receiving-and-responding#create-followup-message
MOST_FOLLOW_UPS_OF_A_GUEST = 5


class Kind(IntEnum):
    """What a person did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Reply(IntEnum):
    """How the bot may acknowledge it."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


MESSAGES = {Reply.MESSAGE, Reply.DEFERRED_MESSAGE}
UPDATES = {Reply.DEFERRED_UPDATE, Reply.UPDATE}
TAKEN = {
    Kind.COMMAND: MESSAGES | {Reply.MODAL},
    Kind.COMPONENT: MESSAGES | UPDATES | {Reply.MODAL},
    Kind.AUTOCOMPLETE: {Reply.CHOICES},
    Kind.MODAL: MESSAGES | UPDATES,
}


@dataclass(kw_only=True, eq=False)
class Interaction:
    """What a person did and what came back, as it stands now."""

    id: str
    token: str
    kind: Kind
    person: Person
    place: Place
    payload: dict[str, Any]
    changes: Changes
    opened: float = field(default_factory=time.monotonic)
    source: Message | None = None
    acknowledged_after: float | None = None
    reply: Reply | None = None
    original: Message | None = None
    follow_ups: list[Message] = field(default_factory=list)
    choices: list[dict[str, Any]] | None = None
    modal: dict[str, Any] | None = None

    @property
    def age(self) -> float:
        return time.monotonic() - self.opened

    def grow_older(self, seconds: float) -> None:
        """As if it had been opened so much earlier."""
        self.opened -= seconds

    @property
    def failed(self) -> bool:
        """Whether the person reads that the application did not respond."""
        return self.acknowledged_after is None and self.age > WINDOW

    @property
    def thinking(self) -> bool:
        return self.original is not None and self.original.thinking

    @property
    def answered_after(self) -> float | None:
        """How many seconds the person waited for something to read."""
        since = [
            message.readable_since - self.opened
            for message in self.messages
            if message is not self.source and message.readable_since is not None
        ]
        return min(since, default=None)

    @property
    def messages(self) -> list[Message]:
        """What the person sees of it: the answer and the follow-ups, neither deleted nor still to come."""
        everything = [*([self.original] if self.original else []), *self.follow_ups]
        return [message for message in everything if not message.deleted and not message.thinking]

    async def acknowledged(self, *, patience: float = PATIENCE) -> Reply:
        return await self.changes.until(lambda: self.reply, "an acknowledgement", patience=patience)

    async def answered(self, *, count: int = 1, patience: float = PATIENCE) -> Message:
        """The `count`-th message that the person sees, once it is there."""

        def look() -> Message | None:
            messages = self.messages
            return messages[count - 1] if len(messages) >= count else None

        return await self.changes.until(look, f"message {count} of an interaction", patience=patience)


class Interactions:
    """The open interactions, and the rules for answering them."""

    def __init__(self, world: World, changes: Changes) -> None:
        self._world = world
        self._changes = changes
        self._by_id: dict[str, Interaction] = {}
        self._by_token: dict[str, Interaction] = {}

    def keep(self, interaction: Interaction) -> None:
        self._by_id[interaction.id] = interaction
        self._by_token[interaction.token] = interaction

    def acknowledge(self, interaction_id: str, token: str, body: dict[str, Any]) -> Interaction:
        """The first response; there is only one, and it must be in time."""
        interaction = self._by_id.get(interaction_id)
        if interaction is None or interaction.token != token:
            raise unknown_interaction()
        if interaction.reply is not None:
            raise already_acknowledged()
        age = interaction.age
        if age > WINDOW:
            raise unknown_interaction()
        reply = Reply(body["type"])
        from_message = interaction.source is not None
        if reply not in TAKEN[interaction.kind] or (reply in UPDATES and not from_message):
            raise invalid(
                ["type"], "BASE_TYPE_CHOICES", f"{reply.name} does not answer {interaction.kind.name}."
            )
        self._apply(interaction, reply, body.get("data") or {})
        interaction.reply, interaction.acknowledged_after = reply, age
        self._changes.announce()
        return interaction

    def by_token(self, application_id: str, token: str) -> Interaction:
        """The interaction whose webhook this is: it exists once acknowledged, until the token expires."""
        interaction = self._by_token.get(token)
        if interaction is None or application_id != self._world.application_id or interaction.reply is None:
            raise unknown_webhook()
        if interaction.age > LIFETIME:
            raise expired_token()
        return interaction

    def message(self, interaction: Interaction, message_id: str) -> Message:
        """One of the messages that the token reaches."""
        reachable = {message.id: message for message in interaction.follow_ups}
        if interaction.original:
            reachable |= {"@original": interaction.original, interaction.original.id: interaction.original}
        message = reachable.get(message_id)
        if message is None or message.deleted:
            raise unknown_message()
        return message

    def follow_up(self, interaction: Interaction, body: dict[str, Any]) -> Message:
        """A further message; right after a deferral it is the deferred one, whatever its own flags say.

        https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages
        """
        if interaction.kind is Kind.AUTOCOMPLETE:
            raise unknown_webhook()
        if interaction.original and interaction.thinking:
            check_edit(body, interaction.original.payload())
            return self._world.edit(interaction.original, body)
        place = interaction.place
        guest = not place.bot_is_there
        if guest and len(interaction.follow_ups) >= MOST_FOLLOW_UPS_OF_A_GUEST:
            raise too_many_follow_ups()
        check_new(body)
        message = self._create(interaction, body, kind=REPLY, reference=interaction.original)
        interaction.follow_ups.append(message)
        return message

    def _apply(self, interaction: Interaction, reply: Reply, data: dict[str, Any]) -> None:
        match reply:
            case Reply.MESSAGE:
                _within_data(check_new, data)
                interaction.original = self._create(interaction, data)
            case Reply.DEFERRED_MESSAGE:
                # Of a deferral's flags only the ephemeral one is heeded.
                flags = LOADING | ((data.get("flags") or 0) & EPHEMERAL)
                interaction.original = self._create(interaction, {"flags": flags})
            case Reply.DEFERRED_UPDATE:
                interaction.original = interaction.source
            case Reply.UPDATE:
                source = interaction.source
                if source is None or source.deleted:
                    raise unknown_message()
                if data:
                    _within_data(lambda body: check_edit(body, source.payload()), data)
                    self._world.edit(source, data)
                interaction.original = source
            case Reply.CHOICES:
                interaction.choices = data.get("choices") or []
            case Reply.MODAL:
                if not data:
                    raise empty_message()
                interaction.modal = data

    def _create(
        self,
        interaction: Interaction,
        body: dict[str, Any],
        *,
        kind: int | None = None,
        reference: Message | None = None,
    ) -> Message:
        extra: dict[str, Any] = {
            "webhook_id": self._world.application_id,
            "application_id": self._world.application_id,
            "interaction_metadata": {
                "id": interaction.id,
                "type": int(interaction.kind),
                "user": interaction.person.user(),
                "authorizing_integration_owners": interaction.payload["authorizing_integration_owners"],
            },
        }
        if kind is None:
            kind = DEFAULT
            if interaction.kind is Kind.COMMAND:
                data = interaction.payload["data"]
                kind = SLASH_COMMAND if data["type"] == 1 else CONTEXT_MENU
                extra["interaction"] = {
                    "id": interaction.id,
                    "type": int(interaction.kind),
                    "name": data["name"],
                    "user": interaction.person.user(),
                }
        ephemeral = bool((body.get("flags") or 0) & EPHEMERAL)
        return self._world.create(
            place=interaction.place,
            author=self._world.bot,
            body=body,
            kind=kind,
            reference=reference,
            visible_to=interaction.person if ephemeral else None,
            extra=extra,
        )


def _within_data(check: Callable[[dict[str, Any]], None], data: dict[str, Any]) -> None:
    """A callback's message stands one level down, and so do its errors."""
    try:
        check(data)
    except Rejection as rejection:
        raise rejection.within("data") from None
