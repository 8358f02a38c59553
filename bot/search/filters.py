"""What a search is restricted to: one value that every engine can apply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which passages may be found; None sets no bound.

    Attributes:
        documents: Identifiers of the only documents to look in.
        speakers: The only speakers whose turns to look at, as the documents name them.
        since: The first date that a document may have; one without a date is left out.
        until: The last date that a document may have; one without a date is left out.
    """

    documents: frozenset[str] | None = None
    speakers: frozenset[str] | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def __bool__(self) -> bool:
        """Whether it restricts anything."""
        return self != EVERYTHING


EVERYTHING = Filter()
"""Restricts nothing."""
