"""The lines of a PDF's pages, found in a process of its own: PDFium is C++, and files are made to break it.

Run with a PDF on standard input, it writes one JSON object: ``pages``, each a list of lines ``[text, x, y,
size, weight]``, in points from the page's lower left corner, the weight as fonts have it; and ``title``. Or
else ``error``: ``encrypted``, ``damaged`` or ``limits``. It starts without the rest of the package.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import re
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfDocument, PdfTextPage

SECONDS_AT_MOST = 120
"""Of computing; some 20,000 pages of text."""

_BYTES_AT_MOST = 1 << 30
_CHARACTERS_AT_MOST = 50_000_000
_PASSWORD = 4
"""FPDF_ERR_PASSWORD of fpdfview.h."""

_REGULAR, _BOLD = 400, 700
_BOLD_NAME = re.compile(b"bold|black|heavy", re.IGNORECASE)
_DRIFT = 64
"""Characters within which a line's first is looked for where PDFium's text and its characters differ."""

_LINE = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?")
"""A line as PDFium gives it; a hyphen that ends one stands in place of its end."""

_MARKS = "\x02\ufffe"
_HYPHENS = dict.fromkeys(map(ord, _MARKS), "-")


def main() -> None:
    """Read standard input, write standard output."""
    _limit()
    try:
        found = _read(sys.stdin.buffer.read())
    except MemoryError:
        found = {"error": "limits"}
    json.dump(found, sys.stdout)


def _limit() -> None:
    """Bound the time and memory of this process, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_AT_MOST, SECONDS_AT_MOST))
        resource.setrlimit(resource.RLIMIT_AS, (_BYTES_AT_MOST, _BYTES_AT_MOST))


def _read(content: bytes) -> dict[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        left = _CHARACTERS_AT_MOST
        pages = []
        for at in range(len(document)):
            pages.append(lines := list(_lines(document, at)))
            left -= sum(len(line[0]) for line in lines)
            if left < 0:
                return {"error": "limits"}
        return {"pages": pages, "title": document.get_metadata_value("Title")}
    except pypdfium2.PdfiumError as error:
        return {"error": "encrypted" if getattr(error, "err_code", None) == _PASSWORD else "damaged"}


def _lines(document: PdfDocument, at: int) -> Iterator[tuple[str, float, float, float, int]]:
    page = document[at]
    printed = page.get_textpage()
    text = printed.get_text_range()
    place = _Place(printed, text)
    for line in _LINE.finditer(text):
        words = line[0].strip()
        if not words.strip(_MARKS):
            continue
        first = line.start() + len(line[0]) - len(line[0].lstrip())
        x, y, size, weight = place.of(first)
        _, _, last_size, last_weight = place.of(line.start() + len(line[0].rstrip(f"{_MARKS} \t")) - 1)
        yield words.translate(_HYPHENS), x, y, max(size, last_size), min(weight, last_weight)
    printed.close()
    page.close()


class _Place:
    """Where the characters of a page stand, and how large they are."""

    def __init__(self, printed: PdfTextPage, text: str) -> None:
        import pypdfium2.raw

        self._raw = pypdfium2.raw
        self._printed = printed.raw
        self._text = text
        self._drift = 0
        self._is_exact = printed.count_chars() == len(text)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix = pypdfium2.raw.FS_MATRIX()
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()

    def of(self, at: int) -> tuple[float, float, float, int]:
        """Return where a character stands, and the size and weight of its font."""
        raw, printed = self._raw, self._printed
        index = at if self._is_exact else self._index(at)
        if not raw.FPDFText_GetCharOrigin(printed, index, self._x, self._y):
            return 0, 0, 0, 0
        scale = 1.0
        if raw.FPDFText_GetMatrix(printed, index, self._matrix):
            scale = math.hypot(self._matrix.c, self._matrix.d)
        size = scale * raw.FPDFText_GetFontSize(printed, index)
        weight = raw.FPDFText_GetFontWeight(printed, index) or self._weight_by_name(index)
        return self._x.value, self._y.value, size, weight

    def _weight_by_name(self, index: int) -> int:
        """Return the weight of a font that does not say it; the fonts that every reader has do not."""
        raw = self._raw
        if not raw.FPDFText_GetFontInfo(self._printed, index, self._name, len(self._name), self._flags):
            return 0
        return _BOLD if _BOLD_NAME.search(self._name.value) else _REGULAR

    def _index(self, at: int) -> int:
        """Return PDFium's number of a character of the text, from which some are left out."""
        code = ord(self._text[at])
        for drift in range(self._drift, self._drift + _DRIFT):
            if self._raw.FPDFText_GetUnicode(self._printed, at + drift) == code:
                self._drift = drift
                break
        return at + self._drift


if __name__ == "__main__":
    main()
