"""What a question asks for: its terms, and the words they were written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.search.analysis import Analyzer

LONGEST_QUESTION = 4000
"""Characters that a question may have: the longest message that Discord sends."""

_GREETINGS = frozenset(
    """
    hi hello hey hiya howdy yo greetings good morning afternoon evening day night thanks thank you thx cheers
    ok okay bye goodbye see ya there everyone all bot how are doing is it going what's up sup welcome
    """.split()
)
_OPENINGS = frozenset(
    "hi hello hey hiya howdy yo greetings good thanks thank thx cheers ok okay bye how what's sup".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question's terms, each once, in order, with the word it was first written as."""

    words: Mapping[str, str]

    @property
    def terms(self) -> tuple[str, ...]:
        """The distinct terms, in the order of the question."""
        return tuple(self.words)


def analyze(question: str, analyzer: Analyzer) -> Query:
    """Return what a question asks for."""
    words: dict[str, str] = {}
    for token in analyzer.tokens(question):
        words.setdefault(token.term, question[token.start : token.end])
    return Query(words=words)


def is_greeting(question: str) -> bool:
    """Whether a message only says hello, thank you or goodbye."""
    words = [word.replace("’", "'") for word in _WORD.findall(question.casefold())]
    return bool(words) and words[0] in _OPENINGS and _GREETINGS.issuperset(words)
