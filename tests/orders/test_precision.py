"""Rates with their interval: as in the paper's own terms, and for nothing at all."""

from __future__ import annotations

from math import isclose, sqrt

import pytest

from orders.precision import Share, Z


def test_forty_eight_of_fifty() -> None:
    low, high = Share(48, 50).interval
    assert (round(100 * low), round(100 * high)) == (87, 99)


@pytest.mark.parametrize(("right", "judged"), [(1, 2), (3, 10), (380, 381), (1, 1000)])
def test_the_bounds_are_the_rates_from_which_the_observed_one_is_z_errors_away(right: int, judged: int) -> None:
    for bound in Share(right, judged).interval:
        away = abs(right / judged - bound) / sqrt(bound * (1 - bound) / judged)
        assert isclose(away, Z, rel_tol=1e-9)


def test_all_none_and_nothing() -> None:
    assert Share(10, 10).interval[1] == 1.0
    assert Share(0, 10).interval[0] == 0.0
    assert (Share(0, 0).rate, Share(0, 0).interval) == (None, (0.0, 1.0))
