from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.config import Layer, environment_layer, file_layer, resolve
from bot.errors import ConfigurationError
from bot.synonym_settings import Synonym

if TYPE_CHECKING:
    from pathlib import Path


def synonyms(*layers: Layer) -> dict[str, tuple[str, ...]]:
    return {synonym.name: synonym.others for synonym in resolve(*layers).synonyms}


def layer(**names: Any) -> Layer:  # noqa: ANN401 - wrong values as well
    return Layer(name="test", values={"synonyms": names})


def test_a_file_lists_the_other_names_of_a_name(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[synonyms]\n"cruise missile" = ["TLAM", "Tomahawk"]\nHQ = []\n')
    settings = resolve(file_layer(path))
    assert settings.synonyms == (
        Synonym(name="cruise missile", others=("TLAM", "Tomahawk")),
        Synonym(name="HQ"),
    )
    assert [synonym.key for synonym in settings.synonyms] == [
        f'{path}: synonyms."cruise missile"',
        f"{path}: synonyms.HQ",
    ]


def test_in_the_environment_commas_divide_and_underscores_are_spaces() -> None:
    environment = environment_layer({"MEETING_BOT__SYNONYMS__CRUISE_MISSILE": "TLAM, Tomahawk missile ,,"})
    assert synonyms(environment) == {"cruise missile": ("TLAM", "Tomahawk missile")}
    [synonym] = resolve(environment).synonyms
    assert synonym.key == "MEETING_BOT__SYNONYMS__CRUISE_MISSILE"


def test_a_later_layer_wins_name_by_name_whatever_the_case() -> None:
    earlier = layer(Tomahawk=["TLAM"], HQ=["base"])
    assert synonyms(earlier, environment_layer({"MEETING_BOT__SYNONYMS__TOMAHAWK": "cruise missile"})) == {
        "HQ": ("base",),
        "tomahawk": ("cruise missile",),
    }
    assert synonyms(earlier, environment_layer({"MEETING_BOT__SYNONYMS__HQ": ""})) == {
        "Tomahawk": ("TLAM",),
        "hq": (),
    }


@pytest.mark.parametrize("value", ["TLAM", 5, True, {"TLAM": 1}, [1], ["TLAM", ["x"]], None])
def test_what_is_no_list_of_names_is_refused_with_source_and_key(value: object) -> None:
    with pytest.raises(ConfigurationError) as error:
        resolve(layer(Tomahawk=value))
    assert str(error.value).startswith("test: synonyms.Tomahawk: write a list of names, such as [")


def test_a_key_is_named_on_one_line() -> None:
    with pytest.raises(ConfigurationError) as error:
        resolve(layer(**{"a\nb": 5}))
    assert str(error.value).startswith('test: synonyms."a\\nb": ')


def test_the_section_is_no_value() -> None:
    with pytest.raises(ConfigurationError, match=r"^test: synonyms is a section: write \[synonyms\] above"):
        resolve(Layer(name="test", values={"synonyms": ["TLAM"]}))
    with pytest.raises(ConfigurationError, match=r"^MEETING_BOT__SYNONYMS is not a setting; write"):
        environment_layer({"MEETING_BOT__SYNONYMS": "TLAM"})
