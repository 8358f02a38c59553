"""What Discord would be sent, and whether it would take it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from discord.components import _component_factory

from bot.discord_bot.views.markdown import TEXT_OF_A_MESSAGE
from bot.discord_bot.views.reading import read_back
from tests.discord_bot.standin.limits import check_new
from tests.discord_bot.standin.reading import every_component
from tests.discord_bot.standin.schema import Schemas

if TYPE_CHECKING:
    import discord

    from bot.discord_bot.views.reading import ReadBack

# https://docs.discord.com/developers/components/reference
COMPONENTS_OF_A_MESSAGE = 40
BUTTON_LABEL = 80
CUSTOM_ID = 100
_COMPONENTS_V2 = 1 << 15
_TEXT, _BUTTON = 10, 2


def components(view: discord.ui.LayoutView) -> list[dict[str, Any]]:
    """Return every component of a view, nested ones included."""
    return list(every_component(_payload(view)))


def texts(view: discord.ui.LayoutView) -> list[str]:
    """Return the texts of a view, in order."""
    return [component["content"] for component in components(view) if component["type"] == _TEXT]


def whole_text(view: discord.ui.LayoutView) -> str:
    """Return all texts of a view."""
    return "\n".join(texts(view))


def buttons(view: discord.ui.LayoutView) -> dict[str, dict[str, Any]]:
    """Return the buttons of a view by their labels; the first of a label."""
    found: dict[str, dict[str, Any]] = {}
    for component in components(view):
        if component["type"] == _BUTTON:
            found.setdefault(component["label"], component)
    return found


def back(view: discord.ui.LayoutView) -> ReadBack:
    """Return what can be read back of a view once it is a message."""
    made = [_component_factory(component) for component in _payload(view)]  # type: ignore[arg-type]
    return read_back([component for component in made if component is not None])


def assert_sendable(view: discord.ui.LayoutView) -> None:
    """Fail where Discord would refuse a view."""
    everything = components(view)
    assert len(everything) <= COMPONENTS_OF_A_MESSAGE
    assert sum(len(text.encode("utf-16-le")) // 2 for text in texts(view)) <= TEXT_OF_A_MESSAGE
    assert all(text.strip() for text in texts(view))
    for component in everything:
        if component["type"] == _BUTTON:
            assert 1 <= len(component["label"]) <= BUTTON_LABEL
            assert 1 <= len(component["custom_id"]) <= CUSTOM_ID
    body = {"flags": _COMPONENTS_V2, "components": _payload(view)}
    check_new(body)
    _schemas().check("POST", "/channels/{channel_id}/messages", body)


def _payload(view: discord.ui.LayoutView) -> list[dict[str, Any]]:
    payload: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]
    return payload


@cache
def _schemas() -> Schemas:
    return Schemas()
