"""Bytes into text, and text into lines that can be shown anywhere."""

from __future__ import annotations

import codecs
import re

from bot.errors import DocumentError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF32_LE, "UTF-32-LE"),  # before UTF-16-LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "UTF-32-BE"),
    (codecs.BOM_UTF16_LE, "UTF-16-LE"),
    (codecs.BOM_UTF16_BE, "UTF-16-BE"),
)
_SHIFTS_IN = b"\x1b$"
"""What ISO-2022-JP has before Japanese characters; all its bytes are ASCII."""

_REPLACEMENT = "\ufffd"
_MOSTLY_READABLE = 4
"""Characters beyond ASCII that are UTF-8, for each that is not, of a text in UTF-8 that was damaged."""

_SAMPLE = 200_000
"""Bytes that the encoding is told from."""

_LEAST_CONFIDENCE = 0.05
"""Below, chardet's first guess was wrong as often as right, of messages in 20 languages and 27 encodings."""

_TAKEN_FOR = {"iso-8859-1": "windows-1252"}
"""As browsers take it (https://encoding.spec.whatwg.org/#names-and-labels)."""

_OF_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
"""Control characters that wrongly decoded text has."""

_JOINERS = "\u200c\u200d"
"""Invisible, but Persian and many Indic scripts are written with them."""

_LONGEST_LINE = 200


def decoded(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    r"""Decode a text file: by its byte order mark, as UTF-8, or as what it certainly is.

    Args:
        content: The file's bytes.
        name: The file's name, for messages.

    Returns:
        The text, its line ends ``\n`` and without lone surrogates; and what its owner should know of how it
        was read, a line each.

    Raises:
        DocumentError: It is no text, or its encoding cannot be told.
    """
    text, notes = _decoded(content, name)
    if "\0" in text:
        raise DocumentError(f"{name}: is not a text but a binary file; remove it or save it as text")
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def one_line(text: str, *, at_most: int = _LONGEST_LINE) -> str:
    """Return text as one line that can be shown anywhere.

    White space becomes single blanks; characters that are not printed or change the direction of what
    follows are left out; a line longer than `at_most` characters is cut.
    """
    words = " ".join(text.lstrip()[: 4 * at_most].split())
    if not words.isprintable():
        words = "".join(character for character in words if character.isprintable() or character in _JOINERS)
        words = " ".join(words.split())
    return words if len(words) <= at_most else f"{words[: at_most - 1].rstrip()}…"


def _decoded(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, "replace")
            return text, () if encoding == "UTF-8" else (f"read as {encoding[:6]}",)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(content, name, error.start)
    if "\0" in text or _SHIFTS_IN in content:
        return _detected(content, _SAMPLE) or (text, ())
    return text, ()


def _not_utf8(content: bytes, name: str, place: int) -> tuple[str, tuple[str, ...]]:
    line = content.count(b"\n", 0, place) + 1
    text = content.decode("utf-8", "replace")
    bad = text.count(_REPLACEMENT)
    if len(text) - len(text.encode("ascii", "ignore")) - bad >= _MOSTLY_READABLE * bad and "\0" not in text:
        return text, (
            f"line {line}: is not UTF-8; characters that cannot be read are shown as {_REPLACEMENT}",
        )
    found = _detected(content, place)
    if found is None and "\0" not in text:
        raise DocumentError(
            f"{name}: line {line}: is not UTF-8, and what else it is cannot be told; save the file as UTF-8"
        )
    return found or (text, ())


def _detected(content: bytes, place: int) -> tuple[str, tuple[str, ...]] | None:
    """Decode bytes as what they are by the statistics of languages, where that is certain.

    Args:
        content: The bytes.
        place: Where the first of them lie that are not ASCII.
    """
    import chardet

    start = content.rfind(b"\n", 0, place) + 1 if place > _SAMPLE else 0
    found = chardet.detect(content[start : start + _SAMPLE])
    encoding = found["encoding"]
    if encoding is None or found["confidence"] < _LEAST_CONFIDENCE:
        return None
    encoding = _TAKEN_FOR.get(encoding.lower(), encoding)
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if _OF_NO_TEXT.search(text) else (text, (f"read as {encoding}",))
