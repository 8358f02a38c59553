"""Looking for changed documents while the bot runs, and answering from what they say now."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from bot.discord_bot.suggestions import sample_questions
from bot.library.library import Changed, Failed

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.discord_bot.services import Services
    from bot.library.library import Refreshed

T = TypeVar("T")

_NAMED_AT_MOST = 3
_LONGEST_REASON = 300


class Following:
    """Looks every so often; each change is a line in the log.

    Whatever goes wrong, the bot goes on answering from the documents that it has. With 0 seconds between two
    looks it looks at no time.
    """

    def __init__(self, services: Services, *, every: float) -> None:
        self._services = services
        self._every = every
        self._problems: set[str] = set()

    async def keep_looking(self) -> None:
        """Look until this is cancelled."""
        self._note_problems()
        failed: type[Exception] | None = None
        while self._every:
            await asyncio.sleep(self._every)
            try:
                await self.look()
                failed = None
            except Exception as error:  # noqa: BLE001 - whatever it is, the bot goes on as it was
                if type(error) is not failed:
                    self._services.log.fault("documents_not_followed", error)
                failed = type(error)

    async def look(self) -> Refreshed:
        """Look once, and note what is new."""
        found = await _in_a_thread(self._services.service.refresh)
        if isinstance(found, Changed):
            await self._take_over()
            fingerprint = self._services.assistant.fingerprint
            self._services.log.info("documents_changed", now=str(found), index=fingerprint)
        self._note_problems(*([found.message] if isinstance(found, Failed) else []))
        return found

    def _note_problems(self, *more: str) -> None:
        """Note what keeps documents from being read, once: it stays so for many looks."""
        problems = [*more, *map(str, self._services.assistant.library.problems)]
        new = [problem for problem in problems if problem not in self._problems]
        for problem in new[:_NAMED_AT_MOST]:
            self._services.log.warning("document_not_read", reason=problem[:_LONGEST_REASON])
        if len(new) > _NAMED_AT_MOST:
            self._services.log.warning("documents_not_read", more=len(new) - _NAMED_AT_MOST)
        if self._problems and not problems:
            self._services.log.info("documents_all_read")
        self._problems = set(problems)

    async def _take_over(self) -> None:
        """Suggest what the documents that answer now are called, and what they answer."""
        library = self._services.assistant.library
        await self._services.names.of(library)
        self._services.suggestions.samples = await _in_a_thread(lambda: sample_questions(library.folder))


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
