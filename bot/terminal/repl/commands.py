"""The session's commands: what completion offers and /help explains."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "/help": ("/help", "this list"),
        "/documents": ("/documents", "the documents"),
        "/show": ("/show ID", "the text of a document"),
        "/cite": ("/cite CITATION", "check a citation, and show what it quotes"),
        "/why": ("/why N", "what matched in passage N, and what it adds to the score"),
        "/more": ("/more", "the next passages for the last question"),
        "/new": ("/new", "a new subject: the next question is taken by itself"),
        "/passages": ("/passages N", "show at most N passages from now on"),
        "/quit": ("/quit", "leave; so does Ctrl-D"),
    }
)
"""How each command is written, and what it does."""
