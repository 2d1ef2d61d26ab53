"""Orders as the big ERP systems print them: items over several lines, conditions and remarks below, odd heads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tests.intake.papers.goods import (
    COLUMNS,
    HARBOR,
    HEAD,
    LINES,
    ROWS,
    SUNRISE,
    TRUTH,
    Said,
    goods,
    headed,
    line,
    order,
)
from tests.intake.papers.kit import Paper, Part, Pen, beside, head, parts, text, text_width, title, totals

NUMBER, ISSUED, DUE, CURRENCY, BUYER, SELLER = HEAD
LETTERHEAD = parts(text(HARBOR, size=13), text("12 Quay Street, Bristol BS1 4DJ", size=7, gap=0))
DOLLARS: Mapping[str, Any] = {**TRUTH, "currency": "USD"}


def printed(*lines: Sequence[tuple[float, str]], step: float = 12) -> Part:
    """Lines of words, each at its x; an empty line is a gap."""

    def draw(pen: Pen) -> None:
        pen.y += 8
        for words in lines:
            for x, said in words:
                pen.write(pen.x + x, pen.y, said)
            pen.y += step

    return draw


# ── items over several lines ─────────────────────────────────────────────────────────────────────────────────────


def sap(*, quantity: int = 3, remark: str = "", named: bool = True) -> Part:
    """Order qty. and unit stand under Description, their values right of it on the item's last line."""
    lines: list[Sequence[tuple[float, str]]] = [
        [(0, "Item"), (40, "Material"), (100, "Description"), (370, "Price per unit"), (450, "Net value")],
        [(100, "Order qty."), (150, "Unit")],
    ]
    for number, row in enumerate(ROWS, 1):
        said = [(100.0, f"Your material number: X-{number}")] if named else []
        lines += [
            [(0, f"000{number}0"), (40, row[1]), (100, row[2])],
            [*said, (310, f"{row[quantity]} EA"), (370, f"{row[5]} / 1 EA"), (450, row[6])],
        ]
        lines += [[(15, remark)]] if remark and number == 2 else []
    return printed(*lines)


def sap_below(*, dropped: int = 0, quantity: int = 3) -> Part:
    """SAP: all numbers on an item's lower line, each under its own heading of the lower line; its date below."""
    lines: list[Sequence[tuple[float, str]]] = [
        [(0, "Item"), (40, "Material"), (130, "Description")],
        [(40, "Order qty."), (100, "Unit"), (300, "Price per unit"), (420, "Net value")],
        [(0, "_" * 95)],
    ]
    for number, row in enumerate(ROWS, 1):
        said = [[(0.0, f"000{number}0"), (40.0, f"35378{number}"), (130.0, row[2])]] if number != dropped else []
        lines += [
            *said,
            [(40, row[quantity]), (100, row[4]), (300, row[5]), (420, row[6])],
            [(40, "Delivery date: 18.04.2026")],
        ]
    return printed(*lines, [(0, "_" * 95)])


SAP_BELOW = {
    **TRUTH,
    "lines": tuple(one._replace(code=f"35378{n}", requested_date=date(2026, 4, 18)) for n, one in enumerate(LINES, 1)),
}
SAP_TRUTH = {**TRUTH, "lines": tuple(one._replace(unit="EA") for one in LINES)}
ONE = {**TRUTH, "payable_total": Decimal("1475.00"), "tax_total": Decimal("225.00"), "prices_include_tax": False}


def conditions(tax: str, *, second: str = "") -> Paper:
    """One item with its price again and the tax below."""
    return order(
        items=printed(
            [(0, "Line"), (40, "Part No"), (100, "Description"), (250, "Qty"), (290, "Unit"), (340, "Unit Price"),
             (430, "Amount")],
            [(0, "1"), (40, "A-1001"), (100, "Pressure transmitter"), (250, "100"), (290, "pcs"), (340, "12.50"),
             (430, "1,250.00")],
            [(40, "Gross Price"), (340, "12.50 EUR / 1"), (430, "1,250.00")],
            [(40, "IN: Integrated GST"), (340, "18.00 %"), (430, tax)],
            *([[(40, second), (340, "3 %"), (430, "37.50")]] if second else []),
            [(340, "Total Tax"), (430, tax)],
        ),
        total=totals(("Total EUR", "1,475.00")),
    )  # fmt: skip


def remarked(*below: str) -> Part:
    """The rows with lines of running text below each, from the left edge."""
    heads = (0, 40, 100, 250, 300, 340, 430)
    lines: list[Sequence[tuple[float, str]]] = [list(zip(heads, COLUMNS, strict=True))]
    for row in ROWS:
        lines += [list(zip(heads, row, strict=True)), *([(0, said)] for said in below)]
    return printed(*lines)


def steel(price: str = "83.04") -> Paper:
    """Pieces and weight in one row, the price for a hundredweight."""
    columns = ("#", "Item / Size", "Pcs", "Weight", "UOM", "Price", "Per", "Amount")
    rows = (
        ("1", "ST-1986\nSquare tube\n4 x 4 x 1/4", "24", "10,000", "LB", price, "CWT", "8,304.00"),
        ("2", "ST-8126\nHot rolled plate\n1/2 x 48", "44", "13,000", "LB", "38.30", "CWT", "4,979.00"),
    )
    return order(items=goods(rows, columns, style="plain"), total=totals(("Total EUR", "13,283.00")))


STEEL = {
    **TRUTH,
    "payable_total": Decimal("13283.00"),
    "lines": (
        line("ST-1986", "10000", "LB", "83.04", "8304.00", base="100"),
        line("ST-8126", "13000", "LB", "38.30", "4979.00", base="100"),
    ),
}


def scheduled(*, code: bool = True) -> Part:
    """PeopleSoft: line and schedule, a schedule's total and an item's total below each."""
    heads = (0, 60, 130, 230, 290, 340, 420)
    said = ("Line-Sch", "Item" if code else "Job", "Description", "Quantity", "UOM", "PO Price", "Extended Amt")
    lines: list[Sequence[tuple[float, str]]] = [list(zip(heads, said, strict=True))]
    for row in ROWS:
        cells = (f"{row[0]} - 1", row[1] if code else "", *row[2:])
        lines += [
            [pair for pair in zip(heads, cells, strict=True) if pair[1]],
            [(330, "Schedule Total"), (420, row[6])],
            [(330, "Item Total"), (420, row[6])],
        ]
    return printed(*lines)


def named_below() -> Part:
    """Sage 100: the name below the code, over the other columns."""
    heads = (0, 100, 150, 240, 340)
    lines: list[Sequence[tuple[float, str]]] = [
        list(zip(heads, ("Item Number", "Unit", "Ordered", "Unit Cost", "Amount"), strict=True))
    ]
    for row in ROWS:
        cells = (row[1], row[4], row[3], row[5], row[6])
        lines += [list(zip(heads, cells, strict=True)), [(0, f"{row[2]} with a name over the columns")]]
    return printed(*lines)


def ruled_by_signs() -> Part:
    heads = (0, 40, 100, 250, 300, 340, 430)
    rows = [list(zip(heads, row, strict=True)) for row in (COLUMNS, *ROWS)]
    return printed([(0, "_" * 100)], rows[0], [(0, "=" * 80)], *rows[1:], [(0, "-" * 100)])


def drawn(*cells: str) -> Paper:
    columns = ("Line", "Part No", "Description", "Drawing No.\n/ Rev.", *COLUMNS[3:])
    return order(items=goods([(*row[:3], cell, *row[3:]) for row, cell in zip(ROWS, cells, strict=True)], columns))


def taxed(*rates: str) -> Paper:
    rows = [(*row[:6], rate, row[6]) for row, rate in zip(ROWS, rates, strict=True)]
    return order(
        items=goods(rows, (*COLUMNS[:6], "GST", "Amount")),
        total=totals(("Subtotal", "1,598.00"), ("GST 10%", "159.80"), ("Total EUR", "1,757.80")),
    )


TAXED = {
    **TRUTH, "tax_total": Decimal("159.80"), "payable_total": Decimal("1757.80"), "prices_include_tax": False,
}  # fmt: skip
CODED = {**TRUTH, "lines": tuple(one._replace(code=f"SKU-{n}0318") for n, one in enumerate(LINES, 1))}


def coded() -> Part:
    rows = [
        (row[0], f"{row[2]}\nSupplier Part Number: SKU-{row[0]}0318 Commodity: MRO Supplies", *row[3:]) for row in ROWS
    ]
    return goods(rows, (COLUMNS[0], *COLUMNS[2:]), style="plain")


SHEETS = "Safety data sheets to be sent with each batch."
AFTER = text_width(SHEETS, 9) + 14

ITEMS: Mapping[str, Said] = {
    "quantities on the lower line": (SAP_TRUTH, order(items=sap())),
    "all numbers on the lower line": (SAP_BELOW, order(items=sap_below())),
    "nothing beside them": (SAP_TRUTH, order(items=sap(named=False))),
    "a remark between items": (SAP_TRUTH, order(items=sap(remark="*** Certificate required with each shipment ***"))),
    "price and tax again below": (
        {**ONE, "lines": (LINES[0],)},
        conditions("225.00"),
    ),
    "lines of text from the left edge": (
        TRUTH,
        order(items=remarked("Billing: US10-61607-4460 | Requester: Dale Whitcomb")),
    ),
    "pieces and weight, a price per hundredweight": (STEEL, steel()),
    "a price per unit of the row": (
        {**TRUTH, "lines": tuple(one._replace(price_base_quantity=Decimal(1)) for one in LINES)},
        order(items=goods([(*row[:6], row[4], row[6]) for row in ROWS], (*COLUMNS[:6], "Per", "Amount"))),
    ),
    "drawing and revision in one cell": (TRUTH, drawn("76-1091 / 02", "10-8889 / 02", "79-1280 / B")),
    "drawing over revision": (TRUTH, drawn("76-1091 /\n02", "10-8889 /\n02", "79-1280 / B")),
    "rates under the name of a tax": (TAXED, taxed("10%", "10%", "10%")),
    "a labelled code before another label": (CODED, order(items=coded())),
    "line numbers by thousands": (
        TRUTH,
        order(items=goods([(f"{row[0]}000", *row[1:]) for row in ROWS])),
    ),
    "a schedule's total below each item": (TRUTH, order(items=scheduled())),
    "a code and its name under Item": (
        TRUTH,
        order(
            items=goods([(row[0], f"{row[1]}\n{row[2]}", *row[3:]) for row in ROWS], (COLUMNS[0], "Item", *COLUMNS[3:]))
        ),
    ),
    "codes, each with its name behind a colon": (
        TRUTH,
        order(items=goods([(row[0], f"{row[1]}: {row[2]}", *row[3:]) for row in ROWS], ("No.", "Item", *COLUMNS[3:]))),
    ),
    "names below codes without a column of their own": (TRUTH, order(items=named_below())),
    "an item no. that counts, the code below the name": (
        {**TRUTH, "lines": tuple(one._replace(code=f"7132-35-{n}") for n, one in enumerate(LINES, 1))},
        order(
            items=goods(
                [(f"000{row[0]}", f"{row[2]}\nPart No: 7132-35-{row[0]}", *row[3:]) for row in ROWS],
                ("Item No", *COLUMNS[2:]),
            )
        ),
    ),
    "marks in a column of taxes": (
        TRUTH,
        order(items=goods([(*row[:6], "N", row[6]) for row in ROWS], (*COLUMNS[:6], "Tax", "Amount"))),
    ),
    "units in brackets": (
        TRUTH,
        order(
            items=goods(
                [(*row[:3], f"{row[3]} ({row[4]})", *row[5:]) for row in ROWS],
                (*COLUMNS[:3], "Qty (Unit)", *COLUMNS[5:]),
            )
        ),
    ),
    "rules drawn with signs": (TRUTH, order(items=ruled_by_signs())),
    "less a discount, then the net": (
        {**TRUTH, "charges": ((False, Decimal("39.95")),), "payable_total": Decimal("1558.05")},
        order(
            total=totals(
                ("Gross order value EUR", "1,598.00"), ("Less 2.5% MCD", "-39.95"), ("Nett order value", "1,558.05")
            )
        ),
    ),
    "the sum with tax close behind other words": (
        TAXED,
        order(
            total=printed(
                [(AFTER, "Amount excl. tax EUR"), (430, "1,598.00")],
                [(AFTER, "VAT 10 %"), (430, "159.80")],
                [(0, SHEETS), (AFTER, "Amount incl. tax EUR"), (430, "1,757.80")],
            )
        ),
    ),
}

ITEMS_HELD: Mapping[str, tuple[str, Paper]] = {
    "another quantity on the lower line": ("line-amount-disagrees", order(items=sap(quantity=0))),
    "other numbers on the lower line": ("line-amount-disagrees", order(items=sap_below(quantity=0))),
    "an item without its first line": ("lines-missing", order(items=sap_below(dropped=2))),
    "a tax below that is not the rate of the amount": ("total-disagrees", conditions("226.00")),
    "a number below nobody knows": ("row-unexplained", conditions("225.00", second="Cash rebate")),
    "weights that do not multiply": ("line-amount-disagrees", steel("80.04")),
    "an item no. that counts and no code": (
        "line-incomplete",
        order(items=goods([(row[0], *row[2:]) for row in ROWS], ("Item No", *COLUMNS[2:]))),
    ),
    "names under part numbers": (
        "code-wrapped",
        order(items=goods([(row[0], f"Galvanised {row[2]} Heavy Duty", *row[2:]) for row in ROWS])),
    ),
    "schedules without a code": ("line-incomplete", order(items=scheduled(code=False))),
    "a line number is missing among thousands": (
        "line-number-gap",
        order(items=goods([(f"{n}000", *row[1:]) for n, row in zip((1, 2, 4), ROWS, strict=True)])),
    ),
}

# ── heads ────────────────────────────────────────────────────────────────────────────────────────────────────────

US = parts(text(HARBOR, "1600 River Bend Drive", "Moline, IL 61265", gap=4))
TWO_US = beside(
    text("Vendor", SUNRISE, "3300 Smelter Road", "Pueblo, CO 81003"),
    text("Ship To", HARBOR, "1600 River Bend Drive", "Moline, IL 61265"),
)


def boxes(due: str, terms: str = "Net 60", label: str = "Due Date", number: str = "#PO23233") -> Paper:
    """NetSuite: number and date right under the title without labels, boxes for terms and dates."""
    return order(
        head=parts(
            beside(US, parts(title("Purchase Order"), text(number, "2/3/2026")), x=320),
            TWO_US,
            head((("Terms", terms), (label, due), ("Ship Method", "LTL")), "above"),
        ),
        title=parts(),
        total=totals(("Total", "$1,598.00")),
    )


NETSUITE = {**DOLLARS, "order_id": "PO23233", "issue_date": date(2026, 2, 3), "requested_date": None}


def jde(separator: str) -> Paper:
    said = [f"{label} {separator} {value}" for label, value in HEAD[:4]]
    return order(head=parts(text(*said), head(HEAD[4:])))


FRENCH = (
    ("N° de commande / Order No", NUMBER[1]),
    ("Date de commande / Order date", "08.01.2026"),
    ("Livraison / Delivery date", "04.03.2026"),
    ("Devise / Currency", "EUR"),
    ("Acheteur / Buyer", HARBOR),
    ("Fournisseur / Supplier", SUNRISE),
)
SPANISH = (
    ("Pedido N°", NUMBER[1]),
    ("Fecha / Date", "08-ENE-2026"),
    ("Fecha de entrega", "4 marzo 2026"),
    ("Moneda", "EUR"),
    ("Comprador", HARBOR),
    ("Proveedor", SUNRISE),
)


def british(*address: str) -> Paper:
    """Dates that read two ways, and addresses."""
    return order(
        head=parts(
            head((NUMBER, ("PO Date", "08/01/26"), ("Delivery Date", "04/03/26"), CURRENCY)),
            beside(text("Buyer", HARBOR, address[0]), text("Supplier", SUNRISE, address[1])),
        )
    )


LATER = "30 days end of month"
CENTRED = 90 + text_width("30 ", 9)  # a label centred above its value begins where the value's second word does
CLOSE = text_width(SUNRISE, 9) + 2.5  # the next block begins a blank behind the vendor's name

HEADS: Mapping[str, Said] = {
    "labels centred above what they name": (
        TRUTH,
        order(head=parts(head(HEAD), printed([(0, "Ship via"), (CENTRED, "Terms")], [(0, "Truck"), (90, LATER)], []))),
    ),
    "blocks that a blank parts": (
        TRUTH,
        order(
            head=parts(
                head(HEAD[:4]), printed([(0, "Vendor"), (CLOSE, "Bill To")], [(0, SUNRISE), (CLOSE, HARBOR)], [])
            )
        ),
    ),
    "a due date that is the bill's": (NETSUITE, boxes("4/4/2026")),
    "an expected date": ({**NETSUITE, "requested_date": date(2026, 3, 5)}, boxes("3/5/2026", label="Expected")),
    "a due date without terms": (TRUTH, headed(NUMBER, ISSUED, ("Due Date", DUE[1]), *HEAD[3:])),
    "dashes behind labels": (TRUTH, jde("-")),
    "labels in French and English": (TRUTH, headed(*FRENCH, title=title("BON DE COMMANDE / PURCHASE ORDER"))),
    "labels in Spanish": (TRUTH, headed(*SPANISH, title=title("Orden de compra"))),
    "addresses show the day first": (TRUTH, british("Bristol, England", "Hull, England")),
    "the end of a name on the next line": (
        {**TRUTH, "buyer": "Coolabah Services Pty Ltd"},
        order(head=head((*HEAD[:4], SELLER)), before=[text("Coolabah Services Pty", "Ltd", size=12)]),
    ),
    "an order no. behind N°": (TRUTH, headed(*HEAD[1:], title=title(f"ORDER N° {NUMBER[1]}"))),
    "the vendor's number above its name": (
        TRUTH,
        order(head=parts(head(HEAD[:5]), text("Supplier: 4469"), text(SUNRISE, x=text_width("Supplier: ", 9), gap=0))),
    ),
    "messrs": (TRUTH, headed(*HEAD[:5], ("To", f"M/s. {SUNRISE}"))),
    "the box of a form": (
        TRUTH,
        order(
            head=parts(
                head((("3. ORDER NO.", NUMBER[1]), ("4. REQUISITION NO.", "0040221330")), "above"), head(HEAD[1:])
            )
        ),
    ),
    "an address without a name": (
        TRUTH,
        order(
            before=[LETTERHEAD], head=parts(head((*HEAD[:4], SELLER)), text("Bill To", "PO Box 900", "Bristol BS1 4DJ"))
        ),
    ),
    "a currency as a label and nothing more": (
        {**TRUTH, "currency": "USD"},
        order(head=parts(head((*HEAD[:3], *HEAD[4:])), text("Currency USD")), total=totals(("Total", "1,598.00"))),
    ),
}

HEADS_HELD: Mapping[str, tuple[str, Paper]] = {
    "one address in that country": ("date-ambiguous", british("70565 Stuttgart", "Sheffield S4 7QD, United Kingdom")),
    "two companies in one line below a label": (
        "field-ambiguous",
        order(head=parts(head(HEAD[:5]), printed([(0, "Vendor")], [(0, f"{SUNRISE} {HARBOR}")], []))),
    ),
    "two companies at the top, none of them labelled": (
        "field-ambiguous",
        order(head=head(HEAD[:4]), before=[beside(text(SUNRISE, "Skelton House"), text(HARBOR, "Quay Street"))]),
    ),
    "a due date beside terms that do not give it": ("field-ambiguous", boxes("4/9/2026")),
    "a due date on other days than the lines": (
        "field-ambiguous",
        order(
            head=head((NUMBER, ISSUED, ("Due Date", DUE[1]), *HEAD[3:])),
            items=goods([(*row, "2026-02-18") for row in ROWS], (*COLUMNS, "Delivery Date")),
        ),
    ),
    "a date under an unknown label that may be later": (
        "date-unreadable",
        headed(NUMBER, ("PO Date", "20/01/2026"), ("Rückgabe", "02/01/2026"), *HEAD[3:]),
    ),
    "a person nobody knows beside the buyer": (
        "buyer-ambiguous",
        order(
            head=head((*HEAD[:4], ("Buyer", "Quillon Brathwaite"), SELLER)),
            before=[text("Harbor Instruments", size=13)],
        ),
    ),
    "a date beside a label under the number": (
        "date-unreadable",
        order(
            head=parts(
                text(f"#{NUMBER[1]}", x=90, gap=2), beside(text("Angelegt"), text("2026-01-08"), x=90), head(HEAD[2:])
            )
        ),
    ),
}
