"""The weights of coverage: a small data file, and what it was fitted to."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads the annotations
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bot.answers.coverage import EVIDENCE
from bot.errors import InstallationError

WEIGHTS = Path(__file__).with_name("coverage.json")
"""The weights that are shipped, with what they were fitted to."""

_MENDED = "install meeting-bot again"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageWeights:
    """A logistic model of coverage: the weight of each piece of `evidence`, and the bias."""

    bias: float
    evidence: Mapping[str, float]


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


class _WeightsFile(msgspec.Struct, frozen=True, kw_only=True):
    with_vectors: CoverageWeights
    without_vectors: CoverageWeights
