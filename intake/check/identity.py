"""Is this order here already? An exact resend, a revision of it, or another order under its number."""

from __future__ import annotations

import re

from intake.check.changes import changes, partial
from intake.check.context import Context, Seen
from intake.check.edit import add, order_of
from orders.codes import finding
from orders.records import OrderRecord
from orders.values import key

NUMBER = "/order/order_id"
WHOLE = "/order"
# a revision mark that a first issue may carry: 0, 00, A, A/0, 1, V1.0, Rev. 0
_FIRST_ISSUE = re.compile(r"^(?:REV(?:ISION)?\.?|VER(?:SION)?\.?|V\.?)?(?:-|[01A]|0[01]|A/?[01]|[01]\.0)$")


def check_identity(record: OrderRecord, context: Context) -> OrderRecord:
    """Compare with what came before under the same order_key: duplicate-order, order-revised or order-conflict."""
    number, earlier = order_of(record).order_id, _earlier(record, context)
    if earlier and (new := _new_drawings(record, earlier)):
        return add(record, finding("order-revised", WHOLE, order=number, changes=f"图纸 drawings: {new}"))
    same = context.history.same_bytes(record.source.sha256)
    if same is not None:
        return add(record, finding("duplicate-order", NUMBER, order=number, file=same))
    if not earlier:
        return _first(record)
    twin = next((seen for seen in earlier if not changes(seen.record, record)), None)
    if twin and not partial(record):
        return add(record, finding("duplicate-order", NUMBER, order=number, file=twin.file))
    return _changed(record, earlier[-1])


def _earlier(record: OrderRecord, context: Context) -> tuple[Seen, ...]:
    """Return the earlier orders of the key, without what was turned away and without this very document."""
    source = record.source
    found = context.history.orders(record.order_key) if record.order_key else ()
    mine = (source.file, source.sha256)
    others = (seen for seen in found if (seen.record.source.file, seen.record.source.sha256) != mine)
    return tuple(seen for seen in others if seen.state not in ("rejected", "failed"))


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


def _changed(record: OrderRecord, last: Seen) -> OrderRecord:
    order = order_of(record)
    text = "; ".join(changes(last.record, record))
    revised = record.document_type == "order_change" or _revision(record) not in ("", _seen_revision(last))
    code = "order-revised" if revised else "order-conflict"
    return add(record, finding(code, WHOLE, order=order.order_id, changes=text, proposed=text if revised else None))


def _revision(record: OrderRecord) -> str:
    return key(order_of(record).revision or "")


def _seen_revision(seen: Seen) -> str:
    return key(seen.order_revision or (seen.record.order.revision if seen.record.order else None) or "")
