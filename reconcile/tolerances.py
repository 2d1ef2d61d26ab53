"""How far two exports may lie apart: limits of numbers, of days, of hours; every edge is inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reconcile.cells import Ints, plain, scaled
from reconcile.working_days import WorkingDays

NUMBERS = ("quantity", "shipped_quantity", "unit_price", "amount")
CLOCKS = ("status", "stalled")
MOST = int(np.iinfo(np.int64).max)
Bools = NDArray[np.bool_]
Values = Ints | int


@dataclass(frozen=True)
class Limit:
    """How far numbers may lie apart: what any of the four permits is permitted.

    `absolute`, `upper` and `lower` in 1/10,000, `percent` exact and of the larger of both.
    """

    absolute: int = 0
    percent: Decimal = Decimal(0)
    upper: int = 0
    lower: int = 0

    def __str__(self) -> str:
        percent = f"{self.percent.normalize():f} %" if self.percent else ""
        sides = (f"+{plain(self.upper)}" if self.upper else "", f"-{plain(self.lower)}" if self.lower else "")
        absolute = plain(self.absolute) if self.absolute else ""
        return ", ".join(text for text in (absolute, percent, *sides) if text) or "0"

    def permits(self, first: Values, second: Values) -> Bools:
        """Say where `second` may stand beside `first` (both in 1/10,000); `upper` is how far it may lie above."""
        one, other = np.asarray(first), np.asarray(second)
        apart = other - one
        room = np.where(apart > 0, max(self.absolute, self.upper), max(self.absolute, self.lower))
        return np.asarray((np.abs(apart) <= room) | self._in_percent(one, other))

    def _in_percent(self, one: Ints, other: Ints) -> Bools:
        part = Fraction(self.percent) / 100
        larger = np.maximum(np.abs(one), np.abs(other))
        return np.asarray(_times(np.abs(other - one), part.denominator) <= _times(larger, part.numerator), bool)

    def wider(self, other: Limit) -> Limit:
        """Join two limits so that what either permits is permitted."""
        return Limit(
            max(self.absolute, other.absolute),
            max(self.percent, other.percent),
            max(self.upper, other.upper),
            max(self.lower, other.lower),
        )


def _times(values: Ints, factor: int) -> NDArray[Any]:
    """Multiply exactly: as Python's integers where int64 would not hold it."""
    narrow = int(values.max(initial=0)) <= MOST // max(factor, 1)
    return values * factor if narrow else values.astype(object) * factor


@dataclass(frozen=True)
class Days:
    """How many days before and after."""

    earlier: int = 0
    later: int = 0

    def __str__(self) -> str:
        return str(self.later) if self.earlier == self.later else f"-{self.earlier}/+{self.later}"

    def wider(self, other: Days | None) -> Days:
        return Days(max(self.earlier, other.earlier), max(self.later, other.later)) if other else self


@dataclass(frozen=True)
class DayLimit:
    """How far dates may lie apart, in calendar days or, if `working` says so, in working days."""

    calendar: Days = Days()
    working: Days | None = None

    def __str__(self) -> str:
        return str(self.working or self.calendar)

    def permits(self, first: Values, second: Values, week: WorkingDays) -> Bools:
        """Say where the date `second` may stand beside `first`, which was promised first (days since 1970)."""
        one, other = np.asarray(first), np.asarray(second)
        inside = _inside(self.calendar, one - other, other - one)
        if self.working:
            inside |= _inside(self.working, week.back(one, other), week.ahead(one, other))
        return inside

    def most(self) -> int:
        """Return the most calendar days that it can permit, leaving holidays aside."""
        working = max(self.working.earlier, self.working.later) if self.working else 0
        weekends = 2 * -(-working // 5)
        return max(self.calendar.earlier, self.calendar.later, working + weekends)

    def wider(self, other: DayLimit) -> DayLimit:
        """Join two limits so that what either permits is permitted."""
        working = self.working.wider(other.working) if self.working else other.working
        return DayLimit(self.calendar.wider(other.calendar), working)


def _inside(days: Days, before: Ints, after: Ints) -> Bools:
    return np.asarray((before <= days.earlier) & (after <= days.later))


@dataclass(frozen=True)
class Tolerances:
    """The permitted differences of one export; hours for status, `stalled` None = not checked."""

    limits: Mapping[str, Limit] = field(default_factory=dict)
    days: Mapping[str, DayLimit] = field(default_factory=dict)
    status_hours: Decimal = Decimal(0)
    stalled_days: Decimal | None = None

    def limit(self, name: str) -> Limit:
        return self.limits.get(name, Limit())

    def day_limit(self, name: str) -> DayLimit:
        return self.days.get(name, DayLimit())

    def wider(self, other: Tolerances) -> Tolerances:
        """Take the wider tolerance for everything, as the contract says for two exports."""
        stalled = [days for days in (self.stalled_days, other.stalled_days) if days is not None]
        return Tolerances(
            {name: self.limit(name).wider(other.limit(name)) for name in {*self.limits, *other.limits}},
            {name: self.day_limit(name).wider(other.day_limit(name)) for name in {*self.days, *other.days}},
            max(self.status_hours, other.status_hours),
            max(stalled) if stalled else None,
        )


# ── as a mapping writes them ─────────────────────────────────────────────────────────────────────────────────────


def tolerances(given: Mapping[str, Any]) -> Tolerances:
    """Read the `tolerances:` block of a mapping."""
    stalled = _part(given["stalled"], "days") if "stalled" in given else None
    return Tolerances(
        {name: _limit(value) for name, value in given.items() if name in NUMBERS},
        {name: _day_limit(value) for name, value in given.items() if name not in (*NUMBERS, *CLOCKS)},
        _part(given.get("status", 0), "hours"),
        stalled,
    )


def _part(given: object, name: str) -> Decimal:
    return Decimal(str(given.get(name, 0) if isinstance(given, Mapping) else given))


def _limit(given: object) -> Limit:
    if not isinstance(given, Mapping):
        return Limit(absolute=scaled(given))
    absolute, upper, lower = (abs(scaled(given.get(name, 0))) for name in ("absolute", "upper", "lower"))
    return Limit(absolute, Decimal(str(given.get("percent", 0))), upper, lower)


def _day_limit(given: object) -> DayLimit:
    """`earlier` and `later` go before `days`, which is what holds in both directions."""
    both = int(_part(given, "days"))
    if not isinstance(given, Mapping):
        return DayLimit(Days(both, both))
    days = Days(int(given.get("earlier", both)), int(given.get("later", both)))
    return DayLimit(working=days) if given.get("working_days") else DayLimit(days)
