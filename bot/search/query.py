"""What a question asks for: its terms, and the words they were written in."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.search.text.words import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.search.statistics import Statistics
    from bot.search.text.terms import Analyzer, Token

_JOINING = frozenset(f" {HYPHENS}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a question asks for.

    Attributes:
        text: The question as it was written.
        words: The distinct terms, in order, each with the word it was first written as.
        respelt: The terms that the question does not have as they are: its words were misspelt.
        factors: What some terms count beside others, where not 1.
    """

    text: str
    words: Mapping[str, str]
    respelt: frozenset[str] = frozenset()
    factors: Mapping[str, float] = field(default_factory=dict)

    @property
    def terms(self) -> tuple[str, ...]:
        """The distinct terms, in the order of the question."""
        return tuple(self.words)


def analyze(question: str, analyzer: Analyzer, statistics: Statistics) -> Query:
    """Return what a question asks for, its words divided as the documents divide them.

    A phrase that no passage has asks for its parts. "long range" asks for "longrange" too where a passage has
    that, and for nothing else where none has "long" or none has "range".
    """
    tokens = _known_or_in_parts(list(analyzer.tokens(question)), statistics)
    words: dict[str, str] = {}
    left_out: set[str] = set()
    for token in tokens:
        words.setdefault(token.term, question[token.start : token.end])
    for one, other in pairwise(tokens):
        if question[one.end : other.start] not in _JOINING:
            continue
        joined = analyzer.terms(question[one.start : one.end] + question[other.start : other.end])
        if len(joined) == 1 and joined[0] in statistics and joined[0] not in words:
            words[joined[0]] = question[one.start : other.end]
            if one.term not in statistics or other.term not in statistics:
                left_out |= {one.term, other.term}
    kept = {term: word for term, word in words.items() if term not in left_out}
    return Query(text=question, words=kept)


def _known_or_in_parts(tokens: Sequence[Token], statistics: Statistics) -> list[Token]:
    wanted: list[Token] = []
    divided_until = 0
    for position, token in enumerate(tokens):
        if not token.asked:
            if token.end <= divided_until:
                wanted.append(token)
            continue
        parts = position + 1 < len(tokens) and not tokens[position + 1].asked
        if parts and token.term not in statistics and tokens[position + 1].end <= token.end:
            divided_until = token.end
        else:
            wanted.append(token)
    return wanted
