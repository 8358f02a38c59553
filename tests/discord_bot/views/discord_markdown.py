r"""A small model of how Discord reads Markdown, to hold messages against.

The rules are those of Discord's clients, which build on simple-markdown: at each place the first rule that
matches wins, and the text between rules is shown as it is. The model knows every rule that a document's
text could set off by accident. It errs on the side of reading more as markup than Discord does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_RULES = {
    "escape": r"\\(?P<text>[^0-9A-Za-z\s])",
    "code_block": r"```[\s\S]+?```",
    "code": r"(?P<ticks>`+)(?P<text>[\s\S]*?[^`])(?P=ticks)(?!`)",
    "url": r"(?P<text>(?:https?|steam|discord)://[^\s<]+[^<.,:;\"'\]\s])",
    "autolink": r"<(?P<text>[^: >]+:/?[^ >]+)>",
    "link": r"\[(?P<inner>(?:\[[^\]]*\]|[^\[\]])*)\]\(\s*<?(?P<target>(?:\([^)]*\)|[^\s\\]|\\.)*?)>?\s*\)",
    "mention": r"<@[!&]?\d+>|<#\d+>|<id:\w+>",
    "everyone": r"@(?:everyone|here)",
    "timestamp": r"<t:-?\d+(?::[a-zA-Z])?>",
    "custom_emoji": r"<a?:\w+:\d+>",
    "command": r"</[^:\n]+:\d+>",
    "emoji": r":[^\s:]+?(?:::skin-tone-\d)?:",
    "bold": r"\*\*(?P<inner>(?:\\[\s\S]|[^\\])+?)\*\*(?!\*)",
    "underline": r"__(?P<inner>(?:\\[\s\S]|[^\\])+?)__(?!_)",
    "italic": r"\*(?=\S)(?P<inner>(?:\\[\s\S]|[^\\*])+?)\*(?!\*)",
    "italic_too": r"(?<!\w)_(?P<inner>(?:\\[\s\S]|[^\\_])+?)_(?!\w)",
    "strike": r"~~(?P<inner>[\s\S]+?)~~",
    "spoiler": r"\|\|(?P<inner>[\s\S]+?)\|\|",
}
_AT_LINE_START = {
    "quote": r"(?: *>>> ?[\s\S]*)|(?: *>(?!>>) [^\n]*(?:\n *>(?!>>) [^\n]*)*)",
    "heading": r" *#{1,3} +(?P<inner>[^\n]+)",
    "subtext": r" *-# +(?P<inner>[^\n]+)",
    "list": r" *(?:[-*+]|\d+[.)]) +(?P<inner>[^\n]*)",
}
_INLINE = {kind: re.compile(pattern) for kind, pattern in _RULES.items()}
_BLOCKS = {kind: re.compile(pattern) for kind, pattern in _AT_LINE_START.items()}
_QUOTE_MARK = re.compile(r"^ *>(?:>>)? ?", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of text that is shown in one way.

    Attributes:
        text: What a reader sees.
        styles: What it stands in: ``bold``, ``quote``, ``link`` ...; empty for plain text.
        target: Where a link leads.
    """

    text: str
    styles: frozenset[str] = frozenset()
    target: str | None = None


def read(markdown: str) -> list[Run]:
    """Return what Discord shows, runs of one style joined."""
    joined: list[Run] = []
    for run in _runs(markdown, frozenset(), at_line_start=True):
        if joined and (joined[-1].styles, joined[-1].target) == (run.styles, run.target):
            joined[-1] = Run(text=joined[-1].text + run.text, styles=run.styles, target=run.target)
        else:
            joined.append(run)
    return joined


def seen(markdown: str) -> str:
    """Return the text that a reader sees."""
    return "".join(run.text for run in read(markdown))


def _runs(source: str, styles: frozenset[str], *, at_line_start: bool) -> list[Run]:
    runs: list[Run] = []
    at = 0
    while at < len(source):
        starts = at_line_start if at == 0 else source[at - 1] == "\n"
        kind, match = _first(source, at, in_quote="quote" in styles) if starts else _inline(source, at)
        if match is None:
            runs.append(Run(text=source[at], styles=styles))
            at += 1
            continue
        runs.extend(_of(kind, match, styles))
        at = match.end()
    return runs


def _first(source: str, at: int, *, in_quote: bool) -> tuple[str, re.Match[str] | None]:
    for kind, rule in _BLOCKS.items():
        if (match := rule.match(source, at)) and not (kind == "quote" and in_quote):
            return kind, match
    return _inline(source, at)


def _inline(source: str, at: int) -> tuple[str, re.Match[str] | None]:
    for kind, rule in _INLINE.items():
        if match := rule.match(source, at):
            return kind, match
    return "", None


def _of(kind: str, match: re.Match[str], styles: frozenset[str]) -> list[Run]:
    groups = match.groupdict()
    if kind == "escape":
        return [Run(text=match["text"], styles=styles)]
    within = styles | {kind}
    if kind == "quote":
        return _runs(_QUOTE_MARK.sub("", match[0]), within, at_line_start=True)
    inner = groups.get("inner")
    if inner is None:
        return [Run(text=groups.get("text") or match[0], styles=within)]
    target = groups.get("target")
    runs = _runs(inner, within, at_line_start=False)
    return [Run(text=run.text, styles=run.styles, target=target) for run in runs] if target else runs
