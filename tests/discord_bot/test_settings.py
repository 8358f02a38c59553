"""The ``[discord]`` section, and what ``check --discord`` says of it."""

from __future__ import annotations

import json
import os

import pytest

from bot import app
from bot.cli import main
from bot.config import DiscordSettings, Layer, environment_layer, resolve
from bot.errors import ConfigurationError


@pytest.mark.parametrize(
    ("text", "listed"), [("", ()), ("12", (12,)), ("12, 34", (12, 34)), ("12 34", (12, 34))]
)
def test_lists_come_with_commas_from_the_environment(text: str, listed: tuple[int, ...]) -> None:
    settings = resolve(environment_layer({"MEETING_BOT__DISCORD__DENY_CHANNELS": text}))
    assert settings.discord.deny_channels == listed


def test_all_keys_from_a_file() -> None:
    values = {"allow_channels": [1], "public_answers": "listed", "public_roles": [2], "presence": "Ask!"}
    settings = resolve(Layer(name="config.toml", values={"discord": values}))
    assert settings.discord == DiscordSettings(
        allow_channels=(1,), public_answers="listed", public_roles=(2,), presence="Ask!"
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("passages", 0),
        ("passages", 11),
        ("presence", ""),
        ("presence", "x" * 129),
        ("deny_channels", ["general"]),
        ("deny_channels", 5),
        ("public_answers", "some"),
        ("questions_per_minute", 0),
        ("search_threads", 0),
        ("questions_waiting", 0),
        ("start_timeout", 0),
        ("token", "never in a file"),
    ],
)
def test_wrong_values_are_named(key: str, value: object) -> None:
    with pytest.raises(ConfigurationError, match=f"config.toml: discord.{key}"):
        resolve(Layer(name="config.toml", values={"discord": {key: value}}))


def test_check_says_whether_the_bot_is_alive(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check", "--alive"])
    assert ended.value.code == 2
    folder = app.state_folder() / "discord"
    folder.mkdir(parents=True)
    (folder / "alive").touch()
    with pytest.raises(SystemExit) as ended:
        main(["check", "--alive"])
    assert ended.value.code == 0
    # As old as it gets: the bot hangs, or was killed.
    os.utime(folder / "alive", (0, 0))
    with pytest.raises(SystemExit) as ended:
        main(["check", "--alive"])
    assert ended.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_check_prints_the_links_without_connecting(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    with pytest.raises(SystemExit) as ended:
        main(["check", "--discord"])
    assert ended.value.code == 2
    assert "DISCORD_TOKEN" in capsys.readouterr().err
    monkeypatch.setenv("MEETING_BOT__DISCORD__APPLICATION_ID", "123")
    with pytest.raises(SystemExit) as ended:
        main(["check", "--discord", "--json"])
    assert ended.value.code == 0
    assert "client_id=123" in json.loads(capsys.readouterr().out)["invite"]
