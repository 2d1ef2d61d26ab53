"""Planned documents: split, deliver."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from commands.options import LENIENT, common
from commands.running import open_setting, run
from reports.options import Options

if TYPE_CHECKING:
    from orders.run import Setting
    from reports.run import Step


@click.command()
@LENIENT
@common
def split(options: Options, lenient: bool) -> int:
    """Turn accepted orders into sales, purchase, production and outbound documents."""
    from intake.stage import judge_undelivered, write_orders
    from orders.facts import say_shut_out
    from plan.stage import planning
    from reports.run import show_tasks

    options, setting = open_setting(options, lenient=lenient)
    masters = setting.masters()
    again = partial(judge_undelivered, masters=masters)
    steps: list[Step] = [partial(say_shut_out, masters=masters), planning(setting, masters, again)]
    return run(options, setting, "split", [*steps, partial(write_orders, paths=setting.present), show_tasks])


@click.command()
@LENIENT
@common
def deliver(options: Options, lenient: bool) -> int:
    """Hand planned documents to the downstream systems, each exactly once; what the rules in force hold is kept."""
    from orders.rules import load_rules
    from plan.stage import delivering

    options, setting = open_setting(options, lenient=lenient)
    steps: list[Step] = [delivering(setting)]
    if load_rules(*setting.workspace.mapping_folders).rules:
        steps = _under_rules(setting, steps)
    return run(options, setting, "deliver", steps)


def _under_rules(setting: Setting, steps: list[Step]) -> list[Step]:
    """Put before the steps that orders are judged by the rules in force, and after them what persons are asked."""
    from intake.stage import judge_undelivered, write_orders
    from orders.facts import say_shut_out
    from reports.run import show_tasks

    masters = setting.masters()
    judged: list[Step] = [partial(say_shut_out, masters=masters), partial(judge_undelivered, masters=masters)]
    return [*judged, *steps, partial(write_orders, paths=setting.present), show_tasks]
