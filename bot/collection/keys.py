"""What tells the collection of a folder and some settings from that of any other, and from other code's."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bot import __version__
from bot.search.engines import code_fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from bot.collection.analyzers import MakeAnalyzer
    from bot.search.vectors.word_vectors import WordVectors


def key_of(folder: Path, make: MakeAnalyzer, vectors: WordVectors | None) -> str:
    """Return the key by which the collection of a folder is kept.

    The documents themselves are not part of it: those that have changed are read again.
    """
    table = None if vectors is None else vectors.fingerprint()
    facts = (__version__, code_fingerprint(), str(folder.resolve()), make.synonyms, table)
    return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
