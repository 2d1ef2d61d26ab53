"""Exports are read in a child process: a file that crashes its reader, hangs it or bloats it is unusable, no fault.

Files are read one after the other while the parent types those that are there already.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from orders.problems import UnusableError
from reconcile.load.separated import read_separated
from reconcile.load.sheets import Sheet, file_content, unusable
from reconcile.load.workbooks import OLE, ZIP, read_workbook
from reconcile.vocabulary import Vocabulary

READING_SECONDS = 900.0  # a million rows of .xlsx take a tenth of it on a machine that does nothing else
MOST_BYTES, MOST_DATA = 8 * 1024**3, 4 * 1024**3  # address space with what libraries reserve, and its own memory
OTHERWISE = "open it in Excel or LibreOffice and save it again, or export it as .csv"

_PACKED, _PICTURE = "packed: unpack it first", "a picture"
_OTHER_KINDS = {
    b"<": "a web page or XML",
    b"%PDF": "a PDF",
    b"{": "JSON",
    b"\x1f\x8b": _PACKED,
    b"7z\xbc\xaf": _PACKED,
    b"Rar!": _PACKED,
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
}


class Child:
    """One child process that reads exports; it is started for the first file and replaced when it dies."""

    def __init__(self) -> None:
        self._pool: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()

    def begin(self, path: Path, words: Vocabulary) -> Callable[[], Sheet]:
        """Begin to read a file; the function returned waits for its sheet. That raises UnusableError."""
        future = self._started().schedule(_read, args=(path, words, Path.cwd()), timeout=READING_SECONDS)
        return lambda: _sheet(path, future)

    def _started(self) -> Any:
        if self._pool is None:
            from multiprocessing import get_context

            from pebble import ProcessPool

            from orders.child import begin_child

            begin = (MOST_BYTES, MOST_DATA)
            self._pool = ProcessPool(1, context=get_context("forkserver"), initializer=begin_child, initargs=begin)
        return self._pool


def _sheet(path: Path, future: Any) -> Sheet:
    from pebble import ProcessExpired

    try:
        sheet: Sheet = future.result()
    except TimeoutError as error:
        what = f"it is not read within {READING_SECONDS:.0f} s"
        raise unusable(str(path), "export-over-limit", what, OTHERWISE) from error
    except MemoryError as error:
        what = f"reading it takes more than {MOST_DATA >> 30} GB of memory"
        raise unusable(str(path), "export-over-limit", what, OTHERWISE) from error
    except ProcessExpired as error:
        what = "its reader crashed: it is damaged or takes too much memory"
        raise unusable(str(path), "export-damaged", what, OTHERWISE) from error
    return sheet


def _read(path: Path, words: Vocabulary, folder: Path) -> Sheet:
    """Read in the child, in the folder in which a relative path begins."""
    os.chdir(folder)
    try:
        return read_export(path, words)
    except (UnusableError, MemoryError):
        raise
    except BaseException as error:  # a foreign file: libraries raise many kinds of errors, Rust's is no Exception
        what = f"it cannot be read: {type(error).__name__}: {error}"[:300]
        raise unusable(str(path), "export-damaged", what, OTHERWISE) from None


def read_export(path: Path, words: Vocabulary) -> Sheet:
    """Read csv, xlsx or xls by content; raises UnusableError for a file that cannot be read whole."""
    content = file_content(path)
    head = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if other := next((kind for sign, kind in _OTHER_KINDS.items() if head.startswith(sign)), ""):
        raise unusable(str(path), "export-damaged", f"it is {other}, no workbook and no csv", OTHERWISE)
    read = read_workbook if content.startswith((ZIP, OLE)) else read_separated
    return read(path, content, words)
