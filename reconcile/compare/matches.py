"""Which rows belong together: one match row per order line, and how sure it is; columns, no loop over lines."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orders.exceptions import SYSTEMS
from orders.matches import Matches, MatchMethod
from reconcile.cells import Ints
from reconcile.compare.view import View
from reconcile.match.blame import NumberFault
from reconcile.match.stack import Bools
from reconcile.texts import Texts

METHODS: tuple[MatchMethod, ...] = ("exact", "normalised", "attributes", "fuzzy")
CERTAIN = "1.0000"


def match_rows(view: View, labels: Texts) -> Matches:
    """Return one row per line that stands in at least two systems; rows that nothing decided are not among them."""
    matched = view.matched
    several = np.flatnonzero((matched.wide.count > 0).sum(0) > 1)
    suggested = {fault.lines[0]: fault for fault in matched.faults if fault.decided}
    method = np.where(_exactly(view), 0, 1)
    method[list(matched.merged)] = METHODS.index("attributes")
    score, band = np.full(len(method), CERTAIN, object), np.full(len(method), "auto", object)
    for line, fault in suggested.items():
        method[line], score[line], band[line] = METHODS.index(_method(view, fault)), f"{fault.score:.4f}", "suggested"
    blank = {f"{system}_rows": pa.repeat("", len(several)) for system in SYSTEMS}
    found = {f"{system}_rows": _places(view, labels, number, several) for number, system in enumerate(view.systems)}
    marks = {
        "method": pa.array(METHODS, pa.string()).take(pa.array(method[several])),
        "score": pa.array(score[several], pa.string()),
        "band": pa.array(band[several], pa.string()),
    }
    return Matches({**blank, **found, **marks})


def _method(view: View, fault: NumberFault) -> MatchMethod:
    return "fuzzy" if view.matched.stack.column("order")[fault.rows[0]] >= 0 else "attributes"


def _places(view: View, labels: Texts, system: int, lines: Ints) -> pa.StringArray:
    """Return a system's row labels of each of `lines`, joined by `;`."""
    first, crowded = view.matched.wide.first_row[system, lines], view.matched.wide.count[system, lines] > 1
    said = pc.fill_null(labels.words.take(pa.array(first, mask=first < 0)), "")
    if not crowded.any():
        return said
    joined = [";".join(labels[row] for row in view.rows(line, system)) for line in lines[crowded].tolist()]
    return pc.replace_with_mask(said, pa.array(crowded), pa.array(joined, pa.string()))


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
