"""Why a passage was chosen: what each word of the question adds to its score."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bot.discord_bot.messages.clipping import clipped

if TYPE_CHECKING:
    from bot.answers.model import Quote
    from bot.discord_bot.texts.catalogue import Texts

_WORDS_AT_MOST = 10
_LONGEST_WORD = 60
_BAR = 12
_FULL, _EMPTY = "█", "░"


def shares(quote: Quote, texts: Texts) -> str:
    """Return a line a word, the greatest share first."""
    counted = {word: max(share, 0.0) for word, share in quote.shares.items() if math.isfinite(share)}
    total = sum(counted.values())
    ordered = sorted(counted.items(), key=lambda item: -item[1])
    lines = [_line(word, share / total if total else 0.0, texts) for word, share in ordered[:_WORDS_AT_MOST]]
    if len(ordered) > _WORDS_AT_MOST:
        lines.append(texts.why_more.format(count=len(ordered) - _WORDS_AT_MOST))
    return "\n".join(lines) or "–"


def _line(word: str, share: float, texts: Texts) -> str:
    filled = round(_BAR * share)
    bar = _FULL * filled + _EMPTY * (_BAR - filled)
    return f"`{bar}` " + texts.why_share.format(word=clipped(word, _LONGEST_WORD), percent=round(100 * share))
