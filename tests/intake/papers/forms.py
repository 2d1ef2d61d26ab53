"""Orders whose lines are printed as the forms of ERPs print them, and papers that only look like them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from tests.intake.papers.goods import COLUMNS, ROWS, TRUTH, Said, goods, line, listing, order
from tests.intake.papers.kit import Paper, totals

BASED = (
    line("A-1001", "100", "pcs", "1250", "1250", base="100"),
    line("B-2002", "40", "pcs", "3.20", "128.00"),
    line("C-3003", "250", "pcs", "880", "220.00", base="1000"),
)


def _prices(*prices: str) -> list[Sequence[str]]:
    return [(*row[:5], price, row[6]) for row, price in zip(ROWS, prices, strict=True)]


FORMS: Mapping[str, Said] = {
    "prices per C and M": ({**TRUTH, "lines": BASED}, order(items=goods(_prices("1250.00 /C", "3.20", "880.00 /M")))),
    "prices per quantity": (
        {**TRUTH, "lines": BASED},
        order(items=goods(_prices("1250.00 / 100 pcs", "3.20 /1 pcs", "880.00 per 1,000 pcs"))),
    ),
    "a price per metre": (
        {**TRUTH, "payable_total": Decimal(440), "lines": (line("A-1001", "100", "m", "4.40", "440.00"),)},
        order(
            items=goods([("1", "A-1001", "Cable", "100", "m", "4.40 /M", "440.00")]),
            total=totals(("Total EUR", "440.00")),
        ),
    ),
}
FORMS_HELD: Mapping[str, tuple[str, Paper]] = {
    "a letter behind a price that no amount explains": (
        "number-unexplained",
        listing([(*row[:5], f"{row[5]} /C") for row in ROWS], COLUMNS[:6]),
    ),
    "a price to be advised": ("line-incomplete", order(items=goods(_prices("12.50", "TBA", "0.88")))),
}
