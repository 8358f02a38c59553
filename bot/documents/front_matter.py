"""The few facts that a document may state about itself above its text, in YAML."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from bot.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    import yaml

T = TypeVar("T")

_FENCE = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_FIRST_LINE_OF_BLOCK = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What a document says about itself; everything is optional."""

    title: str | None = None
    date: dt.date | None = None
    url: str | None = None
    language: str | None = None


def split(text: str, *, name: str) -> tuple[FrontMatter, str]:
    r"""Part a file's content into its front matter and its text.

    Args:
        text: The whole content, line ends already ``\n``.
        name: The file's name, for messages.

    Raises:
        DocumentError: The front matter is not closed, not YAML, or a value is not what it should be.
    """
    opening = _FENCE.match(text)
    if opening is None:
        return FrontMatter(), text
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        raise DocumentError(f"{name}: line 1: the front matter that --- opens is never closed by another ---")
    return _parse(text[opening.end() : closing.start()], name=name), text[closing.end() :]


def _parse(block: str, *, name: str) -> FrontMatter:
    import yaml  # a corpus without front matter does without it

    try:
        node = yaml.compose(block, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        _refuse(name, line, f"the front matter is not YAML: {error.problem or error.context}")
    except yaml.reader.ReaderError as error:
        _refuse(
            name, block.count("\n", 0, error.position), f"the front matter cannot be read: {error.reason}"
        )
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        _refuse(name, 0, f"the front matter cannot be read: {str(error).splitlines()[0]}")
    if node is None or _is_null(node):
        return FrontMatter()
    if not isinstance(node, yaml.MappingNode):
        _refuse(name, 0, "the front matter must be lines such as 'title: ...', between two lines of ---")
    facts = {
        key.value: (key.start_mark.line, fact) for key, fact in node.value if isinstance(key, yaml.ScalarNode)
    }

    # Values are taken as they are written: to YAML, "no" is false and "12:30" is 750.
    def value(key: str, expected: str, accept: Callable[[str], T | None]) -> T | None:
        line, fact = facts.get(key, (0, None))
        if fact is None or _is_null(fact):
            return None
        accepted = accept(fact.value) if isinstance(fact, yaml.ScalarNode) else None
        if accepted is None:
            _refuse(name, line, f"{key} must be {expected}")
        return accepted

    return FrontMatter(
        title=value("title", "a line of text", _one_line),
        date=value("date", "a date such as 2024-07-28", _date),
        url=value("url", "a link that begins with http:// or https://", _link),
        language=value("language", "a language tag such as en", _one_line),
    )


def _refuse(name: str, line_of_block: int, what: str) -> NoReturn:
    raise DocumentError(f"{name}: line {line_of_block + _FIRST_LINE_OF_BLOCK}: {what}")


def _is_null(node: yaml.Node) -> bool:
    return node.tag == "tag:yaml.org,2002:null"


def _one_line(value: str) -> str | None:
    return " ".join(value.split()) or None if _LONE_SURROGATE.search(value) is None else None


def _date(value: str) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(value).date()
    except ValueError:
        return None


def _link(value: str) -> str | None:
    if " " in value or not value.isprintable():
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in {"http", "https"} and parts.netloc else None
