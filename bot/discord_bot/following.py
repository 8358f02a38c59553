"""Looking for changed documents while the bot runs, and answering from what they say now."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from bot.discord_bot.suggestions import sample_questions
from bot.library.library import Changed, Failed, Unchanged

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from bot.discord_bot.services import Services

T = TypeVar("T")

_LONGEST_REASON = 300


class Following:
    """Looks every so often, for as long as it is entered; each change is a line in the log.

    Whatever goes wrong, the bot goes on answering from the documents that it has. With 0 seconds between two
    looks it looks at no time.
    """

    def __init__(self, services: Services, *, every: float) -> None:
        self._services = services
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

    async def look(self) -> Unchanged | Changed | Failed:
        """Look once, and note what is new."""
        log = self._services.log
        found = await _in_a_thread(self._services.service.refresh)
        match found:
            case Changed():
                await self._take_over()
                log.info("documents_changed", now=str(found), index=self._services.assistant.fingerprint)
                self._said = None
            case Failed():
                # The same is wrong for many looks.
                if found.message != self._said:
                    log.warning("documents_not_read", reason=found.message[:_LONGEST_REASON])
                self._said = found.message
            case Unchanged():
                if self._said is not None:
                    log.info("documents_as_before")
                self._said = None
        return found

    async def _take_over(self) -> None:
        """Suggest what the documents that answer now are called, and what they answer."""
        library = self._services.assistant.library
        await self._services.names.of(library)
        self._services.suggestions.samples = await _in_a_thread(lambda: sample_questions(library.folder))

    async def _look_again_and_again(self) -> None:
        failed: type[Exception] | None = None
        while True:
            await asyncio.sleep(self._every)
            try:
                await self.look()
                failed = None
            except Exception as error:  # noqa: BLE001 - whatever it is, the bot goes on as it was
                if type(error) is not failed:
                    self._services.log.fault("documents_not_followed", error)
                failed = type(error)


async def _in_a_thread(work: Callable[[], T]) -> T:
    """Return the outcome of work that may take minutes.

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
