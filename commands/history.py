"""Orders of the time before: history import, history find."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import click

from commands.options import common
from commands.running import open_setting, run
from reports.options import Options

LISTS = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def history() -> None:
    """Orders of the time before: import them once, find them."""


@history.command("import")
@click.argument("files", nargs=-1, required=True, type=LISTS)
@common
def history_import(options: Options, files: tuple[Path, ...]) -> int:
    """Add the orders in FILES (.xlsx, .csv), mapped as `history` of kind master; what is there already is left out."""
    from intake.history.stage import import_history, read_lists

    options, setting = open_setting(options)
    lists = read_lists(setting, files, setting.masters())
    return run(options, setting, "history import", [partial(import_history, lists=lists)])


@history.command("find")
@click.option("--customer", required=True, metavar="ID|NAME", help="customer_id or exact name")
@click.option("--from", "first", type=DAY, help="first day, inside")
@click.option("--to", "last", type=DAY, help="last day, inside")
@common
def history_find(options: Options, customer: str, first: datetime | None, last: datetime | None) -> int:
    """List imported orders of a customer in a period, by date; 1 if there is none."""
    from intake.history.find import find_history
    from reports.history import history_json, history_text

    options, setting = open_setting(options)
    days = (first.date() if first else None, last.date() if last else None)
    found = find_history(setting.workspace.database, setting.masters(), customer, *days)
    told = history_json(found) if options.as_json else history_text(found)
    click.echo(told, nl=bool(told))
    if not found:
        options.say("history-none", customer=customer)
    return 0 if found else 1
