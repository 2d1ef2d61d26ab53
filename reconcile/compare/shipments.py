"""Lines that went out as one and of which a system lacks one: that line is missing there, and no quantity differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reconcile.cells import MISSING, Ints
from reconcile.compare.differences import differences
from reconcile.compare.view import Situation, View, times

Rows = tuple[int, ...]


def missing_of_shipments(view: View, packs: frozenset[int]) -> Iterator[Situation]:
    """Yield the lines that a system lacks of several that are one; those in `packs` have no quantity to tell by.

    The warehouse ships parts: what it lacks of a line is a quantity.
    """
    for line, pairs in differences(view, "quantity").items():
        for system in sorted({n for pair in pairs for n in pair if view.systems[n] != "wms" and line not in packs}):
            others = [pair[0] if pair[1] == system else pair[1] for pair in pairs if system in pair]
            wanting = next((rows for n in others if (rows := _wanting(view, line, system, n))), ())
            if wanting and _agreed(view, line, system, others):
                yield _situation(view, line, system, wanting)
                break


def _wanting(view: View, line: int, system: int, other: int) -> Rows:
    """Return the rows of another system whose line numbers a system lacks, if they are all that is wanting."""
    mine, theirs = (view.living(line, n) for n in (system, other))
    numbers, quantity = view.matched.stack.column("line_id"), view.matched.stack.column("quantity")
    own, their = numbers[list(view.rows(line, system))].tolist(), numbers[list(theirs)].tolist()
    if min([*own, *their]) < 0 or len(set(their)) < len(their) or not set(own) < set(their):
        return ()
    wanting = tuple(row for row, number in zip(theirs, their, strict=True) if number not in own)
    return wanting if _sum(quantity, theirs) - _sum(quantity, mine) == _sum(quantity, wanting) else ()


def _sum(quantity: Ints, rows: Rows) -> int:
    values = quantity[list(rows)].tolist()
    return MISSING if MISSING in values else sum(values)


def _agreed(view: View, line: int, system: int, others: Sequence[int]) -> bool:
    """Say whether all systems that contradict one have the same quantity."""
    return len({view.value("quantity", n, line) for n in others}) == 1


def _situation(view: View, line: int, system: int, wanting: Rows) -> Situation:
    name, rows = view.systems[system], _their_rows(view, line, system, wanting)
    facts = {
        "sentence": "missing",
        "present": ", ".join(view.systems[n].upper() for n in rows),
        "system": name.upper(),
        "count": str(len(wanting)),
        "stage": "",
        "lag": "",
    }
    number = "; ".join(view.text(row, "line_id") for row in wanting)
    stake = worth_of(view, wanting)
    return Situation(f"missing-in-{name}", line, rows, "", {}, name, stake, facts, identity=(number,), number=number)


def _their_rows(view: View, line: int, system: int, wanting: Rows) -> dict[int, Rows]:
    """Return the rows of the lines that are wanting, and a system's only row, which is of all lines."""
    numbers = view.matched.stack.column("line_id")
    wanted = set(numbers[list(wanting)].tolist())
    found = {
        n: rows if len(rows) == 1 else tuple(row for row in rows if int(numbers[row]) in wanted)
        for n, rows in view.all_rows(line).items()
        if n != system
    }
    return {n: rows for n, rows in found.items() if rows}


def worth_of(view: View, rows: Rows) -> int | None:
    """Return what rows come to, quantity × price where there is no amount, in 1/10,000; None if one does not say."""
    columns = [view.matched.stack.column(name)[list(rows)].tolist() for name in ("amount", "quantity", "unit_price")]
    amounts = [
        amount if amount != MISSING else None if MISSING in (quantity, price) else times(quantity, price)
        for amount, quantity, price in zip(*columns, strict=True)
    ]
    return None if None in amounts else sum(amount for amount in amounts if amount is not None)
