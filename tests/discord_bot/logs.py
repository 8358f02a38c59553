"""What the bot noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def facts(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    """The facts of each event, in order."""
    return [record.facts for record in caplog.records if hasattr(record, "facts")]


def events(caplog: pytest.LogCaptureFixture) -> list[object]:
    """The names of the events, in order."""
    return [one["event"] for one in facts(caplog)]
