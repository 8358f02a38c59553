from __future__ import annotations

import base64

import pytest

from bot.config import DiscordSettings
from bot.discord_bot.account import application_of, invite_link, least_permissions, links_for, token_from
from bot.errors import ConfigurationError

APPLICATION = 123456789012345678
TOKEN = f"{base64.urlsafe_b64encode(str(APPLICATION).encode()).decode().rstrip('=')}.Gabcde.{'x' * 38}"


def test_a_token_is_taken_from_the_environment() -> None:
    assert token_from({"DISCORD_TOKEN": f" {TOKEN}\n"}) == TOKEN


@pytest.mark.parametrize("value", [None, "", "  \n", "Bot abc.def.ghi", "two words", "tökén", "a\0b"])
def test_what_is_no_token_is_named_and_not_told(value: str | None) -> None:
    environment = {} if value is None else {"DISCORD_TOKEN": value}
    with pytest.raises(ConfigurationError, match="DISCORD_TOKEN") as refused:
        token_from(environment)
    assert "abc" not in str(refused.value)


def test_the_application_stands_in_the_token() -> None:
    assert application_of(TOKEN) == APPLICATION
    for other in ("", "stand-in.token", "!!!.x.y", base64.b64encode(b"words").decode()):
        assert application_of(other) is None


def test_links_come_from_the_settings_or_the_token() -> None:
    by_token = links_for(DiscordSettings(), environment={"DISCORD_TOKEN": TOKEN})
    by_settings = links_for(DiscordSettings(application_id=APPLICATION), environment={})
    assert by_token == by_settings
    assert by_token["invite"] == invite_link(APPLICATION)
    with pytest.raises(ConfigurationError, match="application_id"):
        links_for(DiscordSettings(), environment={"DISCORD_TOKEN": "stand-in.token"})


def test_the_least_permissions() -> None:
    granted = {name for name, allowed in least_permissions() if allowed}
    assert granted == {
        "read_messages",
        "send_messages",
        "send_messages_in_threads",
        "read_message_history",
    }
    assert "permissions=274877975552" in invite_link(APPLICATION)
