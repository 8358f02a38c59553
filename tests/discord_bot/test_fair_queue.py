from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hypothesis import given, strategies as st

from bot.discord_bot.access import Asker
from bot.discord_bot.executor import FairQueue

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable

ADA, GRACE, JOAN = (Asker(person=person, server=7) for person in (1, 2, 3))
ELSEWHERE = Asker(person=4, server=8)
DIRECT = Asker(person=5, server=None)


def queue_of(most: int = 100, *, person: int = 100, server: int = 100) -> FairQueue[str]:
    return FairQueue(most=most, most_of_a_person=person, most_of_a_server=server)


def drained(queue: FairQueue[str]) -> list[str]:
    found = []
    while (item := queue.take()) is not None:
        found.append(item)
    return found


def test_people_of_a_server_take_turns() -> None:
    queue = queue_of()
    for item, asker in (("a1", ADA), ("a2", ADA), ("a3", ADA), ("g1", GRACE), ("j1", JOAN), ("g2", GRACE)):
        assert queue.put(item, asker) is None
    assert drained(queue) == ["a1", "g1", "j1", "a2", "g2", "a3"]


def test_servers_and_direct_messages_take_turns() -> None:
    queue = queue_of()
    asked = (("a1", ADA), ("g1", GRACE), ("j1", JOAN), ("e1", ELSEWHERE), ("d1", DIRECT), ("d2", DIRECT))
    for item, asker in asked:
        queue.put(item, asker)
    assert drained(queue) == ["a1", "e1", "d1", "g1", "d2", "j1"]


def test_a_person_has_so_many_places_wherever_they_ask() -> None:
    queue = queue_of(person=2)
    assert queue.put("1", Asker(person=1, server=7)) is None
    assert queue.put("2", Asker(person=1, server=None)) is None
    assert queue.put("3", Asker(person=1, server=8)) == "3"
    assert queue.put("4", GRACE) is None


def test_a_full_queue_takes_from_who_has_most() -> None:
    queue = queue_of(3)
    for item in ("a1", "a2", "a3"):
        queue.put(item, ADA)
    assert queue.put("a4", ADA) == "a4"
    assert queue.put("e1", ELSEWHERE) == "a3"
    assert queue.put("e2", ELSEWHERE) == "e2"
    assert queue.put("g1", GRACE) == "a2"
    assert queue.put("j1", JOAN) == "j1"
    assert drained(queue) == ["a1", "e1", "g1"]


def test_who_has_two_more_than_a_newcomer_gives_one_up() -> None:
    queue = queue_of(2)
    queue.put("a1", ADA)
    queue.put("a2", ADA)
    assert queue.put("e1", ELSEWHERE) == "a2"
    assert queue.put("d1", DIRECT) == "d1"


def test_a_full_server_takes_from_its_own() -> None:
    queue = queue_of(server=3)
    for item, asker in (("a1", ADA), ("a2", ADA), ("a3", ADA), ("e1", ELSEWHERE)):
        assert queue.put(item, asker) is None
    assert queue.put("g1", GRACE) == "a3"
    assert queue.put("j1", JOAN) == "a2"
    assert queue.put("a4", ADA) == "a4"
    assert drained(queue) == ["a1", "e1", "g1", "j1"]


def test_of_those_who_have_as_many_the_last_gives_way() -> None:
    queue = queue_of(3)
    for item, asker in (("a1", ADA), ("g1", GRACE), ("j1", JOAN)):
        queue.put(item, asker)
    assert queue.put("e1", ELSEWHERE) == "j1"


def test_what_is_removed_is_not_taken() -> None:
    queue = queue_of()
    for item in ("a1", "a2", "a3"):
        queue.put(item, ADA)
    queue.remove("a2", ADA)
    queue.remove("a2", ADA)
    queue.remove("never there", GRACE)
    assert len(queue) == 2
    assert drained(queue) == ["a1", "a3"]


askers = st.builds(
    Asker, person=st.integers(1, 4), server=st.one_of(st.none(), st.integers(1, 3), st.just(1))
)
steps = st.lists(st.one_of(askers, st.just("take"), st.integers(0, 30)), max_size=80)


@dataclass
class Model:
    """What a queue of numbered items is held against: who waits, in order, and who was taken since when."""

    waiting: dict[str, Asker] = field(default_factory=dict)
    passed_over: Counter[tuple[object, object]] = field(default_factory=Counter)

    def take(self, item: str) -> None:
        """Nobody is passed over twice by the same group, nor by the same person of their group."""
        asker = self.waiting.pop(item)
        own = [other for other in self.waiting if self.waiting[other] == asker]
        assert all(int(item) < int(other) for other in own), "a person's questions stay in order"
        self.turn(group(asker), {group(one) for one in self.waiting.values()})
        neighbours = [one for one in self.waiting.values() if group(one) == group(asker)]
        self.turn((group(asker), asker.person), {(group(one), one.person) for one in neighbours})

    def turn(self, taken: Hashable, others: Collection[Hashable]) -> None:
        for other in others:
            if other != taken:
                self.passed_over[other, taken] += 1
                assert self.passed_over[other, taken] <= 1
        for pair in [pair for pair in self.passed_over if pair[0] == taken]:
            del self.passed_over[pair]

    def forget_the_gone(self) -> None:
        """Who waits no longer, and comes back, comes last."""
        groups = {group(one) for one in self.waiting.values()}
        people = {(group(one), one.person) for one in self.waiting.values()}
        for pair in list(self.passed_over):
            if pair[0] not in groups and pair[0] not in people:
                del self.passed_over[pair]


def group(asker: Asker) -> tuple[str, int]:
    return ("person", asker.person) if asker.server is None else ("server", asker.server)


@given(steps=steps, most=st.integers(1, 8), of_person=st.integers(1, 4), of_server=st.integers(1, 6))
def test_nothing_is_lost_and_nobody_is_passed_over_twice(
    steps: list[Asker | str | int], most: int, of_person: int, of_server: int
) -> None:
    queue = queue_of(most, person=of_person, server=of_server)
    model = Model()
    for number, step in enumerate(steps):
        match step:
            case Asker():
                before = Counter(group(one) for one in model.waiting.values())
                of_asker = sum(one.person == step.person for one in model.waiting.values())
                model.waiting[str(number)] = step
                turned_away = queue.put(str(number), step)
                if turned_away is not None:
                    del model.waiting[turned_away]
                full_server = step.server is not None and before[group(step)] >= of_server
                if turned_away == str(number) and of_asker < of_person and not full_server:
                    # Only who has as many waiting as anybody, but for one, is refused.
                    assert before.total() == most
                    assert max(before.values()) <= before[group(step)] + 1
            case int():
                if str(step) in model.waiting:
                    queue.remove(str(step), model.waiting.pop(str(step)))
            case str():
                item = queue.take()
                assert (item is None) == (not model.waiting)
                if item is not None:
                    model.take(item)
        model.forget_the_gone()
        assert len(queue) == len(model.waiting) <= most
        people = Counter(one.person for one in model.waiting.values())
        servers = Counter(one.server for one in model.waiting.values() if one.server is not None)
        assert max(people.values(), default=0) <= of_person
        assert max(servers.values(), default=0) <= of_server
    assert sorted(drained(queue)) == sorted(model.waiting)
