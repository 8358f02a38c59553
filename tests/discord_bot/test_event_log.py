from __future__ import annotations

import logging

import pytest

from bot.discord_bot.event_log import EventLog, HeldBack, OneLine
from bot.errors import CitationError, CitationFault

SECRET = "s3cret"  # noqa: S105 - worth nothing


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def logger(lines: list[str]) -> logging.Logger:
    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    logger = logging.Logger("library")  # noqa: LOG001 - one that no other test has
    handler = Kept()
    handler.setFormatter(OneLine(secret=SECRET))
    logger.addHandler(handler)
    return logger


def raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as caught:
        return caught


def test_one_line_of_keys_and_values(logger: logging.Logger, lines: list[str]) -> None:
    EventLog(logger).info("answered", outcome="not covered", ms=1.25, server=None)
    time, rest = lines[0].split(" ", 1)
    assert time.startswith("time=20")
    assert rest == 'level=info event=answered outcome="not covered" ms=1.2'


def test_what_people_wrote_stays_out(logger: logging.Logger, lines: list[str]) -> None:
    error = CitationError(
        "'my diary' is not a citation", fault=CitationFault.MALFORMED, identifier="my diary"
    )
    EventLog(logger).fault("failure", raised(error), reference="1f")
    assert "diary" not in lines[0]
    assert "error=CitationError" in lines[0]
    assert "test_event_log.py" in lines[0]


def test_other_libraries_write_one_line_without_a_traceback(logger: logging.Logger, lines: list[str]) -> None:
    try:
        raise ConnectionError("reset\nby peer")  # noqa: TRY301 - it is the log that is tested
    except ConnectionError:
        logger.exception("Attempting\na reconnect")
    assert len(lines) == 1
    assert "\n" not in lines[0]
    assert 'message="Attempting\\na reconnect"' in lines[0]
    assert 'error="ConnectionError: reset by peer"' in lines[0]


def test_tokens_are_blotted_out(logger: logging.Logger, lines: list[str]) -> None:
    logger.warning("limited: %s %s", "https://d/api/v10/webhooks/12/aW50ZXI_-9/messages/@original", SECRET)
    logger.warning("limited: /interactions/12/aW50ZXI_-9/callback")
    assert "aW50" not in "".join(lines)
    assert SECRET not in "".join(lines)
    assert "/webhooks/12/***/messages/@original" in lines[0]
    logger.warning("%s%s", "x" * 296, SECRET)
    assert SECRET[:4] not in lines[-1]


def test_libraries_are_held_back_until_the_start(logger: logging.Logger, lines: list[str]) -> None:
    held_back = HeldBack()
    logger.handlers[0].addFilter(held_back)
    try:
        raise OSError(111, "refused")  # noqa: TRY301 - it is the log that is tested
    except OSError:
        logger.exception("no connection")
    EventLog(logger).info("ours")
    assert len(lines) == 1
    assert held_back.last_fault == "ConnectionRefusedError: [Errno 111] refused"
    held_back.started = True
    logger.warning("theirs")
    assert len(lines) == 2
