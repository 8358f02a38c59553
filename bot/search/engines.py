"""Which engine serves a collection: the small one, which defines the scores, or the large one, by size."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from pathlib import Path
from typing import Literal

Engine = Literal["small", "large"]

LARGE_FROM = 200
"""Passages from which the large engine serves: from there on it is the faster one in whole answers.

Of a process that asks one question, too, where the index was kept; below that both take as long.
"""


LARGE_FROM_BYTES = 1 << 19
"""Bytes of files from which the large engine serves, however few passages: to read them takes long."""


def engine_for(passages: int, *, wanted: Literal["auto", "small", "large"]) -> Engine:
    """Return the engine for a number of passages."""
    if wanted == "auto":
        return "large" if passages >= LARGE_FROM else "small"
    return wanted


def code_fingerprint() -> str:
    """Return what changes when code that makes passages, terms or scores of documents does."""
    import nupunkt
    import Stemmer

    package = Path(__file__).parent.parent
    versions = f"{nupunkt.__version__} {Stemmer.version()} {unicodedata.unidata_version} {sys.byteorder}"
    digest = hashlib.sha256(versions.encode())
    for folder in ("collection", "documents", "search", "storage"):
        for path in sorted((package / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
