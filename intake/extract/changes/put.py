"""Changes become lines with their new values, and findings that say old → new and against which order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.check.changes import HEADER, LINE
from intake.extract.changes.against import ALTERING
from intake.extract.changes.said import Change, cancelled_on, changes_on, lines_told, whole_order
from intake.extract.evidence import Draft, place
from intake.extract.table.cells import Cells
from intake.extract.table.spoken import OLD, altered
from intake.extract.words.layout import page_lines
from intake.extract.words.lexicon import Lexicon, compared
from intake.read.document import Page, Word
from orders.codes import finding
from orders.records import Finding
from orders.values import date_readings, key, normal, number_readings

_COUNTED = re.compile(r"(?P<number>[\d.,' ]*\d)\s*(?P<unit>[^\d\s]{0,6})")
_NUMBERS = ("quantity", "unit_price", "line_amount")
_HEADERS = {"requested_date": "/order/delivery/requested_date", "delivery_address": "/order/delivery/address",
            "payment_terms": "/order/payment_terms", "note": "/order/note"}  # fmt: skip
_NOISE = ("lines-missing", "line-incomplete", "line-number-gap")
_DUE, _TWO_DATES = "/order/delivery/requested_date", ("date-unreadable", "field-ambiguous")  # in the change's sentence
_LONGEST = 300  # characters of a text that is shown


def without_noise(findings: Sequence[Finding], kind: str | None) -> list[Finding]:
    """Leave out what lines lack where a paper names changes only, or cancels an order."""
    partial = any(item.code in ("changes-only", "order-cancelled", "cancellation-unclear") for item in findings)
    noise = [item for item in findings if item.code in _NOISE or (item.code in _TWO_DATES and item.path == _DUE)]
    return [item for item in findings if item not in noise] if partial and kind in ALTERING else list(findings)


def put_changes(
    draft: Draft, rows: Sequence[Cells], pages: Sequence[Page], kind: str | None, words: Lexicon
) -> list[Finding]:
    """Put what a change or cancellation says beside its table; return what it changes and what it leaves open.

    On any other paper columns of old values, and sentences that change one of its lines, are asked for all the same.
    """
    found = [*_by_columns(draft, rows)]
    if kind not in ALTERING:
        told_of = lines_told(pages, words)
        return [*found, *(_finding(draft, "/order/lines", one.text.strip(), one, page) for one, page in told_of)]
    found += [*_by_other_columns(draft, rows, words), *_by_rows(draft, rows, words)]
    columns = any(role.startswith(OLD) for row in rows for role in row.roles)  # then its heading is no list of changes
    told = changes_on(pages, words, listed=not columns) if kind == "order_change" else ()
    gone = cancelled_on(pages, words)
    for change in told:
        if change.line_id is None and change.item is None:
            _put_header(draft, change)
    if not rows:
        _put_lines(draft, told, gone)
    found += [_stated(draft, change) for change in told]
    found += [_finding(draft, "/order/lines", f"行 line {n.text}: 取消 cancelled", n, page) for n, _, page in gone]
    found = [replace(item, severity="warning") if item.code == "change-stated" else item for item in found]
    if kind == "order_cancellation":
        return [*found, *_extent(draft, gone, pages, words)]
    return [*found, *_only(found, rows, pages, draft)]


def _by_columns(draft: Draft, rows: Sequence[Cells]) -> Iterator[Finding]:
    """Yield what the columns of old and new values say differs."""
    for index, row in enumerate(rows):
        for role, old in row.roles.items():
            if role.startswith(OLD):
                yield from _differs(draft, row, index, role.removeprefix(OLD), old)


def _by_other_columns(draft: Draft, rows: Sequence[Cells], words: Lexicon) -> Iterator[Finding]:
    """Yield what columns say that mean the price before a discount on other papers (原单价)."""
    for index, row in enumerate(rows):
        for title, old in row.extra:
            heading = altered(title, words)
            if heading and heading.name.startswith(OLD):
                yield from _differs(draft, row, index, heading.name.removeprefix(OLD), old)


def _differs(draft: Draft, row: Cells, index: int, name: str, old: Word) -> Iterator[Finding]:
    new = next((row.roles[one] for one in (name, f"{name}_gross", f"{name}_net") if one in row.roles), None)
    if new is None or not _same(old.text, new.text):
        said = f"{_line(row, index)}: {_word(name)} {old.text.strip()} → {new.text.strip() if new else '—'}"
        yield _finding(draft, f"/order/lines/{index}/{name}", said, old, row.page)


def _by_rows(draft: Draft, rows: Sequence[Cells], words: Lexicon) -> Iterator[Finding]:
    """Yield the lines that a cell calls cancelled."""
    for index, row in enumerate(rows):
        cells = [*(word for _, word in row.extra), *(row.roles[one] for one in ("note",) if one in row.roles)]
        for word in cells:
            if words.groups["stop"].get(compared(word.text)) == "cancelled":
                said = f"{_line(row, index)}: 取消 cancelled"
                yield _finding(draft, f"/order/lines/{index}", said, word, row.page)


def _stated(draft: Draft, change: Change) -> Finding:
    of = (
        f"行 line {change.line_id.text.strip()}"
        if change.line_id
        else change.item.text
        if change.item
        else "订单 order"
    )
    path = _HEADERS.get(change.field or "", "/order") if of == "订单 order" else "/order/lines"
    word = HEADER.get(path) or _word(change.field)
    said = f"{of}: {word} {change.old or '—'} → {change.new.text.strip()}"
    if change.field is None:
        said = f"{of}: {change.where.text.strip()}"
    return _finding(draft, path, said, change.where, change.page)


def _finding(draft: Draft, path: str, said: str, word: Word, page: Page) -> Finding:
    made = finding("change-stated", path, order=draft.values.get("/order/order_id"), changes=said)
    return replace(made, evidence=place(word, page))


def _line(row: Cells, index: int) -> str:
    number = row.roles.get("line_id")
    return f"行 line {normal(number.text) if number else f'#{index + 1}'}"


def _word(field: str | None) -> str:
    return LINE.get(field or "") or HEADER.get(_HEADERS.get(field or "", "")) or field or "—"


def _same(old: str, new: str) -> bool:
    readings = [set(number_readings(text).values()) for text in (old, new)]
    return bool(readings[0] & readings[1]) or key(old) == key(new)


# ── lines of a paper without a table ─────────────────────────────────────────────────────────────────────────────


def _put_lines(draft: Draft, told: Sequence[Change], gone: Sequence[tuple[Word, Word, Page]]) -> None:
    """Make a line of each line that the paper names, with the new values that read one way."""
    order: dict[str, int] = {}
    for change in told:
        name = change.line_id or change.item
        if name is None:
            continue
        base = f"/order/lines/{order.setdefault(key(name.text), len(order))}"
        if change.line_id:
            draft.put(f"{base}/line_id", normal(change.line_id.text), change.line_id, change.page)
        if change.item:
            draft.put(f"{base}/buyer_item_id", normal(change.item.text), change.item, change.page)
        _put_value(draft, base, change)
    for number, _, page in gone:
        base = f"/order/lines/{order.setdefault(key(number.text), len(order))}"
        draft.put(f"{base}/line_id", normal(number.text), number, page)
    draft.values["/order/lines"] = len(order)


def _put_value(draft: Draft, base: str, change: Change) -> None:
    field, text = change.field or "", change.new.text.strip()
    counted = _COUNTED.fullmatch(normal(text))
    if field in _NUMBERS and counted:
        values = set(number_readings(counted["number"]).values())
        if len(values) == 1:
            draft.put(f"{base}/{field}", values.pop(), change.new, change.page)
        if field == "quantity" and counted["unit"]:
            draft.put(f"{base}/unit", counted["unit"], change.new, change.page)
    elif field == "requested_date" and len(days := date_readings(text, {})) == 1:
        draft.put(f"{base}/{field}", days[0], change.new, change.page)
    elif field in ("description", "specification", "drawing_revision", "bom_version", "unit"):
        draft.put(f"{base}/{field}", text, change.new, change.page)


def _put_header(draft: Draft, change: Change) -> None:
    """Put the new value in the place of what a label in the sentence seemed to say."""
    path, text = _HEADERS.get(change.field or ""), change.new.text.strip()
    days = date_readings(text, {})
    if path:
        draft.values.pop(path, None)
        draft.evidence.pop(path, None)
    if path and path.endswith("_date"):
        draft.put(path, days[0] if len(days) == 1 else None, change.new, change.page)
    elif path:
        draft.put(path, text, change.new, change.page)


# ── what the paper leaves open ───────────────────────────────────────────────────────────────────────────────────


def _only(found: Sequence[Finding], rows: Sequence[Cells], pages: Sequence[Page], draft: Draft) -> Iterator[Finding]:
    """Yield that a paper names changes only, not the whole order, or that nothing of it could be read."""
    if not rows and not found:
        yield finding("order-mentioned", "/order", seen=_text(pages))
    elif not rows or (found and draft.values.get("/order/totals/payable_total") is None):
        yield finding("changes-only", "/order/lines", seen="; ".join(item.facts["changes"] for item in found))


def _extent(
    draft: Draft, gone: Sequence[tuple[Word, Word, Page]], pages: Sequence[Page], words: Lexicon
) -> Iterator[Finding]:
    """Yield what a cancellation ends: lines it names, the whole order, or one of both that nobody can tell."""
    number = draft.values.get("/order/order_id")
    whole = whole_order(pages, words)
    if gone:
        yield finding("changes-only", "/order/lines", seen="; ".join(clause.text.strip() for _, clause, _ in gone))
    elif whole is None:
        yield finding("cancellation-unclear", "/order/lines", order=number, seen=_text(pages))
    else:
        yield finding("order-cancelled", "/order", order=number, seen=whole.text.strip())


def _text(pages: Sequence[Page]) -> str:
    lines = (" ".join(word.text for word in line) for page in pages[:1] for line in page_lines(page))
    return " / ".join(lines)[:_LONGEST]
