from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from rapidfuzz.distance import OSA

from tests.benchmarks.datasets import Corpus, Query
from tests.benchmarks.peers import OURS, SYSTEMS, meeting_bot
from tests.benchmarks.ranking import ask, every_system, rank_of_right, rankings, typo_losses, with_typos

LIBRARIES = ("bm25s", "tantivy", "llama_index", "langchain_community", "haystack")
TEXTS = (
    "“Sourdough” rises slowly – it needs salt and patience.",
    " ".join(f"Onion number {number} simmers in the soup for an hour or more." for number in range(40)),
    "Rye bread is dark, and keeps for a week.",
)
CORPUS = Corpus(
    name="kitchen",
    texts=TEXTS,
    queries=(
        Query(text="How long does rye bread keep?", gold=frozenset({2})),
        Query(text="What does sourdough need?", gold=frozenset({0, 1})),
        Query(text="How dark is rye?", gold=frozenset({1})),
    ),
)


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for library in LIBRARIES:
        monkeypatch.setitem(sys.modules, library, None)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_our_answers_are_found_in_the_texts_they_are_cited_from_each_once(between: str) -> None:
    search = meeting_bot(Corpus(name="kitchen", texts=TEXTS, queries=(), between=between))
    assert search("How does sourdough rise?") == [0]
    assert search("How do onions simmer?") == [1], "a long text of many passages is one"
    assert search("Is rye dark?") == [2]
    assert search("Does rye or an onion simmer?")[:2] in ([1, 2], [2, 1])


def test_the_rank_is_that_of_the_first_right_text() -> None:
    query = Query(text="", gold=frozenset({4, 7}))
    assert rank_of_right(query, [4]) == 1
    assert rank_of_right(query, [1, 7, 4]) == 2
    assert rank_of_right(query, [1, 2]) is None
    assert rank_of_right(query, []) is None


@pytest.mark.parametrize("system", ["rank_bm25, split", OURS])
def test_a_system_is_asked_each_question_of_a_corpus(system: str) -> None:
    first, second, third = ask(system, CORPUS)
    assert (first.rank, second.rank) == (1, 1)
    assert third.rank != 1
    assert first.milliseconds > 0


@pytest.mark.usefixtures("nothing_installed")
def test_a_peer_that_is_not_installed_is_left_out() -> None:
    with ThreadPoolExecutor(2) as pool:
        found = every_system(pool, [CORPUS, CORPUS])
    assert set(found) == {"rank_bm25, split", OURS}
    assert [one.rank for one in found[OURS]] == 2 * [one.rank for one in ask(OURS, CORPUS)]


@pytest.mark.usefixtures("nothing_installed")
def test_tables_have_a_row_for_every_system(capsys: pytest.CaptureFixture[str]) -> None:
    with ThreadPoolExecutor(2) as pool:
        rankings(pool, "Kitchens", {"all": [CORPUS]})
        typo_losses(pool, "Typos", {"all": [CORPUS]})
    ranked, times, lost = capsys.readouterr().out.strip().split("\n\n")
    assert ranked.splitlines()[0] == "Kitchens, all: 3 questions"
    assert times.startswith("meeting-bot, whole answer: p50")
    assert lost.splitlines()[0] == "Typos, all: 2 questions", "'How dark is rye?' has no long word"
    for table in (ranked, lost):
        rows = table.splitlines()[2:]
        assert [row.split("  ")[0] for row in rows] == list(SYSTEMS)
        assert sum(row.endswith("not installed") for row in rows) == len(LIBRARIES)
    assert ranked.splitlines()[2].split()[2] == "66.7"


def test_typos_are_made_in_the_questions_only_and_always_the_same() -> None:
    before, after = with_typos(CORPUS)
    assert before.texts == after.texts == TEXTS
    assert before.queries == CORPUS.queries[:2]
    assert [query.gold for query in after.queries] == [query.gold for query in before.queries]
    for written, mistyped in zip(before.queries, after.queries, strict=True):
        assert OSA.distance(written.text, mistyped.text) == 1
    assert with_typos(CORPUS) == (before, after)
