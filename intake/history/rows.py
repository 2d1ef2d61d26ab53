"""Rows of an imported list → order records: cleaned, put together by number, each content once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from intake.check.catalogue import Catalogue, party_key
from intake.check.parties import order_key_of
from orders.history import HISTORY, HistoryRow
from orders.master_columns import HISTORY as COLUMNS
from orders.master_files import read_rows
from orders.master_rows import FaultyRow, LoadedRow, LoadedTable
from orders.masters import Masters
from orders.problems import Problem
from orders.records import Order, OrderLine, OrderRecord, Party, Source, Totals
from orders.values import key

LINE = ("line_id", "buyer_item_id", "sku", "description", "quantity", "unit", "unit_price", "line_amount")


@dataclass(frozen=True)
class Past:
    """What one list holds: its orders; its rows are taken, repeated, without a number, or refused."""

    records: tuple[OrderRecord, ...]
    rows: int
    taken: int
    repeated: int
    without_number: int
    refused: tuple[FaultyRow, ...]
    several: int  # numbers with more than one content: revisions, or one number used twice

    @property
    def strangers(self) -> int:
        """How many orders are of customers that the masters do not know."""
        return sum(record.order is not None and record.order.buyer.party_id is None for record in self.records)


def read_history(path: Path, masters: Masters, mappings: Path | None = None) -> Past:
    """Read a list of earlier orders; a row that cannot be read is refused and named, the others are taken.

    Raises UnusableError if the file cannot be read or lacks a needed column.
    """
    loaded = read_rows(path, COLUMNS, mappings)
    nameless = [row for row in loaded.rows if not _customer(row.record)]
    named = [row for row in loaded.rows if _customer(row.record)]
    without = {row.row for row in loaded.faulty if "order_id" not in row.values and _is_blank(row, loaded)}
    refused = (row for row in loaded.faulty if row.row not in without)
    single = tuple(_each_once(named))
    records = _distinct(_records(path, single, Catalogue(masters)))
    return Past(
        records,
        rows=sum(row.number > loaded.header for row in loaded.table.rows),
        taken=len(single),
        repeated=len(named) - len(single),
        without_number=len(without),
        refused=(*refused, *(_nameless(loaded, row) for row in nameless)),
        several=sum(count > 1 for count in Counter(record.order_key for record in records).values()),
    )


def _customer(row: HistoryRow) -> str | None:
    return row.customer_id or row.customer


def _is_blank(row: FaultyRow, loaded: LoadedTable) -> bool:
    """Say whether the cell of the number is empty: a sum, a title, or a page's foot."""
    place = loaded.places["order_id"]
    cells = loaded.table.cells(row.row)
    return place >= len(cells) or not cells[place].strip()


def _nameless(loaded: LoadedTable, row: LoadedRow) -> FaultyRow:
    what, help_text = "the row names no customer", "fill in customer or customer_id"
    return FaultyRow({}, row.row, (_problem(loaded, row.row, what, help_text),))


def _problem(loaded: LoadedTable, row: int, what: str, help_text: str) -> Problem:
    return loaded.problem(row, "customer", "cell-empty", what, help_text)


def _each_once(rows: Iterable[LoadedRow]) -> Iterator[LoadedRow]:
    """Leave out rows that say nothing new; without line numbers an item may well stand twice on one order."""
    seen: set[HistoryRow] = set()
    for row in rows:
        twice = row.record in seen and (row.record.line_id is not None or not _has_line(row.record))
        seen.add(row.record)
        if not twice:
            yield row


def _has_line(row: HistoryRow) -> bool:
    return any(getattr(row, name) is not None for name in LINE)


def _records(path: Path, rows: Sequence[LoadedRow], catalogue: Catalogue) -> Iterator[OrderRecord]:
    """Put the rows of one number together where they are lines; rows without lines are orders each by itself."""
    groups: dict[tuple[object, ...], list[LoadedRow]] = {}
    for row in rows:
        one = row.record
        name = (_customer(one), key(one.order_id), key(one.revision or ""))
        groups.setdefault(name if _has_line(one) else (*name, row.row), []).append(row)
    for group in groups.values():
        yield _record(path, group, catalogue)


def _record(path: Path, group: Sequence[LoadedRow], catalogue: Catalogue) -> OrderRecord:
    first, lines = group[0].record, [row.record for row in group if _has_line(row.record)]
    party = _party(first, catalogue)
    order = Order(
        order_id=first.order_id,
        revision=first.revision,
        issue_date=first.issue_date,
        currency=first.currency,
        buyer=party,
        lines=tuple(_line(row) for row in lines),
        totals=Totals(payable_total=_amount([row.record for row in group])),
    )
    source = Source(f"{path.name}:{group[0].row}", "", HISTORY)
    order_key = order_key_of(party.party_id, party.name, first.order_id)
    return OrderRecord(source, "purchase_order", "accepted", order, order_key)


def _party(row: HistoryRow, catalogue: Catalogue) -> Party:
    """Find the customer as a paper's buyer is found: by its id or its exact name."""
    known = catalogue.masters.customers
    names = [name for name in (row.customer_id, row.customer) if name]
    ids = {name for name in names if name in known}
    for name in names:
        ids |= catalogue.customers_by_name.get(party_key(name), frozenset())
    return Party(row.customer or row.customer_id, ids.pop() if len(ids) == 1 else None)


def _line(row: HistoryRow) -> OrderLine:
    return OrderLine(
        line_id=row.line_id,
        buyer_item_id=row.buyer_item_id,
        seller_item_id=row.sku,
        description=row.description,
        quantity=row.quantity,
        unit=row.unit,
        unit_price=row.unit_price,
        line_amount=row.line_amount,
    )


def _amount(rows: Sequence[HistoryRow]) -> Decimal | None:
    """Return the order's amount: one that all rows repeat; different ones are the lines' and add up."""
    amounts = [row.amount for row in rows]
    if None in amounts:
        return None
    known = [amount for amount in amounts if amount is not None]
    return known[0] if len(set(known)) == 1 else sum(known, Decimal(0))


def _distinct(records: Iterable[OrderRecord]) -> tuple[OrderRecord, ...]:
    """Keep each content of a number once: dots and blanks in the number make no other order."""
    found: dict[tuple[object, ...], OrderRecord] = {}
    for record in records:
        found.setdefault((record.order_key, content(record)), record)
    return tuple(found.values())


def content(record: OrderRecord) -> Hashable:
    """Return what an order says but for the spelling of its number and customer, to compare it by."""
    order = record.order
    return order and (order.revision, order.issue_date, order.currency, order.lines, order.totals)
