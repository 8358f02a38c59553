"""Why a passage was chosen, as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.explaining import features_with_parts, sign, words_with_parts
from bot.search.ranking.weights import Feature
from bot.terminal.output import Line, one_line

if TYPE_CHECKING:
    from bot.answers.model import Quote, WordMatch

FEATURES = {
    Feature.BM25: "the words themselves",
    Feature.PARAGRAPH: "the words in its paragraph",
    Feature.EXACT: "exact forms",
    Feature.WORDING: "the question's wording",
    Feature.RELATED: "its words, or related ones",
    Feature.SENTENCE: "those in one sentence",
    Feature.MEANING: "the meaning as a whole",
    Feature.CONTEXT: "headings and title above it",
}
"""Each feature of the ranking in plain words."""

_LONGEST_BAR = 24
_LONGEST_LABEL = 34


def explained(quote: Quote) -> list[Line]:
    """Return why a passage was chosen: words and features, each with its part of the score."""
    words = [(_matched(word), word.match.value, part) for word, part in words_with_parts(quote)]
    features = [(FEATURES[feature], "", part) for feature, part in features_with_parts(quote)]
    widest = max((len(label) for label, _, _ in [*words, *features]), default=0)
    widest_kind = max((len(kind) for _, kind, _ in words), default=0)

    def row(label: str, kind: str, part: float) -> Line:
        bar = "█" * max(1, round(_LONGEST_BAR * part)) if part else ""
        return Line(text=f"{label:<{widest}}  {kind:<{widest_kind}}  {part:4.0%}  {bar}".rstrip())

    without_words = (
        "It has no word of the question." if features else "It says what is asked for, in any words."
    )
    said = "What the words of the question add:" if words else without_words
    heading = Line(text=f"Passage {quote.rank} scores {quote.score:.2f}. {said}")
    by_feature = [Line(text="The same score by what speaks for the passage:")] if features else []
    return [heading, *(row(*word) for word in words), *by_feature, *(row(*feature) for feature in features)]


def _matched(word: WordMatch) -> str:
    """Return a word with what it matches, where that is another."""
    between = sign(word)
    asked = one_line(word.asked)
    label = asked if between is None else f"{asked} {between} {one_line(word.found)}"
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"
