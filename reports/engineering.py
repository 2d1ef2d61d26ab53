"""engineering_changes.xlsx and .json: what changed, what was issued on old versions, and what mends it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from orders.engineering import EngineeringChange, EngineeringWatch, Outdated
from orders.facts import RunFacts
from orders.records import plain
from orders.run import Work, write_text

HEADS = {
    "sku": "物料 item",
    "fact": "内容 what",
    "before": "之前 before",
    "after": "现在 now",
    "document_id": "单据 document",
    "line_id": "行 line",
    "issued": "下达时 as issued",
    "today": "主数据 masters say",
    "orders": "订单 orders",
    "replaces": "代替 replaces",
    "revision": "版次 revision",
    "tags": "标记 flags",
    "change": "变更数量 changed by",
    "quantity": "数量 quantity",
    "bom_version": "BOM 版本 BOM version",
}
DELTA = ("document_id", "revision", "replaces", "tags", "line_id", "sku", "bom_version", "change", "quantity")


def write_engineering(work: Work, facts: RunFacts) -> RunFacts:
    """Write what the watch found into the run's folder, if it found anything."""
    found = facts.engineering
    if found and (found.changes or found.outdated):
        write_text(work.folder / "engineering_changes.json", engineering_json(found))
        _book(found, work.folder / "engineering_changes.xlsx")
    return facts


def engineering_json(found: EngineeringWatch) -> str:
    """Return the watch as JSON: changes, outdated, deltas (planned documents in the shape of all others)."""
    said = {"changes": found.changes, "outdated": found.outdated, "deltas": found.deltas.documents}
    return json.dumps(plain(said), ensure_ascii=False, indent=1) + "\n"


def _book(found: EngineeringWatch, path: Path) -> None:
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": "orderloom engineering changes", "created": datetime(2000, 1, 1)})
        _sheet(book, "单据 documents", [one.name for one in fields(Outdated)], map(_values, found.outdated))
        _sheet(book, "更改单 deltas", DELTA, _deltas(found))
        _sheet(book, "变更 changes", [one.name for one in fields(EngineeringChange)], map(_values, found.changes))


def _values(one: Outdated | EngineeringChange) -> list[str]:
    return [_text(getattr(one, item.name)) for item in fields(one)]


def _text(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else "—" if value is None else str(value)


def _deltas(found: EngineeringWatch) -> Iterator[list[str]]:
    for document in found.deltas.documents:
        head = [document.document_id, str(document.revision), document.replaces or "—", ", ".join(document.tags)]
        for line in document.lines:
            by = next((one.value for one in line.attributes if one.name == "change"), "—")
            yield [*head, line.line_id, line.sku, line.bom_version or "—", by, f"{line.quantity:f} {line.unit}"]


def _sheet(book: Any, name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    for place, column in enumerate(columns):
        sheet.write_string(0, place, HEADS[column], bold)
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row):
            sheet.write_string(number, place, text)
    sheet.set_column(0, len(columns) - 1, 24)
    sheet.freeze_panes(1, 0)
