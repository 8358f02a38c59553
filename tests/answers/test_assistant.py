from __future__ import annotations

import itertools
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st

from bot import app
from bot.answers.assistant import LONGEST_QUESTION, is_greeting
from bot.answers.model import Answered, Match, NotCovered, NothingAsked, quotes
from bot.answers.reasons import in_english
from bot.config import Settings
from bot.errors import UnknownDocumentError
from bot.search.filters import Filter
from bot.search.ranking.weights import Feature
from bot.search.text.spelling import Speller, Spellings
from bot.search.text.terms import Analyzer
from bot.search.vectors.word_vectors import open_vectors
from tests.generated import TEXTS
from tests.libraries import assistant_of, shipped_assistant

if TYPE_CHECKING:
    from bot.answers.assistant import Assistant
    from bot.answers.model import Quote

FILES = {
    "talks.txt": (
        "Japan agreed to purchase 400 Tomahawk missiles. The missiles cost $1.7 billion.\n\n"
        "The Café opened in Tokyo.\n\n"
        "Kamikawa’s treaty was signed in July."
    ),
    "bread.md": "# Bread\n\nSourdough bread rises slowly. Salt it well.\n\nThe Café opened in Tokyo.",
    "soup.txt": "Soup simmers for an hour.\n\nThe Café opened in Tokyo.\n\nServe it hot.",
}
ARTICLE = shipped_assistant()
AGAIN = app.open_service(Settings()).current


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    return assistant_of(tmp_path, FILES)


def only(*documents: str) -> Filter:
    return Filter(documents=frozenset(documents))


def marked(quote: Quote) -> list[str]:
    return [match.of(quote.passage.text) for match in quote.matches]


def test_a_question_that_a_passage_covers_is_answered_with_it(assistant: Assistant) -> None:
    answer = assistant.ask("How many Tomahawk missiles did Japan purchase?")
    assert isinstance(answer, Answered)
    assert answer.coverage >= 0.5
    assert answer.question == "How many Tomahawk missiles did Japan purchase?"
    assert answer.index == assistant.fingerprint
    assert answer.quotes[0].passage.text.startswith("Japan agreed to purchase 400 Tomahawk missiles.")


def test_a_question_about_something_else_is_not_covered_and_says_why(assistant: Assistant) -> None:
    answer = assistant.ask("Who won the Champions League in Tokyo?")
    assert isinstance(answer, NotCovered)
    assert answer.coverage < 0.5
    assert in_english(answer.reason) == (
        "nothing in the documents mentions Champions League; the nearest is about the Café"
    )
    assert answer.closest[0].passage.text == "The Café opened in Tokyo."


def test_a_question_without_a_known_word_has_no_closest_passages(assistant: Assistant) -> None:
    answer = assistant.ask("quantum chromodynamics")
    assert isinstance(answer, NotCovered)
    assert (answer.coverage, answer.closest) == (0, ())
    assert in_english(answer.reason) == "nothing in the documents mentions quantum or chromodynamics"


@pytest.mark.parametrize("question", ["", " ", "\n\t", "\u3000"])
def test_an_empty_question_asks_nothing(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert isinstance(answer, NothingAsked)
    assert in_english(answer.reason).startswith("ask a question")


def test_a_greeting_asks_nothing_and_is_greeted(assistant: Assistant) -> None:
    answer = assistant.ask("Hello there!")
    assert isinstance(answer, NothingAsked)
    assert in_english(answer.reason).startswith("hello!")


@pytest.mark.parametrize(
    "question", ["who is it?", "How is that?", "?!", "\N{GRINNING FACE}", "\x07", "\ud800"]
)
def test_a_question_of_stop_words_only_is_not_covered(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert isinstance(answer, NotCovered)
    assert "no word to look for" in in_english(answer.reason)
    assert answer.closest == ()


def test_a_question_may_be_as_long_as_a_message_and_no_longer(assistant: Assistant) -> None:
    longest = "Tomahawk missiles ".ljust(LONGEST_QUESTION, "?")
    assert isinstance(assistant.ask(longest), Answered)
    answer = assistant.ask(f"{longest}?")
    assert isinstance(answer, NotCovered)
    assert in_english(answer.reason) == "the question is too long: 4001 characters, 4000 at most"
    assert isinstance(assistant.ask("missiles " * 100_000), NotCovered)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("missile", ["missiles", "missiles"]),
        ("CAFE", ["Café"]),
        ("Kamikawa signs treaties", ["Kamikawa’s", "treaty", "signed"]),
        ("rising sourdough breads", ["Sourdough", "bread", "rises"]),
        ("the 1.7 billion", ["$1.7 billion"]),
        ("1.7bn", ["$1.7 billion"]),
        ("How many billions?", ["billion"]),
        ("400 billions of dollars", ["400", "$", "billion"]),
    ],
)
def test_the_original_words_that_match_are_marked(
    assistant: Assistant, question: str, words: list[str]
) -> None:
    assert marked(quotes(assistant.ask(question))[0]) == words


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who agreed to purchase?", "Japan agreed to purchase 400 Tomahawk missiles."),
        ("What do they cost?", "The missiles cost $1.7 billion."),
        ("Does bread rise?", "Sourdough bread rises slowly."),
        ("Is there salt?", "Salt it well."),
        ("missile purchases", "Japan agreed to purchase 400 Tomahawk missiles."),
    ],
)
def test_the_best_sentence_is_the_one_that_matches_best(
    assistant: Assistant, question: str, sentence: str
) -> None:
    quote = quotes(assistant.ask(question))[0]
    assert quote.best_sentence.of(quote.passage.text) == sentence


def test_of_sentences_that_match_alike_the_first_is_the_best(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, {"a.txt": "Bread rises. The bread rises."})
    quote = quotes(assistant.ask("bread"))[0]
    assert quote.best_sentence.of(quote.passage.text) == "Bread rises."


def test_a_word_that_is_said_again_makes_no_sentence_better(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, {"a.txt": "Bread, bread, bread and bread. Bread of rye."})
    quote = quotes(assistant.ask("rye bread"))[0]
    assert quote.best_sentence.of(quote.passage.text) == "Bread of rye."


def test_features_sum_to_the_score_and_words_and_wording_too(assistant: Assistant) -> None:
    quote = quotes(assistant.ask("Which MISSILES did Japan buy?"))[0]
    assert sum(quote.features.values()) == pytest.approx(quote.score)
    of_words = sum(word.share for word in quote.words)
    assert of_words + quote.features[Feature.WORDING] == pytest.approx(quote.score)


def test_the_words_that_match_are_told_with_how_they_do(assistant: Assistant) -> None:
    quote = quotes(assistant.ask("Which MISSILES, tomahaks, japan and purchases are there?"))[0]
    found = {word.asked: (word.found, word.match) for word in quote.words}
    assert found == {
        "MISSILES": ("missiles", Match.EXACT),
        "tomahaks": ("Tomahawk", Match.SPELLING),
        "japan": ("Japan", Match.EXACT),
        "purchases": ("purchase", Match.FORM),
    }
    shares = [word.share for word in quote.words]
    assert shares == sorted(shares, reverse=True)


def test_a_related_word_is_told_but_not_marked() -> None:
    quote = quotes(ARTICLE.ask("Which aircraft were bought?"))[0]
    found = {word.asked: (word.found, word.match) for word in quote.words}
    assert found == {"aircraft": ("missiles", Match.RELATED), "bought": ("purchase", Match.RELATED)}
    assert marked(quote) == []


def test_an_answer_has_as_many_quotes_as_the_question_says_or_else_the_setting(tmp_path: Path) -> None:
    files = {"a.txt": "\n".join(f"Bread {number}." for number in range(6))}
    assistant = assistant_of(tmp_path, files, answers={"passages": 2})
    assert len(quotes(assistant.ask("bread"))) == 2
    assert len(quotes(assistant.ask("bread", passages=4))) == 4
    assert len(quotes(assistant.ask("bread", passages=100))) == 6


def test_the_setting_decides_what_is_covered_enough(tmp_path: Path) -> None:
    question = "Who won the Champions League in Tokyo?"
    assert isinstance(assistant_of(tmp_path, FILES, answers={"least_coverage": 0}).ask(question), Answered)
    assert isinstance(assistant_of(tmp_path, FILES, answers={"least_coverage": 1}).ask("soup?"), NotCovered)


def test_just_covered_enough_is_covered(tmp_path: Path) -> None:
    question = "Who opened a café?"
    coverage = assistant_of(tmp_path, FILES).ask(question).coverage  # type: ignore[union-attr] # it is asked
    assert 0 < coverage < 1
    answer = assistant_of(tmp_path, FILES, answers={"least_coverage": coverage}).ask(question)
    assert isinstance(answer, Answered)


def test_the_setting_decides_what_is_sure_enough(tmp_path: Path) -> None:
    question = "Who opened a café?"
    coverage = assistant_of(tmp_path, FILES).ask(question).coverage  # type: ignore[union-attr] # it is asked
    for least, sure in ((0.0, True), (coverage, True), (1.0, False)):
        settings = {"least_coverage": 0, "sure_coverage": least}
        answer = assistant_of(tmp_path, FILES, answers=settings).ask(question)
        assert isinstance(answer, Answered)
        assert answer.sure is sure


def test_without_any_hit_nothing_is_answered_whatever_the_setting(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, FILES, answers={"least_coverage": 0})
    assert isinstance(assistant.ask("quantum"), NotCovered)


def test_a_repeated_passage_is_quoted_once_and_cited_everywhere(assistant: Assistant) -> None:
    quote, *others = quotes(assistant.ask("café in Tokyo"))
    assert quote.passage.text not in {other.passage.text for other in others}
    assert quote.passage.citation.document == "bread"
    assert [citation.document for citation in quote.passage.repeats] == ["soup", "talks"]


@pytest.mark.parametrize(
    ("document", "others"),
    [("bread", ["soup", "talks"]), ("soup", ["bread", "talks"]), ("talks", ["bread", "soup"])],
)
def test_a_repeated_passage_is_cited_first_from_the_document_asked_about(
    assistant: Assistant, document: str, others: list[str]
) -> None:
    quote = quotes(assistant.ask("café in Tokyo", within=only(document)))[0]
    assert quote.passage.text == "The Café opened in Tokyo."
    assert quote.passage.citation.document == document
    assert [citation.document for citation in quote.passage.repeats] == others


def test_only_the_document_asked_about_is_looked_in(assistant: Assistant) -> None:
    everywhere = quotes(assistant.ask("missiles, bread and soup", passages=10))
    assert {quote.passage.citation.document for quote in everywhere} == {"talks", "bread", "soup"}
    for document in ("talks", "bread", "soup"):
        found = quotes(assistant.ask("missiles, bread and soup", passages=10, within=only(document)))
        assert found
        assert {quote.passage.citation.document for quote in found} == {document}


def test_a_blank_document_may_be_asked_about(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, {**FILES, "blank.txt": ""})
    answer = assistant.ask("missiles", within=only("blank"))
    assert isinstance(answer, NotCovered)
    assert answer.closest == ()


@pytest.mark.parametrize("question", ["missiles", "", "hello"])
def test_an_unknown_document_is_an_error_whatever_is_asked(assistant: Assistant, question: str) -> None:
    with pytest.raises(UnknownDocumentError, match=r"'talk'; did you mean talks\?"):
        assistant.ask(question, within=only("talk"))


QUESTIONS = st.text() | st.lists(
    st.sampled_from(
        "who Japan’s U.S US missiles china meeting, 2+2 $1.7 billion bread ? \u202e \ud800".split(" ")
    )
).map(" ".join)


@given(QUESTIONS, st.integers(1, 10))
def test_whatever_is_asked_the_answer_holds_together(question: str, passages: int) -> None:
    answer = ARTICLE.ask(question, passages=passages)
    assert answer.question == question
    if isinstance(answer, NothingAsked):
        return
    assert 0 <= answer.coverage <= 1
    found = quotes(answer)
    assert [quote.rank for quote in found] == list(range(1, len(found) + 1))
    assert len(found) <= passages
    assert all(one.score >= other.score > 0 for one, other in itertools.pairwise(found))
    for quote in found:
        text = quote.passage.text
        assert quote.passage.citation.span.of(ARTICLE.library.text(quote.passage.citation.document)) == text
        assert quote.best_sentence in [sentence.span for sentence in quote.passage.sentences]
        if answer.kind is None:
            assert sum(quote.features.values()) == pytest.approx(quote.score)
        assert answer.kind or quote.words or not any(map(str.isalnum, "".join(marked(quote))))
        assert all(word.asked in question and word.found in text for word in quote.words)
        edges = [edge for match in quote.matches for edge in (match.start, match.end)]
        assert edges == sorted(edges)
        assert all(0 <= match.start < match.end <= len(text) for match in quote.matches)


@given(QUESTIONS)
def test_matched_words_are_the_words_asked_for(question: str) -> None:
    analyzer = Analyzer()
    asked = set(analyzer.terms(question))
    for quote in quotes(ARTICLE.ask(question)):
        for match in quote.matches:
            of_match = [
                t for t in analyzer.tokens(quote.passage.text) if (t.start, t.end) == (match.start, match.end)
            ]
            assert asked & {token.term for token in of_match}


@given(QUESTIONS)
def test_the_same_question_has_the_same_answer(question: str) -> None:
    assert ARTICLE.ask(question) == ARTICLE.ask(question) == AGAIN.ask(question)


@settings(max_examples=50)
@given(TEXTS, st.integers(0, 200), st.integers(1, 200))
def test_a_part_of_a_document_finds_a_passage_that_shares_a_word_with_it_or_one_like_it(
    text: str, start: int, length: int
) -> None:
    question = text[start : start + length]
    analyzer, vectors = Analyzer(), open_vectors()
    with TemporaryDirectory() as folder:
        found = quotes(assistant_of(Path(folder), {"a.txt": "Bread.", "b.txt": text}).ask(question))
    asked = set(analyzer.terms(question))
    for quote in found:
        above = (quote.passage.citation.title, *quote.passage.citation.headings)
        terms = set(analyzer.terms("\n".join((*above, quote.passage.text))))
        related = vectors.cosines(vectors.rows([*asked]), vectors.rows([*terms])).max() > 0
        assert asked & terms or any(map(Speller(Spellings(terms), len).nearest, asked)) or related


def test_a_misspelt_word_finds_what_was_meant_and_marks_it() -> None:
    answer = ARTICLE.ask("who is yoko kamakawa, and how do misiles work?")
    words = [word for quote in quotes(answer) for word in marked(quote)]
    assert {"Kamikawa", "missiles"} <= set(words)
    mended = {w.asked: w.found for quote in quotes(answer) for w in quote.words if w.match is Match.SPELLING}
    assert mended == {"kamakawa": "Kamikawa", "misiles": "missiles"}


def test_a_misspelt_word_makes_less_sure_than_the_word(assistant: Assistant) -> None:
    sure, less_sure = assistant.ask("sourdough rises"), assistant.ask("sourdouhg rises")
    assert isinstance(sure, Answered)
    assert isinstance(less_sure, Answered)
    assert less_sure.quotes[0].passage == sure.quotes[0].passage
    assert less_sure.coverage < sure.coverage


@pytest.mark.parametrize(
    ("question", "sure"),
    [
        ("When did Japan agree to purchase Tomahawk missiles?", True),
        ("Where did Japan agree to purchase Tomahawk missiles?", False),
        ("Did Japan agree to purchase Tomahawk missiles?", True),
    ],
)
def test_a_sentence_without_what_is_asked_for_is_no_sure_answer(
    question: str, sure: bool, tmp_path: Path
) -> None:
    files = {
        "a.txt": "In January the two agreed that Japan would purchase Tomahawk missiles.\n\nSoup simmers."
    }
    answer = assistant_of(tmp_path, files).ask(question)
    assert isinstance(answer, Answered)
    assert answer.sure == sure


@pytest.mark.parametrize(
    "message",
    [
        "hi",
        "Hello!",
        "hey there",
        "HI BOT",
        "good morning",
        "Good evening everyone :)",
        "thanks",
        "Thank you!",
        "thank you all",
        "ok",
        "bye",
        "hello, how are you?",
        "how are you?",
        "what's up",
        "hello what's up",
        "hello what’s up",
        "  hi  ",
        "\N{WAVING HAND SIGN} hello",
    ],
)
def test_a_message_that_only_greets_is_a_greeting(message: str) -> None:
    assert is_greeting(message)


@pytest.mark.parametrize(
    "message",
    [
        "",
        "?",
        "\N{WAVING HAND SIGN}",
        "what is it",
        "hello kitty",
        "hi, who met in Tokyo?",
        "thanks, and where was it?",
        "good relations",
        "Hi-tech",
        "the meeting is ok",
    ],
)
def test_a_message_that_asks_anything_is_no_greeting(message: str) -> None:
    assert not is_greeting(message)
