# ruff: noqa: INP001 - a script beside its pictures, not a package
"""Draws the pictures of messages beside this file: ``python docs/draw_messages.py``, from the checkout.

The messages are those that the bot sends; how they look follows Discord's clients. Needs Chromium.
"""

from __future__ import annotations

import html
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

_HERE = Path(__file__).parent
sys.path.insert(0, str(_HERE.parent))

from bot.app import open_service  # noqa: E402 - found from the checkout
from bot.config import Settings  # noqa: E402
from bot.discord_bot.texts import texts_for  # noqa: E402
from bot.discord_bot.views.answer import Showing, answer_view  # noqa: E402
from tests.discord_bot.views.discord_markdown import read  # noqa: E402

if TYPE_CHECKING:
    import discord

_ASKER = 1
_CHROMIUM = (
    *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"),
)
_NARROWEST_WINDOW = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture to draw: its file, its look, and what was asked how."""

    name: str
    theme: str
    width: int
    height: int
    asked: tuple[tuple[str, Showing], ...]
    language: str = "en"


_QUESTION = "How many Tomahawk missiles did Japan buy?"
_PUBLIC = Showing(asker=_ASKER, passages=3)
_PICTURES = (
    Picture(
        name="answer-dark.png",
        theme="dark",
        width=760,
        height=545,
        asked=(
            (_QUESTION, _PUBLIC),
            ("Who bakes the best sourdough bread in China?", _PUBLIC),
        ),
    ),
    Picture(
        name="answer-phone-light.png",
        theme="light",
        width=390,
        height=780,
        asked=((_QUESTION, _PUBLIC),),
    ),
)


def main() -> None:
    """Draw every picture."""
    assistant = open_service(Settings()).current
    for picture in _PICTURES:
        texts = texts_for(picture.language)
        messages = [
            _message(answer_view(assistant.ask(question), showing, texts=texts), showing)
            for question, showing in picture.asked
        ]
        _draw(picture, "".join(messages))


def _draw(picture: Picture, messages: str) -> None:
    style = (_HERE / "messages.css").read_text(encoding="utf-8")
    # Chromium's windows have a least width; a phone's page is enlarged to fill it.
    window = max(picture.width, _NARROWEST_WINDOW)
    look = f"width:{picture.width}px; min-height:100vh; zoom:{window / picture.width}"
    body = f'<main class="{picture.theme}" style="{look}">{messages}</main>'
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(
            f'<!doctype html><meta charset="utf-8"><style>{style}</style>{body}', encoding="utf-8"
        )
        size = f"--window-size={window},{picture.height}"
        target = f"--screenshot={_HERE / picture.name}"
        profile = f"--user-data-dir={folder}/profile"
        subprocess.run([*_CHROMIUM, profile, size, target, page.as_uri()], check=True, capture_output=True)  # noqa: S603


def _message(view: discord.ui.LayoutView, showing: Showing) -> str:
    parts = "".join(_component(component) for component in view.to_components())  # type: ignore[no-untyped-call]
    private = '<div class="private">Only you can see this</div>' if showing.private else ""
    name = '<span class="name">Meeting Bot</span><span class="tag">APP</span>'
    said = f'<div class="said">{name}{parts}{private}</div>'
    return f'<div class="message"><div class="avatar">M</div>{said}</div>'


def _component(component: dict[str, Any]) -> str:
    inner = "".join(_component(child) for child in component.get("components", ()))
    # The numbers are Discord's, https://docs.discord.com/developers/components/reference#component-object
    match component["type"]:
        case 10:
            return f'<div class="text">{_markdown(component["content"])}</div>'
        case 17:
            return f'<div class="frame" style="--accent:#{component["accent_color"]:06x}">{inner}</div>'
        case 1:
            return f'<div class="row">{inner}</div>'
        case 2:
            off = " disabled" if component.get("disabled") else ""
            return f'<span class="button{off}">{html.escape(component["label"])}</span>'
        case 14:
            return "<hr>"
        case other:
            raise ValueError(other)


def _markdown(markdown: str) -> str:
    pieces: list[str] = []
    in_quote = False
    for run in read(markdown):
        text = run.text
        if ("quote" in run.styles) != in_quote:
            pieces.append("</div>" if in_quote else '<div class="quoted">')
            text = text.removeprefix("\n") if in_quote else text
            in_quote = not in_quote
        styles = " ".join(sorted(run.styles - {"quote"}))
        pieces.append(f'<span class="{styles}">{html.escape(text)}</span>')
    return "".join([*pieces, "</div>" if in_quote else ""])


if __name__ == "__main__":
    main()
