from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from bot import app, config
from bot.answers.model import Answered, NotCovered, quotes
from bot.config import Settings
from bot.errors import ConfigurationError, LibraryError
from bot.library.library import Changed, Unchanged
from bot.search.ranking.weights import Feature
from bot.search.vectors.table import TABLE, checksum_path
from tests.libraries import assistant_of, service_of, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from bot.app import Service
    from bot.progress import T

FILES = {"a.txt": "Bread rises.", "b.txt": "Soup simmers."}


def settings_of(**sections: dict[str, object]) -> Settings:
    return config.resolve(config.Layer(name="test", values=sections))


def test_without_settings_the_shipped_article_answers() -> None:
    answer = app.open_service(Settings()).ask("How much did Japan pay for the Tomahawk missiles?")
    assert isinstance(answer, Answered)
    assert "$1.7 billion" in answer.quotes[0].passage.text


def test_the_shipped_article_says_what_it_is() -> None:
    [document] = app.open_service(Settings()).current.library.documents
    assert (document.title, str(document.facts.date), document.facts.language) == (
        "U.S.–Japan 2+2 meeting",
        "2024-07-28",
        "en",
    )


def test_a_folder_in_the_settings_takes_the_place_of_the_shipped_documents(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    library = app.open_service(settings_of(documents={"folder": str(tmp_path)})).current.library
    assert [document.id for document in library.documents] == ["a", "b"]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="there is no such folder"):
        app.open_service(settings_of(documents={"folder": str(tmp_path / "nowhere")}))


def test_a_folder_may_lie_in_ones_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path / "minutes", FILES)
    monkeypatch.setenv("HOME", str(tmp_path))
    library = app.open_service(settings_of(documents={"folder": "~/minutes"})).current.library
    assert library.folder == tmp_path / "minutes"


def test_a_folder_of_a_user_that_is_not_there_is_refused() -> None:
    with pytest.raises(LibraryError, match="~nobody-of-this-name/notes: there is no such user"):
        app.open_service(settings_of(documents={"folder": "~nobody-of-this-name/notes"}))


@pytest.mark.parametrize(
    "sections",
    [
        {"search": {"k1": 2.0}},
        {"search": {"b": 0.5}},
        {"search": {"vectors": False}},
        {"answers": {"least_coverage": 0.75}},
        {"answers": {"sure_coverage": 0.5}},
        {"synonyms": {"bread": ["loaf"]}},
    ],
)
def test_the_fingerprint_changes_with_the_settings_that_change_answers(
    tmp_path: Path, sections: dict[str, dict[str, object]]
) -> None:
    before = assistant_of(tmp_path, FILES).fingerprint
    assert assistant_of(tmp_path, FILES, **sections).fingerprint != before


def test_the_fingerprint_changes_with_the_documents_and_not_with_their_place(tmp_path: Path) -> None:
    here = assistant_of(tmp_path / "here", FILES).fingerprint
    assert assistant_of(tmp_path / "there", FILES).fingerprint == here
    assert assistant_of(tmp_path / "more", {**FILES, "c.txt": "Salt."}).fingerprint != here


def test_the_parameters_of_search_reach_the_ranking(tmp_path: Path) -> None:
    files = {"a.txt": "Bread, bread, bread and bread.", "b.txt": "Bread rises slowly and it needs salt."}

    def score(k1: float) -> float:
        answer = assistant_of(tmp_path, files, search={"k1": k1}).ask("bread")
        assert isinstance(answer, Answered)
        return answer.quotes[0].score

    assert score(5) < score(0.5)


def missing_table(folder: Path) -> Path:
    return folder / "words.npy"


def service_with(table: Path, folder: Path) -> Service:
    settings = settings_of(documents={"folder": str(write_files(folder, FILES))})
    return app.open_service(settings, table=table)


def damaged_table(folder: Path) -> Path:
    table = folder / "words.npy"
    content = bytearray(TABLE.read_bytes())
    content[-1] ^= 1
    table.write_bytes(content)
    checksum_path(table).write_bytes(checksum_path(TABLE).read_bytes())
    return table


@pytest.mark.parametrize(
    ("table_in", "why"),
    [(missing_table, "words.crc32: cannot be read: No such file"), (damaged_table, "words.npy: is damaged")],
)
def test_without_the_table_of_words_an_owner_is_told_so_in_one_line(
    tmp_path: Path, table_in: Callable[[Path], Path], why: str
) -> None:
    [notice] = service_with(table_in(tmp_path), tmp_path / "d").current.notices
    assert notice.startswith("questions in other words than the documents' are answered less well: ")
    assert why in notice
    assert str(tmp_path) not in notice
    assert "install meeting-bot again" in notice
    assert "\n" not in notice


@pytest.mark.parametrize("table_in", [missing_table, damaged_table])
def test_without_the_table_of_words_questions_are_answered_by_the_words_themselves(
    tmp_path: Path, table_in: Callable[[Path], Path]
) -> None:
    without = service_with(table_in(tmp_path), tmp_path / "d")
    switched_off = service_of(tmp_path / "d", FILES, search={"vectors": False})
    for question in ("Does bread rise?", "Who simmers soup?", "What do pastries do?"):
        found, expected = without.ask(question), switched_off.ask(question)
        assert dataclasses.replace(found, index="") == dataclasses.replace(expected, index="")
    assert isinstance(without.ask("Does bread rise?"), Answered)


def test_the_fingerprint_tells_answers_without_the_table_from_those_with_it(tmp_path: Path) -> None:
    without = service_with(missing_table(tmp_path), tmp_path / "d").current
    assert without.fingerprint != assistant_of(tmp_path / "d", FILES).fingerprint


def test_with_the_table_of_words_there_is_nothing_to_be_told(tmp_path: Path) -> None:
    assert assistant_of(tmp_path, FILES).notices == ()
    assert service_with(TABLE, tmp_path).current.notices == ()


def test_who_switches_vectors_off_is_told_nothing_and_the_table_is_not_read(tmp_path: Path) -> None:
    folder = str(write_files(tmp_path / "d", FILES))
    settings = settings_of(documents={"folder": folder}, search={"vectors": False})
    assert app.open_service(settings, table=missing_table(tmp_path)).current.notices == ()


def test_whether_vectors_count_is_a_setting(tmp_path: Path) -> None:
    files = {"a.txt": "They purchased a rocket.", "b.txt": "The moon is far."}
    assert quotes(assistant_of(tmp_path, files).ask("Who bought missiles?"))
    assert not quotes(assistant_of(tmp_path, files, search={"vectors": False}).ask("Who bought missiles?"))


def test_the_passages_of_one_paragraph_speak_for_each_other(tmp_path: Path) -> None:
    first, second = f"Rye {'grows on fields ' * 30}.", f"Bread {'is made of flour ' * 30}."

    def score(between: str) -> float:
        files = {"a.txt": f"{first}{between}{second}\n\nSoup simmers."}
        found = quotes(assistant_of(tmp_path, files, search={"b": 0}).ask("rye bread"))
        return next(quote.features[Feature.PARAGRAPH] for quote in found if quote.passage.text == first)

    assert score(" ") > score("\n\n")


def test_synonyms_reach_passages_and_questions(tmp_path: Path) -> None:
    synonyms = {"bread": ["staff of life"], "pottage": ["soup"]}
    assistant = assistant_of(tmp_path, FILES, synonyms=synonyms)
    for question, text in (("Staff of life?", "Bread rises."), ("pottage", "Soup simmers.")):
        answer = assistant.ask(question)
        assert isinstance(answer, Answered)
        assert answer.quotes[0].passage.text == text


def test_a_synonym_that_cannot_be_used_is_refused_with_its_source_and_key(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"^test: synonyms\.bread: 'the' has no word to look for"):
        assistant_of(tmp_path, FILES, synonyms={"bread": ["the"]})


def test_the_dates_of_the_documents_settle_what_a_date_in_digits_means(tmp_path: Path) -> None:
    texts = {"a.txt": "---\ndate: 2024-08-07\n---\nThey met on 7 August 2024.", "b.txt": "Not 8 July 2024."}
    answer = assistant_of(tmp_path, texts).ask("What was on 7/8/2024?")
    assert isinstance(answer, Answered)
    assert answer.quotes[0].passage.text == "They met on 7 August 2024."


def test_progress_of_indexing_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int | None]] = []

    def track(items: Iterable[T], *, doing: str, total: int | None) -> Iterable[T]:
        told.append((doing, total))
        return items

    write_files(tmp_path, FILES)
    app.open_service(settings_of(documents={"folder": str(tmp_path)}), track=track)
    assert told == [("reading documents", len(FILES))]


def test_the_state_of_the_user_lies_where_the_platform_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert app.state_folder().is_relative_to(tmp_path)


def test_what_was_cited_is_kept_in_the_state_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    answer = assistant_of(tmp_path / "d", FILES).ask("Does bread rise?")
    [first, *_] = [(quote.passage.citation, quote.passage.text) for quote in quotes(answer)]
    app.cited_texts().remember([first])
    citation, text = first
    assert app.cited_texts().find(citation.document, citation.hash, citation.span) == (text,)


def test_changed_documents_answer_after_a_look_at_them_and_not_before(tmp_path: Path) -> None:
    service = service_of(tmp_path, FILES)
    before = service.current
    write_files(tmp_path, {"c.txt": "Salt dissolves in water."})
    assert isinstance(service.ask("Does salt dissolve?"), NotCovered)
    assert service.refresh() == Changed(added=("c",))
    assert isinstance(service.ask("Does salt dissolve?"), Answered)
    assert isinstance(service.ask("Does salt dissolve?", assistant=before), NotCovered)
    assert service.current.fingerprint != before.fingerprint


def test_where_nothing_changed_the_same_goes_on_answering(tmp_path: Path) -> None:
    service = service_of(tmp_path, FILES)
    before = service.current
    assert service.refresh() == Unchanged()
    assert service.current is before


def damage_kept(cache: Path) -> int:
    """Overwrite the content of all stores, all but their beginnings; return how many there are."""
    stores = [path for path in cache.rglob("*") if path.is_file() and path.read_bytes()[:6] == b"SQLite"]
    for path in stores:
        content = path.read_bytes()
        path.write_bytes(content[:100] + b"\xa5" * (len(content) - 100))
    return len(stores)


@pytest.mark.parametrize("question", ["How many people met about budget number 7?", "Who met?"])
def test_what_was_kept_and_is_damaged_is_read_again_while_somebody_asks(
    question: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    lines = (f"In all {number} people met about budget number {number}." for number in range(3000))
    files = {"long.txt": "\n\n".join(lines)}
    expected = service_of(tmp_path / "d", files).ask(question)
    service = service_of(tmp_path / "d", files)
    assert damage_kept(tmp_path / "cache") > 0
    assert service.ask(question) == expected
    assert service.ask(question) == expected
