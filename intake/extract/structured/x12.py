"""X12 850 and 860 → values. Tax basis is not said by the standard, amounts in SAC are cents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from intake.extract.structured.draft import MessageDraft
from intake.extract.structured.x12_dates import day_of, requested
from intake.extract.structured.x12_lines import read_line
from intake.read.structured import Said, Segment
from orders.records import AllowanceCharge

LINES = ("PO1", "POC")
# segments of a party's loop: they belong to the N1 before them
OF_PARTY = frozenset({"N2", "N3", "N4", "REF", "PER", "NX2"})
LONGEST_HASH = Decimal(10) ** 10


@dataclass(frozen=True)
class PartyLoop:
    """An N1 segment and what belongs to it."""

    head: Segment
    inside: tuple[Segment, ...]


def read_x12(draft: MessageDraft) -> None:
    """Read an 850 or 860 into its draft."""
    segments = draft.message.segments[1:]
    for segment in segments:
        if draft.codes.meaning("segments", segment.tag) is None:
            draft.unread(segment.raw(), segment.said(1))
    starts = [at for at, one in enumerate(segments) if one.tag in LINES]
    end = next((at for at, one in enumerate(segments) if one.tag == "CTT"), len(segments))
    first = min([*starts, end])
    _head(draft, segments[:first])
    for start, stop in pairwise([*starts, max([end, *starts])]):
        draft.lines.append(read_line(draft, segments[start : max(stop, start + 1)]))
    _summary(draft, segments[end:], [segments[at] for at in starts])


def _head(draft: MessageDraft, segments: Sequence[Segment]) -> None:
    loops, own = _loops(segments)
    for segment in own:
        if segment.tag in ("BEG", "BCH"):
            _begin(draft, segment)
        elif segment.tag == "CUR":
            draft.text("/order/currency", segment.said(2))
        elif segment.tag == "FOB":
            draft.text("/order/delivery/terms", segment.said(5) or segment.said(3))
        elif segment.tag == "ITD":
            draft.text("/order/payment_terms", segment.said(12))
        elif segment.tag == "SAC":
            draft.charge(segment.raw(), charge_of(draft, segment), segment.said(5))
        elif segment.tag == "TXI" and draft.codes.meaning("963", segment.at(1)) == "tax" and segment.at(2):
            draft.amount("tax_total", segment.said(2))
        elif segment.tag in ("TXI", "SCH", "CTP", "QTY", "AMT", "SDQ"):
            draft.unread(segment.raw(), segment.said(1))
    notes = [one.said(1) for one in own if one.tag == "MSG" and one.at(1)]
    if notes:
        draft.text("/order/note", Said("\n".join(said.text for said in notes), notes[0].place))
    path = "/order/delivery/requested_date"
    draft.put(path, *requested(draft, [one for one in own if one.tag == "DTM"], path))
    _parties(draft, loops)


def _loops(segments: Sequence[Segment]) -> tuple[list[PartyLoop], list[Segment]]:
    """Part the head into the loops of its parties and what belongs to the whole."""
    loops: list[tuple[Segment, list[Segment]]] = []
    own: list[Segment] = []
    inside = False
    for segment in segments:
        inside = segment.tag == "N1" or (inside and segment.tag in OF_PARTY)
        if segment.tag == "N1":
            loops.append((segment, []))
        else:
            (loops[-1][1] if inside else own).append(segment)
    return [PartyLoop(head, tuple(found)) for head, found in loops], own


def _begin(draft: MessageDraft, segment: Segment) -> None:
    draft.text("/order/order_id", segment.said(3))
    day = segment.said(5 if segment.tag == "BEG" else 6)
    draft.put("/order/issue_date", day_of(draft, day, "/order/issue_date"), day)
    if segment.tag == "BCH":
        draft.text("/order/revision", segment.said(5))
    if release := segment.said(4):  # the order is known by both numbers
        draft.unread(f"{segment.tag}04 {release.text}", release, "/order/order_id")


def charge_of(draft: MessageDraft, segment: Segment) -> AllowanceCharge | None:
    """Read SAC: its amount has two decimals without a sign; None if there is none, or nobody knows which it is."""
    kind, said = draft.codes.meaning("248", segment.at(1)), segment.said(5)
    if kind == "left_aside":
        return AllowanceCharge(True, None, Decimal(0))
    cents = draft.number(said, "/order/allowance_charges")
    if kind is None or cents is None or cents < 0 or "." in said.text:
        return None
    return AllowanceCharge(kind == "charge", segment.at(15) or segment.at(2) or None, cents.scaleb(-2))


def _parties(draft: MessageDraft, loops: Sequence[PartyLoop]) -> None:
    """The buyer; without one, who pays."""
    roles = [draft.codes.meaning("98", loop.head.at(1)) for loop in loops]
    for loop, role in zip(loops, roles, strict=True):
        if role == "delivery":
            draft.text("/order/delivery/address", _address(loop))
        elif role == "seller" or role == "buyer":
            _party(draft, role, loop)
        elif role == "payer" and "buyer" not in roles:
            _party(draft, "buyer", loop)


def _party(draft: MessageDraft, role: str, loop: PartyLoop) -> None:
    base = f"/order/{role}"
    draft.text(f"{base}/name", loop.head.said(2))
    draft.text(f"{base}/party_id", loop.head.said(4))
    for one in loop.inside:
        if one.tag == "REF" and draft.codes.meaning("128", one.at(1)) == "tax_id":
            draft.text(f"{base}/tax_id", one.said(2))
        if one.tag == "PER" and f"{base}/contact" not in draft.values:
            draft.text(f"{base}/contact", one.said(2))
            for element in (3, 5, 7):
                if way := draft.codes.meaning("365", one.at(element)):
                    draft.text(f"{base}/{way}", one.said(element + 1))


def _address(loop: PartyLoop) -> Said:
    parts = [loop.head.at(2)]
    for one in loop.inside:
        parts += [one.at(at) for at in range(1, 5)] if one.tag in ("N2", "N3", "N4") else []
    return Said(", ".join(part for part in parts if part) or loop.head.at(4), loop.head.said(1).place)


def _summary(draft: MessageDraft, segments: Sequence[Segment], lines: Sequence[Segment]) -> None:
    for segment in segments:
        if segment.tag == "CTT":
            _counted(draft, segment, lines)
        elif segment.tag == "AMT" and draft.codes.meaning("522", segment.at(1)) == "payable_total":
            draft.amount("payable_total", segment.said(2))
        elif segment.tag != "SE":
            draft.unread(segment.raw(), segment.said(1), "/order/totals")


def _counted(draft: MessageDraft, segment: Segment, lines: Sequence[Segment]) -> None:
    """Check the number of lines, and the sum of their quantities as a sum or as the standard's hash without points."""
    said = segment.said(1)
    if draft.number(said) != len(lines):
        draft.report("control-count-wrong", said, name="CTT01", seen=said.text or "—", computed=len(lines))
    said = segment.said(2)
    if not said:
        return
    texts = [one.at(2 if one.tag == "PO1" else 3) for one in lines]
    total = sum((draft.number(Said(text, said.place)) or Decimal(0) for text in texts), Decimal(0))
    hashed = sum((Decimal("".join(filter(str.isdecimal, text)) or 0) for text in texts), Decimal(0)) % LONGEST_HASH
    if draft.number(said) not in (total, hashed):
        draft.report("control-count-wrong", said, name="CTT02", seen=said.text, computed=total)
