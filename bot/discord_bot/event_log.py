"""The log: one line an event, ``key=value``, without what people wrote, who they are, or any token."""

from __future__ import annotations

import json
import logging
import re
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

import aiohttp
import discord

from bot.answers.model import Answered, NotCovered, NothingAsked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.answers.model import Answer

_BARE = re.compile(r"[\w.:@/+-]+")
_TOKENS_IN_ADDRESSES = re.compile(r"(/(?:webhooks|interactions)/\d+/)[^/\s?\"']+")
_LONGEST_MESSAGE = 300
_FRAMES = 3

Fact = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class EventLog:
    """Writes events; a fact that is None is left out."""

    logger: logging.Logger

    def info(self, event: str, **facts: Fact) -> None:
        """Note something that is as it should be."""
        self._write(logging.INFO, event, facts)

    def warning(self, event: str, **facts: Fact) -> None:
        """Note something that the bot survives."""
        self._write(logging.WARNING, event, facts)

    def fault(self, event: str, error: BaseException, **facts: Fact) -> None:
        """Note a fault that somebody should look into."""
        self._write(logging.ERROR, event, {**facts, **error_facts(error)})

    def _write(self, level: int, event: str, facts: Mapping[str, Fact]) -> None:
        self.logger.log(level, "", extra={"facts": {"event": event, **facts}})


class OneLine(logging.Formatter):
    """Formats every record, other libraries' too, as one line.

    Args:
        secret: A text that is never written, wherever it turns up.
    """

    def __init__(self, *, secret: str = "") -> None:
        super().__init__()
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        facts: dict[str, Fact] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            **getattr(record, "facts", {"event": "library", "logger": record.name}),
        }
        if not hasattr(record, "facts"):
            # A token that is cut in two would no longer be known for one.
            facts["message"] = self._masked(record.getMessage())[:_LONGEST_MESSAGE]
            if record.exc_info and record.exc_info[1] is not None:
                facts |= error_facts(record.exc_info[1])
        written = (f"{key}={_written(value)}" for key, value in facts.items() if value is not None)
        return self._masked(" ".join(written))

    def _masked(self, text: str) -> str:
        masked = _TOKENS_IN_ADDRESSES.sub(r"\1***", text)
        return masked.replace(self._secret, "***") if self._secret else masked


class HeldBack(logging.Filter):
    """Holds back the messages of libraries until the bot has started.

    A start that fails is told in one line, in our words. Until then the last fault is kept to name the cause.
    """

    def __init__(self) -> None:
        super().__init__()
        self.started = False
        self.last_fault = ""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is written now."""
        if self.started or hasattr(record, "facts"):
            return True
        error = record.exc_info[1] if record.exc_info else None
        self.last_fault = described(error) if error else record.getMessage()[:_LONGEST_MESSAGE]
        return False


def outcome_facts(answer: Answer) -> dict[str, Fact]:
    """Return how a question was answered, and nothing of what it was about."""
    match answer:
        case Answered():
            coverage, passages = round(answer.coverage, 2), len(answer.quotes)
            return {"outcome": "answered", "coverage": coverage, "passages": passages}
        case NotCovered():
            return {"outcome": "not_covered", "coverage": round(answer.coverage, 2)}
        case NothingAsked():
            return {"outcome": "nothing_asked"}
        case _:
            assert_never(answer)


def error_facts(error: BaseException) -> dict[str, Fact]:
    """Return an error's type and place.

    Its message only where a library for the network wrote it: any other could quote what somebody asked.
    """
    return {"error": described(error), "at": _place(error)}


def described(error: BaseException) -> str:
    """Return an error's type, with its message where that quotes nobody."""
    name = type(error).__name__
    match error:
        case discord.HTTPException():
            return f"{name}: {error.status}, code {error.code}"
        case discord.DiscordException() | aiohttp.ClientError() | OSError():
            message = " ".join(str(error).split())[:_LONGEST_MESSAGE]
            return f"{name}: {message}" if message else name
        case _:
            return name


def _place(error: BaseException) -> str | None:
    """Return the last places in the code that the error came through."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return "<".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames)) or None


def _written(value: Fact) -> str:
    text = f"{value:.1f}" if isinstance(value, float) else str(value)
    return text if _BARE.fullmatch(text) else json.dumps(text, ensure_ascii=True)
