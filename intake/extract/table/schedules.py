"""Several deliveries of one item: lines with its number, counted in `schedule_id`, each with its quantity and day.

They stand below the item, in a plan, in one cell (2026-03-10：100；2026-04-10：200), in columns headed by days, in rows
that have nothing else, or in rows that go on without a number of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from intake.extract.table.cells import Cells
from intake.extract.table.deliveries import Delivery, one_day
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Word
from orders.values import NumberStyle, date_readings, date_span, key, normal, number_readings, parse_number

_BESIDE = frozenset({"quantity", "requested_date", "unit", "description", "specification", "note"})
_CODES = ("buyer_item_id", "seller_item_id")
_PRICES = ("unit_price", "unit_price_gross", "unit_price_net")
_PIECES = re.compile(r"[，；;、\n]|,\s|\s{2,}|\s/\s")
_LEAD = re.compile(r"^[^\d:：]{0,12}[:：]\s*")  # 分批交货：
_COUNT = re.compile(r"[^\d\w]*(?P<number>\d[\d.,]*)\s*(?P<unit>[^\W\d_]{0,5})\W*")
_YEARLESS = re.compile(r"(?<![\d/.-])\d{1,2}\s?(?:/|月)\s?\d{1,2}(?:\s?[日号號])?(?![\d/.-])")
_COUNTED = re.compile(r"(?P<line>\d{1,4})\s?[-./]\s?(?P<schedule>\d{1,3})")
_PLAN, _STILL = frozenset({"plan_line"}), frozenset({"open_quantity"})
_OUTLINE = re.compile(r"^[\s\u2500-\u257f>·-]+")  # └
_OPEN = re.compile(r"(\D+?)\s*[:：]?\s*(\d[\d.,]*)")  # 未发货 2000
_NUMBER = re.compile(r"\s*(?P<number>\d[\d.,' ]*\d|\d)\s*(?P<unit>\D*)")


def with_deliveries(rows: Sequence[Cells], words: Lexicon) -> tuple[Cells, ...]:
    """Give each item the deliveries that its cells, columns of days or rows below it state."""
    return tuple(_told(row, words) for row in _hung(rows, words))


def scheduled(rows: Sequence[Cells], style: NumberStyle) -> tuple[Cells, ...]:
    """Make a line of each delivery where they come to what is ordered; those of scans stay with their item."""
    numbered = [one for group in _grouped(rows) for one in group]
    return tuple(part for row in numbered for part in _parts(row, style))


# ── where deliveries stand ───────────────────────────────────────────────────────────────────────────────────────


def _told(row: Cells, words: Lexicon) -> Cells:
    if row.deliveries:
        return row
    headed = _headed(row, words.months)
    if headed and "requested_date" not in row.roles:
        found = tuple(one for _, one in headed)
        extra = tuple(pair for pair in row.extra if pair not in [pair for pair, _ in headed])
        return _dated(replace(row, extra=extra, deliveries=found))
    cell = row.roles.get("requested_date")
    note = [row.roles["note"]] if "note" in row.roles else []
    for lines in (row.day_lines or ([cell] if cell else []), *([word] for word in (*row.below, *note))):
        said = [tuple(_pairs(line, words.months)) for line in lines]
        found = tuple(one for pairs in said for one in pairs) if all(said) else ()
        if len(found) > 1:
            roles = row.roles if cell is None or _is_day(cell, words) else _without(row.roles, "requested_date")
            return replace(row, deliveries=found, roles=roles)
    return row


def _dated(row: Cells) -> Cells:
    """Put the only day of a row's deliveries as its own."""
    day = one_day(row.deliveries)
    return replace(row, roles={**row.roles, "requested_date": day}) if day else row


def _is_day(word: Word, words: Lexicon) -> bool:
    return date_span(word.text, words.months) == (0, len(word.text))


def _without(roles: Mapping[str, Word], name: str) -> dict[str, Word]:
    return {role: word for role, word in roles.items() if role != name}


def _headed(row: Cells, months: Mapping[str, int]) -> list[tuple[tuple[str, Word], Delivery]]:
    """Return the cells under headings that are days, with the heading's own word and the count."""
    found = []
    for title, cell in row.extra:
        counted = _COUNT.fullmatch(normal(cell.text))
        head = next((w for w in row.page.words if w.text == title and w.middle < cell.middle), None)
        if head and counted and len(date_readings(title, months)) == 1 and date_span(title, months) == (0, len(title)):
            found.append(((title, cell), (head, cell)))
    return found


def _pairs(word: Word, months: Mapping[str, int]) -> Iterator[Delivery]:
    """Read a text of nothing but days with their counts; nothing if a piece of it is something else."""
    lead = _LEAD.match(word.text)
    start = lead.end() if lead and not any(char.isdigit() for char in lead[0]) else 0
    found: list[Delivery] = []
    for first, last in _spans(word.text, start):
        piece = word.text[first:last]
        yearless = _YEARLESS.search(piece)
        span = date_span(piece, months) or (yearless.span() if yearless else None)
        rest = _COUNT.fullmatch(f"{piece[: span[0]]} {piece[span[1] :]}") if span else None
        if span is None or rest is None:
            return
        at = first + piece.find(rest["number"], 0 if piece[: span[0]].strip() else span[1])
        found.append((word.part(first + span[0], first + span[1]), word.part(at, at + len(rest["number"]))))
    yield from found


def _spans(text: str, start: int) -> Iterator[tuple[int, int]]:
    for sign in (*_PIECES.finditer(text, start), None):
        end = sign.start() if sign else len(text)
        if text[start:end].strip(" 。."):
            yield start, end
        start = sign.end() if sign else end


def _hung(rows: Sequence[Cells], words: Lexicon) -> list[Cells]:
    """Take rows with a count and a day and nothing else for the deliveries of the item above, if they come to it."""
    found: list[Cells] = []
    for alone, group in groupby((_of_a_plan(row, words) for row in rows), key=_only_a_day):
        several = list(group)
        owner = found[-1] if found else None
        if alone and owner is not None and _comes_to(owner, several):
            said = tuple((one.roles["requested_date"], _count(one.roles["quantity"])) for one in several)
            found[-1] = _dated(replace(owner, deliveries=said, roles=_without(owner.roles, "requested_date")))
        else:
            found += several
    return found


def _of_a_plan(row: Cells, words: Lexicon) -> Cells:
    """Leave out of a row without an amount that it is one of a plan (└ 计划行) and how much is open: all of it."""
    code = next((role for role in _CODES if role in row.roles), "")
    price = next((role for role in _PRICES if role in row.roles), "")
    if not code or "quantity" not in row.roles or words.said(_OUTLINE.sub("", row.roles[code].text)) != _PLAN:
        return row
    count = _OPEN.fullmatch(row.roles[price].text) if price else None
    bare = {name: word for name, word in row.roles.items() if name not in (code, price)}
    if price and (count is None or words.said(count[1]) != _STILL):
        return row
    same = count is None or normal(count[2]) == normal(_count(row.roles["quantity"]).text)
    return replace(row, roles=bare) if same else row


def _only_a_day(row: Cells) -> bool:
    return {"quantity", "requested_date"} <= row.roles.keys() <= _BESIDE and not row.extra


def _comes_to(owner: Cells, rows: Sequence[Cells]) -> bool:
    priced = any(role in owner.roles for role in (*_PRICES, *_CODES)) and "quantity" in owner.roles
    if not priced or owner.deliveries or re.search(r"\d", owner.roles.get("requested_date", _NONE).text):
        return False
    whole = number_readings(_count(owner.roles["quantity"]).text)
    counts = [number_readings(_count(row.roles["quantity"]).text) for row in rows]
    return any(sum((c.get(style, Decimal(-1)) for c in counts), Decimal(0)) == value for style, value in whole.items())


_NONE = Word("", 0, 0, 0, 0)


def _count(word: Word) -> Word:
    found = _NUMBER.fullmatch(word.text)
    return word.part(*found.span("number")) if found else word


# ── lines of deliveries ──────────────────────────────────────────────────────────────────────────────────────────


def _grouped(rows: Sequence[Cells]) -> list[list[Cells]]:
    """Number rows that are deliveries of one item: 1-1, 1-2, or rows of one code and price below a number."""
    counted = [
        _COUNTED.fullmatch(row.roles["line_id"].text.strip()) if "line_id" in row.roles else None for row in rows
    ]
    groups: list[list[Cells]] = []
    lines: list[str | None] = []
    for row, number in zip(rows, counted, strict=True):
        line = number["line"] if number else None
        before = groups[-1][0] if groups else None
        same = before is not None and _item(before) == _item(row) and _on_another_day(groups[-1], row)
        follows = same and ((line is not None and lines[-1] == line) or "line_id" not in row.roles)
        if follows and before is not None and "line_id" in before.roles:
            groups[-1].append(row)
        else:
            groups.append([row])
            lines.append(line)
    if not any(len(group) > 1 for group in groups) or (any(lines) and len(set(lines)) < len(lines)):
        return [[row] for row in rows]
    return [_numbered(group, line) for group, line in zip(groups, lines, strict=True)]


def _on_another_day(group: Sequence[Cells], row: Cells) -> bool:
    """Say whether a row has a day of its own that no row of the group has; scans may have lost a line's number."""
    days = [normal(one.roles["requested_date"].text) for one in (*group, row) if "requested_date" in one.roles]
    return len(set(days)) == len(group) + 1 and row.page.method != "ocr"


def _item(row: Cells) -> tuple[str, ...]:
    return tuple(key(row.roles[role].text) if role in row.roles else "" for role in (*_CODES, *_PRICES))


def _numbered(group: Sequence[Cells], line: str | None) -> list[Cells]:
    """Give the rows of a group the item's line number, and count them."""
    if len(group) == 1 and line is None:
        return list(group)
    found = []
    for place, row in enumerate(group, 1):
        word = row.roles.get("line_id", group[0].roles["line_id"])
        counted = _COUNTED.fullmatch(word.text) if line is not None else None
        number = word.part(*counted.span("line")) if counted else word
        schedule = counted["schedule"] if counted else str(place)
        found.append(replace(row, roles={**row.roles, "line_id": number}, schedule=schedule))
    return found


def _parts(row: Cells, style: NumberStyle) -> Iterator[Cells]:
    """Yield a line for each delivery of a row; the row itself where they are of one day, of a scan, or no whole."""
    ordered = _NUMBER.fullmatch(row.roles["quantity"].text) if "quantity" in row.roles else None
    whole = parse_number(normal(ordered["number"]), style) if ordered else None
    counts = [parse_number(normal(_count(count).text), style) for _, count in row.deliveries]
    numbers = [count for count in counts if count]
    days = {normal(day.text) for day, _ in row.deliveries}
    if len(days) < 2 or len(numbers) < len(counts) or sum(numbers, Decimal(0)) != whole or row.page.method == "ocr":
        yield row
        return
    unit = row.unit or (ordered["unit"].strip(" ()（）") if ordered else None) or None
    clear = row.roles.get("requested_date")
    twice = (*row.twice, "requested_date") if clear is not None and normal(clear.text) not in days else row.twice
    for place, ((day, count), number) in enumerate(zip(row.deliveries, numbers, strict=True), 1):
        roles = {**row.roles, "quantity": _count(count), "requested_date": day}
        yield replace(
            row, roles=roles, twice=twice, deliveries=(), unit=unit, schedule=str(place), share=(number, whole)
        )
