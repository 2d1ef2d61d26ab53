"""Table rows → order lines: typed cells, the price pair that multiplies, and every number of the row used once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from intake.extract.evidence import Draft, seen_at
from intake.extract.table.cells import Cells
from intake.extract.table.columns import AMOUNTS, PRICES
from intake.extract.table.deliveries import undelivered
from intake.extract.table.discounts import PERCENT, discount_of
from intake.extract.table.line_doubts import doubtful, unsure_unit
from intake.extract.table.parameters import put_attributes
from intake.extract.table.table import Table
from intake.extract.table.weeks import in_week
from intake.extract.words.lexicon import Lexicon, compared
from intake.read.document import Page, Word
from orders.codes import finding
from orders.records import Finding, Method
from orders.values import (
    HALF_WIDTH,
    STYLES,
    NumberStyle,
    key,
    normal,
    number_readings,
    number_style,
    parse_number,
    same_in_both,
)

_COUNTED = re.compile(r"^(\s*)(-?[\d.,'  ]*\d)(\s*)(\D*|(?:[cdk]?m|ft|in|yd)[23²³])$", re.IGNORECASE)  # 46,25 M2
_QUANTITY = re.compile(r"^(?P<number>[\d.,' ]*\d)\s*(?P<unit>[^\d\s].*)?$")
_PRICE = re.compile(
    r"^(?P<number>[^/@]*?\d)\s*(?P<sign>[^\d\s/@]{1,3}(?!\w))?\s*(?P<per>[/@]\s*.*|[^\W\d_]+ .*|每.*)?$"
)
_PER = re.compile(r"(?P<base>1(?:[.,' ]?0{1,3}){0,2})?\s*(?P<unit>[^\d\s]*)")
Pair = tuple[str | None, str | None]
_TAXED = re.compile(r"(\d{1,2}(?:[.,]\d+)?\s*%)\s*[(（]?[^\d%()（）+]{1,24}[)）]?")  # "21% G", "20 % (goods)"
_NAMED_RATE = re.compile(r"[^\W\d_]{2,6}\.?\s+(\d{1,2}(?:[.,]\d+)?\s*%)")  # "VAT 21%"
_BASIS = {"line_amount_gross": True, "unit_price_gross": True, "line_amount_net": False, "unit_price_net": False}
PAIRS = (
    ("unit_price_gross", "line_amount_gross"),
    ("unit_price", "line_amount"),
    ("unit_price_gross", "line_amount"),
    ("unit_price", "line_amount_gross"),
    ("unit_price_net", "line_amount_net"),
    ("unit_price_net", "line_amount"),
    ("unit_price", "line_amount_net"),
)


@dataclass(frozen=True)
class Priced:
    """A printed price: its number, the quantity it is for if said, and what a letter behind it (/C, /M) may say."""

    number: str
    base: Decimal | None = None
    letter: Decimal | None = None


def priced(text: str, words: Lexicon) -> Priced | None:
    """Read "4.35", "92.40 USD", "4.35/PC", "96.40 /100 PC", "18,90 per 100 St", "118.40 /C"; None if it is no price.

    A single letter is a count (C, M) or a unit (metre): only the amount tells.
    """
    found = _PRICE.match(normal(text))
    if found is None or not number_readings(found["number"] + (found["sign"] or "")):
        return None
    behind = _behind_per(found["per"] or "", words)
    said = _PER.fullmatch(behind) if behind is not None else None
    if said is None:
        return None
    bases, unit = words.groups["price_bases"], compared(said["unit"])
    counted = bases.get(unit) or ("" if unit.isascii() else bases.get(unit[:1], ""))
    count = Decimal(counted) if counted.isdigit() else None
    base = Decimal(re.sub(r"\D", "", said["base"])) if said["base"] else None
    if count is not None and (len(unit) > 1 or not unit.isascii()):
        return Priced(found["number"], (base or 1) * count)
    return Priced(found["number"], base if base != 1 else None, count and (base or 1) * count)


def _behind_per(text: str, words: Lexicon) -> str | None:
    """Return what stands behind "/" or "per"; "" for nothing, None if the text is something else."""
    bare = text.lstrip("/@ ")
    first = words.prefix("price_bases", bare)
    if first and first[0] == "per":
        return bare[first[1] :].strip()
    return bare if text[:1] in ("", "/", "@") else None


def style_of(
    rows: Sequence[Cells], totals: Sequence[str], currency: str | None, words: Lexicon
) -> tuple[NumberStyle, list[Finding]]:
    """Decide how the paper writes numbers: by one that reads one way only, by which style multiplies, by its country.

    "1,000" is a thousand where the currency's country or Chinese text says so; what is left is asked.
    """
    roles = ("quantity", *PRICES, *AMOUNTS, "tax_amount")
    texts = [_number_text(row.roles[role]) for row in rows for role in roles if role in row.roles]
    texts = [text for text in [*texts, *totals] if text]
    proved = number_style(texts)
    known = words.customer.decimal if words.customer else None
    open_ones = [text for text in texts if len(number_readings(text)) == 2 and not same_in_both(text)]
    closing: list[NumberStyle] = [s for s in STYLES if open_ones and not proved and multiplies(rows, s, words)]
    proved = proved or (closing[0] if len(closing) == 1 else None)
    if known and proved and known != proved and open_ones:
        return proved, [_open(open_ones[0])]  # the customer does not write so
    if proved or known or not open_ones:
        return proved or known or "point", []
    chinese = any("\u4e00" <= char <= "\u9fff" for row in rows for word in row.page.words for char in word.text)
    at_home = chinese or (currency is not None and words.groups["patterns"].get(currency) == "point")
    if at_home and (chinese or all("," in text for text in open_ones)):
        return "point", []
    if grouped := _grouped(rows, words):
        return grouped, []
    return "point", [_open(open_ones[0])]


def _open(text: str) -> Finding:
    first, second = (str(number_readings(text)[style]) for style in STYLES)
    return finding("number-ambiguous", "/order/lines", seen=text, first=first, second=second)


def _grouped(rows: Sequence[Cells], words: Lexicon) -> NumberStyle | None:
    """Say which style the quantities prove: "2,000 pcs" beside "180 pcs" has no three decimals that end with a nought.

    Papers that print decimals print them in every row; what is measured (kg, m) may be typed with decimals anywhere.
    """
    cells = [(_number_text(row.roles["quantity"]), _unit_of(row)) for row in rows if "quantity" in row.roles]
    plain = [int(text) for text, _ in cells if text.isdigit()]
    counted = [text for text, unit in cells if not text.isdigit() and words.groups["units"].get(unit) == "known"]
    forms = {re.sub(r"\d", "", text) for text, _ in cells if not text.isdigit()}
    noughts = all(re.fullmatch(r"\d{1,3}[.,]\d\d0", text) for text, _ in cells if not text.isdigit())
    if not (plain and max(plain) < 1000 and counted and noughts and len(forms) == 1):
        return None
    return "point" if forms == {","} else "comma"


def _unit_of(row: Cells) -> str:
    """Return the unit of a row's quantity as it is compared: of its own cell, behind the number, or of the heading."""
    found = _QUANTITY.match(normal(row.roles["quantity"].text))
    own = row.roles.get("unit")
    return compared(own.text if own else (found["unit"] if found else "") or row.unit or "")


def pair_of(rows: Sequence[Cells], style: NumberStyle, words: Lexicon) -> Pair:
    """Choose the printed price and amount columns that multiply in most rows; else the first that stand there."""
    roles = {role for row in rows for role in row.roles}
    there = [pair for pair in PAIRS if set(pair) <= roles]
    if there:
        return max(there, key=lambda pair: _closeness(rows, pair, style, words))
    return next((p for p in PRICES if p in roles), None), next((a for a in AMOUNTS if a in roles), None)


def _closeness(rows: Sequence[Cells], pair: tuple[str, str], style: NumberStyle, words: Lexicon) -> tuple[bool, int]:
    """Say whether a price and an amount multiply in every row that has both, and in how many they do."""
    both = [row for row in rows if set(pair) <= row.roles.keys()]
    close = sum(bool(_bases(row, *pair, style, words)) for row in both)
    return close == len(both), close


def put_line(draft: Draft, index: int, row: Cells, style: NumberStyle, pair: Pair, words: Lexicon) -> list[Finding]:
    """Put one row's cells as `/order/lines/<index>/…`; return what could not be read."""
    base = f"/order/lines/{index}"
    findings = [*_put_numbers(draft, base, row, style, pair, words), *doubtful(base, row)]
    findings += [*undelivered(base, row, style), *unsure_unit(draft, base, style, words)]
    for role in ("buyer_item_id", "seller_item_id", "drawing_id", "drawing_revision", "bom_version"):
        if word := row.roles.get(role):
            draft.put(f"{base}/{role}", normal(word.text) or None, word, row.page)
    if words.customer and row.coded:
        draft.owe(f"{base}/buyer_item_id", words.customer.name)
    for role in ("description", "specification", "note"):
        if word := row.roles.get(role):
            draft.put(f"{base}/{role}", word.text.strip() or None, word, row.page)
    for word in row.below:
        if word.text not in (draft.values.get("/order/seller/name"), draft.values.get("/order/buyer/name")):
            draft.put(f"{base}/note", word.text, word, row.page)
    draft.put(f"{base}/schedule_id", row.schedule, None, row.page)
    if word := row.roles.get("line_id"):
        draft.put(f"{base}/line_id", normal(word.text).rstrip(".)、"), word, row.page)
    put_attributes(draft, base, row, words)
    return findings


def basis_of(pair: Pair, rows: Sequence[Cells]) -> bool | None:
    """Say whether the chosen columns include tax, if their headings say so."""
    stated = {_BASIS[role] for role in pair if role in _BASIS}
    return stated.pop() if len(stated) == 1 else None


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _number_text(word: Word) -> str:
    found = _QUANTITY.match(normal(word.text)) or _PRICE.match(normal(word.text))
    return found["number"].strip() if found else normal(word.text)


def _number(row: Cells, role: str, style: NumberStyle) -> Decimal | None:
    word = row.roles.get(role)
    value = parse_number(_number_text(word), style) if word else None
    return _shared(value, row) if role in AMOUNTS else value


def _shared(value: Decimal | None, row: Cells) -> Decimal | None:
    """Return a delivery's share of the item's amount; None if it is no amount of as many decimals."""
    if value is None or row.share is None:
        return value
    part, whole = row.share
    share = (value * part / whole).quantize(value)
    return share if share * whole == value * part else None


def multiplies(rows: Sequence[Cells], style: NumberStyle, words: Lexicon) -> bool:
    """Say whether quantity × price is the amount in every row, numbers read in one style."""
    price, amount = pair_of(rows, style, words)
    return bool(price and amount) and all(_bases(row, price or "", amount or "", style, words) for row in rows)


def _bases(row: Cells, price: str, amount: str, style: NumberStyle, words: Lexicon) -> list[Decimal]:
    """Return the quantities the price may be for with which the row multiplies."""
    numbers = [_number(row, role, style) for role in ("quantity", price, amount)]
    if None in numbers:
        return []
    quantity, unit_price, line_amount = (n for n in numbers if n is not None)
    said = priced(row.roles[price].text, words)
    stated = _number(row, "stated_base", "point") or _base_number(row, style, words)
    own, letter = (said.base or Decimal(1), said.letter) if said else (Decimal(1), None)
    bases = [stated] if stated else [own, *([letter] if letter else [])]
    return [b for b in bases if abs(quantity * unit_price / b - line_amount) <= Decimal("0.005")]


def _base_number(row: Cells, style: NumberStyle, words: Lexicon) -> Decimal | None:
    """Read the quantity a price is for: 100, "per 100", "1000 pcs"; the row's own unit is 1, a CWT is 100 of it."""
    word = row.roles.get("price_base_quantity")
    if word is None:
        return None
    found = re.fullmatch(r"[^\d]{0,6}(\d[\d.,' ]*\d|\d)[^\d]{0,6}", normal(word.text))
    if found:
        return parse_number(found[1], style)
    said = compared(word.text).lstrip("/")
    counted = words.groups["price_bases"].get(said, "")
    return Decimal(1) if said and said == _unit_of(row) else Decimal(counted) if counted.isdigit() else None


def _put_numbers(
    draft: Draft, base: str, row: Cells, style: NumberStyle, pair: Pair, words: Lexicon
) -> Iterator[Finding]:
    price, amount = pair
    yield from _put_quantity(draft, base, row, style)
    if price and (word := row.roles.get(price)):
        proved = _bases(row, price, amount, style, words) if amount and amount in row.roles else []
        yield from _put_price(draft, base, row, word, style, priced(word.text, words), proved)
    if amount and (word := row.roles.get(amount)):
        yield from _put_money(draft, f"{base}/line_amount", word, row, style)
    if word := row.roles.get("price_base_quantity"):
        yield from _put(draft, f"{base}/price_base_quantity", word, _base_number(row, style, words), row.page)
    for role, name in (
        ("tax_amount", "tax_amount"),
        ("line_amount_net", "net_amount"),
        ("line_amount_gross", "gross_amount"),
    ):
        if (word := row.roles.get(role)) and role != amount:
            yield from _put_money(draft, f"{base}/{name}", word, row, style)
    if word := row.roles.get("tax_rate"):
        named = _TAXED.fullmatch(word.text.strip()) or _NAMED_RATE.fullmatch(word.text.strip())
        rate = _percent(replace(word, text=named[1], edges=()) if named else word, style)
        yield from _put(draft, f"{base}/tax_rate", word, rate / 100 if rate is not None else None, row.page)
    if word := row.roles.get("discount_percent"):
        numbers = [_number(row, role, style) if role else None for role in ("quantity", price, amount)]
        yield from _put(draft, f"{base}/discount_percent", word, discount_of(word, style, numbers), row.page)


def _put_quantity(draft: Draft, base: str, row: Cells, style: NumberStyle) -> Iterator[Finding]:
    word = row.roles.get("quantity")
    if word is None:  # the arithmetic asks for it
        return
    text = word.text
    found = _COUNTED.match(text.translate(HALF_WIDTH))
    value = parse_number(found[2], style) if found else None
    if found is None or value is None:
        yield finding("number-unexplained", f"{base}/quantity", seen=text)
        return
    number = word.part(len(found[1]), len(found[1]) + len(found[2]))
    draft.put(f"{base}/quantity", value, number, row.page)
    unit_word = row.roles.get("unit")
    if found[4].strip() and unit_word is not None and key(found[4]) != key(unit_word.text):
        yield finding("number-unexplained", f"{base}/quantity", seen=text)
    if found[4].strip() and unit_word is None:
        unit = word.part(len(text) - len(found[4]), len(text))
        draft.put(f"{base}/unit", found[4].strip(" ()（）"), unit, row.page)
    if unit_word is not None:
        draft.put(f"{base}/unit", unit_word.text.strip() or None, unit_word, row.page)
    draft.put(f"{base}/unit", row.unit, None, row.page)


def _put_price(
    draft: Draft, base: str, row: Cells, word: Word, style: NumberStyle, said: Priced | None, proved: Sequence[Decimal]
) -> Iterator[Finding]:
    """Put a price and what it is for; a letter that may be a count or a unit needs the amount's proof."""
    value = parse_number(said.number.strip(), style) if said else None
    yield from _put(draft, f"{base}/unit_price", word, value, row.page)
    stated = row.roles.get("stated_base")
    if said is None or value is None:
        return
    if stated is not None:
        draft.put(f"{base}/price_base_quantity", Decimal(stated.text), None, row.page)
    elif said.letter is not None and said.letter in proved:
        draft.put(f"{base}/price_base_quantity", said.letter, word, row.page)
    elif said.base is not None and (said.letter is None or proved):
        draft.put(f"{base}/price_base_quantity", said.base, word, row.page)
    elif said.letter is not None and not proved:
        yield finding("number-unexplained", f"{base}/unit_price", seen=word.text)


def _put(
    draft: Draft, path: str, word: Word, value: Decimal | None, page: Page, method: Method | None = None
) -> Iterator[Finding]:
    if value is None:
        yield finding("number-unexplained", path, seen=word.text)
    else:
        draft.put(path, value, word, page, method)


def _put_money(draft: Draft, path: str, word: Word, row: Cells, style: NumberStyle) -> Iterator[Finding]:
    value, method = _shared(_strict(word, style), row), "derived" if row.share else None
    yield from _put(draft, path, word, value, row.page, cast(Method | None, method))


def _strict(word: Word, style: NumberStyle) -> Decimal | None:
    return parse_number(normal(word.text), style)


def _percent(word: Word, style: NumberStyle) -> Decimal | None:
    found = PERCENT.match(normal(word.text))
    return parse_number(found["number"], style) if found else None


def unexplained(tables: Sequence[Table], draft: Draft, words: Lexicon) -> Iterator[Finding]:
    """Report every number of a table's band that no cell owns; the week of the order's own day of delivery is none."""
    for table in tables:
        for word in table.leftover:
            if number_readings(word.text) and not in_week(word, table.page, draft, words):
                yield seen_at(finding("number-unexplained", "/order/lines", seen=word.text), word, table.page)
