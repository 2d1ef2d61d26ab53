"""Adding up as an accountant does: which printed sum is which of the lines, charges and taxes above it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate, product

from intake.extract.sums.totals import LOOSE, Printed
from orders.values import NumberStyle, parse_number

ZERO = Decimal(0)
COLUMNS = ("line_amount", "quantity", "tax_amount", "net_amount", "gross_amount")
Place = tuple[int, float]


@dataclass(frozen=True)
class Added:
    """One order line's numbers by column, and where it stands: page and y."""

    place: Place
    numbers: Mapping[str, Decimal]


@dataclass
class Reckoning:
    """The lines in reading order and the printed sums among and below them, each with its value."""

    rows: Sequence[Added]
    sums: Sequence[tuple[Printed, Decimal]]
    marks: list[int] = field(default_factory=lambda: [0])  # rows at which a proved subtotal or a page begins anew

    def __post_init__(self) -> None:
        self._places = sorted(row.place for row in self.rows)
        self._upto = {name: [ZERO, *accumulate(row.numbers.get(name, ZERO) for row in self.rows)] for name in COLUMNS}

    def above(self, printed: Printed) -> int:
        """Return how many lines stand before a printed sum."""
        return bisect_left(self._places, printed.place)

    def total(self, column: str = "line_amount") -> Decimal:
        return self._sum(column, 0, len(self.rows))

    def closing(self) -> list[tuple[Printed, Decimal]]:
        """Return the sums below the last line."""
        return [(one, value) for one, value in self.sums if self.above(one) == len(self.rows)]

    def unexplained(self) -> Iterator[Printed]:
        """Yield every sum that is none of the lines above it: a total misprinted, a line lost, a number unknown.

        Charges and taxes explain themselves by their label; the order's arithmetic says whether they close.
        """
        self.marks = [0, *(i for i, (a, b) in enumerate(self._pairs(), 1) if a.place[0] != b.place[0])]
        for one, value in self.sums:
            count = self.above(one)
            if one.group == "charges" or one.name in ("tax_total", LOOSE):
                continue
            if value in self._parts(one, count) or value in self._states(one):
                self.marks.append(count)
            else:
                yield one

    def beside(self, payable: Decimal | None) -> Iterator[Printed]:
        """Yield the amounts without a label that stand in one line with the total and are none of the lines or sums."""
        totals = [one for one, value in self.sums if value == payable and self.above(one) == len(self.rows)]
        labelled = {ZERO, payable, *(value for one, value in self.sums if one.group)}
        for loose, value in self.sums:
            near = [one for one in totals if one.page is loose.page and abs(one.place[1] - loose.place[1]) < 2]
            if near and loose.name == LOOSE and value not in labelled | self._parts(loose, len(self.rows)):
                yield loose

    def _pairs(self) -> Iterator[tuple[Added, Added]]:
        return zip(self.rows, self.rows[1:], strict=False)

    def _sum(self, column: str, start: int, end: int) -> Decimal:
        return self._upto[column][end] - self._upto[column][start]

    def _parts(self, one: Printed, count: int) -> set[Decimal]:
        """Return the sums of the lines from any mark down to a printed sum, of each column that can be meant."""
        counted = one.name == "quantity_total" or one.column == "quantity"
        names = ("quantity",) if counted else tuple(name for name in COLUMNS if name != "quantity")
        return {self._sum(name, mark, count) for name in names for mark in self.marks if mark < count}

    def _states(self, one: Printed) -> set[Decimal]:
        """Return what the lines come to with the charges, taxes, rounding and payments printed so far, or with all."""
        count = self.above(one) or len(self.rows)
        if one.name == "quantity_total" or (0 < self.above(one) < len(self.rows) and not self._named("charges", one)):
            return set()
        charges = {ZERO, *(self.charged(limit) for limit in (one, None))}
        taxes = {ZERO, self.total("tax_amount"), *(self._taxed(limit) for limit in (one, None))}
        rounding = {ZERO, self.rounding()}
        paid = {ZERO, abs(self._of("prepaid"))}
        base = self._sum("line_amount", 0, count)
        return {base + c + t + r - p for c, t, r, p in product(charges, taxes, rounding, paid)}

    def _named(self, group: str, limit: Printed | None) -> list[tuple[Printed, Decimal]]:
        return [(o, v) for o, v in self.sums if o.group == group and (limit is None or o.place < limit.place)]

    def charged(self, limit: Printed | None = None) -> Decimal:
        """Return what charges and allowances come to, those printed before a sum or all."""
        return sum((signed(one, value) for one, value in self._named("charges", limit)), ZERO)

    def _taxed(self, limit: Printed | None) -> Decimal:
        return sum((v for one, v in self._named("totals", limit) if one.name == "tax_total"), ZERO)

    def rounding(self) -> Decimal:
        """Return what the total was rounded by."""
        return self._of("rounding")

    def _of(self, name: str) -> Decimal:
        return sum((value for one, value in self.sums if one.name == name), ZERO)


def signed(one: Printed, value: Decimal) -> Decimal:
    """Return what a charge adds (+) or an allowance takes off (-); payments and rounding are not among them."""
    if one.name == "allowance":
        return -abs(value)
    return value if one.name == "charge" else ZERO


def values(printed: Sequence[Printed], style: NumberStyle) -> list[tuple[Printed, Decimal]]:
    """Read the sums' numbers in the paper's style; what is none in it is left out."""
    read = [(one, parse_number(one.number.text, style)) for one in printed]
    return [(one, value) for one, value in read if value is not None]
