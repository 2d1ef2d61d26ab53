"""What one paper whose values are confirmed teaches: the words at its values that nobody knows, and its habits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from intake.decide import ORDERS
from intake.extract import Hints, extract
from intake.extract.words.customer import words_for
from intake.extract.words.layout import page_lines, phrases
from intake.extract.words.lexicon import Lexicon
from intake.learn.differing import COLUMNS, FIELDS, differing, value_at
from intake.learn.habits import date_order, number_style, stated
from intake.learn.paper import Lesson, Paper
from intake.learn.standing import find_rows, headed_places, labelled_places
from intake.learn.unknown_words import headings, labels, names
from intake.read import read
from intake.read.document import Page
from orders.records import Order, OrderLine, OrderRecord, Source

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
    wrong = tuple(differing(again.order, wanted))
    found = _taught(Paper(document.pages, words, again, wanted, wrong)) if document.pages else ()
    taught = ([("titles", "purchase_order", title)] if title else []) + [*found, *_marks(source)]
    found_once = dict.fromkeys(taught)
    return tuple(Clue(k, n, word, source.file) for k, n, word in found_once), _open(record, wanted)


def _open(record: OrderRecord, wanted: Order) -> tuple[str, ...]:
    """Return what is read otherwise than confirmed, and whether the paper is held."""
    held = ["status"] if record.status != "accepted" else []
    return (*differing(record.order, wanted), *held)


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
    tall = [p for p in tall if 1 < len(p.text.strip()) <= 40 and not words.organisation(p.text)]
    tall = [p for p in tall if p.text.isprintable() and not any(char.isdigit() for char in p.text)]
    return max(tall, key=lambda p: p.height).text.strip() if tall else None


def _nearest(records: Sequence[OrderRecord], wanted: Order) -> OrderRecord:
    same = (one for one in records if one.order and one.order.order_id == wanted.order_id)
    return next(same, records[0])


def _marks(source: Source) -> Iterator[Lesson]:
    """A sender is proposed by the whole address: a domain may be a mail provider's."""
    address = (source.sender or "").rpartition("<")[2].strip("> ").lower()
    if "@" in address:
        yield "senders", "", address


def _taught(paper: Paper) -> Iterator[Lesson]:
    """Yield (key, name, word) of everything the paper teaches."""
    lines = [_values(line) for line in paper.wanted.lines]
    rows = find_rows(paper.pages, lines, paper.words)
    columns = headed_places(rows, lines, paper.words)
    heads = {
        name: tuple(labelled_places(paper.pages, value, rows.band, paper.words))
        for name, path in FIELDS.items()
        if (value := value_at(paper.wanted, path)) is not None
    }
    yield from names(paper)
    yield from labels(paper, heads)
    yield from headings(paper, columns)
    yield from date_order(paper, [*heads.items(), *columns.items()])
    yield from number_style(paper, columns)
    yield from stated(paper)


def _values(line: OrderLine) -> dict[str, Any]:
    """Return the values of a line by name, those only that are printed in a column."""
    return {name: value for name in COLUMNS if (value := getattr(line, name)) is not None}
