"""The commands of orderloom: parse, call, print, exit code. Only this file prints, exits, reads the environment."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

if TYPE_CHECKING:
    from orders.codes import Language
    from orders.facts import RunFacts
    from orders.masters import Masters
    from orders.run import Setting, Work

SYSTEMS = ("crm", "erp", "wms")
FILES = click.Path(exists=True, path_type=Path)
TIMES = ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z")
LATER = ("orders", "invoices", "waybills", "signoffs", "returns", "receipts")


@dataclass(frozen=True)
class Options:
    """The options every command has; `out` is a file for extract and the run folder for all others."""

    workspace: Path
    out: Path | None
    jobs: int
    as_of: datetime | None
    lang: str | None
    as_json: bool
    quiet: bool
    verbose: bool

    def say(self, name: str, **facts: object) -> None:
        """Say a sentence of the screen on standard error."""
        self.echo(_said(name, self.language, **facts))

    def echo(self, line: str) -> None:
        """Print a line on standard error, unless quiet."""
        if not self.quiet:
            click.echo(line, err=True)

    @property
    def language(self) -> Language:
        """The language asked for, else the environment's; a workspace's own comes through `_open`."""
        return cast("Language", self.lang or _environment_language())


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
        return command(Options(**{option.name: given.pop(option.name) for option in fields(Options)}), **given)

    return wrapped


def export_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give reconcile its exports, and the inputs that are agreed and not available yet."""
    for name in reversed(SYSTEMS):
        command = click.option(f"--{name}", multiple=True, type=FILES, help="export, may be repeated")(command)
    for name in LATER:
        command = click.option(f"--{name}", expose_value=False, callback=_not_yet, help="not available yet")(command)
    return command


def _not_yet(context: click.Context, option: click.Parameter, value: object) -> None:
    if value is not None:
        raise click.UsageError(_said("not-supported", _environment_language(), option=f"--{option.name}"))


def _said(name: str, language: Language, **facts: object) -> str:
    from reports.screen import say

    return say(name, language, **facts)


def _environment_language() -> Language:
    return "zh" if os.environ.get("LANG", "").startswith("zh") else "en"


def _open(options: Options) -> tuple[Options, Setting]:
    """Open the workspace; return the options with its language, and the setting of a run in it."""
    from orders.inputs import moment
    from orders.run import Setting, place_taken
    from orders.workspace import open_workspace

    workspace = open_workspace(options.workspace)
    options = replace(options, lang=options.lang or workspace.language)
    if place_taken(options.out):
        raise click.UsageError(_said("out-taken", options.language, folder=options.out))
    now = moment(workspace, options.as_of, datetime.now().astimezone())
    return options, Setting(workspace, now, options.language, options.jobs, options.out)


Step = Callable[["Work", "RunFacts"], "RunFacts"]
Files = Mapping[str, tuple[Path, ...]]


def _run(options: Options, setting: Setting, command: str, steps: Sequence[Step]) -> int:
    """Do the steps in one run folder, write its reports, say what came out and return the exit code."""
    from orders.facts import RunFacts
    from orders.ledger import open_ledger
    from orders.run import begin_work
    from reports.run import report
    from reports.run_screen import noted_lines, screen_lines

    ledger = open_ledger(setting.workspace.database)
    with begin_work(setting, ledger, command) as work:
        facts = RunFacts(work.run_id, command, work.version, work.as_of, carried_on=work.carried)
        for step in steps:
            facts = step(work, facts)
        facts, counted = report(work, facts)
    ledger.finish_run(work.run_ids, exit_code=counted["exit_code"], summary=counted)
    if options.as_json:
        click.echo(json.dumps(counted, ensure_ascii=False))
    noted = noted_lines(facts, options.language) if options.verbose else ()
    options.echo("\n".join([*noted, *screen_lines(facts, counted, work)]))
    return int(counted["exit_code"])


def _intake(options: Options, masters: Masters, paths: Sequence[Path]) -> Step:
    def step(work: Work, facts: RunFacts) -> RunFacts:
        from intake.stage import take_in
        from reports.progress import progress

        terminal = sys.stderr.isatty() and not options.quiet
        with progress(options.language, terminal=terminal, line=options.echo) as shown:
            return take_in(work, facts, masters=masters, paths=paths, progress=shown)

    return step


def _matched(setting: Setting, files: Files, masters: Masters, mapped: Sequence[str] = ()) -> Step:
    """Match the exports now, before anything is written; writing and remembering it is a step of the run."""
    from reconcile.stage import match_exports
    from reports.run import remember

    result, movements = match_exports(setting, files, masters, mapped)
    return partial(remember, result=result, movements=movements)


# ── the commands ─────────────────────────────────────────────────────────────────────────────────────────────────


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

    made = init_workspace(folder)
    for path in made:
        options.say("initialised", file=path)
    options.say("next-init" if made else "nothing-to-add", folder=folder)
    return 0


@orderloom.command()
@click.argument("files", nargs=-1, required=True, type=FILES)
@common
def extract(options: Options, files: tuple[Path, ...]) -> int:
    """Say what documents contain: one JSON line per business document, without masters; label mappings as of -w."""
    from intake.collect import collect
    from intake.pipeline import read_all
    from orders.inputs import site_of
    from orders.run import record_line, write_text

    lines, codes = list[str](), {0}
    for _, _, found in read_all(collect(files, Path.cwd()), jobs=options.jobs, site=site_of(options.workspace)):
        codes |= {{"failed": 4, "review": 1}.get(record.status, 0) for record in found}
        lines += (fresh := [f"{record_line(record, options.language)}\n" for record in found])
        if options.out is None:
            click.echo("".join(fresh), nl=False)
    if options.out is not None:
        write_text(options.out, "".join(lines))
    return max(codes)


@orderloom.command()
@click.argument("paths", nargs=-1, type=FILES)
@common
def intake(options: Options, paths: tuple[Path, ...]) -> int:
    """Collect, read, extract and check documents of PATHS (or the workspace's sources) into the ledger."""
    from intake.stage import write_orders
    from orders.inputs import inputs, sources_of

    options, setting = _open(options)
    masters, sources = inputs(setting.workspace, sources=not paths), sources_of(setting.workspace, paths)
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
    from orders.inputs import inputs, present

    options, setting = _open(options)
    decisions = decisions_for(setting.workspace, sheet)
    take = partial(take_back, masters=inputs(setting.workspace), decisions=decisions)
    return _run(options, setting, "review apply", [take, partial(write_orders, paths=present(setting.workspace))])


@orderloom.command()
@common
def split(options: Options) -> int:
    """Turn accepted orders into sales, purchase, production and outbound documents."""
    from intake.stage import write_orders
    from orders.inputs import inputs, present
    from plan import document_layouts
    from plan.stage import plan_orders

    options, setting = _open(options)
    masters, layouts = inputs(setting.workspace), document_layouts(*setting.workspace.mapping_folders)
    plan = partial(plan_orders, masters=masters, layouts=layouts)
    return _run(options, setting, "split", [plan, partial(write_orders, paths=present(setting.workspace))])


@orderloom.command()
@common
def deliver(options: Options) -> int:
    """Hand planned documents to the downstream systems, each exactly once."""
    from plan import document_layouts
    from plan.stage import deliver_all

    options, setting = _open(options)
    layouts = document_layouts(*setting.workspace.mapping_folders)
    return _run(options, setting, "deliver", [partial(deliver_all, layouts=layouts)])


@orderloom.command()
@common
def nightly(options: Options) -> int:
    """Do intake, split, deliver and reconcile with all reports in one run folder."""
    from intake.stage import write_orders
    from orders.inputs import inputs, sources_of
    from plan import document_layouts
    from plan.stage import deliver_all, plan_orders

    options, setting = _open(options)
    workspace = setting.workspace
    masters, sources = inputs(workspace, sources=True, exports=True), sources_of(workspace)
    layouts = document_layouts(*workspace.mapping_folders)
    steps: list[Step] = [_intake(options, masters, sources), partial(plan_orders, masters=masters, layouts=layouts)]
    steps += [partial(write_orders, paths=sources), partial(deliver_all, layouts=layouts)]
    steps += [_matched(setting, workspace.exports, masters)] if len(workspace.exports) > 1 else []
    return _run(options, setting, "nightly", steps)


@orderloom.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@common
def verify(options: Options, folder: Path) -> int:
    """Compare every FILE in FOLDER that has a FILE.expected.json with what is read from it today."""
    from intake.verify import verify as verified

    results = tuple(verified(folder, jobs=options.jobs))
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
    from orders.records import plain
    from reports.run_screen import trace_text

    options, setting = _open(options)
    traces = track_order(setting.workspace.database, order)
    told = json.dumps(plain(traces), ensure_ascii=False) if options.as_json else trace_text(traces, options.language)
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
    from orders.inputs import check_mapping, refuse

    problems = {path: check_mapping(path) for path in files}
    for path in [path for path, found in problems.items() if not found]:
        options.say("mapping-good", file=path)
    refuse(problem for found in problems.values() for problem in found)
    return 0


@mapping.command("suggest")
@click.argument("files", nargs=-1, type=FILES)
@common
def mapping_suggest(options: Options, files: tuple[Path, ...]) -> int:
    """Draft a mapping (not available yet)."""
    raise click.UsageError(_said("not-yet", options.language))


@orderloom.command()
@export_options
@click.option("--mapping", "mapped", multiple=True, metavar="SYSTEM=FILE", help="mapping file of one system")
@common
def reconcile(options: Options, mapped: tuple[str, ...], **given: tuple[Path, ...]) -> int:
    """Match CRM, ERP and WMS exports line by line and report what does not fit."""
    from orders.inputs import inputs, memory

    options, setting = _open(options)
    files = {system: given[system] for system in SYSTEMS if given[system]} or setting.workspace.exports
    if len(files) < 2:
        raise click.UsageError(_said("two-systems", options.language))
    masters = inputs(setting.workspace)
    with memory(setting.workspace) as workspace:
        setting = replace(setting, workspace=workspace)
        return _run(options, setting, "reconcile", [_matched(setting, files, masters, mapped)])


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
        click.echo(_said("interrupted", _environment_language()), err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception:  # the edge of the process: a fault of ours has its exit code too
        traceback.print_exc()
        click.echo(_said("crash", _environment_language()), err=True)
        return 4


if __name__ == "__main__":
    sys.exit(main())
