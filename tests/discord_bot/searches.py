"""Searches that take as long as a test wants them to."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from bot.search.filters import EVERYTHING

if TYPE_CHECKING:
    import pytest

    from bot.answers.assistant import Assistant
    from bot.answers.model import Answer
    from bot.search.filters import Filter


class HeldSearches:
    """Holds each search of an assistant before it begins, in the thread that it was given.

    Attributes:
        begun: What was asked, in the order in which threads took it.
        threads: The threads that took it.
    """

    def __init__(self, assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun: list[str] = []
        self.threads: set[int] = set()
        self._let_go = threading.Semaphore(0)
        ask = assistant.ask

        def held(
            question: str,
            *,
            passages: int | None = None,
            within: Filter = EVERYTHING,
            after: str | None = None,
        ) -> Answer:
            self.begun.append(question)
            self.threads.add(threading.get_ident())
            self._let_go.acquire()
            return ask(question, passages=passages, within=within, after=after)

        monkeypatch.setattr(assistant, "ask", held)

    def let_go(self, count: int = 1) -> None:
        """Let so many searches go on, those to come included."""
        self._let_go.release(count)

    async def until_begun(self, count: int) -> None:
        """Wait until so many have begun, those that went on included."""
        async with asyncio.timeout(10):
            while len(self.begun) < count:  # noqa: ASYNC110 - they begin in other threads
                await asyncio.sleep(0.005)


class HeldCalls:
    """Holds each call of a method before it begins, in whatever thread it is made.

    Attributes:
        threads: The threads that called it.
    """

    def __init__(self, kind: type, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.threads: set[int] = set()
        self._let_go = threading.Event()
        method = getattr(kind, name)

        def held(*arguments: object, **named: object) -> object:
            self.threads.add(threading.get_ident())
            self._let_go.wait(10)
            return method(*arguments, **named)

        monkeypatch.setattr(kind, name, held)

    def let_go(self) -> None:
        """Let all calls go on, those to come included."""
        self._let_go.set()
