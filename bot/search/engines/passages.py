"""Facts of passages that filters go by, and which passages a filter lets be found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from bot.search.engines.protocol import NO_DATE
from bot.store.numbers import number_of_speaker

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.search.engines.protocol import Batch
    from bot.search.filters import Filter

    Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Passages:
    """Some passages in ascending order of their numbers. The attributes are those of a `Batch`."""

    numbers: NDArray[np.int64]
    identifiers: Sequence[str]
    documents: NDArray[np.int32]
    dates: NDArray[np.int32]
    speakers: NDArray[np.int64]
    speaker_starts: NDArray[np.int32]

    @classmethod
    def of(cls, batches: Sequence[Batch]) -> Passages:
        """Join the passages of batches, one batch after the other."""
        return cls.joined(
            [
                cls(
                    numbers=batch.numbers,
                    identifiers=batch.identifiers,
                    documents=batch.documents,
                    dates=batch.dates,
                    speakers=batch.speakers,
                    speaker_starts=batch.speaker_starts.astype(np.int32),
                )
                for batch in batches
            ]
        )

    @classmethod
    def joined(cls, parts: Sequence[Passages]) -> Passages:
        """Join passages, one part after the other; a document that several parts name becomes one."""
        places: dict[str, int] = {}
        documents = [_NONE.astype(np.int32)]
        for part in parts:
            own = [places.setdefault(name, len(places)) for name in part.identifiers]
            documents.append(np.array(own, dtype=np.int32)[part.documents])
        speakers_each = [np.diff(part.speaker_starts) for part in parts]
        return cls(
            numbers=np.concatenate([_NONE, *(part.numbers for part in parts)]),
            identifiers=tuple(places),
            documents=np.concatenate(documents),
            dates=np.concatenate([_NONE.astype(np.int32), *(part.dates for part in parts)]),
            speakers=np.concatenate([_NONE, *(part.speakers for part in parts)]),
            speaker_starts=_starts(np.concatenate([_NONE, *speakers_each])),
        )

    def __len__(self) -> int:
        return len(self.numbers)

    def taken(self, places: NDArray[np.int64]) -> Passages:
        """Take some of the passages, in the order of their places; documents without any are left out."""
        lengths = np.diff(self.speaker_starts)[places]
        starts = _starts(lengths)
        speakers = np.repeat(self.speaker_starts[places] - starts[:-1], lengths)
        used, documents = np.unique(self.documents[places], return_inverse=True)
        return Passages(
            numbers=self.numbers[places],
            identifiers=tuple(self.identifiers[place] for place in used.tolist()),
            documents=documents.astype(np.int32),
            dates=self.dates[places],
            speakers=self.speakers[speakers + np.arange(len(speakers))],
            speaker_starts=starts,
        )

    def places_of(self, numbers: Collection[int]) -> NDArray[np.int64]:
        """Find passages by their numbers; those that are not there are left out."""
        wanted = np.fromiter(numbers, dtype=np.int64, count=len(numbers))
        places = np.searchsorted(self.numbers, wanted)
        there = places < len(self)
        there[there] = self.numbers[places[there]] == wanted[there]
        found: NDArray[np.int64] = places[there]
        return found

    def mask(self, within: Filter) -> Mask:
        """For each passage whether a filter lets it be found."""
        allowed = np.ones(len(self), dtype=np.bool_)
        if within.documents is not None:
            wanted = np.zeros(len(self.identifiers), dtype=np.bool_)
            wanted[[self._places[name] for name in within.documents if name in self._places]] = True
            allowed &= wanted[self.documents]
        if within.since is not None or within.until is not None:
            allowed &= self.dates != NO_DATE
        if within.since is not None:
            allowed &= self.dates >= within.since.toordinal()
        if within.until is not None:
            allowed &= self.dates <= within.until.toordinal()
        if within.speakers is not None:
            numbers = np.array([number_of_speaker(name) for name in within.speakers], dtype=np.int64)
            turns = np.concatenate([[0], np.cumsum(np.isin(self.speakers, numbers))])
            allowed &= turns[self.speaker_starts[1:]] > turns[self.speaker_starts[:-1]]
        return allowed

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.identifiers)}


_NONE = np.zeros(0, dtype=np.int64)


def _starts(lengths: NDArray[np.signedinteger]) -> NDArray[np.int32]:
    """Where things of these lengths begin, one after the other, and where the last ends."""
    starts = np.zeros(len(lengths) + 1, dtype=np.int32)
    np.cumsum(lengths, out=starts[1:])
    return starts
