"""One run of the command: its options, and what they build, each when it is first needed."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot import app, config
from bot.answers.model import quotes
from bot.errors import ConfigurationError
from bot.search.filters import EVERYTHING
from bot.terminal.output import Printer, warn
from bot.terminal.progress import Tracker

if TYPE_CHECKING:
    from bot.answers.assistant import Assistant
    from bot.answers.model import Answer
    from bot.app import Service
    from bot.config import Settings
    from bot.library.snapshot import Snapshot
    from bot.search.filters import Filter
    from bot.store.cited import CitedTexts

_NAMED_AT_MOST = 3


@dataclass(frozen=True, kw_only=True)
class Invocation:
    """The options of a command, as they were given.

    Attributes:
        config_path: A configuration file, or None for ``config.toml`` if it is there.
        corpus: A folder of documents, or None for the settings' own.
        passages: How many passages at most, or None for the settings' own.
        json: Whether output is JSON.
        color: Whether output may be coloured.
        documents, speakers, since, until: What the search is restricted to; see `filter_options`.
    """

    config_path: str | None = None
    corpus: str | None = None
    passages: int | None = None
    json: bool = False
    color: bool = True
    documents: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    @cached_property
    def config_file(self) -> Path | None:
        """The configuration file that is read, if any."""
        if self.config_path is not None:
            return Path(_given("--config", self.config_path) or "")
        # Where the working directory cannot be read, there is no such file for us.
        return config.DEFAULT_FILE if os.path.exists(config.DEFAULT_FILE) else None  # noqa: PTH110

    @cached_property
    def settings(self) -> Settings:
        """The settings of all sources together."""
        return config.resolve(*self._layers)

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the sources that say anything, the later winning over the earlier."""
        return tuple(layer.name for layer in self._layers if any(layer.values.values()))

    @cached_property
    def _layers(self) -> tuple[config.Layer, ...]:
        file = [config.file_layer(self.config_file)] if self.config_file else []
        return (*file, config.environment_layer(os.environ), self._command_line())

    @cached_property
    def track(self) -> Tracker:
        """Shows how far long work is."""
        return Tracker()

    @cached_property
    def service(self) -> Service:
        """Answers from the documents, and follows their changes."""
        return app.open_service(self.settings, track=self.track)

    @property
    def assistant(self) -> Assistant:
        """Answers from the documents as they are now."""
        return self.service.current

    @property
    def library(self) -> Snapshot:
        """The documents as they are now."""
        return self.assistant.library

    @cached_property
    def within(self) -> Filter:
        """What the search is restricted to."""
        if not (self.documents or self.speakers or self.since is not None or self.until is not None):
            return EVERYTHING
        from bot.terminal.filter_options import restriction

        return restriction(
            self.library,
            documents=self.documents,
            speakers=self.speakers,
            since=self.since,
            until=self.until,
        )

    @cached_property
    def cited(self) -> CitedTexts:
        """The texts that were quoted on this machine."""
        return app.cited_texts()

    @cached_property
    def printer(self) -> Printer:
        """Prints for people."""
        return Printer(sys.stdout, color=self.color)

    def rebuild(self) -> None:
        """Read the documents again even if they were kept, and say what keeps them from being kept."""
        service = app.open_service(self.settings, track=self.track, rebuild=True)
        warn(*service.current.notices)

    def tell_notices(self) -> None:
        """Say on standard error what keeps the answers from being as good as they could be, a line each.

        Of files that are left out the first are named, and the others counted.
        """
        problems = [str(problem) for problem in self.library.problems]
        more = len(problems) - _NAMED_AT_MOST
        rest = [f"and {more} more are left out: 'meeting-bot check' names them all"] if more > 0 else []
        warn(*self.assistant.notices, *problems[:_NAMED_AT_MOST], *rest)

    def remember(self, answer: Answer) -> None:
        """Keep what an answer quotes, so that it can be found again when the documents change."""
        self.cited.remember((quote.citation, quote.passage.text) for quote in quotes(answer))

    def _command_line(self) -> config.Layer:
        given: dict[str, dict[str, object]] = {
            "documents": {"folder": _given("--corpus", self.corpus)},
            "answers": {"passages": self.passages},
        }
        values = {
            section: {key: value for key, value in keys.items() if value is not None}
            for section, keys in given.items()
        }
        return config.Layer(name="command line", values=values)


def _given(option: str, value: str | None) -> str | None:
    """Return the value of an option, which must not be empty: an unset variable of a shell makes it so."""
    if value == "":
        raise ConfigurationError(f"{option} is empty: give a name, or leave the option out")
    return value
