"""The commands, one small module a group; only here and in cli.py is click known, printed, the environment read.

A new command is a function in its group's module, its name in COMMANDS, a line in the docs.
"""

from __future__ import annotations

import click

from commands.documents import extract, verify
from commands.engineering import engineering
from commands.history import history
from commands.mapping import mapping
from commands.nightly import nightly
from commands.orders import intake, review, track
from commands.planning import deliver, split
from commands.reconcile import exceptions, reconcile
from commands.rules import rules
from commands.tasks import tasks
from commands.workspace import doctor, init

__all__ = ["COMMANDS"]

COMMANDS: tuple[click.Command, ...] = (
    init,
    extract,
    intake,
    review,
    split,
    deliver,
    nightly,
    verify,
    track,
    history,
    engineering,
    mapping,
    reconcile,
    exceptions,
    rules,
    tasks,
    doctor,
)
