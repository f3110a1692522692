"""numba's compiler with the types of what it compiles, and the one call that leaves for libcrypto."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

_Function = TypeVar("_Function", bound=Callable[..., object])


def compiled(function: _Function) -> _Function:
    """As machine code that runs beside other threads, kept for the next process where the disk allows it."""
    return cast("_Function", njit(nogil=True, cache=True)(function))


def _compress(_typing: Any, _function: Any, _state: Any, _block: Any) -> Any:

    def call(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        pointer = ir.IntType(8).as_pointer()
        kind = ir.FunctionType(ir.VoidType(), [pointer, pointer])
        function = builder.inttoptr(arguments[0], kind.as_pointer())
        builder.call(function, [builder.inttoptr(one, pointer) for one in arguments[1:]])
        return _context.get_dummy_value()

    return types.void(types.intp, types.intp, types.intp), call


# One block of 64 bytes into a state of eight words: the C function at an address, of two addresses.
compress = cast("Callable[[int, int, int], None]", intrinsic(_compress))
