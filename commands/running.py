"""Runs: open the workspace, do the steps in one folder, say what came out."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reports.options import Options
from reports.screen import say

if TYPE_CHECKING:
    from orders.facts import RunFacts
    from orders.masters import Masters
    from orders.run import Setting, Work
    from reports.run import Step


def open_setting(options: Options, **wanted: Any) -> tuple[Options, Setting]:
    """Open the workspace; return the options with its language, and the setting of a run in it, as `wanted`."""
    from orders.run import place_taken

    options, setting = options.opened()
    if place_taken(setting.out):
        raise click.UsageError(say("out-taken", options.language, folder=setting.out))
    return options, replace(setting, **wanted)


def run(options: Options, setting: Setting, command: str, steps: Sequence[Step]) -> int:
    """Do the steps in one run folder, say what came out and return the exit code."""
    from reports.run import carry_out
    from reports.run_screen import screen_lines

    work, facts, counted = carry_out(setting, command, steps)
    if options.as_json:
        click.echo(json.dumps(counted, ensure_ascii=False))
    options.echo("\n".join(screen_lines(facts, counted, work, verbose=options.verbose)))
    return int(counted["exit_code"])


def taking_in(options: Options, masters: Masters, paths: Sequence[Path]) -> Step:
    """Take documents in with a progress bar, as a step of a run."""

    def step(work: Work, facts: RunFacts) -> RunFacts:
        from intake.stage import take_in
        from reports.progress import progress

        with progress(options.language, terminal=sys.stderr.isatty() and not options.quiet, line=options.echo) as shown:
            return take_in(work, facts, masters=masters, paths=paths, progress=shown)

    return step


def matching(setting: Setting, files: Mapping[str, Any], masters: Masters, mapped: Sequence[str] = ()) -> Step:
    """Match the exports now, before anything is written; writing and remembering it is a step of the run."""
    from intake.crops import with_crops
    from reconcile.stage import match_exports
    from reports.run import remember

    result, movements = match_exports(setting, files, masters, mapped)
    return lambda work, facts: remember(work, facts, result=with_crops(work, result), movements=movements)
