"""Collections that no person would write, small ones of each kind: answers stay right, and rightly cited."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from bot.answers.model import quotes
from bot.documents.passages import LONGEST_PASSAGE
from bot.documents.verification import Verbatim, verify
from bot.store.cited import CitedTexts, StateStore
from tests.libraries import assistant_of, library_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.answers.assistant import Assistant
    from bot.answers.model import Quote

ENGINES = ("memory", "postings")
SYLLABLES = "ba ce di fo gu ka le mi no pu ra se ti vo zu".split()
WORDS = ["".join(syllables) + "x" for syllables in itertools.product(SYLLABLES, repeat=3)][:2000]
"""Words of no language."""


def asked(folder: Path, text: str, engine: str, question: str, passages: int = 3) -> Sequence[Quote]:
    """Return what is quoted; each quote stands in the document, where its citation says."""
    assistant = built(folder, text, engine)
    found = quotes(assistant.ask(question, passages=passages))
    for quote in found:
        assert quote.passage.citation.span.of(text) == quote.passage.text
    return found


def built(folder: Path, text: str, engine: str) -> Assistant:
    return assistant_of(folder, {"all.txt": text}, search={"engine": engine})


@pytest.mark.parametrize("engine", ENGINES)
def test_passages_of_one_word_each(engine: str, tmp_path: Path) -> None:
    assistant = built(tmp_path, "\n\n".join(WORDS), engine)
    for word in WORDS[:: len(WORDS) // 20]:
        first = quotes(assistant.ask(f"What is {word}?"))[0]
        assert first.passage.text == word
        assert first.passage.citation.paragraphs == (WORDS.index(word) + 1,) * 2


@pytest.mark.parametrize("engine", ENGINES)
def test_one_sentence_of_very_many_words_is_quoted_in_part(engine: str, tmp_path: Path) -> None:
    text = " ".join(["The", *WORDS * 10, "end."])
    first, *_ = asked(tmp_path, text, engine, f"Where do {WORDS[7]} and {WORDS[8]} stand?")
    marked = [match.of(first.passage.text) for match in first.matches]
    assert marked == [WORDS[7], WORDS[8]]
    assert len(first.passage.text) <= LONGEST_PASSAGE


@pytest.mark.parametrize("engine", ENGINES)
def test_one_paragraph_of_very_many_passages(engine: str, tmp_path: Path) -> None:
    sentences = [f"The {word} met the {other} again." for word, other in itertools.pairwise(WORDS)]
    text = " ".join(sentences)
    first, *_ = asked(tmp_path, text, engine, f"Whom did the {WORDS[1000]} meet?")
    assert sentences[1000] in first.passage.text
    assert first.passage.citation.paragraphs == (1, 1)
    assert len(first.passage.text) <= LONGEST_PASSAGE


@pytest.mark.parametrize("engine", ENGINES)
def test_a_term_that_stands_everywhere_finds_what_the_others_tell(engine: str, tmp_path: Path) -> None:
    text = "\n\n".join(f"The budget was {word}." for word in WORDS)
    first, *_ = asked(tmp_path, text, engine, f"Was the budget {WORDS[1234]}?")
    assert first.passage.text == f"The budget was {WORDS[1234]}."


@pytest.mark.parametrize("engine", ENGINES)
def test_passages_that_say_the_same_of_a_question_come_in_their_order(engine: str, tmp_path: Path) -> None:
    text = "\n\n".join(f"The budget was {word}." for word in WORDS)
    found = asked(tmp_path, text, engine, "What was the budget?", passages=10)
    assert [quote.passage.text for quote in found] == text.split("\n\n")[:10]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_passage_that_stands_very_often_is_one_with_its_first_places(engine: str, tmp_path: Path) -> None:
    line = "The budget was approved."
    (quote,) = asked(tmp_path, "\n\n".join([line] * 3000), engine, "Was the budget approved?")
    places = [quote.passage.citation, *quote.passage.repeats]
    assert [place.paragraphs[0] for place in places] == list(range(1, 102))


@pytest.mark.parametrize("engine", ENGINES)
def test_one_word_over_and_over(engine: str, tmp_path: Path) -> None:
    text = "budget " * 20_000
    first, *_ = asked(tmp_path, text, engine, "What of the budget?")
    assert set(first.passage.text.split()) == {"budget"}
    assert len(first.matches) == len(first.passage.text.split()) > 1


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("piece", ["a", "1", "é", "日", "1,234", "U.S.", "a-", "$", "’", "e\u0301"])
def test_one_word_without_an_end(piece: str, engine: str, tmp_path: Path) -> None:
    text = f"{piece * 20_000}\n\nThe budget was approved."
    first, *_ = asked(tmp_path, text, engine, "Was the budget approved?")
    assert first.passage.text == "The budget was approved."


def test_both_engines_answer_alike_where_nearly_all_scores_are_equal(tmp_path: Path) -> None:
    text = "\n\n".join(f"The budget of {WORDS[n % 40]} was {word}." for n, word in enumerate(WORDS))
    for question in (
        "What was the budget?",
        f"What of {WORDS[3]}?",
        f"The {WORDS[5]} budget of {WORDS[45]}?",
    ):
        memory, postings = (asked(tmp_path, text, engine, question, 10) for engine in ENGINES)
        assert [quote.passage.text for quote in memory] == [quote.passage.text for quote in postings]
        assert memory, "there is something to compare"


def test_the_quote_of_a_very_long_sentence_can_be_verified(tmp_path: Path) -> None:
    text = " ".join(["The", *WORDS * 10, "end."])
    quote, *_ = asked(tmp_path, text, "memory", f"Where do {WORDS[7]} and {WORDS[8]} stand?")
    cited = CitedTexts(StateStore(None))
    library = library_of(tmp_path, {"all.txt": text})
    found = verify(quote.passage.citation.id, library=library, cited=cited)
    assert isinstance(found, Verbatim)
