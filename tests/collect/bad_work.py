"""Work on a file that goes wrong in every way, for tests of what that costs."""

from __future__ import annotations

import os
import signal
import time


class PanicError(BaseException):
    """What a panic of a Rust library looks like: no Exception."""


def bad_work(how: str) -> str:
    """Crash, panic, die, hang or eat all memory."""
    if how == "crash":
        raise ValueError("no such member")
    if how == "panic":
        raise PanicError("index out of bounds")
    if how == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "hang":
        time.sleep(600)
    if how == "memory":
        return how * len(bytearray(64 * 1024**3))
    return how
