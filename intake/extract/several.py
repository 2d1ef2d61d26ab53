"""Several files of one mail that are pages of one order: put in order, read as one document, and tied to each other.

Nothing but the mail binds them, so they must prove it: the total closes over the lines of all of them, or all are
numbered through ("2 of 3" on the pages or in the names) and name the same order or count their lines on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import accumulate

from intake.check.amounts import closes
from intake.decide import ORDERS
from intake.extract.extract import extract
from intake.extract.head.fields import labelled
from intake.extract.hints import Hints
from intake.extract.pages import look, name_marks, page_marks, parted
from intake.extract.table.columns import rows_of
from intake.extract.table.tables import find_tables
from intake.extract.words.customer import words_for
from intake.extract.words.layout import text_of
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Document, Page
from intake.read.joined import joined
from orders.records import OrderRecord, Source, SourcePart
from orders.values import key, normal

_SHORTEST = 4  # characters of an order number that is looked for in running text


@dataclass(frozen=True)
class File:
    """One file of a mail as it was read; `place` is its place in the mail."""

    place: int
    source: Source
    document: Document

    @property
    def pages(self) -> tuple[Page, ...]:
        return self.document.pages


def extract_together(
    files: Sequence[File], hints: Hints, site: tuple[str, ...] = ()
) -> tuple[OrderRecord | None, tuple[int, ...]]:
    """Read files as one order and return its record and their places in the mail.

    Without a record they look like pages of one order and do not prove it. Files that turn out to have no page of it,
    such as drawings and terms, are left out; no places are left if there is nothing to join.
    """
    words, _ = words_for([page for file in files for page in file.pages], files[0].source, site)
    files = _belonging(_in_order([file for file in files if _may_be_page(file.pages, words)], words), words)
    if len(files) < 2:
        return None, ()
    places, numbers = tuple(file.place for file in files), _numbers(files)
    if len(_revisions(files, words)) > 1:
        return None, places
    whole = joined([file.document for file in files])
    found = extract(whole, _source(files, numbers), hints, site)
    through = _numbered_through(whole.pages, words) or _names_through(files, words)
    tied = len(found) == 1 and _tied(found[0], whole.pages, numbers, through=through)
    return (found[0] if tied else None), places


def _belonging(files: Sequence[File], words: Lexicon) -> list[File]:
    """Return the first file and those that go on with it, in their order; a file may go on with one behind it."""
    kept, others = list(files[:1]), list(files[1:])
    while further := next((file for file in others if _goes_on([*kept, file], words)), None):
        kept.append(further)
        others.remove(further)
    return _in_order(kept, words)


def _goes_on(files: Sequence[File], words: Lexicon) -> bool:
    """Say whether all files have pages of one order."""
    parts = parted(joined([file.document for file in files]).pages, words)
    main = {page.number for page in parts[0].main}
    return len(parts) == 1 and all(main & set(own) for own in _numbers(files))


def _may_be_page(pages: Sequence[Page], words: Lexicon) -> bool:
    """Say whether a file may be a part: no other kind of paper, and not an order of several pages that is complete."""
    kinds = {look(page, words).kind for page in pages}
    return bool(pages) and kinds <= {None, *ORDERS} and (len(pages) == 1 or not _numbered_through(pages, words))


def _numbered_through(pages: Sequence[Page], words: Lexicon) -> bool:
    """Say whether pages say of themselves that they are 1 to n of n."""
    marks = [mark for page in pages for mark in page_marks(page, words)[:1]]
    return len(marks) == len(pages) and sorted(marks) == [(n, len(pages)) for n in range(1, len(pages) + 1)]


def _revisions(files: Sequence[File], words: Lexicon) -> set[str]:
    """Return the revisions that the files name: two are two issues of an order."""
    found = (item for file in files for item in labelled(file.pages, find_tables(file.pages, words), words))
    return {key(item.values[0].text) for item in found if item.name == "revision" and item.values}


def _names_through(files: Sequence[File], words: Lexicon) -> bool:
    """Say whether the names of files say that they are 1 to n of n."""
    marks = [mark for file in files for mark in _name_marks(file, words)]
    return sorted(marks) == [(n, len(files)) for n in range(1, len(files) + 1)]


def _name_marks(file: File, words: Lexicon) -> list[tuple[int, int]]:
    return name_marks(file.source.file.rpartition("/")[2], words)[:1]


def _in_order(files: Sequence[File], words: Lexicon) -> list[File]:
    """Put files in the order of their page numbers, else the titled one first, then those with tables, then by name."""
    printed = {file.place: page_marks(file.pages[0], words)[:1] for file in files}
    named = {file.place: _name_marks(file, words) for file in files}
    for marks in (printed, named):
        if len({n for found in marks.values() for n, _ in found}) == len(files):
            return sorted(files, key=lambda file: marks[file.place])
    return sorted(files, key=lambda file: (_untitled(file, words), *_first_line(file, words), _name(file), file.place))


def _untitled(file: File, words: Lexicon) -> bool:
    return all(look(page, words).kind is None for page in file.pages)


def _first_line(file: File, words: Lexicon) -> tuple[bool, bool, int]:
    """Return the first line number of a file; those without one come behind, and those without a table behind all."""
    rows = rows_of(find_tables(file.pages, words), words)
    ids = [row.roles["line_id"].text.strip() for row in rows if "line_id" in row.roles]
    counted = [int(text) for text in ids if text.isdecimal()]
    return not rows, not counted, min(counted, default=0)


def _name(file: File) -> list[tuple[int, str]]:
    """Return a file's name for sorting with its numbers as numbers: page 2 before page 10."""
    parts = re.findall(r"\d+|\D+", file.source.file)
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]


def _numbers(files: Sequence[File]) -> list[tuple[int, ...]]:
    """Return the numbers that each file's pages have in the whole."""
    ends = list(accumulate(len(file.pages) for file in files))
    return [tuple(range(end - len(file.pages) + 1, end + 1)) for file, end in zip(files, ends, strict=True)]


def _source(files: Sequence[File], numbers: Sequence[tuple[int, ...]]) -> Source:
    parts = tuple(
        SourcePart(file.source.file, file.source.sha256, file.source.media_type, own)
        for file, own in zip(files, numbers, strict=True)
    )
    whole = sha256("".join(part.sha256 for part in parts).encode()).hexdigest()
    return replace(files[0].source, sha256=whole, parts=parts)


# ── proof ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _tied(record: OrderRecord, pages: Sequence[Page], numbers: Sequence[tuple[int, ...]], *, through: bool) -> bool:
    """Say whether the files prove to be one order, and a whole one; `through`: they are numbered from first to last."""
    order = record.order
    if order is None or not order.order_id or not order.lines:
        return False
    named = [_names(order.order_id, [pages[n - 1] for n in own]) for own in numbers]
    if closes(order, record.findings):
        return all(says or _needed(record, own) for says, own in zip(named, numbers, strict=True))
    return through and (all(named) or _counts_on(record, numbers))


def _names(order_id: str, pages: Sequence[Page]) -> bool:
    """Say whether one of the pages prints the order's number, not as a part of a longer one."""
    wanted = r"\s?".join(map(re.escape, key(order_id)))
    whole = re.compile(rf"(?<![A-Z0-9]){wanted}(?![A-Z0-9])", re.ASCII)
    return len(key(order_id)) >= _SHORTEST and whole.search(normal(text_of(pages)).upper()) is not None


def _needed(record: OrderRecord, own: Sequence[int]) -> bool:
    """Say whether a file has lines or the total, and not both alone: without it nothing closes."""
    pages = [item.page for path, item in record.evidence.items() if path.endswith(("/line_amount", "/payable_total"))]
    mine = [page for page in pages if page in own]
    return 0 < len(mine) < len(pages)


def _counts_on(record: OrderRecord, numbers: Sequence[tuple[int, ...]]) -> bool:
    """Say whether every file has lines and they are counted without a gap."""
    order = record.order
    assert order is not None
    held = {item.page for path, item in record.evidence.items() if path.endswith("/quantity")}
    counted = all(line.line_id and line.line_id.isdigit() for line in order.lines)
    gap = any(f.code == "line-number-gap" for f in record.findings)
    return counted and not gap and all(held & set(own) for own in numbers)
