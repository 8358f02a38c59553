"""Transcripts as text: what was said, under the names of those who said it.

The text is the file's own. A turn's block is its words: names, times, the marks of headings and the rules
across a page lie in no block. What stands before the first turn and what nobody says (headings, stage
directions, the recogniser's own lines) are blocks without a speaker; a list beneath a name is its speaker's.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.documents.model import Block, BlockKind, Extracted, Facts, Span
from bot.documents.readers import speakers
from bot.documents.readers.first_lines import first_date, first_title
from bot.documents.readers.openings import opening
from bot.documents.readers.turns import NOTHING_SAID, whole_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.documents.readers.openings import Opening

_SAMPLE = 200_000
"""Characters by which a text is told to be a transcript."""

_AT_THE_TOP = 300
"""Lines at the beginning in which initials may be explained, and a title and a date stand."""

_TIMED = 0.1
"""Share of the lines that begin with a time, from which on such times are the recording's."""

_ATX = re.compile(r"(?P<level>#{1,6})[ \t]{1,8}(?P<heading>[^\s#].*?)(?:[ \t]{1,8}#{1,8})?")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_RULE = re.compile(r"-{3,}|={3,}|_{3,}|\*{3,}|~{3,}|\|[ :|-]{3,}")
_ITEM = re.compile(r"(?:[-*+•◦‣·]|\d{1,3}[.)])[ \t]{1,8}(?=\S)")
_STAGE_DIRECTION = re.compile(r"[*_]{0,2}(?:\([^()]{1,200}\)|\[[^\[\]]{1,200}\])[*_]{0,2}")
_NOT_SAID = re.compile(
    r"\W{0,6}(?:transcribed by |transcript(?:ion)? (?:started|stopped|ended)|(?:the )?meeting ended after"
    r"|recording (?:started|stopped|ended)|this (?:editable )?transcript was|end of (?:the )?transcript)",
    re.IGNORECASE,
)
_RECORDED = re.compile(
    r"[*_]{0,3}(?:(?P<topic>(?:sub-?)?topic|agenda item)|resolution|resolved|decision|conclusions?"
    r"|actions?(?: items?)?|motion|consensus|agreed)[*_]{0,3}:[*_]{0,3}\s{1,4}(?=\S)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)\]*_]{0,3}\Z")
_TOGETHER = re.compile(r"\s*(?:[,/&]|\band\b)\s*")
_FEWEST_TURNS = 3
_SHORTEST_TURN = 12
_TOPIC_LEVEL = 6
_LONGEST_NOTICE = 60
_SHORTEST_FULL = 30
_LONGEST_PRESENTED = 120
_LONGEST_TABLE = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line that is not blank, without the white space around it.

    Attributes:
        apart: Whether a blank line stands before it.
        opening: What could open a turn in it.
    """

    text: str
    start: int
    apart: bool
    opening: Opening | None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def looks_like(text: str) -> bool:
    """Whether a text is a transcript: names recur where its paragraphs begin, and most of those have one.

    Minutes are none: their labels ("Venue:", "Decision:", "Yes:") are no names, or follow each other in one
    order as the fields of a form do, or stand before little of the text.
    """
    lines = list(_lines(text[:_SAMPLE]))
    initials = _initials(lines)
    people = _people(lines, initials)
    turns = [found for line in lines if (found := _turn(line, people)) is not None]
    said = _said(lines, people)
    if 3 * sum(any(map(str.isalpha, words)) for words in said) < 2 * len(said):
        return False
    names = [found.label.casefold() for found in turns if found.label]
    known = {short.casefold() for short in initials}
    recurring = sum(count for name, count in Counter(names).items() if count > 1 or name in known)
    paragraphs = sum(map(_is_paragraph, lines))
    if 2 * sum(found.is_sure for found in turns) > len(turns):
        return 2 * recurring >= len(turns) or _is_short(text[:_SAMPLE].casefold(), names, said, paragraphs)
    others = sum(_has_other_label(line, people) for line in lines)
    return (
        _FEWEST_TURNS <= len(turns) <= 2 * recurring
        and len(set(names)) > 1
        and others <= len(turns) / 2
        and paragraphs <= 3 * len(turns)
        and not speakers.is_form(names)
    )


def _is_short(text: str, names: Sequence[str], said: Sequence[str], paragraphs: int) -> bool:
    """Whether a text is a transcript of so few turns that nobody need speak twice.

    Either it is little else, or those who speak are named elsewhere ("Ada Park started transcription").
    """
    if not 0 < len(names) <= _FEWEST_TURNS or sum(map(len, said)) < _SHORTEST_TURN * len(said):
        return False
    return paragraphs <= 3 * len(names) or all(text.count(name) > 1 for name in names)


def _has_other_label(line: _Line, people: frozenset[str]) -> bool:
    if line.opening is None or line.opening.label is None or _RECORDED.match(line.text):
        return False
    return _turn(line, people) is None and speakers.initials_line(line.text) is None


def _is_paragraph(line: _Line) -> bool:
    """Whether words begin at a line that, in a transcript, would be somebody's."""
    if _ATX.match(line.text) or _NOT_SAID.match(line.text):
        return False
    if line.opening is not None:
        return line.opening.label is not None
    return line.apart or _ITEM.match(line.text) is not None


def _said(lines: Sequence[_Line], people: frozenset[str]) -> list[str]:
    """What follows each name, on its line or the next: in a poll a figure, in an agenda nothing."""
    return [
        line.text[found.words :] or (after.text if after and _turn(after, people) is None else "")
        for line, after in zip_longest(lines, lines[1:])
        if (found := _turn(line, people)) is not None
    ]


def read(text: str, *, name: str = "", headings: Mapping[int, int] = MappingProxyType({})) -> Extracted:
    """Read a transcript; a text that nobody speaks in is read as paragraphs, and gets a note.

    Args:
        text: The text.
        name: The file's name, for a date.
        headings: The levels of headings that a format other than text knows, by where they begin.
    """
    lines = list(_lines(text))
    initials = _initials(lines)
    people = _people(lines, initials)
    script = _Script(people=people, initials=initials, timed=_is_timed(lines), headings=headings)
    for line, after in zip_longest(lines, lines[1:]):
        script.add(line, after)
    script.close()
    first = next((number for number, line in enumerate(lines) if _turn(line, people)), None)
    top = [line.text for line in lines[: min(first or 0, _AT_THE_TOP)]]
    return Extracted(
        text=text,
        blocks=tuple(script.blocks),
        facts=Facts(
            title=first_title(top),
            date=first_date([*top, name]),
            notes=(NOTHING_SAID,) if first is None else (),
        ),
    )


def read_behind(blocks: Sequence[Block], text: str, *, headings: Mapping[int, int]) -> tuple[Block, ...]:
    """Read a transcript that a document of a format with blocks of its own holds.

    Args:
        blocks: The document's own blocks; up to the first turn they stay, with lists and labels.
        text: The document's text.
        headings: As `read` takes them.
    """
    spoken = read(text, headings=headings).blocks
    first = next((block.span.start for block in spoken if block.speaker), 0)
    told = max((block.span.end for block in spoken if block.span.end <= first), default=0)
    # Between what is told and the first words stands who says them.
    before = [block for block in blocks if block.span.end <= first and block.span.start < told]
    begins = {block.span.start: position for position, block in enumerate(before)}
    behind = [block for block in spoken if block.span.start >= first]
    begins |= {block.span.start: position for position, block in enumerate(behind, len(before))}
    return (
        *before,
        *(
            replace(
                block,
                above=tuple(
                    begins[start] for above in block.above if (start := spoken[above].span.start) in begins
                ),
            )
            for block in behind
        ),
    )


class _Script:
    """The blocks of a transcript, found line by line.

    Attributes:
        people: The labels, case folded, of those who speak.
        initials: Whom initials stand for.
        timed: Whether a time that begins a line is the recording's; it may be a time that somebody speaks of.
        headings: The levels of lines that are known to be headings, by where they begin.
    """

    def __init__(
        self,
        *,
        people: frozenset[str],
        initials: Mapping[str, str],
        timed: bool,
        headings: Mapping[int, int],
    ) -> None:
        self.blocks: list[Block] = []
        self._people = people
        self._timed = timed
        self._initials = initials
        self._levels = headings
        self._headings: list[tuple[int, int]] = []
        self._speaker: str | None = None
        self._time: float | None = None
        self._kind = BlockKind.PARAGRAPH
        self._open: Span | None = None
        self._tail = ""

    def add(self, line: _Line, following: _Line | None) -> None:
        """Read the next line, knowing the one after it."""
        begins = line.opening
        if line.start in self._levels:
            self._add_heading(self._levels[line.start], Span(start=line.start, end=line.end))
        elif begins is not None and (found := _turn(line, self._people)) is not None:
            self.close()
            self._speaker = self._name(found.label)
            self._time = self._time if found.time is None else found.time
            self._begin(BlockKind.TURN, line, behind=found.words)
        elif begins is not None and begins.unnamed and (self._timed or begins.is_time_alone(line.text)):
            self.close()
            self._time = begins.time
            self._begin(BlockKind.TURN, line, behind=begins.unnamed)
        elif (heading := _heading(line, following)) is not None:
            self._add_heading(*heading)
        elif (noted := _RECORDED.match(line.text)) is not None:
            self._record(line, noted)
        else:
            self._add_words(line, is_last=following is None)

    def _add_words(self, line: _Line, *, is_last: bool) -> None:
        """Add a line that opens nothing to what is open, or begin a block with it."""
        if _RULE.fullmatch(line.text):
            self.close()
        elif line.text.startswith("|"):
            self._begin(BlockKind.ROW, line)
        elif _ITEM.match(line.text):
            self._begin(BlockKind.ITEM, line)
        elif (line.apart or self._open is None) and self._is_notice(line, is_last=is_last):
            self._begin(BlockKind.PARAGRAPH, line)
            self.close()
        elif self._open is not None and self._goes_on(line):
            self._open = Span(start=self._open.start, end=line.end)
            self._tail = line.text
        else:
            self._begin(BlockKind.TURN if self._speaker else BlockKind.PARAGRAPH, line)

    def close(self) -> None:
        """End the block that is open, if one is."""
        if self._open is None:
            return
        said = self._kind in {BlockKind.TURN, BlockKind.ITEM}
        self.blocks.append(
            Block(
                kind=self._kind,
                span=self._open,
                above=tuple(position for _, position in self._headings),
                speaker=self._speaker if said else None,
                time=whole_seconds(self._time) if said and self._speaker else None,
            )
        )
        self._open = None

    def _begin(self, kind: BlockKind, line: _Line, *, behind: int = 0) -> None:
        self.close()
        if words := line.text[behind:].lstrip():
            self._kind, self._tail = kind, line.text
            self._open = Span(start=line.end - len(words), end=line.end)

    def _add_heading(self, level: int, span: Span) -> None:
        """A heading ends what its speaker said: what follows without a name is nobody's."""
        self.close()
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        above = tuple(position for _, position in self._headings)
        self._headings.append((level, len(self.blocks)))
        self.blocks.append(Block(kind=BlockKind.HEADING, span=span, above=above))
        self._speaker = None

    def _record(self, line: _Line, noted: re.Match[str]) -> None:
        """A topic is a heading; a decision or an action is nobody's words, as is what follows it."""
        if noted["topic"]:
            self._add_heading(_TOPIC_LEVEL, Span(start=line.start + noted.end(), end=line.end))
        else:
            self.close()
            self._speaker = None
            self._begin(BlockKind.PARAGRAPH, line)

    def _goes_on(self, line: _Line) -> bool:
        """Whether a line belongs to the block before: no blank line parts them, or one within a sentence."""
        if not line.apart or self._kind is BlockKind.ITEM:
            return not line.apart
        was_full = len(self._tail) >= _SHORTEST_FULL and _SENTENCE_END.search(self._tail[-8:]) is None
        return was_full and line.text[0].islower() and not line.text.startswith("http")

    def _is_notice(self, line: _Line, *, is_last: bool) -> bool:
        """Whether nobody says a paragraph: a stage direction, or a line that the recogniser wrote."""
        if _STAGE_DIRECTION.fullmatch(line.text) or _NOT_SAID.match(line.text):
            return True
        is_short = len(line.text) <= _LONGEST_NOTICE and not _SENTENCE_END.search(line.text)
        names = tuple(f"{name} " for name in self._people)
        return is_last and is_short and line.text.casefold().startswith(names)

    def _name(self, label: str | None) -> str | None:
        label = " ".join((label or "").split())
        return _named_by_initials(label, self._initials) or label or None


def _lines(text: str) -> Iterator[_Line]:
    """The lines that are not blank; a time on a line of its own is that of a name on the next."""
    start, apart = 0, True
    time: float | None = None
    for whole in text.split("\n"):
        if line := whole.strip():
            begins = start + len(whole) - len(whole.lstrip())
            found = opening(line)
            if found is not None and found.label is not None and found.time is None and time is not None:
                found = replace(found, time=time)
            yield _Line(text=line, start=begins, apart=apart, opening=found)
            time = found.time if found is not None and found.is_time_alone(line) else None
        apart = not line
        start += len(whole) + 1


def _is_timed(lines: Sequence[_Line]) -> bool:
    """Whether times at the beginning of lines are the recording's, being many: few are spoken of."""
    times = sum(line.opening is not None and line.opening.unnamed > 0 for line in lines)
    return times >= max(_FEWEST_TURNS, _TIMED * len(lines))


def _people(lines: Iterable[_Line], initials: Mapping[str, str]) -> frozenset[str]:
    """The labels, case folded, of those who speak: names that recur, stand with a time, or are explained."""
    openings = [
        (line.opening.label, line.opening.is_sure, line.opening.is_nick)
        for line in lines
        if line.opening is not None and line.opening.label and speakers.initials_line(line.text) is None
    ]
    known = {
        label.casefold()
        for label, sure, nick in set(openings)
        if nick or (sure and speakers.is_name(label)) or _named_by_initials(label, initials)
    }
    return speakers.people(label for label, *_ in openings) | known


def _initials(lines: Sequence[_Line]) -> Mapping[str, str]:
    """Whom initials stand for: at the top, and where somebody is presented, "Presenter: Mark Miller (MM)"."""
    top = (line.text[:_LONGEST_TABLE] for line in lines[:_AT_THE_TOP])
    presented = (line.text for line in lines if "(" in line.text and len(line.text) <= _LONGEST_PRESENTED)
    return speakers.initials(chain(top, presented))


def _named_by_initials(label: str, initials: Mapping[str, str]) -> str | None:
    """The name of one whose label is initials; of initials that are joined by commas, all names."""
    several = _TOGETHER.split(label)
    return ", ".join(initials[one] for one in several) if all(one in initials for one in several) else None


def _turn(line: _Line, people: frozenset[str]) -> Opening | None:
    """What opens a turn in a line, if one of the people does."""
    found = line.opening
    if found is None or found.label is None or found.label.casefold() not in people:
        return None
    return None if speakers.initials_line(line.text) else found


def _heading(line: _Line, following: _Line | None) -> tuple[int, Span] | None:
    """The level and the words of a heading: ``## Words``, or words that are underlined."""
    if (found := _ATX.fullmatch(line.text)) is not None:
        begin, end = found.span("heading")
        return len(found["level"]), Span(start=line.start + begin, end=line.start + end)
    if line.apart and following is not None and not following.apart and _UNDERLINE.fullmatch(following.text):
        return (1 if following.text[0] == "=" else 2), Span(start=line.start, end=line.end)
    return None
