"""What is known of documents is the same when it was written and read again."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given, strategies as st

from bot.documents.files import UNSEEN
from bot.documents.stored.store import ARRAYS, Entry, encoded, store_from

NAMES = st.binary(min_size=1, max_size=8).map(
    lambda name: name.replace(b"\0", b"x").decode("utf-8", "surrogateescape")
)
"""What files may be called: anything, UTF-8 or not."""


@given(st.lists(st.tuples(NAMES, NAMES), max_size=4))
def test_entries_are_kept_whatever_files_are_called(names: list[tuple[str, str]]) -> None:
    entries = tuple(
        Entry(
            name=name,
            content="",
            signature=UNSEEN,
            id="a",
            format=".txt",
            hash="",
            title=title,
            date=dt.date(2024, 8, 7),
            url=None,
            language=None,
            characters=1,
            has_speakers=False,
        )
        for name, title in names
    )
    none = dict.fromkeys(ARRAYS, np.zeros(0))
    assert store_from({**none, "entries": encoded(entries)}).entries == entries
