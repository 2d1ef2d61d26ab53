"""Orders as Polish, Italian, Brazilian, Indian and Canadian buyers send them: their words beside English ones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.intake.papers.goods import (
    COLUMNS,
    HARBOR,
    HEAD,
    ROWS,
    SUNRISE,
    TRUTH,
    Said,
    goods,
    headed,
    order,
)
from tests.intake.papers.kit import Paper, beside, head, table, text, title, totals

NUMBER, ISSUED, DUE, CURRENCY, BUYER, SELLER = HEAD
_ASHBY = "Ashby Valves Pvt. Ltd."


def _titled(words: str, *said: tuple[str, str]) -> Paper:
    return order(title=title(words), head=head(said or HEAD[1:]))


def _noted(note: str) -> Paper:
    """Print the order without a day of delivery in its head, and this sentence below its total."""
    return order(text(note), head=head((NUMBER, ISSUED, CURRENCY, BUYER, SELLER)))


ABROAD: dict[str, Said] = {
    "a title of two languages before its number": (
        TRUTH,
        _titled("Zamówienie do dostawcy / Purchase order nr 4500017432"),
    ),
    "an Italian title that is the number's label": (
        TRUTH,
        headed(("Ordine a fornitore n.", "4500017432"), *HEAD[1:], title=title("Ordine a fornitore")),
    ),
    "an import order of exporter and importer": (
        TRUTH,
        _titled(
            "Import Purchase Order No. 4500017432", ISSUED, DUE, CURRENCY, ("Importer", HARBOR), ("Exporter", SUNRISE)
        ),
    ),
    "goods to be shipped not later than a day": (
        TRUTH,
        headed(NUMBER, ISSUED, ("Shipment", "not later than March 4th, 2026"), CURRENCY, BUYER, SELLER),
    ),
    "an Italian title over its number": (
        TRUTH,
        order(
            title=table(("Ordine a fornitore N.", "Data", "Pag."), [("4500017432", "2026-01-08", "1/1")]),
            head=head(HEAD[2:]),
        ),
    ),
    "goods wanted on or before a day": (
        TRUTH,
        headed(NUMBER, ISSUED, ("Delivery", "on/before 4 March 2026"), *HEAD[3:]),
    ),
    "a label behind a sentence": (
        TRUTH,
        _noted("Vi preghiamo di fornire quanto segue. Consegna richiesta: 2026-03-04"),
    ),
    "a Canadian label of two languages": (
        TRUTH,
        headed(NUMBER, ("Date (AAAA-MM-JJ)", "2026-01-08"), ("Requis / Required", "2026-03-04"), *HEAD[3:]),
    ),
    "a name with its year of accounts": (
        {**TRUTH, "buyer": _ASHBY},
        headed(*HEAD[:4], ("Buyer", f"{_ASHBY} - (2026-27)"), SELLER),
    ),
    "Canadian taxes of nothing": (
        {**TRUTH, "tax_total": Decimal(0)},
        order(
            total=totals(
                ("Sous-total", "1,598.00"), ("TPS / GST", "0.00"), ("TVQ / QST", "0.00"), ("Total EUR", "1,598.00")
            )
        ),
    ),
    "amounts in the local currency": (TRUTH, order(items=goods(ROWS, (*COLUMNS[:6], "Total (LC)"), right=[3, 5, 6]))),
    "a place and day above all": (
        TRUTH,
        order(head=head((NUMBER, *HEAD[2:])), before=[text("Gdynia, 2026-01-08", x=380, gap=16)]),
    ),
    "a place and day beside a brand": (
        TRUTH,
        order(head=head((NUMBER, *HEAD[2:])), before=[beside(text("HARBOR"), text("Gdynia, 2026-01-08"), x=380)]),
    ),
    "a day on which it was raised": (
        {**TRUTH, "issue_date": date(2026, 1, 8)},
        headed(NUMBER, ("Raised", "8 January 2026"), *HEAD[2:]),
    ),
}

ABROAD_HELD: dict[str, tuple[str, Paper]] = {
    "two numbers under a title of two languages": (
        "field-ambiguous",
        order(title=title("Zamówienie do dostawcy / Purchase order nr 4500017439")),
    ),
    "terms that say a day and more": (
        "date-unreadable",
        headed(NUMBER, ISSUED, ("Shipment", "half on March 4th, 2026 and half later"), CURRENCY, BUYER, SELLER),
    ),
    "a day behind a label we do not know": (
        "date-unreadable",
        order(text("Si prega di confermare. Scade: 2026-03-04"), head=head((NUMBER, ISSUED, CURRENCY, BUYER, SELLER))),
    ),
    "a place and day near what may name them": (
        "date-unreadable",
        order(head=head((NUMBER, *HEAD[2:])), before=[beside(text("Stan na"), text("Gdynia, 2026-01-08"), x=120)]),
    ),
    "taxes that are not in the total": (
        "total-disagrees",
        order(total=totals(("Sous-total", "1,598.00"), ("TPS", "79.90"), ("TVQ", "159.40"), ("Total EUR", "1,600.00"))),
    ),
}
