"""Readers that do in the child what foreign files have done to libraries: crash, hang, want all memory, panic."""

import os
import time


def crash(*_: object) -> None:
    os.abort()


def hang(*_: object) -> None:
    time.sleep(60)


def bloat(*_: object) -> bytearray:
    return bytearray(1 << 40)
