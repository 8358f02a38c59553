"""Kill the command while it builds or changes what it keeps, and hold the next answer against a fresh build's.

    python -m tests.benchmarks.kills --times 60

Every third time what is kept is cut short as well. It ends with 1 where an answer differs, a traceback is
printed, or what the killed leave behind piles up.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.changing_folder import ChangingFolder, keeping_in

_FILES_AT_MOST = 12
"""Files that may lie in the cache: a database has three, and so has an unfinished one that is not yet old."""


def kills(*, times: int, seed: int, documents: int) -> bool:
    """Kill so many times, and print what came of it; return whether all was right."""
    chance = random.Random(seed)  # noqa: S311 - the same changes again for the same seed
    counts: Counter[str] = Counter()
    with TemporaryDirectory() as place:
        folder = ChangingFolder(Path(place, "documents"), chance, documents=documents)
        cache = Path(place, "kept")
        for time in range(times):
            for _ in range(chance.randint(1, 40)):
                folder.change()
            question = folder.question()
            with keeping_in(cache):
                counts["killed" if _killed(folder.folder, question, chance.uniform(0.3, 4)) else "ended"] += 1
                if time % 3 == 2:
                    counts["cut short"] += _cut_short(cache, chance)
                after = _ask(folder.folder, question)
            with TemporaryDirectory() as empty, keeping_in(Path(empty)):
                fresh = _ask(folder.folder, question)
            differs = _said(after) != _said(fresh)
            counts["differing"] += differs
            counts["tracebacks"] += "Traceback" in after.stderr
            counts["wrong exits"] += after.returncode not in {0, 1}
            counts["most files"] = max(counts["most files"], len([*cache.rglob("*.*")]))
            if differs or "Traceback" in after.stderr:
                print(f"{time}: {question}\n{after.stderr}", flush=True)
    print(f"{times} times, {documents} documents, seed {seed}: {dict(counts)}")
    wrong = counts["differing"] + counts["tracebacks"] + counts["wrong exits"]
    return not wrong and counts["most files"] <= _FILES_AT_MOST


def _command(folder: Path, question: str) -> list[str]:
    return [sys.executable, "-m", "bot", "ask", "--json", "--corpus", str(folder), question]


def _killed(folder: Path, question: str, seconds: float) -> bool:
    """Start the command and kill it after some seconds; return whether it was still running."""
    silent = subprocess.DEVNULL
    process = subprocess.Popen(
        _command(folder, question), stdout=silent, stderr=silent, start_new_session=True
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        process.wait()
        return True
    return False


def _ask(folder: Path, question: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(_command(folder, question), capture_output=True, text=True, check=False)


def _said(ended: subprocess.CompletedProcess[str]) -> object:
    """Return what an answer comes to: of passages that match exactly alike, either may be quoted."""
    try:
        answer = json.loads(ended.stdout)
    except json.JSONDecodeError:
        return ended.stdout
    return answer["status"], answer["index"], [hit["score"] for hit in answer["hits"]]


def _cut_short(cache: Path, chance: random.Random) -> int:
    """Cut what is kept at a random place; return how many files that was done to."""
    files = [file for file in cache.rglob("*.sqlite") if file.is_file() and "CACHE" in str(file)]
    for file in files:
        os.truncate(file, chance.randint(0, max(1, file.stat().st_size - 1)))
    return len(files)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, default=800)
    options = parser.parse_args()
    sys.exit(0 if kills(times=options.times, seed=options.seed, documents=options.documents) else 1)
