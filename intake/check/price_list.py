"""What an item costs a customer: the valid row of the price list, in the unit, base and tax basis of the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from orders.masters import Price, valid

MOST_PLACES = 6


@dataclass(frozen=True)
class Asked:
    """What a printed price refers to.

    `factor`: the item's own units in one printed unit; `base`: printed units the price is for;
    `tax_rate` as a fraction (0.13), None if nobody knows it.
    """

    quantity: Decimal
    currency: str | None
    day: date
    factor: Decimal = Decimal(1)
    base: Decimal = Decimal(1)
    tax_rate: Decimal | None = None


def price_rows(prices: Sequence[Price], asked: Asked) -> tuple[Price, ...]:
    """Return the rows that hold: the currency, the day, the highest quantity step reached, the newest start.

    More than one row is left only where the master itself says two things.
    """
    rows = [row for row in prices if _holds(row, asked)]
    step = max((row.minimum_quantity or Decimal(0) for row in rows), default=Decimal(0))
    rows = [row for row in rows if (row.minimum_quantity or Decimal(0)) == step]
    newest = max((row.valid_from or date.min for row in rows), default=date.min)
    return tuple(row for row in rows if (row.valid_from or date.min) == newest)


def _holds(row: Price, asked: Asked) -> bool:
    reached = row.minimum_quantity is None or row.minimum_quantity <= asked.quantity * asked.factor
    return (
        reached
        and row.currency in (asked.currency, row.currency if asked.currency is None else None)
        and valid(row.valid_from, row.valid_to, asked.day)
    )


def expected(row: Price, asked: Asked, includes_tax: bool, printed: Decimal | None = None) -> Decimal | None:
    """Return the row's price as the paper should print it; None if the tax rate is needed and unknown.

    Rounded half up to the finer of the list's digits and the printed price's.
    """
    exact = Fraction(row.unit_price) / Fraction(row.price_base_quantity or 1) * Fraction(asked.factor * asked.base)
    places = max(_places(exact, row.unit_price), _digits(printed) if printed is not None else 0)
    if includes_tax != row.includes_tax:
        if asked.tax_rate is None:
            return None
        share = 1 + Fraction(asked.tax_rate)
        exact = exact * share if includes_tax else exact / share
    return _rounded(exact, places)


def _places(exact: Fraction, listed: Decimal) -> int:
    """Return how many places the list's price has once it is for the printed unit: 0.4746 from 47.46 per 100."""
    for places in range(_digits(listed), MOST_PLACES):
        if (exact * 10**places).denominator == 1:
            return places
    return MOST_PLACES if exact.denominator != 1 else _digits(listed)


def _digits(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _rounded(exact: Fraction, places: int) -> Decimal:
    scaled = exact * 10**places
    whole = (Decimal(scaled.numerator) / Decimal(scaled.denominator)).quantize(Decimal(1), ROUND_HALF_UP)
    return whole.scaleb(-places)
