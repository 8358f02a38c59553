"""How sure it is that the documents cover a question."""

from __future__ import annotations

import math
from collections.abc import Mapping  # noqa: TC003 - msgspec reads the annotations
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bot.errors import InstallationError
from bot.search.ranking.weights import Feature, is_request
from bot.store.numbers import number_of_term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.search.query import Query
    from bot.search.ranking.explanation import Ranked
    from bot.search.statistics import Statistics

EVIDENCE = ("score", "margin", "matched", "wording", "names_missed", "unknown", "respelt", "passages")
"""What `evidence` tells of, by name."""

_STEEPEST = 50.0
"""Beyond it the logistic function is 0 or 1 to machine precision, and soon overflows."""


WEIGHTS = Path(__file__).with_name("coverage.json")
"""The weights that are shipped, with what they were fitted to."""

_MENDED = "install meeting-bot again"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageWeights:
    """A logistic model of coverage: the weight of each piece of `evidence`, and the bias."""

    bias: float
    evidence: Mapping[str, float]


class _WeightsFile(msgspec.Struct, frozen=True, kw_only=True):
    with_vectors: CoverageWeights
    without_vectors: CoverageWeights


def read_weights(*, with_vectors: bool, path: Path = WEIGHTS) -> CoverageWeights:
    """Return the shipped weights for a ranking with or without word vectors.

    Raises:
        InstallationError: The file is missing or damaged.
    """
    try:
        read = msgspec.json.decode(path.read_bytes(), type=_WeightsFile)
    except OSError as error:
        raise InstallationError(f"{path}: cannot be read: {error.strerror}; {_MENDED}") from error
    except msgspec.MsgspecError as error:
        raise InstallationError(f"{path}: is damaged: {error}; {_MENDED}") from error
    weights = read.with_vectors if with_vectors else read.without_vectors
    if weights.evidence.keys() != set(EVIDENCE):
        raise InstallationError(f"{path}: is damaged: it must weigh {', '.join(EVIDENCE)}; {_MENDED}")
    return weights


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageModel:
    """Judges how sure it is that a question is covered, and what that is enough for.

    Attributes:
        weights: What each piece of `evidence` counts.
        least: The coverage from which a question is answered, 0 to 1.
        sure: The coverage from which the first passage can be called the answer, not the closest there is.
    """

    weights: CoverageWeights
    least: float
    sure: float

    def coverage(self, query: Query, ranked: Sequence[Ranked], statistics: Statistics) -> float:
        """Return how likely it is that the first of some passages covers a question, from 0 to 1.

        A logistic function of `evidence`. Unlike a score, it means the same for every question and every
        collection. Without a passage it is 0.
        """
        if not ranked:
            return 0.0
        found = evidence(query, ranked, statistics)
        weights = self.weights.evidence
        total = self.weights.bias + sum(weights[name] * value for name, value in found.items())
        return 1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, total))))


def evidence(query: Query, ranked: Sequence[Ranked], statistics: Statistics) -> dict[str, float]:
    """Return what speaks for and against the first of some passages covering a question.

    - ``score``: how well it matches.
    - ``margin``: how much better than the second.
    - ``matched``: how many words of the question it has, as ln(1 + n): one word of one may be chance.
    - ``wording``: what the question's wording adds to its score.
    - ``names_missed``: how many names and numbers of the question it lacks.
    - ``unknown``: the weight of the question's words that no passage has, of 1.
    - ``respelt``: the weight of those that it has by another spelling, of 1: another word may be meant.
    - ``passages``: log10 of how many there are: among many, more match by chance.

    Words that only say what kind of answer is wanted are not held against a passage that lacks them: weights
    and scores are over those of the other words.
    """
    best = ranked[0]
    missed = [term for term in query.terms if not _has(best, term)]
    lacking = [term for term in missed if not is_request(term)]
    counted = 1 - sum(best.weights[term] for term in missed if is_request(term))
    whole = counted if lacking or len(missed) < len(query.terms) else 1.0
    return {
        "score": best.score / whole,
        "margin": (best.score - (ranked[1].score if len(ranked) > 1 else 0.0)) / whole,
        "matched": math.log1p(len(query.terms) - len(missed)),
        "wording": best.features[Feature.WORDING] / whole,
        "names_missed": float(sum(is_name(query.words[term], query.text) for term in lacking)),
        "unknown": sum(best.weights[term] for term in lacking if term not in statistics) / whole,
        "respelt": sum(best.weights[term] for term in query.terms if term in query.respelt) / whole,
        "passages": math.log10(len(statistics)),
    }


def _has(ranked: Ranked, term: str) -> bool:
    """Whether a passage has a term, or its heading or title does."""
    closest = ranked.closest.get(term)
    return term in ranked.above or (closest is not None and closest.number == number_of_term(term))


def is_name(word: str, question: str) -> bool:
    """Whether a word of a question is a name or a number, as far as it is written like one."""
    return word[:1].isdigit() or (word[:1].isupper() and _stands_within(word, question))


def _stands_within(word: str, question: str) -> bool:
    """Whether a word stands anywhere in a question but at the beginning of a sentence."""
    # A regular expression would be made anew for every word, which takes longer than to rank the passages.
    at = question.find(word)
    while at >= 0:
        before = question[:at]
        ended = before.rstrip()
        if len(ended) < len(before) and (ended[-1:].isalnum() or ended.endswith(("_", ",", ";", ")"))):
            return True
        at = question.find(word, at + 1)
    return False
