"""What stands beside the items of a sheet under no heading, or is hidden among them, may change what is ordered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.check.amounts import closes
from intake.extract.evidence import seen_at
from intake.extract.table.table import Table
from intake.extract.table.tables import find_tables
from intake.extract.words.lexicon import Lexicon
from intake.read.document import COLUMN, ROW, Document, Page, Word
from orders.codes import finding
from orders.records import Finding, OrderRecord


def unheaded(page: Page, words: Lexicon) -> Iterator[Finding]:
    """Report cells beside the items that no heading names: "cancelled" behind a line.

    A column that every item has says nothing of one of them; a list of its own stands behind an empty column.
    """
    for table in find_tables([page], words) if page.sheet is not None else ():
        found = [word for word in page.words if _in_rows(word, table) and not _headed(word, table)]
        odd = [word for word in found if not _everywhere(word, found, table)]
        if odd and not _is_list(found, table):
            yield seen_at(finding("row-unexplained", "/order/lines", seen=odd[0].text[:60]), odd[0], page)


def hidden_items(record: OrderRecord, document: Document, words: Lexicon) -> Iterator[Finding]:
    """Report rows that are hidden among the items of a sheet, unless a total shows that none of them is ordered."""
    names = [place.rpartition("!") for place in document.facts.get("hidden", "").split("; ")]
    hidden = {(sheet, int(row.partition(":")[0])) for sheet, _, row in names if re.fullmatch(r"(\d+):\1", row)}
    if not hidden or record.order is None or closes(record.order, record.findings):
        return
    for table in find_tables(document.pages, words):
        tops = {sheet_row: ROW * (sheet_row[1] - 1) for sheet_row in hidden if sheet_row[0] == table.page.sheet}
        for (_, row), top in sorted(tops.items()):
            if table.rows and table.top < top < table.rows[-1].top + 2 * ROW:
                yield finding("row-unexplained", "/order/lines", seen=f"{table.page.sheet}!{row}:{row}")


def _in_rows(word: Word, table: Table) -> bool:
    return bool(table.rows) and table.rows[0].top - 1 < word.top < table.rows[-1].top + 1


def _headed(word: Word, table: Table) -> bool:
    return any(c.x0 <= word.x0 + 1 < c.x1 for c in table.columns if c.title or c.role != "unknown")


def _everywhere(word: Word, found: Sequence[Word], table: Table) -> bool:
    """Say whether each of several items has a cell in the column of this one."""
    below = [other for other in found if other.x0 == word.x0]
    return len(table.rows) > 1 and all(any(w.top - 1 < row.top < w.bottom for w in below) for row in table.rows)


def _is_list(found: Sequence[Word], table: Table) -> bool:
    """Say whether cells are a list beside the table: behind an empty column, several columns of several rows."""
    end = max(column.x1 for column in table.columns if column.title)
    behind = all(word.x0 >= end + COLUMN - 1 for word in found)
    rows = {word.top for word in found}
    return behind and len({word.x0 for word in found}) > 1 and (len(rows) > 1 or len(table.rows) == 1)
