"""What Discord refuses in a message's components beyond their schemas.

https://discord.com/developers/docs/components/reference
"""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from .reading import BUTTON, SELECTS, TEXT_DISPLAY, every_component
from .rejection import Rejection, invalid

ACTION_ROW, STRING_SELECT, LINK, PREMIUM = 1, 3, 5, 6
MAX_COMPONENTS = 40
MAX_ROWS = 5
MAX_ROW_WIDTH = 5
MAX_TEXT = 4000
# Undocumented: over it the answer is a 500, https://github.com/discord/discord-api-docs/issues/8554
MAX_TEXT_BYTES, BYTES_A_TEXT = 10_170, 12
URL_SCHEMES = ("http", "https", "discord")


def check_components(components: list[dict[str, Any]], *, v2: bool) -> None:
    """Raise a Rejection for components that Discord would not take."""
    if not v2:
        _check_only_rows(components)
    everything = list(every_component(components))
    if len(everything) > MAX_COMPONENTS:
        raise invalid(
            ["components"],
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
            f"The total number of components {len(everything)} exceeds the maximum of {MAX_COMPONENTS}",
        )
    _check_text([one["content"] for one in everything if one["type"] == TEXT_DISPLAY])
    _check_unique(everything)
    _check_each(components, path=("components",))


def _check_only_rows(components: list[dict[str, Any]]) -> None:
    for index, component in enumerate(components):
        if component["type"] != ACTION_ROW:
            raise invalid(
                ["components", index], "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1,).'
            )
    if len(components) > MAX_ROWS:
        raise invalid(["components"], "BASE_TYPE_BAD_LENGTH", f"Must be {MAX_ROWS} or fewer in length.")


def _check_text(texts: list[str]) -> None:
    size = sum(len(text) for text in texts)
    if size > MAX_TEXT:
        raise invalid(
            ["components"],
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            f"The total displayable text size {size} exceeds the maximum of {MAX_TEXT}",
        )
    if sum(len(text.encode()) + BYTES_A_TEXT for text in texts) > MAX_TEXT_BYTES:
        raise Rejection(500, 0, "500: Internal Server Error")


def _check_unique(everything: list[dict[str, Any]]) -> None:
    for key, code in (("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"), ("id", "COMPONENT_ID_DUPLICATED")):
        values = Counter(one[key] for one in everything if one.get(key))
        for value, times in values.items():
            if times > 1:
                raise invalid(
                    ["components"], code, f"Component {key} cannot be duplicated: {value!r}, {times} times"
                )


def _check_each(components: list[dict[str, Any]], path: tuple[str | int, ...]) -> None:
    for index, component in enumerate(components):
        here = (*path, index)
        kind = component["type"]
        if kind == ACTION_ROW:
            _check_row(component["components"], (*here, "components"))
        elif kind == BUTTON:
            _check_button(component, here)
        elif kind == STRING_SELECT:
            _check_select(component, here)
        _check_each(component.get("components") or [], (*here, "components"))
        if component.get("accessory", {}).get("type") == BUTTON:
            _check_button(component["accessory"], (*here, "accessory"))


def _check_row(children: list[dict[str, Any]], path: tuple[str | int, ...]) -> None:
    width = sum(MAX_ROW_WIDTH if child["type"] in SELECTS else 1 for child in children)
    if width > MAX_ROW_WIDTH:
        raise invalid(
            path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width"
        )


def _check_button(button: dict[str, Any], path: tuple[str | int, ...]) -> None:
    style, custom_id, url = button["style"], button.get("custom_id"), button.get("url")
    if style == LINK and (custom_id or not url):
        raise invalid(
            (*path, "url"), "BUTTON_COMPONENT_LINK_URL", "A link button has a url and no custom_id."
        )
    if style not in (LINK, PREMIUM) and (url or not custom_id):
        raise invalid(
            (*path, "custom_id"), "COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required, and no url."
        )
    if url and urlsplit(url).scheme not in URL_SCHEMES:
        raise invalid(
            (*path, "url"), "URL_TYPE_INVALID_SCHEME", f"Scheme must be one of {URL_SCHEMES}: {url[:40]!r}"
        )
    if style != PREMIUM and not button.get("label") and not button.get("emoji"):
        raise invalid(
            (*path, "label"), "BUTTON_COMPONENT_EMPTY", "A button must have a label or emoji, or both."
        )


def _check_select(select: dict[str, Any], path: tuple[str | int, ...]) -> None:
    values = Counter(option["value"] for option in select["options"])
    if any(times > 1 for times in values.values()):
        raise invalid(
            (*path, "options"),
            "COMPONENT_OPTION_VALUE_DUPLICATED",
            "The specified option value is already used",
        )
    for bound in ("min_values", "max_values"):
        if (select.get(bound) or 0) > len(select["options"]):
            raise invalid(
                (*path, bound), "COMPONENT_SELECT_BOUND", f"{bound} is greater than the number of options."
            )
