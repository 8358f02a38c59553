"""How the gateway frames what it sends: as text, or as one compressed stream a connection.

https://discord.com/developers/docs/events/gateway#encoding-and-compression
"""

from __future__ import annotations

import importlib
import json
import zlib
from typing import Any, Protocol


class Framing(Protocol):
    """Turns a payload into the content of one websocket message."""

    def frame(self, payload: dict[str, Any]) -> str | bytes:
        """Text goes out as a text message, bytes as a binary one."""


class PlainText:
    """Uncompressed JSON."""

    def frame(self, payload: dict[str, Any]) -> str | bytes:
        return json.dumps(payload)


class ZlibStream:
    """One zlib context for the whole connection, flushed after each message."""

    def __init__(self) -> None:
        self._context = zlib.compressobj()

    def frame(self, payload: dict[str, Any]) -> bytes:
        data = json.dumps(payload).encode()
        return self._context.compress(data) + self._context.flush(zlib.Z_SYNC_FLUSH)


class ZstdStream:
    """One zstd context for the whole connection; discord.py asks for it where `zstandard` is installed."""

    def __init__(self) -> None:
        # Not a dependency of the tests: whoever has it installed has discord.py using it too.
        self._module: Any = importlib.import_module("zstandard")
        self._context: Any = self._module.ZstdCompressor().compressobj()

    def frame(self, payload: dict[str, Any]) -> bytes:
        data = json.dumps(payload).encode()
        flushed: bytes = self._context.compress(data) + self._context.flush(
            self._module.COMPRESSOBJ_FLUSH_BLOCK
        )
        return flushed


def framing_for(compress: str | None) -> Framing:
    """What the client asked for in the address it connected to."""
    match compress:
        case "zlib-stream":
            return ZlibStream()
        case "zstd-stream":
            return ZstdStream()
        case _:
            return PlainText()
