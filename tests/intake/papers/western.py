"""Forms of European and American companies: window letters, boxes of sums, names below codes, four more languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from tests.intake.papers.erp import printed
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
    order,
)
from tests.intake.papers.kit import Paper, Part, Pen, head, parts, text, title, totals

NUMBER, ISSUED, DUE, CURRENCY, BUYER, SELLER = HEAD
BUYING = (NUMBER, ISSUED, DUE, CURRENCY, BUYER)
SELLING = (NUMBER, ISSUED, DUE, CURRENCY, SELLER)
ORDERED = (NUMBER, ISSUED, DUE, CURRENCY)
BARE = {**TRUTH, "currency": None, "payable_total": None}
NO_SELLER = {**TRUTH, "seller": None}


# ── codes ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _coded(behind: str, *, column: str = "") -> Part:
    """The items with words behind their codes, and a column of revisions if one is named."""
    rows = [(row[0], f"{row[1]}{behind}", *([column] if column else []), *row[2:]) for row in ROWS]
    return goods(rows, (*COLUMNS[:2], *(["Rev"] if column else []), *COLUMNS[2:]))


def _named_below(*below: str, last: str = "") -> Part:
    """Items without a column of descriptions: the name stands below the code and runs on under other columns."""
    heads = (0, 90, 160, 230, 330, 420)
    lines: list[Sequence[tuple[float, str]]] = [
        list(zip(heads, ("Item Number", "Unit", "Ordered", "Received", "Unit Cost", "Amount"), strict=True))
    ]
    for index, (_, code, _, quantity, unit, price, amount) in enumerate(ROWS):
        lines += [list(zip(heads, (code, unit, quantity, "0", price, amount), strict=True))]
        lines += [[(4, said)] for said in below] if index < 2 or not last else [[(4, last)]]
    return printed(*lines)


CODES: dict[str, Said] = {
    "Rev behind a code": (TRUTH, order(items=_coded(" Rev 02"))),
    "REV: behind a code": (TRUTH, order(items=_coded(" REV: B"))),
    "ECL: behind a code": (TRUTH, order(items=_coded(" ECL: D"))),
    "the same revision in a column": (TRUTH, order(items=_coded(" Rev B", column="B"))),
    "names below codes": (TRUTH, order(items=_named_below("Ball bearing, deep groove 6205-2RS"))),
    "names of two lines below codes": (TRUTH, order(items=_named_below("Ball bearing, deep groove 6205-2RS", "C3"))),
}
CODES["codes under No. that break at their hyphen"] = (
    {**TRUTH, "lines": tuple(one._replace(code=one.code and f"{one.code}-S") for one in LINES)},
    order(items=goods([(f"{row[1]}-\nS", *row[2:]) for row in ROWS], ("No.", *COLUMNS[2:]), style="plain")),
)
CODES_HELD: Mapping[str, tuple[str, Paper]] = {
    "two revisions": ("number-unexplained", order(items=_coded(" Rev B", column="C"))),
    "the rest of a code right below it": ("code-wrapped", order(items=_named_below("C3", "Ball bearing, deep groove"))),
}


# ── addresses ────────────────────────────────────────────────────────────────────────────────────────────────────


def _window(sender: str, *block: str) -> Part:
    """The address of a window letter below the sender's own in small print."""
    return parts(text(sender, size=6), text(*block, gap=6))


FROM = f"{HARBOR} · 12 Quay Street · Bristol BS1 4DJ"
TO = (SUNRISE, "4 Mill Lane", "Leeds LS1 4DY")
UNNAMED = ("Pinecrest Industrial Rubber", "PO Box 2290", "Chattanooga, TN 37402")
LETTERHEAD = text(HARBOR, "12 Quay Street", "Bristol BS1 4DJ")
SHIPPED = head((("Delivery Address", f"{HARBOR}, 12 Quay Street, Bristol BS1 4DJ"),))


def _shipped(*blocks: Part) -> Paper:
    return headed(*ORDERED, before=(LETTERHEAD, text("", ""), *blocks, SHIPPED))


ADDRESSES: Mapping[str, Said] = {
    "the window of a letter": (TRUTH, headed(*ORDERED, before=(_window(FROM, *TO),))),
    "a name that says no company, in a window": (
        {**TRUTH, "seller": UNNAMED[0]},
        headed(*ORDERED, before=(_window(FROM, *UNNAMED),)),
    ),
    "a company under a word for one, in a window": (TRUTH, headed(*ORDERED, before=(_window(FROM, "Firma", *TO),))),
    "a company that others sign for": (
        NO_SELLER,
        order(text("Yours faithfully", f"for {HARBOR}", gap=30), head=head(ORDERED)),
    ),
    "the given name of whom to ask": (TRUTH, headed(*SELLING, ("Purchased By", "Rhonda"), before=(LETTERHEAD,))),
    "a name that ends in two words for a company": (
        {**TRUTH, "seller": "Walz GmbH & Co. KG"},
        headed(*BUYING, ("Supplier", "Walz GmbH & Co. KG")),
    ),
    "a buyer's initials": (
        TRUTH,
        headed(*SELLING, ("Buyer", "DLM"), ("Delivery Address", f"{HARBOR}, 12 Quay Street"), before=(LETTERHEAD,)),
    ),
    "a window without an address": (NO_SELLER, headed(*BUYING, before=(_window(FROM, "Express", "by courier"),))),
    "a vendor's number over its name": (
        TRUTH,
        headed(*BUYING, before=(text("Vendor: V03223", *TO, gap=0),)),
    ),
    "a vendor's number in brackets over its name": (
        TRUTH,
        headed(*BUYING, before=(text("SELLER (V966)", *TO, gap=0),)),
    ),
    "a vendor's number over nothing": (NO_SELLER, headed(*BUYING, before=(text("Vendor: V03223"), text("Urgent")))),
    "the only address without a label": ({**TRUTH, "seller": UNNAMED[0]}, _shipped(text(*UNNAMED))),
    "two addresses without a label": (
        NO_SELLER,
        _shipped(text(*UNNAMED), text("Bluebird Haulage", "9 Dock Road", "Leeds LS1 4DY", gap=24)),
    ),
}  # fmt: skip


# ── sums ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _boxes(*pairs: tuple[str, str], gap: float = 12) -> Part:
    """A row of ruled boxes, in each a label at the left above and its number at the right below."""

    def draw(pen: Pen) -> None:
        pen.y += gap
        width = pen.width / len(pairs)
        for index, (label, number) in enumerate(pairs):
            left = pen.x + index * width
            pen.write(left + 3, pen.y + 2, label)
            pen.write(left + width - 5 - 5 * len(number), pen.y + 14, number)
            for x in (left, left + width):
                pen.stroke(x, pen.y, x, pen.y + 26)
        pen.y += 30

    return draw


def _under_labels(*pairs: tuple[str, str]) -> Part:
    """A line of labels over a line of their values, close below the items."""
    places = [90.0 * index for index in range(len(pairs))]
    labels, values = zip(*pairs, strict=True)
    return printed(list(zip(places, labels, strict=True)), list(zip(places, values, strict=True)))


TAXED = {
    **TRUTH, "tax_total": Decimal("79.90"), "payable_total": Decimal("1677.90"), "prices_include_tax": False,
}  # fmt: skip
SUMS: Mapping[str, Said] = {
    "boxes with the number aside": (
        TAXED,
        order(
            total=_boxes(("Goods total", "1,598.00"), ("VAT", "79.90"), ("Freight", "0.00"), ("Total due", "1,677.90"))
        ),
    ),
    "the currency among the sums": (
        {**TAXED, "rounding": Decimal("0.00")},
        headed(
            *ORDERED[:3],
            BUYER,
            SELLER,
            total=_under_labels(
                ("Currency", "EUR"), ("Subtotal", "1,598.00"), ("Sales tax", "79.90"), ("Round-off", "0.00"),
                ("Total", "1,677.90"),
            ),
        ),
    ),
    "discounts upon discounts": (
        {
            **TRUTH,
            "payable_total": Decimal("1366.29"),
            "lines": tuple(
                one._replace(discount_percent=Decimal("14.5"), line_amount=Decimal(amount))
                for one, amount in zip(LINES, ("1068.75", "109.44", "188.10"), strict=True)
            ),
        },
        order(
            items=goods(
                [(*row[:6], "10+5", amount) for row, amount in zip(ROWS, ("1068.75", "109.44", "188.10"), strict=True)],
                (*COLUMNS[:6], "Discount %", "Amount"),
            ),
            total=totals(("Total EUR", "1,366.29")),
        ),
    ),
}  # fmt: skip
SUMS_HELD: Mapping[str, tuple[str, Paper]] = {
    "a box nobody knows beside the net": (
        "number-unexplained",
        order(total=_boxes(("Goods total", "1,598.00"), ("Levy", "79.90"), gap=70)),
    ),
    "discounts that come to another amount": (
        "line-amount-disagrees",
        order(
            items=goods([(*row[:6], "10+5", row[6]) for row in ROWS], (*COLUMNS[:6], "Discount %", "Amount")),
        ),
    ),
}


# ── languages ────────────────────────────────────────────────────────────────────────────────────────────────────


def _spoken(named: str, labels: Sequence[str], columns: Sequence[str], total: str) -> Paper:
    pairs = [(label, value) for label, (_, value) in zip(labels, HEAD, strict=True)]
    return order(title=title(named), head=head(pairs), items=goods(ROWS, columns), total=totals((total, "1,598.00")))


LANGUAGES: Mapping[str, Said] = {
    "a currency whose first letter would make a word of another language": (
        TRUTH,
        order(items=goods(columns=(*COLUMNS[:5], "Price EUR", "Total EUR"))),
    ),
    "German": (
        TRUTH,
        _spoken(
            "Bestellung / Purchase Order",
            ("Bestellnummer", "Bestelldatum", "Liefertermin", "Währung", "Besteller", "Lieferant"),
            ("Pos.", "Artikelnummer", "Bezeichnung", "Menge", "Einheit", "Einzelpreis", "Gesamtpreis"),
            "Gesamtsumme EUR",
        ),
    ),
    "Italian": (
        TRUTH,
        _spoken(
            "Ordine a fornitore / Purchase Order",
            ("Numero ordine", "Data ordine", "Data di consegna", "Valuta", "Acquirente", "Fornitore"),
            ("Riga", "Codice articolo", "Descrizione", "Quantità", "U.M.", "Prezzo unitario", "Importo"),
            "Totale ordine EUR",
        ),
    ),
    "Portuguese": (
        TRUTH,
        _spoken(
            "Pedido de compra",
            ("Nº do pedido", "Data de emissão", "Data de entrega", "Moeda", "Comprador", "Fornecedor"),
            ("Seq", "Código do produto", "Descrição", "Quantidade", "Unid.", "Preço unitário", "Valor total"),
            "Total do pedido EUR",
        ),
    ),
    "Swedish": (
        TRUTH,
        _spoken(
            "Inköpsorder",
            ("Ordernummer", "Orderdatum", "Leveransdatum", "Valuta", "Köpare", "Leverantör"),
            ("Rad", "Artikelnummer", "Benämning", "Antal", "Enhet", "À-pris", "Belopp"),
            "Ordersumma EUR",
        ),
    ),
    "Danish": (
        TRUTH,
        _spoken(
            "Indkøbsordre / Purchase order",
            ("Ordrenummer", "Ordredato", "Leveringsdato", "Valuta", "Køber", "Leverandør"),
            ("Linje", "Varenummer", "Beskrivelse", "Antal", "Enhed", "Stykpris", "Beløb"),
            "I alt EUR",
        ),
    ),
    "Dutch": (
        TRUTH,
        _spoken(
            "Inkooporder",
            ("Bestelnummer", "Besteldatum", "Leverdatum", "Valuta", "Koper", "Leverancier"),
            ("Regel", "Artikelnummer", "Omschrijving", "Aantal", "Eenheid", "Stukprijs", "Bedrag"),
            "Totaal EUR",
        ),
    ),
}


# ── lines below items ────────────────────────────────────────────────────────────────────────────────────────────


def _delivered(*parts_of: tuple[str, int], odd: int = 0) -> Part:
    """Below each item a heading of deliveries and one for each part: its day, and its share in percent."""
    heads = (0, 40, 110, 260, 310, 370, 450)
    lines: list[Sequence[tuple[float, str]]] = [list(zip(heads, COLUMNS, strict=True))]
    for row in ROWS:
        lines += [list(zip(heads, row, strict=True)), [(60, "Rel"), (110, "Need By"), (250, "Release Qty")]]
        for number, (day, share) in enumerate(parts_of, 1):
            lines += [[(60, str(number)), (110, day), (260, str(int(row[3]) * share // 100 + odd))]]
    return printed(*lines)


def _based(*below: str, basis: str = "100") -> Part:
    """Prices for a hundred, which only a line of running text below each item says."""
    heads = (0, 40, 110, 260, 310, 370, 450)
    rows = [(*row[:5], price, row[6]) for row, price in zip(ROWS, ("1,250.00", "320.00", "88.00"), strict=True)]
    lines: list[Sequence[tuple[float, str]]] = [list(zip(heads, COLUMNS, strict=True))]
    for row in rows:
        lines += [list(zip(heads, row, strict=True))]
        lines += [
            [(15, "Status: open"), (90, f"Price Basis: Quantity {basis}"), (230, "Keys: allowed; Notice: required")]
        ]
    return printed(*lines)


def _unit(unit: str, *, comma: bool) -> Part:
    turned = str.maketrans(".,", ",.") if comma else {}
    return goods([(*row[:4], unit, row[5].translate(turned), row[6].translate(turned)) for row in ROWS])


def _supplied(*, above: bool = False) -> Part:
    """One line with the seller's code at the left edge for each item, as near to the item above as to the next."""
    heads = (0, 40, 110, 260, 310, 370, 450)
    lines: list[Sequence[tuple[float, str]]] = [list(zip(heads, COLUMNS, strict=True))]
    for row in ROWS:
        own, said = [list(zip(heads, row, strict=True))], [[(0.0, f"Supplier item: X-{row[1]}")]]
        lines += [*said, *own] if above else [*own, *said]
    return printed(*lines)


def _glued(first: str = "10") -> Part:
    """Line numbers and codes under one heading of two lines, "Line Item" over "number"."""
    heads = (0, 30, 110, 260, 310, 370, 450)
    lines: list[Sequence[tuple[float, str]]] = [
        [(0, "Line  Item"), *zip(heads[2:], (*COLUMNS[2:5], "Purchase", "Amount"), strict=True)],
        [(30, "number"), (370, "price")],
    ]
    for number, row in zip((first, "20", "30"), ROWS, strict=True):
        lines += [list(zip(heads, (number, *row[1:]), strict=True))]
    return printed(*lines)


APRIL = {**TRUTH, "lines": tuple(one._replace(requested_date=date(2026, 4, 18)) for one in LINES)}
HUNDREDS = {
    **TRUTH,
    "lines": tuple(
        one._replace(unit_price=Decimal(price), price_base_quantity=Decimal(100))
        for one, price in zip(LINES, ("1250.00", "320.00", "88.00"), strict=True)
    ),
}
BELOW: Mapping[str, Said] = {
    "one delivery below each item": (APRIL, order(items=_delivered(("2026-04-18", 100)))),
    "two deliveries on one day": (APRIL, order(items=_delivered(("2026-04-18", 50), ("2026-04-18", 50)))),
    "the seller's code at the left edge below each item": (TRUTH, order(items=_supplied())),
    "line numbers under the heading of codes": (TRUTH, order(items=_glued())),
    "what prices are for in text below": (HUNDREDS, order(items=_based())),
    "ST on German paper": (
        {**TRUTH, "lines": tuple(one._replace(unit="ST") for one in LINES)},
        order(items=_unit("ST", comma=True), total=totals(("Total EUR", "1.598,00"))),
    ),
}
BELOW_HELD: Mapping[str, tuple[str, Paper]] = {
    "deliveries of more than is ordered": ("number-unexplained", order(items=_delivered(("2026-04-18", 100), odd=1))),
    "numbers that count nothing under the heading of codes": ("code-wrapped", order(items=_glued("17"))),
    "a price basis that the amounts deny": ("line-amount-disagrees", order(items=_based(basis="1000"))),
    "ST on other paper": ("unit-ambiguous", order(items=_unit("ST", comma=False))),
}

# ── odds and ends ────────────────────────────────────────────────────────────────────────────────────────────────

LETTERS = ("OIL-LAV", "OIL-MIN", "OIL-ROS")
TAX = {**TRUTH, "tax_total": Decimal("335.58"), "payable_total": Decimal("1933.58"), "prices_include_tax": False}


def _taxed(label: str, *cells: str, amount: str = "335.58") -> Paper:
    """A column of tax beside the amounts, and the tax under its label."""
    rows = [(*row[:6], cell, row[6]) for row, cell in zip(ROWS, cells, strict=True)]
    return order(
        items=goods(rows, (*COLUMNS[:6], "Taxes", "Amount")),
        total=totals(("Untaxed Amount", "1,598.00"), (label, amount), ("Total EUR", "1,933.58")),
    )


MORE: Mapping[str, Said] = {
    "a rate with its kind, and the base in the tax's label": (
        TAX,
        _taxed("VAT 21% on 1,598.00 EUR", "21% G", "21% G", "21% G"),
    ),
    "a tax with its rate in its name": (TAX, _taxed("IGST21 (21%)", "21%", "21%", "21%")),
    "a code without a digit in brackets under Item": (
        {**TRUTH, "lines": tuple(one._replace(code=code) for one, code in zip(LINES, LETTERS, strict=True))},
        order(
            items=goods(
                [(f"[{code}] {row[2]}", *row[3:]) for row, code in zip(ROWS, LETTERS, strict=True)],
                ("Item", *COLUMNS[3:]),
            )
        ),
    ),
    "a name in two scripts": (TRUTH, headed(*BUYING, ("To", f"{SUNRISE} 旭日传感器有限公司"))),
    "labels parted by strokes": (
        TRUTH,
        order(head=text(*(f"{a}: {b} | {c}: {d}" for (a, b), (c, d) in zip(HEAD[::2], HEAD[1::2], strict=True)))),
    ),
    "a number behind a sign": (
        TRUTH,
        order(head=parts(text("# : 4500017432"), head(HEAD[1:]))),
    ),
}
MORE_HELD: Mapping[str, tuple[str, Paper]] = {
    "the end of a name under its label": (
        "readings-differ",  # the box of both lines covers the label, too
        headed(*BUYING, before=(text("Supplier: Bergmann Moser", "GmbH", "Dorf 12", "A-6364 Brixen"),)),
    ),
    "the initials of whoever else buys": (
        "field-ambiguous",
        headed(*SELLING, ("Buyer", "DLM"), before=(LETTERHEAD,)),
    ),
    "a house behind a sign": ("order-number-missing", order(head=parts(text("#12 Quay Street"), head(HEAD[1:])))),
    "a tax that is none of its base": (
        "total-disagrees",
        _taxed("VAT 21% on 1,598.00 EUR", "21% G", "21% G", "21% G", amount="333.58"),
    ),
}
