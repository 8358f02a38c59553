"""Transcripts and chats in JSON: Whisper, whisperX, QMSum, DiscordChatExporter, and what is shaped like them.

A transcript is a list of objects that each have words, and a speaker or a time. Where it lies and what its
fields are called differs from one service to the next, hardly more than is listed here. Written as one turn a
paragraph (see `bot.documents.readers.turns`); segments of one speaker that have times are joined.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.documents.model import Facts
from bot.documents.readers import chats
from bot.documents.readers.first_lines import first_date
from bot.documents.readers.openings import seconds
from bot.documents.readers.turns import Utterance, joined, written
from bot.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.documents.model import Extracted

_LISTS = (
    "meeting_transcripts segments utterances monologues turns sentences sections captions cues transcripts"
    " transcript paragraphs results result data response"
).split()
"""Where a transcript may lie, in the order in which it is looked for."""

_SURE_LISTS = 5
"""Of those, the first that are nothing but transcripts, even when they are empty."""

_WORDS = "text content body transcript sentence raw_text caption display".split()
_PARTS = "text_blocks sentences elements".split()
_SPEAKERS = "speaker speaker_name speakerName speaker_label speakerLabel name participant user".split()
_STARTS = "start start_time startTime startMs start_ms begin offset timestamp ts time".split()
_ENDS = "end end_time endTime endMs end_ms stop".split()
_DEEPEST = 8

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_CLOCK = re.compile(r"(?:\d{1,3}:){1,2}\d{1,2}(?:[.,]\d{1,9})?")
_SECONDS_A_WORD = 20
"""More than speech takes on the whole: times that say so are in thousandths."""

# QMSum writes its words apart from the marks around them, and sounds in braces.
_SOUND = re.compile(r"\s*(?:\{[a-z]+\}|@ @)")
_BEFORE = re.compile(r"\s+(?=[.,?!;:%)\]]|['’](?:s|re|m|ll|ve|d|t|em)\b|n['’]t\b|(?<=s )['’](?:\s|\Z))")
_BEHIND = re.compile(r"(?<=[(\[$£€])\s+")
_BETWEEN = re.compile(r"(?<=\w) ([-/]) (?=\w)")
_QUOTED = re.compile(r'"\s+([^"]*?)\s+"')


def read(content: str | bytes, *, name: str = "") -> Extracted:
    """Read a recording's transcript, or a chat, from JSON.

    Args:
        content: The file's text, or its bytes in UTF-8, -16 or -32.
        name: The file's name, for messages and for the date that it may hold.

    Raises:
        DocumentError: It is not JSON, or no transcript that is known.
    """
    try:
        root = json.loads(content.removeprefix("\ufeff") if isinstance(content, str) else content)
    except RecursionError:
        raise DocumentError(f"{name}: cannot be read: the JSON is nested too deeply") from None
    except ValueError as error:
        raise DocumentError(f"{name}: is not JSON: {str(error).splitlines()[0]}") from None
    if chats.is_export(root):
        return chats.read_export(root)
    found = _transcript(root)
    if not found and not _is_empty(root):
        raise DocumentError(f"{name}: is no transcript that is known")
    tokenised = isinstance(root, Mapping) and "meeting_transcripts" in root
    utterances = [_utterance(item, tokenised=tokenised) for item in found]
    if any(utterance.start is not None for utterance in utterances):
        utterances = list(joined(_in_seconds(utterances)))
    return written(utterances, _facts(root, name))


def _facts(root: object, name: str) -> Facts:
    if not isinstance(root, Mapping):
        return Facts(date=first_date([name]))
    title, language, date = (
        value if isinstance(value := root.get(key), str) else "" for key in ("title", "language", "date")
    )
    return Facts(
        title=" ".join(title.split()) or None,
        date=first_date([date, title, name]),
        language=language if _LANGUAGE.fullmatch(language) else None,
    )


def _transcript(value: object, depth: int = 0) -> list[Mapping[str, object]]:
    """The turns or segments of a document, wherever it has them; none where it has nothing that is known."""
    if depth > _DEEPEST:
        return []
    if isinstance(value, list):
        turns = [item for item in value if isinstance(item, Mapping) and _is_turn(item)]
        return turns or [turn for item in value for turn in _transcript(item, depth + 1)]
    if isinstance(value, Mapping):
        return next(filter(None, (_transcript(value.get(key), depth + 1) for key in _LISTS)), [])
    return []


def _is_empty(root: object) -> bool:
    """Whether a document is a transcript in which nobody says anything."""
    return isinstance(root, Mapping) and any(root.get(key) == [] for key in _LISTS[:_SURE_LISTS])


def _is_turn(item: Mapping[str, object]) -> bool:
    has_words = any(isinstance(item.get(key), str) for key in _WORDS) or any(
        isinstance(item.get(key), list) for key in _PARTS
    )
    return has_words and (_first(item, _SPEAKERS) is not None or _first(item, _STARTS) is not None)


def _first(item: Mapping[str, object], keys: Sequence[str]) -> object:
    return next((item[key] for key in keys if item.get(key) is not None), None)


def _utterance(item: Mapping[str, object], *, tokenised: bool) -> Utterance:
    words = next((value for key in _WORDS if isinstance(value := item.get(key), str)), None)
    if words is None:
        words = _joined_parts(_first(item, _PARTS))
    return Utterance(
        words=" ".join((_untokenised(words) if tokenised else words).split()),
        speaker=_speaker(_first(item, _SPEAKERS)),
        start=_time(_first(item, _STARTS)),
        end=_time(_first(item, _ENDS)),
    )


def _joined_parts(parts: object) -> str:
    """The words of a turn in several parts: whole sentences, or words and the marks between them (Rev)."""
    if not isinstance(parts, list):
        return ""
    texts = [item.get("text", item.get("value")) for item in parts if isinstance(item, Mapping)]
    apart = " " if any(isinstance(item, Mapping) and "text" in item for item in parts) else ""
    return apart.join(text for text in texts if isinstance(text, str))


def _speaker(value: object) -> str | None:
    match value:
        case str():
            return " ".join(value.split()) or None
        case int() if not isinstance(value, bool):
            return f"Speaker {value}"
        case {"name": str(name)} | {"label": str(name)} | {"displayName": str(name)}:
            return " ".join(name.split()) or None
        case _:
            return None


def _time(value: object) -> float | None:
    if isinstance(value, str):
        return seconds(value) if _CLOCK.fullmatch(value) else _number(value.removesuffix("s"))
    return (
        float(value) if isinstance(value, float) or (isinstance(value, int) and abs(value) < 10**15) else None
    )


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _in_seconds(utterances: Sequence[Utterance]) -> list[Utterance]:
    """Times in seconds, also where a service writes them in thousandths."""
    starts = [utterance.start for utterance in utterances if utterance.start is not None]
    words = sum(len(utterance.words.split()) for utterance in utterances)
    if not starts or not math.isfinite(sum(starts)) or max(starts) - min(starts) <= _SECONDS_A_WORD * words:
        return list(utterances)
    return [
        replace(
            utterance,
            start=None if utterance.start is None else utterance.start / 1000,
            end=None if utterance.end is None else utterance.end / 1000,
        )
        for utterance in utterances
    ]


def _untokenised(words: str) -> str:
    """QMSum's words as people write them: ``Um , so . We 're {pause} off`` is "Um, so. We're off"."""
    words = _QUOTED.sub(r'"\1"', _BEFORE.sub("", _SOUND.sub("", words)))
    return _BETWEEN.sub(r"\1", _BEHIND.sub("", words))
