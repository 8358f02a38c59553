"""Routes that say who the bot is, and where the gateway is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .people import Place, PlaceKind
from .rejection import cannot_message_person, missing_access, unknown_user
from .rest import Route

if TYPE_CHECKING:
    from .gateway import Gateway
    from .rest import Answer, Call
    from .schema import Schemas
    from .world import World


class AccountRoutes:
    """The bot's own account, other people's, servers."""

    def __init__(self, world: World, gateway: Gateway, schemas: Schemas) -> None:
        self._world = world
        self._gateway = gateway
        self._schemas = schemas
        # How many shards Discord recommends, which is how many a sharded client starts.
        self.shards = 1

    def routes(self) -> list[Route]:
        return [
            Route(method="GET", template="/users/@me", handle=self._me),
            Route(method="GET", template="/gateway", handle=self._where, needs_token=False),
            Route(method="GET", template="/gateway/bot", handle=self._where_for_bots),
            Route(method="GET", template="/oauth2/applications/@me", handle=self._application),
            Route(method="GET", template="/applications/@me", handle=self._application),
            Route(method="GET", template="/users/{user_id}", handle=self._person),
            Route(method="POST", template="/users/@me/channels", handle=self._direct_message),
            Route(method="GET", template="/guilds/{guild_id}", handle=self._guild),
            Route(method="GET", template="/users/@me/guilds", handle=self._guilds),
        ]

    def _me(self, _: Call) -> Answer:
        return {**self._world.bot.user(), "verified": True, "mfa_enabled": True, "email": None, "flags": 0}

    def _where(self, _: Call) -> Answer:
        return {"url": self._gateway.url}

    def _where_for_bots(self, _: Call) -> Answer:
        limit = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 16}
        return {"url": self._gateway.url, "shards": self.shards, "session_start_limit": limit}

    def _application(self, _: Call) -> Answer:
        return {
            "id": self._world.application_id,
            "name": self._world.bot.name,
            "icon": None,
            "description": "",
            "summary": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": 0,
            "owner": self._world.bot.user(),
            "team": None,
            "tags": [],
            "rpc_origins": [],
            "redirect_uris": [],
            "integration_types_config": {"0": {}, "1": {}},
            "install_params": None,
        }

    def _person(self, call: Call) -> Answer:
        try:
            return self._world.people[call.path["user_id"]].user()
        except KeyError:
            raise unknown_user() from None

    def _direct_message(self, call: Call) -> Answer:
        body: dict[str, Any] = call.body
        self._schemas.check("POST", "/users/@me/channels", body)
        person = self._world.people.get(str(body["recipient_id"]))
        if person is None:
            raise unknown_user()
        if person.bot:
            raise cannot_message_person()
        for place in self._world.places.values():
            if place.with_bot and person in place.recipients:
                return place.payload()
        place = Place(
            id=self._world.snowflakes.next(), kind=PlaceKind.DIRECT, recipients=(person,), with_bot=True
        )
        self._world.places[place.id] = place
        return place.payload()

    def _guild(self, call: Call) -> Answer:
        guild = self._world.guilds.get(call.path["guild_id"])
        if guild is None or not guild.installed:
            raise missing_access()
        return guild.payload(self._world.places_of(guild), self._world.bot)

    def _guilds(self, _: Call) -> Answer:
        return [{"id": one.id, "name": one.name} for one in self._world.guilds.values() if one.installed]
