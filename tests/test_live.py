from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from bot.errors import LibraryError
from bot.live import Changed, Failed, Live, State, Unchanged
from tests.libraries import assistant_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def state_of(tmp_path: Path) -> Callable[[str], State]:
    def state(text: str) -> State:
        assistant = assistant_of(tmp_path, {"minutes.txt": text})
        return State(library=assistant.library, assistant=assistant)

    return state


def test_what_follows_becomes_the_state(state_of: Callable[[str], State]) -> None:
    first, second = state_of("Bread rises."), state_of("Bread falls.")
    outcomes: Iterator[Unchanged | Changed] = iter(
        [Unchanged(), Changed(state=second, changed=("minutes",)), Unchanged()]
    )
    asked_of = []

    def follow(state: State) -> Unchanged | Changed:
        asked_of.append(state)
        return next(outcomes)

    live = Live(first, follow=follow)
    assert live.refresh() == Unchanged()
    assert live.current is first
    assert live.refresh() == Changed(state=second, changed=("minutes",))
    assert live.current is second
    live.refresh()
    assert asked_of == [first, first, second]


def test_a_failure_keeps_the_state_and_is_a_value(state_of: Callable[[str], State]) -> None:
    def follow(_: State) -> Unchanged:
        raise LibraryError("minutes.txt: is no text")

    live = Live(first := state_of("Bread rises."), follow=follow)
    assert live.refresh() == Failed(message="minutes.txt: is no text")
    assert live.current is first


def test_what_is_no_failure_of_the_documents_comes_out_and_the_next_look_is_free(
    state_of: Callable[[str], State],
) -> None:
    outcomes = iter([RuntimeError("a bug"), None])

    def follow(_: State) -> Unchanged:
        error = next(outcomes)
        if error is not None:
            raise error
        return Unchanged()

    live = Live(state_of("Bread rises."), follow=follow)
    with pytest.raises(RuntimeError):
        live.refresh()
    assert live.refresh() == Unchanged()


def test_of_two_looks_at_a_time_the_second_waits(state_of: Callable[[str], State]) -> None:
    looking, go_on, looks = threading.Event(), threading.Event(), []

    def follow(state: State) -> Unchanged:
        looks.append(state)
        looking.set()
        go_on.wait()
        return Unchanged()

    live = Live(state_of("Bread rises."), follow=follow)
    threads = [threading.Thread(target=live.refresh) for _ in range(2)]
    for thread in threads:
        thread.start()
    looking.wait()
    assert len(looks) == 1
    go_on.set()
    for thread in threads:
        thread.join()
    assert len(looks) == 2


def test_a_change_in_words_names_a_few(state_of: Callable[[str], State]) -> None:
    names = tuple(f"meeting-{number}" for number in range(7))
    found = Changed(state=state_of("Bread."), added=names, changed=("minutes",))
    assert str(found) == (
        "1 changed (minutes), 7 added (meeting-0, meeting-1, meeting-2, meeting-3, meeting-4, 2 more)"
    )
    assert str(Changed(state=found.state, removed=("a", "b"))) == "2 removed (a, b)"
