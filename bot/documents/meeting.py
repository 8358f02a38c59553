"""What there is to know of any meeting: kinds of things that people ask for, and that sentences say."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A kind of thing that meetings have; the values stand in answers as JSON."""

    ATTENDANCE = "attendance"
    ABSENCE = "absence"
    CHAIR = "chair"
    MINUTES_TAKER = "minutes_taker"
    PLACE = "place"
    DATE = "date"
    DURATION = "duration"
    COUNT = "count"
    SUBJECT = "subject"
    DECISION = "decision"
    VOTE = "vote"
    ACTION = "action"
    NEXT_STEP = "next_step"
    NEXT_MEETING = "next_meeting"
    REASON = "reason"
    POSITION = "position"
    OVERVIEW = "overview"


KINDS = tuple(Kind)
"""The kinds, in the order in which records keep how far a sentence is evidence of each."""
