"""A bounded queue in which servers take turns, and in each server the people: nobody holds up the others."""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from bot.discord_bot.limits import Asker

T = TypeVar("T")

_Group = tuple[str, int]


class FairQueue(Generic[T]):
    """What waits, by who asked for it. Who asks in direct messages is a group of their own, as a server is.

    Each turn goes to the group, and in it to the person, whose last turn was longest ago (round robin,
    Nagle 1987, RFC 970). When all places are taken, whoever has most waiting gives one up to those who have
    less (the longest queue's, McKenney 1990, Stochastic fairness queueing).

    Args:
        most: How much may wait in all.
        most_of_a_person: How much of one person, wherever they asked.
        most_of_a_server: How much of the people of one server.
    """

    def __init__(self, *, most: int, most_of_a_person: int, most_of_a_server: int) -> None:
        self._most = most
        self._most_of_a_person = most_of_a_person
        self._most_of_a_server = most_of_a_server
        self._groups: OrderedDict[_Group, OrderedDict[int, deque[T]]] = OrderedDict()
        self._of_groups: Counter[_Group] = Counter()
        self._of_people: Counter[int] = Counter()

    def __len__(self) -> int:
        return self._of_people.total()

    def put(self, item: T, asker: Asker) -> T | None:
        """Let something wait.

        Returns:
            What must not wait any more: the item itself, or one that gave up its place to it, or None.
        """
        group, person = _group(asker), asker.person
        if self._of_people[person] >= self._most_of_a_person:
            return item
        given_up = None
        server_is_full = asker.server is not None and self._of_groups[group] >= self._most_of_a_server
        if server_is_full or len(self) >= self._most:
            given_up = self._give_up(group if server_is_full else self._fullest(group), asker)
            if given_up is None:
                return item
        self._groups.setdefault(group, OrderedDict()).setdefault(person, deque()).append(item)
        self._of_groups[group] += 1
        self._of_people[person] += 1
        return given_up

    def take(self) -> T | None:
        """Return what is next, which waits no longer; None where nothing waits."""
        if not self._groups:
            return None
        group, people = next(iter(self._groups.items()))
        person, items = next(iter(people.items()))
        # Both have had their turn.
        self._groups.move_to_end(group)
        people.move_to_end(person)
        item = items.popleft()
        self._forget(group, person)
        return item

    def remove(self, item: T, asker: Asker) -> None:
        """Let something wait no longer, if it still does."""
        group, person = _group(asker), asker.person
        people = self._groups.get(group)
        items = people.get(person) if people is not None else None
        if items is not None and item in items:
            items.remove(item)
            self._forget(group, person)

    def _fullest(self, own: _Group) -> _Group:
        """Return the group with most waiting, or a person's own where that has hardly less."""
        # Of several the one whose turn is last.
        fullest = max(reversed(self._groups), key=self._of_groups.__getitem__)
        return fullest if self._of_groups[fullest] > self._of_groups[own] + 1 else own

    def _give_up(self, group: _Group, newcomer: Asker) -> T | None:
        """Take the last place of whoever of a group has most, if they keep no less than a newcomer gets."""
        people = self._groups.get(group)
        if people is None:
            return None
        person = max(reversed(people), key=lambda person: len(people[person]))
        mine = len(people.get(newcomer.person, ()))
        if group == _group(newcomer) and len(people[person]) <= mine + 1:
            return None
        item = people[person].pop()
        self._forget(group, person)
        return item

    def _forget(self, group: _Group, person: int) -> None:
        """Count one less, and keep nothing of those of whom nothing waits."""
        self._of_groups[group] -= 1
        self._of_people[person] -= 1
        people = self._groups[group]
        if not people[person]:
            del people[person]
        if not people:
            del self._groups[group]
        if not self._of_groups[group]:
            del self._of_groups[group]
        if not self._of_people[person]:
            del self._of_people[person]


def _group(asker: Asker) -> _Group:
    return ("person", asker.person) if asker.server is None else ("server", asker.server)
