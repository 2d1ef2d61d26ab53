"""The message against the picture of its PDF: both are read, the message is taken, a disagreement is for a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from intake.decide import ORDERS
from intake.extract.structured.match import Pair, pairs
from intake.read.document import Page
from orders.codes import DOCUMENT_TYPES, finding
from orders.records import Evidence, Finding, Order, OrderRecord
from orders.units import UnitWords, unit_code
from orders.values import key, number_readings

# what the picture shows and the message cannot answer for
OF_THE_PICTURE = frozenset({"text-struck", "text-beside", "document-annotated", "row-unexplained"})
LINES = "/order/lines"
HEAD = (
    "order_id",
    "revision",
    "issue_date",
    "currency",
    "delivery/requested_date",
    "totals/payable_total",
)


def with_picture(
    record: OrderRecord, papers: Sequence[OrderRecord], pages: Sequence[Page], words: UnitWords
) -> OrderRecord:
    """Return the message's record with the places on the pages that say the same, and what the pages say otherwise."""
    papers = [_coded(paper, words) for paper in papers]
    shown = [paper for paper in papers if paper.order is not None]
    kept = _kept(record, papers)
    if record.order is None:
        titled = [p for p in shown if not any(f.code == "document-type-unproved" for f in p.findings)]
        return replace(record, findings=(*record.findings, *kept, *(_kinds(record, paper) for paper in titled)))
    other = [p for p in papers if p.order is None and p.document_type not in ("other", *ORDERS)]
    differing = [_kinds(record, paper) for paper in other]
    paper = _same_order(record.order, shown)
    if paper is None or paper.order is None:
        absent = [*differing, *_absent(record.order, pages)] if not shown else [_several(record, shown)]
        return replace(record, findings=(*record.findings, *kept, *absent))
    if paper.document_type != record.document_type:
        differing.append(_kinds(record, paper))
    found = [*differing, *_head(record.order, paper), *_lines(record.order, paper)]
    places = _places(record, paper)
    return replace(record, evidence={**record.evidence, **places}, findings=(*record.findings, *kept, *found))


def _coded(paper: OrderRecord, words: UnitWords) -> OrderRecord:
    """Give the lines of a paper the codes of their units, to be compared with those of the message."""
    if paper.order is None:
        return paper
    lines = (replace(o, unit_code=unit_code(o.unit, words) if o.unit else None) for o in paper.order.lines)
    return replace(paper, order=replace(paper.order, lines=tuple(lines)))


def _kept(record: OrderRecord, papers: Sequence[OrderRecord]) -> list[Finding]:
    """Keep what stands on the pages beside the order, and numbers there that the message does not have."""
    known = _numbers(record.order) if record.order else frozenset()
    kept: list[Finding] = []
    for item in (item for paper in papers for item in paper.findings):
        readings = set(number_readings(item.facts.get("seen", "")).values())
        unknown = item.code == "number-unexplained" and not readings & known
        if (item.code in OF_THE_PICTURE or unknown) and item not in kept:
            kept.append(item)
    return kept


def _numbers(order: Order) -> frozenset[Decimal]:
    values = [value for line in order.lines for value in vars(line).values()]
    values += [*vars(order.totals).values(), *(charge.amount for charge in order.allowance_charges)]
    return frozenset(value for value in values if isinstance(value, Decimal))


def _same_order(order: Order, shown: Sequence[OrderRecord]) -> OrderRecord | None:
    """Return the paper of the same number, else the only one."""
    same = [p for p in shown if p.order and key(p.order.order_id or "") == key(order.order_id or "")]
    if len(same) == 1:
        return same[0]
    return shown[0] if len(shown) == 1 else None


def _kinds(record: OrderRecord, paper: OrderRecord) -> Finding:
    (chinese, english), (theirs_zh, theirs) = DOCUMENT_TYPES[record.document_type], DOCUMENT_TYPES[paper.document_type]
    return finding("structured-disagrees", seen=f"{english} / {theirs}", seen_zh=f"{chinese} / {theirs_zh}")


def _several(record: OrderRecord, shown: Sequence[OrderRecord]) -> Finding:
    numbers = ", ".join(str(paper.order.order_id) for paper in shown if paper.order)
    return _differs("/order/order_id", record.order.order_id if record.order else None, numbers, None)


def _differs(path: str, message: object, picture: object, place: Evidence | None) -> Finding:
    shown = [format(one, "f") if isinstance(one, Decimal) else str(one) for one in (message, picture)]
    name = path.removeprefix("/order/")
    facts = {"seen": f"{name}: {shown[0]} / {shown[1]}", "first": shown[0], "second": shown[1]}
    proposed = None if path == LINES else shown[0]
    return replace(finding("structured-disagrees", path, proposed=proposed, **facts), evidence=place)


def _head(order: Order, paper: OrderRecord) -> Iterator[Finding]:
    assert paper.order is not None
    for name in HEAD:
        ours, theirs = (_value(one, name) for one in (order, paper.order))
        if ours is not None and theirs is not None and not _same(ours, theirs):
            yield _differs(f"/order/{name}", ours, theirs, paper.evidence.get(f"/order/{name}"))


def _value(order: Order, name: str) -> object:
    value: object = order
    for part in name.split("/"):
        value = getattr(value, part)
    return value


def _same(ours: object, theirs: object) -> bool:
    if isinstance(ours, str) and isinstance(theirs, str):
        return key(ours) == key(theirs)
    return ours == theirs


def _lines(order: Order, paper: OrderRecord) -> Iterator[Finding]:
    assert paper.order is not None
    matched = pairs(order, paper.order)
    if matched is None:
        yield _differs(LINES, f"{len(order.lines)} lines", f"{len(paper.order.lines)} lines", None)
        return
    for pair in matched:
        for name, ours, theirs in pair.differences():
            place = paper.evidence.get(f"/order/lines/{pair.theirs_at}/{name}")
            yield _differs(f"/order/lines/{pair.ours_at}/{name}", ours, theirs, place)


def _places(record: OrderRecord, paper: OrderRecord) -> dict[str, Evidence]:
    """Give what both say the place on the page, and keep what the message said and how it was read."""
    assert record.order is not None
    assert paper.order is not None
    paths = {path: path for path in record.evidence if not path.startswith("/order/lines/")}
    for pair in pairs(record.order, paper.order) or ():
        paths |= _paths(record, pair)
    found = {}
    for ours, theirs in paths.items():
        seen, place = record.evidence[ours], paper.evidence.get(theirs)
        if place is not None and place.page is not None:
            found[ours] = replace(seen, page=place.page, bbox=place.bbox, sheet=None, cell=seen.cell)
    return found


def _paths(record: OrderRecord, pair: Pair) -> dict[str, str]:
    base, theirs = f"/order/lines/{pair.ours_at}/", f"/order/lines/{pair.theirs_at}/"
    return {path: theirs + path.removeprefix(base) for path in record.evidence if path.startswith(base)}


def _absent(order: Order, pages: Sequence[Page]) -> Iterator[Finding]:
    """Where no order was read from the pages, ask whether they show the values that decide at all."""
    text = "\n".join(key(word.text) for page in pages for word in page.words)
    wanted: list[tuple[str, Sequence[object]]] = [("/order/order_id", (order.order_id,))]
    wanted.append(("/order/totals/payable_total", (order.totals.payable_total,)))
    for at, line in enumerate(order.lines):
        wanted.append((f"/order/lines/{at}/buyer_item_id", (line.buyer_item_id, line.seller_item_id)))
        wanted.append((f"/order/lines/{at}/quantity", (line.quantity,)))
    for path, values in wanted:
        given = [value for value in values if value is not None]
        if given and not any(_stands(value, text) for value in given):
            yield _differs(path, given[0], "—", None)


def _stands(value: object, text: str) -> bool:
    if not isinstance(value, Decimal):
        words = r"\n?".join(re.escape(key(part)) for part in str(value).split())
        return re.search(rf"(?<!\w){words}(?![\w-])", text) is not None
    return any(re.search(rf"(?<![\d.,]){one}(?!\d)", text) for one in _spellings(value))


def _spellings(value: Decimal) -> list[str]:
    """Spell a number in the ways it may be printed: grouped or not, point or comma, with cents or without."""
    plain = {format(value, "f"), format(value.normalize(), "f"), format(value.quantize(Decimal("0.01")), "f")}
    whole = [(one.partition(".")[0], one.partition(".")[2]) for one in sorted(plain)]
    grouped = [(f"{int(front):,}".replace(",", r"[.,'’\n]?"), behind) for front, behind in whole]
    return [front + (rf"[.,]{behind}" if behind else "") for front, behind in grouped]
