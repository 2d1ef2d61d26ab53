"""Working days: the master's rows decide, a day without a row works Monday to Friday."""

from datetime import date, timedelta

import pytest

from orders.masters import Calendar
from orders.working_days import ahead, back, nearest_working_day, working_day_after, working_day_before

# 1 to 5 May 2026 are off, Saturday 9 May is worked for them
MAY = Calendar({date(2026, 5, day): day == 9 for day in (1, 2, 3, 4, 5, 9)})
NEVER = Calendar({date(2026, 1, 1) + timedelta(day): False for day in range(4000)})


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [(6, 6, 6), (9, 9, 9), (10, 9, 11), (16, 15, 18)],
)
def test_a_day_that_works_is_itself(day: int, before: int, after: int) -> None:
    assert working_day_before(date(2026, 5, day), MAY) == date(2026, 5, before)
    assert working_day_after(date(2026, 5, day), MAY) == date(2026, 5, after)


@pytest.mark.parametrize(
    ("day", "count", "wanted"),
    [
        (date(2026, 4, 30), 0, date(2026, 4, 30)),
        (date(2026, 4, 30), 1, date(2026, 5, 6)),
        (date(2026, 4, 30), 4, date(2026, 5, 9)),
        (date(2026, 5, 10), 0, date(2026, 5, 11)),
        (date(2026, 5, 10), 1, date(2026, 5, 12)),
    ],
)
def test_ahead_rolls_on_to_a_working_day_first(day: date, count: int, wanted: date) -> None:
    assert ahead(day, count, MAY) == wanted


def test_back_is_the_way_ahead_came() -> None:
    assert back(date(2026, 5, 9), 4, MAY) == date(2026, 4, 30)
    assert back(date(2026, 5, 10), 1, MAY) == date(2026, 5, 8)


@pytest.mark.parametrize(
    ("day", "today", "nearest"),
    [
        (date(2026, 5, 1), date(2026, 4, 1), date(2026, 4, 30)),
        (date(2026, 5, 3), date(2026, 4, 1), date(2026, 4, 30)),
        (date(2026, 5, 1), date(2026, 5, 1), date(2026, 5, 6)),
        (date(2026, 5, 10), date(2026, 5, 1), date(2026, 5, 9)),
    ],
)
def test_nearest_is_never_in_the_past(day: date, today: date, nearest: date) -> None:
    assert nearest_working_day(day, today, MAY) == nearest


def test_a_calendar_without_a_working_day_gives_no_other_day() -> None:
    assert nearest_working_day(date(2026, 5, 1), date(2026, 5, 1), NEVER) is None
    assert working_day_after(date(2026, 5, 1), NEVER) == date(2026, 5, 1)
