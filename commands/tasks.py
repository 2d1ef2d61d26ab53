"""Tasks and approvals that rules ask for."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from commands.options import LENIENT, common
from commands.running import open_setting, run
from reports.options import Options


@click.group()
def tasks() -> None:
    """Tasks and approvals that rules ask for, and persons' decisions about them."""


@tasks.command("list")
@common
def tasks_list(options: Options) -> int:
    """Write tasks.xlsx with all that waits, and say how much that is; 1 if a task or approval is open."""
    from reports.run import show_tasks

    options, setting = open_setting(options)
    return run(options, setting, "tasks list", [show_tasks])


@tasks.command("apply")
@click.argument("sheet", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@LENIENT
@common
def tasks_apply(options: Options, sheet: Path, lenient: bool) -> int:
    """Take decisions in SHEET (tasks.xlsx) back; orders go on, and approved documents go with the next deliver."""
    from intake.stage import needs_ledger, take_tasks, write_orders
    from reports.run import show_tasks
    from reports.tasks_book import read_tasks

    options, setting = open_setting(options, lenient=lenient)
    needs_ledger(setting.workspace)
    take = partial(take_tasks, masters=setting.masters(), decisions=read_tasks(sheet, setting.workspace.timezone))
    return run(options, setting, "tasks apply", [take, partial(write_orders, paths=setting.present), show_tasks])
