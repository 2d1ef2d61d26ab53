"""What Order-X and UBL say alike, under names of their own: charges, and texts of several parts."""

from __future__ import annotations

from collections.abc import Sequence

from intake.extract.structured.draft import MessageDraft
from intake.read.structured import Said
from orders.records import AllowanceCharge


def stated_charge(draft: MessageDraft, kind: str, said: Said, reason: Said, rate: Said) -> AllowanceCharge | None:
    """Read a charge or allowance; None if it does not say which of the two it is, or how much."""
    amount = draft.number(said, "/order/allowance_charges")
    if amount is None or kind not in ("true", "false", "1", "0") or amount < 0:
        return None
    percent = draft.percent(rate, "/order/allowance_charges")
    return AllowanceCharge(kind in ("true", "1"), reason.text or None, amount, percent)


def put_joined(draft: MessageDraft, path: str, parts: Sequence[Said], sign: str) -> None:
    """Keep the parts that say something as one text, at the place of the first."""
    said = [part for part in parts if part]
    if said:
        draft.text(path, Said(sign.join(part.text for part in said), said[0].place))
