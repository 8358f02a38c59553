"""Terms or words with their numbers."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Vocabulary:
    """Distinct names, the number of each being its place. It grows, and forgets nothing.

    Any thread may read while another adds: a name that can be found has its number, and the reverse.

    Args:
        names: The first names, each once.
    """

    __slots__ = ("_growing", "_names", "_numbers")

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = [*names]
        self._numbers: dict[str, int] | None = None
        self._growing = threading.RLock()

    @property
    def names(self) -> Sequence[str]:
        """The names in the order of their numbers, those to come as well."""
        return self._names

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of each name, of those to come as well."""
        return self._numbers if self._numbers is not None else self._numbered()

    def add(self, name: str) -> int:
        """Return the number of a name, which is a new one where it has none yet."""
        with self._growing:
            numbers = self._numbered()
            number = numbers.get(name)
            if number is None:
                number = len(self._names)
                self._names.append(name)
                numbers[name] = number
            return number

    def __len__(self) -> int:
        """How many names there are."""
        return len(self._names)

    def __reduce__(self) -> tuple[type[Vocabulary], tuple[list[str]]]:
        """Let processes hand it to each other: the names are all there is to it."""
        return type(self), (self._names,)

    def _numbered(self) -> dict[str, int]:
        # Not before it is needed: of many vocabularies only the names are.
        with self._growing:
            if self._numbers is None:
                self._numbers = {name: number for number, name in enumerate(self._names)}
            return self._numbers
