"""How good the answers are, beside what people reach for, in one run.

    python -m tests.benchmarks.retrieval DATA [--only squad,qmsum,...] [--halves]

========  ==================================================================================================
squad     ranking, each of SQuAD's articles a corpus of its own
qmsum     ranking, each of QMSum's meetings a corpus of its own: its turns are found, and runs of turns
typos     what SQuAD's questions lose with one edit in one word of five letters or more
coverage  whether a question is told from as many of other articles, for small, middling and large corpora
article   the shipped article, with the questions of article.questions.jsonl
scifact   ranking, all of SciFact's abstracts one corpus; only where it is asked for
========  ==================================================================================================

DATA is a folder with the files that datasets.py tells of; peers.py tells what to install for the peers. A hit
is right when it lies in a text that answers: a peer's hit is a whole paragraph, turn or abstract, and
meeting-bot's the one in which its citation lies. `--halves` gives the figures of the corpora at even and at
odd places, by name, apart: tune on one, judge by the other. Times are those of four processes at once.
"""

from __future__ import annotations

import argparse
import os
from concurrent.futures import ProcessPoolExecutor
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import article, datasets, ranking, refusals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Executor

    from tests.benchmarks.datasets import Corpus

_PROCESSES = 4


class Part(StrEnum):
    """What can be measured."""

    SQUAD = "squad"
    QMSUM = "qmsum"
    TYPOS = "typos"
    COVERAGE = "coverage"
    ARTICLE = "article"
    SCIFACT = "scifact"


def main() -> None:
    """Read the command line, and print the tables of the parts that are asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument(
        "--only",
        type=_parts,
        default=tuple(part for part in Part if part is not Part.SCIFACT),
        metavar="PART,PART",
    )
    parser.add_argument("--halves", action="store_true")
    given = parser.parse_args()
    with ProcessPoolExecutor(min(_PROCESSES, os.cpu_count() or 1)) as pool:
        for part in given.only:
            try:
                measure(part, given.data, pool, apart=given.halves)
            except FileNotFoundError as error:
                parser.error(
                    f"{error.filename}: no such file; tests/benchmarks/datasets.py tells what DATA holds"
                )


def measure(part: Part, data: Path, pool: Executor, *, apart: bool) -> None:
    """Print the tables of one part."""
    match part:
        case Part.SQUAD:
            ranking.rankings(pool, "SQuAD per article", _groups(datasets.squad(data), apart=apart))
        case Part.QMSUM:
            meetings = datasets.qmsum(data)
            together = [datasets.turns_together(meeting) for meeting in meetings]
            ranking.rankings(pool, "QMSum, turns", _groups(meetings, apart=apart))
            ranking.rankings(pool, "QMSum, turns together", _groups(together, apart=apart))
        case Part.SCIFACT:
            ranking.rankings(pool, "SciFact", _groups(datasets.scifact(data), apart=False))
        case Part.TYPOS:
            ranking.typo_losses(pool, "SQuAD with typos", _groups(datasets.squad(data), apart=apart))
        case Part.COVERAGE:
            corpora = datasets.squad(data)
            refusals.coverages(pool, corpora, _groups(corpora, apart=apart))
        case Part.ARTICLE:
            article.by_kind_of_question()


def _groups(corpora: Sequence[Corpus], *, apart: bool) -> Mapping[str, Sequence[Corpus]]:
    return datasets.halves(corpora) if apart else {"all": corpora}


def _parts(listed: str) -> tuple[Part, ...]:
    try:
        return tuple(Part(part) for part in listed.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; there are {', '.join(Part)}") from error


if __name__ == "__main__":
    main()
