"""EDIFACT ORDERS and ORDCHG (D.96A and later) → values of the head; lines are read by `edifact_lines`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from intake.extract.structured.draft import HUNDRED, MessageDraft
from intake.extract.structured.edifact_groups import OPENING, Group, dates_of, groups, rate_of, requested, text_of
from intake.extract.structured.edifact_lines import read_line
from intake.read.structured import NOTHING, Said, Segment
from orders.records import AllowanceCharge

REFERENCE_CURRENCY = "2"  # 6347
TOTALS = ("line_total", "payable_total", "tax_total", "tax_exclusive_total", "charge_total", "allowance_total")


def read_edifact(draft: MessageDraft) -> None:
    """Read an ORDERS or ORDCHG message into its draft."""
    segments = draft.message.segments[1:]
    for segment in segments:
        if draft.codes.meaning("segments", segment.tag) is None:
            draft.unread(segment.raw(), segment.said(1))
    first = next((at for at, one in enumerate(segments) if one.tag in ("LIN", "UNS")), len(segments))
    end = next((at for at, one in enumerate(segments) if one.tag == "UNS"), len(segments))
    _head(draft, groups(segments[:first]))
    starts = [at for at in range(first, end) if segments[at].tag == "LIN"]
    for start, stop in pairwise([*starts, end]):
        draft.lines.append(read_line(draft, groups(segments[start:stop])))
    _summary(draft, segments[end + 1 :], segments[first:end])


def _head(draft: MessageDraft, found: Sequence[Group]) -> None:
    whole = found[0]
    for segment in whole.all("BGM"):
        _number(draft, segment, [g.head for g in found if g.head and g.head.tag == "RFF"])
    dates = dates_of(draft, list(whole.all("DTM")), "/order/delivery/requested_date")
    draft.put("/order/issue_date", *dates.get("issue_date", (None, NOTHING)))
    draft.put("/order/delivery/requested_date", *requested(draft, dates, "/order/delivery/requested_date"))
    notes = [text_of(one, 4) for one in whole.all("FTX")]
    if kept := [said for said in notes if said]:
        draft.text("/order/note", Said("\n".join(said.text for said in kept), kept[0].place))
    for segment in whole.all("MOA"):
        _total(draft, segment)
    for group in found[1:]:
        _group(draft, group)


def _number(draft: MessageDraft, segment: Segment, references: Sequence[Segment]) -> None:
    """The order's number in BGM; a change has its own number there and the order's in a reference."""
    named = [one.said(1, 2) for one in references if draft.codes.meaning("1153", one.at(1)) == "order_id"]
    own = segment.said(2)
    draft.text("/order/revision", segment.said(2, 2))
    if draft.kind != "purchase_order" and named:
        draft.text("/order/revision", own)
        own = NOTHING
    for said in (own, *named):
        draft.text("/order/order_id", said)


def _group(draft: MessageDraft, group: Group) -> None:
    head = group.head
    assert head is not None
    if head.tag == "NAD":
        _party(draft, group, head)
    elif head.tag == "CUX":
        named = [head.said(element, 2) for element in (1, 2) if head.at(element) == REFERENCE_CURRENCY]
        for said in named:
            draft.text("/order/currency", said)
        if not named:
            draft.unread(head.raw(), head.said(1), "/order/currency")
    elif head.tag == "TAX":
        draft.put("/order/tax_rate", *rate_of(draft, head))
    elif head.tag == "TOD":
        draft.text("/order/delivery/terms", head.said(3))
    elif head.tag in ("PAT", "PYT"):
        draft.text("/order/payment_terms", Said(head.at(2, 4), head.said(1).place))
    elif head.tag == "ALC":
        draft.charge(head.raw(), charge_of(draft, group, head), head.said(1))
    elif any(group.all("QTY")):
        draft.unread(head.raw(), head.said(1))


def charge_of(draft: MessageDraft, group: Group, head: Segment) -> AllowanceCharge | None:
    """Read an allowance or charge with an amount; None if it has none or does not say which it is."""
    kind = draft.codes.meaning("5463", head.at(1))
    if kind == "left_aside":
        return AllowanceCharge(True, None, Decimal(0))
    amounts = [one for one in group.all("MOA") if draft.codes.meaning("5025", one.at(1)) in (kind, "either")]
    amount = draft.number(amounts[0].said(1, 2), "/order/allowance_charges") if len(amounts) == 1 else None
    if kind is None or amount is None or amount < 0:
        return None
    reason = head.at(5, 4) or head.at(2, 2) or head.at(5) or None
    rates = [one.said(5, 4) for one in group.all("TAX") if one.at(5, 4)]
    rate = draft.number(rates[0], "/order/allowance_charges") if rates else None
    return AllowanceCharge(kind == "charge", reason, amount, rate / HUNDRED if rate is not None else None)


def _party(draft: MessageDraft, group: Group, head: Segment) -> None:
    role = draft.codes.meaning("3035", head.at(1))
    if role is None:
        return
    if role == "delivery":
        draft.text("/order/delivery/address", _address(head))
        return
    base = f"/order/{role}"
    name = text_of(head, 4) or text_of(head, 3)
    draft.text(f"{base}/name", name)
    draft.text(f"{base}/party_id", head.said(2))
    for one in group.all("RFF"):
        if draft.codes.meaning("1153", one.at(1)) == "tax_id":
            draft.text(f"{base}/tax_id", one.said(1, 2))
    for one in group.all("CTA"):
        draft.text(f"{base}/contact", one.said(2, 2))
    for one in group.all("COM"):
        if way := draft.codes.meaning("3155", one.at(1, 2)):
            draft.text(f"{base}/{way}", one.said(1))


def _address(head: Segment) -> Said:
    parts = [text_of(head, element).text for element in (4, 3, 5, 6, 8, 7, 9)]
    return Said(", ".join(part for part in parts if part) or head.at(2), head.said(1).place)


def _summary(draft: MessageDraft, segments: Sequence[Segment], lines: Sequence[Segment]) -> None:
    """Read the totals behind the lines, and check the control totals against what was counted."""
    for segment in segments:
        if segment.tag == "MOA":
            _total(draft, segment)
        elif segment.tag == "CNT":
            _counted(draft, segment, lines)
        elif segment.tag == "ALC":
            draft.unread(segment.raw(), segment.said(1))


def _total(draft: MessageDraft, segment: Segment) -> None:
    meaning, said = draft.codes.meaning("5025", segment.at(1)), segment.said(1, 2)
    draft.same_currency(segment.said(1, 3))
    if meaning in TOTALS:
        draft.amount(str(meaning).removesuffix("_total") if meaning == "tax_exclusive_total" else str(meaning), said)
    elif meaning != "left_aside":
        draft.unread(segment.raw(), said, "/order/totals")


def _counted(draft: MessageDraft, segment: Segment, lines: Sequence[Segment]) -> None:
    meaning, said = draft.codes.meaning("6069", segment.at(1)), segment.said(1, 2)
    value = draft.number(said)
    if meaning == "lines":
        counts = {Decimal(sum(one.tag == "LIN" for one in lines))}
    elif meaning == "quantities":
        counts = {sum(found, Decimal(0)) for found in _quantities(draft, lines)}
    else:
        return
    if value not in counts:
        computed = "/".join(str(count) for count in sorted(counts))
        draft.report("control-count-wrong", said, name=f"CNT {segment.at(1)}", seen=said.text, computed=computed)


def _quantities(draft: MessageDraft, lines: Sequence[Segment]) -> tuple[list[Decimal], list[Decimal]]:
    """Return the ordered quantities, and all that the lines themselves state: senders sum up either."""
    ordered, stated, scheduled = [], [], False
    for one in lines:
        scheduled = (scheduled or one.tag in OPENING) and one.tag != "LIN"
        if one.tag == "QTY" and not scheduled and (value := draft.number(one.said(1, 2))) is not None:
            stated.append(value)
            ordered += [value] if draft.codes.meaning("6063", one.at(1)) == "quantity" else []
    return ordered, stated
