"""The entry: wire the commands, run one, return its exit code. Only this file exits."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence

import click

from commands import COMMANDS
from commands.options import environment_language
from reports.screen import say


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="orderloom")
def orderloom() -> None:
    """Customer purchase orders become proved records, plans and reconciled exports; never silently wrong.

    Exit: 0 done, 1 something needs a person, 2 wrong use, 3 unusable input, 4 a fault, 130 interrupted.
    """


for command in COMMANDS:
    orderloom.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (CONTRACT section 1)."""
    from orders.problems import UnusableError

    try:
        return int(orderloom.main(arguments, "orderloom", standalone_mode=False) or 0)
    except UnusableError as error:
        click.echo(str(error), err=True)
        return 3
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo(say("interrupted", environment_language()), err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception:  # the edge of the process: a fault of ours has its exit code too
        traceback.print_exc()
        click.echo(say("crash", environment_language()), err=True)
        return 4


if __name__ == "__main__":
    sys.exit(main())
