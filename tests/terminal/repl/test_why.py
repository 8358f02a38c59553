from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.answers.model import Match, WordMatch
from bot.search.ranking.weights import Feature
from bot.terminal.repl.why import FEATURES, explained

if TYPE_CHECKING:
    from bot.answers.model import Quote


def why(quote: Quote) -> list[str]:
    return [line.text for line in explained(quote)]


def test_words_and_then_features_stand_in_one_table(quote: Quote) -> None:
    assert why(quote) == [
        "Passage 1 scores 2.00. What the words of the question add:",
        "treaty                  exact          50%  ████████████",
        "sign = signed           another form   25%  ██████",
        "The same score by what speaks for the passage:",
        "the words themselves                   75%  ██████████████████",
        "the question's wording                 25%  ██████",
    ]


@pytest.mark.parametrize(
    ("word", "label"),
    [
        (WordMatch(asked="Buy", found="purchase", match=Match.RELATED, share=1), "Buy ~ purchase  related"),
        (
            WordMatch(asked="misile", found="missile", match=Match.SPELLING, share=1),
            "misile → missile  spelling",
        ),
        (WordMatch(asked="Treaty", found="treaty", match=Match.EXACT, share=1), "Treaty  exact"),
        (WordMatch(asked="US", found="us", match=Match.RELATED, share=1), "US  related"),
        (
            WordMatch(asked="a", found="United\n\x1bStates", match=Match.FORM, share=1),
            "a = United ␛States  another",
        ),
    ],
)
def test_a_word_stands_beside_what_it_matches(word: WordMatch, label: str, quote: Quote) -> None:
    assert why(replace(quote, words=(word,), features={}))[1].startswith(label)


def test_the_greatest_part_stands_first(quote: Quote) -> None:
    backwards = replace(quote, words=quote.words[::-1], features=dict(reversed(list(quote.features.items()))))
    assert why(backwards) == why(quote)


def test_what_takes_away_or_adds_nothing_has_no_bar(quote: Quote) -> None:
    words = (replace(quote.words[0], share=-0.1), replace(quote.words[1], share=0.0))
    features = {Feature.BM25: 1.0, Feature.MEANING: -0.01, Feature.RELATED: 0.0, Feature.EXACT: 0.001}
    told = why(replace(quote, words=words, features=features))
    assert [line.split()[-1] for line in told[1:3]] == ["0%", "0%"]
    assert len(told) == 5
    assert told[4].startswith("the words themselves")


def test_a_long_word_is_clipped(quote: Quote) -> None:
    word = WordMatch(asked="x" * 4000, found="y", match=Match.RELATED, share=1)
    assert all(len(line) < 80 for line in why(replace(quote, words=(word,))))


def test_a_passage_without_any_word_of_the_question_says_so(quote: Quote) -> None:
    first, heading, *_ = why(replace(quote, words=()))
    assert first == "Passage 1 scores 2.00. It has no word of the question."
    assert heading.startswith("The same score")


def test_every_feature_has_a_name_of_its_own() -> None:
    assert len(set(FEATURES.values())) == len(FEATURES) == len(Feature)
