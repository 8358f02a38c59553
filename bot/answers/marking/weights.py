"""The weights of what speaks for a candidate, a row a kind, the last of each row the bias.

Made by ``tests/benchmarks/answer_spans.py --fit`` from the questions of every other article, beginning with
the first, of half of SQuAD 1.1's development set (Rajpurkar et al. 2016). The columns are those of
`bot.answers.marking.evidence.Evidence.features`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.answers.marking.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

# Sums of money have too few questions of their own.
_AMOUNT = (0.02, 0.33, 1.10, 0.76, 0.06, 0.00, 0.00, -0.16, -0.13, -0.76)

WEIGHTS: Mapping[Kind, tuple[float, ...]] = MappingProxyType(
    {
        Kind.PERSON: (
            0.70,
            0.69,
            1.15,
            1.30,
            -0.87,
            0.74,
            0.05,
            0.56,
            0.70,
            1.14,
            0.52,
            -0.15,
            -0.45,
            -0.41,
            -1.25,
            -0.56,
            -3.10,
        ),
        Kind.DATE: (1.04, 0.92, 1.17, 1.66, 0.08, 0.35, 0.90, 0.13, 0.21, -0.31, 0.15, -2.86),
        Kind.PLACE: (1.61, 1.11, 1.06, 0.92, -0.57, 0.61, -0.92, 0.76, 1.21, -0.04, -0.26, -0.13, -3.79),
        Kind.NUMBER: (
            1.48,
            1.46,
            1.42,
            0.97,
            0.09,
            -0.22,
            -0.13,
            1.43,
            0.31,
            0.68,
            -0.26,
            0.18,
            0.25,
            -0.19,
            -0.85,
            -3.43,
        ),
        Kind.AMOUNT: _AMOUNT,
        Kind.MONEY: _AMOUNT,
    }
)
