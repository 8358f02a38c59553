"""Identifiers of documents, made of the names of their files."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_OUTSIDE = re.compile(r"[^A-Za-z0-9_.-]")
_SHORT_DIGEST = 8
_TELL_APART = 3
"""Times that files of one identifier can be told more apart: by ending, by a short hash, by a whole one."""


def stands_in_identifiers(character: str) -> bool:
    """Whether a character may stand in an identifier.

    Those are ``_``, ``.``, ``-``, the letters and digits of any script, and the marks that letters are
    written with, but for the variation selectors, which nobody sees.
    """
    if character.isalnum() or character in "_.-":
        return True
    is_mark = unicodedata.category(character) in {"Mn", "Mc"}
    return is_mark and not ("\ufe00" <= character <= "\ufe0f" or character >= "\U000e0100")


def identifiers_of(names: Iterable[str]) -> dict[str, str]:
    """Return the identifiers of files, each its own, by the files' names.

    A name without its ending makes an identifier. Names that would make the same get their endings too, and
    where that does not do, a hash of the name; which ones, depends on the names alone, not on their order.

    Args:
        names: The files' paths in their folder, with ``/``.
    """
    found = {name: _identifier(name, 0) for name in names}
    told_apart = dict.fromkeys(found, 0)
    while True:
        uses = Counter(found.values())
        if len(uses) == len(found):
            return found
        for name, identifier in list(found.items()):
            if uses[identifier] > 1 and told_apart[name] < _TELL_APART:
                told_apart[name] += 1
                found[name] = _identifier(name, told_apart[name])


def _identifier(name: str, told_apart: int) -> str:
    stem, ending = posixpath.splitext(name)
    identifier = _without_others(stem + ending if told_apart else stem)
    if told_apart <= 1:
        return identifier
    digest = hashlib.sha256(os.fsencode(name)).hexdigest()
    return f"{identifier}-{digest[:_SHORT_DIGEST] if told_apart < _TELL_APART else digest}"


def _without_others(name: str) -> str:
    if name.isascii():
        return _OUTSIDE.sub("-", name)
    composed = unicodedata.normalize("NFC", name)
    return "".join(character if stands_in_identifiers(character) else "-" for character in composed)
