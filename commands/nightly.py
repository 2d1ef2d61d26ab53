"""The whole night: nightly."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from commands.options import CHANGED, LENIENT, ORDERS, common
from commands.running import matching, open_setting, run, taking_in
from reports.options import Options

if TYPE_CHECKING:
    from reports.run import Step


@click.command()
@CHANGED
@ORDERS
@LENIENT
@common
def nightly(options: Options, changed: bool, orders: str | None, lenient: bool) -> int:
    """Do intake, split, deliver and reconcile with all reports in one run folder."""
    from intake.stage import judge_undelivered, write_orders
    from orders.facts import say_shut_out
    from orders.inputs import papers
    from plan.engineering.stage import watch_engineering
    from plan.stage import delivering, planning
    from reports.engineering import write_engineering
    from reports.run import show_tasks

    options, setting = open_setting(options, lenient=lenient)
    setting = replace(setting, changed=changed, papers=papers(setting.workspace) if orders else None)
    masters, sources = setting.masters(sources=True, exports=True), setting.sources()
    steps: list[Step] = [partial(say_shut_out, masters=masters)]
    steps += [
        taking_in(options, masters, sources),
        planning(setting, masters, partial(judge_undelivered, masters=masters)),
    ]
    steps += [partial(watch_engineering, masters=masters), write_engineering]
    steps += [partial(write_orders, paths=sources), delivering(setting), show_tasks]
    if len(setting.workspace.exports) > 1:
        steps.append(matching(setting, setting.workspace.exports, masters))
    return run(options, setting, "nightly", steps)
