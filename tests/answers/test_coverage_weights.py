from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answers.coverage_weights import WEIGHTS, read_weights
from bot.errors import InstallationError

if TYPE_CHECKING:
    from pathlib import Path


def test_more_evidence_covers_more_in_both_models() -> None:
    for with_vectors in (True, False):
        weights = read_weights(with_vectors=with_vectors).evidence
        assert min(weights[name] for name in ("score", "margin", "matched", "wording")) > 0
        assert max(weights[name] for name in ("names_missed", "unknown", "passages")) < 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"{}",
        b"[]",
        b"\xff",
        WEIGHTS.read_bytes()[:-20],
        WEIGHTS.read_bytes()[20:],
        WEIGHTS.read_bytes().replace(b'"score"', b'"scores"'),
    ],
)
def test_a_damaged_file_is_named_in_one_line(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "coverage.json"
    path.write_bytes(content)
    with pytest.raises(InstallationError, match=r"coverage\.json: .*install meeting-bot again") as raised:
        read_weights(with_vectors=True, path=path)
    assert "\n" not in str(raised.value)


def test_a_missing_file_is_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InstallationError, match=r"coverage\.json: .*install meeting-bot again"):
        read_weights(with_vectors=True, path=tmp_path / "coverage.json")
