from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.documents.citing import cite, parse
from bot.documents.history import History
from bot.documents.library import load
from bot.documents.model import Span
from bot.documents.verification import Changed, Gone, Moved, Verbatim, verify
from bot.errors import CitationError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.documents.library import Library

TEXT = "First. The quote stands here. Last."


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(folder=tmp_path / "state/cited")


@pytest.fixture
def library(folder_of: Callable[..., Path]) -> Library:
    return load(folder_of(a_txt=TEXT))


@pytest.fixture
def identifier(library: Library) -> str:
    return cite(library.documents[0], Span(start=7, end=29)).id


def test_an_identifier_survives_being_read_and_written(identifier: str) -> None:
    reference = parse(f" ` {identifier}` \n")
    span = reference.span
    assert f"{reference.document}@{reference.hash}:{span.start}-{span.end}" == identifier


@pytest.mark.parametrize(
    "malformed",
    [
        "",
        "x",
        "a@0:0-1",
        "a@0000000g:0-1",
        "a@00000000:1-1",
        "a@00000000:2-1",
        "a@00000000:-1-2",
        "a@00000000:0-1 b",
        "a@00000000:\u0660-\u0661",
        f"a@00000000:0-{'9' * 5000}",
        "../x@00000000:0-1",
        "é@00000000:0-1",
    ],
)
def test_a_malformed_identifier_is_refused_in_one_short_line(malformed: str) -> None:
    with pytest.raises(CitationError) as error:
        parse(malformed)
    assert len(str(error.value)) < 200


def test_a_quote_that_still_stands_is_verbatim(identifier: str, library: Library, history: History) -> None:
    outcome = verify(identifier, library=library, history=history)
    assert isinstance(outcome, Verbatim)
    assert outcome.quote == "The quote stands here."
    assert outcome.citation.sentences == (2, 2)


def test_a_quote_that_moved_is_found_again(
    identifier: str, library: Library, history: History, folder_of: Callable[..., Path]
) -> None:
    history.remember(library.documents)
    changed = load(folder_of(a_txt=f"New.\n{TEXT}"))
    outcome = verify(identifier, library=changed, history=history)
    assert isinstance(outcome, Moved)
    assert outcome.citation.span.of(changed.documents[0].text) == outcome.quote == "The quote stands here."
    assert outcome.citation.paragraphs == (2, 2)


def test_a_quote_that_is_no_longer_said_is_told(
    identifier: str, library: Library, history: History, folder_of: Callable[..., Path]
) -> None:
    history.remember(library.documents)
    outcome = verify(identifier, library=load(folder_of(a_txt="Other.")), history=history)
    assert outcome == Changed(document="a", quote="The quote stands here.")


def test_without_the_earlier_text_it_is_only_known_that_something_changed(
    identifier: str, history: History, folder_of: Callable[..., Path]
) -> None:
    outcome = verify(identifier, library=load(folder_of(a_txt="Other.")), history=history)
    assert outcome == Changed(document="a", quote=None)


def test_a_document_that_is_gone_is_named(history: History, library: Library) -> None:
    outcome = verify("b@00000000:0-1", library=library, history=history)
    assert isinstance(outcome, Gone)
    assert "'b'" in outcome.reason


def test_offsets_outside_the_text_are_refused(identifier: str, library: Library, history: History) -> None:
    with pytest.raises(CitationError, match="0-999 lie outside 'a', which has 35"):
        verify(f"{identifier.partition(':')[0]}:0-999", library=library, history=history)


def test_a_damaged_earlier_text_counts_as_unknown(
    identifier: str, library: Library, history: History, folder_of: Callable[..., Path]
) -> None:
    history.remember(library.documents)
    (kept,) = history.folder.iterdir()
    kept.write_text("something else")
    outcome = verify(identifier, library=load(folder_of(a_txt="Other.")), history=history)
    assert outcome == Changed(document="a", quote=None)


def test_a_history_that_cannot_be_written_stops_nobody(tmp_path: Path, library: Library) -> None:
    (tmp_path / "file").write_text("")
    history = History(folder=tmp_path / "file")
    history.remember(library.documents)
    assert history.text(library.documents[0].hash) is None


def test_a_history_holds_whole_texts_only(history: History, library: Library) -> None:
    history.remember(library.documents)
    history.remember(library.documents)
    assert [path.name for path in history.folder.iterdir()] == [f"{library.documents[0].hash}.txt"]
    assert history.text(library.documents[0].hash) == TEXT
