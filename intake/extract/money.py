"""Which amount is the total, what the charges are, whether prices include tax, and in which currency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from intake.extract.evidence import Draft
from intake.extract.fields import Labelled
from intake.extract.layout import text_of
from intake.extract.lexicon import Lexicon
from intake.extract.tables import Table
from intake.extract.totals import Printed, amount, printed_words
from intake.read.document import Page
from orders.codes import finding
from orders.records import AllowanceCharge, Finding, Order
from orders.values import NumberStyle, capital_amount

_ISO = re.compile(r"(?<![A-Za-z])(CNY|RMB|USD|EUR|GBP|JPY|HKD|CHF|SGD)(?![A-Za-z])")
_SIGN = re.compile(r"US\$|HK\$|CN¥|[$€£¥￥]")


def put_totals(draft: Draft, printed: Sequence[Printed], style: NumberStyle) -> list[Finding]:
    """Put totals and charges; of several totals the explicit payable one, else the last, is payable.

    In an order without amounts a number behind "Total" or "Packing" is money only if it looks like money.
    """
    amounts = _column(draft, "line_amount")
    findings: list[Finding] = []
    if not amounts:
        printed = [p for p in printed if p.group != "unlabelled"]
        findings = [f for p in printed if (f := _uncertain(draft, p, style))]
        printed = [p for p in printed if _is_money(p)]
    totals = [p for p in printed if p.group == "totals" and amount(p, style) is not None]
    explicit = [p for p in totals if p.name == "payable_total"]
    plain = [p for p in totals if p.name == "total"]
    subtotals = [p for p in totals if p.name == "line_total"]
    lines = sum(amounts, Decimal(0))
    subtotals = [p for p in subtotals if amount(p, style) == lines] or subtotals
    beside_words = [p for p in totals if p.name == "words"]  # 合计（大写）：…… ¥21540.00
    for item in explicit[-1:] or plain[-1:] or beside_words[-1:] or subtotals[-1:]:
        draft.put("/order/totals/payable_total", amount(item, style), item.number, item.page)
    for item in (subtotals if explicit or plain else []) + (plain if explicit else []):
        draft.put("/order/totals/line_total", amount(item, style), item.number, item.page)
    _put_tax(draft, [p for p in totals if p.name == "tax_total"], style)
    _put_charges(draft, printed, style)
    return findings + _put_unlabelled(draft, [p for p in printed if p.group == "unlabelled"], lines, style)


def _put_unlabelled(draft: Draft, printed: Sequence[Printed], lines: Decimal, style: NumberStyle) -> list[Finding]:
    """A number under the amounts that is exactly their sum is the total, whatever its label; others are asked."""
    path = "/order/totals/payable_total"
    for item in printed:
        if path not in draft.values and amount(item, style) == lines and draft.values.get("/order/lines", 0) > 1:
            draft.put(path, lines, item.number, item.page)
            printed = [other for other in printed if other is not item]
            break
    return [finding("number-unexplained", "/order/totals", seen=item.number.text) for item in printed]


def _put_tax(draft: Draft, printed: Sequence[Printed], style: NumberStyle) -> None:
    """Put the tax; taxes of several rates are added up, and no one rate is the order's."""
    values = [value for p in printed if (value := amount(p, style)) is not None]
    for item in printed if len(values) == 1 else ():
        draft.put("/order/totals/tax_total", amount(item, style), item.number, item.page)
        if item.rate is not None:
            draft.put("/order/tax_rate", Decimal(item.rate.text) / 100, item.rate, item.page)
    if len(values) > 1:
        draft.put("/order/totals/tax_total", sum(values, Decimal(0)), None, printed[0].page)


def _column(draft: Draft, name: str) -> list[Decimal]:
    paths = (f"/order/lines/{index}/{name}" for index in range(draft.values.get("/order/lines", 0)))
    return [draft.values[path] for path in paths if path in draft.values]


def _is_money(printed: Printed) -> bool:
    return bool(
        _SIGN.search(printed.number.text) or _ISO.search(printed.label) or re.search(r"[.,]\d{2}$", printed.number.text)
    )


def _uncertain(draft: Draft, printed: Printed, style: NumberStyle) -> Finding | None:
    """A plain number behind a total is the sum of the quantities, or nobody knows what."""
    quantities = sum(_column(draft, "quantity"), Decimal(0))
    if _is_money(printed) or amount(printed, style) == quantities or printed.group != "totals":
        return None
    return finding("number-unexplained", "/order/totals", seen=f"{printed.label} {printed.number.text}")


def _put_charges(draft: Draft, printed: Sequence[Printed], style: NumberStyle) -> None:
    charges: list[AllowanceCharge] = list(draft.values.get("/order/allowance_charges", ()))
    for item in printed:
        value = amount(item, style)
        if item.group != "charges" or value is None:
            continue
        if item.name in ("rounding", "prepaid"):
            draft.put(f"/order/totals/{item.name}", value, item.number, item.page)
        elif value != 0:
            adds = (item.name == "charge") == (value > 0)
            path = f"/order/allowance_charges/{len(charges)}/amount"
            charges.append(AllowanceCharge(item.name == "charge" and adds, item.label, abs(value)))
            draft.put(path, abs(value), item.number, item.page)
    draft.values["/order/allowance_charges"] = tuple(charges)


def check_words(draft: Draft, pages: Sequence[Page]) -> list[Finding]:
    """Compare the amount in capitals with the total it stands for."""
    found = printed_words(pages)
    if found is None:
        return []
    word, _ = found
    value = capital_amount(word.text)
    total = draft.values.get("/order/totals/payable_total")
    others = [draft.values.get("/order/totals/line_total")]
    if value is None or (value != total and value not in others):
        path = "/order/totals/payable_total"
        return [finding("capital-amount-disagrees", path, seen=word.text, amount=value, total=total)]
    return []


def includes_tax(
    order: Order, stated: bool | None, tables: Sequence[Table], printed: Sequence[Printed], words: Lexicon
) -> bool | None:
    """Say whether prices include tax: by the column's heading, by which sum is payable, by words in the table."""
    if stated is not None:
        return stated
    tax, payable = order.totals.tax_total, order.totals.payable_total
    base = sum((line.line_amount for line in order.lines if line.line_amount is not None), Decimal(0))
    base += sum((c.amount if c.charge else -c.amount for c in order.allowance_charges), Decimal(0))
    if tax and payable is not None and order.lines:
        if base + tax == payable:
            return False
        if base == payable:
            return True
    said = {basis for text in _said_at_amounts(tables, printed) if (basis := _basis(text, words))}
    return {"included": True, "excluded": False}[said.pop()] if len(said) == 1 else None


def _basis(text: str, words: Lexicon) -> str | None:
    folded = text.upper().replace(" ", "")
    found = {name for word, name in words.groups["tax_basis"].items() if word in folded}
    return "excluded" if "excluded" in found else found.pop() if found else None


def _said_at_amounts(tables: Sequence[Table], printed: Sequence[Printed]) -> list[str]:
    """Return what headings, cells and labelled amounts say; terms at the foot of a page are about something else."""
    cells = [word.text for table in tables for row in table.rows for word in row.cells.values()]
    titles = [column.title for table in tables for column in table.columns]
    return [*titles, *cells, *(text for p in printed for text in (p.label, p.number.text))]


def put_currency(
    draft: Draft,
    found: Sequence[Labelled],
    tables: Sequence[Table],
    printed: Sequence[Printed],
    pages: Sequence[Page],
    words: Lexicon,
) -> list[Finding]:
    """Put the currency of the amounts: its label, the headings, the amounts themselves, else the page.

    A bare sign needs the country of the page's addresses as proof.
    """
    for item in (i for i in found if i.name == "currency" and i.values and not i.inside):
        code = _code(item.values[0].text, words)
        if code is None:
            return [finding("currency-unknown", "/order/currency", seen=item.values[0].text)]
        draft.put("/order/currency", code, item.values[0], item.page)
        return []
    headings = {c.heading.currency for t in tables for c in t.columns if c.heading.currency}
    near = _said_at_amounts(tables, printed)
    named = headings | _codes(near) | ({"CNY"} if printed_words(pages) else set())
    if not named and not any(_SIGN.search(text) for text in near):
        near = [w.text for page in pages for w in page.words]
        named = _codes(near)
    if len(named) == 1:
        draft.put("/order/currency", named.pop(), None, pages[0])
        return []
    return _from_sign(draft, near, pages, words) if not named else [_unknown("/".join(sorted(map(str, named))))]


def _codes(texts: Iterable[str]) -> set[str | None]:
    """Return the currencies texts name by code or by a sign that is one country's."""
    codes: set[str | None] = set()
    for text in texts:
        codes |= {"CNY" if code == "RMB" else code for code in _ISO.findall(text)}
        codes |= {code for sign in _SIGN.findall(text) if (code := _plain_sign(sign))}
    return codes


def _from_sign(draft: Draft, texts: Iterable[str], pages: Sequence[Page], words: Lexicon) -> list[Finding]:
    signs = {sign for text in texts for sign in _SIGN.findall(text)}
    place = words.place(text_of(pages))
    proved = {place.signs.get(sign) for sign in signs} if place else set()
    code = proved.pop() if len(proved) == 1 else None
    if code:
        page = pages[0]
        word = next((w for p in pages for w in p.words if _SIGN.search(w.text)), None)
        draft.put("/order/currency", code, word, page, "derived")
        return []
    return [_unknown("/".join(sorted(signs)))] if signs else []


def _unknown(seen: str) -> Finding:
    """Without the customer's profile a bare sign is shown, not held: `intake` decides."""
    item = finding("currency-unknown", "/order/currency", seen=seen)
    return Finding(item.code, "warning", item.path, item.facts)


def _code(text: str, words: Lexicon) -> str | None:
    whole = words.currency(text)
    found = _ISO.findall(text.upper())
    return whole or ("CNY" if found and found[0] == "RMB" else found[0] if found else None)


def _plain_sign(sign: str) -> str | None:
    return {"US$": "USD", "HK$": "HKD", "CN¥": "CNY", "€": "EUR", "£": "GBP"}.get(sign)
