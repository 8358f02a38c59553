"""Why a passage was chosen: what of it matches the question, and what each part adds to its score."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from bot.answers.explaining import features_with_parts, sign, words_with_parts
from bot.answers.model import Match
from bot.discord_bot.messages.clipping import clipped
from bot.discord_bot.messages.limits import units
from bot.search.ranking.mix import Feature

if TYPE_CHECKING:
    from bot.answers.model import Quote, WordMatch
    from bot.discord_bot.texts.catalogue import Texts

_WORDS_AT_MOST = 10
_LONGEST_WORD = 60
_BAR = 12
_FULL, _EMPTY = "█", "░"


def reasons(quote: Quote, texts: Texts, *, room: int) -> str:
    """Return a line a word that matches and a line a feature that adds something, the greatest part first.

    Args:
        quote: The passage.
        texts: The language.
        room: How many units there are; the words that add least give way.
    """
    words = [_line(part, _matched(word, texts), texts) for word, part in words_with_parts(quote)]
    features = [_line(part, _named(feature, texts), texts) for feature, part in features_with_parts(quote)]
    by_feature = [f"**{texts.why_features}**", *features] if features else []
    for shown in range(min(len(words), _WORDS_AT_MOST), 0, -1):
        left = len(words) - shown
        more = [texts.why_more.format(count=left)] if left else []
        written = "\n".join([*words[:shown], *more, *by_feature])
        if units(written) <= room:
            return written
    return "\n".join(by_feature) or "–"


def _line(part: float, what: str, texts: Texts) -> str:
    filled = round(_BAR * part)
    bar = _FULL * filled + _EMPTY * (_BAR - filled)
    return f"`{bar}` " + texts.why_share.format(percent=round(100 * part), what=what)


def _matched(word: WordMatch, texts: Texts) -> str:
    """Return a word with what it matches, where that is another, and how."""
    between = sign(word)
    asked, found = (f"**{clipped(written, _LONGEST_WORD)}**" for written in (word.asked, word.found))
    return f"{asked if between is None else f'{asked} {between} {found}'} · {_kind(word.match, texts)}"


def _kind(match: Match, texts: Texts) -> str:
    match match:
        case Match.EXACT:
            return texts.match_exact
        case Match.FORM:
            return texts.match_form
        case Match.SPELLING:
            return texts.match_spelling
        case Match.RELATED:
            return texts.match_related
        case _:
            assert_never(match)


def _named(feature: Feature, texts: Texts) -> str:
    match feature:
        case Feature.BM25:
            return texts.by_words
        case Feature.PARAGRAPH:
            return texts.by_paragraph
        case Feature.EXACT:
            return texts.by_forms
        case Feature.WORDING:
            return texts.by_wording
        case Feature.RELATED:
            return texts.by_related
        case Feature.SENTENCE:
            return texts.by_sentence
        case Feature.MEANING:
            return texts.by_meaning
        case _:
            assert_never(feature)
