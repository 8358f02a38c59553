from __future__ import annotations

from hypothesis import example, given, strategies as st

from bot.discord_bot.views.markdown import units, visible
from bot.discord_bot.views.quoting import Marked, divided, quoted
from bot.documents.model import Span
from tests.discord_bot.views.discord_markdown import Run, read, seen
from tests.discord_bot.views.strategies import any_text, markdown_text, marked_texts

QUOTE, BOLD, ITALIC, UNDERLINE = "quote", "bold", "italic", "underline"


def styled(marked: Marked, style: str) -> str:
    """Return what is shown in a style, without white space."""
    return "".join("".join(run.text for run in read(quoted(marked)) if style in run.styles).split())


def test_the_best_sentence_is_bold_and_matches_are_underlined() -> None:
    marked = Marked(
        text="Before. Japan bought missiles. After.",
        strong=Span(start=8, end=30),
        matches=(Span(start=8, end=13), Span(start=21, end=29)),
    )
    assert quoted(marked) == "> Before. **__Japan__ bought __missiles__.** After."


def test_the_answer_is_italic_in_the_best_sentence() -> None:
    text = "Before. Japan bought 400 missiles."
    for start, end, shown in (
        (8, 13, "> Before. ***__Japan__* bought 400 missiles.**"),
        (21, 24, "> Before. **__Japan__ bought *400* missiles.**"),
        (25, 34, "> Before. **__Japan__ bought 400 *missiles.***"),
        (0, 13, "> Before. ***__Japan__* bought 400 missiles.**"),
        (10, 20, "> Before. **__Ja__*__pan__ bought* 400 missiles.**"),
        (8, 34, "> Before. ***__Japan__ bought 400 missiles.***"),
    ):
        strong, answer = Span(start=8, end=34), Span(start=start, end=end)
        marked = Marked(text=text, strong=strong, answer=answer, matches=(Span(start=8, end=13),))
        assert quoted(marked) == shown
        assert seen(shown) == text


def test_an_answer_without_a_best_sentence_is_not_marked() -> None:
    assert quoted(Marked(text="a b", answer=Span(start=0, end=1))) == "> a b"


def test_marks_end_with_their_line() -> None:
    marked = Marked(text="one two\n\nthree four", strong=Span(start=4, end=14))
    assert quoted(marked) == "> one **two**\n> \n> **three** four"


def test_a_match_across_the_edge_of_the_best_sentence_is_marked_on_both_sides() -> None:
    marked = Marked(text="abcd", strong=Span(start=2, end=4), matches=(Span(start=1, end=3),))
    assert read(quoted(marked)) == [
        Run(text="a", styles=frozenset({QUOTE})),
        Run(text="b", styles=frozenset({QUOTE, UNDERLINE})),
        Run(text="c", styles=frozenset({QUOTE, BOLD, UNDERLINE})),
        Run(text="d", styles=frozenset({QUOTE, BOLD})),
    ]


def test_matches_that_touch_are_one_mark() -> None:
    marked = Marked(text="ab", matches=(Span(start=0, end=1), Span(start=1, end=2)))
    assert quoted(marked) == "> __ab__"


@example(Marked(text=":smile:\u2028https://x.example/a_b"))
@given(marked_texts(markdown_text()))
def test_what_is_read_of_a_quote_is_its_text(marked: Marked) -> None:
    assert seen(quoted(marked)) == visible(marked.text).rstrip(" \t\n")


@given(marked_texts(st.text("ab1 \n*_~`|[<@:#>-.\\", max_size=40)))
def test_exactly_the_marked_ranges_are_marked(marked: Marked) -> None:
    strong = marked.strong.of(marked.text) if marked.strong else ""
    assert styled(marked, BOLD) == "".join(strong.split())
    answer = marked.answer_in_strong.of(marked.text) if marked.answer_in_strong else ""
    assert styled(marked, ITALIC) == "".join(answer.split())
    matched = "".join(match.of(marked.text) for match in marked.matches)
    assert styled(marked, UNDERLINE) == "".join(matched.split())


@given(marked_texts(any_text(400)), st.integers(150, 3000))
def test_pages_fit_and_together_are_the_quote(marked: Marked, budget: int) -> None:
    parts = divided(marked, budget)
    assert "".join(part.text for part in parts) == marked.text
    assert all(units(quoted(part)) <= budget for part in parts)
    assert units(quoted(marked)) <= marked.cost


@given(
    st.lists(st.text("abcdefgé", min_size=1, max_size=20), min_size=1, max_size=400), st.integers(100, 500)
)
def test_no_word_is_cut(words: list[str], budget: int) -> None:
    parts = divided(Marked(text=" ".join(words)), budget)
    assert [word for part in parts for word in part.text.split()] == words


@given(st.integers(1, 60), st.integers(80, 200))
def test_a_word_longer_than_a_page_is_cut_between_characters_that_are_read_apart(
    times: int, budget: int
) -> None:
    family = "👩‍👩‍👧"
    parts = divided(Marked(text=family * times), budget)
    assert all(not part.text.startswith("\u200d") and not part.text.endswith("\u200d") for part in parts)
