"""Numbers of terms, words and speakers: hashes, the same in every process and every collection."""

from __future__ import annotations

import zlib
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.documents.meeting import Kind

IN_CONTEXT = 1 << 61
"""Flipped in the number of a term that stands not in a passage but above it, in a heading or a title: to the
engines it is another term, which a query asks for at less weight."""

IN_HEADING = 1 << 60
"""Flipped in the number of a term of a heading that is a passage by itself, for it is not to be found by it."""

EVIDENCE_LEVELS = (80, 140, 200)
"""From how much evidence on, of 255, a passage is indexed for each level."""

_REMEMBERED = 1 << 16


@lru_cache(maxsize=_REMEMBERED)
def number_of_term(term: str) -> int:
    """Return the number of a term, in 64 bits with a sign.

    Of a million terms, two have the same number once in 37 million collections.
    """
    digest = blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def number_of_word(word: str) -> int:
    """Return the number of a case-folded word as it is written, in 32 bits.

    They tell the words of a question from those of a few dozen passages.
    """
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def number_of_speaker(name: str) -> int:
    """Return the number of a speaker, whatever the case and the white space of the name."""
    return number_of_term(f"\0{' '.join(name.split()).casefold()}")


def number_of_speaking(name: str) -> int:
    """Return the number of a speaker in 32 bits, above 0: it tells those of a few dozen passages apart."""
    return number_of_word(" ".join(name.split()).casefold()) or 1


def number_of_evidence(kind: Kind, level: int) -> int:
    """Return the number under which passages are indexed that have evidence of a kind, of some level."""
    return number_of_term(f"\0\0{kind}{level}")
