"""Telling somebody that their question is not answered now, though nothing is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from bot.discord_bot import responses
from bot.discord_bot.desk import Declined
from bot.discord_bot.messages import notices
from bot.discord_bot.texts.choosing import texts_for

if TYPE_CHECKING:
    from discord.ui import LayoutView

    from bot.discord_bot.noting_client import Interaction
    from bot.discord_bot.services import Services
    from bot.discord_bot.texts.catalogue import Texts


async def turn_away(services: Services, interaction: Interaction, declined: Declined) -> None:
    """Tell the person alone, if there is anybody to tell."""
    services.log.info("turned_away", why=declined.value, server=interaction.guild_id)
    view = notice_of(declined, texts_for(interaction.locale))
    if view is not None:
        await responses.tell(interaction, view)


def notice_of(declined: Declined, texts: Texts) -> LayoutView | None:
    """Return what to tell somebody who is turned away; None where nobody is left to be told."""
    match declined:
        case Declined.BUSY:
            return notices.busy(texts)
        case Declined.STOPPING:
            return notices.stopping(texts)
        case Declined.UNWANTED:
            return None
        case _:
            assert_never(declined)
