"""How often a person and a server may ask: a token bucket for each, and for each kind of asking."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from pyrate_limiter import Duration, MonotonicClock, Rate, RateItem, StateBucket, TokenBucket

if TYPE_CHECKING:
    from pyrate_limiter.clocks import AbstractClock

    from bot.config import DiscordSettings

_REMEMBERED = 10_000
"""Buckets that are kept; of more, the longest unused is forgotten, which leaves it full."""


class Kind(Enum):
    """What is limited, each by buckets of its own: typing must not use up the questions."""

    QUESTION = "question"
    PRESS = "press"
    SUGGESTION = "suggestion"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Whose buckets are used: a person's, and a server's where there is one."""

    person: int
    server: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Counts what is asked; answers how long to wait where it is too much.

    Attributes:
        settings: How much is too much.
        clock: What time it is.
    """

    settings: DiscordSettings
    clock: AbstractClock = field(default_factory=MonotonicClock)
    _buckets: OrderedDict[tuple[Kind, str, int], StateBucket] = field(default_factory=OrderedDict)

    def wait(self, kind: Kind, asker: Asker) -> float:
        """Count one asking, and return 0; or, where it is too much, the seconds to wait, counting nothing."""
        seconds = self._put((kind, "person", asker.person), self._person_rate(kind))
        if seconds or kind is not Kind.QUESTION or asker.server is None:
            return seconds
        rate = Rate(
            self.settings.server_questions_per_minute,
            Duration.MINUTE,
            burst=self.settings.server_questions_at_once,
        )
        return self._put((kind, "server", asker.server), rate)

    def _person_rate(self, kind: Kind) -> Rate:
        match kind:
            case Kind.QUESTION:
                burst = self.settings.questions_at_once
                return Rate(self.settings.questions_per_minute, Duration.MINUTE, burst=burst)
            case Kind.PRESS:
                return Rate(self.settings.presses_per_minute, Duration.MINUTE)
            case Kind.SUGGESTION:
                return Rate(self.settings.suggestions_per_minute, Duration.MINUTE)
            case Kind.NOTICE:
                return Rate(1, Duration.MINUTE)

    def _put(self, key: tuple[Kind, str, int], rate: Rate) -> float:
        bucket = self._buckets.pop(key, None) or StateBucket([rate], TokenBucket(), clock=self.clock)
        self._buckets[key] = bucket
        if len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        item = RateItem(key[1], bucket.now())  # type: ignore[no-untyped-call] # pyrate-limiter does not type it
        return 0.0 if bucket.put(item) else max(float(bucket.waiting(item)), 1.0) / 1000  # type: ignore[arg-type]
