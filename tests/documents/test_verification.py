from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from bot.documents.citing import cite
from bot.documents.history import History
from bot.documents.library import Library
from bot.documents.model import Span
from bot.documents.passages import passages
from bot.documents.verification import Changed, Gone, Moved, Verbatim, verify
from bot.errors import CitationError
from tests.generated import TEXTS
from tests.libraries import document_of, library_of

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "One. Two. Three."
QUOTE = "Two."


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(folder=tmp_path / "history")


def cited(text: str, quote: str) -> str:
    start = text.index(quote)
    return cite(document_of(text), Span(start=start, end=start + len(quote))).id


@given(TEXTS)
def test_every_passage_and_every_repeat_of_it_is_verbatim_where_it_is_cited(content: str) -> None:
    from pathlib import Path

    document = document_of(content)
    library = Library(folder=Path(), documents=(document,), passages=passages([document]))
    nothing_kept = History(folder=Path("/nonexistent"))
    for passage in library.passages:
        for citation in (passage.citation, *passage.repeats):
            found = verify(f" `{citation.id}` ", library=library, history=nothing_kept)
            assert found == Verbatim(citation=citation, quote=passage.text)


def test_a_quote_that_stands_elsewhere_in_a_changed_document_has_moved(
    tmp_path: Path, history: History
) -> None:
    history.remember([document_of(TEXT)])
    library = library_of(tmp_path / "corpus", {"minutes.txt": "Zero.\n\nOne. Two. Three."})
    found = verify(cited(TEXT, QUOTE), library=library, history=history)
    assert isinstance(found, Moved)
    assert found.quote == QUOTE
    assert found.citation.id == f"minutes@{library.documents[0].hash}:12-16"
    assert (found.citation.paragraphs, found.citation.sentences) == ((2, 2), (2, 2))


def test_of_several_places_a_quote_has_moved_to_the_nearest(tmp_path: Path, history: History) -> None:
    earlier = f"{'Long ' * 20}ago. {QUOTE}"
    history.remember([document_of(TEXT), document_of(earlier)])
    library = library_of(tmp_path / "corpus", {"minutes.txt": f"{QUOTE} {'Long ' * 20}ago. {QUOTE}"})
    places = []
    for before in (TEXT, earlier):
        found = verify(cited(before, QUOTE), library=library, history=history)
        assert isinstance(found, Moved)
        places.append(found.citation.span.start)
    assert places == [0, 110]


def test_a_quote_that_a_changed_document_lacks_is_changed_and_told(tmp_path: Path, history: History) -> None:
    history.remember([document_of(TEXT)])
    library = library_of(tmp_path / "corpus", {"minutes.txt": "One. 2. Three."})
    found = verify(cited(TEXT, QUOTE), library=library, history=history)
    assert found == Changed(document="minutes", quote=QUOTE)


def test_a_quote_of_a_text_that_was_not_kept_is_changed_and_not_told(
    tmp_path: Path, history: History
) -> None:
    library = library_of(tmp_path / "corpus", {"minutes.txt": "Zero. One. Two. Three."})
    found = verify(cited(TEXT, QUOTE), library=library, history=history)
    assert found == Changed(document="minutes", quote=None)


def test_a_document_that_is_not_there_is_gone_with_the_nearest_names(
    tmp_path: Path, history: History
) -> None:
    library = library_of(tmp_path / "corpus", {"minute.txt": TEXT})
    found = verify(cited(TEXT, QUOTE), library=library, history=history)
    assert found == Gone(document="minutes", nearest=("minute",))


@pytest.mark.parametrize("offsets", ["0-17", "16-17", "100-200", "0-999999999999"])
def test_offsets_outside_the_text_of_the_right_hash_are_refused(
    tmp_path: Path, history: History, offsets: str
) -> None:
    library = library_of(tmp_path / "corpus", {"minutes.txt": TEXT})
    identifier = f"minutes@{library.documents[0].hash}:{offsets}"
    with pytest.raises(CitationError, match=rf"characters {offsets} lie outside 'minutes', which has 16"):
        verify(identifier, library=library, history=history)


def test_the_whole_text_is_not_outside(tmp_path: Path, history: History) -> None:
    library = library_of(tmp_path / "corpus", {"minutes.txt": TEXT})
    found = verify(f"minutes@{library.documents[0].hash}:0-16", library=library, history=history)
    assert isinstance(found, Verbatim)
    assert found.quote == TEXT


def test_offsets_outside_an_earlier_text_are_refused(tmp_path: Path, history: History) -> None:
    earlier = document_of(TEXT)
    history.remember([earlier])
    library = library_of(tmp_path / "corpus", {"minutes.txt": f"{TEXT} Four."})
    with pytest.raises(CitationError, match=re.escape("0-17 lie outside")):
        verify(f"minutes@{earlier.hash}:0-17", library=library, history=history)


def test_a_malformed_identifier_is_refused(tmp_path: Path, history: History) -> None:
    library = library_of(tmp_path / "corpus", {"minutes.txt": TEXT})
    with pytest.raises(CitationError, match="is not a citation"):
        verify("minutes", library=library, history=history)
