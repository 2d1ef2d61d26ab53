"""How the remainder looks: which damage the reconciliation itself has found, and in which system."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from reconcile.compare.identity import is_destroyed
from reconcile.compare.view import Situation, View
from reconcile.match.blame import NumberFault, cut_of

Place = tuple[str, int]  # damage, number of the system
FEW = 20  # faults that are no measure
# in hundredths, where nothing is measured
DEFAULT = {
    "blank": 15,
    "cut": 15,
    "mistyped": 25,
    "borrowed": 10,
    "destroyed": 5,
    "respelled": 5,
    "quantity": 5,
    "missing": 10,
    "gone": 10,
}
LEAST_GONE = 10  # one of so many: a row without a home is where a wrong link would be made
HABIT = 10  # one of so many rows spelled otherwise is how a system writes, and no damage


def measure(view: View, found: Iterable[Situation]) -> tuple[Mapping[Place, int], bool]:
    """Count the damage by kind and system; with too little of it the built-in mixture, and False."""
    counts = Counter(_places(view, found))
    counts.update(_respelled(view))
    measured = counts.total() >= FEW
    if not measured:
        counts = Counter({(damage, n): share for damage, share in DEFAULT.items() for n in view.numbers})
    gone = sum(count for (damage, _), count in counts.items() if damage == "gone")
    wanted = -(-(counts.total() - gone) // (LEAST_GONE - 1))
    for n in view.numbers:
        counts["gone", n] += max(0, -(-(wanted - gone) // len(view.systems)))
    return {place: counts[place] for place in sorted(counts) if counts[place]}, measured


def _places(view: View, found: Iterable[Situation]) -> Iterator[Place]:
    for fault in view.matched.faults:
        yield _damage(view, fault), fault.system
    for item in found:
        if item.kind == "quantity-mismatch":
            yield "quantity", view.systems.index(item.odd) if item.odd else max(item.rows)
        elif item.kind.startswith("missing-in-"):
            lines = {int(view.matched.line[row]) for rows in item.rows.values() for row in rows}
            absent = view.systems.index(item.kind.removeprefix("missing-in-"))
            place = ("missing", absent) if len(item.rows) > 1 else ("gone", min(item.rows))
            yield from [place] * len(lines)


def _damage(view: View, fault: NumberFault) -> str:
    stack, row = view.matched.stack, fault.rows[0]
    order = stack.column("order")
    if is_destroyed(view, row):
        return "destroyed"
    if order[row] < 0:
        return "blank"
    if fault.borrowed:
        return "borrowed"
    own = stack.text("order", int(order[row]))
    homes = (stack.text("order", int(code)) for line in fault.lines for code in view.matched.wide["order"][:, line])
    return "cut" if any(cut_of(own, home) for home in homes) else "mistyped"


def _respelled(view: View) -> Mapping[Place, int]:
    """Count the rows whose number was repaired, by system; a system that always writes so is not damaged."""
    system = view.matched.stack.column("system")
    rows = np.bincount(system, minlength=len(view.systems))
    repaired = np.bincount(system[sorted(view.matched.repaired)], minlength=len(view.systems))
    return {("respelled", n): int(repaired[n]) for n in view.numbers if repaired[n] * HABIT < rows[n]}
