"""Changing one document of a large library while it answers, in a process of its own.

python -m tests.benchmarks.speed.changing WORK SIZE
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot import app
from bot.answers.model import quotes
from tests.benchmarks.speed.searching import say
from tests.benchmarks.speed.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.app import Service

_TIMES = 10
_SYLLABLES = "ba ce di fo gu ka le mi no pu ra se ti vo zu".split()


def main() -> None:
    """Change, add and remove documents one by one; say how long each takes until answers show it."""
    folder = Work(Path(sys.argv[1])).library(int(sys.argv[2]))
    say(phase="open")
    service = opened(folder)
    service.current.ask("What is this about?")
    say(phase="change")
    files = sorted(folder.glob("*.txt"))
    for fact, measure in (("changed", changed), ("added", added), ("removed", removed)):
        times = []
        for number in range(_TIMES):
            path = files[(2 * number + 1) * len(files) // (2 * _TIMES)]
            times.append(measure(service, path, word(number)))
        say(**{fact: 1000 * statistics.median(times), f"{fact}_worst": 1000 * max(times)})


def opened(folder: Path) -> Service:
    """Return what answers from a folder and follows what becomes of it."""
    return app.open_service(Work.settings(folder))


def changed(service: Service, path: Path, word: str) -> float:
    """Add a sentence to a document; return the seconds from the file written to its being quoted."""
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\n{sentence(word)}\n", encoding="utf-8")
    return until(service, word, lambda found: found)


def added(service: Service, path: Path, word: str) -> float:
    """Add a document like another one; return the seconds from the file written to its being quoted."""
    new = f"new {word}"
    copy = path.with_name(f"{new}.txt")
    copy.write_text(sentence(new), encoding="utf-8")
    return until(service, new, lambda found: found)


def removed(service: Service, path: Path, word: str) -> float:
    """Remove the document that was added; return the seconds from its being gone to nobody's quoting it."""
    new = f"new {word}"
    path.with_name(f"{new}.txt").unlink()
    return until(service, new, lambda found: not found)


def until(service: Service, word: str, is_so: Callable[[bool], bool]) -> float:
    """Refresh, and ask; return how many seconds both take.

    Raises:
        RuntimeError: The answer is not what it is to be.
    """
    started = time.perf_counter()
    service.refresh()
    answer = service.current.ask(f"What was said of {word}?")
    seconds = time.perf_counter() - started
    found = any(sentence(word) in quote.passage.text for quote in quotes(answer))
    if not is_so(found):
        raise RuntimeError(f"{word} is {'still' if found else 'not'} quoted after the change")
    return seconds


def sentence(word: str) -> str:
    """Return a sentence that no other document holds."""
    return f"The committee spoke of {word} at length."


def word(number: int) -> str:
    """Return a word that no text has."""
    return "q" + "".join(_SYLLABLES[(number + place) % len(_SYLLABLES)] for place in range(4)) + "x"


if __name__ == "__main__":
    main()
