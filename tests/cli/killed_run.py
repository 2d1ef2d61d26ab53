"""Run orderloom and die of kill -9 after the n-th call of a function: `killed_run module:Class.name N command`."""

from __future__ import annotations

import functools
import os
import signal
import sys
from importlib import import_module
from typing import Any


def install(where: str, last: int) -> None:
    """Let the process be killed when the function has returned for the `last` time."""
    module, _, name = where.partition(":")
    owner: Any = import_module(module)
    *path, attribute = name.split(".")
    for step in path:
        owner = getattr(owner, step)
    original, calls = getattr(owner, attribute), [0]

    @functools.wraps(original)
    def deadly(*arguments: Any, **named: Any) -> Any:
        result = original(*arguments, **named)
        calls[0] += 1
        if calls[0] == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, attribute, deadly)


if __name__ == "__main__":
    from cli import main

    install(sys.argv[1], int(sys.argv[2]))
    sys.exit(main(sys.argv[3:]))
