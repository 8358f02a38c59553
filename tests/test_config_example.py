"""The example configuration documents every setting, with its default."""

from __future__ import annotations

import re
import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest

from bot.config import Settings, file_layer, resolve

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
KEYS = [(section, key) for section, keys in asdict(Settings()).items() for key in keys]


def test_the_example_is_the_defaults() -> None:
    assert resolve(file_layer(EXAMPLE)) == Settings()


def test_the_synonyms_of_the_example_can_be_written_as_they_stand() -> None:
    example = EXAMPLE.read_text(encoding="utf-8")
    [line] = re.findall(r"^# (\".*\" = .*)$", example, re.MULTILINE)
    assert tomllib.loads(f"[synonyms]\n{line}")["synonyms"] == {"Tomahawk": ["TLAM", "cruise missile"]}
    assert tomllib.loads(example)["synonyms"] == {}


@pytest.mark.parametrize(("section", "key"), KEYS)
def test_every_key_stands_in_the_example_beneath_a_comment(section: str, key: str) -> None:
    assert key in tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))[section]
    assert re.search(rf"^# .*\n{key} = ", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
