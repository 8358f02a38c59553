from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
from hypothesis import given, strategies as st

from bot import app
from bot.answers.json_format import to_json
from bot.config import Settings
from bot.documents.meeting import KINDS
from tests.libraries import assistant_of, shipped_assistant

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answers.assistant import Assistant

ARTICLE = shipped_assistant()
AGAIN = app.open_service(Settings()).current


def closed(**properties: Any) -> dict[str, Any]:  # noqa: ANN401 - a schema holds anything
    """Return the schema of an object that has exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


TEXT, TEXT_OR_NULL = {"type": "string"}, {"type": ["string", "null"]}
OFFSET, COUNT = {"type": "integer", "minimum": 0}, {"type": "integer", "minimum": 1}


def pair(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of, "minItems": 2, "maxItems": 2}


CITATION = closed(
    id={"type": "string", "pattern": r"^[A-Za-z0-9_.-]+@[0-9a-f]{16}:[0-9]+-[0-9]+$"},
    document=TEXT,
    title=TEXT,
    date={"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"},
    url=TEXT_OR_NULL,
    headings={"type": "array", "items": TEXT},
    page={"anyOf": [pair(COUNT), {"type": "null"}]},
    paragraphs=pair(COUNT),
    sentences=pair(COUNT),
    speaker=TEXT_OR_NULL,
    time={"type": ["string", "null"], "pattern": r"^\d+:\d\d:\d\d$"},
    start=OFFSET,
    end=OFFSET,
)
HIT = closed(
    rank=COUNT,
    score={"type": "number", "exclusiveMinimum": 0},
    text=TEXT,
    best_sentence=pair(OFFSET),
    matches={"type": "array", "items": pair(OFFSET)},
    answer={"anyOf": [pair(OFFSET), {"type": "null"}]},
    citation=CITATION,
    repeats={"type": "array", "items": CITATION, "maxItems": 10},
)
CONTRACT = closed(
    question=TEXT,
    status={"enum": ["answered", "not_covered", "empty"]},
    coverage={"type": "number", "minimum": 0, "maximum": 1},
    sure={"type": "boolean"},
    tied={"type": "boolean"},
    reason=TEXT_OR_NULL,
    kind={"enum": [None, *KINDS]},
    index=TEXT,
    hits={"type": "array", "items": HIT},
)


VALIDATOR = jsonschema.Draft202012Validator(CONTRACT)


def told(assistant: Assistant, question: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(to_json(assistant.ask(question)))
    return answer


QUESTIONS = st.text(st.characters()) | st.lists(
    st.sampled_from(
        [
            "who",
            "how much",
            "when did",
            "Japan purchase",
            "US missiles",
            "China",
            "bread",
            "\ud800",
            "\u2028",
            "\u202e",
            "\n",
            "\x1b[31m",
            "hello",
        ]
    )
).map(" ".join)


@given(QUESTIONS)
def test_any_answer_keeps_the_contract_on_one_line_of_ascii(question: str) -> None:
    line = to_json(ARTICLE.ask(question))
    assert line.isascii()
    assert line.isprintable()
    answer = json.loads(line)
    VALIDATOR.validate(answer)
    assert answer["question"] == question
    assert (answer["reason"] is None) == (answer["status"] == "answered")
    assert answer["status"] != "answered" or answer["hits"]
    assert answer["status"] != "empty" or (answer["hits"], answer["coverage"]) == ([], 0)


@given(QUESTIONS)
def test_offsets_point_into_the_text_and_the_document(question: str) -> None:
    for hit in told(ARTICLE, question)["hits"]:
        for citation in (hit["citation"], *hit["repeats"]):
            document = ARTICLE.library.whole(citation["document"])
            assert document.text[citation["start"] : citation["end"]] == hit["text"]
            assert (
                citation["id"] == f"{document.id}@{document.hash[:16]}:{citation['start']}-{citation['end']}"
            )
        start, end = hit["best_sentence"]
        assert 0 <= start < end <= len(hit["text"])
        assert all(0 <= first < last <= len(hit["text"]) for first, last in hit["matches"])
        assert hit["answer"] is None or start <= hit["answer"][0] < hit["answer"][1] <= end


@given(QUESTIONS)
def test_the_same_question_gives_the_same_bytes(question: str) -> None:
    assert to_json(ARTICLE.ask(question)) == to_json(AGAIN.ask(question))


def test_an_answer_to_the_letter(tmp_path: Path) -> None:
    front_matter = "---\ntitle: Talks\ndate: 2024-07-28\nurl: https://example.org/talks\n---\n"
    files = {
        "b.txt": "Soup.\n\nBread rises.",
        "a.md": f"{front_matter}Other.\n\nOne. Bread “rises”.\n\nBread rises.",
    }
    assistant = assistant_of(tmp_path, files)
    answer = told(assistant, "Does bread rise?")
    a, b = assistant.library.documents
    hits = answer.pop("hits")
    coverage = answer.pop("coverage")
    assert 0.5 < coverage <= 1
    assert coverage == round(coverage, 6)
    assert answer == {
        "question": "Does bread rise?",
        "status": "answered",
        "sure": True,
        "tied": False,
        "reason": None,
        "kind": None,
        "index": assistant.fingerprint,
    }
    scores = [hit.pop("score") for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert scores == [round(score, 6) for score in scores]
    assert hits == [
        {
            "rank": 1,
            "text": "Bread rises.",
            "best_sentence": [0, 12],
            "matches": [[0, 5], [6, 11]],
            "answer": None,
            "citation": {
                "id": f"a@{a.hash[:16]}:29-41",
                "document": "a",
                "title": "Talks",
                "date": "2024-07-28",
                "url": "https://example.org/talks",
                "headings": [],
                "page": None,
                "paragraphs": [3, 3],
                "sentences": [1, 1],
                "speaker": None,
                "time": None,
                "start": 29,
                "end": 41,
            },
            "repeats": [
                {
                    "id": f"b@{b.hash[:16]}:7-19",
                    "document": "b",
                    "title": "b",
                    "date": None,
                    "url": None,
                    "headings": [],
                    "page": None,
                    "paragraphs": [2, 2],
                    "sentences": [1, 1],
                    "speaker": None,
                    "time": None,
                    "start": 7,
                    "end": 19,
                }
            ],
        },
        {
            "rank": 2,
            "text": "One. Bread “rises”.",
            "best_sentence": [5, 19],
            "matches": [[5, 10], [12, 17]],
            "answer": None,
            "citation": {
                "id": f"a@{a.hash[:16]}:8-27",
                "document": "a",
                "title": "Talks",
                "date": "2024-07-28",
                "url": "https://example.org/talks",
                "headings": [],
                "page": None,
                "paragraphs": [2, 2],
                "sentences": [1, 2],
                "speaker": None,
                "time": None,
                "start": 8,
                "end": 27,
            },
            "repeats": [],
        },
    ]


def test_closest_passages_are_hits_of_a_question_that_is_not_covered() -> None:
    answer = told(ARTICLE, "Who won the Champions League against China?")
    assert answer["status"] == "not_covered"
    assert "Champions" in answer["reason"]
    assert answer["hits"]


def test_nothing_asked_is_empty_and_says_what_to_do() -> None:
    answer = told(ARTICLE, " ")
    assert answer == {
        "question": " ",
        "status": "empty",
        "coverage": 0,
        "sure": False,
        "tied": False,
        "kind": None,
        "index": ARTICLE.fingerprint,
        "hits": [],
    } | {"reason": answer["reason"]}
    assert answer["reason"]
