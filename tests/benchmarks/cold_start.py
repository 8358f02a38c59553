"""A cold answer against ``python -c "import numpy"``: whole processes in turn, as a ratio.

python tests/benchmarks/cold_start.py [RUNS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time


def main() -> None:
    """Run both in turn and print the medians and the ratio, pair by pair."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    answer = [sys.executable, "-m", "bot", "ask", "How much did Japan pay for the Tomahawk missiles?"]
    numpy = [sys.executable, "-c", "import numpy"]
    seconds(answer), seconds(numpy)
    pairs = [(seconds(answer), seconds(numpy)) for _ in range(runs)]
    for name, column in (("ask", 0), ("import numpy", 1)):
        print(f"{name:<14}{1000 * statistics.median(pair[column] for pair in pairs):>8.0f} ms")
    print(f"{'ratio':<14}{statistics.median(ours / theirs for ours, theirs in pairs):>8.2f}")


def seconds(command: list[str]) -> float:
    """Return how long a process takes from start to end."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
