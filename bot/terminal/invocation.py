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
from bot.terminal.output import Printer
from bot.terminal.printable import one_line
from bot.terminal.progress import Tracker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answers.assistant import Assistant
    from bot.answers.model import Answer
    from bot.config import Settings
    from bot.app import Service
    from bot.library.snapshot import Snapshot
    from bot.store.cited import CitedTexts

_NAMED_AT_MOST = 3


@dataclass(frozen=True, kw_only=True)
class Invocation:
    """The options that every command has, as they were given.

    Attributes:
        config_path: A configuration file, or None for ``config.toml`` if it is there.
        corpus: A folder of documents, or None for the settings' own.
        passages: How many passages at most, or None for the settings' own.
        json: Whether output is JSON.
        color: Whether output may be coloured.
    """

    config_path: str | None = None
    corpus: str | None = None
    passages: int | None = None
    json: bool = False
    color: bool = True

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
        """What shows how far long work is."""
        return Tracker()

    @cached_property
    def service(self) -> Service:
        """What answers from the documents, and follows what becomes of them."""
        return app.open_service(self.settings, track=self.track)

    @property
    def library(self) -> Snapshot:
        """The documents."""
        return self.assistant.library

    @property
    def assistant(self) -> Assistant:
        """What answers from the documents."""
        return self.service.current

    @cached_property
    def cited(self) -> CitedTexts:
        """What was quoted on this machine."""
        return app.cited_texts()

    @cached_property
    def printer(self) -> Printer:
        """What prints for people."""
        return Printer(sys.stdout, color=self.color)

    def rebuild(self) -> None:
        """Read the documents again even if they were kept, and say what keeps them from being kept."""
        service = app.open_service(self.settings, track=self.track, rebuild=True)
        self._tell(service.current.notices)

    def tell_notices(self, assistant: Assistant | None = None) -> None:
        """Say on standard error what keeps an assistant from answering as well as it could, a line each.

        Of files that are left out the first are named, and the others counted.
        """
        assistant = assistant or self.assistant
        problems = [str(problem) for problem in assistant.library.problems]
        more = len(problems) - _NAMED_AT_MOST
        rest = [f"{more} more files are left out: 'meeting-bot check' names them all"] if more > 0 else []
        self._tell([*assistant.notices, *problems[:_NAMED_AT_MOST], *rest])

    @staticmethod
    def _tell(notices: Iterable[str]) -> None:
        for notice in notices:
            sys.stderr.write(f"meeting-bot: {one_line(notice)}\n")

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
