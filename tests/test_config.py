from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, strategies as st

from bot.config import Layer, Settings, Synonym, environment_layer, file_layer, resolve
from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping


def layer(**sections: Mapping[str, Any]) -> Layer:
    return Layer(name="test", values=sections)


def file_of(folder: Path, content: str | bytes) -> Path:
    path = folder / "config.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(*layers: Layer) -> str:
    with pytest.raises(ConfigurationError) as error:
        resolve(*layers)
    assert "\n" not in str(error.value)
    return str(error.value)


def refusal_of_file(path: Path) -> str:
    with pytest.raises(ConfigurationError) as error:
        file_layer(path)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_without_layers_settings_are_the_defaults() -> None:
    assert resolve() == Settings()
    assert (
        resolve(
            layer(), environment_layer({"PATH": "/bin", "MEETING_BOT": "x", "MEETING_BOT_SEARCH__K1": "x"})
        )
        == Settings()
    )


def test_a_later_layer_wins_key_by_key() -> None:
    settings = resolve(
        layer(search={"k1": 2.0, "b": 0.5}, answers={"passages": 5}),
        environment_layer({"MEETING_BOT__SEARCH__K1": "3"}),
        layer(answers={"passages": 7}),
    )
    assert (settings.search.k1, settings.search.b) == (3.0, 0.5)
    assert settings.answers.passages == 7
    assert settings.answers.least_coverage == Settings().answers.least_coverage


def test_a_default_that_is_stated_wins_as_well() -> None:
    default = Settings().answers.passages
    assert (
        resolve(layer(answers={"passages": 9}), layer(answers={"passages": default})).answers.passages
        == default
    )


def test_the_file_under_the_environment_under_the_command_line(tmp_path: Path) -> None:
    file = file_layer(file_of(tmp_path, "[answers]\npassages = 4\nleast_coverage = 0.25\n[search]\nk1 = 2\n"))
    environment = environment_layer(
        {"MEETING_BOT__ANSWERS__PASSAGES": "5", "MEETING_BOT__SEARCH__B": "0.125"}
    )
    settings = resolve(file, environment, Layer(name="command line", values={"answers": {"passages": 6}}))
    assert settings.answers.passages == 6
    assert settings.answers.least_coverage == 0.25
    assert (settings.search.k1, settings.search.b) == (2.0, 0.125)


@pytest.mark.parametrize(
    ("name", "value", "section", "key", "expected"),
    [
        ("MEETING_BOT__SEARCH__K1", "1.5", "search", "k1", 1.5),
        ("MEETING_BOT__SEARCH__K1", "2", "search", "k1", 2.0),
        ("MEETING_BOT__SEARCH__B", "1e-1", "search", "b", 0.1),
        ("MEETING_BOT__ANSWERS__PASSAGES", "10", "answers", "passages", 10),
        ("MEETING_BOT__DOCUMENTS__FOLDER", "5", "documents", "folder", "5"),
        ("MEETING_BOT__DOCUMENTS__FOLDER", "", "documents", "folder", ""),
        ("MEETING_BOT__Documents__Folder", "x", "documents", "folder", "x"),
    ],
)
def test_the_environment_is_read_in_the_types_of_the_settings(
    name: str, value: str, section: str, key: str, expected: object
) -> None:
    found = getattr(getattr(resolve(environment_layer({name: value})), section), key)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"serch": {"k1": 1}}, "test: serch is not a setting; the nearest is 'search'"),
        ({"search": {"k2": 1}}, "test: search.k2 is not a setting; the nearest is 'k1'"),
        ({"answers": {"passage": 1}}, "test: answers.passage is not a setting; the nearest is 'passages'"),
        (
            {"answers": {"leest_coverage": 1}},
            "test: answers.leest_coverage is not a setting; the nearest is 'least_coverage'",
        ),
        ({"passages": 5}, "test: passages is not a setting; the nearest is '"),
        ({"search": 5}, "test: search is a section: write [search] above its keys"),
        ({"search": []}, "test: search is a section: write [search] above its keys"),
        ({"search": {"k1": "1.2"}}, "test: search.k1: expected float, got str"),
        ({"search": {"k1": True}}, "test: search.k1: expected float, got bool"),
        ({"search": {"k1": None}}, "test: search.k1: expected float, got null"),
        ({"search": {"k1": 10.5}}, "test: search.k1: expected float <= 10.0"),
        ({"search": {"k1": 0}}, "test: search.k1: expected float >= 0.01"),
        ({"search": {"k1": float("nan")}}, "test: search.k1: expected float >= 0.01"),
        ({"search": {"k1": float("inf")}}, "test: search.k1: expected float <= 10.0"),
        ({"search": {"b": -0.1}}, "test: search.b: expected float >= 0.0"),
        ({"search": {"b": 1.1}}, "test: search.b: expected float <= 1.0"),
        ({"search": {"b": float("nan")}}, "test: search.b: expected float >= 0.0"),
        ({"answers": {"passages": 0}}, "test: answers.passages: expected int >= 1"),
        ({"answers": {"passages": 101}}, "test: answers.passages: expected int <= 100"),
        ({"answers": {"passages": 2.5}}, "test: answers.passages: expected int, got float"),
        ({"answers": {"passages": "3"}}, "test: answers.passages: expected int, got str"),
        (
            {"answers": {"least_coverage": float("nan")}},
            "test: answers.least_coverage: expected float >= 0.0",
        ),
        (
            {"search": {"engine": "small"}},
            "test: search.engine: expected 'auto', 'memory' or 'postings', got 'small'",
        ),
        ({"documents": {"megabytes_at_most": 0}}, "test: documents.megabytes_at_most: expected int >= 1"),
        ({"documents": {"folder": 5}}, "test: documents.folder: expected str, got int"),
        ({"documents": {"folder": ["a"]}}, "test: documents.folder: expected str, got array"),
    ],
)
def test_a_wrong_setting_is_refused_with_source_and_key(values: dict[str, Any], message: str) -> None:
    assert refusal(Layer(name="test", values=values)).startswith(message)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("MEETING_BOT__SEARCH__K1", "much", "MEETING_BOT__SEARCH__K1: expected float, got str"),
        ("MEETING_BOT__SEARCH__K1", "", "MEETING_BOT__SEARCH__K1: expected float, got str"),
        ("MEETING_BOT__SEARCH__B", "nan", "MEETING_BOT__SEARCH__B: expected float >= 0.0"),
        ("MEETING_BOT__ANSWERS__PASSAGES", "2.5", "MEETING_BOT__ANSWERS__PASSAGES: expected int"),
        ("MEETING_BOT__ANSWERS__PASSAGES", "0", "MEETING_BOT__ANSWERS__PASSAGES: expected int >= 1"),
        ("MEETING_BOT__SEARCH__K", "1", "MEETING_BOT__SEARCH__K is not a setting; the nearest is 'k1'"),
        ("MEETING_BOT__SERCH__K1", "1", "MEETING_BOT__SERCH is not a setting; the nearest is 'search'"),
    ],
)
def test_a_wrong_variable_is_refused_by_its_name(name: str, value: str, message: str) -> None:
    assert refusal(environment_layer({name: value})).startswith(message)


@pytest.mark.parametrize("name", ["MEETING_BOT__SEARCH", "MEETING_BOT__"])
def test_a_variable_without_a_key_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(ConfigurationError, match=f"^{name} is not a setting; write MEETING_BOT__"):
        environment_layer({name: "1"})


def test_what_is_wrong_in_a_layer_that_does_not_win_is_refused_all_the_same() -> None:
    assert refusal(layer(search={"k1": "x"}), layer(search={"k1": 1.0})).startswith("test: search.k1")


@given(st.dictionaries(st.text(st.characters(exclude_characters="=\0")), st.text()))
def test_any_environment_is_read_or_refused(environment: dict[str, str]) -> None:
    prefixed = {f"MEETING_BOT__{name}": value for name, value in environment.items()}
    try:
        assert resolve(environment_layer(prefixed)) == Settings()
    except ConfigurationError as error:
        assert str(error).startswith("MEETING_BOT__")  # noqa: PT017 - any environment may as well be empty


def test_a_file_is_named_in_messages(tmp_path: Path) -> None:
    path = file_of(tmp_path, "[search]\nk1 = 'x'\n")
    assert refusal(file_layer(path)) == f"{path}: search.k1: expected float, got str"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("[search", "is not TOML: "),
        ("[search]\nk1 = \n", "is not TOML: "),
        ("[search]\nk1 = 1\nk1 = 2\n", "is not TOML: "),
        ("x = 2024-13-45", "is not TOML: "),
        (f"x = {'9' * 5000}", "is not TOML: "),
        (f"x = {'[' * 20_000}", "is not TOML: "),
        (b"\xff", "is not UTF-8; save the file as UTF-8"),
    ],
)
def test_a_file_that_is_not_toml_is_refused(tmp_path: Path, content: str | bytes, problem: str) -> None:
    path = file_of(tmp_path, content)
    assert refusal_of_file(path).startswith(f"{path}: {problem}")


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere.toml"
    assert refusal_of_file(missing) == f"{missing}: cannot be read: No such file or directory"
    assert refusal_of_file(tmp_path) == f"{tmp_path}: cannot be read: Is a directory"


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    assert resolve(file_layer(file_of(tmp_path, "\ufeff[search]\r\nk1 = 2\r\n"))).search.k1 == 2


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("notes", "{file}/notes"),
        ("../notes", "{file}/../notes"),
        ("/srv/notes", "/srv/notes"),
        ("~/notes", "~/notes"),
        ("", ""),
    ],
)
def test_a_relative_folder_in_a_file_is_relative_to_the_file(tmp_path: Path, written: str, read: str) -> None:
    path = file_of(tmp_path, f"[documents]\nfolder = '{written}'\n")
    expected = read.format(file=tmp_path)
    assert resolve(file_layer(path)).documents.folder == expected


def test_a_folder_in_the_environment_is_relative_to_where_one_is() -> None:
    settings = resolve(environment_layer({"MEETING_BOT__DOCUMENTS__FOLDER": "notes"}))
    assert Path(settings.documents.folder) == Path("notes")


def names(**names: Any) -> Layer:  # noqa: ANN401 - wrong values as well
    return layer(synonyms=names)


def synonyms(*layers: Layer) -> dict[str, tuple[str, ...]]:
    return {synonym.name: synonym.others for synonym in resolve(*layers).synonyms}


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
    earlier = names(Tomahawk=["TLAM"], HQ=["base"])
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
        resolve(names(Tomahawk=value))
    assert str(error.value).startswith("test: synonyms.Tomahawk: write a list of names, such as [")


def test_a_key_is_named_on_one_line() -> None:
    with pytest.raises(ConfigurationError) as error:
        resolve(names(**{"a\nb": 5}))
    assert str(error.value).startswith('test: synonyms."a\\nb": ')


def test_the_section_is_no_value() -> None:
    with pytest.raises(ConfigurationError, match=r"^test: synonyms is a section: write \[synonyms\] above"):
        resolve(Layer(name="test", values={"synonyms": ["TLAM"]}))
    with pytest.raises(ConfigurationError, match=r"^MEETING_BOT__SYNONYMS is not a setting; write"):
        environment_layer({"MEETING_BOT__SYNONYMS": "TLAM"})
