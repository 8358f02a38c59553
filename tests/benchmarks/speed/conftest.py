from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from pathlib import Path

RANKS = 300


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a folder of paragraphs whose words follow the law with an exponent of -1."""
    shares = 1 / (np.arange(1, RANKS + 1) + 2.7)
    words = [f"w{rank}" for rank, count in enumerate(2000 * shares) for _ in range(round(count))]
    texts = [" ".join(words[start : start + 40]) for start in range(0, len(words), 40)]
    corpus = [{"id": f"a#{n}", "doc": "a", "text": text} for n, text in enumerate(texts)]
    questions = [
        {"doc": "a", "text": f"What of {' '.join(['word'] * more)} {more}?", "gold": []} for more in range(20)
    ]
    for name, records in (("corpus", corpus), ("queries", questions)):
        with gzip.open(tmp_path / f"squad.{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(record)}\n" for record in records)
    return tmp_path
