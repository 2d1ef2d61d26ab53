"""The commands of orderloom: parse, call, print, exit code. Only this file prints, exits, reads the environment."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reports.options import TIMES, Options
from reports.screen import say

if TYPE_CHECKING:
    from orders.codes import Language
    from orders.facts import RunFacts
    from orders.masters import Masters
    from orders.run import Setting, Work
    from reports.run import Step

SYSTEMS = ("crm", "erp", "wms")
FILES = click.Path(exists=True, path_type=Path)
CHANGED = click.option("--changed-exports", "changed", is_flag=True, help="exports that lost rows or columns are right")
ORDERS = click.option("--orders", type=click.Choice(["ledger"]), help="the papers as a fourth side: accepted orders")


def common(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the common options, as one value."""

    @click.option("-w", "--workspace", type=click.Path(path_type=Path), default=".", help="workspace folder")
    @click.option("-o", "--out", type=click.Path(path_type=Path), help="run folder (extract: file) to write")
    @click.option("--jobs", type=click.IntRange(1, 64), default=1, help="worker processes")
    @click.option("--as-of", type=click.DateTime(TIMES), help="now, for every check and age")
    @click.option("--lang", type=click.Choice(["zh", "en"]), help="language of sentences")
    @click.option("--json", "as_json", is_flag=True, help="summary on standard output")
    @click.option("-q", "--quiet", is_flag=True, help="say nothing but errors")
    @click.option("-v", "--verbose", is_flag=True, help="say more")
    @wraps(command)
    def wrapped(**given: Any) -> int:
        given |= {"printed": partial(click.echo, err=True), "spoken": _environment_language()}
        return command(Options(**{option.name: given.pop(option.name) for option in fields(Options)}), **given)

    return wrapped


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
        raise click.UsageError(say("not-supported", _environment_language(), option=f"--{option.name}"))


def _environment_language() -> Language:
    return "zh" if os.environ.get("LANG", "").startswith("zh") else "en"


def _open(options: Options) -> tuple[Options, Setting]:
    """Open the workspace; return the options with its language, and the setting of a run in it."""
    from orders.run import place_taken

    options, setting = options.opened()
    if place_taken(setting.out):
        raise click.UsageError(say("out-taken", options.language, folder=setting.out))
    return options, setting


def _run(options: Options, setting: Setting, command: str, steps: Sequence[Step]) -> int:
    """Do the steps in one run folder, say what came out and return the exit code."""
    from reports.run import carry_out
    from reports.run_screen import screen_lines

    work, facts, counted = carry_out(setting, command, steps)
    if options.as_json:
        click.echo(json.dumps(counted, ensure_ascii=False))
    options.echo("\n".join(screen_lines(facts, counted, work, verbose=options.verbose)))
    return int(counted["exit_code"])


def _intake(options: Options, masters: Masters, paths: Sequence[Path]) -> Step:
    def step(work: Work, facts: RunFacts) -> RunFacts:
        from intake.stage import take_in
        from reports.progress import progress

        with progress(options.language, terminal=sys.stderr.isatty() and not options.quiet, line=options.echo) as shown:
            return take_in(work, facts, masters=masters, paths=paths, progress=shown)

    return step


def _matched(setting: Setting, files: Mapping[str, Any], masters: Masters, mapped: Sequence[str] = ()) -> Step:
    """Match the exports now, before anything is written; writing and remembering it is a step of the run."""
    from intake.crops import with_crops
    from reconcile.stage import match_exports
    from reports.run import remember

    result, movements = match_exports(setting, files, masters, mapped)
    return lambda work, facts: remember(work, facts, result=with_crops(work, result), movements=movements)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="orderloom")
def orderloom() -> None:
    """Customer purchase orders become proved records, plans and reconciled exports; never silently wrong.

    Exit: 0 done, 1 something needs a person, 2 wrong use, 3 unusable input, 4 a fault, 130 interrupted.
    """


@orderloom.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@common
def init(options: Options, folder: Path) -> int:
    """Make a workspace in FOLDER; add what is missing, never overwrite."""
    from orders.workspace import init_workspace

    for path in (made := init_workspace(folder)):
        options.say("initialised", file=path)
    options.say("next-init" if made else "nothing-to-add", folder=folder)
    return 0


@orderloom.command()
@click.argument("files", nargs=-1, required=True, type=FILES)
@common
def extract(options: Options, files: tuple[Path, ...]) -> int:
    """Say what documents contain: one JSON line per business document, without masters; mappings as of -w."""
    from intake.collect import collect
    from intake.pipeline import said
    from orders.inputs import site_of
    from orders.run import write_text

    lines, codes, site = list[str](), {0}, site_of(options.workspace)
    for text, code in said(collect(files, Path.cwd(), site), options.language, jobs=options.jobs, site=site):
        lines.append(text)
        codes.add(code)
        click.echo(text if options.out is None else "", nl=False)
    if options.out is not None:
        write_text(options.out, "".join(lines))
    return max(codes)


@orderloom.command()
@click.argument("paths", nargs=-1, type=FILES)
@common
def intake(options: Options, paths: tuple[Path, ...]) -> int:
    """Collect, read, extract and check documents of PATHS (or the workspace's sources) into the ledger."""
    from intake.stage import write_orders

    options, setting = _open(options)
    masters, sources = setting.masters(sources=not paths), setting.sources(paths)
    return _run(options, setting, "intake", [_intake(options, masters, sources), partial(write_orders, paths=sources)])


@orderloom.group()
def review() -> None:
    """Held orders and persons' decisions about them."""


@review.command("apply")
@click.argument("sheet", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@common
def review_apply(options: Options, sheet: Path) -> int:
    """Take a person's decisions in SHEET (review.xlsx) back; the orders are checked again."""
    from intake.stage import decisions_for, take_back, write_orders

    options, setting = _open(options)
    take = partial(take_back, masters=setting.masters(), decisions=decisions_for(setting.workspace, sheet))
    return _run(options, setting, "review apply", [take, partial(write_orders, paths=setting.present)])


@orderloom.command()
@common
def split(options: Options) -> int:
    """Turn accepted orders into sales, purchase, production and outbound documents."""
    from intake.stage import write_orders
    from plan.stage import planning

    options, setting = _open(options)
    plan = planning(setting, setting.masters())
    return _run(options, setting, "split", [plan, partial(write_orders, paths=setting.present)])


@orderloom.command()
@common
def deliver(options: Options) -> int:
    """Hand planned documents to the downstream systems, each exactly once."""
    from plan.stage import delivering

    options, setting = _open(options)
    return _run(options, setting, "deliver", [delivering(setting)])


@orderloom.command()
@CHANGED
@ORDERS
@common
def nightly(options: Options, changed: bool, orders: str | None) -> int:
    """Do intake, split, deliver and reconcile with all reports in one run folder."""
    from intake.stage import write_orders
    from orders.inputs import papers
    from plan.stage import delivering, planning

    options, setting = _open(options)
    setting = replace(setting, changed=changed, papers=papers(setting.workspace) if orders else None)
    masters, sources = setting.masters(sources=True, exports=True), setting.sources()
    steps: list[Step] = [_intake(options, masters, sources), planning(setting, masters)]
    steps += [partial(write_orders, paths=sources), delivering(setting)]
    if len(setting.workspace.exports) > 1:
        steps.append(_matched(setting, setting.workspace.exports, masters))
    return _run(options, setting, "nightly", steps)


@orderloom.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@common
def verify(options: Options, folder: Path) -> int:
    """Compare every FILE in FOLDER that has a FILE.expected.json with what is read from it today; mappings as of -w."""
    from intake.verify import verify as verified
    from orders.inputs import site_of

    results = tuple(verified(folder, jobs=options.jobs, site=site_of(options.workspace)))
    bad = sum(bool(result.difference) for result in results)
    click.echo("".join(f"{result.difference}\n" for result in results if result.difference), nl=False)
    name = "verify-bad" if bad else "verify-good" if results else "verify-none"
    options.say(name, count=len(results), bad=bad, folder=folder)
    return 1 if bad or not results else 0


@orderloom.command()
@click.argument("order")
@common
def track(options: Options, order: str) -> int:
    """Say where ORDER (its key or number) is, since when, and who is next."""
    from orders.ledger import track_order
    from reports.run_screen import trace_json, trace_text

    options, setting = _open(options)
    traces = track_order(setting.workspace.database, order)
    told = trace_json(traces) if options.as_json else trace_text(traces, options.language)
    click.echo(told, nl=bool(told))
    if not traces:
        options.say("nothing-known", order=order)
    return 0 if traces else 1


@orderloom.group()
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
    options, setting = _open(options)
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

    options, setting = _open(options)
    replayed = replay_files(setting, files, documents, lambda file: options.say("reading", file=file))
    click.echo(replayed_json(replayed) if options.as_json else replayed_text(replayed, options.language))
    return 1 if replayed.accepted_changed else 0


@orderloom.command()
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

    options, setting = _open(options)
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
        return _run(options, setting, "reconcile", [_matched(setting, files, setting.masters(), mapped)])


@orderloom.command()
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

    options, setting = _open(options)
    asked = asked_in(setting.workspace, action, names, **said)
    return _run(options, setting, f"exceptions {action}", [partial(take_decided, asked=asked), show_exceptions])


@orderloom.command()
@common
def doctor(options: Options) -> int:
    """Say what this machine has and lacks, and the command that mends it."""
    from orders.doctor import examine
    from reports.screen import part_line

    options, setting = _open(options)
    parts = examine(setting.workspace.database, options.language)
    click.echo("\n".join(part_line(part, options.language) for part in parts))
    return 0 if all(part.ok for part in parts if part.needed) else 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (CONTRACT section 1)."""
    from orders.problems import UnusableError

    try:
        return int(orderloom.main(arguments, "orderloom", standalone_mode=False) or 0)
    except UnusableError as error:
        click.echo(str(error), err=True)
        return 3
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo(say("interrupted", _environment_language()), err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception:  # the edge of the process: a fault of ours has its exit code too
        traceback.print_exc()
        click.echo(say("crash", _environment_language()), err=True)
        return 4


if __name__ == "__main__":
    sys.exit(main())
