"""Mapping files: check, suggest, test."""

from __future__ import annotations

from pathlib import Path

import click

from commands.options import FILES, common
from commands.running import open_setting
from reports.options import Options
from reports.screen import say


@click.group()
def mapping() -> None:
    """Mapping files: check them, draft them."""


@mapping.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@common
def mapping_check(options: Options, files: tuple[Path, ...]) -> int:
    """Name the mistakes in FILES with line and column, and what to write instead."""
    from orders.inputs import good_mappings

    for path in good_mappings(files):
        options.say("mapping-good", file=path)
    return 0


@mapping.command("suggest")
@click.argument("files", nargs=-1, type=FILES)
@click.option("--customer", metavar="ID", help="customer_id of the draft")
@click.option("--export", type=FILES, help="export whose mapping is to be drafted")
@common
def mapping_suggest(options: Options, files: tuple[Path, ...], customer: str | None, export: Path | None) -> int:
    """Draft a mapping from an export or from FILES whose values are confirmed; without both a patch from decisions."""
    from intake.learn.suggest import propose, suggest
    from reconcile.load.suggest import suggest_export
    from reports.mapping_screen import suggestion

    if export and (files or customer):
        raise click.UsageError(say("export-alone", options.language))
    options, setting = open_setting(options)
    if export:
        click.echo(suggest_export(export, setting.as_of), nl=False)
        return 0
    text, lines = suggestion(suggest(setting, files, customer) if files else propose(setting), options.language)
    click.echo(text, nl=False)
    options.echo("\n".join(lines))
    return 0


@mapping.command("test")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--documents", type=click.Path(exists=True, path_type=Path), help="documents instead of the ledger's")
@common
def mapping_test(options: Options, files: tuple[Path, ...], documents: Path | None) -> int:
    """Read the archive without and with mapping FILES; 1 if anything accepted changes."""
    from intake.learn.archive import replay_files
    from reports.mapping_screen import replayed_json, replayed_text

    options, setting = open_setting(options)
    replayed = replay_files(setting, files, documents, lambda file: options.say("reading", file=file))
    click.echo(replayed_json(replayed) if options.as_json else replayed_text(replayed, options.language))
    return 1 if replayed.accepted_changed else 0
