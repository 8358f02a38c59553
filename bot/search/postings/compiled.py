"""Compiling functions to machine code, where numba is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

try:
    import numba
except ImportError:
    numba = None


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function when it is first called, or leave it as it is without numba.

    The machine code is kept on disk, so only the first process that ever runs it waits for the compiler; it
    runs without holding the interpreter's lock. Without `fastmath`: sums stay in their order.
    """
    if numba is None:
        return function
    fast: Callable[P, R]
    try:
        fast = numba.njit(nogil=True, cache=True, error_model="numpy")(function)
    except RuntimeError:  # there is no directory that it may keep the code in
        fast = numba.njit(nogil=True, error_model="numpy")(function)
    return fast


def can_compile() -> bool:
    """Whether numba is installed, and can be imported."""
    return numba is not None
