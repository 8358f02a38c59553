"""Runs the real command line with discord.py pointed at a stand-in.

    python launch.py BASE_URL GATEWAY_URL [--entry MODULE:FUNCTION] -- discord --config ...

The product has no switch for another Discord, and needs none: both addresses are changed here, before it
starts. Both, for a client that is not sharded never asks REST where the gateway is.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[3]
ENTRY = "bot.cli:main"


@contextlib.contextmanager
def pointed_at(base_url: str, gateway_url: str) -> Iterator[None]:
    """discord.py talks to these addresses, and to the real ones again afterwards."""
    import yarl
    from discord.gateway import DiscordWebSocket
    from discord.http import Route

    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base_url, yarl.URL(gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


def main() -> None:
    # A script's own folder comes first in the path, where these files would hide modules of the same name.
    sys.path[0] = str(ROOT)
    own, arguments = sys.argv[1 : sys.argv.index("--")], sys.argv[sys.argv.index("--") + 1 :]
    base_url, gateway_url, *entry = own
    module, function = (entry[1] if entry else ENTRY).split(":")
    sys.argv = ["meeting-bot", *arguments]
    with pointed_at(base_url, gateway_url):
        sys.exit(getattr(importlib.import_module(module), function)())


if __name__ == "__main__":
    main()
