"""Settings: the defaults, under a TOML file, under the environment, under the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import msgspec

from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable

DEFAULT_FILE = Path("config.toml")
ENVIRONMENT_PREFIX = "MEETING_BOT__"

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
PassageCount = Annotated[int, msgspec.Meta(ge=1, le=100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSettings:
    """Where the documents lie: a folder, or nothing for the documents that are shipped."""

    folder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSettings:
    """The parameters of BM25 (Robertson and Zaragoza 2009, section 3.4)."""

    k1: Annotated[float, msgspec.Meta(ge=0.01, le=10)] = 1.2
    b: Share = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSettings:
    """What an answer holds, and when there is none."""

    passages: PassageCount = 3
    least_coverage: Share = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting, in the sections of the configuration file."""

    documents: DocumentSettings = field(default_factory=DocumentSettings)
    search: SearchSettings = field(default_factory=SearchSettings)
    answers: AnswerSettings = field(default_factory=AnswerSettings)


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
    for layer in layers:
        _check_keys(layer)
        for section, values in layer.values.items():
            merged.setdefault(section, {}).update(_converted(layer, section, values))
    return msgspec.convert(merged, Settings)


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
    """Return the settings of an environment: ``MEETING_BOT__SECTION__KEY``."""
    values: dict[str, Any] = {}
    for name, value in sorted(environment.items()):
        if name.startswith(ENVIRONMENT_PREFIX):
            section, _, key = name.removeprefix(ENVIRONMENT_PREFIX).lower().partition("__")
            values.setdefault(section, {})[key] = value
    return Layer(name="environment", values=values, textual=True)


def _check_keys(layer: Layer) -> None:
    for section, values in layer.values.items():
        if section not in _SECTIONS:
            raise ConfigurationError(f"{layer.key(section)} is not a setting{_nearest(section, _SECTIONS)}")
        if not isinstance(values, Mapping):
            raise ConfigurationError(f"{layer.key(section)} is a section: write [{section}] above its keys")
        known = [key.name for key in fields(_SECTIONS[section])]
        for key in values:
            if key not in known:
                raise ConfigurationError(f"{layer.key(section, key)} is not a setting{_nearest(key, known)}")


def _converted(layer: Layer, section: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of one section in their types."""
    try:
        settings = msgspec.convert(values, _SECTIONS[section], strict=not layer.textual)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at ")
        path = re.findall(r"\w+", where)
        expected = what.replace("`", "").replace("Expected", "expected", 1)
        raise ConfigurationError(f"{layer.key(section, *path)}: {expected}") from error
    return {key: getattr(settings, key) for key in values}


def _nearest(name: str, known: Iterable[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, known, n=1, cutoff=0)
    return f"; the nearest is '{near[0]}'" if near else ""
