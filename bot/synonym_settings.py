"""What an owner says is the same: the section of the configuration whose keys are names."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_EXAMPLE = 'write a list of names, such as ["TLAM", "cruise missile"]'


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """A name, and the other names of the same thing.

    Attributes:
        name: The key in the configuration.
        others: What the key lists.
        key: How the source of the setting names the key, for messages; two settings may be equal without.
    """

    name: str
    others: tuple[str, ...] = ()
    key: str = field(default="synonyms", compare=False, repr=False)


def read(table: Mapping[str, Any], keys: Mapping[str, str], *, textual: bool) -> tuple[Synonym, ...]:
    """Return what one source of settings says.

    Args:
        table: Names, each with its value in the source.
        keys: How the source names the key of each name.
        textual: Whether the values are texts, as they are in the environment: commas divide the names of
            each, and CRUISE_MISSILE is a name of two words.

    Raises:
        ConfigurationError: A value is not a list of texts.
    """
    if textual:
        return tuple(
            Synonym(name=" ".join(name.split("_")), others=_divided(others), key=keys[name])
            for name, others in table.items()
        )
    return tuple(
        Synonym(name=name, others=_list(others, keys[name]), key=keys[name]) for name, others in table.items()
    )


def overridden(before: Sequence[Synonym], after: Sequence[Synonym]) -> tuple[Synonym, ...]:
    """Return what two sources say together; the later wins name by name, whatever the names' case."""
    replaced = {synonym.name.casefold() for synonym in after}
    kept = (synonym for synonym in before if synonym.name.casefold() not in replaced)
    return (*kept, *after)


def written(name: str) -> str:
    """Return a name as a key of TOML is written, on one line."""
    return name if _BARE_KEY.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _divided(others: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in others.split(",") if part.strip())


def _list(others: object, key: str) -> tuple[str, ...]:
    try:
        return msgspec.convert(others, tuple[str, ...])
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"{key}: {_EXAMPLE}") from error
