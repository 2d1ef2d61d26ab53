"""Exports: reconcile, and decisions about its exceptions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import click

from commands.options import CHANGED, FILES, ORDERS, common, environment_language
from commands.running import matching, open_setting, run
from reports.options import Options
from reports.screen import say

SYSTEMS = ("crm", "erp", "wms")


def export_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give reconcile its exports, and the inputs that are agreed and not available yet."""
    for name in reversed(SYSTEMS):
        command = click.option(f"--{name}", multiple=True, type=FILES, help="export, may be repeated")(command)
    command = click.option("--explain", metavar="EXCEPTION", help="say what led to it, write nothing")(command)
    command = click.option("--self-test", is_flag=True, help="damage clean rows, match again, write nothing")(command)
    for name in ("invoices", "waybills", "signoffs", "returns", "receipts"):
        command = click.option(f"--{name}", expose_value=False, callback=_not_yet, help="not available yet")(command)
    return command


def _not_yet(context: click.Context, option: click.Parameter, value: object) -> None:
    if value is not None:
        raise click.UsageError(say("not-supported", environment_language(), option=f"--{option.name}"))


@click.command()
@export_options
@click.option("--mapping", "mapped", multiple=True, metavar="SYSTEM=FILE", help="mapping file of one system")
@CHANGED
@ORDERS
@common
def reconcile(options: Options, mapped: tuple[str, ...], explain: str | None, changed: bool, **given: Any) -> int:
    """Match CRM, ERP and WMS exports line by line and report what does not fit."""
    from orders.inputs import memory, needed_papers
    from reconcile.explain import explain_exports
    from reconcile.selftest.run import try_exports
    from reports.explained import explained
    from reports.self_tested import self_tested

    options, setting = open_setting(options)
    files = {system: given[system] for system in SYSTEMS if given[system]} or setting.workspace.exports
    if len(files) < 2:
        raise click.UsageError(say("two-systems", options.language))
    papers = needed_papers(setting.workspace) if given["orders"] else None
    with memory(setting.workspace) as workspace:
        setting = replace(setting, workspace=workspace, changed=changed, papers=papers)
        if explain:
            found = explain_exports(setting, files, setting.masters(), mapped, explain)
            click.echo(explained(found, setting, explain, as_json=options.as_json), err=found is None)
            return 0 if found else 1
        if given["self_test"]:
            result = try_exports(setting, files, setting.masters(), mapped)
            click.echo(self_tested(result, options.language, as_json=options.as_json))
            return result.exit_code
        return run(options, setting, "reconcile", [matching(setting, files, setting.masters(), mapped)])


@click.command()
@click.argument("action", type=click.Choice(["apply", "accept", "wrong-match", "assign", "snooze", "reopen"]))
@click.argument("names", nargs=-1, required=True)
@click.option("--value", help="team (assign), day (snooze), system whose rows do not belong (wrong-match)")
@click.option("--note", help="why; accept needs it")
@click.option("--by", help="who decides")
@common
def exceptions(options: Options, action: str, names: tuple[str, ...], **said: str | None) -> int:
    """Decide about exceptions: apply FILE.xlsx, or accept, wrong-match, assign, snooze, reopen ID."""
    from reports.exceptions_decided import asked_in, take_decided
    from reports.run import show_exceptions

    options, setting = open_setting(options)
    asked = asked_in(setting.workspace, action, names, **said)
    return run(options, setting, f"exceptions {action}", [partial(take_decided, asked=asked), show_exceptions])
