"""Routes of an interaction: its one callback, and the webhook of its token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .limits import EPHEMERAL, check_edit
from .rest import Route

if TYPE_CHECKING:
    from .interactions import Interaction, Interactions
    from .rest import Answer, Call
    from .schema import Schemas
    from .world import World

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
MESSAGE = WEBHOOK + "/messages/{message_id}"


class InteractionRoutes:
    """None of them takes the bot's token: the interaction's own is enough."""

    def __init__(self, world: World, interactions: Interactions, schemas: Schemas) -> None:
        self._world = world
        self._interactions = interactions
        self._schemas = schemas

    def routes(self) -> list[Route]:
        return [
            Route(method="POST", template=CALLBACK, handle=self._callback, needs_token=False),
            Route(method="POST", template=WEBHOOK, handle=self._follow_up, needs_token=False),
            Route(method="GET", template=MESSAGE, handle=self._read, needs_token=False),
            Route(method="PATCH", template=MESSAGE, handle=self._edit, needs_token=False),
            Route(method="DELETE", template=MESSAGE, handle=self._delete, needs_token=False),
        ]

    def _callback(self, call: Call) -> Answer:
        self._schemas.check("POST", CALLBACK, call.body)
        interaction = self._interactions.acknowledge(
            call.path["interaction_id"], call.path["interaction_token"], call.body
        )
        if call.query.get("with_response") in ("1", "true"):
            return _callback_answer(interaction)
        return None

    def _follow_up(self, call: Call) -> Answer:
        interaction = self._interaction(call)
        self._schemas.check("POST", WEBHOOK, call.body)
        message = self._interactions.follow_up(interaction, call.body)
        return message.payload()

    def _read(self, call: Call) -> Answer:
        return self._interactions.message(self._interaction(call), call.path["message_id"]).payload()

    def _edit(self, call: Call) -> Answer:
        interaction = self._interaction(call)
        message = self._interactions.message(interaction, call.path["message_id"])
        self._schemas.check("PATCH", MESSAGE, call.body)
        check_edit(call.body, message.payload())
        return self._world.edit(message, call.body).payload()

    def _delete(self, call: Call) -> Answer:
        message = self._interactions.message(self._interaction(call), call.path["message_id"])
        self._world.delete(message)
        return None

    def _interaction(self, call: Call) -> Interaction:
        return self._interactions.by_token(call.path["webhook_id"], call.path["webhook_token"])


def _callback_answer(interaction: Interaction) -> dict[str, Any]:
    """https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback-interaction-callback-response-object."""
    about: dict[str, Any] = {"id": interaction.id, "type": int(interaction.kind)}
    answer: dict[str, Any] = {"interaction": about}
    if interaction.original and interaction.reply is not None:
        about |= {
            "response_message_id": interaction.original.id,
            "response_message_loading": interaction.thinking,
            "response_message_ephemeral": bool(interaction.original.flags & EPHEMERAL),
        }
        answer["resource"] = {"type": int(interaction.reply), "message": interaction.original.payload()}
    return answer
