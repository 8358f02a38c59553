"""Settings: the defaults, under a TOML file, under the environment, under the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DEFAULT_FILE = Path("config.toml")
ENVIRONMENT_PREFIX = "MEETING_BOT__"
SYNONYMS = "synonyms"
"""The section whose keys are names of the owner's choice."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SYNONYMS_EXAMPLE = 'write a list of names, such as ["TLAM", "cruise missile"]'

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
PassageCount = Annotated[int, msgspec.Meta(ge=1, le=100)]
Snowflake = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]
PerMinute = Annotated[int, msgspec.Meta(ge=1, le=60_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSettings:
    """Where the documents lie, and whether they are followed.

    Attributes:
        folder: A folder, or nothing for the documents that are shipped.
        refresh_seconds: How often the Discord bot looks whether they have changed; a session looks before
            each question. 0: neither does.
        megabytes_at_most: How large a file may be; a larger one is left out.
        read_again_hours: Within how many hours each file is read again although it looks as it did.
    """

    folder: str = ""
    refresh_seconds: Annotated[float, msgspec.Meta(ge=0, le=86_400)] = 5.0
    megabytes_at_most: Annotated[int, msgspec.Meta(ge=1, le=1024)] = 64
    read_again_hours: Annotated[float, msgspec.Meta(ge=0.01, le=10_000)] = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSettings:
    """How passages are ranked.

    Attributes:
        k1, b: The parameters of BM25 (Robertson and Zaragoza 2009, section 3.4).
        vectors: Whether words that mean nearly the same as the question's speak for a passage too.
        engine: ``auto`` chooses by size; both engines find the same.
        cache_megabytes: How much disk the indexes of large collections may take, in sum.
        memory_megabytes: How much memory indexing a large collection may take, about.
    """

    k1: Annotated[float, msgspec.Meta(ge=0.01, le=10)] = 1.2
    b: Share = 0.75
    vectors: bool = True
    engine: Literal["auto", "memory", "postings"] = "auto"
    cache_megabytes: Annotated[int, msgspec.Meta(ge=0)] = 4096
    memory_megabytes: Annotated[int, msgspec.Meta(ge=1)] = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSettings:
    """What an answer holds, and when there is none."""

    passages: PassageCount = 3
    least_coverage: Share = 0.5
    sure_coverage: Share = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordSettings:
    """Where the Discord bot answers, for whom in public, and how often.

    Attributes:
        passages: How many passages an answer has, where the question does not say; 10 at most.
        presence: What stands under the bot's name in the list of members.
        allow_channels: The only channels (or categories, or parents of threads) to answer in; empty for all.
        deny_channels: Channels never to answer in; wins over `allow_channels`.
        direct_messages: Whether direct messages are answered.
        public_answers: Who may be answered for everyone to see; others are answered privately.
            ``listed``: the people and roles below, and whoever may manage messages.
        public_roles: Roles that may, with ``listed``.
        public_people: People who may, with ``listed``.
        questions_per_minute: What a person may ask in the long run.
        questions_at_once: What a person may ask in one go.
        presses_per_minute: Buttons that a person may press.
        suggestions_per_minute: Completions that a person may ask for; each letter typed is one.
        server_questions_per_minute: What all people of a server may ask together in the long run.
        server_questions_at_once: What they may ask in one go.
        search_aside_from: From how many passages on searches leave the event loop for threads of their own;
            of a long question, from a tenth of it.
        search_threads: How many threads those are. Beyond two they wait for each other more than they gain:
            most of an answer holds the interpreter's lock.
        questions_waiting: How many questions may wait for one of them, of all people together.
        application_id: The application's identifier for the invite link; 0 to take it from the token.
        start_timeout: Seconds after which an unreachable Discord ends the start.
        heartbeat_timeout: Seconds of silence after which a connection counts as lost; to be more than the
            interval that Discord asks for, some 41 seconds.
    """

    passages: Annotated[int, msgspec.Meta(ge=1, le=10)] = 5
    presence: Annotated[str, msgspec.Meta(min_length=1, max_length=128)] = "Ask with /ask, or mention me"
    allow_channels: tuple[Snowflake, ...] = ()
    deny_channels: tuple[Snowflake, ...] = ()
    direct_messages: bool = True
    public_answers: Literal["everyone", "listed", "nobody"] = "everyone"
    public_roles: tuple[Snowflake, ...] = ()
    public_people: tuple[Snowflake, ...] = ()
    questions_per_minute: PerMinute = 10
    questions_at_once: PerMinute = 5
    presses_per_minute: PerMinute = 60
    suggestions_per_minute: PerMinute = 120
    server_questions_per_minute: PerMinute = 120
    server_questions_at_once: PerMinute = 60
    search_aside_from: Annotated[int, msgspec.Meta(ge=0)] = 5_000
    search_threads: Annotated[int, msgspec.Meta(ge=1, le=256)] = 2
    questions_waiting: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 200
    application_id: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)] = 0
    start_timeout: Annotated[float, msgspec.Meta(gt=0, le=600)] = 30.0
    heartbeat_timeout: Annotated[float, msgspec.Meta(gt=0, le=600)] = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """A name, and the other names of the same thing.

    Attributes:
        name: The key in the configuration.
        others: The names that the key lists.
        key: How the source of the setting names the key, for messages; two settings may be equal without.
    """

    name: str
    others: tuple[str, ...] = ()
    key: str = field(default=SYNONYMS, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting, in the sections of the configuration file."""

    documents: DocumentSettings = field(default_factory=DocumentSettings)
    search: SearchSettings = field(default_factory=SearchSettings)
    answers: AnswerSettings = field(default_factory=AnswerSettings)
    discord: DiscordSettings = field(default_factory=DiscordSettings)
    synonyms: tuple[Synonym, ...] = ()


_SECTIONS: Mapping[str, type[Any]] = get_type_hints(Settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Settings from one source, which win over those of the layers before.

    Attributes:
        name: What the source is called in messages.
        values: Sections of keys and values.
        textual: Whether numbers come as text, as they do from the environment.
    """

    name: str
    values: Mapping[str, Any]
    textual: bool = False

    def key(self, *path: str) -> str:
        """Return how the source names a key."""
        if self.textual:
            return ENVIRONMENT_PREFIX + "__".join(path).upper()
        return f"{self.name}: {'.'.join(path)}"


def resolve(*layers: Layer) -> Settings:
    """Return the settings that the layers, each winning over those before it, make together.

    Raises:
        ConfigurationError: A key is unknown, or a value of the wrong type or out of range.
    """
    merged: dict[str, dict[str, Any]] = {}
    synonyms: tuple[Synonym, ...] = ()
    for layer in layers:
        _check_keys(layer)
        for section, values in layer.values.items():
            if section == SYNONYMS:
                synonyms = _overridden(synonyms, tuple(_synonyms(layer, values)))
            else:
                merged.setdefault(section, {}).update(_converted(layer, section, values))
    sections = {section: _SECTIONS[section](**values) for section, values in merged.items()}
    return Settings(**sections, synonyms=synonyms)


def file_layer(path: Path) -> Layer:
    """Return the settings of a TOML file; a relative folder in it is relative to the file.

    Raises:
        ConfigurationError: It cannot be read, or is not TOML.
    """
    import tomllib

    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: is not UTF-8; save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, and numbers and nesting beyond Python
        raise ConfigurationError(f"{path}: is not TOML: {error}") from error
    documents = values.get("documents")
    if isinstance(documents, dict) and isinstance(folder := documents.get("folder"), str):
        from_home = folder.startswith("~")
        documents["folder"] = folder if from_home or not folder else str(path.parent / folder)
    return Layer(name=str(path), values=values)


def environment_layer(environment: Mapping[str, str]) -> Layer:
    """Return the settings of an environment: ``MEETING_BOT__SECTION__KEY``.

    Raises:
        ConfigurationError: A variable names no key.
    """
    values: dict[str, Any] = {}
    for name, value in sorted(environment.items()):
        if name.startswith(ENVIRONMENT_PREFIX):
            section, _, key = name.removeprefix(ENVIRONMENT_PREFIX).lower().partition("__")
            if not key:
                hint = f"write {name}__KEY" if section in _SECTIONS else "write MEETING_BOT__SECTION__KEY"
                raise ConfigurationError(f"{name} is not a setting; {hint}")
            values.setdefault(section, {})[key] = value
    return Layer(name="environment", values=values, textual=True)


def _check_keys(layer: Layer) -> None:
    for section, values in layer.values.items():
        if section not in _SECTIONS:
            raise ConfigurationError(f"{layer.key(section)} is not a setting{_nearest(section, _SECTIONS)}")
        if not isinstance(values, Mapping):
            raise ConfigurationError(f"{layer.key(section)} is a section: write [{section}] above its keys")
        if section == SYNONYMS:
            continue
        known = [key.name for key in fields(_SECTIONS[section])]
        for key in values:
            if key not in known:
                raise ConfigurationError(f"{layer.key(section, key)} is not a setting{_nearest(key, known)}")


def _converted(layer: Layer, section: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of one section in their types."""
    if layer.textual:
        values = _with_lists(values, _SECTIONS[section])
    try:
        settings = msgspec.convert(values, _SECTIONS[section], strict=not layer.textual)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at ")
        path = re.findall(r"\w+", where)
        expected = what.replace("`", "").replace("Expected", "expected", 1)
        if what.startswith("Invalid enum value"):
            *others, last = get_args(get_type_hints(_SECTIONS[section])[path[0]])
            expected = f"expected {', '.join(map(repr, others))} or {last!r}, got {values[path[0]]!r}"
        raise ConfigurationError(f"{layer.key(section, *path)}: {expected}") from error
    return {key: getattr(settings, key) for key in values}


def _synonyms(layer: Layer, table: Mapping[str, Any]) -> Iterator[Synonym]:
    """Yield the synonyms of one layer.

    In the environment, commas divide the names of each, and CRUISE_MISSILE is a name of two words.
    """
    for name, others in table.items():
        key = layer.key(SYNONYMS, name if _BARE_KEY.fullmatch(name) else json.dumps(name, ensure_ascii=False))
        if layer.textual:
            divided = (part.strip() for part in others.split(","))
            yield Synonym(name=" ".join(name.split("_")), others=tuple(filter(None, divided)), key=key)
            continue
        try:
            yield Synonym(name=name, others=msgspec.convert(others, tuple[str, ...]), key=key)
        except msgspec.ValidationError as error:
            raise ConfigurationError(f"{key}: {_SYNONYMS_EXAMPLE}") from error


def _overridden(before: Sequence[Synonym], after: Sequence[Synonym]) -> tuple[Synonym, ...]:
    """Return the synonyms of two layers; the later wins name by name, whatever the names' case."""
    replaced = {synonym.name.casefold() for synonym in after}
    return (*(synonym for synonym in before if synonym.name.casefold() not in replaced), *after)


def _with_lists(values: Mapping[str, Any], section: type[Any]) -> dict[str, Any]:
    """Return values as text, but lists, which come with commas, as lists of texts."""
    types = get_type_hints(section)
    return {
        key: [part for part in re.split(r"[\s,]+", value) if part]
        if get_origin(types[key]) is tuple
        else value
        for key, value in values.items()
    }


def _nearest(name: str, known: Iterable[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, known, n=1, cutoff=0)
    return f"; the nearest is '{near[0]}'" if near else ""
