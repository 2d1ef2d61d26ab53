"""Which sum is the total, what the charges are, whether prices include tax, and the amount in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from intake.check.amounts import closing_bases, taxes
from intake.extract.assemble import order_from
from intake.extract.evidence import Draft, seen_at
from intake.extract.sums.currencies import named_in, said_at_amounts, signs_in
from intake.extract.sums.in_words import amounts_in_words
from intake.extract.sums.reckoning import COLUMNS, ZERO, Added, Reckoning, signed, values
from intake.extract.sums.totals import LOOSE, Printed
from intake.extract.table.cells import Cells
from intake.extract.table.columns import AMOUNTS
from intake.extract.table.table import Table
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page
from orders.codes import finding
from orders.records import AllowanceCharge, Finding, Order
from orders.traditional import SIMPLIFIED
from orders.values import NumberStyle, parse_number

_PAYABLE = "/order/totals/payable_total"
_TAXED = Decimal("1.3")  # the highest tax makes an amount less than this times as large
Valued = tuple[Printed, Decimal]


def put_totals(
    draft: Draft, printed: Sequence[Printed], rows: Sequence[Cells], style: NumberStyle, words: Lexicon
) -> list[Finding]:
    """Put totals and charges; every other sum among or below the lines must be one of theirs, else it is asked about.

    In an order without amounts a number behind "Total" or "Packing" is money only if it looks like money.
    """
    lines = added(draft, rows)
    amounts = any("line_amount" in line.numbers for line in lines)
    if not amounts:
        printed = [one for one in printed if one.group and not one.column.startswith("line_amount")]
    reckoning = Reckoning(lines, values(printed, style))
    if not amounts:
        return [*_without_amounts(draft, reckoning, words), *_unread_amounts(draft, rows, style)]
    in_head = [(o, v) for o, v in reckoning.sums if not reckoning.above(o) and not o.column and _adds(o)]
    reckoning = Reckoning(lines, [pair for pair in reckoning.sums if pair not in in_head])
    _put_tax(draft, [(o, v) for o, v in reckoning.sums if o.name == "tax_total"], reckoning)
    _put_charges(draft, [(o, v) for o, v in reckoning.sums if o.group == "charges"])
    _put_payable(draft, reckoning)
    chosen = {draft.values.get(f"/order/totals/{name}") for name in ("payable_total", "line_total")}
    asked = [one for one, value in in_head if value and _looks_like_money(one, words)]
    asked += [one for one in reckoning.unexplained() if values([one], style)[0][1] not in chosen]
    payable = draft.values.get(_PAYABLE)
    found = [_unexplained(one) for one in (*asked, *reckoning.beside(payable))]
    return [*found, *(_without_total(reckoning) if payable is None else _on_top(reckoning, payable))]


def _unexplained(one: Printed) -> Finding:
    return seen_at(finding("number-unexplained", "/order/totals", seen=one.number.text), one.number, one.page)


def _on_top(reckoning: Reckoning, payable: Decimal) -> Iterator[Finding]:
    """An amount below the lines that is as much larger than the total as a tax makes it, and no label we know."""
    larger = [one for one, v in reckoning.closing() if one.name == LOOSE and payable < v <= payable * _TAXED]
    return map(_unexplained, larger[:1])


def _without_total(reckoning: Reckoning) -> Iterator[Finding]:
    """Amounts without a total: a page's sum asks for the next page, a larger amount somewhere else may be the total.

    Who prints the tax prints the sum with it: it was not read.
    """
    for one, value in reckoning.closing():
        if one.name == "tax_total" and value:
            yield _unexplained(one)
        elif one.name == "carried":
            yield finding("pages-incomplete", "/order/lines", seen=f"{one.label} {one.number.text}")
        elif one.name == LOOSE and value >= reckoning.total():
            yield _unexplained(one)


def _adds(one: Printed) -> bool:
    """Say whether a sum is a charge or a tax; in the head of a paper neither belongs to the reckoning."""
    return one.group == "charges" or one.name == "tax_total"


def added(draft: Draft, rows: Sequence[Cells]) -> list[Added]:
    """Return the order's lines as they are added up, each with its place."""
    found: list[Added] = []
    for index, row in enumerate(rows):
        base = f"/order/lines/{index}"
        numbers = {name: draft.values[f"{base}/{name}"] for name in COLUMNS if f"{base}/{name}" in draft.values}
        own = [row.roles[role] for role in AMOUNTS if role in row.roles] if row.share else []  # not where a plan stands
        word = next(iter(own), None) or row.roles.get("quantity") or next(iter(row.roles.values()))
        found.append(Added((row.page.number, word.middle), numbers))
    return found


def _put_payable(draft: Draft, reckoning: Reckoning) -> None:
    """Of several totals the explicit payable one, else the last, is payable; without a label the one that closes.

    Where tax is printed, an amount whose label we do not know is it if it is the lines with the tax on top.
    """
    closing = reckoning.closing() or [(one, v) for one, v in reckoning.sums if one.group == "totals"]
    named = {name: [pair for pair in closing if pair[0].name == name] for name in _TOTALS}
    explicit, plain, net = named["payable_total"], named["total"], named["line_total"]
    if not explicit and _taxed(reckoning):  # "Net Amount" below the tax is what is left to pay
        explicit = [pair for pair in net if _closes(pair, reckoning)]
        net = [pair for pair in net if pair not in explicit]
    nameless = [pair for pair in closing if not pair[0].group and _closes(pair, reckoning)]
    taxed = nameless if _taxed(reckoning) else []
    usual = explicit or taxed or plain or named["words"] or net or nameless
    less = [] if explicit or taxed else _after_allowances(usual, (*plain, *net), reckoning)
    for one, value in (less or usual)[-1:]:
        draft.put(_PAYABLE, value, one.number, one.page)
    net = [pair for pair in net if pair[1] == reckoning.total()] or net
    for one, value in (net if explicit or taxed or plain else []) + (plain if explicit or taxed else []):
        draft.put("/order/totals/line_total", value, one.number, one.page)


_TEXTS = ("note", "description", "specification")
_TOTALS = ("payable_total", "total", "words", "line_total")


def _after_allowances(usual: Sequence[Valued], sums: Sequence[Valued], reckoning: Reckoning) -> list[Valued]:
    """Where the usual total is the gross of an order with allowances, return the sums that have these taken off."""
    if not usual or reckoning.charged() >= 0 or usual[-1][1] != reckoning.total():
        return []
    return [pair for pair in sums if pair[1] == reckoning.total() + reckoning.charged()]


def _closes(pair: Valued, reckoning: Reckoning) -> bool:
    """A number without a label is the total if it is the sum of several lines and all that is printed below them."""
    whole = reckoning.total() + reckoning.charged() + _taxed(reckoning)
    larger = any(value > pair[1] for _, value in reckoning.closing())  # then it may be the net of that
    return len(reckoning.rows) > 1 and pair[1] == whole and not larger


def _taxed(reckoning: Reckoning) -> Decimal:
    return sum((value for one, value in reckoning.sums if one.name == "tax_total"), ZERO)


def _without_amounts(draft: Draft, reckoning: Reckoning, words: Lexicon) -> list[Finding]:
    money = [pair for pair in reckoning.sums if _looks_like_money(pair[0], words)]
    _put_tax(draft, [pair for pair in money if pair[0].name == "tax_total"], reckoning)
    _put_charges(draft, [pair for pair in money if pair[0].group == "charges"])
    _put_payable(draft, Reckoning(reckoning.rows, money))
    counts = {reckoning.total("quantity")}
    odd = [one for one, v in reckoning.sums if one.group == "totals" and (one, v) not in money and v not in counts]
    return [finding("number-unexplained", "/order/totals", seen=f"{one.label} {one.number.text}") for one in odd]


def _unread_amounts(draft: Draft, rows: Sequence[Cells], style: NumberStyle) -> Iterator[Finding]:
    """A cell of no amount column that is quantity × price is an amount whose heading was not understood."""
    for index, row in enumerate(rows):
        quantity: Decimal = draft.values.get(f"/order/lines/{index}/quantity", ZERO)
        price: Decimal = draft.values.get(f"/order/lines/{index}/unit_price", ZERO)
        cells = [*(word for _, word in row.extra), *(word for role, word in row.roles.items() if role in _TEXTS)]
        for word in cells if 1 not in (quantity, price) else ():
            if quantity * price != 0 and parse_number(word.text, style) == quantity * price:
                yield finding("number-unexplained", f"/order/lines/{index}", seen=word.text)


def _looks_like_money(one: Printed, words: Lexicon) -> bool:
    text = one.number.text
    return bool(signs_in(text) or one.currency or named_in([one.label], words) or re.search(r"[.,]\d{2}$", text))


def _put_tax(draft: Draft, taxes: Sequence[Valued], reckoning: Reckoning) -> None:
    """Put the tax; taxes of several rates are added up, and no one rate is the order's.

    One printed twice is one, and so is one that is the sum of the others.
    """
    whole = [(one, value) for one, value in taxes if len(taxes) > 2 and 2 * value == sum(v for _, v in taxes)]
    if len(whole) == 1 and whole[0][1] != 0:
        taxes = whole  # what the taxes of the single rates come to
    if len({value for _, value in taxes}) == 1 and not _adds_up(taxes, reckoning):
        taxes = taxes[-1:]
    for one, value in taxes if len(taxes) == 1 else ():
        draft.put("/order/totals/tax_total", value, one.number, one.page)
        if one.rate is not None:
            draft.put("/order/tax_rate", Decimal(one.rate.text.replace(",", ".")) / 100, one.rate, one.page)
    if len(taxes) > 1:
        draft.put("/order/totals/tax_total", sum((value for _, value in taxes), ZERO), None, taxes[0][0].page)


def _adds_up(taxes: Sequence[Valued], reckoning: Reckoning) -> bool:
    whole = reckoning.total() + reckoning.charged() + sum((value for _, value in taxes), ZERO)
    closing = {whole, whole + reckoning.rounding()}
    return any(value in closing for one, value in reckoning.sums if one.group == "totals")


def _put_charges(draft: Draft, printed: Sequence[Valued]) -> None:
    charges: list[AllowanceCharge] = list(draft.values.get("/order/allowance_charges", ()))
    for one, value in printed:
        if one.name in ("rounding", "prepaid"):
            draft.put(f"/order/totals/{one.name}", value, one.number, one.page)
        elif value != 0:
            path = f"/order/allowance_charges/{len(charges)}/amount"
            charges.append(AllowanceCharge(signed(one, value) > 0, one.label, abs(value)))
            draft.put(path, abs(value), one.number, one.page)
    draft.values["/order/allowance_charges"] = tuple(charges)


def check_words(draft: Draft, pages: Sequence[Page], words: Lexicon) -> list[Finding]:
    """Compare amounts in words with the total they stand for: one behind its label, or the only one of the paper.

    Without a printed total they stand for what the lines come to.
    """
    totals = [draft.values.get(f"/order/totals/{name}") for name in ("payable_total", "line_total")]
    known = {value for value in totals if value is not None} or {*closing_bases(order_from(draft.values))}
    found = amounts_in_words(pages, words)
    agreed = any(one.amount in known for one in found if one.amount is not None)
    wrong = [one for one in found if one.amount not in known and (one.labelled or not agreed)]
    for one in wrong[:1]:
        return [finding("capital-amount-disagrees", _PAYABLE, seen=one.text, amount=one.amount, total=totals[0])]
    return []


def includes_tax(
    order: Order, stated: bool | None, tables: Sequence[Table], printed: Sequence[Printed], words: Lexicon
) -> bool | None:
    """Say whether prices include tax: by the column's heading, by which sum is payable, by words in the table."""
    if stated is not None:
        return stated
    tax, payable = order.totals.tax_total, order.totals.payable_total
    payable = None if payable is None else payable - (order.totals.rounding or ZERO)
    base = sum((line.line_amount for line in order.lines if line.line_amount is not None), ZERO)
    base += sum((c.amount if c.charge else -c.amount for c in order.allowance_charges), ZERO)
    if order.lines and payable != base and payable in {base + on_top for on_top in taxes(order)}:
        return False
    if tax and order.lines and payable == base:
        return _part_of(base, tax, order.tax_rate)
    said = {basis for text in said_at_amounts(tables, printed) if (basis := _basis(text, words))}
    return {"included": True, "excluded": False}[said.pop()] if len(said) == 1 else None


def _part_of(whole: Decimal, tax: Decimal, rate: Decimal | None) -> bool | None:
    """Say whether a tax beside a total is in it (True) or comes on top of it (False), by its rate."""
    if rate is None:
        return None
    inside, on_top = abs(whole * rate / (1 + rate) - tax), abs(whole * rate - tax)
    return inside < on_top if min(inside, on_top) <= whole / 1000 else None


def _basis(text: str, words: Lexicon) -> str | None:
    folded = text.translate(SIMPLIFIED).upper().replace(" ", "")
    found = {name for word, name in words.groups["tax_basis"].items() if word in folded}
    return "excluded" if "excluded" in found else found.pop() if found else None
