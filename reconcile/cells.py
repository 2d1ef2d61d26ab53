"""What a typed cell is: int64 throughout, money and quantity in 1/10,000, dates in days, moments in seconds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
MISSING = int(np.iinfo(np.int64).min)


@dataclass(frozen=True)
class Typed:
    """A typed column, the positions of the texts that could not be read, and how many lost digits beyond the fourth."""

    values: Ints
    unreadable: tuple[int, ...]
    rounded: int = 0
