"""Is this order here already? A resend, a reprint, a revision, a supplement, or another order under its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.check.changes import changes, partial
from intake.check.context import Context, Seen
from intake.check.edit import add, keep, order_of
from orders.codes import finding
from orders.records import Finding, OrderRecord
from orders.supplements import names_lines_of, ordered, supplement_key
from orders.values import key

NUMBER = "/order/order_id"
WHOLE = "/order"
STEPS = (1, 10)  # in which lines are numbered
CANCELLATION = "order_cancellation"
AGAIN = "取消后又收到 came again after its cancellation"
INSTEAD = "代替增补 takes the place of the supplement"
GLUED = "号码像 the number looks like a revision of {number}"
SAME = "无其他差异 nothing else differs"
# a revision mark that a first issue may carry: 0, 00, A, A/0, 1, V1.0, Rev. 0
_FIRST_ISSUE = re.compile(r"^(?:REV(?:ISION)?\.?|VER(?:SION)?\.?|V\.?)?(?:-|[01A]|0[01]|A/?[01]|[01]\.0)$")

# a revision mark behind a number: 4711-B, 4711 REV.2, 4711改1; a number behind a dash is one of a series
_MARK = r"[-_/. (（]*(?:REV\.?|VER\.?|R|V|改|修订)[-_. ]?\d{1,2}|[-_/. ]?[A-Z]"
_MARKED = re.compile(rf"^(?P<number>.*\d)(?:{_MARK})[)）]?$")


def check_identity(record: OrderRecord, context: Context) -> OrderRecord:
    """Compare with what came before under the same order_key, papers of other nights and imported history alike.

    duplicate-order, order-revised, order-supplement or order-conflict. A supplement that a person has accepted is an
    order of its own beside the first: its order_key says which one (C012/4711+1).
    """
    number, earlier = order_of(record).order_id, _earlier(record, context)
    if earlier and (new := _new_drawings(record, earlier)):
        return add(record, finding("order-revised", WHOLE, order=number, changes=f"图纸 drawings: {new}"))
    same = context.history.same_bytes(record.source.sha256)
    if same is not None:
        return add(record, finding("duplicate-order", NUMBER, order=number, file=same))
    if not earlier:
        return _glued(_first(record), context)
    twin = next((seen for seen in earlier if _known(seen) and _says_the_same(seen, record)), None)
    if twin and not partial(record) and not _cancelled(record, earlier):
        return add(record, finding("duplicate-order", NUMBER, order=number, file=twin.file))
    if supplements(record, earlier):
        return _supplement(record, earlier, context)
    return _changed(record, _of_chain(record, earlier), _replaced(record, earlier))


def _earlier(record: OrderRecord, context: Context) -> tuple[Seen, ...]:
    """Return the earlier orders of the key, without what was turned away and without this very document."""
    source = record.source
    found = tuple(_chains(record.order_key, context)) if record.order_key else ()
    mine = (source.file, source.sha256)
    others = (seen for seen in found if (seen.record.source.file, seen.record.source.sha256) != mine)
    return tuple(seen for seen in others if seen.state not in ("rejected", "failed"))


def _chains(order_key: str, context: Context) -> Iterator[Seen]:
    """Return the orders of a key, and of its supplements."""
    number = 0
    while found := context.history.orders(supplement_key(order_key, number) if number else order_key):
        yield from found
        number += 1


def _says_the_same(seen: Seen, record: OrderRecord) -> bool:
    """Say whether a paper says all that an earlier one did, as it was printed or as it was mended since."""
    printed = seen.said is not None and seen.said.order is not None and not changes(seen.said, record)
    return printed or not changes(seen.record, record)


def _known(seen: Seen) -> bool:
    """Say whether enough is known of an earlier order to call another one the same: what it comes to, or its lines."""
    order = seen.record.order
    return order is not None and (bool(order.lines) or order.totals.payable_total is not None)


def _of_chain(record: OrderRecord, earlier: Sequence[Seen]) -> Sequence[Seen]:
    """Return the earlier orders of the key itself, without its supplements; all, where there are only those."""
    return [seen for seen in earlier if seen.record.order_key == record.order_key] or earlier


def _replaced(record: OrderRecord, earlier: Sequence[Seen]) -> list[str]:
    """Name the supplements in force whose lines an order of their number names: accepted, it takes their place."""
    beside = (seen for seen in earlier if seen.record.order_key != record.order_key and seen.state == "accepted")
    order = order_of(record)
    return [seen.file for seen in beside if seen.record.order and names_lines_of(order, seen.record.order)]


def _cancelled(record: OrderRecord, earlier: Sequence[Seen]) -> bool:
    """Say whether the last word about an order was that it is cancelled: one that comes again is wanted again."""
    last = _of_chain(record, earlier)[-1]
    return last.state == "cancelled" or last.record.document_type == CANCELLATION


def supplements(record: OrderRecord, earlier: tuple[Seen, ...]) -> bool:
    """Say whether the lines go on where the earlier ones end: other line numbers, nothing of what was ordered."""
    if partial(record) or record.document_type != "purchase_order" or _cancelled(record, earlier):
        return False
    if _revision(record) not in ("", *(_seen_revision(seen) for seen in earlier)):
        return False
    before = [line for seen in earlier for line in (seen.record.order.lines if seen.record.order else ())]
    lines = order_of(record).lines
    numbers = [{line.line_id for line in some} for some in (before, lines)]
    if not before or not lines or None in numbers[0] | numbers[1]:
        return False
    return not numbers[0] & numbers[1] and not {*map(ordered, before)} & {*map(ordered, lines)}


def _supplement(record: OrderRecord, earlier: tuple[Seen, ...], context: Context) -> OrderRecord:
    text = "; ".join(change for change in changes(earlier[-1].record, record) if change.startswith("+"))
    record = keep(record, lambda item: not _goes_on(item, earlier))
    record = add(record, finding("order-supplement", WHOLE, order=order_of(record).order_id, lines=text))
    if ("order-supplement", WHOLE) not in context.settled:
        return record
    order_key = record.order_key or ""
    return replace(record, order_key=supplement_key(order_key, _free(order_key, context)))


def _goes_on(item: Finding, earlier: tuple[Seen, ...]) -> bool:
    """Say whether a gap in front of the first line is none: the order's own lines come before it."""
    if item.code != "line-number-gap" or not item.path.startswith("/order/lines/0"):
        return False
    numbers = [
        line.line_id or "" for seen in earlier for line in (seen.record.order.lines if seen.record.order else ())
    ]
    first = item.facts.get("after", "")
    if not first.isdigit() or not all(number.isdigit() for number in numbers):
        return False
    return int(first) - max(map(int, numbers)) in STEPS


def _free(order_key: str, context: Context) -> int:
    number = 1
    while context.history.orders(supplement_key(order_key, number)):
        number += 1
    return number


def _new_drawings(record: OrderRecord, earlier: tuple[Seen, ...]) -> str:
    """Name the drawings that come with an order sent again and did not come with it before."""
    known = {one.sha256 for seen in earlier for one in seen.record.drawings}
    return ", ".join(one.file for one in record.drawings if one.sha256 not in known)


def _first(record: OrderRecord) -> OrderRecord:
    """Hold a change, or a later revision, of an order that never came: it may have been typed in by hand."""
    revision = order_of(record).revision
    if record.document_type != "order_change" and (not revision or _FIRST_ISSUE.match(key(revision))):
        return record
    text = f"版本 revision {revision or '—'}: 以前没有收到过这张订单 no earlier order of this number is here"
    return add(record, finding("order-revised", WHOLE, order=order_of(record).order_id, changes=text))


def _glued(record: OrderRecord, context: Context) -> OrderRecord:
    """Hold an order whose number is another one's with a revision mark, if it orders the same things again."""
    found = _MARKED.match(record.order_key or "")
    earlier = [seen for seen in context.history.orders(found["number"]) if _stands(seen)] if found else []
    if not earlier or not _of_the_same_things(earlier[-1].record, record):
        return record
    last = earlier[-1].record
    text = "; ".join((GLUED.format(number=order_of(last).order_id), *changes(last, record)))
    return add(record, finding("order-conflict", WHOLE, order=order_of(record).order_id, changes=text))


def _stands(seen: Seen) -> bool:
    return seen.state not in ("rejected", "failed", "cancelled") and seen.record.order is not None


def _of_the_same_things(one: OrderRecord, other: OrderRecord) -> bool:
    """Say whether half of the items of either order, or more, are those of the other; what has no lines may be."""
    mine, theirs = ({ordered(line)[0] for line in order_of(record).lines} for record in (one, other))
    return not mine or not theirs or 2 * len(mine & theirs) >= min(len(mine), len(theirs))


def _changed(record: OrderRecord, earlier: Sequence[Seen], replaced: Sequence[str]) -> OrderRecord:
    order, last = order_of(record), earlier[-1]
    stands = next((seen for seen in reversed(earlier) if seen.state == "accepted"), last)
    text = "; ".join(changes(stands.record, record)) or SAME
    text = "; ".join([text, *(f"{INSTEAD} {file}" for file in replaced)])
    text = f"{AGAIN}; {text}" if _cancelled(record, earlier) else text
    revised = record.document_type == "order_change" or _revision(record) not in ("", _seen_revision(last))
    code = "order-revised" if revised else "order-conflict"
    return add(record, finding(code, WHOLE, order=order.order_id, changes=text, proposed=text if revised else None))


def _revision(record: OrderRecord) -> str:
    return key(order_of(record).revision or "")


def _seen_revision(seen: Seen) -> str:
    return key(seen.order_revision or (seen.record.order.revision if seen.record.order else None) or "")
