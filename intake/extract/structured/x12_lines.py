"""One PO1 or POC loop of an X12 order → a line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from intake.extract.structured.draft import LineDraft, MessageDraft, Part
from intake.extract.structured.line_terms import numbered, same_unit
from intake.extract.structured.x12_dates import day_of, requested
from intake.read.structured import Said, Segment

PATH = "/order/lines"
PIECE = "H87"
# segments that may change what a line orders, where, or at what price, and are not read
UNREAD = frozenset({"SLN", "SDQ", "SAC", "TXI", "QTY", "N1", "CTB", "PO3", "IT3", "AMT", "CTP"})


def read_line(draft: MessageDraft, segments: Sequence[Segment]) -> LineDraft:
    """Read a line: its own segment first, then what the loop says of it."""
    line, head = LineDraft(), segments[0]
    line.text("line_id", head.said(1))
    changed = head.tag == "POC"
    if changed and draft.codes.meaning("670", head.at(2)) not in ("ordered", "changed"):
        draft.unread(head.raw(), head.said(2), PATH)
    count = head.said(3 if changed else 2)
    draft.line_number(line, "quantity", count)
    draft.unit(line, head.said(5 if changed else 3))
    _price(draft, line, head.said(6 if changed else 4), head.said(7 if changed else 5))
    start = 8 if changed else 6
    for element in range(start, len(head.elements) + 1, 2):
        numbered(draft, line, "235", head.at(element), head.said(element + 1))
    for segment in segments[1:]:
        _segment(draft, line, segment)
    _description(line, [one for one in segments if one.tag == "PID" and one.at(5)])
    line.put("requested_date", *requested(draft, [one for one in segments if one.tag == "DTM"], PATH))
    return line


def _price(draft: MessageDraft, line: LineDraft, said: Said, basis: Said) -> None:
    """The price of one unit ordered, of so many of them, or of one piece where pieces are ordered (639)."""
    meaning = draft.codes.meaning("639", basis.text)
    draft.line_number(line, "unit_price", said)
    if not said or meaning == "one":
        return
    if meaning is None or (meaning == "each" and line.values.get("unit_code") != PIECE):
        draft.unread(f"639 {basis.text} / {line.values.get('unit')}", basis, PATH)
    elif meaning != "each":
        line.put("price_base_quantity", Decimal(meaning), basis)


def _segment(draft: MessageDraft, line: LineDraft, segment: Segment) -> None:
    if segment.tag == "SCH":
        day = day_of(draft, segment.said(6), PATH)
        if draft.codes.meaning("374", segment.at(5)) is None or segment.at(9):
            draft.unread(segment.raw(), segment.said(5), PATH)
        line.schedule.append(Part(draft.number(segment.said(1), PATH), day, segment.said(1), segment.said(6)))
        same_unit(draft, line, segment.said(2))
    elif segment.tag == "AMT" and draft.codes.meaning("522", segment.at(1)) == "line_amount":
        draft.line_number(line, "line_amount", segment.said(2))
    elif segment.tag == "CTP" and (draft.codes.meaning("236", segment.at(2)) == "left_aside" or not segment.at(3)):
        return
    elif segment.tag == "MSG":
        line.note(segment.said(1))
    elif segment.tag in UNREAD:
        draft.unread(segment.raw(), segment.said(1), PATH)


def _description(line: LineDraft, segments: Sequence[Segment]) -> None:
    texts = dict.fromkeys(one.at(5) for one in segments)
    if texts:
        line.text("description", Said(" ".join(texts), segments[0].said(5).place))
