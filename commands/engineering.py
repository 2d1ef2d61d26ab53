"""Engineering changes: engineering apply."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from commands.options import LENIENT, common
from commands.running import open_setting, run
from reports.options import Options

if TYPE_CHECKING:
    from reports.run import Step


@click.group()
def engineering() -> None:
    """Issued documents on old bills or drawings: the night lists them, a person has them changed."""


@engineering.command("apply")
@click.argument("orders", nargs=-1, required=True)
@LENIENT
@common
def engineering_apply(options: Options, orders: tuple[str, ...], lenient: bool) -> int:
    """Change the issued documents of ORDERS (their keys) to today's bills and drawings; deliver hands them on."""
    from orders.engineering import APPLIED
    from orders.facts import say_shut_out
    from plan import document_layouts
    from plan.engineering.stage import apply_engineering
    from reports.engineering import write_engineering

    options, setting = open_setting(options, lenient=lenient)
    layouts, masters = document_layouts(*setting.workspace.mapping_folders), setting.masters()
    change = partial(apply_engineering, masters=masters, orders=orders, layouts=layouts)
    steps: list[Step] = [partial(say_shut_out, masters=masters), change, write_engineering]
    return run(options, setting, APPLIED, steps)
