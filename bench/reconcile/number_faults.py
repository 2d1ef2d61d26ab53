"""Rows whose order number is not their own, and whose home a person can prove, or cannot."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random

from bench.reconcile.books import SYSTEMS, Row
from bench.reconcile.factory import NOW, Line, Order
from bench.reconcile.planter import Planter, bare, is_plain

OFFICE = ("crm", "erp")


def _lost(
    planter: Planter, *, alone: bool = False, fit: Callable[[Line], bool] = lambda line: True
) -> tuple[str, Line, Row]:
    """Take a line and the system that is to lose sight of it."""
    system = planter.rng.choice(SYSTEMS)
    line = planter.line("ready" if system == "wms" else "confirmed", gap=True, alone=alone, fit=fit)
    return system, line, planter.books.rows(system, line)[0]


def _told(planter: Planter, kind: str, system: str, line: Line, row: Row, odd: str, near: Sequence[Line] = ()) -> None:
    rivals = planter.rivals(system, line)
    also = ("ambiguous-match",) if rivals and kind != "lossy-cell" else ()
    if rivals:
        planter.unprovable.add(row)
    planter.expect(kind, [line], [row], odd, near=(*near, *rivals), also=also)


def typing_error(planter: Planter) -> None:
    """A number of nobody, one slip of the finger from the own."""
    system, line, row = _lost(planter)
    row.values["order_id"] = slip(planter, line.order.number)
    _told(planter, "suggested-match", system, line, row, planter.odd(system, line))


def slip(planter: Planter, number: str) -> str:
    """Mistype a number so that it is nobody's."""
    for _ in range(400):
        typed = _mistyped(planter.rng, number)
        if bare(typed) not in planter.live and not _is_piece(typed, number):
            return typed
    raise LookupError(f"every slip of {number} is another's number")


def _is_piece(one: str, other: str) -> bool:
    """Say whether one number could be the other with its end lost, or spelled in another way."""
    same = bare(one) == bare(other) or one.replace("-", "") == other.replace("-", "")
    return same or one.startswith(other) or other.startswith(one)


def _mistyped(rng: Random, number: str) -> str:
    digits = [at for at, sign in enumerate(number) if sign.isdigit()]
    at = rng.choice(digits[len(digits) // 3 :])
    zeros = [place for place in digits if number[place] == "0"]
    ways = [
        number[:at] + rng.choice("123456789") + number[at + 1 :],
        number[:at] + number[at] + number[at:],
        number[: at - 1] + number[at] + number[at - 1] + number[at + 1 :],
    ]
    if zeros:
        at = rng.choice(zeros)
        ways.append(f"{number[:at]}O{number[at + 1 :]}")
    return rng.choice(ways)


def blank(planter: Planter) -> None:
    """No number at all."""
    system, line, row = _lost(planter)
    row.values.update(order_id="", customer_order_id="")
    _told(planter, "suggested-match", system, line, row, system)


def cut_off(planter: Planter) -> None:
    """The end of the number has not come through, or all but its end."""
    system, line, row = _lost(planter)
    number = line.order.number
    pieces = [number[:-2], number[:-3], number[:-4], number[3:] if number.isdigit() else number.rpartition("-")[2]]
    pieces = [text for text in pieces if not re.fullmatch(r"\d{15}0+", text)]  # Excel's doing, by the look of it
    texts = [text for text in pieces if bare(text) not in planter.live and bare(text) != bare(number)]
    if not texts:
        raise LookupError(f"every piece of {number} is another's number")
    row.values["order_id"] = planter.rng.choice(texts)
    _told(planter, "suggested-match", system, line, row, system)


def borrowed(planter: Planter) -> None:
    """A row bears the number of another live order, often that of the next one."""
    system, line, row = _lost(planter)
    other = _stranger(planter, line, system)
    row.values.update(order_id=other.number, customer_order_id="")
    _told(planter, "key-collision", system, line, row, planter.odd(system, line), other.lines)


def _stranger(planter: Planter, line: Line, system: str) -> Order:
    """Take an order that shares neither customer nor item with the line and stands in the system."""
    skus = {line.item.sku}
    return planter.order(
        lambda order: (
            order.customer != line.order.customer
            and not skus & {other.item.sku for other in order.lines}
            and all(planter.books.rows(system, other) and is_plain(other) for other in order.lines)
        )
    )


def borrowed_kin(planter: Planter) -> None:
    """A row bears the number of an order that shares its customer or its item, not both with the quantity."""

    def kin(order: Order) -> bool:
        same = order.customer == line.order.customer
        shared = [other for other in order.lines if other.item.sku == line.item.sku]
        alike = same and any(other.quantity == line.quantity for other in shared)
        there = all(planter.books.rows(system, other) and is_plain(other) for other in order.lines)
        return (same or bool(shared)) and not alike and there

    system, line, row = _lost(planter)
    other = planter.order(kin)
    row.values.update(order_id=other.number, customer_order_id="")
    _told(planter, "key-collision", system, line, row, planter.odd(system, line), other.lines)


def swapped(planter: Planter) -> None:
    """Two orders have changed numbers in one system."""
    system, line, row = _lost(planter, alone=True)
    skus = {line.item.sku}
    order = planter.order(
        lambda order: (
            order.customer != line.order.customer
            and len(order.lines) == 1
            and is_plain(order.lines[0])
            and order.lines[0].item.sku not in skus
            and bool(planter.books.rows(system, order.lines[0]))
            and not planter.has_gap(order)
        )
    )
    planter.open_gap(order)
    other = order.lines[0]
    there = planter.books.rows(system, other)[0]
    row.values["order_id"], there.values["order_id"] = other.order.number, line.order.number
    _told(planter, "key-collision", system, line, row, planter.odd(system, line), [other])
    _told(planter, "key-collision", system, other, there, planter.odd(system, other), [line])


def overwritten(planter: Planter) -> None:
    """A row bears the number of another order whose own row is not there: it is no row of that order."""
    system, line, row = _lost(planter)
    other = planter.order(
        lambda order: (
            order.customer != line.order.customer
            and len(order.lines) == 1
            and is_plain(order.lines[0])
            and order.lines[0].item.sku != line.item.sku
            and bool(planter.books.rows(system, order.lines[0]))
            and not planter.has_gap(order)
        )
    )
    planter.open_gap(other)
    planter.books.drop(system, other.lines)
    row.values.update(order_id=other.number, customer_order_id="")
    _told(planter, "key-collision", system, line, row, planter.odd(system, line), other.lines)
    planter.expect(f"missing-in-{system}", other.lines, odd=system)


def mistyped_and_moved(planter: Planter) -> None:
    """A mistyped number and another promised date on one row are two exceptions."""
    system, line = planter.rng.choice(OFFICE), planter.line(gap=True)
    row = planter.books.rows(system, line)[0]
    row.values["order_id"] = slip(planter, line.order.number)
    planter.expect("suggested-match", [line], [row], planter.odd(system, line))
    row.values["promised_date"] = line.promised + timedelta(days=planter.rng.choice((-9, 5, 21)))
    planter.expect("date-mismatch", [line])


def homeless(planter: Planter) -> None:
    """One number, two orders: the ERP has given the CRM's number to another customer's order of other items."""
    order = planter.order(lambda order: all(map(is_plain, order.lines)) and not planter.has_gap(order))
    planter.open_gap(order)
    three = len(planter.books.present(order.lines[0])) == len(SYSTEMS)
    guest = planter.rng.choice([other for other in planter.orders if other.customer != order.customer])
    stray = Order(order.number, guest.customer, guest.purchase, order.ordered, order.stage, order.moved)
    items = [item for item in planter.items if item.sku not in {line.item.sku for line in order.lines}]
    line = Line(f"stray{order.lines[0].key}", stray, 1, planter.rng.choice(items), 37, order.ordered)
    line.group = line.key
    stray.lines.append(line)
    model = planter.books.rows("erp", order.lines[0])[0]
    planter.books.drop("erp", order.lines)
    row = planter.books.add(Row("erp", line, dict(model.values)))
    row.values.update(sku=line.item.sku, description=line.item.name, customer=guest.customer.name, quantity=37)
    row.values.update(customer_id=guest.customer.number, unit_price=line.item.price, amount=line.amount)
    row.values.update(customer_order_id=guest.purchase, waybill_id="", updated_at=NOW - timedelta(days=4))
    first = planter.books.rows("crm", order.lines[0])[0]
    planter.expect("key-collision", [*order.lines, line], [row, first], "erp" if three else "")


def twins_blank(planter: Planter) -> None:
    """Two orders equal in all but the number, and one system has lost both numbers: nobody can say which is which."""
    system, lines = planter.rng.choice(OFFICE), planter.twins()
    rows = [planter.books.rows(system, line)[0] for line in lines]
    for row in rows:
        row.values.update(order_id="", customer_order_id="")
    planter.unprovable.update(rows)
    for row, other in zip(rows, reversed(rows), strict=True):
        planter.expect("ambiguous-match", lines, [row], system, without=(other,))


def twin_blank(planter: Planter) -> None:
    """Of two equal orders one has lost its number: the other's is there, so it can be only this one."""
    system, (line, _) = planter.rng.choice(OFFICE), planter.twins()
    row = planter.books.rows(system, line)[0]
    row.values.update(order_id="", customer_order_id="")
    planter.expect("suggested-match", [line], [row], system)


def twin_missing(planter: Planter) -> None:
    """Of two equal orders one is missing: the other's row is not it."""
    system, (line, _) = planter.rng.choice(OFFICE), planter.twins()
    planter.books.drop(system, [line])
    planter.expect(f"missing-in-{system}", [line], odd=system)


def powers_of_ten(planter: Planter) -> None:
    """Excel has turned the number into a power of ten."""
    system, line, row = _lost(planter, fit=lambda line: bool(re.fullmatch(r"[1-9]\d{11,}", line.order.number)))
    row.values.update(order_id=f"{float(line.order.number):.{planter.rng.choice((2, 3, 5))}E}".replace("E+0", "E+"))
    row.values.update(customer_order_id="")
    _told(planter, "lossy-cell", system, line, row, system)


def fifteen_digits(planter: Planter) -> None:
    """Excel keeps fifteen digits."""
    system, line, row = _lost(planter, fit=lambda line: bool(re.fullmatch(r"[1-9]\d{15,}", line.order.number)))
    number = line.order.number
    row.values.update(order_id=number[:15] + "0" * (len(number) - 15), customer_order_id="")
    _told(planter, "lossy-cell", system, line, row, system)


def lossy_item(planter: Planter) -> None:
    """An item code of digits and an E has become a number."""
    system = planter.rng.choice(SYSTEMS)
    first = "ready" if system == "wms" else "confirmed"
    line = planter.line(first, fit=lambda line: bool(re.fullmatch(r"\d+E\d+", line.item.sku)))
    planter.change(system, line, sku=f"{float(line.item.sku):.2E}".replace("E+0", "E+"))
    planter.expect("lossy-cell", [line], odd=system)


def lossy_waybill(planter: Planter) -> None:
    """A waybill of digits alone has become a power of ten."""
    line = planter.line("shipped")
    whole = str(planter.rng.randint(10**14, 10**15 - 1))
    system, other = planter.rng.sample(("erp", "wms"), 2)
    planter.change(other, line, waybill_id=whole)
    planter.change(system, line, waybill_id=f"{float(whole):.2E}")
    planter.expect("lossy-cell", [line], odd=system)


# ── repeat orders ────────────────────────────────────────────────────────────────────────────────────────────────


def _repeats(planter: Planter) -> tuple[Line, Line]:
    """Take two orders of one customer, item and quantity on other days."""

    def key(order: Order) -> tuple[object, ...] | None:
        one = order.lines[0]
        return (*one.kin, one.quantity) if len(order.lines) == 1 and is_plain(one) else None

    first: dict[tuple[object, ...], Order] = {}
    for order in list(planter.pool):
        found = None if planter.has_gap(order) else key(order)
        other = first.setdefault(found, order) if found else order
        if found and other is not order and _days_apart(order, other) > 5:
            planter.open_gap(order)
            for taken in (order, other):
                planter.order(lambda each, taken=taken: each is taken)  # type: ignore[misc]
            return other.lines[0], order.lines[0]
    raise LookupError("no repeats left")


def _days_apart(one: Order, other: Order) -> int:
    promised = abs((one.lines[0].promised - other.lines[0].promised).days)
    return min(abs((one.ordered - other.ordered).days), promised)


def repeat_borrowed(planter: Planter) -> None:
    """A row of a repeat order bears the number of the one before: all agrees but the days."""
    system, (line, other) = planter.rng.choice(OFFICE), _repeats(planter)
    row = planter.books.rows(system, line)[0]
    row.values.update(order_id=other.order.number, customer_order_id="")
    planter.expect("key-collision", [line], [row], planter.odd(system, line), near=(other,))


def repeats_blank(planter: Planter) -> None:
    """Two repeat orders have lost their numbers; their days say which is which."""
    system, lines = planter.rng.choice(OFFICE), _repeats(planter)
    for line in lines:
        row = planter.books.rows(system, line)[0]
        row.values.update(order_id="", customer_order_id="")
        planter.expect("suggested-match", [line], [row], system)


def repeat_missing(planter: Planter) -> None:
    """One repeat order is missing, another has lost its number: their days say which is which."""
    system, (line, other) = planter.rng.choice(OFFICE), _repeats(planter)
    row = planter.books.rows(system, line)[0]
    row.values.update(order_id="", customer_order_id="")
    planter.expect("suggested-match", [line], [row], system)
    planter.books.drop(system, [other])
    planter.expect(f"missing-in-{system}", [other], odd=system)


def repeats_cut(planter: Planter) -> None:
    """Two systems have cut the numbers of two repeat orders to the same rest: it makes them no one order."""
    line, other = _repeats(planter)
    for system, each in zip(planter.rng.sample(OFFICE, 2), (line, other), strict=True):
        row = planter.books.rows(system, each)[0]
        row.values.update(order_id=each.order.number[:-4], customer_order_id="")
        planter.expect("suggested-match", [each], [row], system)


FAULTS = (typing_error, blank, cut_off, borrowed, borrowed_kin, swapped, overwritten, mistyped_and_moved, homeless)
TWINS = (twins_blank, twin_blank, twin_missing)
EXCEL = (powers_of_ten, fifteen_digits, lossy_item, lossy_waybill)
REPEATS = (repeat_borrowed, repeats_blank, repeat_missing, repeats_cut)
