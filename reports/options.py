"""The options every command has, and how a command speaks: sentences on standard error, in its language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from orders.codes import Language
from reports.screen import say


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

    def say(self, name: str, **facts: object) -> None:
        """Say a sentence of the screen."""
        self.echo(say(name, self.language, **facts))

    def echo(self, line: str) -> None:
        """Print a line, unless quiet."""
        if not self.quiet:
            self.printed(line)

    @property
    def language(self) -> Language:
        """The language asked for, else the environment's; a workspace's own is taken over when it is opened."""
        return cast("Language", self.lang or self.spoken)
