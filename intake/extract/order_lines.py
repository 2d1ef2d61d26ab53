"""Table rows → order lines: typed cells, the price pair that multiplies, and every number of the row used once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from intake.extract.evidence import Draft
from intake.extract.lexicon import Lexicon
from intake.extract.tables import TEXTS, Column, Row, Table
from intake.read.document import Page, Word
from orders.codes import finding
from orders.records import Attribute, Finding
from orders.values import NumberStyle, normal, number_readings, number_style, parse_number

_QUANTITY = re.compile(r"^(?P<number>[\d.,' ]*\d)\s*(?P<unit>[^\d\s].*)?$")
_PRICE = re.compile(r"^(?P<number>[^/]*?\d)\s*(?:/\s*(?P<base>10{0,4})?\s*(?P<unit>[^\d\s]*))?$")
_PERCENT = re.compile(r"^(?P<number>\d{1,2}(?:[.,]\d+)?)\s*%?$")
_AMOUNTS = ("line_amount_gross", "line_amount", "line_amount_net")
_PRICES = ("unit_price_gross", "unit_price", "unit_price_net")
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
class Cells:
    """One row's words by column role, on its page; `extra` are cells of unknown columns with their heading."""

    page: Page
    roles: dict[str, Word]
    extra: tuple[tuple[str, Word], ...]
    below: tuple[Word, ...] = ()


def rows_of(tables: Sequence[Table]) -> tuple[Cells, ...]:
    """Name every row's cells by role, an ambiguous column ("Item", "No.") by what stands in it."""
    found: list[Cells] = []
    for table in tables:
        columns = _resolved(table)
        found += [_cells(table.page, columns, row) for row in table.rows]
    return tuple(found)


def style_of(rows: Sequence[Cells], totals: Sequence[str]) -> NumberStyle:
    """Decide how the document writes numbers: by texts that read one way only, else by which style multiplies."""
    roles = ("quantity", *_PRICES, *_AMOUNTS, "tax_amount")
    texts = [_number_text(row.roles[role]) for row in rows for role in roles if role in row.roles]
    proved = number_style([text for text in [*texts, *totals] if text])
    if proved:
        return proved
    return "comma" if _multiplies(rows, "comma") and not _multiplies(rows, "point") else "point"


def pair_of(rows: Sequence[Cells], style: NumberStyle) -> tuple[str | None, str | None]:
    """Choose the printed price and amount columns that multiply in every row; else the first that stand there."""
    roles = {role for row in rows for role in row.roles}
    there = [pair for pair in PAIRS if set(pair) <= roles]
    for price, amount in there:
        if all(_closes(row, price, amount, style) for row in rows if price in row.roles and amount in row.roles):
            return price, amount
    if there:
        return there[0]
    return next((p for p in _PRICES if p in roles), None), next((a for a in _AMOUNTS if a in roles), None)


def put_line(
    draft: Draft, index: int, row: Cells, style: NumberStyle, pair: tuple[str | None, str | None]
) -> list[Finding]:
    """Put one row's cells as `/order/lines/<index>/…`; return what could not be read."""
    base = f"/order/lines/{index}"
    findings = list(_put_numbers(draft, base, row, style, pair))
    for role in ("buyer_item_id", "seller_item_id", "drawing_id", "drawing_revision", "bom_version"):
        if word := row.roles.get(role):
            draft.put(f"{base}/{role}", normal(word.text) or None, word, row.page)
    for role in ("description", "specification", "note"):
        if word := row.roles.get(role):
            draft.put(f"{base}/{role}", word.text.strip() or None, word, row.page)
    for word in row.below:
        if word.text not in (draft.values.get("/order/seller/name"), draft.values.get("/order/buyer/name")):
            draft.put(f"{base}/note", word.text, word, row.page)
    if word := row.roles.get("line_id"):
        draft.put(f"{base}/line_id", normal(word.text).rstrip(".)、"), word, row.page)
    _put_attributes(draft, base, row)
    return findings


def basis_of(pair: tuple[str | None, str | None], rows: Sequence[Cells]) -> bool | None:
    """Say whether the chosen columns include tax, if their headings say so."""
    stated = {_BASIS[role] for role in pair if role in _BASIS}
    return stated.pop() if len(stated) == 1 else None


# ── columns ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _resolved(table: Table) -> tuple[Column, ...]:
    columns = [_with_basis(column) for column in table.columns]
    columns = [_numbered(index, column, table) for index, column in enumerate(columns)]
    seen: set[str] = set()
    resolved = []
    for column in columns:
        role = column.role
        if role == "description" and role in seen and "specification" not in {c.role for c in columns}:
            role = "specification"
        elif role in seen or role == "unknown":
            role = "attribute"
        seen.add(role)
        resolved.append(replace(column, role=role))
    return tuple(_coded(index, column, resolved, table) for index, column in enumerate(resolved))


_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9./_+-]{3,}")


def _coded(index: int, column: Column, columns: Sequence[Column], table: Table) -> Column:
    """Where no column is headed as a code, a model column of nothing but codes names the seller's items."""
    if column.role != "specification" or any(c.role in ("buyer_item_id", "seller_item_id") for c in columns):
        return column
    coded = all(index in row.cells and _CODE.fullmatch(normal(row.cells[index].text)) for row in table.rows)
    return replace(column, role="seller_item_id") if coded else column


def _with_basis(column: Column) -> Column:
    """ "单价(含税)" is a price with tax though its word says price only."""
    suffix = {"included": "_gross", "excluded": "_net"}.get(column.heading.basis or "")
    if suffix and column.role in ("unit_price", "line_amount"):
        return replace(column, role=column.role + suffix)
    return column


def _numbered(index: int, column: Column, table: Table) -> Column:
    """A column of 1, 2, 3 or 10, 20, 30 under "Item" or "No." counts lines; under "No." anything else is a code."""
    if column.role not in ("buyer_item_id", "line_id"):
        return column
    texts = [normal(row.cells[index].text) for row in table.rows if index in row.cells]
    coded = any(c.role in ("buyer_item_id", "seller_item_id") for i, c in enumerate(table.columns) if i != index)
    named = coded or any(c.role == "description" for c in table.columns)
    counts = bool(texts) and len(texts) == len(table.rows) and _counting(texts)
    if column.role == "buyer_item_id" and counts and named and not any(c.role == "line_id" for c in table.columns):
        return replace(column, role="line_id")
    if column.role == "line_id" and not counts and not coded and any(re.search(r"\D", t.rstrip(".")) for t in texts):
        return replace(column, role="buyer_item_id")
    return column


def _counting(texts: Sequence[str]) -> bool:
    numbers = [int(t.rstrip(".)、")) for t in texts if t.rstrip(".)、").isdigit() and len(t) <= 4]
    if len(numbers) != len(texts):
        return False
    step = numbers[1] - numbers[0] if len(numbers) > 1 else numbers[0]
    return step in (1, 10) and all(b - a == step for a, b in pairwise(numbers))


def _cells(page: Page, columns: Sequence[Column], row: Row) -> Cells:
    roles: dict[str, Word] = {}
    extra: list[tuple[str, Word]] = []
    for index, word in row.cells.items():
        column = columns[index]
        if column.role == "attribute":
            extra.append((column.title, word))
        else:
            roles[column.role] = word
        if column.heading.base and column.role in _PRICES:
            roles["stated_base"] = replace(word, text=column.heading.base)
    return Cells(page, roles, tuple(extra), row.below)


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _number_text(word: Word) -> str:
    found = _QUANTITY.match(normal(word.text)) or _PRICE.match(normal(word.text))
    return found["number"].strip() if found else normal(word.text)


def _number(row: Cells, role: str, style: NumberStyle) -> Decimal | None:
    word = row.roles.get(role)
    return parse_number(_number_text(word), style) if word else None


def _multiplies(rows: Sequence[Cells], style: NumberStyle) -> bool:
    price, amount = pair_of(rows, style)
    return bool(price and amount) and all(_closes(row, price or "", amount or "", style) for row in rows)


def _closes(row: Cells, price: str, amount: str, style: NumberStyle) -> bool:
    numbers = [_number(row, role, style) for role in ("quantity", price, amount)]
    if None in numbers:
        return False
    quantity, unit_price, line_amount = (n for n in numbers if n is not None)
    base = (
        _number(row, "stated_base", "point")
        or _number(row, "price_base_quantity", style)
        or _price_base(row, price)
        or 1
    )
    return abs(quantity * unit_price / base - line_amount) <= Decimal("0.005")


def _price_base(row: Cells, price: str) -> Decimal | None:
    found = _PRICE.match(normal(row.roles[price].text)) if price in row.roles else None
    return Decimal(found["base"]) if found and found["base"] else None


def _put_numbers(
    draft: Draft, base: str, row: Cells, style: NumberStyle, pair: tuple[str | None, str | None]
) -> Iterator[Finding]:
    price, amount = pair
    yield from _put_quantity(draft, base, row, style)
    if price and (word := row.roles.get(price)):
        yield from _put_price(draft, base, row, word, style)
    if amount and (word := row.roles.get(amount)):
        yield from _put(draft, f"{base}/line_amount", word, _strict(word, style), row.page)
    if word := row.roles.get("price_base_quantity"):
        yield from _put(draft, f"{base}/price_base_quantity", word, _strict(word, style), row.page)
    for role, name in (
        ("tax_amount", "tax_amount"),
        ("line_amount_net", "net_amount"),
        ("line_amount_gross", "gross_amount"),
    ):
        if (word := row.roles.get(role)) and role != amount:
            yield from _put(draft, f"{base}/{name}", word, _strict(word, style), row.page)
    if word := row.roles.get("tax_rate"):
        rate = _percent(word, style)
        yield from _put(draft, f"{base}/tax_rate", word, rate / 100 if rate is not None else None, row.page)
    if word := row.roles.get("discount_percent"):
        yield from _put(draft, f"{base}/discount_percent", word, _percent(word, style), row.page)


def _put_quantity(draft: Draft, base: str, row: Cells, style: NumberStyle) -> Iterator[Finding]:
    word = row.roles["quantity"]
    text = word.text
    found = re.match(r"^(\s*)(-?[\d.,'  ]*\d)(\s*)(\D*)$", text)
    value = parse_number(found[2], style) if found else None
    if found is None or value is None:
        yield finding("number-unexplained", f"{base}/quantity", seen=text)
        return
    number = word.part(len(found[1]), len(found[1]) + len(found[2]))
    draft.put(f"{base}/quantity", value, number, row.page)
    if found[4].strip() and "unit" not in row.roles:
        unit = word.part(len(text) - len(found[4]), len(text))
        draft.put(f"{base}/unit", found[4].strip(), unit, row.page)
    if unit_word := row.roles.get("unit"):
        draft.put(f"{base}/unit", unit_word.text.strip() or None, unit_word, row.page)


def _put_price(draft: Draft, base: str, row: Cells, word: Word, style: NumberStyle) -> Iterator[Finding]:
    found = _PRICE.match(normal(word.text))
    value = parse_number(found["number"].strip(), style) if found else None
    yield from _put(draft, f"{base}/unit_price", word, value, row.page)
    stated = row.roles.get("stated_base")
    if stated is not None:
        draft.put(f"{base}/price_base_quantity", Decimal(stated.text), None, row.page)
    elif found and found["base"] and value is not None:
        draft.put(f"{base}/price_base_quantity", Decimal(found["base"]), word, row.page)


def _put(draft: Draft, path: str, word: Word, value: Decimal | None, page: Page) -> Iterator[Finding]:
    if value is None:
        yield finding("number-unexplained", path, seen=word.text)
    else:
        draft.put(path, value, word, page)


def _strict(word: Word, style: NumberStyle) -> Decimal | None:
    return parse_number(normal(word.text), style)


def _percent(word: Word, style: NumberStyle) -> Decimal | None:
    found = _PERCENT.match(normal(word.text))
    return parse_number(found["number"], style) if found else None


def _put_attributes(draft: Draft, base: str, row: Cells) -> None:
    attributes = tuple(Attribute(title, word.text.strip()) for title, word in row.extra if word.text.strip())
    if attributes:
        draft.put(f"{base}/attributes", attributes, None, row.page)
    for index, (_, word) in enumerate(item for item in row.extra if item[1].text.strip()):
        draft.put(f"{base}/attributes/{index}/value", word.text.strip(), word, row.page)


def unexplained(tables: Sequence[Table]) -> Iterator[Finding]:
    """Report every number of a table's band that no cell owns."""
    for table in tables:
        for word in table.leftover:
            if number_readings(word.text):
                yield finding("number-unexplained", "/order/lines", seen=word.text)


def known_unit(text: str, words: Lexicon) -> bool:
    """Say whether a printed unit is a word we know."""
    return words.heading("units", text) is not None


__all__ = ["TEXTS", "Cells", "basis_of", "known_unit", "pair_of", "put_line", "rows_of", "style_of", "unexplained"]
