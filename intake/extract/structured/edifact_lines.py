"""One LIN group of an ORDERS message → a line."""

from __future__ import annotations

from collections.abc import Sequence

from intake.extract.structured.draft import LineDraft, MessageDraft, Part
from intake.extract.structured.edifact_groups import Group, dates_of, rate_of, requested, text_of
from intake.extract.structured.line_terms import numbered, price, same_unit, status
from intake.read.structured import Said, Segment

PATH = "/order/lines"
# groups that may part a line or change its price, and are not read
PARTING = frozenset({"LOC", "NAD", "PAC"})


def read_line(draft: MessageDraft, found: Sequence[Group]) -> LineDraft:
    """Read a line: what belongs to the whole of it first, then its groups."""
    line, whole = LineDraft(), found[0]
    for segment in whole.inside:
        _segment(draft, line, segment)
    described = [text for one in whole.all("IMD") if (text := _described(one))]
    if described:
        texts = dict.fromkeys(said.text for said in described)
        line.text("description", Said(" ".join(texts), described[0].place))
    _dates(draft, line, whole)
    _price(draft, line, [group for group in found if group.head and group.head.tag == "PRI"], found)
    for group in found[1:]:
        _group(draft, line, group)
    return line


def _segment(draft: MessageDraft, line: LineDraft, segment: Segment) -> None:
    if segment.tag == "LIN":
        line.text("line_id", segment.said(1))
        status(draft, segment.said(2))
        numbered(draft, line, "7143", segment.at(3, 2), segment.said(3))
        if segment.at(4) or segment.at(4, 2):
            draft.unread(segment.raw(), segment.said(4), PATH)
    elif segment.tag == "PIA":
        if draft.codes.meaning("4347", segment.at(1)) != "same_item":
            draft.unread(segment.raw(), segment.said(1), PATH)
            return
        for element in range(2, len(segment.elements) + 1):
            numbered(draft, line, "7143", segment.at(element, 2), segment.said(element))
    elif segment.tag == "QTY":
        _quantity(draft, line, segment)
    elif segment.tag == "MOA":
        _amount(draft, line, segment)
    elif segment.tag == "FTX":
        line.note(text_of(segment, 4))
    elif segment.tag in ("PCD", "QVR"):  # a share of the line, a difference in its quantity
        draft.unread(segment.raw(), segment.said(1), PATH)


def _quantity(draft: MessageDraft, line: LineDraft, segment: Segment) -> None:
    meaning, said = draft.codes.meaning("6063", segment.at(1)), segment.said(1, 2)
    if meaning == "quantity" and "quantity" not in line.values:
        draft.line_number(line, "quantity", said)
        draft.unit(line, segment.said(1, 3))
    elif meaning != "left_aside":
        draft.unread(segment.raw(), said, PATH)


def _amount(draft: MessageDraft, line: LineDraft, segment: Segment) -> None:
    meaning, said = draft.codes.meaning("5025", segment.at(1)), segment.said(1, 2)
    draft.same_currency(segment.said(1, 3))
    if meaning == "line_amount" and meaning not in line.values:
        draft.line_number(line, "line_amount", said)
    elif meaning != "left_aside":
        draft.unread(segment.raw(), said, PATH)


def _described(segment: Segment) -> Said:
    parts = segment.elements[2] if len(segment.elements) >= 3 else ()
    return Said(" ".join(part.strip() for part in parts[3:] if part.strip()), segment.said(1).place)


def _dates(draft: MessageDraft, line: LineDraft, group: Group) -> None:
    line.put("requested_date", *requested(draft, dates_of(draft, list(group.all("DTM")), PATH), PATH))


def _price(draft: MessageDraft, line: LineDraft, prices: Sequence[Group], found: Sequence[Group]) -> None:
    """Take the price to reckon with; a gross price only where no allowance changes it."""
    meant = [(draft.codes.meaning("5125", group.head.at(1)), group.head) for group in prices if group.head]
    for meaning, head in meant:
        if meaning is None:
            draft.unread(head.raw(), head.said(1), PATH)
    net = [head for meaning, head in meant if meaning == "unit_price"]
    gross = [head for meaning, head in meant if meaning == "gross_price"]
    allowed = [group.head for group in found if group.head and group.head.tag == "ALC"]
    for head in () if net else allowed:
        draft.unread(head.raw(), head.said(1), PATH)
    for head in (net or gross)[1:]:
        draft.unread(head.raw(), head.said(1), PATH)
    for head in (net or gross)[:1]:
        price(draft, line, head.said(1, 2), head.said(1, 5), head.said(1, 6))


def _group(draft: MessageDraft, line: LineDraft, group: Group) -> None:
    head = group.head
    assert head is not None
    if head.tag == "TAX":
        line.put("tax_rate", *rate_of(draft, head))
        for one in group.all("MOA"):
            if draft.codes.meaning("5025", one.at(1)) == "tax_total":
                draft.line_number(line, "tax_amount", one.said(1, 2))
    elif head.tag == "SCC":
        if draft.codes.meaning("4017", head.at(1)) != "firm":
            draft.unread(head.raw(), head.said(1), PATH)
        _delivery(draft, line, group)
    elif head.tag in PARTING and (head.tag == "NAD" or any(group.all("QTY"))):
        parts_it = head.tag != "NAD" or draft.codes.meaning("3035", head.at(1)) == "delivery"
        if parts_it and head.tag != "PAC":
            draft.unread(head.raw(), head.said(1), PATH)


def _delivery(draft: MessageDraft, line: LineDraft, group: Group) -> None:
    """Read the deliveries of a schedule: each quantity with the dates behind it."""
    parts: list[tuple[Segment | None, list[Segment]]] = []
    for one in group.inside:
        if one.tag == "QTY" and draft.codes.meaning("6063", one.at(1)) != "quantity":
            draft.unread(one.raw(), one.said(1), PATH)
        elif one.tag == "QTY":
            parts.append((one, []))
        elif one.tag == "DTM":
            parts = parts or [(None, [])]
            parts[-1][1].append(one)
    for count, days in parts:
        day, said = requested(draft, dates_of(draft, days, PATH), PATH)
        count_said = count.said(1, 2) if count else Said("", "")
        line.schedule.append(Part(draft.number(count_said, PATH), day, count_said, said))
        if count is not None:
            same_unit(draft, line, count.said(1, 3))
