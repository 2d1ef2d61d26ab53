"""How much computing one step of reading a document may take: the system ends the process that takes more.

Libraries in C cannot be interrupted from Python; the system's alarm on processor time ends them all the same, and does
not count what other programs take. It runs in the workers of a night only.
"""

from __future__ import annotations

import signal

STEP_SECONDS = 15.0  # of processor time, for a page, a table, an order; most take less than one
OUTWORN = -getattr(signal, "SIGPROF", 27)  # how a process ends that took more


def begin() -> None:
    """Begin to count for this process."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, STEP_SECONDS)


def step() -> None:
    """Begin a new step, where anything is counted."""
    if hasattr(signal, "setitimer") and signal.getitimer(signal.ITIMER_PROF)[0] > 0:
        begin()


def end() -> None:
    """Count no more."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, 0)
