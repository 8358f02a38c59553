"""A gateway session: what one shard was sent, so that it can be sent again when it resumes.

https://discord.com/developers/docs/events/gateway#resuming
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = {"members": 1 << 1, "presences": 1 << 8, "message_content": MESSAGE_CONTENT}
EVERY_INTENT = (1 << 17) - 1 | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25


@dataclass(kw_only=True, eq=False)
class Session:
    """One IDENTIFY's worth of events."""

    id: str
    shard: tuple[int, int]
    intents: int
    sent: list[dict[str, Any]] = field(default_factory=list)

    def next(self, event: str, data: dict[str, Any]) -> dict[str, Any]:
        """The payload of the session's next event, kept for a resume."""
        payload = {"op": 0, "t": event, "s": len(self.sent) + 1, "d": data}
        self.sent.append(payload)
        return payload

    def missed(self, sequence: int) -> list[dict[str, Any]]:
        return self.sent[sequence:]

    def hears(self, event: str, *, guild_id: str | None) -> bool:
        """Whether the session asked for such events, and whether its shard has them."""
        number, count = self.shard
        if (int(guild_id) >> 22) % count != number if guild_id else number != 0:
            return False
        if event.startswith("MESSAGE_"):
            return bool(self.intents & (GUILD_MESSAGES if guild_id else DIRECT_MESSAGES))
        if event.startswith(("GUILD_", "CHANNEL_", "THREAD_")):
            return bool(self.intents & GUILDS)
        return True

    def as_seen(self, event: str, data: dict[str, Any], *, bot_id: str) -> dict[str, Any]:
        """The event without what only the message content intent shows.

        https://discord.com/developers/docs/events/gateway#message-content-intent
        """
        if event not in ("MESSAGE_CREATE", "MESSAGE_UPDATE") or self.intents & MESSAGE_CONTENT:
            return data
        mentioned = any(person["id"] == bot_id for person in data.get("mentions", []))
        if data.get("guild_id") is None or mentioned or data.get("author", {}).get("id") == bot_id:
            return data
        return {**data, "content": "", "embeds": [], "attachments": [], "components": []}
