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
    """Put totals and charges; of several totals the explicit payable one, else the last and largest, is payable."""
    totals = [p for p in printed if p.group == "totals" and amount(p, style) is not None]
    explicit = [p for p in totals if p.name == "payable_total"]
    plain = [p for p in totals if p.name == "total"]
    payable = explicit[-1:] or plain[-1:]
    for item in payable:
        draft.put("/order/totals/payable_total", amount(item, style), item.number, item.page)
    for name in ("line_total", "tax_total"):
        for item in [p for p in totals if p.name == name][-1:]:
            draft.put(f"/order/totals/{name}", amount(item, style), item.number, item.page)
    for item in (p for p in totals if p.name == "tax_total"):
        if item.rate is not None:
            draft.put("/order/tax_rate", Decimal(item.rate.text) / 100, item.rate, item.page)
    if explicit and plain:
        draft.put("/order/totals/line_total", amount(plain[-1], style), plain[-1].number, plain[-1].page)
    if not payable:
        for item in [p for p in totals if p.name == "line_total"][-1:]:
            draft.put("/order/totals/payable_total", amount(item, style), item.number, item.page)
    _put_charges(draft, printed, style)
    return []


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
        proposed = format(value, "f") if value is not None else None
        return [finding("capital-amount-disagrees", path, proposed=proposed, seen=word.text, amount=value, total=total)]
    return []


def includes_tax(order: Order, stated: bool | None, pages: Sequence[Page], words: Lexicon) -> bool | None:
    """Say whether prices include tax: by the column's heading, by which sum is payable, by words on the page."""
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
    said = {basis for page in pages for word in page.words if (basis := _basis(word.text, words))}
    return {"included": True, "excluded": False}[said.pop()] if len(said) == 1 else None


def _basis(text: str, words: Lexicon) -> str | None:
    folded = text.upper().replace(" ", "")
    found = {name for word, name in words.groups["tax_basis"].items() if word in folded}
    return "excluded" if "excluded" in found else found.pop() if found else None


def put_currency(
    draft: Draft, found: Sequence[Labelled], tables: Sequence[Table], pages: Sequence[Page], words: Lexicon
) -> list[Finding]:
    """Put the currency the page names; a bare sign needs the country of the page's addresses as proof."""
    for item in (i for i in found if i.name == "currency" and i.values and not i.inside):
        code = _code(item.values[0].text, words)
        if code is None:
            return [finding("currency-unknown", "/order/currency", seen=item.values[0].text)]
        draft.put("/order/currency", code, item.values[0], item.page)
        return []
    codes: set[str | None] = {c.heading.currency for t in tables for c in t.columns if c.heading.currency}
    texts = [w.text for page in pages for w in page.words]
    codes |= {("CNY" if m == "RMB" else m) for text in texts for m in _ISO.findall(text)}
    codes |= {"CNY"} if printed_words(pages) else set()
    codes |= {_plain_sign(sign) for text in texts for sign in _SIGN.findall(text)}
    named = sorted(code for code in codes if code)
    if len(named) == 1:
        draft.put("/order/currency", named[0], None, pages[0])
        return []
    return _from_sign(draft, texts, pages, words) if not named else [_unknown("/".join(named))]


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
