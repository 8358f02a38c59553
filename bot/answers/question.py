"""What a question asks for: its terms, and the words they were written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.search.hyphens import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.search.analysis import Analyzer, Token
    from bot.search.index import Index
    from bot.search.spelling import Speller

LONGEST_QUESTION = 4000
"""Characters that a question may have: the longest message that Discord sends."""

MOST_MENDED = 16
"""Unknown words of a question that are taken for misspelt; one with more is in other words altogether."""

_GREETINGS = frozenset(
    """
    hi hello hey hiya howdy yo greetings good morning afternoon evening day night thanks thank you thx cheers
    ok okay bye goodbye see ya there everyone all bot how are doing is it going what's up sup welcome
    """.split()
)
_OPENINGS = frozenset(
    "hi hello hey hiya howdy yo greetings good thanks thank thx cheers ok okay bye how what's sup".split()
)
_JOINING = frozenset(f" {HYPHENS}")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a question asks for.

    Attributes:
        words: The distinct terms, in order, each with the word it was first written as.
        respelt: The terms that the question does not have as they are: its words were misspelt.
    """

    words: Mapping[str, str]
    respelt: frozenset[str] = frozenset()

    @property
    def terms(self) -> tuple[str, ...]:
        """The distinct terms, in the order of the question."""
        return tuple(self.words)

    def by_word(self, shares: Mapping[str, float]) -> dict[str, float]:
        """Return what each word adds to a score, of what each term does: a date is several terms."""
        added: dict[str, float] = {}
        for term, share in shares.items():
            added[self.words[term]] = added.get(self.words[term], 0.0) + share
        return added


def analyze(question: str, analyzer: Analyzer, index: Index) -> Query:
    """Return what a question asks for, its words divided as the documents divide them.

    A phrase that no passage has asks for its parts. "long range" asks for "longrange" too where a passage has
    that, and for nothing else where none has "long" or none has "range".
    """
    tokens = _known_or_in_parts(list(analyzer.tokens(question)), index)
    words: dict[str, str] = {}
    left_out: set[str] = set()
    for token in tokens:
        words.setdefault(token.term, question[token.start : token.end])
    for one, other in pairwise(tokens):
        if question[one.end : other.start] not in _JOINING:
            continue
        joined = analyzer.terms(question[one.start : one.end] + question[other.start : other.end])
        if len(joined) == 1 and joined[0] in index and joined[0] not in words:
            words[joined[0]] = question[one.start : other.end]
            if one.term not in index or other.term not in index:
                left_out |= {one.term, other.term}
    return Query(words={term: word for term, word in words.items() if term not in left_out})


def _known_or_in_parts(tokens: Sequence[Token], index: Index) -> list[Token]:
    wanted: list[Token] = []
    divided_until = 0
    for position, token in enumerate(tokens):
        if not token.asked:
            if token.end <= divided_until:
                wanted.append(token)
            continue
        parts = position + 1 < len(tokens) and not tokens[position + 1].asked
        if parts and token.term not in index and tokens[position + 1].end <= token.end:
            divided_until = token.end
        else:
            wanted.append(token)
    return wanted


def respelt(query: Query, index: Index, speller: Speller) -> Query:
    """Return a query in which each term that no passage has is the nearest that one has, if any is near.

    Only the first `MOST_MENDED` unknown terms are looked up: each is held against the whole vocabulary.
    """
    words: dict[str, str] = {}
    mended: set[str] = set()
    unknown = [term for term in query.words if term not in index][:MOST_MENDED]
    for term, word in query.words.items():
        nearest = speller.nearest(term) if term in unknown else None
        if nearest is not None and nearest not in query.words:
            mended.add(nearest)
        words.setdefault(nearest or term, word)
    return Query(words=words, respelt=frozenset(mended))


def is_greeting(question: str) -> bool:
    """Whether a message only says hello, thank you or goodbye."""
    words = [word.replace("’", "'") for word in _WORD.findall(question.casefold())]
    return bool(words) and words[0] in _OPENINGS and _GREETINGS.issuperset(words)
