"""Whom a message pings: what its text mentions, as far as its `allowed_mentions` let it.

https://discord.com/developers/docs/resources/message#allowed-mentions-object
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

USER = re.compile(r"<@!?(\d+)>")
ROLE = re.compile(r"<@&(\d+)>")
EVERYONE = re.compile(r"@(?:everyone|here)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pings:
    """Those whom a message calls."""

    users: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    everyone: bool = False

    def __bool__(self) -> bool:
        return bool(self.users or self.roles or self.everyone)


def pings(text: str, allowed: dict[str, Any] | None, replied_to: str | None = None) -> Pings:
    """Whom the text calls; without `allowed_mentions` everyone it names, which is the trap."""
    users, roles = dict.fromkeys(USER.findall(text)), dict.fromkeys(ROLE.findall(text))
    everyone = EVERYONE.search(text) is not None
    if allowed is None:
        replied = [replied_to] if replied_to else []
        return Pings(users=tuple(dict.fromkeys([*users, *replied])), roles=tuple(roles), everyone=everyone)
    kinds = allowed.get("parse") or []
    named_users = {str(one) for one in allowed.get("users") or []}
    named_roles = {str(one) for one in allowed.get("roles") or []}
    called = [one for one in users if "users" in kinds or one in named_users]
    if replied_to and allowed.get("replied_user"):
        called.append(replied_to)
    return Pings(
        users=tuple(dict.fromkeys(called)),
        roles=tuple(one for one in roles if "roles" in kinds or one in named_roles),
        everyone=everyone and "everyone" in kinds,
    )
