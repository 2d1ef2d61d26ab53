"""Planned documents: split, deliver."""

from __future__ import annotations

from functools import partial

import click

from commands.options import common
from commands.running import open_setting, run
from reports.options import Options


@click.command()
@common
def split(options: Options) -> int:
    """Turn accepted orders into sales, purchase, production and outbound documents."""
    from intake.stage import write_orders
    from plan.stage import planning

    options, setting = open_setting(options)
    plan = planning(setting, setting.masters())
    return run(options, setting, "split", [plan, partial(write_orders, paths=setting.present)])


@click.command()
@common
def deliver(options: Options) -> int:
    """Hand planned documents to the downstream systems, each exactly once."""
    from plan.stage import delivering

    options, setting = open_setting(options)
    return run(options, setting, "deliver", [delivering(setting)])
