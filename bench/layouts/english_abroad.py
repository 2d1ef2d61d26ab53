"""Orders in English from the Continent: other number styles, prices for a hundred and a thousand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bench.layouts.canvas import A4, Look, Sheet, table
from bench.layouts.english_words import SHIPPING, Hand, closing, finish, letterhead, pairs, totals
from bench.layouts.goods import filled
from bench.layouts.paper import Layout, Order, Paper, Pen, truth


def modest(pen: Pen, top: int, **wishes: Any) -> Order:
    """Make orders until one has no amount above `top`: prices for a thousand easily reach billions."""
    while True:
        pen.faulted = False
        order = pen.order("en", **wishes)
        if all(row.amount < top for row in order.rows):
            return order


def _european(pen: Pen, order: Order, hand: Hand, kinds: str, heads: dict[str, str], **flags: Any) -> Paper:
    """Draw a form of the Continent: window address at the left, reference block at the right, table under lines."""
    rng = pen.rng
    sheet = Sheet(rng.choice(("helvetica", "sans", "narrow", "dejavu")), rng.choice((8, 8.5)), A4)
    letterhead(sheet, hand, "apart")
    sheet.line(sheet.left, sheet.y, sheet.right, sheet.y)
    sheet.y += 14
    top = sheet.y
    for line in (order.seller, *order.seller_address.split(", ", 1)):
        sheet.write(line, size=10)
    low, sheet.y = sheet.y, top
    facts = [
        (hand.word("issued"), hand.day(order.issue_date)),
        (rng.choice(("Our ref.", "Our reference")), order.contact),
        (hand.word("phone"), order.phone),
    ]
    facts += [("Your offer", filled(rng, "AN-#####")), (hand.word("due"), hand.day(order.due))]
    facts += [(hand.word("currency"), order.currency)] * (hand.money == "label")
    pairs(sheet, sheet.page[0] / 2 + 40, facts, column=105, mark=rng.choice((":", "")))
    sheet.y = max(low, sheet.y) + 28
    title = f"{hand.word('title')} {rng.choice(('No. ', 'no. ', ''))}{order.order_id}"
    sheet.text(sheet.left, sheet.y, title, bold=True, size=13)
    sheet.y += 14
    if order.rows[0].base > 1:
        hand.chosen["price"] = rng.choice(("Price", "Net Price", "Unit Price"))
    columns, lines = hand.grid(kinds, order.rows, rng.choice((1, 10)), **heads)
    table(sheet, columns, lines, Look(rng.choice(("u", "h", "hvf")), shade=rng.random() < 0.4, pad=4))
    sheet.y += 6
    totals(sheet, hand.sums())
    pairs(
        sheet,
        sheet.left,
        [(hand.word("terms"), order.payment_terms), ("Delivery terms", rng.choice(SHIPPING))],
        column=110,
    )
    sheet.y += 8
    closing(sheet, hand, 3)
    return pen.paper(finish(sheet, hand), truth(order, terms=True, due=True, **hand.flags(), **flags))


def _of_country(order: Order, names: Sequence[str]) -> Order:
    """Put one of the named companies into the buyer's place; the seller stays another."""
    buyer = next(name for name in names if name != order.seller)
    return replace(order, buyer=buyer)


def german_per_hundred(pen: Pen) -> Paper:
    """A German company: 1.234,50, 04.03.2026, and prices for a hundred."""
    order = modest(pen, 3_000_000, base=100, currency="EUR", tax_rate=pen.rng.choice(("0", "0.19")), rows=(2, 5))
    order = _of_country(order, ("Osterman Tooling GmbH", "Kessler Antriebstechnik GmbH & Co. KG"))
    hand = Hand(
        pen.rng,
        order,
        numbers="point",
        dates="german",
        money=pen.rng.choice(("label", "sentence", "head", "total", "symbol")),
    )
    way = pen.rng.choice(("column", "head", "words"))
    base = {"column": pen.rng.choice(("PU", "Price unit", "per")), "words": "Price unit", "head": ""}[way]
    kinds = (
        "line code specified quantity unit price base amount"
        if base
        else "line code specified quantity unit price amount"
    )
    heads = (
        {"base": base} if base else {"price": pen.rng.choice(("Price per 100", "Price / 100", "Unit price per 100"))}
    )
    if way == "words":
        heads["base"] = pen.rng.choice(("Price basis", "Price unit"))
        hand.base_words = "per {}"
    return _european(pen, order, hand, kinds, heads)


def swiss_per_thousand(pen: Pen) -> Paper:
    """A Swiss company: 1'234.50, prices for a thousand."""
    order = modest(pen, 10_000_000, base=1000, tax_rate="0", rows=(2, 4), currency=pen.rng.choice(("EUR", "USD")))
    order = _of_country(order, ("Aarefeld Technik AG", "Rheintal Komponenten AG"))
    hand = Hand(
        pen.rng,
        order,
        numbers="apostrophe",
        dates=pen.rng.choice(("german", "day_month")),
        money=pen.rng.choice(("label", "sentence", "total")),
    )
    head = pen.rng.choice(("Price unit", "per", "Per", "Price per"))
    hand.base_words = pen.rng.choice(("{}", "1'000"))
    return _european(pen, order, hand, "line code description quantity unit price base amount", {"base": head})


def nordic_blanks(pen: Pen) -> Paper:
    """A Nordic or French company: 1 234,50 grouped by hard or plain blanks."""
    order = pen.order("en", rows=(2, 6), currency=pen.rng.choice(("EUR", "USD")))
    order = _of_country(
        order, pen.rng.sample(("Halvorsen Marine AS", "Ateliers Duvernoy SAS", "Lindqvist Verkstad AB"), 3)
    )
    money = pen.rng.choice(("label", "sentence", "head", "total"))
    hand = Hand(pen.rng, order, numbers="blank", dates=pen.rng.choice(("iso", "german", "day_month")), money=money)
    hand.plain_blanks = pen.rng.random() < 0.5
    return _european(pen, order, hand, "line code specified quantity unit price amount", {})


LAYOUTS: tuple[Layout, ...] = (
    Layout("en-german-per-hundred", "reportlab", german_per_hundred),
    Layout("en-swiss-per-thousand", "reportlab", swiss_per_thousand),
    Layout("en-nordic-blanks", "reportlab", nordic_blanks),
)
