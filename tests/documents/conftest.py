from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import app
from bot.documents.library import read_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.documents.model import Document


@pytest.fixture
def shipped() -> Callable[[], Document]:
    """Return a function that reads the shipped article."""
    name = "us-japan-2plus2.txt"
    return lambda: read_document(app.shipped_corpus() / name, name=name)
