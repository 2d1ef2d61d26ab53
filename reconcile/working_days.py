"""Working days between the dates of whole columns; `orders.working_days` says the same of single days."""

from __future__ import annotations

import numpy as np

from orders.masters import MONDAY_TO_FRIDAY, Calendar
from reconcile.cells import EPOCH, Ints

THURSDAY = 3  # 1970-01-01


class WorkingDays:
    """A calendar that counts: Monday to Friday, with its holidays and the weekends that are worked for them."""

    def __init__(self, calendar: Calendar = MONDAY_TO_FRIDAY) -> None:
        first = EPOCH.date()
        odd = sorted(day for day, works in calendar.days.items() if works != MONDAY_TO_FRIDAY.works(day))
        self._odd = np.array([(day - first).days for day in odd], np.int64)
        self._sums = np.cumsum([0, *(1 if calendar.works(day) else -1 for day in odd)])

    def _before(self, days: Ints) -> Ints:
        """Count the working days before each day, from a Monday on."""
        weeks, rest = np.divmod(days + THURSDAY, 7)
        return np.asarray(5 * weeks + np.minimum(rest, 5) + self._sums[np.searchsorted(self._odd, days)])

    def ahead(self, first: Ints, second: Ints) -> Ints:
        """Return how many working days after `first`, rolled on to one that works, `second` is reached."""
        return self._before(second) - self._before(first)

    def back(self, first: Ints, second: Ints) -> Ints:
        """Return how many working days before `first`, rolled back to one that works, `second` is reached."""
        return self._before(first + 1) - self._before(second + 1)
