"""What each person asked lately: kept in memory, bounded, and forgotten with the process."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

_PEOPLE = 1000
_QUESTIONS = 10


@dataclass(frozen=True, slots=True)
class RecentQuestions:
    """The last questions of the last people who asked, newest first."""

    _people: OrderedDict[int, tuple[str, ...]] = field(default_factory=OrderedDict)

    def add(self, person: int, question: str) -> None:
        """Remember a question."""
        earlier = self._people.pop(person, ())
        kept = (question, *(other for other in earlier if other != question))
        self._people[person] = kept[:_QUESTIONS]
        if len(self._people) > _PEOPLE:
            self._people.popitem(last=False)

    def of(self, person: int) -> tuple[str, ...]:
        """Return a person's questions, newest first."""
        return self._people.get(person, ())
