"""English orders of several pages: two orders in a file, cover letter and terms, sums carried forward."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from bench.layouts.canvas import A4, LETTER, Column, Look, Sheet, Table, table, widths
from bench.layouts.english_words import Hand, closing, finish, foot, head, letterhead, totals
from bench.layouts.paper import CENT, Layout, Order, Paper, Pen, truth


def two_orders(pen: Pen) -> Paper:
    """Two orders of one buyer to one seller in one file, each beginning a page with its own number."""
    rng = pen.rng
    first = pen.order("en", rows=(2, 6), tax_rate="0")
    second = pen.order("en", rows=(2, 6), tax_rate="0", currency=first.currency)
    second = replace(
        second,
        buyer=first.buyer,
        buyer_address=first.buyer_address,
        seller=first.seller,
        seller_address=first.seller_address,
    )
    hands = [Hand(rng, first)]
    hands.append(Hand(rng, second, dates=hands[0].dates, money=hands[0].money, chosen=hands[0].chosen))
    sheet = Sheet(rng.choice(("helvetica", "times", "sans")), 9)
    kinds = rng.choice(
        ("line code description quantity unit price amount", "code specified unit quantity price amount")
    )
    look, due, state = Look(rng.choice(("hvf", "h", "u"))), rng.random() < 0.5, rng.getrandbits(32)
    for at, (order, hand) in enumerate(zip((first, second), hands, strict=True)):
        if at:
            sheet.turn()
        rng.seed(state)  # one company, one form: the same letterhead and wording again
        head(sheet, hand, order, due=due)
        table(sheet, *hand.grid(kinds, order.rows), look)
        totals(sheet, hand.sums())
        closing(sheet, hand)
    told = [
        truth(order, terms=True, due=due, **hand.flags()) for order, hand in zip((first, second), hands, strict=True)
    ]
    return pen.paper(sheet.pdf(foot("Page 1 of 1") if rng.random() < 0.5 else None), *told)


TERMS = (
    "Scope. These terms apply to all orders; others are not accepted even if we do not object within 14 days.",
    "Prices. Prices are fixed. An increase of more than 3 % needs written consent and 60 days notice.",
    "Delivery. The dates of the order are binding. Penalty: 0.5 % a week, at most 5 % of the order's value.",
    "Invoices. One invoice for each order, with order number, item number and quantity; else it is returned unpaid.",
    "Quality. AQL 0.65, level II. Complaints are made within 10 working days. Records are kept for 10 years.",
    "Warranty. 24 months from acceptance, 36 months on spare parts. Return of goods at the seller's cost.",
    "Liability. The seller carries product liability insurance of at least 5,000,000 for each case.",
    "Confidentiality. Drawings and samples remain ours; they are returned within 30 days of the last delivery.",
    "Law. The place of jurisdiction is the buyer's registered seat. CISG (1980) is excluded.",
)


def _cover(sheet: Sheet, hand: Hand, order: Order) -> None:
    rng = hand.rng
    letterhead(sheet, hand)
    sheet.y += 20
    sheet.write(order.seller, *order.seller_address.split(", ", 1), "", hand.day(order.issue_date), "")
    sheet.write(
        "Dear Sales Team,",
        "",
        f"please find enclosed our purchase order {order.order_id} and our general terms of purchase.",
    )
    sheet.write(
        f"Please return a signed copy within {rng.randint(2, 5)} days, or call {order.contact} on {order.phone}."
    )
    sheet.write(
        "",
        rng.choice(("Kind regards,", "Best regards", "With best regards,")),
        "",
        order.contact,
        "Purchasing",
        "",
        "Enclosures: 2",
    )


def cover_and_terms(pen: Pen) -> Paper:
    """A cover letter, the order, and a page of general terms."""
    rng = pen.rng
    order = pen.order("en", rows=(2, 20))
    hand = Hand(rng, order)
    sheet = Sheet(rng.choice(("times", "sans", "helvetica")), 9.5)
    _cover(sheet, hand, order)
    sheet.turn()
    due = rng.random() < 0.5
    head(sheet, hand, order, due=due)
    table(
        sheet,
        *hand.grid("line code description quantity unit price amount", order.rows),
        Look(rng.choice(("hvf", "h", "u"))),
    )
    totals(sheet, hand.sums())
    closing(sheet, hand, 2)
    sheet.turn()
    sheet.write(
        rng.choice(("General Terms and Conditions of Purchase", "Standard Terms of Purchase", "Terms and Conditions")),
        bold=True,
        size=12,
    )
    for at, words in enumerate(rng.sample(TERMS, rng.randint(5, len(TERMS))), 1):
        sheet.y += 5
        sheet.write(f"{at}. {words}")
    return pen.paper(finish(sheet, hand), truth(order, terms=True, due=due, **hand.flags()))


CARRIES = (
    ("Carried forward", "Brought forward"),
    ("Carry forward", "Brought forward"),
    ("Subtotal carried forward", "Carried over"),
)


def _true_amounts(order: Order) -> list[Decimal]:
    """Return the amounts the system summed, whatever a typist has printed in one row."""
    if sum((row.amount for row in order.rows), Decimal(0)) == order.line_total:
        return [row.amount for row in order.rows]
    return [(row.quantity * row.price / row.base).quantize(CENT, ROUND_HALF_UP) for row in order.rows]


def carried_forward(pen: Pen) -> Paper:
    """30 to 50 items over several pages, sums carried forward and brought forward, page n of m."""
    rng = pen.rng
    order = pen.order("en", rows=(30, 50))
    hand = Hand(rng, order)
    sheet = Sheet(rng.choice(("helvetica", "narrow", "sans")), rng.choice((8.5, 9, 10)), rng.choice((A4, LETTER)))
    due = rng.random() < 0.5
    head(sheet, hand, order, due=due)
    heads_again = rng.random() < 0.8
    kind = rng.choice(("description", "specified", "long"))
    columns, lines = hand.grid(f"line code {kind} quantity unit price amount", order.rows)
    look = Look(rng.choice(("hvf", "u", "h")), zebra=rng.random() < 0.3)
    longest = [*lines, _carry(hand, columns, "", order.line_total)]
    drawn = Table(sheet, columns, lines, look, widths=widths(sheet, columns, longest, look))
    drawn.head()
    out, back = rng.choice(CARRIES)
    amounts, running = _true_amounts(order), Decimal(0)
    for at, cells in enumerate(lines):
        if sheet.y + 5 * (sheet.leading + look.pad) > sheet.bottom:
            drawn.row(_carry(hand, columns, out, running))
            sheet.turn()
            sheet.write(f"{order.buyer}    {hand.word('order_id')} {order.order_id}", bold=True)
            sheet.y += 8
            if heads_again:
                drawn.head()
            drawn.row(_carry(hand, columns, back, running))
        drawn.row(cells)
        running += amounts[at]
    totals(sheet, hand.sums())
    closing(sheet, hand)
    numbers = foot(rng.choice(("Page {n} of {m}", "{n} / {m}", "Page {n}/{m}")))
    return pen.paper(sheet.pdf(numbers), truth(order, terms=True, due=due, **hand.flags()))


def _carry(hand: Hand, columns: list[Column], words: str, value: Decimal) -> list[str]:
    sign = hand.sign if hand.signed_rows else ""
    return ["", "", words, *[""] * (len(columns) - 4), sign + hand.figure(value)]


LAYOUTS: tuple[Layout, ...] = (
    Layout("en-two-orders", "reportlab", two_orders),
    Layout("en-cover-and-terms", "reportlab", cover_and_terms),
    Layout("en-carried-forward", "reportlab", carried_forward),
)
