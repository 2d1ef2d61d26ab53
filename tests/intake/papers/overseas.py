"""Western orders to factories abroad: years of two digits first, two companies in a head and none with a label."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tests.intake.papers.goods import (
    HARBOR,
    HEAD,
    LINES,
    SUNRISE,
    TOTAL,
    TRUTH,
    Said,
    columns_of,
    goods,
    headed,
)
from tests.intake.papers.kit import Paper, Part, Pen, beside, parts, text

NUMBER, ISSUED, DUE, CURRENCY, BUYER, SELLER = HEAD


# ── dates ────────────────────────────────────────────────────────────────────────────────────────────────────────

_DUE_DAYS = (date(2027, 3, 4), date(2027, 3, 18), date(2027, 4, 22))
_DATED = {**TRUTH, "issue_date": date(2027, 1, 8), "requested_date": None,
          "lines": tuple(one._replace(requested_date=day) for one, day in zip(LINES, _DUE_DAYS, strict=True))}  # fmt: skip


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
        {**_DATED, "issue_date": date(2027, 1, 25), "lines": _DATED["lines"]},
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
