"""A folder of minutes that changes at random, and what a fresh build of it answers."""

from __future__ import annotations

import os
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot import app, config
from bot.answers.json_format import to_json
from bot.answers.model import quotes

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bot.app import Service

_PEOPLE = ("Okafor", "Tanaka", "Lindqvist", "Moreau", "Haddad", "Novak", "Ruiz", "Adeyemi")
_THINGS = (
    "lighthouse",
    "ferry",
    "harbour",
    "budget",
    "museum",
    "library",
    "bridge",
    "orchard",
    "tram",
    "market",
)
_DEEDS = ("approved", "postponed", "rejected", "discussed", "funded", "closed", "reopened", "inspected")
_PLACES = ("Leeds", "Porto", "Gdansk", "Quito", "Nairobi", "Osaka")


class ChangingFolder:
    """Documents that are added, changed, removed and renamed.

    Args:
        folder: Where they lie.
        chance: What decides.
        documents: How many there are at first, and about how many there stay.
    """

    def __init__(self, folder: Path, chance: random.Random, *, documents: int) -> None:
        self.folder = folder
        self._chance = chance
        self._aim = documents
        self._made = 0
        folder.mkdir(parents=True, exist_ok=True)
        for _ in range(documents):
            self.add()

    def files(self) -> list[Path]:
        """Return the documents' files, in order."""
        return sorted(self.folder.glob("*.txt"))

    def add(self) -> None:
        """Add a document."""
        self._made += 1
        (self.folder / f"minutes-{self._made:05}.txt").write_text(self._minutes(), encoding="utf-8")

    def change(self) -> str:
        """Change one document at random; return what was done."""
        files = self.files()
        deeds = ["change", "change", "rename", "add" if len(files) <= self._aim else "remove"]
        deed = self._chance.choice(deeds)
        file = self._chance.choice(files)
        match deed:
            case "add":
                self.add()
            case "change":
                file.write_text(self._minutes(), encoding="utf-8")
            case "remove":
                file.unlink()
            case _:
                self._made += 1
                file.rename(self.folder / f"renamed-{self._made:05}.txt")
        return deed

    def question(self) -> str:
        """Return a question about something that may be there."""
        one = self._chance.choice
        return one(
            [
                f"Who {one(_DEEDS)} the {one(_THINGS)}?",
                f"What was decided about the {one(_THINGS)} in {one(_PLACES)}?",
                f"How much does the {one(_THINGS)} of {one(_PEOPLE)} cost?",
                f"What did {one(_PEOPLE)} say about the {one(_THINGS)}?",
                "Who was present?",
            ]
        )

    def _minutes(self) -> str:
        number = self._chance.randint
        title = f"Minutes of the {self._chance.choice(_THINGS)} board, meeting {number(1, 10**6)}"
        paragraphs = [self._paragraph() for _ in range(number(2, 12))]
        return "\n\n".join([title, f"Present: {', '.join(self._chance.sample(_PEOPLE, 3))}", *paragraphs])

    def _paragraph(self) -> str:
        one, number = self._chance.choice, self._chance.randint
        return " ".join(
            f"{one(_PEOPLE)} said that the {one(_THINGS)} in {one(_PLACES)} was {one(_DEEDS)} for "
            f"{number(1, 10**6)} dollars, as item {number(1, 10**6)} asks."
            for _ in range(number(1, 4))
        )


def service_over(folder: Path, *, engine: str) -> Service:
    """Return a service over a folder, which keeps what it reads where the environment says."""
    values = {"documents": {"folder": str(folder)}, "search": {"engine": engine}}
    return app.open_service(config.resolve(config.Layer(name="benchmark", values=values)))


@contextmanager
def keeping_in(folder: Path) -> Iterator[None]:
    """Keep the cache and the state of this process and of its children in a folder."""
    names = ("XDG_CACHE_HOME", "XDG_STATE_HOME")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update({name: str(folder / name) for name in names})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def differences(service: Service, questions: Sequence[str], *, engine: str) -> list[str]:
    """Return the questions that a service answers otherwise than a fresh build, or with what no document says.

    Of passages that match exactly alike, those that were read first are candidates: others may be quoted then.
    """
    from pathlib import Path

    folder = service.current.library.folder
    with TemporaryDirectory() as empty, keeping_in(Path(empty)):
        fresh = service_over(folder, engine=engine)
        return [question for question in questions if not _same(service, fresh, question)]


def _same(service: Service, fresh: Service, question: str) -> bool:
    answer = service.ask(question)
    for quote in quotes(answer):
        citation = quote.passage.citation
        text = (service.current.library.folder / f"{citation.document}.txt").read_text(encoding="utf-8")
        if citation.span.of(text) != quote.passage.text:
            return False
    other = fresh.ask(question)
    if to_json(answer) == to_json(other):
        return True
    scores = [quote.score for quote in quotes(answer)]
    return type(answer) is type(other) and scores == [quote.score for quote in quotes(other)]
