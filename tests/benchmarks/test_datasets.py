from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

from tests.benchmarks.datasets import Query, halves, merged, qmsum, scifact, squad, turns_together

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, name: str, *records: object) -> None:
    with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(record)}\n" for record in records)


def test_each_article_of_squad_is_a_corpus_of_its_paragraphs(tmp_path: Path) -> None:
    write(
        tmp_path,
        "squad.corpus",
        {"id": "soup#0", "doc": "soup", "title": "Soup", "text": "Soup is hot.\n It simmers. "},
        {"id": "bread#0", "doc": "bread", "title": "Bread", "text": "Bread rises."},
        {"id": "bread#1", "doc": "bread", "title": "Bread", "text": "Rye is dark."},
    )
    write(
        tmp_path,
        "squad.queries",
        {"doc": "soup", "text": "How hot?", "gold": ["soup#0"], "answers": ["hot"]},
        {"doc": "bread", "text": "How dark?", "gold": ["bread#1"], "answers": ["dark"]},
        {"doc": "bread", "text": "What rises?", "gold": ["bread#1", "bread#0"], "answers": ["Bread"]},
    )
    bread, soup = squad(tmp_path)
    assert (bread.name, bread.texts) == ("bread", ("Bread rises.", "Rye is dark."))
    assert bread.queries == (
        Query(text="How dark?", gold=frozenset({1}), answers=("dark",)),
        Query(text="What rises?", gold=frozenset({0, 1}), answers=("Bread",)),
    )
    assert bread.as_file() == "Bread rises.\n\nRye is dark."
    assert (soup.name, soup.texts) == ("soup", ("Soup is hot. It simmers.",))
    both = merged([bread, soup])
    assert both.texts == (*bread.texts, *soup.texts)
    assert [query.gold for query in both.queries] == [{1}, {0, 1}, {2}]
    assert soup.queries == (Query(text="How hot?", gold=frozenset({0}), answers=("hot",)),)


def test_a_meeting_of_qmsum_is_a_corpus_of_its_turns_a_line_each(tmp_path: Path) -> None:
    turns = [["Ann", "Good \n morning ."], ["Bo", ""], ["Ann", "The budget ?"], ["Cy", "Cut it ."]]
    write(tmp_path, "qmsum.meetings", {"doc": "b", "turns": turns}, {"doc": "a", "turns": [["Ann", "Hi"]]})
    write(tmp_path, "qmsum.queries", {"doc": "b", "text": "The budget?", "spans": [[0, 0], [2, 3]]})
    first, second = qmsum(tmp_path)
    assert (first.name, first.texts, first.queries) == ("a", ("Ann: Hi",), ())
    assert second.as_file() == "Ann: Good morning .\nBo:\nAnn: The budget ?\nCy: Cut it ."
    assert second.queries == (Query(text="The budget?", gold=frozenset({0, 2, 3})),), "both ends included"


def test_turns_together_are_as_long_as_a_passage_at_most(tmp_path: Path) -> None:
    turns = [["Ann", "a" * 295], ["Bo", "b" * 295], ["Cy", "c"], ["Ann", "d" * 700], ["Bo", "e"]]
    write(tmp_path, "qmsum.meetings", {"doc": "a", "turns": turns})
    write(tmp_path, "qmsum.queries", {"doc": "a", "text": "Why?", "spans": [[1, 2], [4, 4]]})
    (meeting,) = map(turns_together, qmsum(tmp_path))
    assert [len(text) for text in meeting.texts] == [600, 5, 705, 5]
    assert meeting.queries[0].gold == {0, 1, 3}


def test_scifact_is_one_corpus_of_titled_abstracts(tmp_path: Path) -> None:
    write(
        tmp_path,
        "scifact.corpus",
        {"id": "7", "doc": "", "title": "On cells.", "text": "They divide."},
        {"id": "3", "doc": "", "title": "On bones.", "text": "They mend."},
    )
    write(tmp_path, "scifact.queries", {"doc": "", "text": "Bones mend.", "gold": ["3"]})
    (corpus,) = scifact(tmp_path)
    assert corpus.texts == ("On cells. They divide.", "On bones. They mend.")
    assert corpus.queries == (Query(text="Bones mend.", gold=frozenset({1})),)


def test_halves_are_of_every_other_corpus(tmp_path: Path) -> None:
    meetings = [{"doc": name, "turns": [["Ann", name]]} for name in ("c", "a", "e", "b", "d")]
    write(tmp_path, "qmsum.meetings", *meetings)
    write(tmp_path, "qmsum.queries")
    even, odd = halves(qmsum(tmp_path)).values()
    assert [corpus.name for corpus in even] == ["a", "c", "e"]
    assert [corpus.name for corpus in odd] == ["b", "d"]
