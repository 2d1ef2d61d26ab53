"""The workspace and the machine: init, doctor."""

from __future__ import annotations

from pathlib import Path

import click

from commands.options import common
from commands.running import open_setting
from reports.options import Options


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@common
def init(options: Options, folder: Path) -> int:
    """Make a workspace in FOLDER; add what is missing, never overwrite."""
    from orders.workspace import init_workspace

    for path in (made := init_workspace(folder)):
        options.say("initialised", file=path)
    options.say("next-init" if made else "nothing-to-add", folder=folder)
    return 0


@click.command()
@common
def doctor(options: Options) -> int:
    """Say what this machine has and lacks, and the command that mends it."""
    from orders.doctor import examine
    from reports.screen import part_line

    options, setting = open_setting(options)
    parts = examine(setting.workspace.database, options.language)
    click.echo("\n".join(part_line(part, options.language) for part in parts))
    return 0 if all(part.ok for part in parts if part.needed) else 1
