"""Questions with what speaks for their being covered, over collections of six to thousands of passages."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers.coverage import evidence
from tests.benchmarks.datasets import Corpus
from tests.benchmarks.peers import WITHOUT_VECTORS, assistant_of
from tests.benchmarks.typos import misspelt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.search.searcher import Searcher

_WINDOW = 6
_WINDOWS = 4
_OF_AN_ARTICLE = 120
_NEAR = 12
_TOGETHER = 3
_OF_MANY = 500
_ABSTRACTS = 2500
_CHAT = (
    "hey does anyone know {}",
    "so i was wondering, {} lol",
    "quick question for you all: {}",
    "ok sorry if this was asked before but {}",
    "{} thanks in advance!",
    "can somebody tell me {} please",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question asked of a collection.

    Attributes:
        collection: What kind of collection it is.
        covered: 1 if its texts answer the question; 0 if the question is about something else; 2 if it is
            about the same subject, but the text that answers it was taken out.
        evidence: What `bot.answers.coverage.evidence` says, or None where nothing was found.
    """

    collection: str
    covered: int
    evidence: dict[str, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A collection, and questions to ask of it, each with whether it is covered as in `Asked`."""

    collection: str
    texts: tuple[str, ...]
    questions: tuple[tuple[str, int], ...]


def trials(half: Sequence[Corpus], other: Sequence[Corpus], abstracts: Sequence[str]) -> Iterator[Trial]:
    """Yield the trials over one half of the articles; the other half's questions are about something else."""
    chance = random.Random(len(half))  # noqa: S311 - a sample, not a secret
    strangers = [query.text for corpus in other for query in corpus.queries]
    for corpus in half:
        yield from _of_article(corpus, strangers, chance)
    for start in range(0, len(half), _TOGETHER):
        yield _of_many("three articles", half[start : start + _TOGETHER], (), strangers, chance)
    yield _of_many("half of the articles", half, (), strangers, chance)
    yield _of_many("thousands of passages", half, abstracts[:_ABSTRACTS], strangers, chance)


def ask(trial: Trial, *, with_vectors: bool) -> list[Asked]:
    """Ask the questions of a trial."""
    searcher = _searcher(trial.texts, with_vectors=with_vectors)
    return [
        Asked(collection=trial.collection, covered=covered, evidence=_evidence(searcher, question))
        for question, covered in trial.questions
    ]


def _of_article(corpus: Corpus, strangers: Sequence[str], chance: random.Random) -> Iterator[Trial]:
    queries = chance.sample(corpus.queries, min(_OF_AN_ARTICLE, len(corpus.queries)))
    own = [query.text for query in queries]
    yield _trial("article", corpus.texts, own, strangers, chance)
    for _ in range(_WINDOWS):
        start = chance.randrange(max(1, len(corpus.texts) - _WINDOW + 1))
        inside = range(start, start + _WINDOW)
        mine = [query.text for query in corpus.queries if query.gold.intersection(inside)]
        if mine:
            texts = corpus.texts[start : start + _WINDOW]
            yield _trial("six paragraphs", texts, mine, strangers, chance)
    for query in queries[:_NEAR]:
        left = tuple(text for place, text in enumerate(corpus.texts) if place not in query.gold)
        yield Trial(collection="article", texts=left, questions=((query.text, 2),))
        start = chance.randrange(max(1, len(left) - _WINDOW + 1))
        window = left[start : start + _WINDOW]
        yield Trial(collection="six paragraphs", texts=window, questions=((query.text, 2),))


def _of_many(
    name: str,
    corpora: Sequence[Corpus],
    others: Sequence[str],
    strangers: Sequence[str],
    chance: random.Random,
) -> Trial:
    texts = tuple(text for corpus in corpora for text in corpus.texts)
    own = [query.text for corpus in corpora for query in corpus.queries]
    return _trial(name, (*texts, *others), chance.sample(own, min(_OF_MANY, len(own))), strangers, chance)


def _trial(
    name: str, texts: Sequence[str], own: Sequence[str], strangers: Sequence[str], chance: random.Random
) -> Trial:
    others = chance.sample(strangers, len(own))
    questions = [(_as_people_write(text, chance), 1) for text in own]
    questions += [(_as_people_write(text, chance), 0) for text in others]
    return Trial(collection=name, texts=tuple(texts), questions=tuple(questions))


def _as_people_write(question: str, chance: random.Random) -> str:
    """Return a question as it is, or, one time in four each, mistyped or as in a chat."""
    style = chance.randrange(4)
    if style == 0:
        return misspelt(question, chance) or question
    if style == 1:
        return chance.choice(_CHAT).format(f"{question[:1].lower()}{question[1:]}")
    return question


def _searcher(texts: Sequence[str], *, with_vectors: bool) -> Searcher:
    corpus = Corpus(name="", texts=tuple(texts), queries=())
    return assistant_of(corpus, settings=None if with_vectors else WITHOUT_VECTORS).searcher


def _evidence(searcher: Searcher, question: str) -> dict[str, float] | None:
    query = searcher.query(question)
    ranked = searcher.rank(query, limit=2) if query.words else ()
    return evidence(query, ranked, searcher.statistics) if ranked else None
