"""Captions: WebVTT, SRT, and text with a time before each line.

Zoom names who speaks in the words (``Name: words``), Teams in a tag (``<v Name>``) or on a line of its own,
YouTube and Whisper not at all. Written as one turn a paragraph (see `bot.documents.readers.turns`): the
captions of one speaker joined, what rolls over from one to the next once, times as they come.
WebVTT: https://www.w3.org/TR/webvtt1/
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.documents.model import Facts
from bot.documents.readers import speakers
from bot.documents.readers.first_lines import first_date
from bot.documents.readers.openings import opening
from bot.documents.readers.turns import Utterance, joined, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.documents.model import Extracted

_SAMPLE = 50_000
"""Characters by which a text is told to be captions."""

_TITLE_LINES = 20
"""Lines before the first time, at most, in a file that does not say that it is captions."""

_ROLLED = 8
"""Lines that are compared at most: captions that roll have two or three."""

_ROLLING = 0.2
"""Share of captions that begin with the end of the one before, and go on, from which on all of them roll."""

_MOST = 0.8
_MOST_NAMED = 0.5
_MANY_NAMED = 0.2
_FEW_NAMED = 0.04
"""Shares of captions with a name: from the first on all labels are names, below the last none is."""

_NAMED_FROM_THE_START = 5
_FEWEST_TIMES = 4
_FIRST_TIME = 300
_SECONDS_A_LINE = 60
"""A recording begins near 0:00, and a line of it is soon said; an agenda begins at 9:00, in leaps of 30."""

_TIME = r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?"
_TIMING = re.compile(rf"\[?{_TIME}\s{{0,9}}--?>\s{{0,9}}{_TIME}(?:\]\s{{0,9}}(?P<words>.*)|\s.*)?")
_UNPADDED = re.compile(r":\d(?:[:.,]|\s*-->|\s*$)")
_NOT_SHOWN = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|\Z)")
_HEADER = re.compile(r"(?P<key>Kind|Language|Title):\s*(?P<value>\S.*)", re.IGNORECASE)
_MAGIC = "WEBVTT"
_BEGIN_A_TIME = frozenset("[(0123456789")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?[ \t]([^<>\n]{0,120})>")
_TAG = re.compile(
    r"</?(?:[cibuv]|ruby|rt|lang|font)(?:[.\s][^<>\n]{0,200})?>|<\d[\d:.]{0,20}>|\{\\[^{}\n]{0,80}\}",
    re.IGNORECASE,
)
_NEXT_SPEAKER = re.compile(r"(?:^|(?<=\s))>>+\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Caption:
    """One caption; `lines` are pairs of a speaker's name, where a tag gives it, and the words."""

    start: float
    end: float | None
    lines: tuple[tuple[str | None, str], ...]


def looks_like(text: str) -> bool:
    """Whether a text is captions, by its first lines."""
    lines = [line for raw in text[:_SAMPLE].splitlines() if (line := raw.strip("\ufeff \t"))]
    timed = any("-->" in line and _TIMING.fullmatch(line) for line in lines[:_TITLE_LINES])
    return timed or (bool(lines) and lines[0].startswith(_MAGIC)) or _has_a_time_a_line(lines)


def read(text: str, *, name: str = "") -> Extracted:
    """Read captions.

    Args:
        text: The file's text.
        name: The file's name, which gives the date of a Zoom or a Teams recording (``GMT20240728-...``).
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    header: list[str] = []
    captions = list(_captions(lines, header))
    facts = _facts(header, name)
    if not captions and not lines[0].startswith(_MAGIC):
        captions, facts = list(_captions_of_lines(lines)), Facts(date=first_date([name]))
    return written(joined(_utterances(_without_repeats(captions))), facts)


def _facts(header: Sequence[str], name: str) -> Facts:
    keys = {found["key"].lower(): found["value"] for line in header if (found := _HEADER.fullmatch(line))}
    magic = header[0] if header and header[0].startswith(_MAGIC) else _MAGIC
    title = keys.get("title") or magic.removeprefix(_MAGIC).strip(" \t-–")
    return Facts(title=title or None, language=keys.get("language"), date=first_date([name]))


def _captions(lines: Sequence[str], header: list[str]) -> Iterator[_Caption]:
    """Part a file at its lines of times; what stands before the first goes into `header`."""
    in_thousandths = any("-->" in line and _UNPADDED.search(line) for line in lines)
    comments = lines[0].startswith(_MAGIC)
    found: re.Match[str] | None = None
    block = header
    after_blank = identifies = hidden = False
    for raw in lines:
        line = raw.strip()
        if "->" in line and (timing := _TIMING.fullmatch(line)) is not None:
            if identifies or (block and not after_blank and block[-1].isdigit()):
                block.pop()
            if found is not None:
                yield _caption(found, block, in_thousandths=in_thousandths)
            found, block = timing, [timing["words"]] if timing["words"] else []
            after_blank = identifies = hidden = False
            continue
        if after_blank and comments and _NOT_SHOWN.match(line):
            hidden = True
        hidden = hidden and raw != ""
        identifies = after_blank and line != "" and not hidden
        if line and not hidden:
            block.append(line)
        after_blank = raw == ""
    if found is not None:
        yield _caption(found, block, in_thousandths=in_thousandths)


def _caption(timing: re.Match[str], block: Iterable[str], *, in_thousandths: bool) -> _Caption:
    shown: list[tuple[str | None, str]] = []
    for line in block:
        before, *voices = _VOICE.split(line)
        for name, words in [("", before), *zip(voices[::2], voices[1::2], strict=True)]:
            if cleaned := _cleaned(words):
                shown.append((_cleaned(name) or None, cleaned))
    start, end = (
        _seconds(*timing.groups()[first : first + 4], in_thousandths=in_thousandths) for first in (0, 4)
    )
    return _Caption(start=start, end=end if end >= start else None, lines=tuple(shown))


def _seconds(
    hours: str | None, minutes: str, seconds: str, fraction: str | None, *, in_thousandths: bool
) -> float:
    """A time in seconds; in a file that does not pad its times, the fraction counts thousandths (Teams)."""
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + (int(fraction or 0) / 1000 if in_thousandths else float(f"0.{fraction or 0}"))


def _cleaned(words: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", words)).replace("\u200b", "").split())


def _captions_of_lines(lines: Iterable[str]) -> Iterator[_Caption]:
    """The captions of a text with a time before each; a line without one belongs to the caption before."""
    start = 0.0
    shown: list[tuple[str | None, str]] = []
    for line in map(str.strip, lines):
        found = opening(line) if line else None
        if found is not None and found.unnamed and found.time is not None:
            yield _Caption(start=start, end=None, lines=tuple(shown))
            start, shown = found.time, []
        if words := _cleaned(line[found.unnamed if found else 0 :]):
            shown.append((None, words))
    yield _Caption(start=start, end=None, lines=tuple(shown))


def _has_a_time_a_line(lines: Iterable[str]) -> bool:
    """Whether nearly every line begins with a time, and they pass as in speech: an agenda's pass in leaps."""
    openings = [(line, opening(line) if line[0] in _BEGIN_A_TIME else None) for line in lines if line]
    times = [
        found.time
        for line, found in openings
        if found
        and found.unnamed
        and found.time is not None
        and (found.label is None or found.words == len(line))
    ]
    if len(times) < _FEWEST_TIMES or len(times) < _MOST * len(openings):
        return False
    return times[0] < _FIRST_TIME and abs(times[-1] - times[0]) <= _SECONDS_A_LINE * (len(times) - 1)


def _without_repeats(captions: Iterable[_Caption]) -> Iterator[_Caption]:
    """Leave out of each caption what rolls over from the one before, if the file's captions roll."""
    captions = [caption for caption in captions if caption.lines]
    fresh = list(map(_fresh, [_Caption(start=0, end=None, lines=()), *captions], captions))
    rolling = sum(0 < len(new) < len(caption.lines) for new, caption in zip(fresh, captions, strict=True))
    for new, caption in zip(fresh, captions, strict=True):
        yield replace(caption, lines=new) if rolling > _ROLLING * len(captions) else caption


def _fresh(before: _Caption, caption: _Caption) -> tuple[tuple[str | None, str], ...]:
    """The lines of a caption that are not the last lines of the one before."""
    most = min(_ROLLED, len(before.lines), len(caption.lines))
    rolled = next((n for n in range(most, 0, -1) if before.lines[-n:] == caption.lines[:n]), 0)
    return caption.lines[rolled:]


def _utterances(captions: Iterable[_Caption]) -> Iterator[Utterance]:
    """Who says what; a caption without a name goes on with the speaker before."""
    captions = _with_names_as_tags([caption for caption in captions if caption.lines])
    people = _people(captions)
    marked = sum(words.startswith(">>") for caption in captions for _, words in caption.lines) > 1
    speaker: str | None = None
    for caption in captions:
        for voice, line in caption.lines:
            said, *by_others = _NEXT_SPEAKER.split(line) if marked else [line]
            for begins, words in [(False, said), *((True, words) for words in by_others)]:
                found = opening(words) if people and words else None
                label = found.label if found and found.label and found.label.casefold() in people else None
                speaker = voice or label or (None if begins else speaker)
                if spoken := words[found.words :] if found and label else words:
                    yield Utterance(
                        words=spoken, speaker=speaker, start=caption.start, end=caption.end, begins=begins
                    )


def _people(captions: Sequence[_Caption]) -> frozenset[str]:
    """The labels, case folded, that name who speaks; none where few captions have one, by chance."""
    labels = [
        (number, found.label)
        for number, caption in enumerate(captions)
        for voice, words in caption.lines
        if voice is None and (found := opening(words.lstrip("> "))) is not None and found.label
    ]
    if len({number for number, _ in labels}) >= _MOST_NAMED * len(captions):
        counts = Counter(label.casefold() for _, label in labels)
        return frozenset(
            label for label, count in counts.items() if count > 1 or not speakers.labels_minutes(label)
        )
    people = speakers.people(label for _, label in labels)
    named = [number for number, label in labels if label.casefold() in people]
    if not named or len(named) < _FEW_NAMED * len(captions):
        return frozenset()
    from_the_start = named[0] < _NAMED_FROM_THE_START
    return people if from_the_start or len(named) >= _MANY_NAMED * len(captions) else frozenset()


def _with_names_as_tags(captions: list[_Caption]) -> list[_Caption]:
    """Take the first line of a caption for its speaker where it always is a name, as in Teams' documents."""
    names = [caption.lines[0][1] for caption in captions if len(caption.lines) > 1]
    tagged = any(voice for caption in captions for voice, _ in caption.lines)
    recur = len(names) >= _MOST * len(captions) and len(set(names)) < len(names)
    if tagged or not recur or not all(map(speakers.is_name, set(names))):
        return captions
    return [
        replace(caption, lines=tuple((caption.lines[0][1], words) for _, words in caption.lines[1:]))
        if len(caption.lines) > 1
        else caption
        for caption in captions
    ]
