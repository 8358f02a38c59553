"""What Discord refuses in a message, whether it is sent or edited.

https://discord.com/developers/docs/resources/message#create-message
"""

from __future__ import annotations

from typing import Any

from .components import check_components
from .rejection import empty_message, invalid

EPHEMERAL, LOADING, IS_COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15
# Those an app may set itself: suppressed embeds, ephemeral, silent, components v2.
SETTABLE_FLAGS = 1 << 2 | EPHEMERAL | 1 << 12 | IS_COMPONENTS_V2
MAX_CONTENT = 2000
MAX_EMBEDS_TEXT = 6000
LEGACY_FIELDS = ("content", "embeds", "poll", "sticker_ids")


def check_new(body: dict[str, Any]) -> None:
    """Raise a Rejection when a message with this body cannot be sent."""
    v2 = bool((body.get("flags") or 0) & IS_COMPONENTS_V2)
    _check_fields(body, v2=v2)
    _check_not_empty(body)


def check_edit(body: dict[str, Any], before: dict[str, Any]) -> None:
    """Raise a Rejection when the message cannot be changed so."""
    was_v2, flags = bool(before["flags"] & IS_COMPONENTS_V2), body.get("flags")
    if was_v2 and flags is not None and not flags & IS_COMPONENTS_V2:
        raise invalid(
            ["flags"],
            "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG",
            "IS_COMPONENTS_V2 cannot be removed once set",
        )
    v2 = was_v2 or bool((flags or 0) & IS_COMPONENTS_V2)
    after = {
        name: body.get(name, before.get(name)) for name in ("content", "embeds", "components", "attachments")
    }
    _check_fields({**after, "poll": body.get("poll")}, v2=v2)
    _check_not_empty(after)


def _check_fields(body: dict[str, Any], *, v2: bool) -> None:
    for name in LEGACY_FIELDS if v2 else ():
        if body.get(name):
            raise invalid(
                [name],
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            )
    # The schema of a channel message allows 4000, which is for people who pay.
    if len(body.get("content") or "") > MAX_CONTENT:
        raise invalid(["content"], "BASE_TYPE_MAX_LENGTH", f"Must be {MAX_CONTENT} or fewer in length.")
    size = sum(_embed_size(embed) for embed in body.get("embeds") or [])
    if size > MAX_EMBEDS_TEXT:
        raise invalid(
            ["embeds"], "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {MAX_EMBEDS_TEXT}"
        )
    check_components(body.get("components") or [], v2=v2)


def _embed_size(embed: dict[str, Any]) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or []:
        texts += [field["name"], field["value"]]
    return sum(len(text or "") for text in texts)


def _check_not_empty(body: dict[str, Any]) -> None:
    fields = ("embeds", "components", "attachments", "sticker_ids", "poll")
    if not (body.get("content") or "").strip() and not any(body.get(name) for name in fields):
        raise empty_message()
