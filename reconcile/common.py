"""Exports that hardly know each other: another period, another column, cut between rows. One question, no thousands."""

from __future__ import annotations

from collections.abc import Iterator

from orders.exceptions import SYSTEMS, Reconciliation
from orders.problems import Problem, UnusableError
from reconcile.load.last import ANSWER, LEAST, TIMES

ALONE = 50  # of so many lines one at most has a line in another system


def check_common(found: Reconciliation) -> None:
    """Raise UnusableError for a system whose lines nobody else has, or that lacks nearly all that the others share."""
    if problems := [problem for system in found.systems for problem in _strange(found, system)]:
        raise UnusableError(problems)


def _strange(found: Reconciliation, system: str) -> Iterator[Problem]:
    rows = found.rows[system]
    lines, alone, lacking = rows.clean + rows.exception, _alone(found, system), _lacking(found, system)
    file = ", ".join(read.file for read in found.files if read.system == system)
    if lines >= LEAST and (lines - alone) * ALONE <= lines:
        what = f"{alone} of {lines} order lines of {system} are in no other export"
        help_ = f"is it of the same days, and is its order number the one the others have? {ANSWER}"
        yield Problem(file, None, None, "export-nothing-common", what, help_)
    elif lacking >= LEAST and lines * TIMES <= lines + lacking:
        what = f"{system} has {lines} order lines, and lacks {lacking} that the others share"
        yield Problem(file, None, None, "export-far-smaller", what, ANSWER)


def _alone(found: Reconciliation, system: str) -> int:
    """Count the lines of one system that are missing in the others."""
    return len({row for rows in _missing(found) if list(rows) == [system] for row in rows[system]})


def _lacking(found: Reconciliation, system: str) -> int:
    """Count the lines that all other systems, two at least, have and this one has not."""
    others = [name for name in found.systems if name != system]
    shared = [rows for rows in _missing(found) if len(others) > 1 and list(rows) == others]
    return len({row for rows in shared for row in rows[others[0]]})


def _missing(found: Reconciliation) -> Iterator[dict[str, list[str]]]:
    """Yield the rows that each system has in an exception of something missing, in the order of systems."""
    for item in found.exceptions:
        if item.kind.startswith("missing-in-"):
            rows = {name: getattr(item, f"{name}_rows") for name in SYSTEMS}
            yield {name: text.split(";") for name, text in rows.items() if text}
