from __future__ import annotations

import pytest

from bot.errors import SynonymError
from bot.search.text.terms import Analyzer


@pytest.mark.parametrize(
    ("synonyms", "key", "message"),
    [
        ({"Tomahawk": ["the"]}, "Tomahawk", "'the' has no word to look for: write another name"),
        ({"Tomahawk": [""]}, "Tomahawk", "'' has no word to look for: write another name"),
        ({"IT": ["information"]}, "IT", "'IT' has no word to look for: write another name"),
        ({"of\nthe": []}, "of\nthe", "'of the' has no word to look for: write another name"),
        ({"x" * 9: ["?!" * 200]}, "x" * 9, f"'{'?!' * 50}' has no word to look for: write another name"),
        (
            {"missile": [], "Missiles": []},
            "Missiles",
            "is the same name as 'missile': write all names of one thing under one key",
        ),
        (
            {"Tomahawk": ["TLAM"], "TLAM": ["Tomahawk"]},
            "Tomahawk",
            "'TLAM' is a key itself: write all names of one thing under one key",
        ),
        (
            {"weapon": ["missile"], "missiles": ["rocket"]},
            "weapon",
            "'missile' is a key itself: write all names of one thing under one key",
        ),
        (
            {"Tomahawk": ["cruise missile"], "Taurus": ["cruise-missiles"]},
            "Taurus",
            "'cruise-missiles' stands under 'Tomahawk' as well: choose one",
        ),
    ],
)
def test_names_that_cannot_be_used_are_refused(
    synonyms: dict[str, list[str]], key: str, message: str
) -> None:
    with pytest.raises(SynonymError) as error:
        Analyzer(synonyms=synonyms)
    assert (error.value.key, str(error.value)) == (key, message)


@pytest.mark.parametrize(
    "synonyms",
    [
        {},
        {"Tomahawk": []},
        {"Tomahawk": ["Tomahawks", "TLAM", "TLAM"]},
        {"the Hill": ["Congress"], "Hill": ["Benny"]},
        {"missile": ["cruise missile"]},
    ],
)
def test_names_that_repeat_themselves_or_contain_each_other_can_be_used(
    synonyms: dict[str, list[str]],
) -> None:
    assert Analyzer(synonyms=synonyms).terms("Tomahawk")
