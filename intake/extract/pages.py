"""The pages of one file: which belong to one order, which only go with it, and whether one is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from intake.check.amounts import closes, doubtful
from intake.decide import ORDERS
from intake.extract.classify import document_type
from intake.extract.head.fields import labelled
from intake.extract.head.header import first_id
from intake.extract.head.label import Labelled
from intake.extract.sheets import stacked
from intake.extract.sums.totals import printed_sums
from intake.extract.table.table import Table
from intake.extract.table.tables import find_tables
from intake.extract.words.layout import page_lines, phrases
from intake.extract.words.lexicon import Lexicon, compared
from intake.extract.words.once import once
from intake.read.document import Page, Word
from orders.codes import finding
from orders.records import Finding, Order, OrderRecord
from orders.values import key, normal

# what may follow the sums
_LATE = frozenset(
    {"payment_terms", "payment_terms_weak", "delivery_terms", "delivery_address", "requested_date", "due_date"}
)
_BARE_MARK = re.compile(r"[^\w]{0,2}(?P<n>\d{1,2})/(?P<m>\d{1,2})[^\w]{0,2}")
_IN_NAME = r"[\s_.-]*(?P<{}>\d{{1,2}})(?!\d)[\s_.-]*"
_MARGIN = 0.09  # of the page's height: where "1/2" is a page number


@dataclass(frozen=True)
class Part:
    """One document of a file: `main` are the pages that say it, `attached` letters before it and terms behind it."""

    main: tuple[Page, ...]
    attached: tuple[Page, ...] = ()

    @property
    def pages(self) -> tuple[Page, ...]:
        return tuple(sorted((*self.main, *self.attached), key=lambda page: page.number))


@dataclass(frozen=True)
class Seen:
    """What tells a page's part in the file: the order number it names, its own table, its title's kind."""

    page: Page
    number: str | None
    tabled: bool
    kind: str | None

    @property
    def begins(self) -> bool:
        return self.tabled or self.kind in ORDERS


def parted(pages: Sequence[Page], words: Lexicon) -> tuple[Part, ...]:
    """Part a file with several orders: a titled or tabled page that names another order number begins a new one.

    A sheet with several orders below each other is a page for each of them.
    """
    cut = [part for page in pages for part in _orders_on(page, words)]
    if len(cut) == 1:
        return (Part(tuple(pages)),)
    groups: list[list[Seen]] = []
    current: str | None = None
    own = {id(part) for part in cut if not any(part is page for page in pages)}
    for seen in (look(page, words) for page in cut):
        another = seen.number is not None and seen.number != current and seen.begins
        letter = bool(groups) and current is None and not any(one.begins for one in groups[-1])
        if not groups or (another and not letter) or id(seen.page) in own:
            groups.append([seen])
        else:
            groups[-1].append(seen)
        current = seen.number if another else current
    return tuple(_part(group, words) for group in groups)


def _orders_on(page: Page, words: Lexicon) -> tuple[Page, ...]:
    """Cut a sheet into the orders on it, if each has a number of its own."""
    parts = stacked(page, words)
    numbers = {_number(part, words) for part in parts} if len(parts) > 1 else set()
    return parts if None not in numbers and len(numbers) == len(parts) else (page,)


def _number(page: Page, words: Lexicon) -> str | None:
    """Return the order number of a page that is an order's by its title and table, by a label that may be another's."""
    found = _found([page], find_tables([page], words), words)
    vague = [replace(item, name="order_id") for item in found if item.name == "order_id_weak"]
    number = first_id(found, words) or first_id(vague, words)
    return key(number) if number else None


def look(page: Page, words: Lexicon) -> Seen:
    """See what a page by itself says of its part in the file."""
    tables = find_tables([page], words)
    number = first_id(_found([page], tables, words), words)
    return Seen(page, key(number) if number else None, bool(tables), document_type([page], words))


def _found(pages: Sequence[Page], tables: Sequence[Table], words: Lexicon) -> tuple[Labelled, ...]:
    """Find the labelled values, an order number without the "(continued)" that further pages add to it."""
    found = labelled(pages, tables, words)
    return tuple(
        replace(item, values=tuple(_plain(value, words) for value in item.values))
        if item.name.startswith("order_id")
        else item
        for item in found
    )


def _plain(value: Word, words: Lexicon) -> Word:
    added = re.search(r"\s*[(（\[]([^()（）\[\]]+)[)）\]]\s*$", value.text)
    known = added and words.groups["patterns"].get(compared(added[1])) == "continued"
    return value.part(0, added.start()) if added and known else value


def _part(group: Sequence[Seen], words: Lexicon) -> Part:
    """Set apart letters before the order's first page and pages without items or sums behind its last."""
    tabled = [index for index, seen in enumerate(group) if seen.tabled]
    if not tabled:
        return Part(tuple(seen.page for seen in group))
    first = next(i for i, seen in enumerate(group) if i == tabled[0] or seen.begins or not group[tabled[0]].number)
    last = max(i for i, seen in enumerate(group) if i <= tabled[-1] or _goes_on(group[tabled[-1] : i + 1], words))
    main = tuple(seen.page for seen in group[first : last + 1])
    return Part(main, tuple(seen.page for seen in group if seen.page not in main))


def _goes_on(seen: Sequence[Seen], words: Lexicon) -> bool:
    """Say whether the last of these pages still has items of the table before it, or its sums."""
    pages = [one.page for one in seen]
    if any(one.kind not in (None, *ORDERS) for one in seen[1:]):
        return False
    rows = any(table.page.number == pages[-1].number for table in find_tables(pages, words))
    return rows or any(one.group == "totals" for one in printed_sums(pages[-1:], (), words))


def missing_pages(part: Part, whole: Sequence[Page], words: Lexicon) -> Iterator[Finding]:
    """Report a document whose page numbers, or whose words at the seam, say that it has more pages than are here."""
    for page, seam in ((part.main[-1], "goes_on"), (part.main[0], "came_from")):
        yield from (finding("pages-incomplete", "/order/lines", seen=text) for text in _at_seam(page, seam, words))
    marks = [mark for page in part.pages for mark in page_marks(page, words)[:1]]
    of_file = [mark for page in whole for mark in page_marks(page, words)[:1]]
    if of_file and [n for n, _ in of_file] == list(range(1, of_file[0][1] + 1)) and len(of_file) == len(whole):
        return  # the file is numbered through and complete
    unread = sum(page.method == "ocr" and not page_marks(page, words) for page in part.pages)
    lost = set(range(1, max((m for _, m in marks), default=0) + 1)) - {n for n, _ in marks}
    if len(lost) > unread:
        yield finding("pages-incomplete", "/order/lines", seen="{} / {}".format(*marks[-1]))


def _at_seam(page: Page, seam: str, words: Lexicon) -> Iterator[str]:
    """Yield what says that the order goes on behind this page ("goes_on") or began before it ("came_from")."""
    for phrase in (phrase for line in page_lines(page) for phrase in phrases(line, page)):
        found = words.prefix("totals", phrase.text)
        if found and found[0] == seam:
            yield phrase.text


@once
def page_marks(page: Page, words: Lexicon) -> tuple[tuple[int, int], ...]:
    """Return what a page says of itself: (2, 3) for "page 2 of 3"; a bare 2/3 counts in the margins, if no words do."""
    printed = [phrases(line, page) for line in page_lines(page)]
    counted = [compared(p.text) for line in printed for p in line if re.search(r"\d", p.text)]
    apart = [p for line in printed if len(line) <= 3 for p in line]  # no row of a table
    edges = [p for p in apart if min(p.top, page.height - p.bottom) < _MARGIN * page.height]
    said = [hit for text in counted for form in page_forms(words) if (hit := form.search(text))]
    marks = said or [hit for p in edges if (hit := _BARE_MARK.fullmatch(compared(p.text)))]
    return tuple((n, m) for hit in marks if 1 <= (n := int(hit["n"])) <= (m := int(hit["m"])))


@lru_cache(maxsize=8)
def page_forms(words: Lexicon) -> tuple[re.Pattern[str], ...]:
    """Make patterns of the ways to number pages ("Page {n} of {m}")."""
    forms = [re.escape(form) for form in words.named("patterns", "page")]
    named = [form.replace(r"\{N\}", r"(?P<n>\d{1,3})").replace(r"\{M\}", r"(?P<m>\d{1,3})") for form in forms]
    return tuple(re.compile(rf"(?<![A-Z0-9]){form}(?!\d)") for form in sorted(named, key=len, reverse=True))


def missing_by_name(order: Order, findings: Sequence[Finding], name: str, words: Lexicon) -> Iterator[Finding]:
    """Report an order without a closing total whose file's name says that it is one of several ("p1of2", "page 1")."""
    marks = name_marks(name, words)
    last = max((max(n, m) for n, m in marks), default=0)
    if len(marks) == 1 and not marks[0][1]:
        last = max(last, 2)  # nobody calls the only page "page 1"
    lost = set(range(1, last + 1)) - {n for n, _ in marks}
    if lost and not closes(order, findings):
        yield finding("pages-incomplete", "/order/lines", seen=name)


def name_marks(name: str, words: Lexicon) -> list[tuple[int, int]]:
    """Return what names of files say of their pages: (1, 2) for "PO4711_p1of2.pdf", (1, 0) for "page 1.jpg"."""
    hits = [hit.groupdict() for form in _name_forms(words) for hit in form.finditer(normal(name).upper())]
    marks = [(int(hit["n"]), int(hit.get("m") or 0)) for hit in hits]
    return [mark for mark in marks if 1 <= mark[0] <= mark[1]] or [mark for mark in marks if not mark[1]]


@lru_cache(maxsize=8)
def _name_forms(words: Lexicon) -> tuple[re.Pattern[str], ...]:
    """Make patterns of the ways to number pages in names of files, blanks and strokes between."""
    marked = [
        re.escape(form).replace(r"\{N\}", _IN_NAME.format("n")).replace(r"\{M\}", _IN_NAME.format("m"))
        for form in words.named("patterns", "page", "page_file")
    ]
    behind = r"(?![A-Z0-9]|[\s_.]*-[\s_.]*\d)"  # "page 1-3" are all of them
    return tuple(re.compile(rf"(?<![A-Z0-9]){form}{behind}", re.ASCII) for form in marked)


def fields_of(part: Part, tables: Sequence[Table], words: Lexicon) -> tuple[Labelled, ...]:
    """Find the labelled values of an order: on its own pages, and what only a page without a title of its own adds.

    Numbers, dates and names in letters and terms are often somebody else's.
    """
    own = _found(part.main, tables, words)
    said = {item.name.removesuffix("_weak") for item in own if item.values}
    untitled = [page for page in part.attached if page.number > part.main[-1].number and _untitled(page, words)]
    more = labelled(untitled, (), words)
    return (*own, *(i for i in more if i.name in _LATE and i.name not in said))


def _untitled(page: Page, words: Lexicon) -> bool:
    return document_type([page], words) is None


def together(records: Sequence[OrderRecord], parts: Sequence[Part]) -> list[OrderRecord]:
    """Hold the orders of one file that may have lost a page to each other.

    Each of several must be shown to be whole; a row or sum that one of them cannot place may be another's.
    """
    orders = [(record, part) for record, part in zip(records, parts, strict=True) if record.order is not None]
    shared = Counter(number for part in parts for number in {page.number for page in part.main})
    open_ones = [record for record, part in orders if not _is_whole(record, part, shared)]
    if len(orders) < 2 or not open_ones:
        return list(records)
    named = ", ".join(str(record.order.order_id) for record in open_ones if record.order)
    doubt = finding("pages-incomplete", "/order/lines", seen=named)
    return [replace(r, findings=(*r.findings, doubt)) if r.order is not None else r for r in records]


def _is_whole(record: OrderRecord, part: Part, shared: Mapping[int, int]) -> bool:
    """A total that closes shows that no line is missing; so do sheets of their own and lines that count from one."""
    order = record.order
    if order is None or doubtful(record.findings):
        return False
    if all(page.sheet is not None and shared[page.number] == 1 for page in part.main):
        return True
    if any(line.line_amount is not None for line in order.lines):
        return closes(order, record.findings)
    return all(line.line_id for line in order.lines)
