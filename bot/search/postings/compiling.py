"""Compiling the walk, in a process of its own: `python -m bot.search.postings.compiling` writes machine code.

numba takes seconds, a hundred megabytes, and the interpreter's lock for most of that time: nobody who asks a
question is to wait for it. What is written is an object file that needs nothing, neither numba nor Python.
"""

from __future__ import annotations

import contextlib
import inspect
import os
import sys

from bot.search.postings import walking
from bot.search.postings.compiled import NAME, machine


def main() -> None:
    """Write the object file to standard output."""
    with contextlib.suppress(AttributeError, OSError):  # there is no such thing on Windows
        os.nice(10)
    sys.stdout.buffer.write(object_file())


def object_file() -> bytes:
    """Return the walk as an object file for this processor.

    It defines a function of C, `NAME`, that takes the tables of `walking.walk` as tables of addresses.

    Raises:
        RuntimeError: It would need something that only this process has.
    """
    import llvmlite.binding as llvm
    import numba

    walk = walking.walk
    for name, function in inspect.getmembers(walking, inspect.isfunction):
        # What compiled functions call by its name is to be compiled as well. Without `fastmath`: sums stay in
        # their order.
        setattr(walking, name, numba.njit(nogil=True, error_model="numpy")(function))
    kinds = [numba.int32, numba.int64, numba.float64, numba.uint16, numba.uint32, numba.uint8]
    tables = [numba.types.CPointer(numba.types.CPointer(kind)) for kind in kinds]
    entry = numba.cfunc(numba.int64(*tables), nopython=True)(walk)
    module = llvm.parse_assembly(entry.inspect_llvm())
    for function in module.functions:
        if function.name == entry.native_name:
            function.name = NAME
        elif not function.is_declaration:
            function.linkage = "internal"
    # Once it is seen as a whole that nothing raises, all that would tell Python of it goes.
    options = llvm.create_pipeline_tuning_options(speed_level=3)
    options.slp_vectorization = True  # what is compared in groups is compared at once
    builder = llvm.create_pass_builder(machine(), options)
    builder.getModulePassManager().run(module, builder)
    needed = [one.name for one in module.functions if one.is_declaration and not one.name.startswith("llvm.")]
    if needed:
        raise RuntimeError(f"the compiled walk needs {', '.join(needed)}")
    code: bytes = machine().emit_object(module)
    return code


if __name__ == "__main__":
    main()
