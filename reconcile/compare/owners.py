"""Which team answers for an exception: the first rule of the responsibility table that holds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from orders.codes import STAGES
from reconcile.cells import MISSING
from reconcile.compare.states import NAMES
from reconcile.compare.view import Situation, View
from reconcile.match.stack import ON_HOLD
from reconcile.tolerances import NUMBERS
from reconcile.vocabulary import DATE_COLUMNS

# field: what it is called when the odd system's value lies below, and above, those of the others
WAYS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(NUMBERS, ("lower", "higher")),
    **dict.fromkeys(DATE_COLUMNS, ("earlier", "later")),
    "status": ("behind", "ahead"),
}
COMPARED = ("quantity-mismatch", "price-mismatch", "amount-mismatch", "date-mismatch", "status-conflict")
ASKED = ("kind", "odd_system", "field", "direction", "stage")  # what a rule of the table may speak of
Span = tuple[Decimal | int, Decimal | int]


class Owners:
    """The responsibility table; what is alike in all that it asks about is looked up once."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table
        self._known: dict[tuple[str, ...], tuple[str, str]] = {}

    def of(self, view: View, item: Situation) -> tuple[str, str]:
        """Return team and contact of the first rule of which every word fits the situation; blanks if there is none."""
        said = (item.kind, item.odd, item.field, direction_of(view, item), stage_of(view, item))
        if said not in self._known:
            self._known[said] = answering(self._table, dict(zip(ASKED, said, strict=True)))
        return self._known[said]


def answering(table: Mapping[str, Any], facts: Mapping[str, str]) -> tuple[str, str]:
    """Return team and contact of the first rule that fits the facts, named as in `ASKED`."""
    for rule in table.get("rules", ()):
        if all(_fits(rule[name], value) for name, value in facts.items() if name in rule):
            return str(rule.get("team", "")), str(rule.get("contact", ""))
    return "", ""


def _fits(wanted: Any, value: str) -> bool:
    if isinstance(wanted, Mapping):
        first, last = wanted.get("from", STAGES[0]), wanted.get("to", STAGES[-1])
        return value in STAGES[STAGES.index(first) : STAGES.index(last) + 1]
    return value in wanted if isinstance(wanted, (list, tuple)) else value == wanted


def stage_of(view: View, item: Situation) -> str:
    """Return the least advanced stage that any system has for the situation's lines; "" if none says one."""
    said = (int(view.stages[system, line]) for line in view.lines_of(item) for system in view.numbers)
    least = min((stage for stage in said if stage >= 0), default=None)
    return "" if least is None else NAMES[least]


def direction_of(view: View, item: Situation) -> str:
    """Say how the odd system's value deviates from all others; "" without an odd one, or if it lies between them."""
    if not item.odd or item.kind not in COMPARED or item.field not in WAYS:
        return ""
    spans = {n: span for n in view.numbers if (span := _span(view, item, n))}
    mine = spans.pop(view.systems.index(item.odd), None)
    if mine is None or not spans:
        return ""
    below, above = WAYS[item.field]
    if mine[1] < min(low for low, _ in spans.values()):
        return below
    return above if mine[0] > max(high for _, high in spans.values()) else ""


def _span(view: View, item: Situation, system: int) -> Span | None:
    """Return the lowest and highest value of a system; None if it has none, or a stage beside the way."""
    if item.field in NUMBERS:
        text = item.values.get(system, "")
        return (Decimal(text), Decimal(text)) if text else None
    if item.field == "status":
        stage = int(view.stages[system, item.line])
        return (stage, stage) if 0 <= stage < ON_HOLD else None
    low, high = view.value(item.field, system, item.line), view.value(f"{item.field}_max", system, item.line)
    return None if low == MISSING else (low, high)
