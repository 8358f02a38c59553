"""What a person reads in a message, and what they can press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

BUTTON = 2
TEXT_DISPLAY = 10
SELECTS = frozenset({3, 5, 6, 7, 8})


def every_component(components: list[dict[str, Any]] | None) -> Iterator[dict[str, Any]]:
    """The components and those inside them, in reading order."""
    for component in components or []:
        yield component
        yield from every_component(component.get("components"))
        yield from every_component([component["accessory"]] if component.get("accessory") else None)
        # A modal's label holds one component.
        yield from every_component([component["component"]] if component.get("component") else None)


def displays(message: dict[str, Any]) -> list[str]:
    """The text displays of a message."""
    return [
        one["content"] for one in every_component(message.get("components")) if one["type"] == TEXT_DISPLAY
    ]


def text_of(message: dict[str, Any]) -> str:
    """All the text of a message: content, text displays, embeds."""
    parts = [message.get("content") or "", *displays(message)]
    for embed in message.get("embeds") or []:
        parts += [embed.get("title") or "", embed.get("description") or ""]
        parts += [f"{one['name']}\n{one['value']}" for one in embed.get("fields") or []]
        parts += [(embed.get("footer") or {}).get("text") or ""]
    return "\n".join(part for part in parts if part)


def buttons_of(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in every_component(message.get("components")) if one["type"] == BUTTON]


def button(message: dict[str, Any], label: str) -> dict[str, Any]:
    """The button that says so."""
    for one in buttons_of(message):
        if one.get("label") == label:
            return one
    raise LookupError(f"no button {label!r} among {[one.get('label') for one in buttons_of(message)]}")


def selects_of(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in every_component(message.get("components")) if one["type"] in SELECTS]
