"""Orders whose lines are printed as the forms of ERPs print them, and papers that only look like them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from tests.intake.papers.goods import COLUMNS, LINES, ROWS, TRUTH, Said, goods, line, listing, order
from tests.intake.papers.kit import Paper, Part, Pen, totals

BASED = (
    line("A-1001", "100", "pcs", "1250", "1250", base="100"),
    line("B-2002", "40", "pcs", "3.20", "128.00"),
    line("C-3003", "250", "pcs", "880", "220.00", base="1000"),
)


def _prices(*prices: str) -> list[Sequence[str]]:
    return [(*row[:5], price, row[6]) for row, price in zip(ROWS, prices, strict=True)]


DATED = tuple(each._replace(requested_date=date(2026, 4, 18)) for each in LINES)
TWO = ("Line", "Part Number / Description", "Qty", "Unit", "Unit Price", "Amount")
NO_UNIT = (*COLUMNS[:4], *COLUMNS[5:])
INSIDE = (COLUMNS[0], *COLUMNS[2:])


def _below(*, delivered: str = "", revision: str = "", second: str = "") -> list[Sequence[str]]:
    """The rows under one heading for code and description, fields below them."""
    said = "\nDelivery: {} {} on 08 Apr 2026" if delivered else ""
    return [
        (
            row[0],
            f"{row[1]}{revision}\n{row[2]}\nMATL: 7050-T7451{said.format(delivered or row[3], row[4])}{second}",
            *row[3:],
        )
        for row in ROWS
    ]


def _scheduled(*below: str) -> Part:
    """The rows with lines of text under them that begin under the code, as wide as they are."""
    cell = "\n" * len(below)
    table = goods([(*row[:2], f"{row[2]}{cell}", *row[3:]) for row in ROWS], style="plain")

    def draw(pen: Pen) -> None:
        top = pen.y + 8 + pen.line + 10
        for row in ROWS:
            for index, words in enumerate(below, 1):
                pen.write(pen.x + 40, top + 5 + index * pen.line, words.format(row[3]))
            top += (len(below) + 1) * pen.line + 10
        table(pen)

    return draw


def _inside(write: Callable[[str, str], str]) -> Part:
    """The rows without a column of codes."""
    return goods([(row[0], write(row[1], row[2]), *row[3:]) for row in ROWS], INSIDE)


FORMS: Mapping[str, Said] = {
    "prices per C and M": ({**TRUTH, "lines": BASED}, order(items=goods(_prices("1250.00 /C", "3.20", "880.00 /M")))),
    "prices per quantity": (
        {**TRUTH, "lines": BASED},
        order(items=goods(_prices("1250.00 / 100 pcs", "3.20 /1 pcs", "880.00 per 1,000 pcs"))),
    ),
    "units, currencies and times of day on a second line": (
        {**TRUTH, "lines": DATED},
        order(
            items=goods(
                [(*row[:3], f"{row[3]}.00\n{row[4]}", row[5], f"{row[6]}\n€", "18/04/2026\n12:00:00") for row in ROWS],
                (*NO_UNIT, "Date Req."),
            )
        ),
    ),
    "what a price is for on a second line": (
        {**TRUTH, "lines": BASED},
        order(items=goods(_prices("1250.00\nper 100 pcs", "3.20", "880.00\n/1000 pcs"))),
    ),
    "a code in brackets": (TRUTH, order(items=_inside(lambda code, name: f"[{code}] {name}"))),
    "a labelled code below": (TRUTH, order(items=_inside(lambda code, name: f"{name}\nSKU: {code}"))),
    "code and description under one heading": (TRUTH, order(items=goods(_below(), TWO))),
    "a revision behind the code": (
        TRUTH,
        order(items=goods(_below(revision=" REV D"), TWO)),
    ),
    "a schedule below each item": (
        {**TRUTH, "lines": tuple(each._replace(requested_date=date(2026, 4, 18)) for each in LINES)},
        order(items=_scheduled("Rel 1 Due Date: 2026-04-18 Quantity: {} Ship Via: UPS GROUND")),
    ),
    "a sentence below an item": (TRUTH, order(items=_scheduled("Certificate of conformance required with shipment"))),
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
    "two prices in one cell": ("number-unexplained", order(items=goods(_prices("12.50\n13.00", "3.20", "0.88")))),
    "a code in brackets that is missing once": (
        "line-incomplete",
        order(items=_inside(lambda code, name: name if code == "B-2002" else f"[{code}] {name}")),
    ),
    "the same in brackets everywhere": ("line-incomplete", order(items=_inside(lambda code, name: f"[DIN933] {name}"))),
    "a part of the quantity delivered": ("number-unexplained", order(items=goods(_below(delivered="20"), TWO))),
    "a schedule over a part of the quantity": (
        "number-unexplained",
        order(items=_scheduled("Rel 1 Due Date: 2026-04-18 Quantity: 15 Ship Via: UPS GROUND")),
    ),
    "two schedules below one item": (
        "number-unexplained",
        order(items=_scheduled("Rel 1 Due Date: 2026-04-18 Quantity: {}", "Rel 2 Due Date: 2026-05-18 Quantity: {}")),
    ),
    "the rest of a code below it": (
        "code-wrapped",
        order(items=goods([(row[0], f"{row[1]}\nREV D", *row[2:]) for row in ROWS], style="plain")),
    ),
    "two deliveries below": (
        "number-unexplained",
        order(items=goods(_below(second="\nDelivery: 2026-04-08\nDelivery: 2026-05-08"), TWO)),
    ),
    "a price to be advised": ("line-incomplete", order(items=goods(_prices("12.50", "TBA", "0.88")))),
}
