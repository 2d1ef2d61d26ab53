"""Orders: intake, review, track."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.options import FILES, LENIENT, common
from commands.running import open_setting, run, taking_in
from reports.options import Options

if TYPE_CHECKING:
    from reports.run import Step


@click.command()
@click.argument("paths", nargs=-1, type=FILES)
@LENIENT
@common
def intake(options: Options, paths: tuple[Path, ...], lenient: bool) -> int:
    """Collect, read, extract and check documents of PATHS (or the workspace's sources) into the ledger."""
    from intake.stage import write_orders
    from orders.facts import say_shut_out
    from reports.run import show_tasks

    options, setting = open_setting(options, lenient=lenient)
    masters, sources = setting.masters(sources=not paths), setting.sources(paths)
    said = partial(say_shut_out, masters=masters)
    steps: list[Step] = [said, taking_in(options, masters, sources), partial(write_orders, paths=sources)]
    return run(options, setting, "intake", [*steps, show_tasks])


@click.group()
def review() -> None:
    """Held orders and persons' decisions about them."""


@review.command("apply")
@click.argument("sheet", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@LENIENT
@common
def review_apply(options: Options, sheet: Path, lenient: bool) -> int:
    """Take a person's decisions in SHEET (review.xlsx) back; the orders are checked again."""
    from intake.stage import decisions_for, take_back, write_orders
    from reports.run import show_tasks

    options, setting = open_setting(options, lenient=lenient)
    take = partial(take_back, masters=setting.masters(), decisions=decisions_for(setting.workspace, sheet))
    return run(options, setting, "review apply", [take, partial(write_orders, paths=setting.present), show_tasks])


@click.command()
@click.argument("order")
@common
def track(options: Options, order: str) -> int:
    """Say where ORDER (its key or number) is, since when, and who is next."""
    from orders.ledger import track_order
    from reports.run_screen import trace_json, trace_text

    options, setting = open_setting(options)
    traces = track_order(setting.workspace.database, order)
    told = trace_json(traces) if options.as_json else trace_text(traces, options.language)
    click.echo(told, nl=bool(told))
    if not traces:
        options.say("nothing-known", order=order)
    return 0 if traces else 1
