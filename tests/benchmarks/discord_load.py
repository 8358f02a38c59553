"""Load: 300 questions, 50 at a time, put to the real command by a stand-in for Discord on loopback.

    python -m tests.benchmarks.discord_load [--questions 300] [--at-once 50] [--corpus DIR]

The stand-in runs in this process and the bot in its own, so that only the bot's own time and memory count
as its own. Both share the machine all the same: the waits include the stand-in's work.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.discord_bot.standin.process import bot_process
from tests.discord_bot.standin.server import StandIn

if TYPE_CHECKING:
    from tests.discord_bot.standin.interactions import Interaction

ASKED = (
    "Who hosted the meeting?",
    "What did they say about China?",
    "Where did the ministers meet?",
    "What was agreed on missiles?",
    "Who won the football?",
)
FREELY = {
    "questions_per_minute": "60000",
    "questions_at_once": "60000",
    "server_questions_per_minute": "60000",
    "server_questions_at_once": "60000",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a process has used so far."""

    cpu: float
    memory: float

    @classmethod
    def of(cls, process: int) -> Usage:
        """Return it for a process, from Linux's accounts: seconds, and resident megabytes."""
        # Fields 14 and 15 after the name, which may hold spaces: see proc(5).
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
        return cls(cpu=ticks / os.sysconf("SC_CLK_TCK"), memory=pages * os.sysconf("SC_PAGE_SIZE") / 2**20)


async def measure(questions: int, at_once: int, corpus: str) -> None:
    """Run the load, and print what it took."""
    with tempfile.TemporaryDirectory() as state:
        environment = {"XDG_STATE_HOME": state, "MEETING_BOT__DOCUMENTS__FOLDER": corpus}
        environment |= {f"MEETING_BOT__DISCORD__{key.upper()}": value for key, value in FREELY.items()}
        async with StandIn() as standin:
            environment["DISCORD_TOKEN"] = standin.token
            began = time.perf_counter()
            async with bot_process(standin, "discord", env=environment) as bot:
                await standin.ready()
                print(f"start to ready            {1000 * (time.perf_counter() - began):8.0f} ms")
                await standin.does.slash(standin.member, standin.channel, "about").answered()
                before = Usage.of(bot.process.pid)
                asked, seconds = await ask(standin, questions, at_once)
                after = Usage.of(bot.process.pid)
                report(asked, seconds, before, after)
                bot.interrupt()
                print(f"exit code                 {await bot.ended():8d}")


async def ask(standin: StandIn, questions: int, at_once: int) -> tuple[list[Interaction], float]:
    """Ask so many questions, so many at a time, each by a person of their own."""
    places = asyncio.Semaphore(at_once)

    async def one(number: int) -> Interaction:
        async with places:
            person = standin.person(f"person {number}")
            question = f"{ASKED[number % len(ASKED)]} ({number})"
            asked = standin.does.slash(person, standin.channel, "ask", question=question)
            await asked.answered(patience=60)
            return asked

    began = time.perf_counter()
    asked = await asyncio.gather(*(one(number) for number in range(questions)))
    return asked, time.perf_counter() - began


def report(asked: list[Interaction], seconds: float, before: Usage, after: Usage) -> None:
    """Print the figures."""
    lost = sum(one.failed or len(one.messages) != 1 for one in asked)
    print(f"questions, lost           {len(asked):8d} {lost:8d}")
    print(f"questions a second        {len(asked) / seconds:8.0f}")
    acknowledged = [1000 * one.acknowledged_after for one in asked if one.acknowledged_after is not None]
    answered = [1000 * one.answered_after for one in asked if one.answered_after is not None]
    for name, waits in (("acknowledged p50, p99", acknowledged), ("first answer p50, p99", answered)):
        cuts = statistics.quantiles(waits, n=100)
        print(f"{name:<25} {cuts[49]:8.1f} {cuts[98]:8.1f} ms")
    print(f"CPU a question            {1000 * (after.cpu - before.cpu) / len(asked):8.2f} ms")
    print(f"memory at rest, after     {before.memory:8.1f} {after.memory:8.1f} MB")


def main() -> None:
    """Read the command line, and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--at-once", type=int, default=50)
    parser.add_argument("--corpus", default="", help="a folder of documents; by default those shipped")
    given = parser.parse_args()
    asyncio.run(measure(given.questions, given.at_once, given.corpus))


if __name__ == "__main__":
    main()
