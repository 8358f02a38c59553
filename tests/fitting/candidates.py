"""The passages that are proposed for questions of known answers, and what speaks for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.evaluation.run import DEPTH
from bot.search.ranking.ranker import CANDIDATES
from bot.search.ranking.weights import Feature, share_of_prose
from tests.benchmarks.peers import WITHOUT_VECTORS, assistant_of, passages_of, places
from tests.fitting.listwise import Lists, together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    from bot.documents.model import Passage
    from bot.search.searcher import Searcher
    from tests.benchmarks.datasets import Corpus, Query

    Numbers = NDArray[np.int64]
    Floats = NDArray[np.float64]

FEATURES = tuple(feature for feature in Feature if feature is not Feature.CONTEXT)
"""What is fitted; what stands above passages counts beside these, and SQuAD has no headings."""
_DECIMALS = 9
_LEAST = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The passages that are proposed for questions, in the order of the collection.

    Attributes:
        lists: What speaks for each, by the places of `FEATURES`. Right is one in a text that answers, and
            that says the answer where that is known and any passage of the text says it whole.
        prose: How far the passages of each question's corpus are prose, from 0 to 1.
    """

    lists: Lists
    prose: Floats

    def ranks(self, weights: Floats) -> Floats:
        """Return at what place, from 1, the first right passage comes, infinite where it does not.

        As many passages are looked at as `bot.evaluation` looks at.

        Args:
            weights: Of each feature, for all questions or (questions, features).
        """
        each = np.broadcast_to(weights, (len(self.prose), len(FEATURES)))
        scores = np.round(np.einsum("qcf,qf->qc", self.lists.features, each), _DECIMALS)
        order = np.argsort(np.where(self.lists.there, -scores, np.inf), axis=1, kind="stable")[:, :DEPTH]
        right = np.take_along_axis(self.lists.right, order, axis=1)
        return np.where(right.any(axis=1), right.argmax(axis=1) + 1.0, np.inf)


def of_corpora(pool: Executor, corpora: Sequence[Corpus], *, with_vectors: bool) -> Candidates:
    """Return the candidates of all questions of corpora, each corpus a collection of its own."""
    parts = list(pool.map(of_corpus, corpora, [with_vectors] * len(corpora)))
    return Candidates(
        lists=together([part.lists for part in parts]),
        prose=np.concatenate([part.prose for part in parts]),
    )


def of_corpus(corpus: Corpus, with_vectors: bool) -> Candidates:
    """Return the candidates of all questions of a corpus."""
    assistant = assistant_of(corpus, settings=None if with_vectors else WITHOUT_VECTORS)
    searcher = assistant.searcher
    # What a related word counts depends on the weights of the rest: so these are as shipped, but for zeros.
    searcher.ranker.mix = {feature: max(weight, _LEAST) for feature, weight in searcher.ranker.mix.items()}
    place_at, passages = places(corpus), passages_of(assistant)
    # A passage of speech may be several texts, which are turns.
    texts_of = {
        one.number: frozenset(
            range(place_at(one.citation.span.start), place_at(one.citation.span.end - 1) + 1)
        )
        for one in passages
    }
    found = [_of_question(searcher, query.text) for query in corpus.queries]
    proposed = np.array([numbers for numbers, _ in found])
    right = [
        np.isin(proposed[number], _right(query, texts_of, passages))
        for number, query in enumerate(corpus.queries)
    ]
    lists = Lists(
        features=np.array([features for _, features in found]), there=proposed >= 0, right=np.array(right)
    )
    [document] = assistant.library.documents
    share = share_of_prose(document.terms / document.passages, len(passages))
    return Candidates(lists=lists, prose=np.full(len(found), share))


def _right(query: Query, texts_of: Mapping[int, frozenset[int]], passages: Sequence[Passage]) -> list[int]:
    """Return the passages of the texts that answer a question which say the answer, or all if none does."""
    in_texts = [one for one in passages if texts_of[one.number] & query.gold]
    saying = [one for one in in_texts if any(answer in one.text for answer in query.answers)]
    return [one.number for one in saying or in_texts]


def _of_question(searcher: Searcher, question: str) -> tuple[Numbers, Floats]:
    """Return the passages that are proposed, in their order, -1 beyond them, and what speaks for each."""
    numbers, features = np.full(CANDIDATES, -1), np.zeros((CANDIDATES, len(FEATURES)))
    query = searcher.query(question)
    if query.terms:
        ranked = searcher.rank(query, limit=CANDIDATES)
        for place, one in enumerate(sorted(ranked, key=lambda one: one.passage)):
            numbers[place] = one.passage
            features[place] = [one.features[feature] / searcher.ranker.mix[feature] for feature in FEATURES]
    return numbers, features
