from __future__ import annotations

import numpy as np
import pytest

from bot.search.vectors.word_vectors import WordVectors
from tests.fitting.word_vectors import in_bytes, on_principal_axes, table, words_by_term

SHARES = {"buy": 0.0004, "the": 0.05, "buys": 0.0001, "bought": 0.0005, "moon": 0.0001, "purchase": 0.0002}
AXES = {"buy": 0, "the": 9, "buys": 1, "bought": 0, "moon": 5, "purchase": 0}


def encodings() -> np.ndarray:
    encoded = np.zeros((len(SHARES), 384), dtype=np.float32)
    encoded[np.arange(len(SHARES)), list(AXES.values())] = 1
    return encoded


def test_words_of_one_term_are_one_row_and_what_is_no_term_of_letters_is_none() -> None:
    words = [*SHARES, "queueing", "b2b", "2024", "u.s", "two words", "日本", "x" * 17]
    assert words_by_term(words) == {"buy": [0, 2, 3], "moon": [4], "purchas": [5], "queue": [6]}


def test_a_row_has_the_share_of_all_its_words_and_the_sum_of_their_encodings() -> None:
    rows = table(SHARES, encodings())
    assert rows["term"].tolist() == [b"buy", b"moon", b"purchas"]
    assert rows["rarity"] == pytest.approx([3, 4, -np.log10(0.0002)], abs=0.01)
    words = WordVectors(rows)
    buy, moon, purchase = words.vectors(words.rows(["buy", "moon", "purchas"]))
    assert buy @ purchase > 0.5
    assert buy @ moon < 0


def test_principal_axes_keep_the_angles_and_the_first_tell_most() -> None:
    chance = np.random.default_rng(7)
    vectors = chance.normal(size=(50, 6)) * (9, 5, 3, 2, 1, 0.1)
    vectors -= vectors.mean(axis=0)
    turned = on_principal_axes(vectors, 6)
    assert turned @ turned.T == pytest.approx(vectors @ vectors.T)
    assert (turned.std(axis=0)[:-1] > turned.std(axis=0)[1:]).all()
    assert on_principal_axes(vectors, 2) == pytest.approx(turned[:, :2])


def test_bytes_keep_the_direction() -> None:
    assert in_bytes(np.array([(0.5, -0.25), (0.001, 0.0)])).tolist() == [[127, -64], [127, 0]]
