"""Where questions are answered: at once, or aside where that could take long enough to be noticed."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from bot.answers.assistant import Assistant
    from bot.answers.model import Answer


class Desk:
    """Puts questions to the assistant without ever holding up the event loop.

    A small index answers sooner than a thread could be woken. A large one answers in a thread of its own:
    one alone, since the analyzer must not be used by two at a time.

    Args:
        assistant: What answers.
        aside_from: From how many passages on an index is large.
    """

    def __init__(self, assistant: Assistant, *, aside_from: int) -> None:
        self.assistant = assistant
        self._worker = (
            ThreadPoolExecutor(max_workers=1, thread_name_prefix="search")
            if len(assistant.library.passages) >= aside_from
            else None
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def may_be_slow(self) -> bool:
        """Whether an answer may take long enough that the question is better acknowledged first."""
        return self._worker is not None

    async def ask(
        self, question: str, *, passages: int, document: str | None = None, after: str | None = None
    ) -> Answer:
        """Answer a question, taken with what was asked before where it needs that.

        Raises:
            UnknownDocumentError: There is no such document.
        """
        work = partial(self.assistant.ask, question, passages=passages, document=document, after=after)
        if self._worker is None:
            return work()
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)

    def close(self) -> None:
        """End the thread; whoever still waits for it is not answered."""
        if self._worker is not None:
            self._worker.shutdown(wait=False, cancel_futures=True)
