"""The site's business rules: check them, try them on the archive, write them as a table, see how they are kept."""

from __future__ import annotations

from pathlib import Path

import click

from commands.options import common
from commands.running import open_setting
from reports.options import Options

RULE_FILES = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def rules() -> None:
    """The site's business rules (docs/rules.md)."""


@rules.command("check")
@click.argument("files", nargs=-1, type=RULE_FILES)
@common
def rules_check(options: Options, files: tuple[Path, ...]) -> int:
    """Look for contradictions, gaps and overlaps in FILES (or the site's rules); 1 if there is something to mend."""
    from orders.rules import load_rules
    from orders.rules.probe import GRAVE, notices
    from reports.rules_screen import checked_json, checked_text

    options, setting = open_setting(options)
    site = () if files else setting.workspace.mapping_folders
    found = load_rules(*site, also=files)
    told = tuple(notices(found.on(setting.today).rules))
    click.echo((checked_json if options.as_json else checked_text)(found, told, setting.today, options.language))
    return 1 if any(item.kind in GRAVE for item in told) else 0


@rules.command("test")
@click.argument("files", nargs=-1, type=RULE_FILES)
@common
def rules_test(options: Options, files: tuple[Path, ...]) -> int:
    """Judge the ledger's orders with the rules of FILES (or today's); 1 if an accepted one would go otherwise."""
    from intake.learn.rules import replay_rules
    from reports.mapping_screen import replayed_json
    from reports.rules_screen import replayed_text

    options, setting = open_setting(options)
    replayed = replay_rules(setting, files)
    click.echo(replayed_json(replayed) if options.as_json else replayed_text(replayed, options.language))
    return 1 if replayed.accepted_changed else 0


@rules.command("table")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@common
def rules_table(options: Options, file: Path) -> int:
    """Write the site's rules as a decision table to FILE (.xlsx), with all facts and actions; else examples."""
    from orders.rules import load_rules
    from reports.rules_book import write_table

    options, setting = open_setting(options)
    if file.suffix.lower() != ".xlsx":
        raise click.UsageError(options.said("not-xlsx", file=file))
    if file.exists():
        raise click.UsageError(options.said("file-there", file=file))
    count = write_table(file, load_rules(*setting.workspace.mapping_folders), options.language)
    options.say("rules-table" if count else "rules-examples", file=file, count=count)
    return 0


@rules.command("report")
@common
def rules_report(options: Options) -> int:
    """Say how well each rule is kept: how often it should, did, waits and is late."""
    from orders.ledger import rules_kept
    from reports.rules_screen import kept_json, kept_text

    options, setting = open_setting(options)
    kept = rules_kept(setting.workspace.database, setting.as_of)
    click.echo(kept_json(kept) if options.as_json else kept_text(kept, options.language))
    return 0
