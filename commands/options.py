"""What every command is given: the common options, as one value."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import fields
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reports.options import TIMES, Options

if TYPE_CHECKING:
    from orders.codes import Language

FILES = click.Path(exists=True, path_type=Path)
CHANGED = click.option("--changed-exports", "changed", is_flag=True, help="exports that lost rows or columns are right")
LENIENT = click.option("--lenient", is_flag=True, help="shut out items whose master data has faults, do the rest")
ORDERS = click.option("--orders", type=click.Choice(["ledger"]), help="the papers as a fourth side: accepted orders")


def common(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the common options, as one value."""

    @click.option("-w", "--workspace", type=click.Path(path_type=Path), default=".", help="workspace folder")
    @click.option("-o", "--out", type=click.Path(path_type=Path), help="run folder (extract: file) to write")
    @click.option("--jobs", type=click.IntRange(1, 64), default=1, help="worker processes")
    @click.option("--as-of", type=click.DateTime(TIMES), help="now, for every check and age")
    @click.option("--lang", type=click.Choice(["zh", "en"]), help="language of sentences")
    @click.option("--json", "as_json", is_flag=True, help="summary on standard output")
    @click.option("-q", "--quiet", is_flag=True, help="say nothing but errors")
    @click.option("-v", "--verbose", is_flag=True, help="say more")
    @wraps(command)
    def wrapped(**given: Any) -> int:
        given |= {"printed": partial(click.echo, err=True), "spoken": environment_language()}
        return command(Options(**{option.name: given.pop(option.name) for option in fields(Options)}), **given)

    return wrapped


def environment_language() -> Language:
    """Return the language the environment asks for."""
    return "zh" if os.environ.get("LANG", "").startswith("zh") else "en"
