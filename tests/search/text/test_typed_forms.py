"""Forms that people type: the same thing written in other ways, and others that look alike."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.search.text.terms import Analyzer

ANALYZER = Analyzer()


def terms(text: str) -> set[str]:
    return set(ANALYZER.terms(text))


def asked(text: str) -> list[str]:
    """Return the terms that a question asks for."""
    return [token.term for token in ANALYZER.tokens(text) if token.asked]


@pytest.mark.parametrize(
    "forms",
    [
        ["3.30pm", "15:30", "3:30 pm", "3:30pm", "3.30 p.m.", "3:30 PM", "3:30\u202fPM"],
        ["3pm", "3 pm", "3 p.m.", "15:00", "3:00 PM", "three p.m."],
        ["9am", "9 a.m.", "9:00", "09:00", "9:00 AM"],
        ["12:15 am", "0:15", "00:15"],
        ["12pm", "12:00", "12 p.m."],
        ["Tuesday", "Tues.", "Tue", "tues"],
        ["on Wednesday", "on Wed"],
        ["Thursday 5", "Thu 5", "Thurs. 5"],
        ["Saturday, 5 October", "Sat, 5 Oct", "Sat. 5 Oct."],
        ["the first meeting", "the 1st meeting"],
        ["the second motion", "the 2nd motion"],
        ["1 May", "1st of May", "May 1st", "1st May", "the 1st of May"],
        ["2 Oct", "2nd of October", "Oct. 2nd"],
        ["21st century", "twenty-first century"],
        ["2.5%", "2.50 %", "2.50 percent", "2,5 %", "2.5 per cent"],
        ["€25,000", "€25 000", "25.000 €", "25,000 euros", "25\u202f000 €", "EUR 25.000", "€25.000,00"],
        ["$2.5", "$2.50", "2.50 dollars"],
        ["25000 people", "25 000 people", "25,000 people", "25'000 people"],
        ["1250000", "1.250.000", "1 250 000"],
        ["€1.5 million", "1,5 million euros"],
    ],
)
def test_forms_of_one_thing_are_asked_for_alike(forms: list[str]) -> None:
    first, *others = [set(asked(form)) for form in forms]
    assert first
    assert others == [first] * len(others)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C", "C#"),
        ("C", "C++"),
        ("C#", "F#"),
        ("C#", "C++"),
        ("3:30 am", "3:30 pm"),
        ("$25,000", "€25,000"),
        ("version 1.10", "version 1.1"),
        ("section 2.50", "section 2.5"),
        ("1.250 m", "1250 m"),
        ("first", "1"),
    ],
)
def test_what_looks_alike_is_asked_for_apart(one: str, other: str) -> None:
    assert set(asked(one)) != set(asked(other))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who writes C#?", "She writes C#, mostly."),
        ("C++", "written in C++17"),
        ("at 3:30", "at 3:30 pm"),
        ("3:30 pm", "15:30"),
        ("profile", "calls loadUserProfile again"),
        ("user profile", "LoadUserProfile"),
        ("hôpital", "à l’hôpital"),
        ("l'hopital", "hôpital"),
        ("LOreal", "L'Oréal"),
        ("2024", "in 2024 150 people"),
        ("case", "the snake_case names"),
        ("ミサイル", "Tomahawkミサイルの購入"),
        ("Tomahawk", "Tomahawkミサイルの購入"),
        ("محمد", "قال مُحَمَّد ذلك"),
        ("محمد", "مـحـمـد"),
        ("東京", "会議は東京で開かれた。"),
        ("会议", "这次会议在北京举行"),
        ("ประชุม", "การประชุมครั้งแรก"),
        ("りんご", "りんごがある。"),
        ("हिन्दी", "यह हिन्दी है।"),
    ],
)
def test_what_is_asked_for_is_found(question: str, text: str) -> None:
    assert asked(question)
    found = terms(text)
    tokens = list(ANALYZER.tokens(question))
    missing = {token.term for token in tokens if token.asked} - found
    # A question asks for the parts of what no text has.
    assert not missing or {token.term for token in tokens if not token.asked} & found


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("東京の会議はいつですか", "会議は2024年7月28日に東京で開かれた。"),
        ("誰がミサイルを購入しましたか。", "日本はトマホークミサイルを購入した。"),
        ("会议在哪里举行？", "这次会议在北京举行。"),
    ],
)
def test_most_of_a_question_without_spaces_is_found_in_what_answers_it(question: str, text: str) -> None:
    wanted = set(asked(question))
    assert len(wanted & terms(text)) > len(wanted) / 2
    assert wanted & terms("これはパンです。") == set()


def test_negations_are_read_alike() -> None:
    assert asked("wasn't it approved") == asked("was not it approved") == asked("approved")
    assert asked("they didn’t vote") == asked("they did not vote")


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("the Sun rises", "Sunday"),
        ("they sat 5 hours", "Saturday"),
        ("we wed", "Wednesday"),
        ("a ratio of 16:9", "16:09"),
        ("I am 3", "3:00"),
        ("555 123 4567", "555123"),
        ("YouTube", "tube"),
    ],
)
def test_what_only_looks_like_another_form_is_not_read_as_it(text: str, others: str) -> None:
    assert terms(text).isdisjoint(asked(others))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("at 3:30 p.m. today", "3:30 p.m"),
        ("the €25 000 grant", "25 000"),
        ("in C++, mostly", "C++"),
        ("の東京で", "東京"),
    ],
)
def test_the_form_as_it_is_written_is_marked(text: str, written: str) -> None:
    assert written in {text[token.start : token.end].removeprefix("€") for token in ANALYZER.tokens(text)}


def test_stems_are_those_of_the_language() -> None:
    german = Analyzer(language="de")
    assert german.terms("die Sitzungen") == german.terms("der Sitzung")
    assert Analyzer(language="de-AT").terms("Sitzungen") == german.terms("Sitzungen")
    assert Analyzer(language="xx").terms("meetings of the board") == ANALYZER.terms("meetings of the board")
    assert Analyzer(language="en-GB").terms("meetings won") == ANALYZER.terms("meetings won")
    assert Analyzer(language="fr").terms("les réunions") == Analyzer(language="fr").terms("la réunion")


def test_a_date_is_still_no_time_and_no_thousand() -> None:
    dated = Analyzer(dates=[dt.date(2024, 7, 28)])
    assert set(dated.terms("28.7.2024")) == set(dated.terms("28 July 2024"))
