"""Working-day arithmetic over the master calendar."""

from __future__ import annotations

from datetime import date, timedelta

from orders.masters import Calendar

FARTHEST = 3660  # days searched for a working day: a calendar without one in ten years is no calendar


def working_day_before(day: date, calendar: Calendar) -> date:
    """Return `day` itself if it works, else the last working day before it; a calendar without any gives `day`."""
    return _nearest(day, calendar, -1)


def working_day_after(day: date, calendar: Calendar) -> date:
    """Return `day` itself if it works, else the first working day after it; a calendar without any gives `day`."""
    return _nearest(day, calendar, 1)


def nearest_working_day(day: date, today: date, calendar: Calendar) -> date | None:
    """Return the working day nearest to `day` and not before today, the earlier of two as near; None: there is none."""
    for distance in range(FARTHEST):
        for candidate in (day - timedelta(distance), day + timedelta(distance)):
            if candidate >= today and calendar.works(candidate):
                return candidate
    return None


def back(day: date, count: int, calendar: Calendar) -> date:
    """Return the working day `count` working days before `day` (rolled back to a working day first)."""
    found = working_day_before(day, calendar)
    for _ in range(count):
        found = working_day_before(found - timedelta(1), calendar)
    return found


def ahead(day: date, count: int, calendar: Calendar) -> date:
    """Return the working day `count` working days after `day` (rolled on to a working day first)."""
    found = working_day_after(day, calendar)
    for _ in range(count):
        found = working_day_after(found + timedelta(1), calendar)
    return found


def _nearest(day: date, calendar: Calendar, step: int) -> date:
    found = day
    for _ in range(FARTHEST):
        if calendar.works(found):
            return found
        found += timedelta(step)
    return day
