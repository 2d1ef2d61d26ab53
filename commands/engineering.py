"""Engineering changes: engineering apply."""

from __future__ import annotations

from functools import partial

import click

from commands.options import common
from commands.running import open_setting, run
from reports.options import Options


@click.group()
def engineering() -> None:
    """Issued documents on old bills or drawings: the night lists them, a person has them changed."""


@engineering.command("apply")
@click.argument("orders", nargs=-1, required=True)
@common
def engineering_apply(options: Options, orders: tuple[str, ...]) -> int:
    """Change the issued documents of ORDERS (their keys) to today's bills and drawings; deliver hands them on."""
    from plan import document_layouts
    from plan.engineering.stage import apply_engineering
    from reports.engineering import write_engineering

    options, setting = open_setting(options)
    layouts = document_layouts(*setting.workspace.mapping_folders)
    change = partial(apply_engineering, masters=setting.masters(), orders=orders, layouts=layouts)
    return run(options, setting, "engineering apply", [change, write_engineering])
