"""The compiled walk: machine code that another process makes, where numba is installed, and that is kept.

Loading it takes a few hundredths of a second and no more than LLVM's linker, which comes with numba.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import hashlib
import importlib.util
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Walk = Callable[..., int]

NAME = "meeting_bot_walk"
"""What the function is called in the machine code."""

_TABLES = 6
_DIGEST = 32
_LONGEST = 600
"""Seconds after which a compiler is not to be waited for any more."""


@functools.cache
def compiled_walk() -> Walk | None:
    """Return `walking.walk` as machine code, or None without numba.

    It takes the address of each table, which is a table of addresses, and runs without holding the
    interpreter's lock. Only the first process that ever runs it waits for the compiler.

    Raises:
        OSError, RuntimeError, subprocess.SubprocessError: The compiler does not work.
    """
    if importlib.util.find_spec("numba") is None:
        return None
    import llvmlite.binding as llvm

    code = machine_code(_folder())
    linker = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine())
    linker.add_object_file(llvm.ObjectFileRef.from_data(code))
    linker.finalize_object()
    prototype = ctypes.CFUNCTYPE(ctypes.c_int64, *[ctypes.c_void_p] * _TABLES)
    function: Any = prototype(linker.get_function_address(NAME))
    function.linker = linker  # the code lasts as long as it does
    walk: Walk = function
    return walk


def loaded_walk() -> Walk | None:
    """Return the same if this process has loaded it; never wait."""
    return compiled_walk() if compiled_walk.cache_info().currsize else None


def machine_code(folder: Path | None) -> bytes:
    """Return the walk as an object file: the one that is kept in a folder, or a new one, to be kept there.

    Args:
        folder: Where they are kept; None for nowhere.

    Raises:
        OSError, subprocess.SubprocessError: The compiler does not work.
    """
    path = folder and folder / f"{_key()}.machine-code"
    if path is not None:
        with contextlib.suppress(OSError):
            content = path.read_bytes()
            digest, code = content[:_DIGEST], content[_DIGEST:]
            # Nothing that is not as it was written may run.
            if hashlib.sha256(code).digest() == digest:
                return code
    code = _compile()
    if path is not None:
        _keep(path, hashlib.sha256(code).digest() + code)
    return code


@functools.cache
def machine() -> Any:  # noqa: ANN401 - llvmlite has no types
    """Return LLVM's description of this processor."""
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    target = llvm.Target.from_triple(llvm.get_process_triple())
    return target.create_target_machine(
        cpu=llvm.get_host_cpu_name(),
        features=llvm.get_host_cpu_features().flatten(),
        opt=3,
        # As numba has it: code and constants may come to lie anywhere.
        reloc="static" if target.name.startswith("x86") else "default",
        codemodel="jitdefault",
        jit=True,
    )


def _compile() -> bytes:
    import subprocess

    command = [sys.executable, "-P", "-m", "bot.search.postings.compiling"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    finished = subprocess.run(  # noqa: S603 - our own module
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=_LONGEST, check=True
    )
    return finished.stdout


def _key() -> str:
    """Return what tells this machine code from that of other functions, compilers and processors."""
    import importlib.metadata

    import llvmlite.binding as llvm

    here = Path(__file__).parent
    digest = hashlib.sha256()
    for name in ("walking.py", "compiling.py", "compiled.py"):
        digest.update(here.joinpath(name).read_bytes())
    versions = sys.version, importlib.metadata.version("numba"), importlib.metadata.version("llvmlite")
    processor = llvm.get_process_triple(), llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()
    digest.update(repr((versions, processor)).encode())
    return digest.hexdigest()[:32]


def _folder() -> Path | None:
    import platformdirs

    try:
        return platformdirs.user_cache_path("meeting-bot")
    except RuntimeError:  # there is no home
        return None


def _keep(path: Path, content: bytes) -> None:
    """Keep what saves time and nothing else: where it cannot be kept, it is made again the next time."""
    import tempfile

    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".unfinished", delete=False) as file:
            file.write(content)
        os.replace(file.name, path)  # noqa: PTH105 - the operation that is atomic, by its own name
