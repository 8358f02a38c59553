"""What a question asks: a kind of thing about a meeting or none, and about what.

"Who came to the budget talks?" asks for attendance, and about the budget; "came" and "talks" only frame it. Words
of the frame are never searched for, nor reported as unmentioned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.answers.questions.frames import ALWAYS, ELSEWHERE, FRAMES, JOINING, MEETINGS, MISSPELT, MODIFIERS
from bot.search.text.stop_words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.answers.questions.frames import Frame
    from bot.documents.meeting import Kind

_WORD = re.compile(r"[^\W_]+(?:[-'’.&/+][^\W_]+)*")
_WRITTEN_OUT = (
    (re.compile(r"\b(who|what|when|where|why|how|that|there|here)'?s\b"), r"\1 is"),
    (re.compile(r"\b(it|he|she)'s\b"), r"\1 is"),
    (re.compile(r"\b(they|you|who|what)'?re\b|\b(we)'re\b"), r"\1\2 are"),
    (re.compile(r"\bcan'?t\b|\bcannot\b"), "can not"),
    (re.compile(r"\bwon'?t\b"), "will not"),
    (re.compile(r"(?<=[a-z])(?:n't|'nt)\b"), " not"),
    (re.compile(r"\b(did|was|were|has|have|does|do|is|are|could|would|should|had)nt\b"), r"\1 not"),
    (re.compile(r"\b(who|what|they|it|we|i|you)'(?:d|ll|ve)\b"), r"\1 will"),
    (re.compile(r"\bu\b"), "you"),
    (re.compile(r"\b(?:which|what) (?:person|people|persons|folks)\b"), "who"),
    (re.compile(r"^were(?= (?:was|is|did)\b)"), "where"),
)
_OPENING = re.compile(
    r"^(?:(?:hey|hi|hello|ok|okay|so|and|well|but|um|uh|please|pls|plz|also|then|quick question|just|oh|wait|sorry|"
    r"btw|yo|bot|erm|hm+)\b[,!. ]*)+"
)
_REQUEST = re.compile(
    r"^(?:(?:can|could|would|will) (?:you|u|somebody|someone|anyone|i|we) (?:please |kindly |also )?"
    r"(?:tell (?:me|us)|explain|say|list|give (?:me|us)|show (?:me|us)|get|have|know|find out)?|"
    r"(?:i|we) (?:want|need|would like|wish)(?:ed)? (?:to know|to find out|to see)?|(?:do|does) (?:you|anyone|anybody|"
    r"somebody) (?:know|remember|recall)|do we know|tell (?:me|us)|give (?:me|us)|show (?:me|us)|list|let me know|"
    r"remind me|i (?:was|am) wondering|wondering|any idea|any (?:info|information) (?:on|about)|what about)\b[,: ]*"
)
_ENDING = re.compile(
    r"[,!. ]*\b(?:please|pls|plz|thanks|thx|thank you|anyway|exactly|though|lol|btw|by the way|do you know|"
    r"for me)[?!. ]*$|[?!. ,;:]+$"
)
_LEAST_LETTERS = 5
_MOST_LOOKED_AT = 40
"""Words of a question that are looked at: longer ones are no questions about a meeting as such."""

_DENIES = re.compile(r"\bnot\b|\bno (?:deal|agreement|decision)\b|\bfail\w*\b|\bdisagree\w*\b|\bnever\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a question asks.

    Attributes:
        kind: The kind of thing, or None where none is asked for.
        content: The question with the words of its frame blanked out; all of it where no kind is asked for.
        about: The words that say about what, as they are written.
        plain: The question in plain form.
        denies: Whether it asks for what was not so.
    """

    kind: Kind | None
    content: str
    about: tuple[str, ...]
    plain: str
    denies: bool = False


def understand(question: str, *, is_known: Callable[[str], bool] = lambda _: True) -> Understood:
    """Return what a question asks.

    Args:
        question: As a person wrote it.
        is_known: Whether a case-folded word is one of English or of the documents; a word of the frame that
            is not is taken for misspelt.
    """
    words = list(_WORD.finditer(question))
    meant = {match.start(): _meant(match[0], is_known) for match in words[:_MOST_LOOKED_AT]}
    spelt = "".join(_respelt(question, words, meant))
    plainly = plain(spelt)
    unasked = len(words) > _MOST_LOOKED_AT or ELSEWHERE.search(plainly)
    frame = None if unasked else next((one for one in FRAMES if one.pattern.search(plainly)), None)
    about = [] if frame is None else _about(words, frame, meant)
    if frame is None or any(_is_of_something_else(words, words.index(one), meant) for one in about):
        every = tuple(match[0] for match in words if not _is_stop_word(match[0]))
        return Understood(kind=None, content=question, about=every, plain=plainly)
    return Understood(
        kind=frame.kind,
        content=_blanked(question, about),
        about=tuple(match[0] for match in about),
        plain=plainly,
        denies=_DENIES.search(plainly) is not None,
    )


def plain(question: str) -> str:
    """Return a question in lower case, its contractions written out, without what people write around it."""
    text = " ".join(question.replace("’", "'").replace("‘", "'").split()).casefold()
    for pattern, written in _WRITTEN_OUT:
        text = pattern.sub(written, text)
    before = None
    while text != before:
        before = text
        text = _ENDING.sub("", text).strip()
        for pattern in (_OPENING, _REQUEST):
            rest = pattern.sub("", text).strip()
            text = rest or text
    return text


def _about(words: list[re.Match[str]], frame: Frame, meant: dict[int, str]) -> list[re.Match[str]]:
    """Return the words that say what a question is about."""
    return [match for place, match in enumerate(words) if _says_about_what(words, place, frame, meant)]


def _is_of_something_else(words: list[re.Match[str]], place: int, meant: dict[int, str]) -> bool:
    """Whether a word makes something else of the word of the frame before it: "task queue", "joined NATO"."""
    before = [meant.get(one.start(), one[0].casefold()) for one in words[:place]]
    after = [one[0].casefold() for one in words[place + 1 : place + 3]]
    if before and before[-1] in MODIFIERS and words[place].start() == words[place - 1].end() + 1:
        return True
    while before and before[-1] in {"the", "a", "an", "in"}:
        before.pop()
    return bool(before) and before[-1] in JOINING and MEETINGS.isdisjoint(after)


def _says_about_what(words: list[re.Match[str]], place: int, frame: Frame, meant: dict[int, str]) -> bool:
    """Whether a word says what a question is about, and does not only frame it."""
    match = words[place]
    word = _bare(meant.get(match.start(), match[0].casefold()))
    if _is_stop_word(match[0]) or _is_stop_word(word):
        return False
    if word in MEETINGS and place + 1 < len(words) and _is_compound(words[place], words[place + 1], frame):
        return True
    return word not in ALWAYS and word not in frame.words


def _is_compound(word: re.Match[str], following: re.Match[str], frame: Frame) -> bool:
    """Whether a word for a meeting says what kind of another thing is meant: "event loop", "talk show"."""
    after = _bare(following[0].casefold())
    beside = following.start() == word.end() + 1
    return beside and not (after in STOP_WORDS or after in ALWAYS or after in frame.words)


def _bare(word: str) -> str:
    return re.sub(r"['’](?:s|d|ll|re|ve)?$", "", word)


def _is_stop_word(word: str) -> bool:
    folded = word.casefold().replace("’", "'")
    return folded in STOP_WORDS or _bare(folded) in STOP_WORDS


def _blanked(question: str, kept: list[re.Match[str]]) -> str:
    """Return a question with only some of its words left, each where it stood."""
    text = list(" " * len(question))
    for match in kept:
        text[match.start() : match.end()] = match[0]
    return "".join(text)


def _respelt(question: str, words: list[re.Match[str]], meant: dict[int, str]) -> Iterator[str]:
    end = 0
    for match in words:
        yield question[end : match.start()]
        folded = match[0].casefold()
        other = meant.get(match.start(), folded)
        yield match[0] if other == folded else other
        end = match.end()
    yield question[end:]


def _meant(word: str, is_known: Callable[[str], bool]) -> str:
    """Return the word of a frame that was meant by a word that nobody knows, or the word itself."""
    folded = word.casefold()
    if folded in MISSPELT:
        return MISSPELT[folded]
    folded = folded.replace("’", "'").replace("'nt", "n't")
    if len(folded) < _LEAST_LETTERS or folded in _frame_words() or not folded.isalpha() or is_known(folded):
        return folded
    return _nearest(folded) or folded


@lru_cache(maxsize=1)
def _frame_words() -> frozenset[str]:
    words = ALWAYS.union(*(frame.words for frame in FRAMES))
    return frozenset(word for word in words if len(word) >= _LEAST_LETTERS)


@lru_cache(maxsize=1 << 10)
def _nearest(word: str) -> str | None:
    """Return the one word of a frame that is an edit away from a word, the likeliest of several."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    reach = 1 if len(word) <= _LEAST_LETTERS + 1 else 2
    found = process.extract(word, sorted(_frame_words()), scorer=OSA.distance, score_cutoff=reach, limit=None)
    near = [(distance, other[0] != word[0], -len(other), other) for other, distance, _ in found]
    best = min(near, default=None)
    return None if best is None else best[-1]
