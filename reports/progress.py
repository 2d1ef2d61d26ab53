"""How far a long step is: a bar on a terminal, plain lines elsewhere, always on standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from orders.codes import Language
from reports.screen import say


@contextmanager
def progress(language: Language, *, terminal: bool, line: Callable[[str], None]) -> Iterator[Callable[[str], None]]:
    """Give a function that takes the file just done; without a terminal every file is a `line`."""
    if not terminal:
        yield lambda file: line(say("reading", language, file=file))
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda file: bar.update(task, advance=1, description=file)
