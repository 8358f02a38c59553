from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from bot.search.text.scripts import is_unspaced
from bot.search.text.synonyms import BUILT_IN
from bot.search.text.terms import Analyzer

ANALYZER = Analyzer()
TOMAHAWKS = Analyzer(synonyms={"Tomahawk": ["TLAM", "cruise missile"]})
PIECES = (
    "PM|pm|the|prime|minister|-|\n|. |, |3|p.m.|two plus two|United|States|of|America|US|us|long|$1.7|bn|"
    "million|one|twenty|five|7/28/2024|Jan|May|in|World|War|Two|% |1|.5|k|'s|’|é|per cent"
).split("|")
SHORT_PIECES = "PM pm 3 - US two million $ 1.7 bn k of / + . é \n".split(" ")
TEXTS_WITH_NAMES = st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map(" ".join) | st.lists(
    st.sampled_from(SHORT_PIECES)
).map("".join)


def asked(text: str, analyzer: Analyzer = ANALYZER) -> set[str]:
    """Return the terms of a text as a question."""
    return {token.term for token in analyzer.tokens(text) if token.asked}


def finds(question: str, passage: str, analyzer: Analyzer = ANALYZER) -> bool:
    """Whether a passage has all that a question asks for."""
    return bool(asked(question, analyzer)) and asked(question, analyzer) <= set(analyzer.terms(passage))


SAME = {
    "United States": ["US", "U.S.", "USA", "U.S.A.", "United States of America", "the us"],
    "their own": ["US's", "the United States'", "U.S.'s", "the USA’s"],
    "United Kingdom": ["UK", "U.K.", "United Kingdom", "Great Britain", "uk"],
    "European Union": ["EU", "E.U.", "European Union", "the eu"],
    "United Nations": ["UN", "U.N.", "United Nations"],
    "NATO": ["NATO", "Nato", "North Atlantic Treaty Organization", "North Atlantic Treaty Organisation"],
    "prime minister": ["PM", "prime minister", "Prime Ministers", "premier", "prime-minister", "the pm"],
    "vice president": ["VP", "vice president", "Vice-President"],
    "defense department": ["DoD", "Pentagon", "Defense Department", "Department of Defence", "DOD"],
    "2+2": ["2+2", "two plus two", "2 + 2", "two-plus-two", "2 plus 2"],
    "afternoon": ["3 pm", "3 p.m.", "3pm", "3 PM", "three p.m.", "3 P.M."],
    "world war": ["WWII", "World War II", "World War Two", "Second World War", "WW2"],
    "health": ["the WHO", "World Health Organization"],
    "headquarters": ["HQ", "headquarters"],
    "North Korea": ["DPRK", "North Korea", "Democratic People’s Republic of Korea"],
}  # fmt: skip


@pytest.mark.parametrize("forms", SAME.values(), ids=SAME.keys())
def test_names_of_one_thing_find_each_other(forms: list[str]) -> None:
    for question in forms:
        for passage in forms:
            assert finds(question, passage), (question, passage)


@pytest.mark.parametrize(("name", "others"), BUILT_IN.items())
def test_every_name_that_is_built_in_has_the_one_term(name: str, others: tuple[str, ...]) -> None:
    [term] = asked(f"the {name}")
    assert all(asked(f"the {other}") == {term} for other in others)


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("prime minister", "PM Kishida"),
        ("minister", "the prime minister"),
        ("Which ministers met?", "The prime minister met his cabinet."),
        ("states", "the United States"),
        ("long range", "a long-range missile"),
        ("longrange", "a long-range missile"),
        ("long-range", "missiles of long range"),
        ("coproduction", "co-production of missiles"),
        ("co-operation", "co-operation"),
        ("F35", "an F-35"),
        ("state-of-the-art", "it is state of the art"),
        ("What percentage voted?", "60% voted"),
        ("U.S. Army", "the United States Army"),
        ("PM", "the prime\nminister"),
        ("PM", "the prime \r\n    minister"),
    ],
)
def test_a_passage_is_found_in_other_words(question: str, passage: str) -> None:
    assert finds(question, passage)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3 pm", "the prime minister"),
        ("PM", "p.m."),
        ("They gave us states.", "the United States"),
        ("prime. Minister", "prime minister"),
        ("prime\n\nminister", "prime minister"),
        ("prime, minister", "prime minister"),
        ("prime the minister", "prime minister"),
        ("department, defense", "department of defense"),
        ("U.S.", "UK"),
    ],
)
def test_what_only_looks_alike_differs(one: str, other: str) -> None:
    assert asked(one).isdisjoint(asked(other))


def test_a_question_asks_for_a_phrase_as_one_and_a_passage_has_its_parts_as_well() -> None:
    tokens = list(ANALYZER.tokens("the prime minister"))
    assert [(token.start, token.end, token.asked) for token in tokens] == [
        (4, 18, True),
        (4, 9, False),
        (10, 18, False),
    ]


def test_of_two_names_the_longer_counts() -> None:
    assert len(asked("United States of America")) == 1
    assert asked("United States of Mexico") == asked("U.S.") | asked("Mexico")


def test_hyphens_join_all_that_they_stand_between() -> None:
    text = "an air-to-air missile, and Tokyo-Washington"
    joined = [text[token.start : token.end] for token in ANALYZER.tokens(text) if not token.asked]
    assert joined == ["air-to-air", "Tokyo-Washington"]


@pytest.mark.parametrize(
    "text", ["2019-20", "555-1234", "10-year", "ex-prime minister", "well - so", "PM-$1.7", "a-1.7"]
)
def test_what_nobody_writes_as_one_is_not_joined(text: str) -> None:
    spaces = {text[token.start : token.end] for token in ANALYZER.tokens(text) if not token.asked}
    assert all("-" not in space for space in spaces)


@pytest.mark.parametrize(
    "name", ["Tomahawk", "tomahawks", "TLAM", "TLAMs", "cruise missile", "Cruise-missiles"]
)
def test_an_owners_names_are_one(name: str) -> None:
    assert asked(name, TOMAHAWKS) == asked("Tomahawk", TOMAHAWKS)


def test_an_owners_phrase_is_found_by_its_parts() -> None:
    assert finds("missiles", "a cruise missile", TOMAHAWKS)
    assert not finds("Tomahawk", "a missile", TOMAHAWKS)


def test_an_owners_names_join_those_that_are_built_in() -> None:
    analyzer = Analyzer(synonyms={"Washington": ["USA", "Uncle Sam"], "project manager": ["pm"]})
    assert (
        len(
            {
                term
                for name in ("U.S.", "Washington", "United States", "Uncle Sam")
                for term in asked(name, analyzer)
            }
        )
        == 1
    )
    assert asked("project manager", analyzer) == asked("PM", analyzer) == asked("prime minister", analyzer)
    assert asked("3 pm", analyzer) == asked("3 p.m.")
    both = Analyzer(synonyms={"partners": ["UK", "EU"]})
    assert asked("European Union", both) == asked("Great Britain", both) == asked("partner", both)


@pytest.mark.parametrize(
    "name", ["R&D", "2+2 talks", "the Hill", "State of the Union", "St. Louis", "O'Neill", "C-130", "日本"]
)
def test_a_name_may_be_written_with_signs_and_stop_words(name: str) -> None:
    analyzer = Analyzer(synonyms={"nickname": [name]})
    assert asked(f"Of {name}, then", analyzer) == asked("nickname", analyzer)


@given(TEXTS_WITH_NAMES)
def test_places_are_nested_or_apart_and_in_order(text: str) -> None:
    tokens = list(ANALYZER.tokens(text))
    for before, after in pairwise(tokens):
        assert before.start <= after.start
    reached = 0
    for token in tokens:
        assert token.term
        assert 0 <= token.start < token.end <= len(text)
        # Where words are written without spaces, terms are pairs of letters, each of two.
        assert token.start >= reached or token.end <= reached or is_unspaced(text[token.start])
        reached = max(reached, token.end)


@given(TEXTS_WITH_NAMES)
def test_what_a_question_asks_for_its_own_text_has(text: str) -> None:
    assert asked(text) <= set(ANALYZER.terms(text))
    assert [token.term for token in ANALYZER.tokens(text)] == ANALYZER.terms(text)


@given(TEXTS_WITH_NAMES, TEXTS_WITH_NAMES)
def test_paragraphs_do_not_influence_each_other(one: str, other: str) -> None:
    between = "\n\N{BULLET} of \N{BULLET}\n"
    assert ANALYZER.terms(f"{one}{between}{other}") == ANALYZER.terms(one) + ANALYZER.terms(other)
