"""What has changed in the masters by the third night; files that are not here are those of the first."""

from __future__ import annotations

from pathlib import Path

from samples.maker import catalogue, sheets, world

AS_OF = "2026-03-06T20:00:00"
TODAY = "2026-03-06"
NEW_ITEMS = ("CX-PT110-10", "CX-PT080-10")
GTIN_ITEMS = ("CX-PT100-05", "CX-PT100-10", "CX-HT600-R", "DS-LED-420")
DRAWINGS = {"CX-VB800-20": "B"}  # an engineering change: revision A was issued

# accounts on file, credit limits and what is owed by now; all other customers are as they were
ACCOUNTS = {"C001": "6222020200112233445;1202024409900012345", "C003": "3901150009200054321"}
LIMITS = {"C009": ("6000.00", "0.00"), "C010": ("200000.00", "150000.00")}

# the bills that changed: another part from April on, one more cable in the version that holds, one of a new item
BILLS = {
    "CX-PX120-8|V1.0|2024-01-01||RM-COIL-8 1, RM-IC-XTR 1, SA-CBL-02 1, RM-LABEL 1":
    "CX-PX120-8|V1.0|2024-01-01|2026-03-31|RM-COIL-8 1, RM-IC-XTR 1, SA-CBL-02 1, RM-LABEL 1\n"
    "CX-PX120-8|V2.0|2026-04-01||RM-COIL-8 1, RM-IC-XTR 1, CN-M12-4F 1, RM-LABEL 1",
    "CX-LC050-500|V1.0|2025-01-01||RM-STRAIN-350 4, RM-304-BAR 0.8 0.05, SA-CBL-02 1":
    "CX-LC050-500|V1.0|2025-01-01||RM-STRAIN-350 4, RM-304-BAR 0.8 0.05, SA-CBL-02 2",
    "CX-PT090-10|V4.0|2023-01-01||SA-CELL-P1 1, SA-EL-420 1, SA-HSG-01 1":
    "CX-PT090-10|V4.0|2023-01-01||SA-CELL-P1 1, SA-EL-420 1, SA-HSG-01 1\n"
    "CX-PT080-10|V3.0|2021-01-01||SA-CELL-P1 1, SA-EL-420 1, SA-HSG-01 1",
}  # fmt: skip

# customer, sku, price, currency, from, to, smallest quantity: agreed since, beside the list of the year
PRICES = (
    ("C005", "CX-PT100-10", "375.00", "CNY", "2026-01-01", "2026-12-31", ""),
    ("C007", "CX-PT100-05", "380.00", "CNY", "2026-01-01", "2026-12-31", "100"),
    ("C010", "CX-LC050-500", "380.00", "CNY", "2026-03-06", "2026-12-31", ""),
)


def gtin(sku: str) -> str:
    """Return an item's GTIN-13: GS1's prefix for examples, its place among the numbered items, the check digit."""
    body = f"952000000{GTIN_ITEMS.index(sku):03d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return body + str(-total % 10)


def customers() -> dict[str, tuple[str, str]]:
    """Return each customer's credit limit and what it owes by the third night."""
    return {one.customer_id: LIMITS.get(one.customer_id, (one.credit_limit, "0.00")) for one in world.CUSTOMERS}


def customer_rows() -> list[list[str]]:
    """Return the customer master with accounts and the limits of today."""
    header, *rows = world.customer_rows()
    limit = header.index("credit_limit")
    found = [[*header, "bank_accounts"]]
    for row in rows:
        row[limit : limit + 2] = customers()[row[0]]
        found.append([*row, ACCOUNTS.get(row[0], "")])
    return found


def item_rows() -> list[list[str]]:
    """Return the item master with GTINs, the changed drawing and the new items."""
    header, *rows = catalogue.item_rows()
    new = catalogue.items(catalogue.NEW_ITEM_TABLE).values()
    revision = header.index("drawing_revision")
    found = [[*header, "gtin"]]
    for row in [*rows, *(catalogue.item_row(item) for item in new)]:
        row[revision] = DRAWINGS.get(row[0], row[revision])
        found.append([*row, gtin(row[0]) if row[0] in GTIN_ITEMS else ""])
    return found


def bom_rows() -> list[list[str]]:
    """Return the bills with the changes of today."""
    table = catalogue.BOM_TABLE
    for before, after in BILLS.items():
        assert before in table
        table = table.replace(before, after)
    return catalogue.bom_rows(table)


def price_rows() -> list[list[str]]:
    """Return the price list with the new items, a step, a price in another currency and one that rose today."""
    rows = world.price_rows()
    rows += [world.price_row(customer, sku) for customer in world.CUSTOMERS for sku in NEW_ITEMS]
    for customer, sku, amount, currency, start, end, smallest in PRICES:
        rows = [_ended(row, start) if row[:2] == [customer, sku] and not smallest else row for row in rows]
        rows.append([customer, sku, amount, currency, "yes", start, end, smallest, ""])
    return rows


def _ended(row: list[str], start: str) -> list[str]:
    """End a price on the day before another begins; one that begins on the same day stands beside it."""
    return [*row[:6], "2026-03-05", *row[7:]] if row[5] < start else row


def write(folder: Path) -> None:
    """Write the master files that changed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in {"items": item_rows(), "customers": customer_rows(), "prices": price_rows()}.items():
        (folder / f"{name}.xlsx").write_bytes(sheets.text_table(rows, name))
    sheets.write_csv(folder / "bom.csv", bom_rows())
