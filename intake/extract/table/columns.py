"""Columns and what they mean: roles from headings, ambiguous ones ("Item", "No.") from what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from intake.extract.table.cells import Cells
from intake.extract.table.coded import coded, with_beside
from intake.extract.table.deliveries import one_day
from intake.extract.table.homes import TEXTS
from intake.extract.table.inside import with_codes, with_counts, with_names
from intake.extract.table.named import labelled
from intake.extract.table.revisions import with_revision
from intake.extract.table.rows import ALL_CODES, Row, counting
from intake.extract.table.spoken import OLD, Column
from intake.extract.table.stacked import CODE, one_code, unstacked
from intake.extract.table.struck import unstruck
from intake.extract.table.table import Table
from intake.extract.table.taxed import with_and_without
from intake.extract.words.layout import stack
from intake.extract.words.lexicon import Lexicon, field_heading
from intake.read.document import Word
from orders.codes import finding, two_columns
from orders.records import Finding
from orders.values import date_readings, normal, number_readings

PRICES = ("unit_price_gross", "unit_price", "unit_price_net")
AMOUNTS = ("line_amount_gross", "line_amount", "line_amount_net")


SINGLE = ("buyer_item_id", "seller_item_id", "quantity", "unit", *PRICES, *AMOUNTS, "requested_date", "drawing_id")
_COUNT = re.compile(r"\d{1,6}(?:\s?[./-]\s?\d{1,3})*")  # 1, 1.1, "1 - 1": a line and its schedule
_PER = re.compile(
    r"(?:[/@]|[^\W\d_]+\s|每)\s*(?:10{0,4}|1[.,]000)?\s*\D*"
)  # per 100 St; the price itself is read later


def rows_of(tables: Sequence[Table], words: Lexicon) -> tuple[Cells, ...]:
    """Name every row's cells by role, an ambiguous column ("Item", "No.") by what stands in it."""
    found: list[Cells] = []
    for whole in (coded(unstacked(unstruck(table), words), words) for table in tables):
        table, columns = with_codes(*with_names(*with_counts(whole, _resolved(whole))), words)
        cells = (_cells(table, columns, row) for row in table.rows)
        found += [with_beside(with_revision(one, words), whole, words) for one in cells]
    return tuple(found)


def doubled_columns(tables: Sequence[Table], words: Lexicon) -> Iterator[Finding]:
    """Report two columns of one meaning, a column of order numbers, and a quantity counted in thousands."""
    for table in (coded(unstacked(table, words), words) for table in tables):
        for column in table.columns:
            field = words.heading("fields", column.title) if column.role == "unknown" else None
            if field and field.name == "order_id":
                yield two_columns("order_id", "/order/order_id", column.title, column.title)
            if column.role == "unknown" and (glued := _glued(column.title, words)):
                yield two_columns(*glued)
        yield from _other_dates(table, words)
        yield from _other_units(table)
        named = [_with_basis(column) for column in _named(table)]
        for role in SINGLE:
            titles = [column.title for column in named if column.role == role]
            if len(titles) > 1:
                yield two_columns(role, "/order/lines", titles[0], titles[1])
        yield from _counted_twice(named, table)
        prices = [column.title for column in named if column.role in PRICES]
        if len(prices) > 1 and not any(column.role in AMOUNTS for column in named):
            yield two_columns("unit_price", "/order/lines", prices[0], prices[1])
        for column in named:
            if column.role == "quantity" and column.heading.base:
                yield finding("number-unexplained", "/order/lines", seen=column.title)


def _counted_twice(named: Sequence[Column], table: Table) -> Iterator[Finding]:
    """Report a column of what prices are for that repeats the quantity where no amounts tell which of them it is."""
    at = {column.role: index for index, column in enumerate(named)}
    base, counted = at.get("price_base_quantity"), at.get("quantity")
    if base is None or counted is None or any(role in AMOUNTS for role in at):
        return
    texts = _texts(table, base)
    if texts == _texts(table, counted) and set(texts) != {"1"}:
        yield two_columns("quantity", "/order/lines", named[counted].title, named[base].title)


def _other_dates(table: Table, words: Lexicon) -> Iterator[Finding]:
    """Report a column of dates under words nobody knows, where none is known to say when the lines are due.

    In a sheet's list the day of each order may have a column.
    """
    if any(column.role == "requested_date" for column in table.columns):
        return
    for index, column in enumerate(table.columns):
        ordered = table.page.sheet is not None and (field_heading(column.title, words) or "").startswith("issue_date")
        texts = _texts(table, index) if column.role == "unknown" and not ordered else []
        if texts and len(texts) == len(table.rows) and all(date_readings(text, {}) for text in texts):
            yield two_columns("requested_date", "/order/lines", column.title, column.title)


def _other_units(table: Table) -> Iterator[Finding]:
    """Report a column of short words right behind the quantities, under words nobody knows, where no unit is read."""
    at = next((n for n, column in enumerate(table.columns) if column.role == "quantity"), len(table.columns))
    if at + 1 >= len(table.columns) or table.columns[at + 1].role != "unknown":
        return
    read = any(column.role == "unit" for column in table.columns) or table.columns[at].heading.unit
    counted, texts = _texts(table, at), _texts(table, at + 1)
    short = len(texts) == len(table.rows) and all(re.fullmatch(r"[^\W\d_]{1,5}\.?", text) for text in texts)
    if texts and short and not read and not any(re.search(r"[^\W\d_]", text) for text in counted):
        yield two_columns("unit", "/order/lines", table.columns[at + 1].title, table.columns[at + 1].title)


def _glued(title: str, words: Lexicon) -> tuple[str, str, str, str] | None:
    """Find two headings that were read as one, or that one column stands under (规格图号), if a value is in either.

    A unit before a number is none: 单位重量 is one thing.
    """
    for at in (at for at in range(1, len(title)) if title[at - 1].isalnum() and title[at].isalnum()):
        first, second = (words.heading("columns", part) for part in (title[:at], title[at:]))
        if not first or not second or first.name in (second.name, "unit"):
            continue
        role = next((heading.name for heading in (first, second) if heading.name in SINGLE), None)
        return (role, "/order/lines", title[:at], title[at:]) if role else None
    return None


def _resolved(table: Table) -> tuple[Column, ...]:
    """Give each column one role; what is unknown or repeated becomes an attribute with its heading."""
    columns = _one_tax([_with_basis(column) for column in _named(table)], table)
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


def _one_tax(columns: list[Column], table: Table) -> list[Column]:
    """Leave several taxes of a line (CGST, SGST) with their headings: none of them is the line's tax."""
    taxes = [index for index, column in enumerate(columns) if column.role == "tax_amount" and _texts(table, index)]
    if len(taxes) < 2:
        return columns
    return [replace(c, role="attribute") if c.role in ("tax_amount", "tax_rate") else c for c in columns]


def _named(table: Table) -> list[Column]:
    """Decide "Item", "Material", "No." by what stands under them and by the surer headings beside them."""
    table = _exchanged(table)
    columns = [_rated(index, _numbered(index, column, table), table) for index, column in enumerate(table.columns)]
    columns = [_again(index, column, columns, table) for index, column in enumerate(columns)]
    columns = [_versioned(column, columns) for column in columns]
    weak = [index for index, column in enumerate(columns) if column.role == "buyer_item_id_weak"]
    sure = any(column.role == "buyer_item_id" for column in columns)
    described = any(column.role == "description" for column in columns)
    shaped = [index for index in weak if _all_codes(_texts(table, index))]
    for index in weak:
        only = not sure and (len(weak) == 1 or shaped == [index] or len(shaped) != 1)
        role = "buyer_item_id" if only else "attribute" if described else "description"
        columns[index] = replace(columns[index], role=role)
        described = described or role == "description"
    return with_and_without(columns, table)


def _exchanged(table: Table) -> Table:
    """Exchange what "Item" (1, 2, 3) and "Code 編號" (LS-080, LS-150) are headed as, if they stand so."""
    roles = [column.role for column in table.columns]
    if roles.count("line_id") != 1 or roles.count("buyer_item_id_weak") != 1 or "buyer_item_id" in roles:
        return table
    numbers, codes = roles.index("buyer_item_id_weak"), roles.index("line_id")
    coded = _all_codes(_texts(table, codes)) and not _from_one(_texts(table, codes))
    if not (coded and _from_one(_texts(table, numbers)) and len(_texts(table, numbers)) == len(table.rows)):
        return table
    turned = {numbers: "line_id", codes: "buyer_item_id"}
    columns = tuple(replace(c, role=turned.get(index, c.role)) for index, c in enumerate(table.columns))
    return replace(table, columns=columns)


def _versioned(column: Column, columns: Sequence[Column]) -> Column:
    """Take a column of versions (版本) for those of the drawings, if there are drawings and no surer versions."""
    if column.role != "drawing_revision_weak":
        return column
    roles = [other.role for other in columns]
    only = roles.count("drawing_revision_weak") == 1 and "drawing_revision" not in roles and "drawing_id" in roles
    return replace(column, role="drawing_revision" if only else "attribute")


def _again(index: int, column: Column, columns: Sequence[Column], table: Table) -> Column:
    """Take a column that repeats the quantity or unit in every row (计价数量, 计价单位) for no field of its own.

    Of numbers the amounts must show it: 100 pieces at 5.00 for 100 come to 5.00.
    """
    source = {"price_base_quantity": "quantity", "unit": "unit"}.get(column.role)
    first = next((n for n, other in enumerate(columns) if other.role == source), index)
    texts = _texts(table, index)
    same = len(texts) == len(table.rows) and texts == _texts(table, first)
    if first == index or not same or set(texts) == {"1"} or not (column.role == "unit" or _plain(columns, table)):
        return column
    return replace(column, role="attribute")


def _plain(columns: Sequence[Column], table: Table) -> bool:
    """Say whether quantity × price is roughly the amount in every row, so that no price is for a hundred."""
    at = [
        next((n for n, c in enumerate(columns) if c.role in roles), None) for roles in (("quantity",), PRICES, AMOUNTS)
    ]
    cells = [[number_readings(row.cells[n].text) for n in at if n in row.cells] for row in table.rows]
    styles = [{*row[0]}.intersection(*row[1:]) for row in cells if len(row) == 3]
    return len(styles) == len(cells) > 0 and all(
        any(abs(row[0][style] * row[1][style] - row[2][style]) * 20 <= abs(row[2][style]) for style in common)
        for row, common in zip(cells, styles, strict=True)
    )


def _texts(table: Table, index: int) -> list[str]:
    return [normal(row.cells[index].text) for row in table.rows if index in row.cells]


def _all_codes(texts: Sequence[str]) -> bool:
    return bool(texts) and all(CODE.fullmatch(text) for text in texts)


def _coded(index: int, column: Column, columns: Sequence[Column], table: Table) -> Column:
    """Where no column is headed as a code, a model column of nothing but codes names the seller's items."""
    if column.role != "specification" or any(c.role in ("buyer_item_id", "seller_item_id") for c in columns):
        return column
    coded = len(_texts(table, index)) == len(table.rows) and _all_codes(_texts(table, index))
    return replace(column, role="seller_item_id") if coded else column


def _with_basis(column: Column) -> Column:
    """Take "单价(含税)" as a price with tax though its word says price only."""
    suffix = {"included": "_gross", "excluded": "_net"}.get(column.heading.basis or "")
    if suffix and column.role in ("unit_price", "line_amount"):
        return replace(column, role=column.role + suffix)
    return column


def _numbered(index: int, column: Column, table: Table) -> Column:
    """A column that counts (1, 2, 3 · 00010, 00020 · 1.1, 1.2) under "Item" or "No." names lines, else codes."""
    if column.role not in ("buyer_item_id", "buyer_item_id_weak", "line_id"):
        return column
    texts = _texts(table, index)
    others = [c.role for i, c in enumerate(table.columns) if i != index]
    if column.role == "buyer_item_id":
        numbers = _from_one(texts) and "line_id" not in others and "description" in others
        return replace(column, role="line_id") if numbers else column  # "Item No.": 0001, 0002
    coded = any(role in ("buyer_item_id", "buyer_item_id_weak", "seller_item_id") for role in others)
    like_counts = bool(texts) and all(_COUNT.fullmatch(text.rstrip(".)、")) for text in texts)
    rivals = [i for i, c in enumerate(table.columns) if i != index and c.role in ("buyer_item_id_weak", "line_id")]
    codes = any(_from_one(_texts(table, i)) for i in rivals) and not _from_one(texts)  # the others are the lines
    counts = like_counts and not codes and (coded or counting(texts) or _scheduled(texts))
    named = coded or "description" in others
    if column.role == "buyer_item_id_weak" and counts and named and "line_id" not in others:
        return replace(column, role="line_id")
    if column.role == "line_id" and not coded and not counts and texts and all(map(CODE.fullmatch, texts)):
        like_counts = False  # 1040-22, 1055-01
    if column.role == "line_id" and not like_counts and texts:
        return replace(column, role=_uncounted(column, texts, others, coded=coded))
    return column


def _uncounted(column: Column, texts: Sequence[str], others: Sequence[str], *, coded: bool) -> str:
    """Say what a column headed as line numbers is that does not count: codes, if they tell lines apart.

    Under "Project" (项目) stands one, or what is ordered if nothing else says so. Where most cells count in their
    places the others are misread.
    """
    if _mostly_counting(texts):
        return "line_id"
    if column.heading.name == "line_id_weak":
        return "attribute" if "description" in others else "description"
    if len(texts) > 1 and len(set(texts)) == 1:
        return "attribute"
    return "line_id" if coded else "buyer_item_id"


def _mostly_counting(texts: Sequence[str]) -> bool:
    """Say whether more than half of the cells are 1, 2, 3 or 10, 20, 30 in their places."""
    said = [text.strip(" .)、").lstrip("0") for text in texts]
    right = max(sum(text == str(at * step) for at, text in enumerate(said, 1)) for step in (1, 10))
    return right > 1 and 2 * right > len(texts)


def _from_one(texts: Sequence[str]) -> bool:
    """Say whether cells count lines from the first: 1, 2, 3 · 0001, 0002 · 10, 20; codes do not begin so."""
    return counting(texts) and int(texts[0].rstrip(".)、")) in (1, 5, 10, 100, 1000)


def _scheduled(texts: Sequence[str]) -> bool:
    """Say whether cells are lines with their schedules or releases: 1 - 1, 2 - 1; from 1 on, none left out."""
    parts = [re.fullmatch(r"(\d{1,4})\s?[./-]\s?\d{1,3}", text) for text in texts]
    lines = [int(part[1]) for part in parts if part]
    return len(lines) == len(texts) > 0 and lines[0] == 1 and all(b - a in (0, 1) for a, b in pairwise(lines))


def _rated(index: int, column: Column, table: Table) -> Column:
    """A column of nothing but percentages under a heading of tax ("GST": 10%) is a rate."""
    texts = _texts(table, index) if column.role == "tax_amount" else []
    if texts and not any(char.isdigit() for text in texts for char in text):
        return replace(column, role="attribute")  # N, Y, VAT, GST Free: a mark
    rates = bool(texts) and all(re.fullmatch(r"\d{1,2}(?:[.,]\d+)?\s?%", text) for text in texts)
    taken = any(other.role == "tax_rate" for other in table.columns)
    return replace(column, role="tax_rate") if rates and not taken else column


def _cells(table: Table, columns: Sequence[Column], row: Row) -> Cells:
    roles: dict[str, Word] = {}
    extra: list[tuple[str, Word]] = []
    parted = _parted(columns, row)
    for index, lines in (row.parts or {}).items():
        column = columns[index]
        word = stack(parted[index][0] if index in parted else lines, code=column.role in ALL_CODES)
        if column.role == "attribute":
            extra += [(column.title, word)] if column.title else []
        else:
            roles[column.role] = word
        if column.heading.base and column.role in PRICES:
            roles["stated_base"] = replace(word, text=column.heading.base)
    roles |= {OLD + columns[index].role: word for index, word in row.struck.items()}
    for _, role, below_it in parted.values():
        if role and below_it:
            roles.setdefault(role, below_it)
    more = ("note", "buyer_item_id")  # another code below an item's own is a remark
    below = [*row.below, *(word for role, word in row.named if role in more and role in roles)]
    named = [(role, word) for role, word in row.named if role != "attribute"]
    extra += [pair for role, word in row.named if role == "attribute" and (pair := labelled(word))]
    twice = [role for role, word in named if role in roles and role not in more and not _same(role, word, roles)]
    labels = [role for role, _ in named if role not in ("note", "quantity")]
    twice += [role for role in dict.fromkeys(labels) if labels.count(role) > 1]
    for role, word in named:
        roles.setdefault(role, word)
    if day := one_day(row.deliveries):
        roles.setdefault("requested_date", day)
    resolved = replace(table, columns=tuple(columns))
    broken = [columns[index].role for index in row.broken if index not in parted and not one_code(resolved, index, row)]
    unit = next((column.heading.unit for column in columns if column.role == "quantity"), None)
    kept = tuple(role for role in broken if role not in TEXTS)
    days = next((lines for at, lines in (row.parts or {}).items() if columns[at].role == "requested_date"), ())
    days, titles = days if len(days) > 1 else (), {column.role: column.title for column in columns if column.title}
    said = Cells(table.page, roles, tuple(extra), tuple(below), tuple(kept), tuple(twice), row.deliveries, unit)
    return replace(said, day_lines=days, titles=titles)


def _same(role: str, word: Word, roles: Mapping[str, Word]) -> bool:
    """Say whether a line under the item only repeats its cell: the same day, "Quantity: 250.00" under 250.00 EA."""
    if normal(word.text) == normal(roles[role].text):
        return True
    counted = [re.match(r"[\d.,]*\d", normal(one.text)) for one in (word, roles[role])]
    return role == "quantity" and len({found[0] for found in counted if found}) == 1 and None not in counted


def _parted(columns: Sequence[Column], row: Row) -> dict[int, tuple[Sequence[Word], str | None, Word | None]]:
    """Return the cells of two printed lines that leave no doubt: the value, and what the second line is by itself.

    Below a quantity its unit, below an amount its currency, below a price what it is for, below a tax its rate, below
    a date a time of day.
    """
    roles = {column.role for column in columns}
    found: dict[int, tuple[Sequence[Word], str | None, Word | None]] = {}
    for index, lines in (row.parts or {}).items():
        role = columns[index].role
        if len(lines) != 2:
            continue
        first, second = (normal(line.text) for line in lines)
        if role == "requested_date" and re.fullmatch(r"\d{1,2}:\d{2}(?::\d{2})?", second):
            found[index] = (lines[:1], None, None)
        elif role == "requested_date" and re.fullmatch(r"[^\W\d_ ]+:", first):
            found[index] = (lines[1:], None, None)  # "Needed:" over its date
        elif not number_readings(first):
            continue
        elif role == "quantity" and "unit" not in roles and not re.search(r"[\d\s]", second):
            found[index] = (lines[:1], "unit", lines[1])
        elif role == "tax_amount" and "tax_rate" not in roles and re.fullmatch(r"\d{1,2}(?:[.,]\d+)?\s?%", second):
            found[index] = (lines[:1], "tax_rate", lines[1])
        elif re.fullmatch(r"\D+", second) and role in (*AMOUNTS, *PRICES):
            if number_readings(f"{first} {second}") or (role in PRICES and _PER.fullmatch(second)):
                found[index] = (lines, None, None)
        elif role in PRICES and _PER.fullmatch(second):
            found[index] = (lines, None, None)
    return found
