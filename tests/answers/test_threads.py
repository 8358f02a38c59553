"""Several threads ask one assistant at once."""

from __future__ import annotations

import random
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from bot.answers.json_format import to_json
from bot.answers.model import quotes
from tests.libraries import assistant_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.answers.assistant import Assistant

THREADS = 8
NAMES = "Blinken Kamikawa Kihara Austin Harris Abe".split()
THINGS = "missiles treaty summit budget alliance rocket bread".split()
PLACES = "Tokyo Osaka Kyoto Nagoya Sapporo".split()
VERBS = "bought sold announced visited discussed mended".split()


def text(chance: random.Random, paragraphs: int) -> str:
    """Return a text that says who did what where, and when."""

    def sentence() -> str:
        name, verb, thing, place = map(chance.choice, (NAMES, VERBS, THINGS, PLACES))
        year = chance.randrange(1990, 2024)
        return f"{name} {verb} the {thing} in {place} for ${chance.randrange(9)} million in {year}."

    return "\n\n".join(" ".join(sentence() for _ in range(3)) for _ in range(paragraphs))


def asked(chance: random.Random) -> list[str]:
    """Return questions in the words of the text, in others, mistyped, and of what it does not say."""
    forms = (
        "Who {0} the {1}?",
        "Where was the {1} {0}?",
        "how much did {2} pay for the {1}",
        "When did {2} purchase weapons in {3}?",
        "What did {2} say of the misiles?",
        "Is the volcano of {3} near {2}'s elephant?",
        "Kamikwa {0} the tretay in {3}?",
    )
    return [
        chance.choice(forms).format(*map(chance.choice, (VERBS, THINGS, NAMES, PLACES))) for _ in range(16)
    ]


@pytest.fixture(autouse=True)
def _many_switches() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def told(assistant: Assistant, question: str) -> tuple[object, ...]:
    answer = assistant.ask(question)
    return to_json(answer), getattr(answer, "suggestions", ()), [quote.words for quote in quotes(answer)]


@pytest.mark.parametrize("paragraphs", [20, 250])
def test_each_thread_is_answered_as_if_it_asked_alone(tmp_path: Path, paragraphs: int) -> None:
    chance = random.Random(paragraphs)  # noqa: S311 - a sample, not a secret
    files = {"meeting.txt": text(chance, paragraphs)}
    questions = asked(chance)
    alone = assistant_of(tmp_path, files)
    expected = {question: told(alone, question) for question in questions}
    together = assistant_of(tmp_path, files)
    begin = threading.Barrier(THREADS)

    def ask(seed: int) -> list[tuple[str, tuple[object, ...]]]:
        chance = random.Random(seed)  # noqa: S311 - the same
        order = chance.sample(questions, len(questions))
        begin.wait()
        return [(question, told(together, question)) for question in order]

    with ThreadPoolExecutor(THREADS) as pool:
        for found in pool.map(ask, range(THREADS)):
            for question, answer in found:
                assert answer == expected[question]
