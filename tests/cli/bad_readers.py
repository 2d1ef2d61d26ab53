"""Readers that go wrong on the documents whose names say so, for tests of what that costs."""

from __future__ import annotations

import mmap
import os
import signal
import time

from intake.collect import Attachment, Message
from orders.records import OrderRecord

LEFT: list[mmap.mmap] = []


class PanicError(BaseException):
    """What a panic of a Rust reader looks like: no Exception."""


def read_badly(attachment: Attachment, message: Message, site: tuple[str, ...] = ()) -> tuple[OrderRecord, ...]:
    """Crash, panic, die, hang, compute or keep memory by the name of the document; say "rejected" about every other."""
    name = attachment.name
    if "crash" in name:
        raise ValueError("no such page")
    if "panic" in name:
        raise PanicError("index out of bounds")
    if "die" in name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "hang" in name:
        time.sleep(600)
    if "busy" in name:
        signal.setitimer(signal.ITIMER_PROF, 0.2)  # what is left of its computing time
        sum(range(10**12))
    if "worn" in name:
        LEFT.append(
            mmap.mmap(-1, 1100 * 1024**2, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        )  # the next one needs a fresh process
    if "k.txt" in name:
        assert not LEFT
    if "memory" in name:
        return (OrderRecord(attachment.source, "other", "rejected"),) * len(bytearray(64 * 1024**3))
    return (OrderRecord(attachment.source, "other", "rejected"),)
