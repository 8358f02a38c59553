"""The product with a part of it dropped, asked as it is."""

from __future__ import annotations

import dataclasses
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unittest.mock import patch

from bot import app
from bot.answers.model import Answered, NotCovered, quotes
from bot.config import SearchSettings, Settings
from bot.evaluation.question_set import Question
from bot.evaluation.run import DEPTH, Outcome, ask_all
from bot.search.ranking.weights import CONTEXT, Feature
from tests.benchmarks.article import QUESTIONS, questions
from tests.benchmarks.peers import assistant_of, quoted_text
from tests.benchmarks.ranking import rank_of_right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Executor

    from bot.answers.model import Answer
    from tests.benchmarks.datasets import Corpus, Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """What is changed: names by their dotted paths, each with what stands for it."""

    name: str
    changed: Mapping[str, object] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)

    def in_force(self) -> ExitStack:
        """Return a context within which the changes hold."""
        stack = ExitStack()
        for path, value in self.changed.items():
            stack.enter_context(patch(path, value))
        return stack


def _as_it_is(word: str) -> str:
    return word


def _nothing_near(_speller: object, _word: str, **_limits: object) -> None:
    return None


def weighing(name: str, mix: Mapping[Feature, float]) -> Variant:
    """Return the ranking of prose under other weights; those beside the context are brought to a sum of 1."""
    fitted: dict[Feature, float] = {
        feature: weight for feature, weight in mix.items() if feature is not Feature.CONTEXT
    }
    total = sum(fitted.values())
    scaled: dict[Feature, float] = {feature: weight / total for feature, weight in fitted.items()}
    scaled[Feature.CONTEXT] = CONTEXT
    return Variant(name=name, changed={"bot.search.ranking.weights.PROSE": scaled})


EVERYTHING = Variant(name="")
SPELLING = Variant(name="spelling", changed={"bot.search.text.spelling.Speller.nearest": _nothing_near})

DROPPED = (
    Variant(name="word vectors", settings=Settings(search=SearchSettings(vectors=False))),
    Variant(name="related words as candidates", changed={"bot.search.ranking.ranker._OF_RELATED": 0.0}),
    Variant(name="rarity in English", changed={"bot.search.ranking.weights._BACKGROUND_PASSAGES": 0.0}),
    Variant(name="request words", changed={"bot.search.ranking.weights.REQUEST_WEIGHT": 1.0}),
    SPELLING,
    Variant(name="irregular and British forms", changed={"bot.search.text.words.plain_form": _as_it_is}),
    Variant(name="equivalences", changed={"bot.search.text.synonyms.BUILT_IN": {}}),
    Variant(name="kind of thing asked for", changed={"bot.answers.quotes._OF_KIND": 0.0}),
)


def ask_corpora(pool: Executor, corpora: Sequence[Corpus], variant: Variant) -> list[Outcome]:
    """Return what comes of the questions of corpora, each searched on its own, in order."""
    return [one for found in pool.map(ask_corpus, corpora, [variant] * len(corpora)) for one in found]


def ask_corpus(corpus: Corpus, variant: Variant) -> list[Outcome]:
    """Return what comes of the questions of a corpus; passages are right in a text that answers."""
    with variant.in_force():
        assistant = assistant_of(corpus, settings=variant.settings)
        place_of = quoted_text(corpus)
        found = []
        for query in corpus.queries:
            answer = assistant.ask(query.text, passages=DEPTH)
            rank = rank_of_right(query, list(dict.fromkeys(map(place_of, quotes(answer)))))
            found.append(_outcome(query, answer, rank, right_sentence=rank == 1 and _says_it(query, answer)))
    return found


def ask_article(variant: Variant) -> list[Outcome]:
    """Return what comes of the questions about the shipped article."""
    with variant.in_force():
        assistant = app.open_service(variant.settings).current
        found = ask_all(assistant, questions(QUESTIONS, assistant.library))
    return [dataclasses.replace(one, answer=_without_quotes(one.answer)) for one in found]


def _outcome(query: Query, answer: Answer, rank: int | None, *, right_sentence: bool) -> Outcome:
    return Outcome(
        question=Question(text=query.text, gold=query.answers, line=1),
        answer=_without_quotes(answer),
        answered=isinstance(answer, Answered),
        coverage=answer.coverage if isinstance(answer, Answered | NotCovered) else 0.0,
        rank=rank,
        right_sentence=right_sentence,
        milliseconds=0.0,
    )


def _says_it(query: Query, answer: Answer) -> bool:
    """Whether the best sentence of the first quote says an answer word for word."""
    first = quotes(answer)[0]
    sentence = first.best_sentence.of(first.passage.text)
    return any(text in sentence for text in query.answers)


def _without_quotes(answer: Answer) -> Answer:
    """Return an answer that costs little to hand from process to process."""
    match answer:
        case Answered():
            return dataclasses.replace(answer, quotes=())
        case NotCovered():
            return dataclasses.replace(answer, closest=())
        case _:
            return answer
