"""Names as arrays: one text, and where each name ends in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bot.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


def arrays_of(name: str, vocabulary: Vocabulary) -> dict[str, NDArray[Any]]:
    """Return the names of a vocabulary as arrays, which are called by a name of its own.

    The text is in UTF-8 with lone surrogates, the ends are in characters.
    """
    text = "".join(vocabulary.names).encode("utf-8", "surrogatepass")
    ends = np.cumsum([len(one) for one in vocabulary.names], dtype=np.int64)
    return {f"{name}.text": np.frombuffer(text, dtype=np.uint8), f"{name}.ends": ends}


def vocabulary_from(name: str, arrays: Mapping[str, NDArray[Any]]) -> Vocabulary:
    """Return the vocabulary that was made into arrays."""
    text = arrays[f"{name}.text"].tobytes().decode("utf-8", "surrogatepass")
    ends = arrays[f"{name}.ends"].tolist()
    return Vocabulary(names=tuple(text[start:end] for start, end in zip([0, *ends], ends, strict=False)))
