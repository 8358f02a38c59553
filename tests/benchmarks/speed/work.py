"""The folder of one run: the passages and questions that every process is given, and what is kept."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from tests.benchmarks.speed.generated import asked, manner_of, passages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.config import Settings

PASSAGES_A_DOCUMENT = 100
_SAMPLE = 1_000
_CACHE_MEGABYTES = 100_000


@dataclass(frozen=True, slots=True)
class Work:
    """Where everything of a run lies, outside the repository, until it ends."""

    folder: Path

    def prepare(self, data: Path, *, size: int, questions: int) -> None:
        """Write as many generated passages as the largest collection has, and the questions."""
        with self._texts.open("w", encoding="utf-8") as file:
            file.writelines(f"{text}\n" for text in passages(manner_of(data), size))
        self._questions.write_text(json.dumps(asked(data, questions)), encoding="utf-8")

    def texts(self) -> Iterator[str]:
        """Yield the passages, the same ones in every process."""
        with self._texts.open(encoding="utf-8") as file:
            for line in file:
                yield line.rstrip("\n")

    def questions(self) -> list[str]:
        """Return the questions."""
        found: list[str] = json.loads(self._questions.read_text(encoding="utf-8"))
        return found

    def library(self, size: int) -> Path:
        """Return a folder of documents of about 100 passages each, `size` in all; made when first needed.

        A generated text is a paragraph. Long ones are divided into several passages: so many that fewer
        texts are needed.
        """
        folder = self.folder / f"library-{size}"
        if folder.is_dir():
            return folder
        unfinished = folder.with_suffix(".unfinished")
        unfinished.mkdir()
        texts, each = self.texts(), round(PASSAGES_A_DOCUMENT / self._passages_a_text())
        for number in range(max(1, size // PASSAGES_A_DOCUMENT)):
            content = "\n\n".join(islice(texts, each))
            (unfinished / f"{number:06}.txt").write_text(content, encoding="utf-8")
        return unfinished.rename(folder)

    def _passages_a_text(self) -> float:
        texts = list(islice(self.texts(), _SAMPLE))
        sample = self.folder / "sample"
        sample.mkdir(exist_ok=True)
        (sample / "sample.txt").write_text("\n\n".join(texts), encoding="utf-8")
        from bot import app, config

        values = {"documents": {"folder": str(sample)}, "search": {"engine": "memory"}}
        settings = config.resolve(config.Layer(name="benchmark", values=values))
        documents = app.open_service(settings).current.library.documents
        return sum(document.passages for document in documents) / len(texts)

    @staticmethod
    def settings(folder: Path) -> Settings:
        """Return the settings, in a process of this run, that answer from a folder of documents."""
        from bot import config

        layer = config.Layer(name="benchmark", values={"documents": {"folder": str(folder)}})
        return config.resolve(config.environment_layer(os.environ), layer)

    def environment(self) -> dict[str, str]:
        """Return every process's environment: one thread for linear algebra, nothing of the user's own."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MEETING_BOT__")}
        return kept | {
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "MEETING_BOT__SEARCH__CACHE_MEGABYTES": str(_CACHE_MEGABYTES),
        }

    @property
    def _texts(self) -> Path:
        return self.folder / "passages.txt"

    @property
    def _questions(self) -> Path:
        return self.folder / "questions.json"
