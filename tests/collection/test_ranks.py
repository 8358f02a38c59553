from __future__ import annotations

from hypothesis import given, strategies as st

from bot.collection import ranks
from bot.collection.ranks import first_ranks, ranks_between

NAMES = st.sets(st.text("abc", max_size=4), max_size=20)


@given(NAMES, st.lists(NAMES, min_size=1, max_size=5))
def test_ranks_ascend_in_the_order_of_identifiers(first: set[str], steps: list[set[str]]) -> None:
    known = dict(zip(sorted(first), first_ranks(len(first)).tolist(), strict=True))
    for step in steps:
        between = ranks_between(known, step - known.keys())
        if between is None:
            break
        known = dict(sorted({**known, **between}.items()))
        assert list(known.values()) == sorted(set(known.values()))
        assert all(rank > 0 for rank in known.values())


def test_room_that_is_used_up_is_said() -> None:
    known = {"a": 1 << ranks._ROOM, "c": 2 << ranks._ROOM}  # noqa: SLF001 - how much room there is
    for number in range(ranks._ROOM):  # noqa: SLF001 - the same
        between = ranks_between(known, [f"b{number:02}"])
        assert between is not None
        known = dict(sorted({**known, **between}.items()))
    assert ranks_between(known, ["b99"]) is None
