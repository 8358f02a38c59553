"""What kind of thing a question asks for, where its words leave no doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import takewhile


class Thing(Enum):
    """The kinds of thing whose words can be told from others by their form."""

    PERSON = "person"
    DATE = "date"
    PLACE = "place"
    NUMBER = "number"
    AMOUNT = "amount"
    MONEY = "money"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a question asks for.

    Attributes:
        thing: The kind of thing.
        nouns: The words after the question words, case-folded, up to the verb: what is counted after "how
            many", what sort of date after "which".
        passive: Whether a form of "to be" follows "who": not the one who does it is asked for, perhaps.
    """

    thing: Thing
    nouns: tuple[str, ...] = ()
    passive: bool = False


_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_QUESTION_WORDS = frozenset("who whom whose what which when where how why".split())
_BEFORE = frozenset(
    """
    and but so by for with from to of in on at until till since about know me tell wonder remember recall
    please exactly ok okay roughly approximately say says said
    """.split()
)
"""What a question word may follow; after anything else it begins a clause ("the man who")."""

_DATES = frozenset("year years date day month decade century".split())
_PLACES = frozenset("country countries city cities state town continent county province village".split())
_PEOPLE = frozenset("person president king queen emperor pope scientist".split())
_PRICED = frozenset(
    """
    cost costs pay pays paid spend spent spending money worth price priced sell sold buy bought purchase
    purchased raise raised donate donated earn earned invest invested fund funding budget loan salary fee
    fees charge charged fine fined revenue profit debt
    """.split()
)
_TO_BE = frozenset("is are was were be been being has have had".split())
_ENDS_NOUNS = _TO_BE | frozenset(
    "did do does can could will would of in on at for to from and by with that".split()
)
_MOST_NOUNS = 4
_ONLY_A_NAME = 3
_NOT_IN_A_NAME = frozenset(
    "the a an of in at for on to by first last next most his her their its our".split()
)


def asked_for(question: str) -> Asked | None:
    """Return what a question asks for, or None where that is not clear."""
    words = [match[0].casefold().replace("’", "'") for match in _WORD.finditer(question)]
    bare = [word.partition("'")[0] for word in words]
    position = _question_word(bare, question)
    if position is None:
        return None
    word, rest = bare[position], bare[position + 1 :]
    if word in {"who", "whom", "whose"}:
        contracted = "'" in words[position]
        passive = bool(rest) and rest[0] in _TO_BE
        about_a_name = _is_about_a_name(rest, words, contracted=contracted)
        return None if about_a_name else Asked(thing=Thing.PERSON, passive=passive)
    return _thing(word, rest)


def _thing(word: str, rest: list[str]) -> Asked | None:
    """Return what a question word other than "who" asks for, by the words after it."""
    match word, rest:
        case "when", _:
            return Asked(thing=Thing.DATE)
        case "where", _:
            return Asked(thing=Thing.PLACE)
        case "what" | "which", [noun, *more]:
            return _sort(noun, more)
        case "how", ["many", *more]:
            return Asked(thing=Thing.NUMBER, nouns=_nouns(more))
        case "how", ["much", *more]:
            return Asked(thing=Thing.MONEY if _PRICED.intersection(more) else Thing.AMOUNT)
        case _:
            return None


def _sort(noun: str, rest: list[str]) -> Asked | None:
    """Return what "what" or "which" asks for, by the noun that follows; `rest` is what follows that."""
    if noun in _DATES:
        return Asked(thing=Thing.DATE, nouns=(noun,))
    if noun in _PLACES:
        return Asked(thing=Thing.PLACE, nouns=(noun,))
    if noun in {"percentage", "percent"}:
        return Asked(thing=Thing.AMOUNT, nouns=("percent",))
    if noun in _PEOPLE and rest:
        return Asked(thing=Thing.PERSON)
    return None


def _nouns(words: list[str]) -> tuple[str, ...]:
    """Return the words of "how many first downs did ..." up to the verb."""
    return tuple(takewhile(lambda word: word not in _ENDS_NOUNS, words[:_MOST_NOUNS]))


def _question_word(words: list[str], question: str) -> int | None:
    """Return where the word stands that makes the sentence a question, or None."""
    found = [
        position
        for position, word in enumerate(words)
        if word in _QUESTION_WORDS
        and (
            position in {0, len(words) - 1} or words[position - 1] in _BEFORE or _after_comma(word, question)
        )
    ]
    if not found:
        return None
    # "When the war ended, who was king?" asks who.
    opens_a_clause = len(found) > 1 and words[found[0]] in {"when", "where"} and "," in question
    return found[1] if opens_a_clause else found[0]


def _after_comma(word: str, question: str) -> bool:
    return re.search(rf",\s*{word}\b", question, re.IGNORECASE) is not None


def _is_about_a_name(rest: list[str], words: list[str], *, contracted: bool) -> bool:
    """Whether "who" asks what is said of somebody: "who is Yoko Kamikawa?"."""
    named = rest if contracted else rest[1:]
    if not contracted and rest[:1] not in (["is"], ["was"], ["are"], ["were"]):
        return False
    possessive = any(word.endswith(("'s", "s'")) for word in words[1:])
    return len(named) <= _ONLY_A_NAME and not _NOT_IN_A_NAME.intersection(named) and not possessive
