"""The composition of the Discord bot: every part is made here, and handed to those that need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_bot.asking import answer_this, ask_command
from bot.discord_bot.client import MeetingClient
from bot.discord_bot.conversation import Conversation
from bot.discord_bot.dialogues import Dialogues
from bot.discord_bot.exchanges import Exchanges
from bot.discord_bot.faults import Faults
from bot.discord_bot.flight import Flight
from bot.discord_bot.limits import Limits
from bot.discord_bot.looking_up import about_command, cite_command, documents_command
from bot.discord_bot.presses import Presses
from bot.discord_bot.recent import RecentQuestions
from bot.discord_bot.services import Services
from bot.discord_bot.suggestions import Suggestions, sample_questions
from bot.discord_bot.syncing import CommandSync

if TYPE_CHECKING:
    from pathlib import Path

    from bot.config import DiscordSettings
    from bot.discord_bot.desk import Desk
    from bot.discord_bot.event_log import EventLog
    from bot.discord_bot.tree import Invocable
    from bot.documents.history import History
    from bot.live import Live


def build_services(
    settings: DiscordSettings, *, live: Live, desk: Desk, history: History, log: EventLog
) -> Services:
    """Return what the features share; it outlives a client that has to be built anew."""
    recent = RecentQuestions()
    return Services(
        settings=settings,
        live=live,
        desk=desk,
        history=history,
        limits=Limits(settings=settings),
        recent=recent,
        exchanges=Exchanges(),
        dialogues=Dialogues(),
        suggestions=Suggestions(samples=sample_questions(live.current.library.folder), recent=recent),
        faults=Faults(log),
        flight=Flight(),
        log=log,
    )


def commands(services: Services) -> tuple[Invocable, ...]:
    """Return every command and menu."""
    return (
        ask_command(services),
        answer_this(services),
        documents_command(services),
        cite_command(services),
        about_command(services),
    )


def build_client(services: Services, *, state: Path, shard_count: int | None = None) -> MeetingClient:
    """Return a client that is not connected yet.

    Args:
        services: What the features share.
        state: The folder where the hash of the commands is kept.
        shard_count: How many shards, or None for as many as Discord advises.
    """
    return MeetingClient(
        services=services,
        commands=commands(services),
        conversation=Conversation(services),
        presses=Presses(services),
        sync=CommandSync(folder=state, log=services.log),
        shard_count=shard_count,
    )
