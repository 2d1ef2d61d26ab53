"""Last night's exports beside tonight's: one that shrank to a tenth or lost a column is a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from orders.ledger import LastExport
from orders.problems import Problem, UnusableError
from reconcile.load.side import Side

TIMES = 10
LEAST = 20  # lines; below it ten times fewer is a quiet day
ANSWER = "look whether it was filtered, cut or changed; if it is right as it is, run again with --changed-exports"


def check_last(sides: Sequence[Side], last: Mapping[str, LastExport]) -> None:
    """Raise UnusableError for exports that are far smaller than the last ones or lack a column that these had."""
    if problems := [problem for side in sides if side.system in last for problem in _changed(side, last[side.system])]:
        raise UnusableError(problems)


def _changed(side: Side, before: LastExport) -> Iterator[Problem]:
    file, day, lines = ", ".join(side.files), before.as_of[:10], len(side.frame)
    if before.lines >= LEAST and lines * TIMES <= before.lines:
        what = f"{side.system} has {lines} order lines, {before.lines} on {day}"
        yield Problem(file, None, None, "export-far-smaller", what, ANSWER)
    for name, header in before.columns.items():
        if name not in side.present:
            what = f"{side.system} has no column for {name} any more; on {day} it was “{header}”"
            yield Problem(file, None, None, "export-column-gone", what, ANSWER)
