"""Heads that leave a field open, by the finding that says so."""

from __future__ import annotations

from tests.intake.papers.goods import BARE_COLUMNS, BARE_HEAD, HARBOR, HEAD, bare_listing, goods, headed, order
from tests.intake.papers.goods import BARE_ROWS as ITEMS
from tests.intake.papers.kit import Paper, head, new_page, parts, text, title, turned

NUMBER, ISSUED, DUE, CURRENCY, BUYER, SELLER = HEAD
LETTERHEAD = text(HARBOR, size=13)
UNNAMED = parts(head(BARE_HEAD[1:]), goods(ITEMS, BARE_COLUMNS))
TWO_TITLES = (title("Purchase Order 4500017432"), UNNAMED, new_page, title("Purchase Order 4500017433"), UNNAMED)

HEADS: dict[str, dict[str, Paper]] = {
    "field-ambiguous": {
        "two issue dates": headed(NUMBER, ISSUED, ("Issued", "2026-01-12"), *HEAD[2:]),
        "number in groups": headed(("PO Number", "4500 017 432"), *HEAD[1:]),
        "letter group first": headed(("PO Number", "A 2026 0117"), *HEAD[1:]),
        "release behind the number": headed(("PO Number", "4500017432 / 3"), *HEAD[1:]),
        "two order numbers": headed(("PO Number", "4711-A, 4711-B"), *HEAD[1:]),
        "number broken in its box": headed(("PO Number", "PO-2026-0417\n-HARBOR-0032"), *HEAD[1:], style="grid"),
        "the buyer is no known person": headed(*HEAD[:4], ("Buyer", "Target Stores"), SELLER, before=[LETTERHEAD]),
        "end customer": headed(*HEAD[:4], ("Customer", "Rhein (end customer)"), SELLER, before=[LETTERHEAD]),
        "two delivery dates": headed(NUMBER, ISSUED, (DUE[0], "2026-03-04 (half), 2026-05-06 (rest)"), *HEAD[3:]),
        "a day in a sentence and another": headed(*HEAD, before=[text("We require delivery by 2026-03-18.")]),
        "second number in a title": Paper(TWO_TITLES),
    },
    "date-ambiguous": {
        "day or month": headed(NUMBER, ("PO Date", "08/01/26"), ("Delivery Date", "04/03/26"), *HEAD[3:]),
    },
    "date-unreadable": {
        "a week": headed(NUMBER, ISSUED, (DUE[0], "WK32"), *HEAD[3:]),
        "a month": headed(NUMBER, ISSUED, (DUE[0], "July"), *HEAD[3:]),
        "a day without its year": headed(NUMBER, ISSUED, ("Delivery", "4 March"), *HEAD[3:]),
        "letter torn in a word": headed(NUMBER, ("Dated", "Ma y 12, 2026"), *HEAD[2:]),
        "not before a day": headed(
            NUMBER, ISSUED, *HEAD[3:], before=[text("Please do not deliver before 2026-03-04.")]
        ),
        "a part by a day": headed(NUMBER, ISSUED, *HEAD[3:], before=[text("Partial delivery by 2026-03-04.")]),
        "a date under an unknown label": headed(NUMBER, ("Tilauspäivä", "2026-01-08"), *HEAD[2:]),
        "two dates under unknown labels": order(
            head=parts(
                head((NUMBER, *HEAD[2:])), head((("Angelegt", "2026-01-08"), ("Gedruckt", "2026-01-09")), "above")
            )
        ),
    },
    "readings-differ": {},
    "text-beside": {
        "stamp over the paper": order(before=[turned("CANCELLED")]),
        "stamp in Chinese": order(before=[turned("作废")]),
    },
    "order-number-missing": {
        "number under an unknown label": headed(("Tilausnumero", "4500017432"), *HEAD[1:]),
    },
    "order-revised": {
        "revision": headed(*HEAD, ("Revision", "2")),
    },
    "line-incomplete": {
        "one row without its date": bare_listing(
            [(*ITEMS[0], "2026-03-18"), (*ITEMS[1], ""), (*ITEMS[2], "2026-03-18")],
            (*BARE_COLUMNS, "Delivery Date"),
        ),
    },
}
