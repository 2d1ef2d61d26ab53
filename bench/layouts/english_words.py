"""How English clerks name, number and date things; one Hand keeps to its habits through a whole paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from bench.layouts.canvas import Column, Sheet
from bench.layouts.goods import filled, number, printed
from bench.layouts.paper import Order, Row, line_truth

WORDS: dict[str, tuple[str, ...]] = {
    "title": ("PURCHASE ORDER", "Purchase Order", "ORDER", "Purchase order"),
    "order_id": ("PO Number", "P.O. No.", "Purchase Order No.", "Order No.", "PO #", "Order Number", "PO No"),
    "issued": ("Date", "Order Date", "PO Date", "Date of Order", "Issue Date", "Issued"),
    "due": ("Delivery Date", "Required Date", "Deliver By", "Requested Delivery Date", "Required by"),
    "seller": ("Vendor", "Supplier", "Seller", "Purchase From", "To"),
    "ship": ("Ship To", "Deliver To", "Delivery Address", "Please deliver to"),
    "bill": ("Bill To", "Invoice To", "Invoice Address"),
    "terms": ("Payment Terms", "Terms", "Terms of Payment", "Payment"),
    "currency": ("Currency", "Curr.", "Order Currency"),
    "contact": ("Buyer", "Purchaser", "Contact", "Ordered by", "Our contact"),
    "phone": ("Phone", "Tel.", "Telephone"),
    "freight": ("Ship Via", "Shipping Method", "Incoterms", "Delivery Terms"),
    "line": ("Line", "Item", "Pos.", "No.", "#", "Ln"),
    "code": (
        "Part No.",
        "Item No.",
        "Part Number",
        "Material",
        "Item Code",
        "Stock Code",
        "Product Code",
        "Article No.",
    ),
    "own_code": ("Our part no.", "Our Item No.", "Our Ref.", "Buyer Part No.", "Cust. Item"),
    "other_code": ("Your part no.", "Supplier Part No.", "Vendor Item", "Your Item No.", "Vendor Part #"),
    "description": ("Description", "Item Description", "Description of goods", "Product", "Designation"),
    "quantity": ("Qty", "Quantity", "Qty Ordered", "Order Qty", "Qty."),
    "unit": ("UoM", "U/M", "Unit", "UOM", "Un."),
    "price": ("Unit Price", "Price", "Unit Cost", "Price per Unit", "Net Price", "Rate"),
    "amount": ("Amount", "Ext. Price", "Extended Price", "Net Value", "Line Total", "Total Price", "Ext. Amount"),
    "row_due": ("Delivery Date", "Due Date", "Req. Date", "Required", "Deliver By", "Requested"),
    "line_total": ("Subtotal", "Sub-total", "Net Total", "Total net", "Goods Total", "Total excl. tax"),
    "tax_total": ("Sales Tax", "VAT", "Tax", "VAT amount"),
    "payable": ("TOTAL", "Total", "Grand Total", "Order Total", "Total Amount", "Total Due"),
}
SINGLE_TOTAL = ("TOTAL", "Total", "Order Total", "Total Order Value", "Total net value", "PO Total")
CONDITIONS = (
    "Please quote our order number on all invoices, delivery notes and packages.",
    "Quantity tolerance +/- 5 % without prior written agreement; over-deliveries are returned at your cost.",
    "Please confirm this order within 3 working days, price and date included.",
    "Invoices in 2 copies to accounts@example.com; attach certificate EN 10204-3.1 for each batch.",
    "Goods are received Monday to Thursday 7:30 - 15:00, gate 4, max. pallet height 1.20 m.",
    "Late delivery: 0.5 % of the value per week, at most 5 %. Warranty 24 months from receipt.",
    "This order is subject to our General Terms and Conditions of Purchase, edition 2024.",
    "Packing list inside box 1. Country of origin and HS code must be stated.",
)
SHIPPING = (
    "DAP Incoterms 2020",
    "FCA your works",
    "UPS Ground acct 4A77R1",
    "EXW",
    "Best way",
    "FOB destination",
    "DHL 158 204 771",
)
SURE_DATES = ("iso", "month", "month_long", "day_month")


def with_places(order: Order, places: int) -> Order:
    """Give the quantities decimals that are zeros, as some systems print them."""
    step = Decimal(1).scaleb(-places)
    return replace(order, rows=tuple(replace(row, quantity=row.quantity.quantize(step)) for row in order.rows))


@dataclass
class Hand:
    """A clerk: labels, number style, date style and money style, each drawn once by chance.

    `money` is where the currency stands: label, sentence, head (of price and amount), total, symbol,
    or bare (a $ alone, which names no currency); `numeric` is the slash style used where every
    date shown has a day above twelve.
    """

    rng: Random
    order: Order
    numbers: str = "comma"
    numeric: str = ""
    dates: str = ""
    money: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    base_words: str = "{}"
    plain_blanks: bool = False

    def __post_init__(self) -> None:
        self.dates = self.dates or self._date_style()
        if not self.money:
            ways = ["label", "label", "sentence", "head", "total"] + ["bare"] * 2 * (self.order.currency == "USD")
            self.money = self.rng.choice(ways)
        self.sign = {"bare": "$", "symbol": {"USD": "US$", "EUR": "€", "GBP": "GBP "}[self.order.currency]}.get(
            self.money, ""
        )
        self.signed_rows = self.rng.random() < 0.5
        self.seller_codes: dict[str, str] = {}

    def _date_style(self) -> str:
        days = [self.order.issue_date, self.order.due, *(row.due for row in self.order.rows)]
        styles = [*SURE_DATES, *([self.numeric] * 4 if self.numeric and all(day.day > 12 for day in days[:2]) else [])]
        return self.rng.choice(styles)

    def word(self, key: str) -> str:
        """Return the label, the same one throughout."""
        if key not in self.chosen:
            self.chosen[key] = self.rng.choice(WORDS[key])
        return self.chosen[key]

    def day(self, day: date) -> str:
        return printed(day, self.dates)

    def figure(self, value: Decimal, decimals: int | None = 2) -> str:
        """Print a number in the hand's style; `plain_blanks` groups by a typewriter's blank."""
        text = number(value, self.numbers, decimals)
        return text.replace("\u00a0", " ") if self.plain_blanks else text

    def sum(self, value: Decimal) -> str:
        """Print an amount of the totals, with the sign of the money if the paper has one."""
        return self.sign + self.figure(value)

    def named(self, label: str) -> str:
        """Name the currency beside a total where that is the paper's only place for it."""
        return f"{label} {self.order.currency}" if self.money == "total" else label

    def seller_code(self, row: Row) -> str:
        """Invent the seller's number of an item, always in another form than the buyer's."""
        if row.code not in self.seller_codes:
            self.seller_codes[row.code] = filled(self.rng, "S/####-LL")
        return self.seller_codes[row.code]

    def cell(self, kind: str, row: Row, step: int = 1) -> str:
        """Print one cell; kinds are the columns of `grid`."""
        sign = self.sign if self.signed_rows else ""
        match kind:
            case "line":
                return str(row.line_id * step)
            case "code" | "own_code":
                return row.code
            case "other_code":
                return self.seller_code(row)
            case "description":
                return row.description
            case "long":
                return f"{row.description}, {row.specification}, drawing {row.drawing}"
            case "specified":
                return f"{row.description} {row.specification}"
            case "specification":
                return row.specification
            case "quantity":
                return self.figure(row.quantity, None)
            case "unit":
                return row.unit
            case "both":
                return f"{self.figure(row.quantity, None)} {row.unit}"
            case "price":
                return sign + self.figure(row.price, None)
            case "base":
                return self.base_words.format(row.base)
            case "amount":
                return sign + self.figure(row.amount)
            case "row_due":
                return self.day(row.due)
        raise ValueError(kind)

    def grid(
        self, kinds: str, rows: Sequence[Row], step: int = 1, **heads: str
    ) -> tuple[list[Column], list[list[str]]]:
        """Return columns and cells for kinds such as "line code description quantity"; `heads` override words."""
        columns = []
        for kind in kinds.split():
            named = {"long": "description", "specified": "description", "both": "quantity"}.get(kind, kind)
            head = heads.get(kind) or self.word(named)
            if kind in ("price", "amount") and self.money == "head":
                head += f" ({self.order.currency})"
            align = "right" if kind in ("quantity", "price", "amount", "base", "both") else "left"
            columns.append(
                Column(head, "right" if align == "right" else "left", kind in ("description", "long", "specified"))
            )
        return columns, [[self.cell(kind, row, step) for kind in kinds.split()] for row in rows]

    def told(self, kinds: str, **flags: Any) -> dict[str, Any]:
        """Return the override of truth's lines where a column of the seller's numbers is among the kinds."""
        if "other_code" not in kinds:
            return {}
        return {"lines": [line_truth(row, seller_item_id=self.seller_code(row), **flags) for row in self.order.rows]}

    def sums(self) -> list[tuple[str, str]]:
        """Return the printed totals: one figure without tax, else net, tax and all."""
        order = self.order
        if not order.tax_rate:
            self.chosen.setdefault("payable", self.rng.choice(SINGLE_TOTAL))
            return [(self.named(self.word("payable")), self.sum(order.payable_total))]
        rate = f"{(order.tax_rate * 100).normalize():f}"
        return [
            (self.word("line_total"), self.sum(order.line_total)),
            (f"{self.word('tax_total')} {rate}%", self.sum(order.tax_total)),
            (self.named(self.word("payable")), self.sum(order.payable_total)),
        ]

    def money_note(self) -> str:
        """Return the sentence about the currency, or nothing."""
        currency = self.order.currency
        if self.money != "sentence":
            return ""
        return self.rng.choice(
            (f"All prices in {currency}.", f"Prices are in {currency}", f"All amounts in {currency}")
        )

    def flags(self) -> dict[str, Any]:
        """Return the flags of truth that follow from the habits: whether currency and tax were printed."""
        return {"currency": self.money != "bare", "tax": bool(self.order.tax_rate)}


def letterhead(sheet: Sheet, hand: Hand, align: str = "") -> None:
    """Set the buyer's name, address and numbers at the top, on the left, in the middle or on both sides."""
    rng, order = hand.rng, hand.order
    align = align or rng.choice(("left", "center", "apart"))
    phone = filled(rng, rng.choice(order.place.phones))
    mail = "purchasing@" + "".join(sign for sign in order.buyer.split()[0].lower() if sign.isalpha()) + ".example"
    contact = rng.choice((f"Tel. {phone}  Fax {phone[:-1]}9", f"Phone {phone} | {mail}", f"T {phone}   {mail}"))
    registers = filled(
        rng, rng.choice(("VAT Reg. No. GB ### #### ##", "Tax ID ##-#######", "Bank: IBAN DE## #### #### #### #### ##"))
    )
    lines = [order.buyer_address, contact, registers][: rng.randint(2, 3)]
    size = sheet.size
    x = {"left": sheet.left, "apart": sheet.left, "center": sheet.page[0] / 2}[align]
    side = "center" if align == "center" else "left"
    sheet.text(
        x, sheet.y + size + 5, order.buyer, bold=True, size=size + 5, align="center" if side == "center" else "left"
    )
    x, y = (sheet.right, sheet.y) if align == "apart" else (x, sheet.y + size + 6)
    for line in lines:
        y += (size - 1) * 1.25
        sheet.text(
            x, y, line, size=size - 1, align="right" if align == "apart" else "center" if side == "center" else "left"
        )
    sheet.y = max(y, sheet.y + size + 6) + 10


def address(sheet: Sheet, x: float, title: str, name: str, place: str, **how: float) -> None:
    """Set a block: title, name, address broken at commas; y of the sheet goes below it only if it was higher."""
    y = how.get("top", sheet.y)
    sheet.text(x, y + sheet.size, title, bold=True, size=sheet.size - 1)
    parts = place.split(", ")
    half = (len(parts) + 1) // 2
    for line in (name, ", ".join(parts[:half]), ", ".join(parts[half:])):
        y += sheet.leading
        sheet.text(x + how.get("indent", 0), y + sheet.size, line)
    sheet.y = max(sheet.y, y + sheet.size + 8)


def pairs(sheet: Sheet, x: float, items: Sequence[tuple[str, str]], *, column: float = 0, mark: str = ":") -> None:
    """Set labels with their values to the right, in a column `column` points from the labels, else inline."""
    for label, value in items:
        sheet.y += sheet.leading
        sheet.text(x, sheet.y, label + mark)
        sheet.text(x + (column or sheet.width(label + mark + " ")), sheet.y, value)


def totals(sheet: Sheet, sums: Sequence[tuple[str, str]], *, boxed: bool = False, width: float = 190) -> None:
    """Set totals at the right, the last one bold."""
    sheet.need(len(sums) * (sheet.leading + 4) + 8)
    for at, (label, value) in enumerate(sums):
        last = at == len(sums) - 1
        if boxed:
            sheet.box(sheet.right - width, sheet.y, width, sheet.leading + 4)
        sheet.text(sheet.right - width + 4, sheet.y + sheet.size + 2, label, bold=last)
        sheet.text(sheet.right - 4, sheet.y + sheet.size + 2, value, bold=last, align="right")
        sheet.y += sheet.leading + 4
    sheet.y += 6


def closing(sheet: Sheet, hand: Hand, most: int = 4) -> None:
    """Set conditions, and lines for signatures."""
    rng = hand.rng
    note = hand.money_note()
    lines = [note] * bool(note) + rng.sample(CONDITIONS, rng.randint(1, most))
    sheet.need((len(lines) + 4) * sheet.leading + 30)
    title = rng.choice(("Notes", "Remarks", "Conditions", "Special instructions", ""))
    if title:
        sheet.write(title, bold=True)
    sheet.write(*lines, size=sheet.size - 1)
    sheet.y += 30
    for x, words in (
        (sheet.left, rng.choice(("Authorised signature", "Approved by", "For the buyer"))),
        (sheet.right - 160, "Date / stamp"),
    ):
        sheet.line(x, sheet.y, x + 150, sheet.y)
        sheet.text(x, sheet.y + sheet.size, words, size=sheet.size - 1.5)
    sheet.y += sheet.leading * 2


def foot(style: str, left: str = "") -> Callable[[Sheet, int, int], None]:
    """Return a drawer of page numbers: style has {n} and {m}."""

    def draw(sheet: Sheet, at: int, count: int) -> None:
        y = sheet.page[1] - sheet.margin + 6
        sheet.text(sheet.right, y, style.format(n=at, m=count), size=sheet.size - 1.5, align="right")
        if left:
            sheet.text(sheet.left, y, left, size=sheet.size - 1.5)

    return draw


PAGE_OF = ("Page {n} of {m}", "{n} / {m}", "Page: {n}/{m}", "Page {n}")


def finish(sheet: Sheet, hand: Hand) -> bytes:
    """Close with page numbers and, on some papers, a line of the printing system."""
    left = hand.rng.choice(
        ("", "", f"Printed {hand.day(hand.order.issue_date)} 08:14", "Form PUR-07 rev. 3", "Original")
    )
    return sheet.pdf(foot(hand.rng.choice(PAGE_OF), left))


def head(sheet: Sheet, hand: Hand, order: Order, *, due: bool = False, issued: str = "", terms: bool = True) -> None:
    """Set letterhead, title, seller at the left and the facts at the right."""
    letterhead(sheet, hand)
    sheet.text(sheet.left, sheet.y + 14, hand.word("title"), bold=True, size=14)
    sheet.y += 22
    top = sheet.y
    address(sheet, sheet.left, hand.word("seller") + ":", order.seller, order.seller_address, top=top)
    low, sheet.y = sheet.y, top
    facts = [(hand.word("order_id"), order.order_id), (hand.word("issued"), issued or hand.day(order.issue_date))]
    facts += [(hand.word("due"), hand.day(order.due))] * due + [(hand.word("terms"), order.payment_terms)] * terms
    facts += [(hand.word("currency"), order.currency)] * (hand.money == "label") + [
        (hand.word("contact"), order.contact)
    ]
    pairs(sheet, sheet.page[0] / 2 + 10, facts, column=115)
    sheet.y = max(low, sheet.y) + 14
