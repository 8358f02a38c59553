"""What is said where there is too little memory for a collection."""

from __future__ import annotations

import contextlib
import errno
from typing import TYPE_CHECKING

from bot.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def enough_memory() -> Iterator[None]:
    """Say in one line that there was too little memory for some work.

    Raises:
        IndexingError: There was.
    """
    try:
        yield
    except MemoryError as error:
        raise _too_little() from error
    except OSError as error:
        if error.errno != errno.ENOMEM:
            raise
        raise _too_little() from error


def _too_little() -> IndexingError:
    return IndexingError(
        "there is too little memory to index these documents: "
        "free some, or let fewer processes read them by a smaller [search] memory_megabytes"
    )
