"""What a line is subject to, whatever its standard: the action on it, its numbers, its price's unit, its discount."""

from __future__ import annotations

from decimal import Decimal

from intake.extract.structured.draft import HUNDRED, LineDraft, MessageDraft
from intake.read.structured import Said
from orders.records import AllowanceCharge

CENT = Decimal("0.01")


def status(draft: MessageDraft, said: Said) -> None:
    """Hold a line that is deleted, or of which nobody knows what is to be done (UN/CEFACT 1229)."""
    meaning = draft.codes.meaning("1229", said.text)
    if meaning != "ordered" and not (meaning == "changed" and draft.kind == "order_change"):
        draft.unread(f"1229 {said.text}", said, "/order/lines")


def numbered(draft: MessageDraft, line: LineDraft, codes: str, code: str, said: Said) -> None:
    """Put an item's number as what its qualifier means in a list of codes; one that nobody knows holds the order."""
    meaning = draft.codes.meaning(codes, code)
    if (not code and not said) or meaning == "left_aside":
        return
    if meaning is None or not said:
        draft.unread(f"{codes} {code}: {said.text}", said, "/order/lines")
    elif meaning == "gtin":
        line.attribute("GTIN", said)
    else:
        line.text(meaning, said)


def price(draft: MessageDraft, line: LineDraft, amount: Said, base: Said, unit: Said) -> None:
    """Keep a line's price and the quantity it is for, in the unit that is ordered."""
    draft.line_number(line, "unit_price", amount)
    draft.line_number(line, "price_base_quantity", base)
    same_unit(draft, line, unit)


def same_unit(draft: MessageDraft, line: LineDraft, said: Said) -> None:
    """Hold a price per another unit than the one that is ordered."""
    unit = line.values.get("unit")
    if said and unit and draft.codes.unit(said.text) != draft.codes.unit(unit) and said.text != unit:
        draft.unread(f"{said.text} / {unit}", said, "/order/lines")


def discount(draft: MessageDraft, line: LineDraft, charge: AllowanceCharge | None, factor: Said, place: Said) -> None:
    """Read a line's one allowance as its discount if it is a share of quantity × price; anything else is held."""
    share, several = draft.number(factor, "/order/lines"), "discount_percent" in line.values
    quantity, price = line.values.get("quantity"), line.values.get("unit_price")
    if charge is None or charge.charge or several or share is None or quantity is None or price is None:
        draft.unread(place.place, place, "/order/lines")
        return
    gross = quantity * price / (line.values.get("price_base_quantity") or 1)
    shares = (share, share * HUNDRED)  # 5 or 0.05: the amount tells
    fits = [one for one in shares if abs(gross * one / HUNDRED - charge.amount) <= CENT]
    if fits:
        line.put("discount_percent", fits[0], factor)
    else:
        draft.unread(f"{charge.amount}", place, "/order/lines")
