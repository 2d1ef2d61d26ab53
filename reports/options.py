"""The options every command has, and how a command speaks: sentences on standard error, in its language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from orders.codes import Language
from reports.screen import say

if TYPE_CHECKING:
    from orders.run import Setting

TIMES = ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z")  # of --as-of


@dataclass(frozen=True)
class Options:
    """The options every command has; `out` is a file for extract and the run folder for all others.

    `printed` prints a line on standard error; `spoken` is the language of the environment.
    """

    workspace: Path
    out: Path | None
    jobs: int
    as_of: datetime | None
    lang: str | None
    as_json: bool
    quiet: bool
    verbose: bool
    printed: Callable[[str], None]
    spoken: Language

    def opened(self) -> tuple[Options, Setting]:
        """Open the workspace; return the options with its language, and the setting of a run in it."""
        from orders.inputs import moment
        from orders.run import Setting
        from orders.workspace import open_workspace

        workspace = open_workspace(self.workspace)
        options = replace(self, lang=self.lang or workspace.language)
        now = moment(workspace, self.as_of, datetime.now().astimezone())
        return options, Setting(workspace, now, options.language, self.jobs, self.out)

    def say(self, name: str, **facts: object) -> None:
        """Say a sentence of the screen."""
        self.echo(say(name, self.language, **facts))

    def said(self, name: str, **facts: object) -> str:
        """Return a sentence of the screen in the options' language."""
        return say(name, self.language, **facts)

    def echo(self, line: str) -> None:
        """Print a line, unless quiet."""
        if not self.quiet:
            self.printed(line)

    @property
    def language(self) -> Language:
        """The language asked for, else the environment's; a workspace's own is taken over when it is opened."""
        return cast("Language", self.lang or self.spoken)
