"""What Discord's own client sends when a person uses a command, presses a button or submits a form.

https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from .interactions import Interaction, Kind
from .people import EVERY_PERMISSION, PlaceKind
from .reading import button, selects_of

if TYPE_CHECKING:
    from .gateway import Gateway
    from .interactions import Interactions
    from .people import Person, Place
    from .record import Changes
    from .rest_commands import CommandRoutes
    from .world import Message, World

SLASH, OF_MESSAGE = 1, 3
BUTTON, STRING_SELECT, TEXT_INPUT, LABEL = 2, 3, 4, 18
GUILD_CONTEXT, BOT_DM_CONTEXT, PRIVATE_CONTEXT = 0, 1, 2
OPTION_TYPES: dict[type, int] = {str: 3, int: 4, bool: 5, float: 10}


class Invoker:
    """Opens interactions; values are sent as given, so a forged one is simply given."""

    def __init__(
        self,
        world: World,
        interactions: Interactions,
        gateway: Gateway,
        commands: CommandRoutes,
        changes: Changes,
    ) -> None:
        self._world = world
        self._interactions = interactions
        self._gateway = gateway
        self._commands = commands
        self._changes = changes

    def slash(self, person: Person, place: Place, name: str, **options: object) -> Interaction:
        """Use a slash command."""
        data = self._command(name, SLASH) | {"options": self._options(name, options)}
        return self._open(Kind.COMMAND, person, place, data)

    def complete(
        self, person: Person, place: Place, name: str, focused: str, **options: object
    ) -> Interaction:
        """Type into an option that completes."""
        filled = self._options(name, options)
        for option in filled:
            option["focused"] = option["name"] == focused
        return self._open(Kind.AUTOCOMPLETE, person, place, self._command(name, SLASH) | {"options": filled})

    def message_menu(self, person: Person, name: str, message: Message) -> Interaction:
        """Choose a command in a message's menu; the message comes along with its content."""
        data = self._command(name, OF_MESSAGE) | {
            "target_id": message.id,
            "resolved": {"messages": {message.id: message.payload()}},
        }
        return self._open(Kind.COMMAND, person, message.place, data)

    def press(
        self, person: Person, message: Message, label: str | None = None, *, custom_id: str | None = None
    ) -> Interaction:
        """Press the button that says so, or claim that one with this custom_id was pressed."""
        if custom_id is None:
            found = button(message.payload(), label or "")
            if found.get("disabled") or "custom_id" not in found:
                raise LookupError(f"the button {label!r} cannot be pressed: {found}")
            custom_id = str(found["custom_id"])
        data = {"component_type": BUTTON, "custom_id": custom_id, "id": 1}
        return self._open(Kind.COMPONENT, person, message.place, data, source=message)

    def choose(
        self, person: Person, message: Message, *values: str, custom_id: str | None = None
    ) -> Interaction:
        """Choose in a message's first select menu, or in the one with this custom_id."""
        custom_id = custom_id or str(selects_of(message.payload())[0]["custom_id"])
        data = {"component_type": STRING_SELECT, "custom_id": custom_id, "values": list(values), "id": 1}
        return self._open(Kind.COMPONENT, person, message.place, data, source=message)

    def submit(self, opened: Interaction, **values: str) -> Interaction:
        """Submit the form that an interaction was answered with, its fields by custom_id."""
        if opened.modal is None:
            raise LookupError("that interaction was not answered with a form")
        components = [_filled(component, values) for component in opened.modal["components"]]
        data = {"custom_id": opened.modal["custom_id"], "components": components}
        return self._open(Kind.MODAL, opened.person, opened.place, data, source=opened.source)

    def _command(self, name: str, kind: int) -> dict[str, Any]:
        command = self._commands.named(name, kind)
        # A command that is not registered (any more) still arrives from clients that have it cached.
        return {"id": command["id"] if command else "1", "name": name, "type": kind}

    def _options(self, name: str, values: dict[str, object]) -> list[dict[str, Any]]:
        command = self._commands.named(name, SLASH)
        types = {option["name"]: option["type"] for option in (command or {}).get("options") or []}
        return [
            {"name": option, "type": types.get(option, OPTION_TYPES[type(value)]), "value": value}
            for option, value in values.items()
        ]

    def _open(
        self,
        kind: Kind,
        person: Person,
        place: Place,
        data: dict[str, Any],
        *,
        source: Message | None = None,
    ) -> Interaction:
        if source is not None and (source.deleted or (source.visible_to and source.visible_to != person)):
            raise LookupError(f"{person.name} does not see that message")
        payload: dict[str, Any] = {
            "id": self._world.snowflakes.next(),
            "application_id": self._world.application_id,
            "type": int(kind),
            "token": secrets.token_urlsafe(48),
            "version": 1,
            "data": data,
            "locale": person.locale,
            "entitlements": [],
            "attachment_size_limit": 10 * 1024 * 1024,
            "app_permissions": EVERY_PERMISSION,
            "channel_id": place.id,
            "channel": place.payload() | {"permissions": person.permissions},
            **_where(person, place),
        }
        if source is not None:
            payload["message"] = source.payload()
        interaction = Interaction(
            id=payload["id"],
            token=payload["token"],
            kind=kind,
            person=person,
            place=place,
            payload=payload,
            changes=self._changes,
            source=source,
        )
        self._interactions.keep(interaction)
        self._gateway.publish("INTERACTION_CREATE", payload, place if place.bot_is_there else None)
        return interaction


def _where(person: Person, place: Place) -> dict[str, Any]:
    """Who did it, in which context, and on whose installation the bot acts there."""
    by_server = place.guild is not None and place.guild.installed
    owners = {"0": place.guild.id} if place.guild and by_server else {"1": person.id}
    if place.with_bot:
        owners = {"0": "0"}
    if place.guild is None:
        direct = place.kind is PlaceKind.DIRECT and place.with_bot
        context = BOT_DM_CONTEXT if direct else PRIVATE_CONTEXT
        return {"user": person.user(), "context": context, "authorizing_integration_owners": owners}
    return {
        "guild_id": place.guild.id,
        "guild": {"id": place.guild.id, "locale": place.guild.locale, "features": []},
        "guild_locale": place.guild.locale,
        "member": person.member() | {"permissions": person.permissions},
        "context": GUILD_CONTEXT,
        "authorizing_integration_owners": owners,
    }


def _filled(component: dict[str, Any], values: dict[str, str]) -> dict[str, Any]:
    """A form's component as it comes back."""
    if component["type"] == LABEL:
        return {"type": LABEL, "id": 1, "component": _filled(component["component"], values)}
    if "components" in component:
        inner = [_filled(one, values) for one in component["components"]]
        return {"type": component["type"], "id": 1, "components": inner}
    filled = {"type": component["type"], "id": 1, "custom_id": component["custom_id"]}
    value = values.get(component["custom_id"], "")
    return filled | ({"value": value} if component["type"] == TEXT_INPUT else {"values": [value]})
