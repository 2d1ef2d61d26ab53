"""pdfium's own functions, loaded when the first is used: importing the library takes longer than `--help` may."""

from __future__ import annotations

import ctypes
from typing import Any


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    import pypdfium2.raw

    value = getattr(pypdfium2.raw, name)
    globals()[name] = value  # asked once, a plain global afterwards
    return value


def text_object_address() -> Any:
    """Return FPDFText_GetTextObject as a function that gives a bare address, which is quick to compare."""
    import pypdfium2.raw

    entry = ctypes.cast(pypdfium2.raw.FPDFText_GetTextObject, ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(entry or 0)
