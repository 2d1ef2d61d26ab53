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
