"""What a typed cell is: int64 throughout, money and quantity in 1/10,000, dates in days, moments in seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
MISSING = int(np.iinfo(np.int64).min)
EPOCH = datetime(1970, 1, 1)
SCALE = 10_000


@dataclass(frozen=True)
class Typed:
    """A typed column, the positions of the texts that could not be read, and how many lost digits beyond the fourth."""

    values: Ints
    unreadable: tuple[int, ...]
    rounded: int = 0


def day_text(days: int) -> str:
    """Write a cell's day as 2026-03-04; "" for none."""
    return "" if days == MISSING else (EPOCH + timedelta(days=days)).date().isoformat()


def moment_of(seconds: int, zone: tzinfo | None) -> datetime:
    """Return the moment of a cell, which counts in the local time of `zone`."""
    return (EPOCH + timedelta(seconds=seconds)).replace(tzinfo=zone)


def scaled(number: object) -> int:
    """Turn a number into whole 1/10,000."""
    return int((Decimal(str(number)) * SCALE).to_integral_value())


def plain(value: int | None) -> str:
    """Write whole 1/10,000 as a plain decimal string without needless zeros; "" for nothing."""
    if value is None or value == MISSING:
        return ""
    text = format(Decimal(int(value)) / SCALE, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
