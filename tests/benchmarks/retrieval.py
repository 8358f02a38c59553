"""How often the right passage comes first, beside plain rank_bm25, in one run.

    python tests/benchmarks/retrieval.py FOLDER

FOLDER holds ``squad.corpus.jsonl.gz`` (records with ``id``, ``doc`` and ``text``: the paragraphs of articles)
and ``squad.queries.jsonl.gz`` (``doc``, ``text`` and ``gold``: the paragraphs that answer a question), made
of SQuAD 1.1 (Rajpurkar et al. 2016). Each article is a corpus of its own. A hit is right when it lies
in a gold paragraph. Coverage is held against as many questions of the other articles as the article has.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rank_bm25 import BM25Okapi

from bot import app
from bot.config import DocumentSettings, Settings
from bot.evaluation.metrics import auroc, mean_reciprocal_rank, share
from bot.evaluation.question_set import Question
from bot.evaluation.run import DEPTH, ask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answers.assistant import Assistant
    from bot.evaluation.run import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article's paragraphs, and questions with the paragraphs that answer them."""

    name: str
    paragraphs: tuple[str, ...]
    questions: tuple[Question, ...]


def main() -> None:
    """Measure both on every article and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    articles = read(parser.parse_args().folder)
    chance = random.Random(0)  # noqa: S311 - a sample, not a secret
    covered: list[Outcome] = []
    uncovered: list[Outcome] = []
    plain: list[int | None] = []
    for article in articles:
        others = [question for other in articles if other is not article for question in other.questions]
        strangers = [replace(question, gold=()) for question in chance.sample(others, len(article.questions))]
        assistant = assistant_of(article)
        covered += [ask(assistant, question) for question in article.questions]
        uncovered += [ask(assistant, question) for question in strangers]
        plain += plain_ranks(article)
    print(f"{len(articles)} articles, {len(covered)} questions\n")
    print(f"{'':<20}{'hit at 1':>10}{'MRR':>8}")
    for name, ranks in (("rank_bm25, split", plain), ("meeting-bot", [o.rank for o in covered])):
        first = share(rank == 1 for rank in ranks) or 0
        print(f"{name:<20}{100 * first:>10.1f}{100 * (mean_reciprocal_rank(ranks) or 0):>8.1f}")
    area = auroc((o.coverage for o in covered), (o.coverage for o in uncovered)) or 0
    print(f"\ncoverage AUROC {area:.4f}")
    print(f"answered of covered {100 * (share(o.answered for o in covered) or 0):.1f}")
    print(f"refused of others' questions {100 * (share(not o.answered for o in uncovered) or 0):.1f}")


def read(folder: Path) -> list[Article]:
    """Read the articles, with the text of the gold paragraphs as what a right passage lies in."""
    paragraphs: dict[str, dict[str, str]] = defaultdict(dict)
    for record in records(folder / "squad.corpus.jsonl.gz"):
        paragraphs[record["doc"]][record["id"]] = " ".join(record["text"].split())
    questions: dict[str, list[Question]] = defaultdict(list)
    for line, record in enumerate(records(folder / "squad.queries.jsonl.gz"), start=1):
        gold = tuple(paragraphs[record["doc"]][paragraph] for paragraph in record["gold"])
        questions[record["doc"]].append(Question(text=record["text"], gold=gold, line=line))
    return [
        Article(name=name, paragraphs=tuple(found.values()), questions=tuple(questions[name]))
        for name, found in paragraphs.items()
    ]


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a file of compressed JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def assistant_of(article: Article) -> Assistant:
    """Return what answers from one article, read from a real folder."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "article.txt").write_text("\n\n".join(article.paragraphs), encoding="utf-8")
        settings = Settings(documents=DocumentSettings(folder=folder))
        return app.build_assistant(settings, app.load_library(settings))


def plain_ranks(article: Article) -> list[int | None]:
    """Return the ranks of the right paragraphs by rank_bm25 as everyone uses it."""
    index = BM25Okapi([paragraph.lower().split() for paragraph in article.paragraphs])
    ranks: list[int | None] = []
    for question in article.questions:
        order = np.argsort(-index.get_scores(question.text.lower().split()), kind="stable")[:DEPTH]
        found = (rank for rank, i in enumerate(order, start=1) if article.paragraphs[i] in question.gold)
        ranks.append(next(found, None))
    return ranks


if __name__ == "__main__":
    main()
