from __future__ import annotations

import itertools

import pytest
from hypothesis import given, strategies as st

from bot.documents.citations import parse
from bot.documents.identifiers import identifiers_of

NAMES = st.lists(
    st.text(
        st.characters(exclude_characters="/\0", exclude_categories=["Cs"])
        | st.sampled_from("ab-._ \n\udcff\u0301\ufe0f"),
        min_size=1,
        max_size=8,
    ).map(lambda name: name.lstrip(".") or "x"),
    min_size=1,
    max_size=3,
).map("/".join)


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("minutes.md", "minutes"),
        ("2026/q1.md", "2026-q1"),
        ("a b (draft).txt", "a-b--draft-"),
        ("v1.2_final.txt", "v1.2_final"),
        ("議事録.md", "議事録"),
        ("Протокол №5.txt", "Протокол--5"),
        ("cafe\u0301.md", "café"),
        ("हिन्दी.md", "हिन्दी"),
        ("รายงานที่ 1.md", "รายงานที่-1"),
        ("😀\ufe0f.md", "--"),
        ("line\nend.md", "line-end"),
    ],
)
def test_an_identifier_keeps_letters_and_digits_of_any_script(name: str, identifier: str) -> None:
    assert identifiers_of([name]) == {name: identifier}


@pytest.mark.parametrize(
    "identifiers",
    [
        {"notes.txt": "notes.txt", "notes.md": "notes.md", "other.md": "other"},
        {"2026/q1.md": "2026-q1.md-68465f43", "2026-q1.md": "2026-q1.md-dbd55b5e"},
        {"notes.txt": "notes.txt", "notes.md": "notes.md-754b6dc3", "notes.md.txt": "notes.md.txt"},
    ],
)
def test_names_that_clash_are_told_apart_by_their_endings_or_more(identifiers: dict[str, str]) -> None:
    for names in itertools.permutations(identifiers):
        assert identifiers_of(names) == identifiers


@given(st.lists(NAMES, unique=True, max_size=8))
def test_each_file_has_an_identifier_of_its_own_whatever_the_order(names: list[str]) -> None:
    found = identifiers_of(names)
    assert len(set(found.values())) == len(names)
    assert identifiers_of(reversed(names)) == found


@given(NAMES)
def test_every_identifier_is_read_again_out_of_a_citation(name: str) -> None:
    [identifier] = identifiers_of([name]).values()
    assert parse(f"({identifier}@1a2b3c4d:1-2)").document == identifier
    assert identifier.isprintable()
