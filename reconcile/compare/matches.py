"""Which rows belong together: one match row per order line, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from orders.exceptions import MatchMethod, MatchRow
from reconcile.compare.view import View
from reconcile.match.blame import NumberFault
from reconcile.match.stack import Bools
from reconcile.texts import Texts

CERTAIN = Decimal("1.0000")


def match_rows(view: View, labels: Sequence[str]) -> list[MatchRow]:
    """Return one row per line that stands in at least two systems; rows that nothing decided are not among them."""
    wide = view.matched.wide
    lines = np.flatnonzero((wide.count > 0).sum(0) > 1).tolist()
    suggested = {fault.lines[0]: fault for fault in view.matched.faults if fault.decided}
    places = dict(zip(view.systems, _places(view, labels), strict=True))
    nowhere = [""] * wide.lines
    crm, erp, wms = (places.get(system, nowhere) for system in ("crm", "erp", "wms"))
    exact = _exactly(view).tolist()
    out = []
    for line in lines:
        if line in suggested:
            fault = suggested[line]
            score = Decimal(f"{fault.score:.4f}")
            out.append(MatchRow(crm[line], erp[line], wms[line], _method(view, fault), score, "suggested"))
            continue
        method: MatchMethod = "attributes" if line in view.matched.merged else "exact" if exact[line] else "normalised"
        out.append(MatchRow(crm[line], erp[line], wms[line], method, CERTAIN, "auto"))
    return out


def _method(view: View, fault: NumberFault) -> MatchMethod:
    return "fuzzy" if view.matched.stack.column("order")[fault.rows[0]] >= 0 else "attributes"


def _places(view: View, labels: Sequence[str]) -> list[list[str]]:
    """Return for each system the row labels of every line, joined by `;`."""
    found = [[""] * view.matched.wide.lines for _ in view.numbers]
    system = view.matched.stack.column("system").tolist()
    for label, number, line in zip(labels, system, view.matched.line.tolist(), strict=True):
        known = found[number][line]
        found[number][line] = f"{known};{label}" if known else label
    return found


def _exactly(view: View) -> Bools:
    """Say which lines' order numbers and items are written the same in all their rows."""
    line = view.matched.line
    same = np.ones(view.matched.wide.lines, bool)
    for name in ("order_id", "sku"):
        sides = view.matched.sides
        codes = Texts.joined([side.texts.get(name) or Texts.blank(len(side.frame)) for side in sides]).codes
        low = np.full(len(same), len(codes), np.int32)
        high = np.full(len(same), -1, np.int32)
        np.minimum.at(low, line, codes)
        np.maximum.at(high, line, codes)
        same &= low == high
    return same
