"""The container and the service run what the command line has."""

from __future__ import annotations

import configparser
import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import meeting_bot

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def instruction(name: str) -> str:
    found = re.findall(rf"^\s*{name} (.*)$", DOCKERFILE, re.MULTILINE)
    return str(found[-1])


def service() -> dict[str, Any]:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    return dict(services["meeting-bot"])


def unit() -> configparser.ConfigParser:
    (block,) = re.findall(
        r"^```ini\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign] # systemd's keys have capitals
    parser.read_string(block)
    return parser


@pytest.mark.parametrize(
    "command",
    [
        [*json.loads(instruction("ENTRYPOINT")), *json.loads(instruction("CMD"))],
        json.loads(instruction("HEALTHCHECK").partition("CMD ")[2]),
        [Path(part).name for part in shlex.split(unit()["Service"]["ExecStart"])],
    ],
    ids=["start", "health check", "service"],
)
def test_every_command_is_one_that_the_command_line_takes(command: list[str]) -> None:
    name, *arguments = command
    assert name == "meeting-bot"
    with meeting_bot.make_context(name, arguments.copy()) as context:
        subcommand, _, rest = meeting_bot.resolve_command(context, arguments)
        assert subcommand is not None
        assert rest is not None
        meeting_bot.commands[subcommand].make_context(subcommand, rest, parent=context)


def test_the_container_runs_without_rights_on_a_file_system_it_cannot_write_to() -> None:
    assert instruction("USER") == "10001"
    assert service()["read_only"] is True
    assert service()["cap_drop"] == ["ALL"]


def test_what_the_image_is_built_of_is_there() -> None:
    copied = [line.split()[1:-1] for line in DOCKERFILE.splitlines() if re.match(r"COPY (?!--)", line)]
    for name in (name for names in copied for name in names):
        assert (ROOT / name).exists(), name


def test_state_that_outlives_a_container_lies_in_its_volume() -> None:
    folder = re.findall(r"XDG_STATE_HOME=(\S+)", DOCKERFILE)
    assert folder == [instruction("VOLUME")]
    assert f"state:{folder[0]}" in service()["volumes"]


def test_a_bad_configuration_does_not_start_the_service_again() -> None:
    assert unit()["Service"]["RestartPreventExitStatus"] == "2"
