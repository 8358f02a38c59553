"""Looking for changed documents while the bot runs, and answering from what they say now."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from bot.discord_bot.suggestions import sample_questions
from bot.live import Changed, Failed, Unchanged

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from bot.discord_bot.event_log import EventLog
    from bot.discord_bot.suggestions import Suggestions
    from bot.live import Live, Refreshed

T = TypeVar("T")

_LONGEST_REASON = 300


class Following:
    """Looks every so often, for as long as it is entered; each change is a line in the log.

    Args:
        live: What answers.
        suggestions: What is suggested, which changes with the documents.
        log: Where changes are noted.
        every: Seconds between two looks; 0 to look at no time.
    """

    def __init__(self, live: Live, suggestions: Suggestions, log: EventLog, *, every: float) -> None:
        self._live = live
        self._suggestions = suggestions
        self._log = log
        self._every = every
        self._task: asyncio.Task[None] | None = None
        self._said: str | None = None

    async def __aenter__(self) -> Self:
        if self._every:
            self._task = asyncio.create_task(self._look_again_and_again())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def look(self) -> Refreshed:
        """Look once, and note what is new."""
        found = await _in_a_thread(self._live.refresh)
        match found:
            case Changed():
                folder = found.state.library.folder
                self._suggestions.samples = await _in_a_thread(lambda: sample_questions(folder))
                self._log.info("documents_changed", now=str(found), index=found.state.assistant.fingerprint)
                self._said = None
            case Failed():
                # What is wrong stays so for many looks.
                if found.message != self._said:
                    self._log.warning("documents_not_read", reason=found.message[:_LONGEST_REASON])
                self._said = found.message
            case Unchanged():
                if self._said is not None:
                    self._log.info("documents_as_before")
                self._said = None
        return found

    async def _look_again_and_again(self) -> None:
        failed: type[Exception] | None = None
        while True:
            await asyncio.sleep(self._every)
            try:
                await self.look()
                failed = None
            except Exception as error:  # noqa: BLE001 - whatever it is, the bot goes on as it was
                if type(error) is not failed:
                    self._log.fault("documents_not_followed", error)
                failed = type(error)


async def _in_a_thread(work: Callable[[], T]) -> T:
    """Return what work comes to that may take minutes.

    The thread is one that the end of the process does not wait for, as it does for those of executors.
    """
    outcome: Future[T] = Future()
    outcome.set_running_or_notify_cancel()

    def run() -> None:
        try:
            outcome.set_result(work())
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            outcome.set_exception(error)

    threading.Thread(target=run, name="documents", daemon=True).start()
    return await asyncio.wrap_future(outcome)
