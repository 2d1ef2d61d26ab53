"""Lines of a message as lines of an order: several deliveries of one item become lines with schedule_id 1, 2, …"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from intake.extract.structured.draft import LineDraft, MessageDraft, Part
from orders.codes import finding

Own = dict[str, Any]  # what one delivery of a line has of its own: its part, its shares of the amounts
AMOUNTS = ("line_amount", "net_amount", "tax_amount", "gross_amount")


def put_lines(draft: MessageDraft) -> None:
    """Put every line of the message into the draft's values, with its evidence."""
    count = 0
    for line in draft.lines:
        path = f"/order/lines/{count}"
        _own_code(line)
        for name, said in line.clashes:
            facts = {"name": name, "first": line.values[name], "second": said.text}
            draft.report("field-ambiguous", said, f"{path}/{name}", **facts)
        if line.values.get("unit") and not line.values.get("unit_code"):
            draft.report("unit-unknown", line.places["unit"], f"{path}/unit_code", seen=line.values["unit"])
        parts = _parts(draft, line, path)
        for number, part in enumerate(parts, 1):
            _put(draft, f"/order/lines/{count}", line, part, number if len(parts) > 1 else None)
            count += 1
    draft.values["/order/lines"] = count


def _own_code(line: LineDraft) -> None:
    """Take the GTIN as the item's code where neither side has one of its own: it is a code without an owner."""
    number = next((item.value for item in line.attributes if item.name == "GTIN"), None)
    if number and not line.values.get("buyer_item_id") and not line.values.get("seller_item_id"):
        line.put("buyer_item_id", number, line.places["GTIN"])


def _parts(draft: MessageDraft, line: LineDraft, path: str) -> Sequence[Own]:
    """Return what each delivery of a line has of its own; {} for a line that is delivered at once."""
    parts = line.schedule
    if len(parts) <= 1:
        return [_at_once(draft, line, parts[0], path) if parts else {}]
    whole, counts = line.values.get("quantity"), [part.quantity for part in parts]
    known = [count for count in counts if count is not None]
    total = sum(known, Decimal(0))
    if len(known) < len(parts) or (whole is not None and total != whole):
        seen = ", ".join(f"{part.day}: {part.quantity}" for part in parts)
        draft.findings.append(finding("structured-sum-disagrees", path, name="quantity", seen=whole, computed=seen))
        return [{}]
    return _shared(draft, line, parts, total, path)


def _at_once(draft: MessageDraft, line: LineDraft, part: Part, path: str) -> Own:
    whole = line.values.get("quantity")
    if whole is None:
        line.put("quantity", part.quantity, part.quantity_said)
    elif part.quantity not in (None, whole):
        facts = {"name": "quantity", "seen": whole, "computed": part.quantity}
        draft.report("structured-sum-disagrees", part.quantity_said, f"{path}/quantity", **facts)
    line.put("requested_date", part.day, part.day_said)
    return {}


def _shared(draft: MessageDraft, line: LineDraft, parts: Sequence[Part], total: Decimal, path: str) -> list[Own]:
    """Share the line's amounts out among its deliveries; the shares must come to the whole again."""
    shares: list[Own] = [{"part": part} for part in parts]
    for name in AMOUNTS:
        whole = line.values.get(name)
        if whole is None:
            continue
        made = [(whole * (p.quantity or 0) / total).quantize(_digit(whole), ROUND_HALF_UP) for p in parts if total]
        if sum(made, Decimal(0)) != whole:
            computed = " + ".join(map(str, made))
            draft.report(
                "structured-sum-disagrees",
                line.places[name],
                f"{path}/{name}",
                name=name,
                seen=whole,
                computed=computed,
            )
        for share, amount in zip(shares, made, strict=False):
            share[name] = amount
    return shares


def _digit(value: Decimal) -> Decimal:
    return Decimal(1).scaleb(min(int(value.as_tuple().exponent), -2))


def _put(draft: MessageDraft, path: str, line: LineDraft, own: Own, number: int | None) -> None:
    for name, value in line.values.items():
        shared = name in own
        draft.values[f"{path}/{name}"] = own[name] if shared else value
        if line.places[name]:
            place = draft.seen(line.places[name])
            draft.evidence[f"{path}/{name}"] = replace(place, method="derived") if shared else place
    if line.attributes:
        draft.values[f"{path}/attributes"] = tuple(line.attributes)
    part: Part | None = own.get("part")
    if number is None or part is None:
        return
    draft.values[f"{path}/schedule_id"] = str(number)
    for name, value, said in (
        ("quantity", part.quantity, part.quantity_said),
        ("requested_date", part.day, part.day_said),
    ):
        draft.values[f"{path}/{name}"] = value
        if said:
            draft.evidence[f"{path}/{name}"] = draft.seen(said)
