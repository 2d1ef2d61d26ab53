"""One sheet, several orders: a column of order numbers gives one record for each number (CONTRACT section 3)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from intake.check.amounts import arithmetic
from intake.extract.evidence import place
from intake.extract.listing.heads import Heads, common, put_heads, told
from intake.extract.table.cells import Cells
from intake.extract.words.lexicon import Lexicon, field_heading
from intake.read.document import Page, Word
from orders.codes import finding
from orders.records import AllowanceCharge, Evidence, Finding, Order, OrderRecord, Totals
from orders.values import DateOrder, key

Numbers = tuple[tuple[Word, Page], ...]


@dataclass(frozen=True)
class Listed:
    """What the rows of a list say: the order number of each and what else of its order, and how days are written."""

    numbers: Numbers = ()
    heads: Heads = ()
    dates: DateOrder | None = None


_LINE = re.compile(r"^/order/lines/(\d+)/")
_OF_ALL = ("/order/totals/", "/order/allowance_charges/", "/order/order_id")
_ID = "/order/order_id"


def without_numbers(rows: Sequence[Cells], words: Lexicon) -> tuple[tuple[Cells, ...], Numbers]:
    """Take the column of order numbers out of the rows; () if there is none or a row lacks its number.

    On a sheet a column that may name other papers (单据编号) has them where no other has, and the rows say who sells.
    """
    sheets = [row for row in rows[:1] if row.page.sheet is not None]
    sold = any(field_heading(title, words) == "seller_name" for row in sheets for title, _ in row.extra)
    for names in (("order_id",), *((("order_id_title",), ("order_id_weak",)) if sold else ())):
        numbers = [(c, row.page) for row in rows for title, c in row.extra if field_heading(title, words) in names]
        if len(numbers) == len(rows) and all(any(c.isdigit() for c in cell.text) for cell, _ in numbers):
            return tuple(_without(row, names, words) for row in rows), tuple(numbers)
    return tuple(rows), ()


def _without(row: Cells, names: Sequence[str], words: Lexicon) -> Cells:
    return replace(row, extra=tuple(e for e in row.extra if field_heading(e[0], words) not in names))


def apart(record: OrderRecord, listed: Listed, named: str | None, words: Lexicon) -> tuple[OrderRecord, ...]:
    """Part an order by the number in each row; `named` is the number that the head says for sure.

    What the head and the sums of the whole sheet leave open holds every part. A head that names another number than
    the rows leaves the record as it is, with the question which of them is meant.
    """
    order, ids = record.order, list(dict.fromkeys(key(word.text) for word, _ in listed.numbers))
    if order is None or not ids or (named is not None and ids != [key(named)]):
        return (record,)
    record = replace(record, findings=tuple(f for f in record.findings if f.path != _ID))
    groups = [[i for i, (word, _) in enumerate(listed.numbers) if key(word.text) == one] for one in ids]
    counted = all(_counts(order, group) for group in groups)
    parts = (_part(record, order, group, listed.numbers[group[0]], counted) for group in groups)
    alike = {item.name for item in common(listed.heads, [word for word, _ in listed.numbers])}
    return tuple(_headed(part, group, listed, alike, words) for part, group in zip(parts, groups, strict=True))


def _headed(
    record: OrderRecord, group: Sequence[int], listed: Listed, alike: Container[str], words: Lexicon
) -> OrderRecord:
    """Put what only the rows of one order say of it, in the place of what they left open for all but what is alike."""
    own = [item for item in told(tuple(listed.heads[i] for i in group)) if item.name not in alike]
    if record.order is None or not own:
        return record
    draft, found = put_heads(own, listed.dates, words)
    paths = tuple({*draft.values, *draft.evidence, *(item.path for item in found)})
    order = record.order
    for path, value in draft.values.items():
        order = _set(order, path.split("/")[2:], value)
    kept = [item for item in record.findings if item.path not in paths]
    return replace(record, order=order, evidence={**record.evidence, **draft.evidence}, findings=(*kept, *found))


def _set(order: Order, path: Sequence[str], value: Any) -> Order:
    """Put one value into the head of an order: ["seller", "name"]."""
    inner = replace(getattr(order, path[0]), **{path[1]: value}) if len(path) > 1 else value
    return replace(order, **{path[0]: inner})


def _counts(order: Order, group: Sequence[int]) -> bool:
    """Say whether the lines of a part count from one of their own; else the numbers are the sheet's."""
    found = arithmetic(replace(order, lines=tuple(order.lines[i] for i in group)))
    return not any(item.code == "line-number-gap" for item in found)


def _part(
    record: OrderRecord, order: Order, group: Sequence[int], number: tuple[Word, Page], counted: bool
) -> OrderRecord:
    lines = tuple(order.lines[i] if counted else replace(order.lines[i], line_id=None) for i in group)
    word, page = number
    part = replace(order, order_id=word.text.strip(), lines=lines)
    if len(lines) < len(order.lines):
        part = replace(part, totals=Totals(), allowance_charges=())
    evidence = {**dict(_moved(record.evidence, group, counted)), _ID: place(word, page)}
    found = [*_findings(record, group, counted)]
    found += [
        finding("number-unexplained", "/order/totals", seen=f"{c.reason} {c.amount}") for c in _unplaced(part, order)
    ]
    return replace(record, order=part, evidence=evidence, findings=tuple(found))


def _unplaced(part: Order, order: Order) -> tuple[AllowanceCharge, ...]:
    """Return the sheet's charges that no part can be given."""
    return () if part.allowance_charges else order.allowance_charges


def _moved(evidence: Mapping[str, Evidence], group: Sequence[int], counted: bool) -> Iterator[tuple[str, Evidence]]:
    for path, item in evidence.items():
        line = _LINE.match(path)
        if line is None and not path.startswith(_OF_ALL):
            yield path, item
        elif line and int(line[1]) in group and (counted or not path.endswith("/line_id")):
            yield f"/order/lines/{group.index(int(line[1]))}/{path[line.end() :]}", item


def _findings(record: OrderRecord, group: Sequence[int], counted: bool) -> Iterator[Finding]:
    """Yield what concerns these lines or the whole; where each part counts its own lines, the sheet need not."""
    for item in record.findings:
        line = _LINE.match(item.path)
        if item.code == "line-number-gap":
            yield from () if counted else (replace(item, path="/order/lines"),)
        elif line is None:
            yield item
        elif int(line[1]) in group:
            yield replace(item, path=f"/order/lines/{group.index(int(line[1]))}/{item.path[line.end() :]}")
