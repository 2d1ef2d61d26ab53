"""What one paper whose values are confirmed teaches: the words at its values that nobody knows, and its habits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from intake.decide import ORDERS
from intake.extract import Hints, extract
from intake.extract.words.customer import normal_text, words_for
from intake.extract.words.layout import page_lines, phrases
from intake.extract.words.lexicon import Lexicon, compared
from intake.learn.standing import Standing, find_rows, headed_places, labelled_places
from intake.read import read
from intake.read.document import Page
from orders.customer_faults import turns
from orders.records import Order, OrderLine, OrderRecord, Source
from orders.values import STYLES, date_readings, normal, number_readings, ordered_date, same_in_both

_FIELDS = {
    "order_id": ("order_id",),
    "issue_date": ("issue_date",),
    "requested_date": ("delivery", "requested_date"),
    "buyer_name": ("buyer", "name"),
    "seller_name": ("seller", "name"),
    "payment_terms": ("payment_terms",),
    "delivery_address": ("delivery", "address"),
    "revision": ("revision",),
    "tax_id": ("buyer", "tax_id"),
}
_COLUMNS = (
    *("line_id", "buyer_item_id", "seller_item_id", "description", "specification", "drawing_id", "quantity", "unit"),
    *("unit_price", "line_amount", "requested_date"),
)
_CODES = ("drawing_id", "specification", "description")
_TALL = 1.15


@dataclass(frozen=True)
class Clue:
    """One thing a paper teaches: a key of a customer mapping, the name below it if it has names, the word, the file."""

    key: str
    name: str
    word: str
    file: str


def clues_of(
    data: bytes, name: str, source: Source, wanted: Order, site: tuple[str, ...]
) -> tuple[tuple[Clue, ...], tuple[str, ...]]:
    """Read a paper and compare it with its confirmed order: what it teaches, and what is read otherwise today.

    Pure and picklable: it runs in a worker, as every reader of foreign files.
    """
    document = read(data, name)
    words, _ = words_for(document.pages, source, site)
    record = _nearest(extract(document, source, Hints(name), site), wanted)
    title = _title(document.pages, record, words)
    with _titled(title, site) as more:  # what else is unknown shows only on a paper that is taken for an order
        again = _nearest(extract(document, source, Hints(name), more), wanted) if title else record
    wrong = tuple(_differing(again.order, wanted))
    found = _Paper(document.pages, words, again, wanted, wrong).clues() if document.pages else ()
    taught = ([("titles", "purchase_order", title)] if title else []) + [*found, *_marks(source)]
    found_once = dict.fromkeys(taught)
    return tuple(Clue(k, n, word, source.file) for k, n, word in found_once), _open(record, wanted)


def _open(record: OrderRecord, wanted: Order) -> tuple[str, ...]:
    """Return what is read otherwise than confirmed, and whether the paper is held."""
    held = ["status"] if record.status != "accepted" else []
    return (*_differing(record.order, wanted), *held)


@contextmanager
def _titled(title: str | None, site: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give a site in which a title names an order."""
    with TemporaryDirectory() as folder:
        if title:
            words = json.dumps({"purchase_order": [title]}, ensure_ascii=False)
            Path(folder, "titles.yaml").write_text(f"kind: labels\nlanguage: en\ndocument_types: {words}\n", "utf-8")
        yield (folder, *site)


def _title(pages: Sequence[Page], record: OrderRecord, words: Lexicon) -> str | None:
    """Return the tallest words of the first page, where no title says that the paper is an order."""
    unproved = any(item.code == "document-type-unproved" for item in record.findings)
    if not pages or (record.document_type in ORDERS and not unproved):
        return None
    usual = median([word.height for word in pages[0].words]) if pages[0].words else 0.0
    tall = [p for line in page_lines(pages[0]) for p in phrases(line, pages[0]) if p.height > _TALL * usual]
    names = [p for p in tall if 1 < len(p.text.strip()) <= 40 and not words.organisation(p.text)]
    names = [p for p in names if p.text.isprintable() and not any(char.isdigit() for char in p.text)]
    return max(names, key=lambda p: p.height).text.strip() if names else None


def _nearest(records: Sequence[OrderRecord], wanted: Order) -> OrderRecord:
    same = (one for one in records if one.order and one.order.order_id == wanted.order_id)
    return next(same, records[0])


def _differing(read: Order | None, wanted: Order) -> Iterator[str]:
    """Yield the paths of confirmed values that are not what is read."""
    said = read or Order()
    for name, path in _FIELDS.items():
        if (value := _at(wanted, path)) is not None and _at(said, path) != value:
            yield name
    for name in ("currency", "prices_include_tax"):
        if getattr(wanted, name) is not None and getattr(said, name) != getattr(wanted, name):
            yield name
    for index, line in enumerate(wanted.lines):
        own = said.lines[index] if index < len(said.lines) else OrderLine()
        for name in _COLUMNS:
            if (value := getattr(line, name)) is not None and getattr(own, name) != value:
                yield f"lines/{index}/{name}"


def _at(order: Order, path: Sequence[str]) -> Any:
    value: Any = order
    for step in path:
        value = getattr(value, step)
    return value


def _marks(source: Source) -> Iterator[tuple[str, str, str]]:
    """A sender is proposed by the whole address: a domain may be a mail provider's."""
    address = (source.sender or "").rpartition("<")[2].strip("> ").lower()
    if "@" in address:
        yield "senders", "", address


@dataclass(frozen=True)
class _Paper:
    """One paper with its confirmed order, as it is read today, and what is read otherwise."""

    pages: Sequence[Page]
    words: Lexicon
    record: OrderRecord
    wanted: Order
    wrong: tuple[str, ...]

    def clues(self) -> Iterator[tuple[str, str, str]]:
        """Yield (key, name, word) of everything the paper teaches."""
        lines = [_values(line) for line in self.wanted.lines]
        rows = find_rows(self.pages, lines, self.words)
        columns = headed_places(rows, lines, self.words)
        heads = {
            name: tuple(labelled_places(self.pages, value, rows.band, self.words))
            for name, path in _FIELDS.items()
            if (value := _at(self.wanted, path)) is not None
        }
        yield from self._names()
        yield from self._fields(heads)
        yield from self._columns(columns)
        yield from self._dates([*heads.items(), *columns.items()])
        yield from self._decimals(columns)
        yield from self._stated()

    def _names(self) -> Iterator[tuple[str, str, str]]:
        text = normal_text(self.pages)
        for key, value in (("names", self.wanted.buyer.name), ("tax_ids", self.wanted.buyer.tax_id)):
            if value and normal(value) in text:
                yield key, "", value

    def _fields(self, heads: Mapping[str, Sequence[Standing]]) -> Iterator[tuple[str, str, str]]:
        for name, places in heads.items():
            for place in places if name in self.wrong else ():
                known = self.words.heading("fields", place.label) if place.label else None
                same = known is not None and known.name == name
                if place.label and not same and not turns("fields", place.label, name):
                    yield "fields", name, place.label

    def _columns(self, columns: Mapping[str, Sequence[Standing]]) -> Iterator[tuple[str, str, str]]:
        for name, places in columns.items():
            title = places[0].label
            wrong = any(path.endswith(f"/{name}") for path in self.wrong)
            if title is None or not wrong:
                continue
            known = self.words.heading("columns", title)
            if name == "buyer_item_id" and known is not None and known.name in _CODES:
                yield "code_column", "", title
            elif (known is None or _plain(known.name) != name) and not turns("columns", title, name):
                yield "columns", name, title

    def _dates(self, places: Sequence[tuple[str, Sequence[Standing]]]) -> Iterator[tuple[str, str, str]]:
        """Propose the order of day and month that every date with several readings has."""
        if not any(path.endswith("date") for path in self.wrong):
            return
        orders: list[set[str]] = []
        for name, standing in places:
            values = self._dates_named(name)
            for place in standing if values else ():
                if len(date_readings(place.text, self.words.months)) > 1:
                    said = {way: ordered_date(place.text, way, self.words.months) for way in ("dmy", "mdy", "ymd")}
                    orders.append({way for way, day in said.items() if day in values})
        common = set.intersection(*orders) if orders else set()
        if len(common) == 1:
            yield "date_order", "", common.pop()

    def _dates_named(self, name: str) -> set[date]:
        found = [_at(self.wanted, _FIELDS[name])] if name in _FIELDS else []
        found += [line.requested_date for line in self.wanted.lines] if name == "requested_date" else []
        return {value for value in found if isinstance(value, date)}

    def _decimals(self, columns: Mapping[str, Sequence[Standing]]) -> Iterator[tuple[str, str, str]]:
        """Propose the style in which numbers that read two ways are the confirmed ones."""
        open_ones = [
            (place.text, getattr(line, name))
            for name, places in columns.items()
            for place, line in zip(places, self.wanted.lines, strict=False)
            if len(number_readings(place.text)) == 2 and not same_in_both(place.text)
        ]
        asked = any(item.code == "number-ambiguous" for item in self.record.findings)
        wrong = any(path.endswith(("/quantity", "/unit_price", "/line_amount")) for path in self.wrong)
        right = [s for s in STYLES if all(number_readings(text).get(s) == value for text, value in open_ones)]
        if open_ones and len(right) == 1 and (asked or wrong):
            yield "decimal", "", right[0]

    def _stated(self) -> Iterator[tuple[str, str, str]]:
        if "currency" in self.wrong and self.record.order is not None and self.record.order.currency is None:
            yield "currency", "", str(self.wanted.currency)
        if "prices_include_tax" in self.wrong and self.wanted.prices_include_tax is not None:
            yield "prices_include_tax", "", "true" if self.wanted.prices_include_tax else "false"
        for line in self.wanted.lines:
            if line.unit and line.unit_code and compared(line.unit) not in self.words.groups["units"]:
                yield "units", line.unit, line.unit_code


def _values(line: OrderLine) -> dict[str, Any]:
    """Return the values of a line by name, those only that are printed in a column."""
    return {name: value for name in _COLUMNS if (value := getattr(line, name)) is not None}


def _plain(name: str) -> str:
    """Return a column's name without what its heading says of tax."""
    return name.removesuffix("_gross").removesuffix("_net")
