"""What a message must be to count as a question."""

from __future__ import annotations

import re

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


def is_greeting(question: str) -> bool:
    """Whether a message only says hello, thank you or goodbye."""
    words = [word.replace("’", "'") for word in _WORD.findall(question.casefold())]
    return bool(words) and words[0] in _OPENINGS and _GREETINGS.issuperset(words)
