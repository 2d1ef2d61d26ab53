"""Western orders to factories abroad: years of two digits first, two companies in a head and none with a label."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from tests.intake.papers.erp import printed
from tests.intake.papers.goods import (
    COLUMNS,
    COLUMNS_ZH,
    HARBOR,
    HEAD,
    LINES,
    LINES_ZH,
    ROWS,
    ROWS_ZH,
    SUNRISE,
    TOTAL,
    TRUTH,
    TRUTH_ZH,
    Said,
    columns_of,
    goods,
    headed,
    order,
    order_zh,
)
from tests.intake.papers.kit import Paper, Part, Pen, beside, parts, text, totals

NUMBER, ISSUED, DUE, CURRENCY, BUYER, SELLER = HEAD


# ── dates ────────────────────────────────────────────────────────────────────────────────────────────────────────

_DUE_DAYS = (date(2027, 3, 4), date(2027, 3, 18), date(2027, 4, 22))
_DATED_LINES = tuple(one._replace(requested_date=day) for one, day in zip(LINES, _DUE_DAYS, strict=True))
_DATED = {**TRUTH, "issue_date": date(2027, 1, 8), "requested_date": None, "lines": _DATED_LINES}


def _small(issued: str, *due: str, note: str = "") -> Paper:
    """Print the order with dates of two digits each, those of delivery in the rows."""
    rows = [(*row, day) for row, day in zip(columns_of(0, 1, 2, 3, 4, 5, 6), due, strict=True)]
    columns = ("Line", "Part No", "Description", "Qty", "Unit", "Unit Price", "Amount", "Delivery Date")
    said = (NUMBER, ("PO Date", issued), CURRENCY, BUYER, SELLER)
    return headed(*said, items=goods(rows, columns), before=[text(note)] if note else [])


DATES: dict[str, Said] = {
    "years first that begin alike": (_DATED, _small("27-01-08", "27-03-04", "27-03-18", "27-04-22")),
    "years first with strokes": (_DATED, _small("27/01/08", "27/03/04", "27/03/18", "27/04/22")),
    "years first as the paper says": (
        {**_DATED, "lines": tuple(one._replace(requested_date=_DUE_DAYS[0]) for one in LINES)},
        _small("27-01-08", *["27-03-04"] * 3, note="Dates are written YY-MM-DD."),
    ),
    "days first": (_DATED, _small("08-01-27", "04-03-27", "18-03-27", "22-04-27")),
    "days over 20 first": (
        {**_DATED, "issue_date": date(2027, 1, 25)},
        _small("25-01-27", "04-03-27", "18-03-27", "22-04-27"),
    ),
}
DATES_HELD: Mapping[str, tuple[str, Paper]] = {
    "years and days alike": ("date-ambiguous", _small("27-01-08", *["27-03-08"] * 3)),
    "years that lie side by side": ("date-ambiguous", _small("26-12-25", *["26-01-26"] * 3)),
}


# ── companies ────────────────────────────────────────────────────────────────────────────────────────────────────

_ORDERED = (NUMBER, ISSUED, DUE, CURRENCY)
_OURS = (HARBOR, "12 Quay Street", "Bristol BS1 4DJ")
_THEIRS = (SUNRISE, "88 Harbour Road", "315000 Ningbo", "China")
_REGISTERED = f"{HARBOR} · Registered in Cardiff 04417230 · VAT GB 417 2201 88"


def _foot(*lines: str) -> Part:
    """Lines at the foot of the page."""

    def draw(pen: Pen) -> None:
        pen.y = 0.93 * pen.size[1]
        text(*lines, size=7)(pen)

    return draw


def _heads(left: tuple[str, ...], right: tuple[str, ...], *foot: str) -> Paper:
    """Print the order with two blocks of an address side by side and no label over either."""
    return headed(*_ORDERED, before=[beside(text(*left), text(*right))], total=parts(TOTAL, _foot(*foot)))


def _apart(blank: float, *line: str) -> Part:
    """Phrases of one line with `blank` points between them."""

    def draw(pen: Pen) -> None:
        x = pen.x
        for phrase in line:
            x = pen.write(x, pen.y, phrase) + blank
        pen.y += pen.line

    return draw


def _labelled(*lines: Part, letterhead: str = HARBOR) -> Paper:
    return headed(*_ORDERED, before=[text(letterhead), parts(*lines)])


def footed(*foot: str) -> Paper:
    """Print the order with its seller labelled, its buyer in the letterhead, and these lines in the foot."""
    return headed(*_ORDERED, SELLER, before=[text(HARBOR)], total=parts(TOTAL, _foot(*foot)))


_ASKED = f"Buyer: Maren Oduya, maren.oduya@{HARBOR.split()[0].lower()}.example"
COMPANIES: dict[str, Said] = {
    "the buyer registered in the foot": (TRUTH, _heads(_THEIRS, _OURS, _REGISTERED)),
    "the buyer's bank in the foot": (TRUTH, _heads(_THEIRS, _OURS, f"{HARBOR} – IBAN GB29 4417 6016 1331 9268 19")),
    "a number over the seller's name": (TRUTH, _labelled(text("Supplier 300912", *_THEIRS))),
    "a number before the seller's name": (TRUTH, _labelled(_apart(22, "Supplier: SU0017", SUNRISE))),
    "a number behind the seller's name": (TRUTH, _labelled(text(f"Supplier: {SUNRISE} (300912)"))),
    "a short form before the seller's name": (TRUTH, _labelled(text(f"Supplier: SUNSEN - {SUNRISE}"))),
    "a wide blank in the buyer's name": (
        {**TRUTH, "buyer": "HARBOR VALVES (PTY) LTD"},
        headed(*_ORDERED, SELLER, before=[_apart(9, "HARBOR VALVES (PTY)", "LTD")]),
    ),
    "a bill to a department": (
        TRUTH, headed(*_ORDERED, SELLER, ("Bill To", "Accounts Payable, PO Box 7714"), before=[text(HARBOR)]),
    ),
    "a buyer whose mail is the company's": (TRUTH, headed(*_ORDERED, SELLER, before=[text(HARBOR), text(_ASKED)])),
}  # fmt: skip
COMPANIES_HELD: Mapping[str, tuple[str, Paper]] = {
    "nobody in the foot": ("field-ambiguous", _heads(_THEIRS, _OURS)),
    "both in the foot": (
        "field-ambiguous", _heads(_THEIRS, _OURS, _REGISTERED, f"{SUNRISE} · Registered in Ningbo 330200417"),
    ),
    "a bank's account in the foot": (
        "field-ambiguous", _heads(_THEIRS, _OURS, f"Pay to: {SUNRISE} · IBAN CN29 4417 6016 1331 9268 19"),
    ),
    "a buyer with another company's mail": (
        "field-ambiguous",
        headed(*_ORDERED, SELLER, before=[text(HARBOR), text("Buyer: Maren Oduya, maren.oduya@quayside.example")]),
    ),
}  # fmt: skip


# ── items and sums ───────────────────────────────────────────────────────────────────────────────────────────────

_TAXED = {**TRUTH, "tax_total": Decimal("79.90"), "payable_total": Decimal("1677.90"), "prices_include_tax": False}
_SHIPPED = {**TRUTH, "charges": ((True, Decimal("92.00")),), "payable_total": Decimal("1690.00")}
_LESS = {**TRUTH, "charges": ((False, Decimal("47.94")),), "tax_total": Decimal(0), "payable_total": Decimal("1550.06")}


def _remarked(*remarks: str) -> Paper:
    """Print a remark below each item, from the second column on."""
    below = (f"{' ' * 18}{remark}" for remark in remarks)
    return order(items=goods([one for pair in zip(ROWS, below, strict=True) for one in pair]))


_STROKED = ("2210-14", "2210-31", "3087-02")
_LATER = tuple(one._replace(requested_date=date(2026, 3, 18)) for one in LINES)


def _dated_below(said: str) -> Part:
    """Print the day of delivery below each item's price, right under its column."""
    places = (0, 50, 120, 250, 290, 335, 490)
    lines = [list(zip(places, COLUMNS, strict=True))]
    for row in ROWS:
        lines += [list(zip(places, row, strict=True)), [(120, "as drawn"), (337, said)], []]
    return printed(*lines)


def _summed(*sums: tuple[str, str]) -> Paper:
    return order(total=totals(*sums))


def _delivered(said: str) -> Paper:
    return headed(NUMBER, ISSUED, ("Delivery", said), CURRENCY, BUYER, SELLER)


def _free(*cells: str) -> Paper:
    rows = [(*row[:6], cell, row[6]) for row, cell in zip(ROWS, cells, strict=True)]
    return order(items=goods(rows, (*COLUMNS[:6], "GST", "Amount")))


ITEMS: dict[str, Said] = {
    "the week of the order's day below an item": (TRUTH, _remarked("Painted, wk 2610", "Painted", "Painted")),
    "a remark below all items": (TRUTH, _remarked(*["Control plan level 4 on file, see portal"] * 3)),
    "no tax in words": (TRUTH, _free("GST Free", "GST Free", "GST Free")),
    "units in two languages": (
        {**TRUTH_ZH, "lines": tuple(one._replace(unit="件 pcs") for one in LINES_ZH)},
        order_zh(items=goods([(*row[:5], "件 pcs", *row[6:]) for row in ROWS_ZH], COLUMNS_ZH)),
    ),
    "a net amount below the tax": (
        _TAXED, _summed(("Total", "1,598.00"), ("VAT 5%", "79.90"), ("Net Amount", "1,677.90"))
    ),
    "freight and other charges": (_SHIPPED, _summed(("Freight & Misc.", "92.00"), ("Total EUR", "1,690.00"))),
    "a price after discount": (
        _LESS,
        _summed(
            ("Total Price", "1,598.00"), ("Discount 3.00%", "-47.94"), ("Price after discount", "1,550.06"),
            ("VAT", "0.00"), ("Final Price", "1,550.06"),
        ),
    ),
    "a day behind the place of delivery": (
        TRUTH, _delivered("DAP Bristol (Incoterms 2020), at our gate no later than 4 March 2026."),
    ),
    "a label of three words below the sums": (
        TRUTH,
        order(_apart(12, "INVOICES:", f"{HARBOR},", "PO", "Box 60114,", "Harwich", "7711", "CO12", "79711")),
    ),
    "numbers with strokes under No.": (
        {**TRUTH, "lines": tuple(one._replace(code=code) for one, code in zip(LINES, _STROKED, strict=True))},
        order(items=goods([(code, *row[2:]) for row, code in zip(ROWS, _STROKED, strict=True)], ("No.", *COLUMNS[2:]))),
    ),
    "days below the prices": (
        {**TRUTH, "requested_date": None, "lines": _LATER},
        headed(NUMBER, ISSUED, CURRENCY, BUYER, SELLER, items=_dated_below("Del. Date 03/18/2026")),
    ),
    "an article's number with a dash": (TRUTH, order(items=goods(columns=("Line", "Article-No.", *COLUMNS[2:])))),
    "an order value that is net": (
        _SHIPPED, _summed(("Value of goods", "1,598.00"), ("Packing", "92.00"), ("Order value net", "1,690.00")),
    ),
    "a university": (
        {**TRUTH, "buyer": "University of Quayside"},
        headed(*_ORDERED, SELLER, before=[text("University of Quayside"), text("Old Mill, Quayside QY2 7PL")]),
    ),
}  # fmt: skip
ITEMS_HELD: Mapping[str, tuple[str, Paper]] = {
    "another week below an item": ("number-unexplained", _remarked("Painted, wk 2612", "Painted", "Painted")),
    "numbers in remarks that differ": (
        "number-unexplained", _remarked("Ship 10 by air", "Ship 20 by air", "Ship 30 by air"),
    ),
    "a net amount that does not close": (
        "total-disagrees", _summed(("Total", "1,598.00"), ("VAT 5%", "79.90"), ("Net Amount", "1,667.90")),
    ),
    "units of two kinds": (
        "number-unexplained",
        order_zh(items=goods([(*row[:5], "件 set", *row[6:]) for row in ROWS_ZH], COLUMNS_ZH)),
    ),
    "another day behind the place": (
        "date-unreadable", _delivered("DAP Bristol, in our plant Harwich from 4 March 2026 on"),
    ),
}  # fmt: skip
