"""Texts that try to ping, to dress up, to hide or to break something."""

from __future__ import annotations

HOSTILE = (
    "@everyone @here <@1> <@!1> <@&2> <#3> </ask:1>",
    "**bold** __under__ ~~gone~~ ||hidden|| > quote",
    "```\n@everyone\n```",
    "[safe](https://evil.example) <https://evil.example> https://evil.example",
    "\u202egnihtyreve\u202c \u200b\u200d\u2066\ufeff\u00ad",
    "\x00\x1b[31m\x07",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 " * 50,
    "x" * 6000,
    "<t:0:R> <:emoji:1> <id:customize>",
)
