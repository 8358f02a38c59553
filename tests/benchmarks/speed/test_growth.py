from __future__ import annotations

import pytest

from tests.benchmarks.speed.apart import Limits
from tests.benchmarks.speed.growth import too_much
from tests.benchmarks.speed.results import Part, Row

LIMITS = Limits(seconds=900, megabytes=20_000)


def row(size: int, **facts: float) -> Row:
    return Row(part=Part.SEARCH, engine="Haystack", size=size, facts=facts)


@pytest.mark.parametrize(
    ("peak", "build", "reason"),
    [
        (3000.0, 10.0, "about 32 GB, judging by 10,000 and 100,000 passages"),
        (1000.0, 120.0, "about 22 minutes, judging by 10,000 and 100,000 passages"),
        (1900.0, 80.0, None),
    ],
)
def test_memory_and_time_grow_as_they_did(peak: float, build: float, reason: str | None) -> None:
    known = [row(1_000, peak=90.0, build=0.1), row(10_000, peak=100.0, build=1.0)]
    assert too_much([*known, row(100_000, peak=peak, build=build)], 1_000_000, LIMITS) == reason


def test_what_does_not_depend_on_the_size_does_not_grow_with_it() -> None:
    known = [row(1_000, peak=200.0, build=5.0), row(10_000, peak=209.0, build=5.9)]
    assert too_much(known, 1_000_000, LIMITS) is None


def test_one_size_tells_nothing_of_growth() -> None:
    known = [row(1_000, peak=200.0, build=5.0), row(1_000_000, peak=9e9, build=9e9)]
    assert too_much(known, 1_000_000, LIMITS) is None
    assert too_much([*known[:1], row(10_000, peak=9e9)], 1_000_000, LIMITS) is None, "not built there"
