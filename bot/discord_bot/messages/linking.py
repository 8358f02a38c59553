"""Links that open a document at its quote."""

from __future__ import annotations

import re
from urllib.parse import quote as percent_encoded

from bot.discord_bot.messages.limits import units

LONGEST_LINK = 700
"""Characters of a link in a message: it shares the message's text with the quote."""

_WORDS_AT_AN_EDGE = 5
_LONGEST_EDGE = 60
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_FRAGMENT_DIRECTIVE = ":~:"
# What a link keeps of a URL as it is written. Brackets and angle brackets would end it, in Markdown.
_KEPT_IN_URL = "%/:?#@!$&'*+,;=~"
_CLAUSE = re.compile(r"[^、。,.！？!?;]+")


def link(url: str | None, text: str) -> str | None:
    """Return a link to a text on a page, to the page alone where that is too long, or None.

    The text is named by its first and last words in a text fragment,
    https://wicg.github.io/scroll-to-text-fragment/#syntax, so that a browser scrolls to it.
    """
    if url is None or not _WEB.match(url.strip()):
        return None
    page = percent_encoded(url.strip(), safe=_KEPT_IN_URL)
    before, _, _ = page.partition(_FRAGMENT_DIRECTIVE)
    joint = "" if "#" in before else "#"
    at_the_text = f"{before}{joint}{_FRAGMENT_DIRECTIVE}{_directive(text)}"
    fitting = (candidate for candidate in (at_the_text, page) if units(candidate) <= LONGEST_LINK)
    return next(fitting, None)


def _directive(text: str) -> str:
    """Return ``text=start,end``, or ``text=all`` of a text short enough to be given whole."""
    lines = [line for line in text.splitlines() if line.strip()] or [text]
    first, last = lines[0].split(), lines[-1].split()
    if len(lines) == 1 and len(first) <= 2 * _WORDS_AT_AN_EDGE and len(text) <= 2 * _LONGEST_EDGE:
        return f"text={_encoded(' '.join(first))}"
    start = _short(" ".join(first[:_WORDS_AT_AN_EDGE]), from_the_end=False)
    end = _short(" ".join(last[-_WORDS_AT_AN_EDGE:]), from_the_end=True)
    return f"text={_encoded(start)},{_encoded(end)}"


def _short(words: str, *, from_the_end: bool) -> str:
    """Return an edge of a text without spaces by its first or last clause; of others, all."""
    if len(words) <= _LONGEST_EDGE:
        return words
    clauses = _CLAUSE.findall(words) or [words]
    edge: str = clauses[-1 if from_the_end else 0]
    return edge.strip()


def _encoded(words: str) -> str:
    """Return words in a directive, where a hyphen, a comma and an ampersand have a meaning."""
    return percent_encoded(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")
