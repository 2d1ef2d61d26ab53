"""Western orders to factories abroad: years of two digits first, two companies in a head and none with a label."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tests.intake.papers.goods import HEAD, LINES, TRUTH, Said, columns_of, goods, headed, order
from tests.intake.papers.kit import Paper, text

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
