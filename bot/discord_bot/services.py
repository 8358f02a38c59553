"""What the features share: built once, passed in, and never looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers.model import NothingAsked, quotes

if TYPE_CHECKING:
    from bot.answers.model import Answer
    from bot.config import DiscordSettings
    from bot.discord_bot.desk import Desk
    from bot.discord_bot.dialogues import Dialogues
    from bot.discord_bot.event_log import EventLog
    from bot.discord_bot.exchanges import Exchanges
    from bot.discord_bot.faults import Faults
    from bot.discord_bot.flight import Flight
    from bot.discord_bot.limits import Limits
    from bot.discord_bot.recent import RecentQuestions
    from bot.discord_bot.suggestions import Suggestions
    from bot.documents.history import History
    from bot.live import Live, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything that answering on Discord needs, but for Discord.

    What answers changes with the documents: whoever handles an event takes the `state` once, and keeps to it.
    """

    settings: DiscordSettings
    live: Live
    desk: Desk
    history: History
    limits: Limits
    recent: RecentQuestions
    exchanges: Exchanges
    dialogues: Dialogues
    suggestions: Suggestions
    faults: Faults
    flight: Flight
    log: EventLog

    def remember(self, answer: Answer, *, state: State, asker: int | None = None) -> None:
        """Keep what an answer that a state gave leaves behind.

        The texts that it cites are kept on disk, so that its quotes can be found again when they change; the
        question in memory, to be suggested to its asker.
        """
        if asker is not None and not isinstance(answer, NothingAsked):
            self.recent.add(asker, answer.question)
        cited = (quote.passage.citation.document for quote in quotes(answer))
        self.history.remember(map(state.library.document, cited))

    @property
    def state(self) -> State:
        """What answers now."""
        return self.live.current
