"""Who is let through to an answer: moderators' rules first, then how often."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot.discord_bot.circumstances import asker_of, person_of, place_of
from bot.discord_bot.messages import notices
from bot.discord_bot.permits import Permit, permit

if TYPE_CHECKING:
    import discord
    from discord.ui import LayoutView

    from bot.discord_bot.limits import Kind
    from bot.discord_bot.noting_client import Interaction
    from bot.discord_bot.services import Services
    from bot.discord_bot.texts.catalogue import Texts


@dataclass(frozen=True, slots=True)
class Admitted:
    """Go on; `public` says whether others may see the answer."""

    public: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """Go no further, and say why to the person alone."""

    notice: LayoutView


def admit(
    services: Services, event: Interaction | discord.Message, kind: Kind, *, texts: Texts
) -> Admitted | Refused:
    """Return whether what somebody asks or presses is to be answered, counting it if so."""
    place = place_of(event)
    allowed = permit(services.settings, place, person_of(event))
    if allowed is Permit.NOT_HERE:
        closed = notices.direct_messages_off if place.direct else notices.channel_denied
        return Refused(closed(texts))
    seconds = services.limits.wait(kind, asker_of(event))
    if seconds:
        services.log.info("limited", kind=kind.value, server=place.server, wait=seconds)
        return Refused(notices.slow_down(texts, seconds=math.ceil(seconds)))
    match allowed:
        case Permit.PUBLICLY:
            return Admitted(public=True)
        case Permit.PRIVATELY:
            return Admitted(public=False)
        case _:
            assert_never(allowed)
