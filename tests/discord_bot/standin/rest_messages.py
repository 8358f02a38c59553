"""Routes of a channel's messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .limits import EPHEMERAL, check_edit, check_new
from .rejection import invalid, missing_access, missing_permissions, not_your_message
from .rest import Route
from .world import DEFAULT, REPLY

if TYPE_CHECKING:
    from .people import Place
    from .record import Changes
    from .rest import Answer, Call
    from .schema import Schemas
    from .world import Message, World

CHANNEL = "/channels/{channel_id}"
MESSAGES = CHANNEL + "/messages"
MESSAGE = MESSAGES + "/{message_id}"


class MessageRoutes:
    """What a bot does in the places where it is."""

    def __init__(self, world: World, schemas: Schemas, changes: Changes) -> None:
        self._world = world
        self._schemas = schemas
        self._changes = changes
        self.typing: list[str] = []

    def routes(self) -> list[Route]:
        return [
            Route(method="GET", template=CHANNEL, handle=lambda call: self._place(call).payload()),
            Route(method="POST", template=CHANNEL + "/typing", handle=self._type),
            Route(method="GET", template=MESSAGES, handle=self._list),
            Route(method="POST", template=MESSAGES, handle=self._send),
            Route(method="GET", template=MESSAGE, handle=lambda call: self._message(call).payload()),
            Route(method="PATCH", template=MESSAGE, handle=self._edit),
            Route(method="DELETE", template=MESSAGE, handle=self._delete),
        ]

    def _place(self, call: Call) -> Place:
        place = self._world.place(call.path["channel_id"])
        if not place.bot_is_there:
            raise missing_access()
        return place

    def _message(self, call: Call) -> Message:
        return self._world.message(self._place(call), call.path["message_id"])

    def _type(self, call: Call) -> Answer:
        self.typing.append(self._place(call).id)
        self._changes.announce()
        return None

    def _list(self, call: Call) -> Answer:
        place = self._place(call)
        there = [one for one in self._world.messages.values() if one.place.id == place.id]
        seen = [one.payload() for one in there if not one.deleted and one.visible_to is None]
        return seen[::-1][: int(call.query.get("limit", "50"))]

    def _send(self, call: Call) -> Answer:
        place, body = self._place(call), call.body
        if not place.bot_may_send:
            raise missing_permissions()
        self._schemas.check("POST", MESSAGES, body)
        check_new(body)
        # Only an interaction has someone to hide a message from the others for.
        body = {**body, "flags": (body.get("flags") or 0) & ~EPHEMERAL}
        reference, missing = self._reference(place, body)
        kind = REPLY if reference or missing else DEFAULT
        message = self._world.create(
            place=place,
            author=self._world.bot,
            body=body,
            kind=kind,
            reference=reference,
            missing_reference=missing,
        )
        return message.payload()

    def _reference(self, place: Place, body: dict[str, Any]) -> tuple[Message | None, str | None]:
        """The message replied to, or the identifier of one that is gone and may be."""
        reference = body.get("message_reference")
        if not reference:
            return None, None
        message_id = str(reference["message_id"])
        message = self._world.messages.get(message_id)
        if message and not message.deleted and message.place.id == place.id and not message.visible_to:
            return message, None
        if reference.get("fail_if_not_exists", True):
            raise invalid(["message_reference"], "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        return None, None

    def _edit(self, call: Call) -> Answer:
        message = self._message(call)
        if message.author.id != self._world.bot.id:
            raise not_your_message()
        self._schemas.check("PATCH", MESSAGE, call.body)
        check_edit(call.body, message.payload())
        return self._world.edit(message, call.body).payload()

    def _delete(self, call: Call) -> Answer:
        message = self._message(call)
        if message.author.id != self._world.bot.id and message.place.guild is None:
            raise not_your_message()
        self._world.delete(message)
        return None
