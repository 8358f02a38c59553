"""The HTTP side: authorisation, faults, the record, and the routes of the other `rest_` files."""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from aiohttp import web

from .faults import Cut, Delay, Hold, Respond
from .record import Received
from .rejection import Rejection, not_found, unauthorized

if TYPE_CHECKING:
    from collections.abc import Callable

    from .faults import FaultPlan
    from .record import Record

BASE = "/api/v10"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request as a route sees it; `path` holds what stands in the template's braces."""

    path: dict[str, str]
    query: dict[str, str]
    body: Any


Answer: TypeAlias = dict[str, Any] | list[Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A method, a path template, and what it does. None answers 204."""

    method: str
    template: str
    handle: Callable[[Call], Answer]
    # The token in an interaction's address is all the authorisation it needs.
    needs_token: bool = True
    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.template)
        object.__setattr__(self, "pattern", re.compile(pattern))


class Rest:
    """Answers every request under /api/v10."""

    def __init__(self, routes: list[Route], *, token: str, faults: FaultPlan, record: Record) -> None:
        self._routes = routes
        self._token = token
        self._faults = faults
        self._record = record

    async def serve(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix(BASE)
        body = await _body(request)
        at = time.monotonic()
        fault = self._faults.take(request.method, path)
        match fault:
            case Delay(seconds=seconds):
                await asyncio.sleep(seconds)
            case Hold(arrived=arrived, released=released):
                arrived.set()
                await released.wait()
            case _:
                pass
        if isinstance(fault, Respond):
            status, answer, headers = fault.status, fault.body, fault.headers
        elif isinstance(fault, Cut) and not fault.applied:
            status, answer, headers = 0, None, {}
        else:
            status, answer, headers = *self._apply(request, path, body), {}
        if isinstance(fault, Cut) and request.transport is not None:
            status = 0
            request.transport.abort()
        self._record.add(
            Received(
                method=request.method,
                path=path,
                query=dict(request.query),
                body=body,
                at=at,
                status=status,
                answer=answer,
            )
        )
        return _response(status, answer, headers)

    def _apply(self, request: web.Request, path: str, body: object) -> tuple[int, Answer]:
        try:
            for route in self._routes:
                found = route.pattern.fullmatch(path)
                if found and route.method == request.method:
                    if route.needs_token and request.headers.get("Authorization") != f"Bot {self._token}":
                        raise unauthorized()
                    answer = route.handle(Call(path=found.groupdict(), query=dict(request.query), body=body))
                    return (204 if answer is None else 200), answer
            raise not_found()
        except Rejection as rejection:
            return rejection.status, rejection.body()


async def _body(request: web.Request) -> Any:  # noqa: ANN401 - JSON is anything
    """The JSON of the body; of a form with files, its `payload_json` with the files' names."""
    if request.content_type == "multipart/form-data":
        form = await request.post()
        payload: dict[str, Any] = json.loads(str(form.get("payload_json", "{}")))
        return payload
    text = await request.text()
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


def _response(status: int, answer: object, headers: dict[str, str]) -> web.Response:
    if status in (0, 204):
        return web.Response(status=204)
    if isinstance(answer, str):
        return web.Response(status=status, text=answer, headers=headers)
    # Without a charset: with one, discord.py would take the body for text.
    return web.Response(
        status=status, body=json.dumps(answer).encode(), content_type="application/json", headers=headers
    )
