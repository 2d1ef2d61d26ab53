"""The commands of orderloom: parse, call, print, exit code. Only this file prints, exits, reads the environment."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

if TYPE_CHECKING:
    from orders.codes import Language
    from orders.facts import RunFacts
    from orders.masters import Masters
    from orders.run import Work
    from orders.workspace import Workspace

SYSTEMS = ("crm", "erp", "wms")
LATER = ("orders", "invoices", "waybills", "signoffs", "returns", "receipts")


@dataclass(frozen=True)
class Options:
    """The options every command has; `out` is a file for extract and the run folder for all others."""

    workspace: Path
    out: Path | None
    jobs: int
    as_of: str | None
    lang: str | None
    as_json: bool
    quiet: bool
    verbose: bool

    def say(self, name: str, **facts: object) -> None:
        """Say a sentence of the screen on standard error."""
        self.echo(_said(name, self, **facts))

    def echo(self, line: str) -> None:
        """Print a line on standard error, unless quiet."""
        if not self.quiet:
            click.echo(line, err=True)

    @property
    def language(self) -> Language:
        """The language asked for, else the environment's; a workspace's own comes through `_open`."""
        return cast("Language", self.lang or ("zh" if os.environ.get("LANG", "").startswith("zh") else "en"))


def common(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the common options, as one value."""

    @click.option("-w", "--workspace", type=click.Path(path_type=Path), default=".", help="workspace folder")
    @click.option("-o", "--out", type=click.Path(path_type=Path), help="run folder (extract: file) to write")
    @click.option("--jobs", type=click.IntRange(1, 64), default=1, help="worker processes")
    @click.option("--as-of", help="now, for every check and age (2026-03-04T20:00)")
    @click.option("--lang", type=click.Choice(["zh", "en"]), help="language of sentences")
    @click.option("--json", "as_json", is_flag=True, help="summary on standard output")
    @click.option("-q", "--quiet", is_flag=True, help="say nothing but errors")
    @click.option("-v", "--verbose", is_flag=True, help="say more")
    @functools.wraps(command)
    def wrapped(**given: Any) -> int:
        names = ("workspace", "out", "jobs", "as_of", "lang", "as_json", "quiet", "verbose")
        return command(Options(**{name: given.pop(name) for name in names}), **given)

    return wrapped


def later(command: Callable[..., int]) -> Callable[..., int]:
    """Give reconcile the options that are agreed and not available yet."""
    for name in LATER:
        command = click.option(f"--{name}", help="not available yet")(command)
    return command


# ── what a command works with ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Opened:
    """A workspace that has been opened, the moment that counts as now, and the options with its language."""

    options: Options
    workspace: Workspace
    as_of: datetime


def _open(options: Options) -> Opened:
    from orders.inputs import moment
    from orders.run import place_taken
    from orders.workspace import open_workspace

    workspace = open_workspace(options.workspace)
    options = replace(options, lang=options.lang or workspace.language)
    if place_taken(options.out):
        raise click.UsageError(_said("out-taken", options, folder=options.out))
    try:
        return Opened(options, workspace, moment(workspace, options.as_of, datetime.now().astimezone()))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--as-of") from error


def _said(name: str, options: Options, **facts: object) -> str:
    from reports.screen import say

    return say(name, options.language, **facts)


# ── a run ────────────────────────────────────────────────────────────────────────────────────────────────────────

Step = Callable[["Work", "RunFacts"], "RunFacts"]


def _run(opened: Opened, command: str, steps: Sequence[Step]) -> int:
    """Do the steps in one run folder, write its reports, say what came out and return the exit code."""
    from orders.facts import RunFacts
    from orders.ledger import PlanOutdatedError, open_ledger
    from orders.run import begin_work
    from reports.run import report
    from reports.run_screen import screen_lines

    options, ledger = opened.options, open_ledger(opened.workspace.database)
    try:
        with begin_work(
            opened.workspace,
            ledger,
            command,
            as_of=opened.as_of,
            language=options.language,
            jobs=options.jobs,
            out=options.out,
        ) as work:
            facts = RunFacts(work.run_id, command, work.version, work.as_of, carried_on=work.carried)
            for step in steps:
                facts = step(work, facts)
            facts, counted = report(work, facts)
    except PlanOutdatedError as error:
        raise click.ClickException(_said("plan-outdated", options)) from error
    ledger.finish_run(work.run_ids, exit_code=counted["exit_code"], summary=counted)
    _print(options, counted, screen_lines(facts, counted, work.place, options.language))
    return int(counted["exit_code"])


def _print(options: Options, counted: Mapping[str, Any], lines: Sequence[str]) -> None:
    if options.as_json:
        click.echo(json.dumps(counted, ensure_ascii=False))
    options.echo("\n".join(lines))


def _intake(opened: Opened, masters: Masters, paths: Sequence[Path]) -> Step:
    def step(work: Work, facts: RunFacts) -> RunFacts:
        from intake.stage import take_in
        from reports.progress import progress

        options = opened.options
        terminal = sys.stderr.isatty() and not options.quiet
        with progress(options.language, terminal=terminal, line=options.echo) as shown:
            return take_in(work, facts, masters=masters, paths=paths, progress=shown)

    return step


# ── the commands ─────────────────────────────────────────────────────────────────────────────────────────────────

FILES = click.Path(exists=True, path_type=Path)
PATHS = click.argument("paths", nargs=-1, type=FILES)


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
    """Say what documents contain: one JSON line per business document, without workspace or masters."""
    from intake.collect import collect
    from intake.pipeline import read_all
    from orders.run import record_line, write_text

    codes = {0}
    lines: list[str] = []
    for _, _, records in read_all(collect(files, Path.cwd()), jobs=options.jobs):
        for record in records:
            codes.add({"failed": 4, "review": 1}.get(record.status, 0))
            lines.append(record_line(record, options.language))
            if options.out is None:
                click.echo(lines[-1])
    if options.out is not None:
        write_text(options.out, "".join(f"{line}\n" for line in lines))
    return max(codes)


@orderloom.command()
@PATHS
@common
def intake(options: Options, paths: tuple[Path, ...]) -> int:
    """Collect, read, extract and check documents of PATHS (or the workspace's sources) into the ledger."""
    from intake.stage import write_orders
    from orders.inputs import inputs, sources_of

    opened = _open(options)
    masters, sources = inputs(opened.workspace, sources=not paths), sources_of(opened.workspace, paths)
    return _run(opened, "intake", [_intake(opened, masters, sources), partial(write_orders, paths=sources)])


@orderloom.group()
def review() -> None:
    """Held orders and persons' decisions about them."""


@review.command("apply")
@click.argument("sheet", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@common
def review_apply(options: Options, sheet: Path) -> int:
    """Take a person's decisions in SHEET (review.xlsx) back; the orders are checked again."""
    from intake.review import read_review
    from intake.stage import take_back, write_orders
    from orders.inputs import inputs

    opened = _open(options)
    masters, decisions = inputs(opened.workspace), read_review(sheet)
    take = partial(take_back, masters=masters, decisions=decisions)
    return _run(opened, "review apply", [take, partial(write_orders, paths=_present(opened.workspace))])


def _present(workspace: Workspace) -> list[Path]:
    """Return the sources that are there, to draw pictures from."""
    return [path for path in workspace.sources if path.exists()]


@orderloom.command()
@common
def split(options: Options) -> int:
    """Turn accepted orders into sales, purchase, production and outbound documents."""
    from intake.stage import write_orders
    from orders.inputs import inputs
    from plan import document_layouts
    from plan.stage import plan_orders

    opened = _open(options)
    masters, layouts = inputs(opened.workspace), document_layouts(*opened.workspace.mapping_folders)
    plan = partial(plan_orders, masters=masters, layouts=layouts)
    return _run(opened, "split", [plan, partial(write_orders, paths=_present(opened.workspace))])


@orderloom.command()
@common
def deliver(options: Options) -> int:
    """Hand planned documents to the downstream systems, each exactly once."""
    from plan import document_layouts
    from plan.stage import deliver_all

    opened = _open(options)
    layouts = document_layouts(*opened.workspace.mapping_folders)
    return _run(opened, "deliver", [partial(deliver_all, layouts=layouts)])


@orderloom.command()
@common
def nightly(options: Options) -> int:
    """Do intake, split, deliver and reconcile with all reports in one run folder."""
    from intake.stage import write_orders
    from orders.inputs import inputs, sources_of
    from plan import document_layouts
    from plan.stage import deliver_all, plan_orders

    opened = _open(options)
    workspace = opened.workspace
    masters, sources = inputs(workspace, sources=True, exports=True), sources_of(workspace)
    layouts = document_layouts(*workspace.mapping_folders)
    papers: list[Step] = [_intake(opened, masters, sources), partial(plan_orders, masters=masters, layouts=layouts)]
    papers += [partial(write_orders, paths=sources), partial(deliver_all, layouts=layouts)]
    matched: list[Step] = [_matched(opened, workspace.exports)] if len(workspace.exports) > 1 else []
    return _run(opened, "nightly", [*papers, *matched])


def _matched(opened: Opened, files: Mapping[str, tuple[Path, ...]], mapped: Sequence[str] = ()) -> Step:
    """Match the exports now, and write and remember what was found as a step of the run."""
    from reconcile.stage import given_mapping, match_exports
    from reports.run import remember

    given = [given_mapping(text) for text in mapped]
    result, movements = match_exports(opened.workspace, files, opened.as_of, given)
    return partial(remember, result=result, movements=movements)


@orderloom.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@common
def verify(options: Options, folder: Path) -> int:
    """Compare every FILE in FOLDER that has a FILE.expected.json with what is read from it today."""
    from intake.verify import verify as verified

    results = []
    for result in verified(folder, jobs=options.jobs):
        results.append(result)
        if result.difference:
            click.echo(result.difference)
    bad = sum(bool(result.difference) for result in results)
    name = "verify-bad" if bad else "verify-good" if results else "verify-none"
    options.say(name, count=len(results), bad=bad, folder=folder)
    return 1 if bad or not results else 0


@orderloom.command()
@click.argument("order")
@common
def track(options: Options, order: str) -> int:
    """Say where ORDER (its key or number) is, since when, and who is next."""
    from orders.ledger import open_ledger, sqlite_file
    from orders.records import plain
    from reports.run_screen import trace_lines

    opened = _open(options)
    file = sqlite_file(opened.workspace.database)
    known = file is None or file.exists()
    language = opened.options.language
    traces = open_ledger(opened.workspace.database).track(order) if known else ()
    if options.as_json:
        click.echo(json.dumps([plain(trace) for trace in traces], ensure_ascii=False))
    for line in () if options.as_json else [line for trace in traces for line in trace_lines(trace, language)]:
        click.echo(line)
    if not traces:
        opened.options.say("nothing-known", order=order)
    return 0 if traces else 1


@orderloom.group()
def mapping() -> None:
    """Mapping files: check them, draft them."""


@mapping.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@common
def mapping_check(options: Options, files: tuple[Path, ...]) -> int:
    """Name the mistakes in FILES with line and column, and what to write instead."""
    from orders.inputs import refuse
    from orders.mapping import check_mapping

    problems = {path: check_mapping(path) for path in files}
    for path, found in problems.items():
        if not found:
            options.say("mapping-good", file=path)
    refuse(problem for found in problems.values() for problem in found)
    return 0


@mapping.command("suggest")
@click.argument("files", nargs=-1, type=FILES)
@common
def mapping_suggest(options: Options, files: tuple[Path, ...]) -> int:
    """Draft a mapping (not available yet)."""
    raise click.UsageError(_said("not-yet", options))


@orderloom.command()
@click.option("--crm", multiple=True, type=FILES, help="CRM export (may be repeated)")
@click.option("--erp", multiple=True, type=FILES, help="ERP export (may be repeated)")
@click.option("--wms", multiple=True, type=FILES, help="WMS export (may be repeated)")
@click.option("--mapping", "mapped", multiple=True, metavar="SYSTEM=FILE", help="mapping file of one system")
@later
@common
def reconcile(options: Options, mapped: tuple[str, ...], **given: Any) -> int:
    """Match CRM, ERP and WMS exports line by line and report what does not fit."""
    from orders.inputs import check_site_mappings, memory

    for name in LATER:
        if given[name] is not None:
            raise click.UsageError(_said("not-supported", options, option=f"--{name}"))
    opened = _open(options)
    files = {system: given[system] for system in SYSTEMS if given[system]} or opened.workspace.exports
    if len(files) < 2:
        raise click.UsageError(_said("two-systems", options))
    check_site_mappings(opened.workspace)
    with memory(opened.workspace) as workspace:
        opened = replace(opened, workspace=workspace)
        return _run(opened, "reconcile", [_matched(opened, files, mapped)])


@orderloom.command()
@common
def doctor(options: Options) -> int:
    """Say what this machine has and lacks, and the command that mends it."""
    from intake.doctor import examine

    organs = examine(_open(options).workspace.database)
    for item in organs:
        click.echo(_said("doctor-has" if item.good else "doctor-lacks", options, what=item.what, mend=item.mend))
    return 0 if all(item.good for item in organs) else 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (CONTRACT section 1)."""
    from orders.problems import UnusableError

    try:
        return int(orderloom.main(arguments, "orderloom", standalone_mode=False) or 0)
    except UnusableError as error:
        click.echo(str(error), err=True)
        return 3
    except click.exceptions.Abort:
        return _end("interrupted", 130)
    except KeyboardInterrupt:
        return _end("interrupted", 130)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception:  # the edge of the process: a fault of ours has its exit code too
        import traceback

        traceback.print_exc()
        return _end("crash", 4)


def _end(name: str, code: int) -> int:
    zh = os.environ.get("LANG", "").startswith("zh")
    from reports.screen import say

    click.echo(say(name, "zh" if zh else "en"), err=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
