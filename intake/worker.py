"""Work in a worker process: each piece within its share of computing, none in a process that others wore out."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from intake.read import effort

WORN = 75  # exit code of a worker that leaves its next piece to a fresh one
MOST_WORN = 32  # workers that may do so one after another: as many as there are, and others' documents wear them out
MOST_BYTES, MOST_DATA = 2560 * 1024**2, 1024 * 1024**2  # after OCR a worker has 1,600 and 780 MB of them
STATUS = Path("/proc/self/statm")


@dataclass
class Promise:
    """The result of a piece of work in a pool; one whose worker was worn out is tried again, one whose died once more.

    So what becomes of a document does not depend on the documents before it.
    """

    schedule: Callable[[], Any]
    future: Any = field(init=False)

    def __post_init__(self) -> None:
        """Begin at once."""
        self.future = self.schedule()

    def result(self) -> Any:
        """Wait for what the work returns; raise what it raises, or how its worker ended."""
        from pebble import ProcessExpired

        died = worn = 0
        while True:
            try:
                return self.future.result()
            except ProcessExpired as error:
                worn, died = worn + (error.exitcode == WORN), died + (error.exitcode != WORN)
                if error.exitcode == effort.OUTWORN or died > 1 or worn > MOST_WORN:
                    raise
            self.future = self.schedule()


def promised(pool: Any, work: Callable[..., Any], arguments: tuple[object, ...], seconds: float) -> Promise:
    """Schedule picklable work in a pool of worker processes, with a limit on its time."""
    return Promise(lambda: pool.schedule(_worked, args=(work, *arguments), timeout=seconds))


def _worked(work: Callable[..., Any], *arguments: object) -> Any:
    if _worn_out():
        os._exit(WORN)
    effort.begin()
    try:
        return work(*arguments)
    finally:
        effort.end()


def _worn_out() -> bool:
    """Say whether earlier documents have left this process little room, after what is free was given back."""
    if not _is_large():
        return False
    gc.collect()
    return _is_large()


def _is_large() -> bool:
    try:
        size, _, _, _, _, data, _ = map(int, STATUS.read_text().split())
    except OSError:  # another system than Linux
        return False
    page = os.sysconf("SC_PAGE_SIZE")
    return size * page > MOST_BYTES or data * page > MOST_DATA
