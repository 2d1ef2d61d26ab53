"""Where the rows of a code stand, without searching all rows for each code."""

from __future__ import annotations

import numpy as np

from reconcile.cells import Ints


class Groups:
    """Positions by code: `Groups(codes).rows(code)` are the positions of `code`, in order."""

    def __init__(self, codes: Ints) -> None:
        self._order = np.argsort(codes, kind="stable")
        self._least = int(codes.min(initial=0))
        ends = np.cumsum(np.bincount(codes - self._least)) if len(codes) else np.zeros(0, np.int64)
        self._ends = np.ascontiguousarray(ends, np.int64).data

    def rows(self, code: int) -> tuple[int, ...]:
        """Return the positions that bear `code`."""
        at = code - self._least
        if not 0 <= at < len(self._ends):
            return ()
        return tuple(self._order[self._ends[at - 1] if at else 0 : self._ends[at]].tolist())


class Families:
    """Rows by line as each line was matched by itself (`own`), before lines that went out as one were joined (`whole`).

    A system that an own line lacks has it in the row of them all.
    """

    def __init__(self, own: Ints, whole: Ints, system: Ints) -> None:
        self._own, self._whole, self._system = Groups(own), Groups(whole), system
        self._names, self._wholes = own, whole

    def rows(self, line: int) -> tuple[int, ...]:
        """Return the rows of an own line, in order."""
        mine = self._own.rows(line)
        every = self._whole.rows(int(self._wholes[mine[0]]))
        if len(every) == len(mine):
            return mine
        there = {int(self._system[row]) for row in mine}
        return tuple(sorted((*mine, *(row for row in every if int(self._system[row]) not in there))))

    def of(self, row: int) -> tuple[int, ...]:
        """Return the rows of the own line that a row is on."""
        return self.rows(int(self._names[row]))
