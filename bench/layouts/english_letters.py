"""Orders of English-writing companies beyond the form: letters, line printers, call-offs, charges, doubtful dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from textwrap import wrap

from bench.layouts import english_long
from bench.layouts.canvas import A4, LETTER, Look, Sheet, table
from bench.layouts.english_words import CONDITIONS, SHIPPING, Hand, closing, finish, foot, head, letterhead, totals
from bench.layouts.goods import filled
from bench.layouts.paper import CENT, Layout, Order, Paper, Pen, Row, truth

SLASHES = {"dmy": "%d/%m/%y", "mdy": "%m/%d/%y"}
FIGURES = ("quantity", "price", "amount")


def _opening(sheet: Sheet, hand: Hand, order: Order) -> None:
    rng = hand.rng
    letterhead(sheet, hand, rng.choice(("center", "left")))
    sheet.y += 16
    sheet.write(order.seller, *order.seller_address.split(", ", 1))
    sheet.y += 14
    sheet.write(hand.day(order.issue_date), x=sheet.right - 110 if rng.random() < 0.5 else sheet.left)
    sheet.y += 10
    sheet.write(
        rng.choice(("Re: Our Order No. {}", "Purchase Order {}", "ORDER No. {}", "Our order number: {}")).format(
            order.order_id
        ),
        bold=True,
    )
    sheet.y += 8
    quotation = f"your quotation {filled(rng, 'Q-#####')}"
    openings = (
        f"Dear Sirs,\n\nwith reference to {quotation} please supply the following goods:",
        f"Dear Sir or Madam,\n\nWe refer to {quotation} and are pleased to order as follows:",
        f"Dear Mr Hall,\n\nplease supply, subject to the conditions overleaf and to {quotation},",
    )
    sheet.write(rng.choice(openings))
    sheet.y += 10


def letter(pen: Pen) -> Paper:
    """A letter: an address without a label, a subject line, prose, a small table without rules, closing prose."""
    rng = pen.rng
    order = pen.order("en", rows=(1, 4))
    hand = Hand(
        rng, order, money=rng.choice(("total", "sentence", "head", "bare" if order.currency == "USD" else "total"))
    )
    sheet = Sheet(rng.choice(("times", "serif", "helvetica", "courier")), rng.choice((10, 10.5)), A4, 62)
    if sheet.face == "courier":
        sheet.size = 9
    _opening(sheet, hand, order)
    kinds = rng.choice(
        (
            "line code long both price amount",
            "code description quantity unit price amount",
            "quantity unit code specified price amount",
        )
    )
    if sheet.face == "courier":
        kinds = "code description quantity unit price amount"
    table(sheet, *hand.grid(kinds, order.rows), Look("u" if rng.random() < 0.3 else "", bold_head=rng.random() < 0.6))
    sheet.y += 4
    totals(sheet, hand.sums())
    due = f"We require delivery by {hand.day(order.due)} at the latest." if rng.random() < 0.7 else ""
    sheet.write(
        *[hand.money_note()] * bool(hand.money_note()),
        *[due] * bool(due),
        f"{hand.word('terms')}: {order.payment_terms}",
    )
    sheet.write(
        rng.choice(CONDITIONS),
        "\nWe look forward to your confirmation.\n\nYours faithfully,\n\n\n" + order.contact,
        order.buyer,
    )
    return pen.paper(sheet.pdf(), truth(order, due=bool(due), terms=True, **hand.flags()))


def line_printer(pen: Pen) -> Paper:
    """A print of an old computer: capitals of one width, columns held by blanks alone, no line numbers and no rules."""
    rng = pen.rng
    order = pen.order("en", rows=(2, 12))
    order = replace(
        order, buyer=order.buyer.upper(), seller=order.seller.upper(), payment_terms=order.payment_terms.upper()
    )
    order = replace(order, rows=tuple(replace(row, unit=row.unit.upper()) for row in order.rows))
    hand = Hand(rng, order, numeric="us", money=rng.choice(("label", "sentence", "total")))
    sheet = Sheet(rng.choice(("courier", "mono")), 9, rng.choice((A4, LETTER)), 36)
    rows = _printed_top(hand, order)
    rows += ["", _printed_head(hand)] + ([""] if rng.random() < 0.5 else [])
    for row in order.rows:
        rows += [_printed_row(hand, row)] + ([""] if len(order.rows) < 5 else [])
    rows += ["", *(f"{label.upper():>76} {value:>15}" for label, value in hand.sums()), ""]
    rows += [
        hand.money_note().upper(),
        *(part for line in rng.sample(CONDITIONS, 2) for part in wrap(line.upper(), 84)),
        "",
        f"*** END OF ORDER {order.order_id} ***",
    ]
    for line in rows:
        sheet.y += 12
        sheet.text(sheet.left, sheet.y, line)
    return pen.paper(sheet.pdf(), truth(order, terms=True, **hand.flags()))


def _printed_top(hand: Hand, order: Order) -> list[str]:
    rng = hand.rng
    rows = [f"{order.buyer:<58}PAGE    1", f"{order.buyer_address.upper():<58}", ""]
    rows += [
        f"{'':<30}P U R C H A S E   O R D E R" if rng.random() < 0.4 else f"{'':<30}{hand.word('title').upper()}",
        "",
    ]
    facts = [
        (hand.word("order_id"), order.order_id),
        (hand.word("issued"), hand.day(order.issue_date).upper()),
        (hand.word("terms"), order.payment_terms),
    ]
    facts += [(hand.word("currency"), order.currency)] * (hand.money == "label") + [
        (hand.word("contact"), order.contact.upper())
    ]
    street, town = order.seller_address.upper().split(", ", 1)
    left = [hand.word("seller").upper() + ":", order.seller, street, town, ""]
    left += [""] * (len(facts) - len(left))
    facts += [("", "")] * (len(left) - len(facts))
    return rows + [
        f"{at:<46}{label.upper():<22} {value}".rstrip() for at, (label, value) in zip(left, facts, strict=True)
    ]


def _printed_head(hand: Hand) -> str:
    price, amount, code = hand.word("price").upper(), hand.word("amount").upper(), hand.word("code").upper()
    named, quantity, unit = (hand.word(key).upper() for key in ("description", "quantity", "unit"))
    return f"{code:<15}{named:<27}{quantity:>11} {unit:<6}{price:>15} {amount:>16}"


def _printed_row(hand: Hand, row: Row) -> str:
    named, (quantity, price, amount) = row.description.upper()[:26], (hand.cell(at, row) for at in FIGURES)
    return f"{row.code:<15}{named:<27}{quantity:>11} {row.unit:<6}{price:>15} {amount:>16}"


def schedule(pen: Pen) -> Paper:
    """A call-off without money: code, description, quantity, unit and a requested date in each row."""
    rng = pen.rng
    order = pen.order("en", rows=(2, 12), provable=False)
    hand = Hand(rng, order, money="none")
    sheet = Sheet(rng.choice(("helvetica", "sans", "serif", "dejavu")), 9)
    hand.chosen["title"] = rng.choice(("Purchase Order", "PURCHASE ORDER", "Order", "Purchase Order - Call-off"))
    head(sheet, hand, order)
    kinds = rng.choice(
        (
            "line code description quantity unit row_due",
            "code specified quantity unit row_due",
            "line row_due code description quantity unit",
            "line code specified both row_due",
        )
    )
    table(sheet, *hand.grid(kinds, order.rows), Look(rng.choice(("hvf", "h", "u", "")), zebra=rng.random() < 0.3))
    sheet.y += 12
    sheet.write("Prices as per frame agreement " + filled(rng, "FA-####") + ".")
    closing(sheet, hand)
    told = truth(order, terms=True, row_dues=True, amounts=False, prices=False, total=False, currency=False)
    return pen.paper(finish(sheet, hand), told)


def _charged(order: Order, freight: Decimal, discount: Decimal) -> Order:
    """Add the charges up: tax is taken on goods + freight - discount."""
    net = order.line_total + freight - discount
    tax = (net * order.tax_rate).quantize(CENT, ROUND_HALF_UP)
    return replace(order, tax_total=tax, payable_total=net + tax)


def _charge_row(hand: Hand, columns: int, at: int, label: str, value: Decimal) -> list[str]:
    cells = [""] * columns
    cells[at], cells[-1] = label, (hand.sign if hand.signed_rows else "") + hand.figure(value)
    return cells


def charges(pen: Pen) -> Paper:
    """Freight and a discount, below the goods' sum or as rows of the table without a code."""
    rng = pen.rng
    plain = pen.order("en", provable=False, rows=(2, 7))
    freight = Decimal(rng.randint(15, 400)) + rng.choice((Decimal("0.00"), Decimal("0.50")))
    percent = rng.choice((2, 3, 5))
    discount = (
        (plain.line_total * percent / 100).quantize(CENT, ROUND_HALF_UP) if rng.random() < 0.5 else Decimal("0.00")
    )
    order = _charged(plain, freight, discount)
    hand = Hand(rng, order)
    sheet = Sheet(rng.choice(("helvetica", "serif", "sans", "narrow")), 9)
    due = rng.random() < 0.5
    head(sheet, hand, order, due=due)
    kinds = rng.choice(
        ("line code description quantity unit price amount", "code specified quantity unit price amount")
    )
    columns, lines = hand.grid(kinds, order.rows)
    words = rng.choice(("Freight", "Shipping & handling", "Packing and freight", "Carriage"))
    less = rng.choice((f"Discount {percent}%", f"Less {percent}% discount"))
    extras = [(words, freight)] + [(less, -discount)] * bool(discount)
    in_table = rng.random() < 0.5
    if in_table:
        at = kinds.split().index("description" if "description" in kinds else "specified")
        lines += [_charge_row(hand, len(columns), at, label, value) for label, value in extras]
    table(sheet, columns, lines, Look(rng.choice(("hvf", "h", "u"))))
    goods = [(hand.word("line_total"), hand.sum(order.line_total))]
    sums = [] if in_table else goods + [(label, hand.sum(value)) for label, value in extras]
    net = order.payable_total - order.tax_total
    if order.tax_rate:
        sums += [("Net amount" if not in_table else hand.word("line_total"), hand.sum(net)), hand.sums()[1]]
    totals(sheet, [*sums, hand.sums()[-1]], boxed=rng.random() < 0.5)
    closing(sheet, hand)
    return pen.paper(finish(sheet, hand), truth(order, terms=True, due=due, **hand.flags()))


def slash_dates(pen: Pen) -> Paper:
    """A date such as 03/04/26, on half of the papers with a proof of its order, on the others without any."""
    rng = pen.rng
    order = pen.order("en", rows=(2, 6))
    day = rng.randint(1, 12)
    month = rng.choice([at for at in range(1, 13) if at != day])
    order = replace(order, issue_date=date(2026, month, day))
    kind, proof = rng.choice(("dmy", "mdy")), rng.choice(("", "", "", "label", "due", "quotation"))
    hand = Hand(rng, order, dates="iso")
    late = order.issue_date + timedelta(days=rng.randint(20, 60))
    while late.day <= 12:
        late += timedelta(days=1)
    order = hand.order = replace(order, due=late)
    issued = order.issue_date.strftime(SLASHES[kind])
    if proof == "label":
        hand.chosen["issued"] = hand.word("issued") + (" (DD/MM/YY)" if kind == "dmy" else " (MM/DD/YY)")
    sheet = Sheet(rng.choice(("helvetica", "serif", "sans")), 9)
    head(sheet, hand, order, issued=issued)
    earlier = (
        date(2026, rng.randint(1, month), rng.randint(13, 28)) if month > 1 else date(2025, 12, rng.randint(13, 28))
    )
    if proof == "quotation":
        if earlier > order.issue_date:
            earlier = order.issue_date.replace(day=1) - timedelta(days=3)
        sheet.write(f"Your quotation {filled(rng, 'Q-####')} dated {earlier.strftime(SLASHES[kind])}")
    if proof == "due":
        sheet.write(f"{hand.word('due')}: {late.strftime(SLASHES[kind])}")
    sheet.write(f"{rng.choice(('Ship via', 'Delivery terms'))}: {rng.choice(SHIPPING)}")
    sheet.y += 10
    table(
        sheet,
        *hand.grid("line code description quantity unit price amount", order.rows),
        Look(rng.choice(("hvf", "h", "u"))),
    )
    totals(sheet, hand.sums())
    closing(sheet, hand)
    told = truth(order, terms=True, due=proof == "due", issued=bool(proof), **hand.flags())
    return pen.paper(sheet.pdf(foot("{n} / {m}")), told, expect="accept" if proof else "hold")


LAYOUTS: tuple[Layout, ...] = (
    *english_long.LAYOUTS,
    Layout("en-letter", "reportlab", letter),
    Layout("en-line-printer", "reportlab", line_printer),
    Layout("en-schedule", "reportlab", schedule, faults=False),
    Layout("en-charges", "reportlab", charges, faults=False),
    Layout("en-slash-dates", "reportlab", slash_dates),
)
