"""Utterances of a recording or a chat, joined into turns, and the text that shows them.

A reader of a format that is not text (captions, JSON) writes one turn a paragraph, ``Speaker: words``, with a
blank line between. The block of a turn is its words alone: the label before them lies in no block, so that a
quote is what the person said, and the citation tells who and when.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.documents.model import Block, BlockKind, Extracted, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.documents.model import Facts

NOTHING_SAID = "holds no words that could be quoted"

_LONG = 500
"""Characters after which the end of a sentence ends a paragraph, so that its time stays near its words."""

_LONGEST = 1000
"""Characters after which a paragraph ends even in a sentence: automatic captions have no sentences."""

_PAUSE_BETWEEN_SENTENCES = 6.0
_PAUSE_WITHIN = 12.0
_LATEST = 10_000_000
"""Seconds; what lies beyond is not a time of a recording."""

_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]{0,3}\Z")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff00-\uff9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """Some words of one person: a caption, a segment of a recogniser, a message.

    Attributes:
        start: Seconds since the recording began; in a chat, since midnight.
        end: The same, of the last word.
        heading: The heading that it stands under, such as the day in a chat.
        begins: Whether somebody else is known to begin, though not who.
    """

    words: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    heading: str | None = None
    begins: bool = False


def joined(utterances: Iterable[Utterance]) -> Iterator[Utterance]:
    """Join utterances into paragraphs of one speaker that end at a pause or when they are long."""
    run: list[Utterance] = []
    length = 0
    for utterance in utterances:
        if run and _parts(run[-1], utterance, length):
            yield _one(run)
            run, length = [], 0
        run.append(utterance)
        length += len(utterance.words) + 1
    if run:
        yield _one(run)


def _parts(before: Utterance, after: Utterance, length: int) -> bool:
    """Whether a paragraph of `length` characters that ends with one utterance ends before the next."""
    if after.begins or before.speaker != after.speaker or before.heading != after.heading:
        return True
    if length >= _LONGEST:
        return True
    ended = _SENTENCE_END.search(before.words, max(0, len(before.words) - 4)) is not None
    if ended and length >= _LONG:
        return True
    if before.end is None or after.start is None:
        return False
    return after.start - before.end >= (_PAUSE_BETWEEN_SENTENCES if ended else _PAUSE_WITHIN)


def _one(run: Sequence[Utterance]) -> Utterance:
    pieces = [run[0].words]
    for before, after in pairwise(run):
        spaced = not (_UNSPACED.match(before.words[-1:]) and _UNSPACED.match(after.words[:1]))
        pieces.append(f" {after.words}" if spaced else after.words)
    return replace(run[0], words="".join(pieces), end=run[-1].end)


def written(turns: Iterable[Utterance], facts: Facts) -> Extracted:
    """Write a turn a paragraph, each under its heading; a document without words gets a note."""
    pieces: list[str] = []
    blocks: list[Block] = []
    end = 0
    heading: str | None = None
    above: tuple[int, ...] = ()

    def write(piece: str) -> Span:
        nonlocal end
        start = end
        pieces.append(piece)
        end += len(piece)
        return Span(start=start, end=end)

    for turn in turns:
        words = turn.words.strip()
        if not words:
            continue
        if turn.heading is not None and turn.heading != heading:
            heading = turn.heading
            write("\n\n" if pieces else "")
            above = (len(blocks),)
            blocks.append(Block(kind=BlockKind.HEADING, span=write(heading)))
        write("\n\n" if pieces else "")
        speaker = " ".join((turn.speaker or "").split()) or None
        write(f"{speaker}: " if speaker else "")
        time = whole_seconds(turn.start)
        blocks.append(Block(kind=BlockKind.TURN, span=write(words), above=above, speaker=speaker, time=time))
    if pieces:
        write("\n")
    else:
        facts = replace(facts, notes=(*facts.notes, NOTHING_SAID))
    return Extracted(text="".join(pieces), blocks=tuple(blocks), facts=facts)


def whole_seconds(time: float | None) -> int | None:
    """A time as a turn has it; None for what cannot be one (negative, endless, not a number)."""
    if time is None or not math.isfinite(time) or not 0 <= time < _LATEST:
        return None
    return int(time)


def named(extracted: Extracted, speakers: Mapping[str, str]) -> Extracted:
    """Give speakers the names that an owner gave them; the text, and so every citation, stays the same.

    Args:
        extracted: What a reader found.
        speakers: From the label in the text, in any case ("Speaker 1", "KG"), to the name.
    """
    names = {label.casefold(): name for label, name in speakers.items()}
    if not names:
        return extracted
    return replace(
        extracted,
        blocks=tuple(
            replace(block, speaker=names.get(block.speaker.casefold(), block.speaker))
            if block.speaker is not None
            else block
            for block in extracted.blocks
        ),
    )
