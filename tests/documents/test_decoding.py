from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bot.documents.decoding import decoded, one_line
from bot.errors import DocumentError

GERMAN = "Protokoll der Sitzung. Frau Müller sagte: „Die Straße wird saniert“, und alle stimmten dafür.\n"
POLISH = "Protokół z posiedzenia. Obecni: Łukasz Żółć, Małgorzata Śliwa. Uchwalono budżet na przyszły rok.\n"
RUSSIAN = "Протокол заседания комитета. Присутствовали: Иванов, Петров. Бюджет принят единогласно.\n"
JAPANESE = "会議の議事録です。出席者は田中さんと鈴木さんです。予算が承認されました。\n"
CHINESE = "会议记录。出席人员包括王先生和李女士。预算获得批准。\n"
KOREAN = "회의록입니다. 참석자는 김철수와 이영희입니다. 예산이 승인되었습니다.\n"
GREEK = "Πρακτικά της συνεδρίασης. Παρόντες: Γιώργος, Μαρία. Εγκρίθηκε νέος προϋπολογισμός.\n"


@pytest.mark.parametrize("text", [GERMAN, JAPANESE, "", "plain\n", "\x0cform feed\x07\n"])
@pytest.mark.parametrize(
    ("encoding", "notes"),
    [
        ("utf-8", ()),
        ("utf-8-sig", ()),
        ("utf-16", ("read as UTF-16",)),
        ("utf-32", ("read as UTF-32",)),
    ],
)
def test_unicode_is_read_by_its_byte_order_mark(text: str, encoding: str, notes: tuple[str, ...]) -> None:
    assert decoded(text.encode(encoding), "a.txt") == (text, notes)


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-32-be"])
def test_unicode_with_its_bytes_the_other_way_round_is_read(encoding: str) -> None:
    assert decoded(f"\ufeff{GERMAN}".encode(encoding), "a.txt")[0] == GERMAN


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_detected(encoding: str) -> None:
    text, notes = decoded((RUSSIAN * 3).encode(encoding), "a.txt")
    assert text == RUSSIAN * 3
    assert notes[0].startswith("read as ")


@pytest.mark.parametrize(
    ("text", "encoding", "note"),
    [
        (GERMAN, "cp1252", "read as Windows-1252"),
        (POLISH, "cp1250", "read as Windows-1250"),
        (POLISH, "iso8859-2", "read as ISO-8859-2"),
        (RUSSIAN, "cp1251", "read as Windows-1251"),
        (RUSSIAN, "koi8-r", "read as KOI8-R"),
        (JAPANESE, "shift_jis", "read as CP932"),
        (JAPANESE, "euc_jp", "read as EUC-JP"),
        (JAPANESE, "iso2022_jp", "read as ISO-2022-JP"),
        (CHINESE, "gb18030", "read as GB18030"),
        (KOREAN, "euc_kr", "read as CP949"),
        (GREEK, "cp1253", "read as ISO-8859-7"),
    ],
)
def test_other_encodings_are_detected_and_named(text: str, encoding: str, note: str) -> None:
    assert decoded(text.encode(encoding), "a.txt") == (text, (note,))


def test_an_encoding_is_told_from_where_the_text_is_not_ascii() -> None:
    text = "All of this is plain.\n" * 20_000 + GERMAN
    assert decoded(text.encode("cp1252"), "a.txt")[0] == text


def test_a_text_in_utf_8_that_was_damaged_is_read_all_the_same() -> None:
    content = GERMAN.encode() + b"Then a byte \xff was lost.\n" + GERMAN.encode()
    text, [note] = decoded(content, "a.txt")
    assert text == f"{GERMAN}Then a byte \ufffd was lost.\n{GERMAN}"
    assert note == "line 2: is not UTF-8; characters that cannot be read are shown as \ufffd"


def test_a_text_whose_encoding_cannot_be_told_is_refused_with_its_line() -> None:
    with pytest.raises(
        DocumentError, match=r"^a\.txt: line 3: is not UTF-8, and what else it is cannot be told"
    ):
        decoded(b"one\ntwo\n\xe9\n", "a.txt")


@pytest.mark.parametrize(
    "content",
    [bytes(range(256)), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"text\0text", b"\0", "a\0b".encode("utf-16")],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(DocumentError, match=r"^a\.txt: is not a text but a binary file"):
        decoded(content, "a.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_line_ends_are_made_one(encoding: str) -> None:
    content = f"{GERMAN}one\r\ntwo\rthree\n\r\nfour".encode(encoding)
    assert decoded(content, "a.txt")[0] == f"{GERMAN}one\ntwo\nthree\n\nfour"


def test_half_a_pair_of_surrogates_does_not_become_text() -> None:
    text, _ = decoded(b"\xff\xfea\0\x00\xd8b\0", "a.txt")
    assert text == "a\ufffdb"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_as_text_that_is_text_or_refused_in_a_line(content: bytes) -> None:
    try:
        text, notes = decoded(content, "a.txt")
    except DocumentError as error:
        assert "\n" not in str(error)  # noqa: PT017 - any bytes may as well be text
        return
    text.encode()
    assert "\0" not in text
    assert "\r" not in text
    assert all(note.isprintable() for note in notes)


@given(st.text())
def test_any_text_in_utf_8_is_read_as_it_is(text: str) -> None:
    if "\0" not in text and "\r" not in text and "\x1b" not in text:
        assert decoded(b"\xef\xbb\xbf" + text.encode(), "a.txt") == (text, ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Talks", "Talks"),
        ("  two\n lines\tand a\u00a0blank ", "two lines and a blank"),
        ("a\0b\x07c\x1b[31m", "abc[31m"),
        ("\u202eright to left\u2069", "right to left"),
        ("lone \ud800 half", "lone half"),
        ("म\u200dक\u200c", "म\u200dक\u200c"),
        ("日本 会議", "日本 会議"),
        ("\0\n\x01", ""),
        ("x" * 300, f"{'x' * 199}…"),
        ("word " * 100, f"{'word ' * 39}word…"),
    ],
)
def test_a_line_can_be_shown_anywhere(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.text(st.characters()))
def test_any_text_becomes_a_line(text: str) -> None:
    line = one_line(text)
    assert line.replace("\u200c", "").replace("\u200d", "").isprintable()
    assert line == line.strip()
    assert len(line) <= 200
    assert one_line(line) == line


@pytest.mark.parametrize("character", ["a", " ", "\xe9", "\u3000", "\u202e", "\n"])
def test_five_million_of_one_character_are_read_and_shown(character: str) -> None:
    text = character * 5_000_000
    assert decoded(text.encode(), "a.txt")[0] == text
    assert len(one_line(text)) <= 200
