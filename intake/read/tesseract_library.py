"""Tesseract's C library inside this process: its start and its language data are paid once, not once a value.

As a program of its own it needs 0.14 s a value, of which 0.007 s are reading.
"""

from __future__ import annotations

import atexit
import ctypes
import os
from functools import cache
from typing import Any

NAME, THREADS = "libtesseract.so.5", "libgomp.so.1"
ONE_LINE, ONE_BLOCK = 7, 6  # page segmentation modes
POINTER, TEXT, NUMBER = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
# result and arguments of capi.h of Tesseract 5
DECLARED: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "TessBaseAPICreate": (POINTER, ()),
    "TessBaseAPIDelete": (None, (POINTER,)),
    "TessBaseAPIInit3": (NUMBER, (POINTER, TEXT, TEXT)),
    "TessBaseAPISetVariable": (NUMBER, (POINTER, TEXT, TEXT)),
    "TessBaseAPISetPageSegMode": (None, (POINTER, NUMBER)),
    "TessBaseAPISetImage": (None, (POINTER, TEXT, NUMBER, NUMBER, NUMBER, NUMBER)),
    "TessBaseAPIRecognize": (NUMBER, (POINTER, POINTER)),
    "TessBaseAPIGetUTF8Text": (POINTER, (POINTER,)),
    "TessBaseAPIClear": (None, (POINTER,)),
    "TessDeleteText": (None, (POINTER,)),
    "TessMonitorCreate": (POINTER, ()),
    "TessMonitorDelete": (None, (POINTER,)),
    "TessMonitorSetDeadlineMSecs": (None, (POINTER, NUMBER)),
}


@cache
def library() -> Any:
    """Return the loaded library, None where there is none of this version."""
    try:
        found = ctypes.CDLL(NAME)
        for name, (result, arguments) in DECLARED.items():
            function = getattr(found, name)
            function.restype, function.argtypes = result, arguments
    except (OSError, AttributeError):
        return None
    _one_thread()
    return found


def _one_thread() -> None:
    """Keep OpenMP from waking a thread a core for lines of a few letters: five times as slow."""
    try:
        ctypes.CDLL(THREADS).omp_set_max_active_levels(0)
    except (OSError, AttributeError):  # built without it
        return


@cache
def _reader(language: str) -> Any:
    """Return a reader of an installed language, None if it does not start."""
    tesseract = library()
    reader = tesseract.TessBaseAPICreate()
    tesseract.TessBaseAPISetVariable(reader, b"debug_file", os.devnull.encode())
    if tesseract.TessBaseAPIInit3(reader, None, language.encode()) != 0:
        tesseract.TessBaseAPIDelete(reader)
        return None
    tesseract.TessBaseAPISetVariable(reader, b"debug_file", os.devnull.encode())
    atexit.register(tesseract.TessBaseAPIDelete, reader)
    return reader


def read_line(grey: Any, language: str, seconds: float, mode: int = ONE_LINE, barred: str = "") -> str | None:
    """Read one line of a grey picture (height × width, uint8), never as one of the `barred` signs.

    Returns None if the reader does not start or is too slow.
    """
    import numpy as np

    tesseract, reader = library(), _reader(language)
    if reader is None:
        return None
    height, width = grey.shape
    tesseract.TessBaseAPISetPageSegMode(reader, mode)
    tesseract.TessBaseAPISetVariable(reader, b"tessedit_char_blacklist", barred.encode())
    tesseract.TessBaseAPISetImage(reader, np.ascontiguousarray(grey).tobytes(), width, height, 1, width)
    monitor = tesseract.TessMonitorCreate()
    tesseract.TessMonitorSetDeadlineMSecs(monitor, round(seconds * 1000))
    try:
        return _text(reader) if tesseract.TessBaseAPIRecognize(reader, monitor) == 0 else None
    finally:
        tesseract.TessMonitorDelete(monitor)
        tesseract.TessBaseAPIClear(reader)


def _text(reader: Any) -> str | None:
    tesseract = library()
    place = tesseract.TessBaseAPIGetUTF8Text(reader)
    if not place:
        return None
    try:
        return ctypes.string_at(place).decode("utf-8", "replace")
    finally:
        tesseract.TessDeleteText(place)
