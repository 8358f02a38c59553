"""A folder of minutes that changes at random, and what a fresh build of it answers."""

from __future__ import annotations

import os
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot import app, config
from bot.answers.json_format import to_json
from bot.answers.model import quotes
from bot.documents.verification import Verbatim, verify
from bot.store.cited import CitedTexts, StateStore

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from bot.answers.model import Answer, Quote
    from bot.app import Service
    from bot.library.snapshot import Snapshot

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
_SHARED = 30
"""Paragraphs that stand in more than one document."""

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
        self._shared = [self._paragraph() for _ in range(_SHARED)]
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
        # The same passage in several documents is indexed once, whichever of them comes and goes.
        paragraphs += self._chance.sample(self._shared, number(0, 2))
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


class Outcome(Enum):
    """How an answer compares with the one of a fresh build."""

    SAME = "same"
    TIED = "tied"
    """The scores are the same, and so are the passages but for those as good as the last: which of too many
    equals are proposed goes by the order in which they were read."""
    DIFFERING = "differing"
    NOT_VERBATIM = "not verbatim"


def compared(service: Service, questions: Sequence[str], *, engine: str) -> list[tuple[str, Outcome]]:
    """Return how a service answers questions beside a fresh build of its documents."""
    with TemporaryDirectory() as empty, keeping_in(Path(empty)):
        fresh = service_over(service.current.library.folder, engine=engine)
        return [(question, _outcome(service, fresh, question)) for question in questions]


def _outcome(service: Service, fresh: Service, question: str) -> Outcome:
    own, other = service.ask(question), fresh.ask(question)
    if not all(_is_verbatim(quote, service.current.library) for quote in quotes(own)):
        return Outcome.NOT_VERBATIM
    if to_json(own) == to_json(other):
        return Outcome.SAME
    alike = type(own) is type(other) and _but_for_ties(own) == _but_for_ties(other)
    return Outcome.TIED if alike else Outcome.DIFFERING


def _but_for_ties(answer: Answer) -> tuple[str, list[float], list[tuple[str, str]]]:
    """Return what an answer says, its quotes that are as good as its last one by their scores alone."""
    scores = [quote.score for quote in quotes(answer)]
    better = [
        (quote.passage.citation.id, quote.passage.text)
        for quote in quotes(answer)
        if quote.score > min(scores)
    ]
    return answer.index, scores, better


def _is_verbatim(quote: Quote, library: Snapshot) -> bool:
    """Whether each citation of a quote is verified, by what is kept and by the file itself."""
    for citation in quote.passage.citations:
        found = verify(citation.id, library=library, cited=CitedTexts(StateStore(None)))
        if not isinstance(found, Verbatim) or found.quote != quote.passage.text:
            return False
        file = library.folder / library.document(citation.document).name
        if citation.span.of(file.read_text(encoding="utf-8")) != quote.passage.text:
            return False
    return True
