"""Chats: Zoom's, IRC logs, WhatsApp's, and what DiscordChatExporter writes, as text and as JSON.

A message is a turn. Its time is the one that stands with it, in seconds: in Zoom's since the recording began,
elsewhere of the day; where a chat goes over several days, each day is a heading. The text is the file's own;
who wrote when lies in no block, nor do reactions, what a reply repeats and the rules around an export.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.documents.model import Block, BlockKind, Extracted, Facts, Span
from bot.documents.readers import speakers
from bot.documents.readers.first_lines import first_date
from bot.documents.readers.openings import opening
from bot.documents.readers.turns import NOTHING_SAID, Utterance, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SAMPLE = 100_000
"""Characters by which a text is told to be a chat."""

_FEWEST = 0.2
"""Share of the lines that open a message, from which on a text is a chat."""

_DAY = r"(?P<day>\d{4}-\d{2}-\d{2}|\d{1,2}-[A-Z][a-z]{2}-\d{2,4}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,6})?)?"
_HALF = r"(?:[ \u202f]?(?P<half>[AaPp])\.?[Mm]\.?)?"
_ZONE = r"(?:Z|[+-]\d{2}:?\d{2})?"
_MESSAGES = (
    # 00:21:14<TAB>Name:<TAB>words
    re.compile(rf"{_CLOCK}\t ?(?P<name>[^\t]{{1,80}}?) ?:(?:\t|\Z)"),
    # 12:31:05 From Name to Everyone: words
    re.compile(
        rf"{_CLOCK}\s{{1,4}}From\s{{1,4}}(?P<name>.{{1,80}}?)\s{{1,4}}[Tt]o\s{{1,4}}[^:]{{1,80}}:\s{{0,4}}"
    ),
    # [2024-08-15T19:00:17.224Z]<TAB><nick><TAB>words; 19:00 <nick> words
    re.compile(
        rf"\[?(?:{_DAY}[T ])?{_CLOCK}{_ZONE}\]?[ \t]{{1,12}}"
        r"<[ @+%&~]?(?P<name>[^<>\s]{1,80})>(?:[ \t]{1,12}|\Z)"
    ),
    # [17-Jan-23 07:33 PM] name, the words beneath
    re.compile(rf"\[{_DAY},? {_CLOCK}{_HALF}\] (?P<name>[^:<\s][^:<]{{0,80}}?)(?: \(pinned\))?\Z"),
    # [17/01/2023, 19:33:07] Name: words; 17/01/2023, 19:33 - Name: words
    re.compile(
        rf"\u200e?\[?{_DAY},? {_CLOCK}{_HALF}\]?(?: -)? \u200e?(?P<name>[^:<\s][^:<]{{0,60}}):(?: |\Z)"
    ),
    # [4:34 PM] Name: words
    re.compile(rf"\[{_CLOCK}[ \u202f]?(?P<half>[AaPp])\.?[Mm]\.?\] (?P<name>[^:<\s][^:<]{{0,60}}): ?"),
)
_RULE = re.compile(r"={3,}")
_CHANNEL = re.compile(r"^Channel: *(?P<title>\S.*)$", re.MULTILINE)
_REACTION = re.compile(r"(?:Reacted to .*\bwith |Removed an? \S{1,40} reaction from ).*", re.DOTALL)
_LONGEST_REACTION = 1000
_LONGEST_LABEL = 160
_FEWEST_NOTED = 5
_SCRIBE = 0.3
"""Share of somebody's messages that begin with names, from which on they are the scribe."""

_TOPIC = re.compile(r"(?:sub-?)?topic: {0,4}(?P<words>\S[^\n]*?)[^\S\n]*(?:\n|\Z)", re.IGNORECASE)
_MONTHS = 12
_REPLY = re.compile(r'Replying to ".*?"[ \t]*\n\s*', re.DOTALL)
_ADDED = re.compile(r"^\{Reactions\}$.*", re.MULTILINE | re.DOTALL)
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")

# What Discord itself writes into a channel: https://discord.com/developers/docs/resources/message
_NOTICES = frozenset(
    "Call ChannelIconChange ChannelNameChange ChannelPinnedMessage GuildMemberJoin RecipientAdd"
    " RecipientRemove ThreadCreated".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A message, or what stands around the messages, from one offset to another."""

    start: int
    end: int
    name: str | None = None
    time: int | None = None
    day: Span | None = None


def looks_like(text: str) -> bool:
    """Whether a text is a chat: its first line, behind an export's head, says who wrote when, as do more."""
    parts = list(_parts(text[:_SAMPLE]))
    messages = sum(part.name is not None for part in parts)
    lines = sum(bool(line.strip()) for line in text[:_SAMPLE].split("\n"))
    if not parts or messages == 0:
        return False
    if parts[0].name is None:
        return _CHANNEL.search(text, 0, parts[0].end) is not None
    return messages >= _FEWEST * lines


def read(text: str, *, name: str = "") -> Extracted:
    """Read a chat from text."""
    parts = list(_as_scribed(text, list(_parts(text))))
    days = list(dict.fromkeys(part.day.of(text) for part in parts if part.day))
    blocks: list[Block] = []
    headings: dict[str, tuple[str, int]] = {}
    for part in parts:
        if len(days) > 1 and part.day is not None:
            _head(text, part.day, headings, blocks, kind="day")
        if (topic := _TOPIC.match(text, part.start, part.end)) is not None and part.name is not None:
            _head(
                text, Span(start=topic.start("words"), end=topic.end("words")), headings, blocks, kind="topic"
            )
            continue
        kind = BlockKind.PARAGRAPH if part.name is None else BlockKind.TURN
        above = tuple(sorted(position for _, position in headings.values()))
        blocks.extend(
            Block(kind=kind, span=span, above=above, speaker=part.name, time=part.time)
            for span in _paragraphs(text, part)
        )
    channel = _CHANNEL.search(text, 0, parts[0].end) if parts and parts[0].name is None else None
    said = any(block.kind is BlockKind.TURN for block in blocks)
    facts = Facts(
        title=channel["title"].strip() if channel else None,
        date=_first_day(days) or first_date([name]),
        notes=() if said else (NOTHING_SAID,),
    )
    return Extracted(text=text, blocks=tuple(blocks), facts=facts)


def _head(
    text: str, span: Span, headings: dict[str, tuple[str, int]], blocks: list[Block], *, kind: str
) -> None:
    """Add a heading where it is another than the last of its kind; a topic reaches to the end of its day."""
    words = span.of(text)
    if headings.get(kind, ("", 0))[0] == words:
        return
    if kind == "day":
        headings.clear()
    above = tuple(position for other, (_, position) in headings.items() if other != kind)
    headings[kind] = (words, len(blocks))
    blocks.append(Block(kind=BlockKind.HEADING, span=span, above=above))


def _as_scribed(text: str, parts: Sequence[_Part]) -> Iterator[_Part]:
    """Give what a scribe notes down ("<scribe> Ada: words") to who said it.

    A scribe is one of whose messages many begin with names; others begin with a name to speak to somebody.
    """
    found = [opening(text[part.start : part.end][:_LONGEST_LABEL]) if part.name else None for part in parts]
    labels = [(part.name, one.label) for part, one in zip(parts, found, strict=True) if one and one.label]
    people = speakers.people(label for _, label in labels)
    noted = Counter(name for name, label in labels if label.casefold() in people)
    written = Counter(part.name for part in parts)
    for part, one in zip(parts, found, strict=True):
        scribed = noted[part.name] >= max(_FEWEST_NOTED, _SCRIBE * written[part.name])
        if scribed and one is not None and one.label is not None and one.label.casefold() in people:
            yield replace(part, name=one.label, start=part.start + one.words)
        else:
            yield part


def _parts(text: str) -> Iterator[_Part]:
    """Part a text at the lines that open a message, and at the rules around an export."""
    start = 0
    current = _Part(start=0, end=0)
    for raw in text.split("\n"):
        line = raw.strip()
        opened = (
            _opening(line, start + len(raw) - len(raw.lstrip()))
            if line[:1] in set("[\u200e0123456789")
            else None
        )
        if line and _RULE.fullmatch(line):
            opened = _Part(start=start + len(raw), end=0)
        if opened is not None:
            yield from _ended(text, current, start)
            current = opened
        start += len(raw) + 1
    yield from _ended(text, current, len(text))


def _ended(text: str, part: _Part, end: int) -> Iterator[_Part]:
    if part.name is not None or text[part.start : end].strip():
        yield _Part(start=part.start, end=end, name=part.name, time=part.time, day=part.day)


def _opening(line: str, offset: int) -> _Part | None:
    """The message that a line opens, which stands at an offset; its words begin behind what matched."""
    for pattern in _MESSAGES:
        if (found := pattern.match(line)) is None:
            continue
        named = found.groupdict()
        hour = int(named["hour"])
        if half := named.get("half"):
            hour = hour % 12 + (12 if half in "Pp" else 0)
        day = found.span("day") if named.get("day") else None
        return _Part(
            start=offset + found.end(),
            end=0,
            name=" ".join(named["name"].split()),
            time=hour * 3600 + int(named["minute"]) * 60 + int(named["second"] or 0),
            day=None if day is None else Span(start=offset + day[0], end=offset + day[1]),
        )
    return None


def _paragraphs(text: str, part: _Part) -> Iterator[Span]:
    """What somebody wrote, a paragraph each: no reaction, and of a reply not what it repeats."""
    start, end = part.start, part.end
    if part.name is not None:
        start += len(text[start:end]) - len(text[start:end].lstrip())
        if end - start <= _LONGEST_REACTION and _REACTION.fullmatch(text, start, end):
            return
        if (reply := _REPLY.match(text, start, end)) is not None:
            start = reply.end()
        if (added := _ADDED.search(text, start, end)) is not None:
            end = added.start()
    for found in _PARAGRAPH.finditer(text, start, end):
        yield Span(start=found.start(), end=found.start() + len(found[0].rstrip()))


def _first_day(days: Iterable[str]) -> dt.date | None:
    """The first day of a chat; None where day and month cannot be told apart by any of them."""
    fields = [re.split("[-/.]", day) for day in days]
    if not fields:
        return None
    one, two, year = fields[0]
    if len(one) == len("2024") or two.isalpha():
        return first_date([f"{one}-{two}-{year}" if two.isdigit() else f"{one} {two} {_year(year)}"])
    numbers = [(int(one), int(two)) for one, two, _ in fields if two.isdigit()]
    day_first = any(one > _MONTHS for one, _ in numbers)
    if day_first == any(two > _MONTHS for _, two in numbers):
        return None
    day, month = (one, two) if day_first else (two, one)
    return first_date([f"{_year(year)}-{month}-{day}"])


def _year(digits: str) -> str:
    return digits if len(digits) == len("2024") else f"20{digits[-2:]}"


def is_export(root: object) -> bool:
    """Whether a JSON document is a channel that DiscordChatExporter wrote."""
    return isinstance(root, Mapping) and "channel" in root and isinstance(root.get("messages"), list)


def read_export(root: Mapping[str, object]) -> Extracted:
    """Read a channel that DiscordChatExporter wrote; what Discord itself says in it is left out."""
    messages = root["messages"]
    sent = [
        (_sent(message), message)
        for message in (messages if isinstance(messages, list) else [])
        if isinstance(message, Mapping) and message.get("type") not in _NOTICES
    ]
    days = {moment.date() for moment, _ in sent if moment}
    channel, guild = root.get("channel"), root.get("guild")
    title = " / ".join(
        part["name"]
        for part in (guild, channel)
        if isinstance(part, Mapping) and isinstance(part.get("name"), str)
    )
    return written(
        (
            Utterance(
                words=_content(message),
                speaker=_author(message.get("author")),
                start=moment.hour * 3600 + moment.minute * 60 + moment.second if moment else None,
                heading=f"{moment.day} {moment:%B %Y}" if moment and len(days) > 1 else None,
            )
            for moment, message in sent
        ),
        Facts(title=title or None, date=min(days, default=None)),
    )


def _sent(message: Mapping[str, object]) -> dt.datetime | None:
    """When a message was sent, by the clock of whoever exported it."""
    try:
        return dt.datetime.fromisoformat(str(message.get("timestamp")))
    except ValueError:
        return None


def _author(author: object) -> str | None:
    if not isinstance(author, Mapping):
        return None
    names = (author.get("nickname"), author.get("name"))
    return next((name for name in names if isinstance(name, str) and name.strip()), None)


def _content(message: Mapping[str, object]) -> str:
    """What a message says: its words, or those of its embeds, and the names of the files with it."""
    content = message.get("content")
    words = [content.strip()] if isinstance(content, str) else []
    if not any(words):
        words = [
            text
            for embed in _objects(message.get("embeds"))
            for text in _texts(embed, "title", "description")
        ]
    files = [text for file in _objects(message.get("attachments")) for text in _texts(file, "fileName")]
    return "\n".join([*filter(None, words), *files])


def _objects(value: object) -> list[Mapping[str, object]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _texts(value: Mapping[str, object], *keys: str) -> list[str]:
    return [text.strip() for key in keys if isinstance(text := value.get(key), str) and text.strip()]
