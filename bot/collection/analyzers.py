"""Making analyzers, for questions as for documents, here and in other processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.search.text.terms import Analyzer
from bot.search.ranking.lexicon import Lexicon

if TYPE_CHECKING:
    import datetime as dt

    Dates = frozenset[dt.date]

MOST_KNOWN_WORDS = 1 << 18
"""Words from which on to know them takes more memory than it saves time."""


@dataclass(frozen=True, slots=True)
class MakeAnalyzer:
    """Makes analyzers that read some synonyms; can be sent to another process.

    Attributes:
        synonyms: Names, each with other names of the same thing.
    """

    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __call__(self, dates: Dates = frozenset()) -> Analyzer:
        """Return an analyzer that reads dates in digits by some dates.

        Raises:
            SynonymError: A name of the synonyms cannot be used.
        """
        return Analyzer(synonyms=dict(self.synonyms), dates=dates)


class Lexicons:
    """Makes what is known of words, and remembers the last: it knows those that it has read.

    It is to be asked by one thread at a time.

    Args:
        make: Makes analyzers.
    """

    def __init__(self, make: MakeAnalyzer) -> None:
        self.make = make
        self._last: tuple[Dates, Lexicon] | None = None

    def __call__(self, dates: Dates) -> Lexicon:
        """Return what is known of words by an analyzer that reads by some dates."""
        last = self._last
        if last is None or last[0] != dates or len(last[1]) > MOST_KNOWN_WORDS:
            last = self._last = (dates, Lexicon(self.make(dates)))
        return last[1]
