from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
from typing import TYPE_CHECKING

import pytest

from bot import app
from bot.config import DiscordSettings, DocumentSettings, Settings
from bot.discord_bot.client import MeetingClient
from bot.discord_bot.event_log import EventLog, HeldBack
from bot.discord_bot.executor import Executor
from bot.discord_bot.services import build_services
from bot.discord_bot.supervisor import Supervisor
from bot.store.cited import CitedTexts, StateStore
from tests.discord_bot.standin.launch import ENTRY
from tests.discord_bot.standin.process import bot_process
from tests.discord_bot.standin.server import StandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from bot.app import Service
    from bot.discord_bot.services import Services
    from tests.discord_bot.processes import Start
    from tests.discord_bot.standin.process import BotProcess

    Running = Callable[..., contextlib.AbstractAsyncContextManager[MeetingClient]]
    Supervised = Callable[[], contextlib.AbstractAsyncContextManager["SupervisedBot"]]

MINUTES = """\
---
title: Minutes of the harbour board
date: 2024-05-02
url: https://example.org/minutes
---
The harbour board met on Thursday. Captain Okafor proposed a new lighthouse on the northern pier.

The lighthouse will cost two million dollars. Construction begins in September.

Ms. Tanaka asked who would pay for the ferry terminal. The treasurer answered that the ferry terminal is paid
by the province.

The whale museum stays closed in winter.

The fishing quota for herring was raised to forty tonnes.
"""
HOSTILE = """\
# A heading that is none

The *password* of the [lantern](https://evil.example) is ```code``` and ||hidden|| @everyone <@1> <@&2> <#3>.

> quoted _words_ about lanterns and <https://link.example> `ticks` \\ back
"""
QUESTIONS = """\
{"question": "Who proposed the lighthouse?", "gold": ["Captain Okafor"]}
{"question": "When does the whale museum close?", "gold": ["closed in winter"]}
{"question": "Who won the football?", "gold": []}
"""


@dataclasses.dataclass(frozen=True, kw_only=True)
class SupervisedBot:
    """A bot that runs in this process until `stop` is set, or it is refused."""

    ended: asyncio.Task[None]
    stop: asyncio.Event


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "settings(**keys): settings of the bot that the test needs")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "minutes.md").write_text(MINUTES, encoding="utf-8")
    (folder / "hostile.md").write_text(HOSTILE, encoding="utf-8")
    (folder / "minutes.questions.jsonl").write_text(QUESTIONS, encoding="utf-8")
    return folder


@pytest.fixture
def service(corpus: Path) -> Service:
    return app.open_service(Settings(documents=DocumentSettings(folder=str(corpus))))


@pytest.fixture
def state(tmp_path: Path) -> Iterator[StateStore]:
    store = StateStore(tmp_path / "state")
    yield store
    store.close()


@pytest.fixture
def settings(request: pytest.FixtureRequest) -> DiscordSettings:
    """The bot's settings: the defaults, but for what ``@pytest.mark.settings(key=value)`` says."""
    marker = request.node.get_closest_marker("settings")
    return dataclasses.replace(DiscordSettings(), **(marker.kwargs if marker else {}))


@pytest.fixture
def services(service: Service, settings: DiscordSettings, state: StateStore) -> Iterator[Services]:
    log = EventLog(logging.getLogger("meeting_bot"))
    with contextlib.closing(Executor(settings, service)) as executor:
        yield build_services(settings, service=service, executor=executor, cited=CitedTexts(state), log=log)


@pytest.fixture
async def standin() -> AsyncIterator[StandIn]:
    async with StandIn() as standin:
        yield standin


@pytest.fixture
def running(standin: StandIn, services: Services, state: StateStore) -> Running:
    """Start a bot in this process, as often as a test restarts it."""

    @contextlib.asynccontextmanager
    async def start() -> AsyncIterator[MeetingClient]:
        client = MeetingClient(services, state=state)
        task = asyncio.create_task(client.start(standin.token))
        waiting = asyncio.create_task(client.connected.wait())
        await asyncio.wait((task, waiting), return_when=asyncio.FIRST_COMPLETED)
        try:
            if task.done():
                await task
            yield client
        finally:
            waiting.cancel()
            await client.close()
            await asyncio.gather(task, waiting, return_exceptions=True)

    return start


@pytest.fixture
async def bot(running: Running) -> AsyncIterator[MeetingClient]:
    async with running() as client:
        yield client


@pytest.fixture
async def simcord_bot(services: Services, state: StateStore) -> MeetingClient:
    """The same bot for SimCord, which says nothing of how many shards there are."""
    return MeetingClient(services, state=state, shard_count=1)


@pytest.fixture
def supervised(standin: StandIn, services: Services, state: StateStore, tmp_path: Path) -> Supervised:
    """Keep a bot connected in this process, as the command does, until it is stopped or refused."""

    @contextlib.asynccontextmanager
    async def start() -> AsyncIterator[SupervisedBot]:
        supervisor = Supervisor(
            build=lambda: MeetingClient(services, state=state),
            token=standin.token,
            services=services,
            libraries=HeldBack(),
            heartbeat=tmp_path / "heartbeat",
        )
        stop = asyncio.Event()
        task = asyncio.create_task(supervisor.run(stop))
        try:
            yield SupervisedBot(ended=task, stop=stop)
        finally:
            stop.set()
            await asyncio.wait_for(asyncio.gather(task, return_exceptions=True), 10)

    return start


@pytest.fixture
def start(standin: StandIn, corpus: Path, tmp_path: Path) -> Start:
    """Start ``meeting-bot discord``, or another entry; other arguments are variables of its environment."""

    def start_(
        *, entry: str = ENTRY, **environment: str
    ) -> contextlib.AbstractAsyncContextManager[BotProcess]:
        variables = {
            "DISCORD_TOKEN": standin.token,
            "MEETING_BOT__DOCUMENTS__FOLDER": str(corpus),
            "XDG_STATE_HOME": str(tmp_path / "state"),
            **environment,
        }
        return bot_process(standin, "discord", env=variables, cwd=tmp_path, entry=entry)

    return start_
