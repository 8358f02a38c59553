"""Public question sets as they are measured here: corpora, and questions with the texts that answer them.

Each set is two files of compressed JSON lines. ``squad`` is SQuAD 1.1 (Rajpurkar et al. 2016), ``qmsum`` is
QMSum (Zhong et al. 2021), ``scifact`` is SciFact (Wadden et al. 2020):

=========================  =========================================================================
``squad.corpus.jsonl.gz``  ``id``, ``doc`` and ``text``: the paragraphs of articles
``squad.queries...``       ``doc``, ``text``, ``gold``: the ids of the paragraphs that answer; ``answers``
``qmsum.meetings...``      ``doc`` and ``turns``: pairs of a speaker and what was said
``qmsum.queries...``       ``doc``, ``text`` and ``spans``: first and last turn, from 0, that answer
``scifact.corpus...``      ``id``, ``title`` and ``text``: abstracts
``scifact.queries...``     ``text`` and ``gold``: the ids of the abstracts that bear on a claim
=========================  =========================================================================
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from bot.documents.passages import LONGEST_PASSAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question with its answer.

    Attributes:
        gold: The positions in its corpus of the texts that answer it.
        answers: What they say in answer, word for word, where that is known.
    """

    text: str
    gold: frozenset[int]
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What is searched at once.

    Attributes:
        texts: Paragraphs, turns or abstracts, each one line.
        between: What stands between two of them in a file.
    """

    name: str
    texts: tuple[str, ...]
    queries: tuple[Query, ...]
    between: str = "\n\n"

    def as_file(self) -> str:
        """Return the content of the file that holds it."""
        return self.between.join(self.texts)


def squad(folder: Path) -> list[Corpus]:
    """Return SQuAD's articles by name, each a corpus of its paragraphs."""
    paragraphs: dict[str, dict[str, str]] = defaultdict(dict)
    for record in _records(folder / "squad.corpus.jsonl.gz"):
        paragraphs[record["doc"]][record["id"]] = _one_line(record["text"])
    questions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in _records(folder / "squad.queries.jsonl.gz"):
        questions[record["doc"]].append(record)
    return [_corpus(name, paragraphs[name], questions[name]) for name in sorted(paragraphs)]


def qmsum(folder: Path) -> list[Corpus]:
    """Return QMSum's meetings by name, each a corpus of its turns, a line a turn."""
    queries: dict[str, list[Query]] = defaultdict(list)
    for record in _records(folder / "qmsum.queries.jsonl.gz"):
        gold = frozenset(turn for first, last in record["spans"] for turn in range(first, last + 1))
        queries[record["doc"]].append(Query(text=record["text"], gold=gold))
    meetings = {
        record["doc"]: tuple(_one_line(f"{speaker}: {words}") for speaker, words in record["turns"])
        for record in _records(folder / "qmsum.meetings.jsonl.gz")
    }
    return [
        Corpus(name=name, texts=meetings[name], queries=tuple(queries[name]), between="\n")
        for name in sorted(meetings)
    ]


def turns_together(meeting: Corpus) -> Corpus:
    """Return a meeting whose consecutive turns share a paragraph, as long as they fit a passage together."""
    runs: list[list[int]] = []
    length = 0
    for turn, text in enumerate(meeting.texts):
        length += len(text) + 1
        if not runs or length > LONGEST_PASSAGE:
            runs.append([])
            length = len(text)
        runs[-1].append(turn)
    place = {turn: number for number, run in enumerate(runs) for turn in run}
    return replace(
        meeting,
        texts=tuple(" ".join(meeting.texts[turn] for turn in run) for run in runs),
        queries=tuple(
            replace(query, gold=frozenset(place[turn] for turn in query.gold)) for query in meeting.queries
        ),
        between="\n\n",
    )


def scifact(folder: Path) -> list[Corpus]:
    """Return SciFact as one corpus of all its abstracts."""
    abstracts = {
        record["id"]: _one_line(f"{record['title']} {record['text']}")
        for record in _records(folder / "scifact.corpus.jsonl.gz")
    }
    return [_corpus("scifact", abstracts, list(_records(folder / "scifact.queries.jsonl.gz")))]


def halves(corpora: Sequence[Corpus]) -> dict[str, Sequence[Corpus]]:
    """Return the corpora at even and at odd places, counted from 0: one to tune on, the other to judge by."""
    return {"even-placed": corpora[0::2], "odd-placed": corpora[1::2]}


def merged(corpora: Sequence[Corpus]) -> Corpus:
    """Return one corpus of the texts and the questions of several."""
    starts = accumulate((len(corpus.texts) for corpus in corpora), initial=0)
    queries = (
        replace(query, gold=frozenset(start + place for place in query.gold))
        for start, corpus in zip(starts, corpora, strict=False)
        for query in corpus.queries
    )
    return Corpus(
        name=" + ".join(corpus.name for corpus in corpora),
        texts=tuple(text for corpus in corpora for text in corpus.texts),
        queries=tuple(queries),
        between=corpora[0].between,
    )


def _corpus(name: str, texts: dict[str, str], questions: Sequence[dict[str, Any]]) -> Corpus:
    places = {identifier: place for place, identifier in enumerate(texts)}
    queries = (
        Query(
            text=question["text"],
            gold=frozenset(places[identifier] for identifier in question["gold"]),
            answers=tuple(question.get("answers", ())),
        )
        for question in questions
    )
    return Corpus(name=name, texts=tuple(texts.values()), queries=tuple(queries))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
