"""Change documents at random under a running service, and compare its answers with a fresh build's.

    python -m tests.benchmarks.soak --minutes 20

It ends with 1 where any answer differs, or anything is raised.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.changing_folder import ChangingFolder, Outcome, compared, keeping_in, service_over

_QUESTIONS = 5
_CHANGES_AT_MOST = 4
_WRONG = (Outcome.DIFFERING, Outcome.NOT_VERBATIM)


def soak(*, minutes: float, seed: int, documents: int, engine: str) -> bool:
    """Run for some minutes, and print a line a minute; return whether all was right."""
    chance = random.Random(seed)  # noqa: S311 - the same changes again for the same seed
    counts: Counter[str] = Counter()
    with TemporaryDirectory() as place, keeping_in(Path(place)):
        folder = ChangingFolder(Path(place, "documents"), chance, documents=documents)
        service = service_over(folder.folder, engine=engine)
        began = told = time.monotonic()
        while time.monotonic() - began < 60 * minutes:
            due = time.monotonic() + 1
            counts.update(folder.change() for _ in range(chance.randint(1, _CHANGES_AT_MOST)))
            counts[type(service.refresh()).__name__.lower()] += 1
            questions = [folder.question() for _ in range(_QUESTIONS)]
            for question, outcome in compared(service, questions, engine=engine):
                counts[outcome.value] += 1
                if outcome in _WRONG:
                    print(f"{outcome.value}: {question}", flush=True)
            if time.monotonic() - told >= 60:
                told = time.monotonic()
                print(f"{(told - began) / 60:.0f} min: {dict(counts)}", flush=True)
            time.sleep(max(0.0, due - time.monotonic()))
    print(f"engine {engine}, {documents} documents, seed {seed}: {dict(counts)}")
    return counts["same"] > 0 and not any(counts[outcome.value] for outcome in _WRONG)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--engine", default="postings")
    options = parser.parse_args()
    right = soak(
        minutes=options.minutes, seed=options.seed, documents=options.documents, engine=options.engine
    )
    sys.exit(0 if right else 1)
