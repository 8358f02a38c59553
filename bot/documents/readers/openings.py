"""What opens a turn in a transcript: a name, a time, or both, at the beginning of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEAD = 160
"""Characters of a line within which a turn opens; every pattern below looks at them alone."""

_STAMP = r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?(?![ \t]?[AaPp]\.?[Mm]\b)"
_BOLD = r"[*_]{0,3}"
_GAP = r"[ \t]{0,4}"
_DASH = rf"{_GAP}[-–—|,]?{_GAP}"
_BEFORE = rf"[\[(]?(?P<before>{_STAMP})(?:{_GAP}(?:-->?|[-–—]){_GAP}{_STAMP})?[\])]?"
_ALONE = rf"[\[(]?(?P<stamp>{_STAMP})[\])]?"
_LABEL = r"(?P<label>[^\W_][^:：<>|*\[\]\n]{0,59}?)"

# [00:12:31] Name: words / **Name:** words / Name (12:31): words / [SPEAKER_00]: words / Name: 12:31
_COLON = re.compile(
    rf"(?:>>)?{_GAP}{_BOLD}(?:{_BEFORE}{_BOLD}{_DASH})?{_BOLD}(?P<box>\[)?{_LABEL}(?(box)\]){_BOLD}"
    rf"(?:{_DASH}[\[(](?P<after>{_STAMP})[\])])?{_GAP}(?:：|:(?=[\s*_]|\Z)){_BOLD}"
    rf"(?:{_GAP}(?:[\[(](?P<later>{_STAMP})[\])]|(?P<alone>{_STAMP})\Z))?{_GAP}"
)
# Name  0:34 / **Name** [00:12:31] / Name - 12:31
_NAME_THEN_TIME = re.compile(
    rf"[*_#]{{0,6}}{_GAP}{_LABEL}{_BOLD}(?:[ \t]|[-–—|,\[(]){_DASH}{_ALONE}{_BOLD}:?{_BOLD}"
)
# 00:12:31 Name
_TIME_THEN_NAME = re.compile(rf"[*_#]{{0,6}}{_ALONE}{_BOLD}{_DASH}{_BOLD}{_LABEL}{_BOLD}")
# 00:12:31, alone or before words
_TIME = re.compile(rf"[*_#]{{0,6}}{_GAP}{_BEFORE}{_BOLD}(?:[ \t]{{1,4}}(?:[-–—|][ \t]{{1,4}})?(?!-)|\Z)")
# (PERSON4) words / [Speaker 1] words / <nick> words
_IN_BRACKETS = re.compile(
    r"(?:\((?P<label>[^\W\d_][\w .-]{1,40})\)|\[(?P<number>[Ss][Pp][\w ]{2,12}\d)\]"
    r"|<(?P<nick>[^<>\s/]{1,40})>)[ \t]{1,4}(?=\S)"
)
# Mr. Smith. Words, as hearings are printed
_OF_A_HEARING = re.compile(
    r"(?P<label>(?:Mr|Mrs|Ms|Dr|Judge|Justice|Senator|Representative|General|Admiral|Secretary|Ambassador"
    r"|Governor|Mayor|Chair(?:man|woman|person)?"
    r"|The (?:[Cc]hair|CHAIR|President|Vice|Acting|Presiding|Clerk|CLERK|Witness|Court)[A-Za-z]{0,9})"
    r"\.?(?: [A-Z][\w’'-]{1,30}){0,3})\.[ \t]{1,4}(?=[\"“(\[]?[A-Z])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What could open a turn.

    Attributes:
        label: Who may speak.
        time: In seconds.
        words: Where the words begin in the line; its length where nothing follows.
        unnamed: Where they begin if the label names nobody: after a time, or at the line's beginning.
        is_nick: Whether it stands as chats write it, ``<nick>``.
    """

    label: str | None
    time: float | None
    words: int
    unnamed: int = 0
    is_nick: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether a time stands with the name, as in nothing but transcripts and agendas."""
        return self.label is not None and self.time is not None

    def is_time_alone(self, line: str) -> bool:
        """Whether the line that it opens is nothing but a time."""
        return self.label is None and self.unnamed == len(line)


def opening(line: str) -> Opening | None:
    """Read the beginning of a line, given without white space at its ends."""
    head = line[:_HEAD]
    if ":" not in head and "：" not in head:
        return _opening_without_colon(head)
    time = _TIME.match(head)
    unnamed = time.end() if time else 0
    if (found := _COLON.match(head)) is not None:
        stamp = found["before"] or found["after"] or found["later"] or found["alone"]
        label, when = found["label"].strip(), seconds(stamp) if stamp else None
        return Opening(label=label, time=when, words=found.end(), unnamed=unnamed)
    if len(head) == len(line) and line[-1:] not in ".?!":
        found = _NAME_THEN_TIME.fullmatch(line) or _TIME_THEN_NAME.fullmatch(line)
        if found is not None:
            label = found["label"].strip(" \t,-–—|(*_")
            return Opening(label=label, time=seconds(found["stamp"]), words=len(line), unnamed=unnamed)
    if time is not None:
        return Opening(label=None, time=seconds(time["before"]), words=unnamed, unnamed=unnamed)
    return _opening_without_colon(head)


def _opening_without_colon(head: str) -> Opening | None:
    if (found := _IN_BRACKETS.match(head)) is not None:
        label = found["label"] or found["number"] or found["nick"]
        return Opening(label=label, time=None, words=found.end(), is_nick=found["nick"] is not None)
    if (found := _OF_A_HEARING.match(head)) is not None:
        return Opening(label=found["label"], time=None, words=found.end())
    return None


def seconds(stamp: str) -> float:
    """A time as transcripts write it, ``12:31``, ``1:12:31`` or ``00:12:31.250``, in seconds."""
    total = 0.0
    for part in stamp.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total
