"""Order forms of English-writing companies as their systems print them: boxes, ruled and zebra tables."""

from __future__ import annotations

from bench.layouts import english_abroad
from bench.layouts.canvas import A4, LETTER, Look, Sheet, table
from bench.layouts.english_words import SHIPPING, Hand, address, closing, finish, letterhead, pairs, totals, with_places
from bench.layouts.goods import filled
from bench.layouts.paper import Layout, Order, Paper, Pen, truth


def boxed(sheet: Sheet, x: float, y: float, width: float, label: str, value: str) -> None:
    """Draw a box of two floors: the label on grey, the value below."""
    height = sheet.leading + 3
    sheet.box(x, y, width, height, 0.88)
    sheet.box(x, y + height, width, height + 2)
    sheet.text(x + width / 2, y + sheet.size + 2, label, size=sheet.size - 1, align="center")
    sheet.text(x + width / 2, y + height + sheet.size + 3, value, align="center")


def us_form(pen: Pen) -> Paper:
    """Boxes for number and date at the top right, Vendor and Ship To side by side, a ruled table."""
    rng = pen.rng
    order = pen.order(
        "en",
        tax_rate=rng.choice(("0", "0.07")),
        currency=rng.choice(("USD", "USD", "GBP")),
        rows=(2, 8),
        decimals=rng.choice((2, 2, 4)),
    )
    hand = Hand(rng, order, numeric="us")
    sheet = Sheet(rng.choice(("helvetica", "times", "sans")), rng.choice((8.5, 9, 9.5)), LETTER)
    top = sheet.y
    letterhead(sheet, hand, "left")
    sheet.text(sheet.right, top + 16, hand.word("title"), bold=True, size=15, align="right")
    boxed(sheet, sheet.right - 230, top + 28, 115, hand.word("order_id"), order.order_id)
    boxed(sheet, sheet.right - 115, top + 28, 115, hand.word("issued"), hand.day(order.issue_date))
    sheet.y = max(sheet.y, top + 74)
    row = sheet.y
    address(sheet, sheet.left, hand.word("seller"), order.seller, order.seller_address, top=row)
    address(sheet, sheet.page[0] / 2, hand.word("ship"), order.buyer, order.buyer_address, top=row)
    items = [
        (hand.word("terms"), order.payment_terms),
        (hand.word("freight"), rng.choice(SHIPPING)),
        (hand.word("contact"), order.contact),
    ]
    items += [(hand.word("currency"), order.currency)] * (hand.money == "label")
    step = (sheet.right - sheet.left) / len(items)
    for at, (label, value) in enumerate(items):
        boxed(sheet, sheet.left + at * step, sheet.y, step, label, value)
    sheet.y += 2 * sheet.leading + 18
    kinds = rng.choice(
        ("line code description quantity unit price amount", "quantity unit code specified price amount")
    )
    table(sheet, *hand.grid(kinds, order.rows), Look("hvf", shade=rng.random() < 0.5))
    totals(sheet, hand.sums(), boxed=True)
    closing(sheet, hand)
    return pen.paper(finish(sheet, hand), truth(order, terms=True, **hand.flags()))


def _sap_head(sheet: Sheet, hand: Hand, order: Order) -> None:
    rng = hand.rng
    letterhead(sheet, hand, rng.choice(("left", "apart")))
    top = sheet.y
    address(sheet, sheet.left, hand.word("seller"), order.seller, order.seller_address, indent=0)
    sheet.y = top
    number = hand.rng.choice(("PO number/date", "Purchase order number / Date", ""))
    head = [(number, f"{order.order_id} / {hand.day(order.issue_date)}")] if number else []
    head = head or [(hand.word("order_id"), order.order_id), (hand.word("issued"), hand.day(order.issue_date))]
    head += [
        ("Contact person/Telephone", f"{order.contact}/{order.phone}"),
        ("Your vendor number with us", filled(rng, "1#####")),
    ]
    x = sheet.page[0] / 2 + 20
    for label, value in head:
        sheet.write(label, x=x, size=sheet.size - 1)
        sheet.write(value, x=x, bold=True)
    sheet.y = max(sheet.y, top + 60) + 12
    sheet.text(sheet.left, sheet.y, hand.word("title"), bold=True, size=13)
    pairs(
        sheet,
        sheet.left,
        [(hand.word("terms"), order.payment_terms), ("Terms of delivery", rng.choice(SHIPPING))],
        column=120,
    )
    if hand.money == "label":
        pairs(sheet, sheet.left, [(hand.word("currency"), order.currency)], column=120)
    sheet.y += 12


def sap_items(pen: Pen) -> Paper:
    """Items 10, 20, 30 with the description in a second printed row and a delivery date below it."""
    rng = pen.rng
    order = with_places(pen.order("en", rows=(2, 9)), rng.choice((0, 0, 3)))
    hand = Hand(
        rng, order, dates=rng.choice(("german", "iso", "day_month")), money=rng.choice(("label", "head", "total"))
    )
    sheet = Sheet(rng.choice(("helvetica", "courier", "sans", "times")), 9)
    _sap_head(sheet, hand, order)
    heads = {
        "code": "Material\nDescription",
        "quantity": "Order qty.",
        "price": "Price per unit",
        "amount": "Net value",
        "line": "Item",
    }
    columns, lines = hand.grid("line code quantity unit price amount", order.rows, 10, **heads)
    if rng.random() < 0.5:
        lines = [[line[0].zfill(5), *line[1:]] for line in lines]
    word = rng.choice(("Delivery date", "Deliv. date", "Delivery date: Day"))
    mark = " " if word.endswith("Day") else ": "
    below = [[hand.cell("specified", row), f"{word}{mark}{hand.day(row.due)}"] for row in order.rows]
    table(sheet, columns, lines, Look(rng.choice(("u", "h", "uf")), pad=4), below)
    sheet.y += 8
    totals(sheet, hand.sums(), width=220)
    closing(sheet, hand, 3)
    return pen.paper(finish(sheet, hand), truth(order, terms=True, row_dues=True, **hand.flags()))


def netsuite_zebra(pen: Pen) -> Paper:
    """A title at the right, one row of head facts in a small table, zebra rows, totals at the right."""
    rng = pen.rng
    order = with_places(pen.order("en", rows=(3, 9), decimals=rng.choice((2, 2, 3))), rng.choice((0, 0, 2)))
    hand = Hand(rng, order)
    sheet = Sheet(rng.choice(("helvetica", "sans", "dejavu")), rng.choice((8, 8.5, 9)), rng.choice((A4, LETTER)))
    top = sheet.y
    letterhead(sheet, hand, "left")
    sheet.text(sheet.right, top + 18, hand.word("title"), size=20, align="right")
    sheet.text(sheet.right, top + 34, f"#{order.order_id}", size=12, align="right", bold=True)
    sheet.y = max(sheet.y, top + 50)
    row = sheet.y
    address(sheet, sheet.left, hand.word("seller"), order.seller, order.seller_address, top=row)
    address(sheet, sheet.left + 260, hand.word(rng.choice(("ship", "bill"))), order.buyer, order.buyer_address, top=row)
    due = rng.random() < 0.6
    facts = [(hand.word("issued"), hand.day(order.issue_date)), (hand.word("terms"), order.payment_terms)]
    facts += [(hand.word("due"), hand.day(order.due))] * due + [(hand.word("currency"), order.currency)] * (
        hand.money == "label"
    )
    step = (sheet.right - sheet.left) / len(facts)
    sheet.box(sheet.left, sheet.y, sheet.right - sheet.left, sheet.leading + 4, 0.85, frame=False)
    for at, (label, value) in enumerate(facts):
        sheet.text(sheet.left + at * step + 4, sheet.y + sheet.size + 2, label, bold=True)
        sheet.text(sheet.left + at * step + 4, sheet.y + 2 * sheet.leading + 4, value)
    sheet.y += 3 * sheet.leading + 10
    kinds = rng.choice(
        (
            "code description quantity unit price amount",
            "quantity unit code long price amount",
            "line code specified unit quantity price amount",
            "own_code other_code description quantity unit price amount",
        )
    )
    table(sheet, *hand.grid(kinds, order.rows), Look("", zebra=True, shade=True, pad=4))
    sheet.y += 6
    totals(sheet, hand.sums())
    closing(sheet, hand)
    return pen.paper(finish(sheet, hand), truth(order, terms=True, due=due, **hand.flags(), **hand.told(kinds)))


def _facts(hand: Hand, order: Order, due: bool) -> list[tuple[str, str]]:
    facts = [(hand.word("order_id"), order.order_id), (hand.word("issued"), hand.day(order.issue_date))]
    facts += [
        (hand.word("terms"), order.payment_terms),
        (hand.word("contact"), order.contact),
        (hand.word("phone"), order.phone),
    ]
    facts += [(hand.word("due"), hand.day(order.due))] * due + [(hand.word("currency"), order.currency)] * (
        hand.money == "label"
    )
    return [*facts, (hand.word("freight"), hand.rng.choice(SHIPPING))]


def right_labels(pen: Pen) -> Paper:
    """Labels set right-aligned against their values, without colons, in two columns."""
    rng = pen.rng
    order = pen.order("en")
    hand = Hand(rng, order, numeric="uk", numbers=rng.choice(("comma", "plain")))
    sheet = Sheet(rng.choice(("sans", "serif", "helvetica", "narrow")), rng.choice((9, 10)))
    due = rng.random() < 0.7
    sheet.text(sheet.page[0] / 2, sheet.y + 14, hand.word("title"), bold=True, size=16, align="center")
    sheet.y += 26
    hand.chosen["contact"] = "Contact"  # the company is named the purchaser here
    facts = _facts(hand, order, due)
    left = [
        (hand.word("seller"), order.seller),
        ("Address", order.seller_address.split(", ")[0]),
        ("", ", ".join(order.seller_address.split(", ")[1:])),
    ]
    left += [
        (rng.choice(("Purchaser", "Customer", "Buyer company", "Ordering company")), order.buyer),
        (hand.word("ship"), order.buyer_address.split(", ")[0]),
    ]
    left += [("", ", ".join(order.buyer_address.split(", ")[1:]))]
    top = sheet.y
    for items, x in ((left, sheet.left + 92), (facts, sheet.right - 128)):
        sheet.y = top
        for label, value in items:
            sheet.y += sheet.leading + 2
            sheet.text(x, sheet.y, label, align="right", size=sheet.size - 1)
            sheet.text(x + 8, sheet.y, value, bold=items is facts)
    sheet.y = top + (sheet.leading + 2) * max(len(left), len(facts)) + 16
    kinds = rng.choice(
        ("line code description quantity unit price amount", "code specified unit quantity price amount")
    )
    table(sheet, *hand.grid(kinds, order.rows), Look(rng.choice(("hvf", "h", "u"))))
    totals(sheet, hand.sums())
    closing(sheet, hand)
    return pen.paper(finish(sheet, hand), truth(order, terms=True, due=due, **hand.flags()))


def labels_after(pen: Pen) -> Paper:
    """A fill-in form whose labels stand in small type under the values or to the right of them."""
    rng = pen.rng
    order = pen.order("en", rows=(2, 7))
    hand = Hand(rng, order)
    sheet = Sheet(rng.choice(("times", "sans", "serif")), 9.5)
    letterhead(sheet, hand, "center")
    sheet.text(sheet.page[0] / 2, sheet.y + 12, hand.word("title"), bold=True, size=14, align="center")
    sheet.y += 24
    due, beside = rng.random() < 0.5, rng.random() < 0.4
    facts = [(hand.word("seller"), order.seller), *_facts(hand, order, due)]
    half = (sheet.right - sheet.left) / 2
    for at, (label, value) in enumerate(facts):
        x = sheet.left + (at % 2) * half
        y = sheet.y + (at // 2) * 32 + 12
        sheet.text(x + 2, y, value, size=10.5)
        sheet.line(x, y + 3, x + half - 20 - (100 if beside else 0), y + 3)
        if beside:
            sheet.text(x + half - 116, y, label, size=7.5)
        else:
            sheet.text(x + 2, y + 11, label, size=7)
    sheet.y += (len(facts) + 1) // 2 * 32 + 14
    table(sheet, *hand.grid("line code specified quantity unit price amount", order.rows), Look("hvf"))
    totals(sheet, hand.sums(), boxed=rng.random() < 0.5)
    closing(sheet, hand, 2)
    return pen.paper(finish(sheet, hand), truth(order, terms=True, due=due, **hand.flags()))


def _stacked_heads(hand: Hand) -> dict[str, str]:
    rng = hand.rng
    own, other = rng.choice((("Our\nItem No.", "Your\nItem No."), ("Our\nPart No.", "Vendor\nPart No.")))
    heads = {
        "own_code": own,
        "other_code": other,
        "code": "Part\nNumber",
        "quantity": "Qty\nOrdered",
        "unit": "Unit of\nMeasure",
    }
    return heads | {
        "price": rng.choice(("Unit\nPrice", "Net\nPrice")),
        "amount": rng.choice(("Extended\nPrice", "Net\nAmount")),
        "line": "Line\nNo.",
    }


def two_row_head(pen: Pen) -> Paper:
    """A head over two rows and group heads over several columns."""
    rng = pen.rng
    order = pen.order("en", rows=(3, 8), tax_rate=rng.choice(("0", "0.20")))
    hand = Hand(rng, order, numeric="us")
    sheet = Sheet(rng.choice(("helvetica", "narrow", "serif")), 9, rng.choice((A4, LETTER)))
    letterhead(sheet, hand)
    sheet.text(sheet.left, sheet.y + 12, f"{hand.word('title')}", bold=True, size=14)
    sheet.y += 16
    due, top = rng.random() < 0.5, sheet.y
    pairs(sheet, sheet.page[0] / 2, _facts(hand, order, due), column=110)
    low, sheet.y = sheet.y, top
    address(sheet, sheet.left, hand.word("seller"), order.seller, order.seller_address)
    sheet.y = max(low, sheet.y) + 14
    both = rng.random() < 0.5
    heads = _stacked_heads(hand)
    kinds = f"line {'own_code other_code' if both else 'code'} description quantity unit price amount"
    columns, lines = hand.grid(kinds, order.rows, 1, **heads)
    last = len(columns) - 1
    codes = ((1, 2, "Part numbers"),) if both else ()
    groups = (
        *codes,
        (last - 3, last - 2, rng.choice(("Order", "Quantity"))),
        (last - 1, last, rng.choice(("Price", "Value"))),
    )
    groups = groups if rng.random() < 0.7 else ()
    table(sheet, columns, lines, Look("hvf", groups=groups, shade=rng.random() < 0.5))
    totals(sheet, hand.sums(), boxed=True)
    closing(sheet, hand)
    return pen.paper(finish(sheet, hand), truth(order, terms=True, due=due, **hand.flags(), **hand.told(kinds)))


LAYOUTS: tuple[Layout, ...] = (
    *english_abroad.LAYOUTS,
    Layout("en-us-form", "reportlab", us_form),
    Layout("en-sap-items", "reportlab", sap_items),
    Layout("en-netsuite-zebra", "reportlab", netsuite_zebra),
    Layout("en-right-labels", "reportlab", right_labels),
    Layout("en-labels-after", "reportlab", labels_after),
    Layout("en-two-row-head", "reportlab", two_row_head),
)
