from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra.numpy import arrays

from bot.search.vectors.table import DIMENSIONS, LONGEST_TERM, ROW
from bot.search.vectors.word_vectors import UNKNOWN_RARITY, WordVectors, open_vectors

LETTERS = "abcdefghijklmnopqrstuvwxyz"
TERMS = st.lists(st.text(LETTERS, min_size=1, max_size=LONGEST_TERM), min_size=1, max_size=20, unique=True)
ASKED = st.lists(st.text("abz", max_size=LONGEST_TERM + 2) | st.text(max_size=5), max_size=20)
BUY_MOON = ["buy", "moon"]


@st.composite
def tables(draw: st.DrawFn) -> np.ndarray:
    terms = sorted(draw(TERMS))
    rows = np.zeros(len(terms), dtype=ROW)
    rows["term"] = terms
    rows["rarity"] = draw(arrays(np.float16, len(terms), elements=st.integers(2, 6)))
    rows["vector"] = draw(arrays(np.int8, (len(terms), DIMENSIONS)))
    rows["vector"][:, 0] = 127
    return rows


def small() -> WordVectors:
    rows = np.zeros(2, dtype=ROW)
    rows["term"] = BUY_MOON
    rows["rarity"] = [3.5, 4.25]
    rows["vector"][:, :2] = [(30, 40), (0, -7)]
    return WordVectors(rows)


@given(tables(), ASKED)
def test_a_row_is_found_for_the_terms_of_the_table_alone(table: np.ndarray, asked: list[str]) -> None:
    words = WordVectors(table)
    terms = [term.decode() for term in table["term"].tolist()]
    assert words.rows(terms).tolist() == list(range(len(words)))
    assert words.rows(asked).tolist() == [terms.index(term) if term in terms else -1 for term in asked]


@given(tables(), st.data())
def test_vectors_and_rarities_are_those_of_their_rows(table: np.ndarray, data: st.DataObject) -> None:
    rows = np.array(data.draw(st.lists(st.integers(-1, len(table) - 1))), dtype=np.int64)
    words = WordVectors(table)
    vectors, rarity = words.vectors(rows), words.rarity(rows)
    assert vectors.shape == (len(rows), DIMENSIONS)
    assert vectors.dtype == rarity.dtype == np.float32
    for row, vector, rare in zip(rows.tolist(), vectors, rarity.tolist(), strict=True):
        if row < 0:
            assert not vector.any()
            assert rare == UNKNOWN_RARITY
        else:
            of_row = table["vector"][row].astype(np.float64)
            assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
            assert vector @ of_row == pytest.approx(np.linalg.norm(of_row), rel=1e-5)
            assert rare == table["rarity"][row]


def test_a_vector_has_the_length_one() -> None:
    words = small()
    rows = words.rows(["moon", "sun", "buy"])
    assert rows.tolist() == [1, -1, 0]
    assert words.vectors(rows)[:, :2] == pytest.approx(np.array([(0, -1), (0, 0), (0.6, 0.8)]))
    assert words.rarity(rows).tolist() == [4.25, 7, 3.5]


@pytest.mark.parametrize("term", ["", "buy\0", "büy", "Moon", "moon ", "日本", "~", "moons" * 4])
def test_what_is_no_term_of_the_table_has_no_row(term: str) -> None:
    assert small().rows([term]).tolist() == [-1]


def test_a_term_too_long_for_the_table_is_not_taken_for_its_beginning() -> None:
    rows = np.zeros(1, dtype=ROW)
    rows["term"] = "m" * LONGEST_TERM
    words = WordVectors(rows)
    assert words.rows(["m" * LONGEST_TERM, "m" * (LONGEST_TERM + 1)]).tolist() == [0, -1]


def test_a_vector_of_zeros_stays_one() -> None:
    words = WordVectors(np.zeros(1, dtype=ROW))
    assert not words.vectors(np.array([0])).any()


@given(tables(), st.data())
def test_the_terms_of_rows_are_those_whose_rows_they_are(table: np.ndarray, data: st.DataObject) -> None:
    words = WordVectors(table)
    rows = np.array(data.draw(st.lists(st.integers(0, len(table) - 1))), dtype=np.int64)
    assert words.rows(words.terms_of(rows)).tolist() == rows.tolist()


def test_the_terms_of_the_table_are_what_is_meant_by_misspelt_ones() -> None:
    words = open_vectors()
    assert words.speller is words.speller
    assert words.speller.nearest("misil") == "missil"


@pytest.mark.parametrize(
    ("term", "near", "far"),
    [
        ("buy", "purchas", "moon"),
        ("missil", "rocket", "lunch"),
        ("threaten", "danger", "tabl"),
        ("cost", "price", "river"),
    ],
)
def test_the_shipped_table_knows_what_words_mean(term: str, near: str, far: str) -> None:
    words = open_vectors()
    rows = words.rows([term, near, far])
    assert rows.min() >= 0
    of_term, of_near, of_far = words.vectors(rows)
    assert of_term @ of_near > 0.5
    assert of_term @ of_far < 0.25


def test_the_shipped_table_knows_how_rare_words_are() -> None:
    words = open_vectors()
    rarity = words.rarity(words.rows(["year", "missil", "torpedo", "brandnewword"])).tolist()
    assert rarity == sorted(rarity)
    assert rarity[0] < 3
    assert rarity[-1] == UNKNOWN_RARITY
    assert words.rarity(np.arange(len(words))).max() < UNKNOWN_RARITY


ROWS = st.lists(st.integers(-1, 27_000), max_size=40)


@given(st.lists(ROWS, max_size=8), ROWS)
def test_the_length_of_a_sum_is_the_same_to_the_last_bit_whatever_is_summed_beside_it(
    runs: list[list[int]], before: list[int]
) -> None:
    vectors = open_vectors()
    rows = np.array([*before, *(row for run in runs for row in run)], dtype=np.int16)
    firsts = len(before) + np.cumsum([0, *map(len, runs)])[:-1]
    found = vectors.lengths_of_sums(rows, firsts, firsts + np.array(list(map(len, runs)), dtype=np.int64))
    for run, length in zip(runs, found.tolist(), strict=True):
        own = np.array(run, dtype=np.int16)
        [alone] = vectors.lengths_of_sums(own, np.array([0]), np.array([len(run)])).tolist()
        assert length == alone
        meant = vectors.vectors(own.astype(np.int64)) * vectors.tell(own.astype(np.int64))[:, None]
        assert alone == pytest.approx(float(np.linalg.norm(meant.sum(axis=0))), rel=1e-4, abs=1e-6)


def test_long_runs_are_summed_beside_short_ones_and_many() -> None:
    vectors = open_vectors()
    [row] = vectors.rows(["moon"]).tolist()
    lengths = np.array([3000, 1, 255, 256, 257, *([2] * 2000)])
    ends = np.cumsum(lengths)
    found = vectors.lengths_of_sums(np.full(ends[-1], row, dtype=np.int16), ends - lengths, ends)
    assert found == pytest.approx(found[1] * lengths, rel=1e-3)
