"""PDF: the text of its pages, without the heads and feet that run through them.

PDFium finds the lines and where they stand (see `pdf_pages`). What stands apart on a page is a block of its
own; lines that go on are of one paragraph, on the next page too, and a hyphen that ends a line stays.
Headings are told by the size and weight of their letters, or by what they say.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import median_low
from typing import TYPE_CHECKING, Any

from bot.documents.blocks import Outline
from bot.documents.model import BlockKind, Extracted, Facts
from bot.documents.readers import lines as one, plain, transcripts
from bot.documents.readers.first_lines import first_date
from bot.documents.readers.headings import with_headings
from bot.documents.readers.lines import Line
from bot.documents.readers.pieces import Piece, pieces
from bot.documents.readers.running_lines import LARGER, NEAR, Printed, without_running
from bot.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.documents.model import Block

_PAGES = Path(__file__).with_name("pdf_pages.py")
_SECONDS_AT_MOST = 180
_WHY = {
    "encrypted": "it is encrypted; save it without a password",
    "damaged": "it is damaged, or no PDF",
    "limits": "it takes more time or memory than any text should",
}

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
_BULLET = re.compile("\\A[\u00b7\u25a0-\u25ff\uf000-\uf0ff](?=\\s|\\Z)")
_BULLET_ALONE = re.compile(r"(?:[•‣◦▪●○·–-]|\(?\w{1,3}[.)])")

_LEADERS = re.compile(r"(?:\. ?){4,}\s*\w{1,5}\Z|…{2,}\s*\w{1,5}\Z")
_TIME = re.compile(r"\d{1,2}[.:h]\d{2}\b")

_APART = 1.3
"""How much further apart than usual lines stand that are of two paragraphs."""

_FAR = 20_000.0
"""Points; no page is as large (ISO 32000-1, Annex C), and no number is less than any."""

_BOLDER = 1.25
_LONGEST_HEADING = 120
_MOST_BOLD = 0.5
_BOLD_LEVEL = 4
_LARGEST_LEVELS = 3
_DATED = 30
_FIRST = 3


def read(content: bytes, *, name: str = "") -> Extracted:
    """Read a PDF.

    Raises:
        DocumentError: It is encrypted, damaged, holds no text, or takes too much time or memory.
        ModuleNotFoundError: The extra that PDF needs is not installed.
    """
    if find_spec("pypdfium2") is None:
        raise ModuleNotFoundError("pypdfium2")
    found = _found(content, name)
    pages = [[line for line in map(_clean, page) if line.text] for page in found["pages"]]
    empty = sum(not page for page in pages)
    if empty == len(pages):
        raise DocumentError(
            f"{name}: cannot be read: it holds pictures of its pages, no text; have the text recognised (OCR)"
        )
    pages, running = without_running(pages)
    document = _Document(pages)
    text, blocks = document.text, document.blocks()
    if transcripts.looks_like(text):
        blocks = transcripts.read_behind(blocks, text, headings=document.headings)
    return Extracted(
        text=text,
        blocks=tuple(
            replace(block, page=bisect_right(document.starts, block.span.start)) for block in blocks
        ),
        facts=Facts(
            title=document.title or _stated_title(found.get("title")),
            date=first_date([*running, *text.split("\n", _DATED)[:_DATED]]),
            notes=(f"{empty} of {len(pages)} pages hold no text",) if empty else (),
        ),
    )


def _found(content: bytes, name: str) -> dict[str, Any]:
    """Return what the other process finds."""
    # Not as a module: the package would be imported first. -P: no module of this folder is taken for another.
    command = [sys.executable, "-P", str(_PAGES)]
    why = "damaged"
    try:
        done = subprocess.run(  # noqa: S603 - our own file
            command, input=content, capture_output=True, timeout=_SECONDS_AT_MOST, check=False
        )
        found: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
        if "pages" in found:
            return found
        why = found.get("error", "limits" if b"MemoryError" in done.stderr else why)
    except subprocess.TimeoutExpired:
        why = "limits"
    except OSError as error:
        raise DocumentError(f"{name}: cannot be read: no process can be started: {error.strerror}") from error
    except ValueError:  # it died while it wrote
        pass
    raise DocumentError(f"{name}: cannot be read: {_WHY[why]}")


def _clean(line: Sequence[Any]) -> Printed:
    text, x, y, size, weight = line
    if not text.isascii():
        text = _BULLET.sub("•", _UNSEEN.sub("", text.translate(_LIGATURES)).lstrip())
    x, y, size = (number if abs(number) < _FAR else 0 for number in (x, y, size))
    return Printed(" ".join(text.split()), x, y, max(size, 1.0), weight)


def _stated_title(title: str | None) -> str | None:
    """The title in a PDF's properties, which programs often fill with a file's name."""
    words = (title or "").removeprefix("Microsoft Word - ").strip()
    return words if " " in words and not words.lower().endswith((".doc", ".docx", ".odt", ".pdf")) else None


class _Document:
    """Pages as text and pieces.

    Attributes:
        text: The text; blank lines part what stands apart.
        starts: Where in the text each page begins.
    """

    def __init__(self, pages: Sequence[Sequence[Printed]]) -> None:
        printed = [line for page in pages for line in page]
        self._size = _usual([(line.size, len(line.text)) for line in printed])
        self._weight = _usual([(line.weight, len(line.text)) for line in printed])
        self._chunks: list[list[tuple[Line, Printed]]] = []
        self.starts: list[int] = []
        self.text = self._written(pages)
        self._pieces = self._found()

    @property
    def headings(self) -> dict[int, int]:
        """The levels of the headings, by where they begin."""
        return {piece.span.start: piece.level for piece in self._pieces if piece.kind is BlockKind.HEADING}

    @property
    def title(self) -> str | None:
        """The words of the highest heading among the first."""
        first = [piece for piece in self._pieces[:_FIRST] if piece.kind is BlockKind.HEADING]
        title = min(first, key=lambda piece: piece.level, default=None)
        return " ".join(line.text for line in title.lines) if title else None

    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks, under what stands above them."""
        outline = Outline()
        plain.outline_pieces(self._pieces, outline)
        return tuple(outline.blocks)

    def _written(self, pages: Sequence[Sequence[Printed]]) -> str:
        """Write the lines, and note which stand together."""
        text: list[str] = []
        length = 0
        for page in pages:
            lines = list(_with_bullets(page))
            leading = _leading(lines)
            margin = min((line.x for line in lines), default=0)
            before: Printed | None = None
            self.starts.append(length + 2 if text else 0)
            for line in lines:
                apart = before is None or self._stands_apart(before, line, leading)
                if text:
                    text.append("\n\n" if apart else "\n")
                    length += len(text[-1])
                indent = round((line.x - margin) / (0.5 * line.size))
                if apart:
                    self._chunks.append([])
                chunk = self._chunks[-1]
                if len(chunk) == 1 and indent < chunk[0][0].indent:  # only the first line is set in
                    chunk[0] = (chunk[0][0]._replace(indent=indent), chunk[0][1])
                chunk.append((Line(line.text, length, indent, apart, broken=False), line))
                text.append(line.text)
                length += len(line.text)
                before = line
        return "".join(text)

    def _stands_apart(self, before: Printed, line: Printed, leading: float) -> bool:
        if self._look(before) != self._look(line):
            return True
        step = before.y - line.y
        return step < -1 or step > _APART * max(leading, line.size)

    def _look(self, line: Printed) -> tuple[float, bool]:
        """Return how large a line is, if it is larger than most, and whether it is bold."""
        larger = round(line.size, 1) if line.size > LARGER * self._size else 0
        return larger, line.weight > _BOLDER * self._weight

    def _found(self) -> list[Piece]:
        chunks = list(self._joined())
        lines = [line for chunk in chunks for line, _ in chunk]
        looks = {line.start: self._look(printed) for chunk in chunks for line, printed in chunk}
        layout = plain.layout_of(lines, each=False)
        found = [
            piece
            for chunk in chunks
            for piece in pieces([line for line, _ in chunk], layout)
            if piece.kind is not None
        ]
        sizes = sorted({size for size, _ in looks.values() if size}, reverse=True)
        has_bold = sum(is_bold for _, is_bold in looks.values()) <= _MOST_BOLD * len(looks)
        return [
            self._with_look(piece, looks[piece.lines[0].start], sizes, has_bold=has_bold)
            for piece in with_headings(found)
        ]

    def _with_look(
        self, piece: Piece, look: tuple[float, bool], sizes: Sequence[float], *, has_bold: bool
    ) -> Piece:
        """Return a piece as a heading if it looks like one."""
        size, is_bold = look
        words = piece.lines[-1].text
        if _LEADERS.search(words):
            return piece._replace(kind=BlockKind.ITEM)  # of a table of contents
        if (
            piece.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.LABEL}
            or piece.span.end - piece.span.start > _LONGEST_HEADING
            or not any(map(str.isalpha, words))
            or one.ends(words)
        ):
            return piece
        if size:
            return Piece(BlockKind.HEADING, piece.lines, min(sizes.index(size) + 1, _LARGEST_LEVELS))
        tells = one.ends_in_colon(words) or one.is_field(words) or _TIME.match(words) or first_date([words])
        if is_bold and has_bold and not tells:
            return Piece(BlockKind.HEADING, piece.lines, _BOLD_LEVEL)
        return piece

    def _joined(self) -> Iterator[list[tuple[Line, Printed]]]:
        """Yield what stands together, sentences that go on on the next page with it."""
        width = plain.layout_of([line for chunk in self._chunks for line, _ in chunk], each=False).width
        together: list[tuple[Line, Printed]] = []
        for before, chunk in pairwise([[], *self._chunks]):
            if before and self._goes_on(before[-1], chunk[0], width):
                (line, printed), *rest = chunk
                together += [(line._replace(apart=False), printed), *rest]
                continue
            if together:
                yield together
            together = list(chunk)
        if together:
            yield together

    def _goes_on(self, before: tuple[Line, Printed], after: tuple[Line, Printed], width: int | None) -> bool:
        return (
            width is not None
            and after[0].start in set(self.starts)
            and self._look(before[1]) == self._look(after[1])
            and one.goes_on(before[0], after[0])
            and one.was_full(before[0], after[0], width)
        )


def _usual(values: Sequence[tuple[float, int]]) -> float:
    """Return the value that most characters have."""
    counts: Counter[float] = Counter()
    for value, characters in values:
        counts[round(value, 1)] += characters
    return max(counts, key=counts.__getitem__, default=0)


def _leading(lines: Sequence[Printed]) -> float:
    """Return how far apart lines usually stand."""
    steps = [before.y - after.y for before, after in pairwise(lines) if before.y > after.y]
    return median_low(steps) if steps else 0


def _with_bullets(page: Sequence[Printed]) -> Iterator[Printed]:
    """Yield lines, those before which a bullet or a number stands as a line of its own together with it."""
    bullet: Printed | None = None
    for line in page:
        if bullet is not None:
            if abs(bullet.y - line.y) <= NEAR and line.x > bullet.x:
                yield line._replace(text=f"{bullet.text} {line.text}", x=bullet.x)
                bullet = None
                continue
            yield bullet
            bullet = None
        if _BULLET_ALONE.fullmatch(line.text):
            bullet = line
        else:
            yield line
    if bullet is not None:
        yield bullet
