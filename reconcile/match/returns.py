"""What came back: rows that take goods off a line again are no part of what was ordered and no copy of it.

A return is a row of a negative quantity, or of stage returned beside living rows of its line. It is weighed against
these: sent again, taken off by the other systems too, or still away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from reconcile.cells import MISSING, Ints
from reconcile.match.stack import RETURNED, SUM_FIELDS, Stack, Wide, is_dead


@dataclass(frozen=True)
class Returns:
    """What one system took back of one line, by SUM_FIELDS in 1/10,000.

    `minus` in rows of a negative quantity, `parts` in rows of stage returned, `late` if these moved after the others.
    """

    system: int
    line: int
    minus: Ints
    parts: Ints
    late: bool


def settle_returns(stack: Stack, line: Ints, wide: Wide) -> Wide:
    """Settle quantity, amount and stage of lines with returns; the field `back` is what is still away, in 1/10,000.

    The quantity of a line is what it is to another system: as it was sent, less what came back, or with the parts that
    came back. If it is none of these nothing is known of the return, and the quantity differs.
    """
    found = list(_returns(stack, line, wide))
    fields = {**wide.fields, "back": np.zeros(wide.count.shape, np.int64)}
    fields |= {name: wide[name].copy() for name in ("stage", *SUM_FIELDS) if found}
    for one in found:
        at = (one.system, one.line)
        change, back = _settled(one, wide)
        for name, value in zip(SUM_FIELDS, change.tolist(), strict=True):
            fields[name][at] += value if fields[name][at] != MISSING else 0
        fields["back"][at] = back
        if back and back >= fields["quantity"][at]:
            fields["stage"][at] = RETURNED
    return replace(wide, fields=fields)


def _settled(one: Returns, wide: Wide) -> tuple[Ints, int]:
    """Return by how much the sums change, and what is still away."""
    others = set(np.delete(wide["quantity"][:, one.line], one.system).tolist())
    sent, nothing = int(wide["quantity"][one.system, one.line]), np.zeros(len(SUM_FIELDS), np.int64)
    everything = one.minus + one.parts
    if sent in others:
        return nothing, int((everything if one.late else one.minus)[0])
    if sent - everything[0] in others:
        return -everything, 0
    if one.parts[0] and sent + one.parts[0] in others:
        return one.parts, int(everything[0])
    return nothing, 0


def _returns(stack: Stack, line: Ints, wide: Wide) -> Iterator[Returns]:
    """Yield what came back of lines of which the same system has living rows too."""
    system, quantity, stage = (stack.column(name) for name in ("system", "quantity", "stage"))
    dead = is_dead(quantity, stage)
    taken = np.flatnonzero(dead & ((quantity < 0) | (stage == RETURNED)) & (quantity != MISSING))
    if not len(taken):
        return
    cell = system * wide.lines + line
    living = np.flatnonzero(~dead & np.isin(cell, cell[taken]))
    moved = pd.Series(stack.column("updated_at")[living]).groupby(cell[living]).max().to_dict()
    for at, rows in pd.Series(taken).groupby(cell[taken]):
        if at in moved:
            minus = rows[(quantity[rows] < 0)].to_numpy()
            parts = rows[(quantity[rows] >= 0)].to_numpy()
            late = len(parts) > 0 and int(stack.column("updated_at")[parts].max()) > moved[at]
            yield Returns(int(at) // wide.lines, int(at) % wide.lines, _sums(stack, minus), _sums(stack, parts), late)


def _sums(stack: Stack, rows: Ints) -> Ints:
    values = np.array([stack.column(name)[rows] for name in SUM_FIELDS], np.int64).reshape(len(SUM_FIELDS), -1)
    return np.asarray(np.abs(np.where(values == MISSING, 0, values)).sum(1))
