"""Where the rows of a code stand, without searching all rows for each code."""

from __future__ import annotations

import numpy as np

from reconcile.cells import Ints


class Groups:
    """Positions by code: `Groups(codes).rows(code)` are the positions of `code`, in order."""

    def __init__(self, codes: Ints) -> None:
        self._order = np.argsort(codes, kind="stable")
        self._sorted = codes[self._order]

    def rows(self, code: int) -> tuple[int, ...]:
        """Return the positions that bear `code`."""
        start, end = np.searchsorted(self._sorted, [code, code + 1])
        return tuple(self._order[start:end].tolist())
