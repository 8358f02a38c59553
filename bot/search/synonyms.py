"""What can be wrong with an owner's table of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import SynonymError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.search.words import Word

Keys = tuple[str, ...]
_LONGEST_ECHO = 100
_UNDER_ONE_KEY = "write all names of one thing under one key"


def check(synonyms: Mapping[str, Sequence[str]], words: Callable[[str], Sequence[Word]]) -> None:
    """Check that each name has a word to look for, and stands under one key alone.

    Args:
        synonyms: Names, each with the other names of the same thing.
        words: What reads the words of a name.

    Raises:
        SynonymError: A name has no such word, stands under two keys, or is a key and under another.
    """
    keys: dict[Keys, str] = {}
    for key in synonyms:
        read = _read(key, key, words)
        if read in keys:
            raise SynonymError(f"is the same name as {_echo(keys[read])}: {_UNDER_ONE_KEY}", key=key)
        keys[read] = key
    under: dict[Keys, str] = {}
    for key, others in synonyms.items():
        for name in others:
            read = _read(name, key, words)
            if keys.get(read, key) != key:
                raise SynonymError(f"{_echo(name)} is a key itself: {_UNDER_ONE_KEY}", key=key)
            first = under.setdefault(read, key)
            if first != key:
                raise SynonymError(f"{_echo(name)} stands under {_echo(first)} as well: choose one", key=key)


def _read(name: str, key: str, words: Callable[[str], Sequence[Word]]) -> Keys:
    read = words(name)
    if not any(word.counts for word in read):
        raise SynonymError(f"{_echo(name)} has no word to look for: write another name", key=key)
    return tuple(word.key for word in read)


def _echo(name: str) -> str:
    return f"'{' '.join(name.split())[:_LONGEST_ECHO]}'"
