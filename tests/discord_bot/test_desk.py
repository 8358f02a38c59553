from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from bot.answers.model import Answered
from bot.discord_bot.desk import Desk
from bot.errors import UnknownDocumentError

if TYPE_CHECKING:
    from bot.answers.assistant import Assistant
    from bot.answers.model import Answer


@pytest.mark.parametrize("aside_from", [0, 1_000_000])
async def test_a_large_index_answers_aside_and_the_same(assistant: Assistant, aside_from: int) -> None:
    with Desk(assistant, aside_from=aside_from) as desk:
        assert desk.may_be_slow is (aside_from == 0)
        found = await desk.ask("Who proposed the lighthouse?", passages=2)
        assert isinstance(found, Answered)
        with pytest.raises(UnknownDocumentError):
            await desk.ask("Who?", passages=2, document="nowhere")


async def test_one_thread_alone_searches(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: set[int] = set()
    ask = assistant.ask

    def seen(
        question: str, *, passages: int | None = None, document: str | None = None, after: str | None = None
    ) -> Answer:
        threads.add(threading.get_ident())
        return ask(question, passages=passages, document=document, after=after)

    monkeypatch.setattr(assistant, "ask", seen)
    with Desk(assistant, aside_from=0) as desk:
        await asyncio.gather(*(desk.ask("Who proposed the lighthouse?", passages=1) for _ in range(20)))
    assert len(threads) == 1
    assert threading.get_ident() not in threads
