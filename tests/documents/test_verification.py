from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given, strategies as st

from bot.documents.citations import cite
from bot.documents.folder import UNSEEN
from bot.documents.model import Block, BlockKind, Document, Span
from bot.documents.verification import Changed, Gone, Moved, Verbatim, nearest_place, verify
from bot.errors import CitationError, CitationFault
from bot.library.snapshot import Snapshot
from bot.store.cited import CitedTexts, StateStore
from bot.store.packing import packed
from bot.store.protocol import ReadDocument
from bot.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from bot.search.engines.protocol import Engine

TEXT = "One is here. Two is here. Three is here."
QUOTE = "Two is here."


def document_of(text: str, name: str = "minutes") -> Document:
    """Return a document with a blank line between paragraphs."""
    starts = [0, *(match.end() for match in re.finditer("\n\n", text))]
    ends = [*(match.start() for match in re.finditer("\n\n", text)), len(text)]
    spans = [Span(start=start, end=end) for start, end in zip(starts, ends, strict=True)]
    return Document(
        id=name,
        name=f"{name}.txt",
        format="text",
        title=name,
        text=text,
        blocks=tuple(Block(kind=BlockKind.PARAGRAPH, span=span) for span in spans),
    )


def library_of(**documents: str) -> Snapshot:
    store = SqliteStore(None, key="k")
    read = [
        ReadDocument(document=document_of(text, name), content="", signature=UNSEEN, records=(), words={})
        for name, text in sorted(documents.items())
    ]
    store.apply(packed(one) for one in read)
    engine = cast("Engine", None)  # nothing is searched
    return Snapshot(folder=Path("documents"), documents=store.documents(), store=store, engine=engine)


def identifier_of(text: str, quote: str = QUOTE, name: str = "minutes") -> str:
    start = text.index(quote)
    return cite(document_of(text, name), Span(start=start, end=start + len(quote))).id


@pytest.fixture
def cited(tmp_path: Path) -> CitedTexts:
    return CitedTexts(StateStore(tmp_path / "state"))


def remember(
    cited: CitedTexts, text: str, quote: str = QUOTE, name: str = "minutes", at: int | None = None
) -> str:
    """Keep a quote as an answer does, and return its identifier."""
    start = text.index(quote) if at is None else at
    citation = cite(document_of(text, name), Span(start=start, end=start + len(quote)))
    cited.remember([(citation, quote)])
    return citation.id


NOTHING = CitedTexts(StateStore(None))


@pytest.fixture(scope="module")
def library() -> Snapshot:
    return library_of(minutes=TEXT)


@given(st.data())
def test_any_range_of_a_document_is_verbatim_there(library: Snapshot, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    span = Span(start=start, end=data.draw(st.integers(start + 1, len(TEXT))))
    citation = cite(document_of(TEXT), span)
    found = verify(f" `{citation.id}` ", library=library, cited=NOTHING)
    assert found == Verbatim(citation=citation, quote=span.of(TEXT))


def test_a_citation_with_eight_digits_of_the_hash_still_holds() -> None:
    identifier = re.sub("@(.{8}).{8}", r"@\1", identifier_of(TEXT))
    found = verify(identifier, library=library_of(minutes=TEXT), cited=NOTHING)
    assert isinstance(found, Verbatim)
    assert found.citation.id == identifier_of(TEXT)


def test_a_quote_that_stands_elsewhere_in_a_changed_document_has_moved(cited: CitedTexts) -> None:
    identifier = remember(cited, TEXT)
    library = library_of(minutes=f"Zero is here.\n\n{TEXT}")
    found = verify(identifier, library=library, cited=cited)
    assert isinstance(found, Moved)
    assert found.quote == QUOTE
    assert found.citation.id == f"minutes@{library.documents[0].hash[:16]}:28-40"
    assert (found.citation.paragraphs, found.citation.sentences) == ((2, 2), (2, 2))


@pytest.mark.parametrize(("at", "place"), [(0, 0), (40, 0), (70, 114), (200, 114)])
def test_of_several_places_a_quote_has_moved_to_thenearest_place(
    cited: CitedTexts, at: int, place: int
) -> None:
    identifier = remember(cited, "Some other text", quote=QUOTE, at=at)
    now = f"{QUOTE} {'Long ' * 20} {QUOTE}"
    found = verify(identifier, library=library_of(minutes=now), cited=cited)
    assert isinstance(found, Moved)
    assert found.citation.span.start == place


@given(st.text("ab", max_size=30), st.text("ab", min_size=1, max_size=4), st.integers(0, 40))
def test_the_nearest_place_is_the_nearest_of_all(text: str, quote: str, near: int) -> None:
    places = [at for at in range(len(text)) if text.startswith(quote, at)]
    found = nearest_place(text, quote, near)
    assert (found is None) == (not places)
    if found is not None:
        assert found in places
        assert abs(found - near) == min(abs(place - near) for place in places)


def test_a_long_quote_is_looked_for_in_a_long_text_of_its_like() -> None:
    text = "a" * 5_000_000
    for quote in (f"ab{'a' * 100_000}", f"{'a' * 100_000}ba"):
        assert nearest_place(text, quote, 2_500_000) is None
    assert nearest_place(text, "a" * 100_000, 2_500_000) == 2_500_000


def test_a_quote_that_a_changed_document_lacks_is_changed_and_told(cited: CitedTexts) -> None:
    identifier = remember(cited, TEXT)
    found = verify(identifier, library=library_of(minutes="One is here. Three is here."), cited=cited)
    assert found == Changed(document="minutes", quote=QUOTE)


def test_a_part_of_what_was_quoted_is_told(cited: CitedTexts) -> None:
    remember(cited, TEXT)
    found = verify(identifier_of(TEXT, "wo is"), library=library_of(minutes="Other text."), cited=cited)
    assert found == Changed(document="minutes", quote="wo is")


@pytest.mark.parametrize("quote", ["One is here.", "Three", "here. Two is here.", TEXT])
def test_what_was_never_quoted_of_a_text_that_changed_is_not_told(cited: CitedTexts, quote: str) -> None:
    remember(cited, TEXT)
    found = verify(identifier_of(TEXT, quote), library=library_of(minutes="Other text."), cited=cited)
    assert found == Changed(document="minutes", quote=None)


def test_the_hash_of_another_document_does_not_tell_what_that_one_said(cited: CitedTexts) -> None:
    """`agenda@<hash of minutes>` showed the text of `minutes` as what `agenda` said."""
    said = "The minutes say that the budget was cut."
    library = library_of(agenda="The agenda says nothing.", minutes=said)
    identifier = remember(cited, said, quote=said)
    assert isinstance(verify(identifier, library=library, cited=cited), Verbatim)
    forged = identifier.replace("minutes@", "agenda@")
    assert verify(forged, library=library, cited=cited) == Changed(document="agenda", quote=None)


def test_a_document_that_was_removed_does_not_tell_what_it_said(cited: CitedTexts) -> None:
    identifier = remember(cited, TEXT)
    found = verify(identifier, library=library_of(minute="Other text."), cited=cited)
    assert found == Gone(document="minutes", nearest=("minute",))


def test_a_quote_of_a_text_whose_hash_begins_as_that_of_the_text_now_is_not_taken_for_it(
    cited: CitedTexts,
) -> None:
    """Two texts whose first 32 bits of the hash collide are made in seconds."""
    library = library_of(minutes=TEXT)
    digits = library.documents[0].hash[:8]
    earlier = cite(document_of(TEXT), Span(start=13, end=25))
    forged = replace(earlier, hash=f"{digits}00000000")
    cited.remember([(forged, "Two is gone.")])
    with pytest.raises(CitationError, match="may be of several texts of 'minutes'") as error:
        verify(f"minutes@{digits}:13-25", library=library, cited=cited)
    assert error.value.fault is CitationFault.AMBIGUOUS
    assert isinstance(verify(earlier.id, library=library, cited=cited), Verbatim)
    gone = verify(forged.id, library=library, cited=cited)
    assert gone == Changed(document="minutes", quote="Two is gone.")


def test_two_earlier_texts_whose_hashes_begin_alike_are_not_taken_for_each_other(cited: CitedTexts) -> None:
    kept = cite(document_of(TEXT), Span(start=13, end=25))
    for ending, quote in (("0", "Two is this."), ("1", "Two is that.")):
        cited.remember([(replace(kept, hash=f"deadbeef0000000{ending}"), quote)])
    library = library_of(minutes=TEXT)
    with pytest.raises(CitationError, match="may be of several texts"):
        verify("minutes@deadbeef:13-25", library=library, cited=cited)
    found = verify("minutes@DEADBEEF00000001:13–25", library=library, cited=cited)
    assert found == Changed(document="minutes", quote="Two is that.")


@pytest.mark.parametrize("offsets", ["0-41", "40-41", "100-200", "0-999999999999"])
def test_offsets_outside_the_text_of_the_right_hash_are_refused(cited: CitedTexts, offsets: str) -> None:
    library = library_of(minutes=TEXT)
    identifier = f"minutes@{library.documents[0].hash[:16]}:{offsets}"
    with pytest.raises(
        CitationError, match=rf"characters {offsets} lie outside 'minutes', which has 40"
    ) as error:
        verify(identifier, library=library, cited=cited)
    assert error.value.fault is CitationFault.OUTSIDE
    assert error.value.identifier == identifier


def test_the_whole_text_is_not_outside() -> None:
    library = library_of(minutes=TEXT)
    found = verify(f"minutes@{library.documents[0].hash[:16]}:0-40", library=library, cited=NOTHING)
    assert isinstance(found, Verbatim)
    assert found.quote == TEXT


def test_without_an_identifier_nothing_is_verified() -> None:
    with pytest.raises(CitationError, match="is not a citation"):
        verify("minutes", library=library_of(minutes=TEXT), cited=NOTHING)
