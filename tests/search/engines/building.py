"""Passages and engines that a test writes, and those that hypothesis does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from bot.search.engines.memory import MemoryEngine
from bot.search.engines.postings.engine import PostingsEngine
from bot.search.engines.postings.kernel import Kernel
from bot.search.engines.protocol import NO_DATE, Batch
from bot.search.filters import Filter
from bot.store.numbers import number_of_speaker, number_of_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.search.engines.protocol import Engine

K1, B = 1.2, 0.75


@dataclass(frozen=True, kw_only=True)
class Said:
    """A passage as a test writes it."""

    number: int
    terms: Sequence[str]
    document: str = "minutes"
    date: dt.date | None = None
    speakers: Sequence[str] = field(default=())


def batch_of(passages: Sequence[Said]) -> Batch:
    """Return passages as they are indexed."""
    identifiers = list(dict.fromkeys(passage.document for passage in passages))
    return Batch(
        numbers=np.array([passage.number for passage in passages], dtype=np.int64),
        terms=np.array([number_of_term(term) for one in passages for term in one.terms], dtype=np.int64),
        starts=np.cumsum([0, *(len(passage.terms) for passage in passages)], dtype=np.int64),
        identifiers=identifiers,
        documents=np.array([identifiers.index(passage.document) for passage in passages], dtype=np.int32),
        dates=np.array(
            [passage.date.toordinal() if passage.date else NO_DATE for passage in passages], dtype=np.int32
        ),
        speakers=np.array(
            [number_of_speaker(name) for passage in passages for name in passage.speakers], dtype=np.int64
        ),
        speaker_starts=np.cumsum([0, *(len(passage.speakers) for passage in passages)], dtype=np.int64),
    )


def batches_of(passages: Sequence[Said], *, size: int = 7) -> Iterable[Batch]:
    """Yield passages as they are indexed, some at once."""
    for start in range(0, len(passages), size):
        yield batch_of(passages[start : start + size])


def numbered(terms: Iterable[Sequence[str]]) -> list[Said]:
    """Return passages of one document that have some terms, numbered from 1."""
    return [Said(number=number, terms=own) for number, own in enumerate(terms, start=1)]


def in_memory(passages: Sequence[Said], k1: float = K1, b: float = B) -> MemoryEngine:
    return MemoryEngine.build(batches_of(passages), k1=k1, b=b)


def by_numpy(passages: Sequence[Said], k1: float = K1, b: float = B) -> PostingsEngine:
    return PostingsEngine.build(batches_of(passages), k1=k1, b=b, kernel=Kernel(compiles=False))


def by_numba(passages: Sequence[Said], k1: float = K1, b: float = B) -> PostingsEngine:
    kernel = Kernel(compiles=False)
    kernel.compile()
    return PostingsEngine.build(batches_of(passages), k1=k1, b=b, kernel=kernel)


def found(
    engine: Engine,
    query: Mapping[str, float] | Iterable[str],
    *,
    limit: int = 100,
    within: Filter | None = None,
) -> list[int]:
    """Search by the words of a query, each counting 1 if nothing else is said."""
    factors = query if isinstance(query, dict) else dict.fromkeys(query, 1.0)
    numbers = {number_of_term(term): factor for term, factor in factors.items()}
    return [*engine.search(numbers, limit=limit, within=within or Filter())]


TERMS = ["a", "b", "c", "d", "e", "f"]
_NAMES = st.sampled_from(["Ann Lee", "Bo", "Cy"])
_DATES = st.dates(dt.date(2024, 1, 1), dt.date(2024, 1, 9))
_DOCUMENTS = st.sampled_from(["agenda", "minutes", "talk"])


@st.composite
def passages(draw: st.DrawFn, *, most: int = 30, first: int = 1) -> list[Said]:
    """Draw passages of a few terms, with ascending numbers from one on."""
    every = draw(st.lists(st.lists(st.sampled_from(TERMS), max_size=8), max_size=most))
    number, drawn = first, []
    for terms in every:
        drawn.append(
            Said(
                number=number,
                terms=terms,
                document=draw(_DOCUMENTS),
                date=draw(st.none() | _DATES),
                speakers=draw(st.lists(_NAMES, max_size=2, unique=True)),
            )
        )
        number += draw(st.integers(1, 3))
    return drawn


QUERIES = st.dictionaries(
    st.sampled_from([*TERMS, "x"]), st.sampled_from([0.25, 0.5, 1.0]) | st.floats(0.001, 100)
)
FILTERS = st.builds(
    Filter,
    documents=st.none() | st.frozensets(_DOCUMENTS | st.just("none such")),
    speakers=st.none() | st.frozensets(_NAMES | st.sampled_from(["ann  lee", "Nobody"])),
    since=st.none() | _DATES,
    until=st.none() | _DATES,
)


def is_found(passage: Said, within: Filter) -> bool:
    """Whether a filter lets a passage be found, said once more in plain words."""
    speakers = {name.casefold().split()[0] for name in passage.speakers}
    wanted = {name.casefold().split()[0] for name in within.speakers or ()}
    dated = within.since is not None or within.until is not None
    return (
        (within.documents is None or passage.document in within.documents)
        and (within.speakers is None or not speakers.isdisjoint(wanted))
        and not (dated and passage.date is None)
        and (within.since is None or (passage.date is not None and passage.date >= within.since))
        and (within.until is None or (passage.date is not None and passage.date <= within.until))
    )
