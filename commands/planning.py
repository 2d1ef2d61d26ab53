"""Planned documents: split, deliver."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from commands.options import LENIENT, common
from commands.running import open_setting, run
from reports.options import Options

if TYPE_CHECKING:
    from reports.run import Step


@click.command()
@LENIENT
@common
def split(options: Options, lenient: bool) -> int:
    """Turn accepted orders into sales, purchase, production and outbound documents."""
    from intake.stage import write_orders
    from orders.facts import say_shut_out
    from plan.stage import planning
    from reports.run import show_tasks

    options, setting = open_setting(options, lenient=lenient)
    masters = setting.masters()
    steps: list[Step] = [partial(say_shut_out, masters=masters), planning(setting, masters)]
    return run(options, setting, "split", [*steps, partial(write_orders, paths=setting.present), show_tasks])


@click.command()
@common
def deliver(options: Options) -> int:
    """Hand planned documents to the downstream systems, each exactly once."""
    from plan.stage import delivering

    options, setting = open_setting(options)
    return run(options, setting, "deliver", [delivering(setting)])
