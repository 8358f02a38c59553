"""The real command as a process, and how it is to end."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TypeAlias

from tests.discord_bot.standin.process import BotProcess

Start: TypeAlias = Callable[..., AbstractAsyncContextManager[BotProcess]]

QUESTION = "Who proposed the lighthouse?"
LINE = re.compile(r'time=\S+ level=\w+ event=\w+( \w+=("([^"\\]|\\.)*"|[\w.:@/+-]+))*')


async def stopped(process: BotProcess, number: signal.Signals = signal.SIGTERM) -> str:
    """Stop the bot; all it wrote is one line an event."""
    process.interrupt(number)
    assert await process.ended() == 0
    lines = process.stderr.splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert process.stdout == ""
    return process.stderr
