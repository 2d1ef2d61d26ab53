"""Rates with their interval, for people and for programs."""

from __future__ import annotations

from orders.codes import Language
from orders.precision import Share


def share_json(share: Share) -> dict[str, object]:
    """Return a share as JSON values: counts, rate (null of nothing) and the bounds of its 95 % interval."""
    low, high = share.interval
    rate = None if share.rate is None else round(share.rate, 4)
    return {"right": share.right, "judged": share.judged, "rate": rate, "low": round(low, 4), "high": round(high, 4)}


def share_text(share: Share, language: Language) -> str:
    """Say a share with its interval: `48 of 50: 96 %, 95 % interval 87 to 99`; a dash for nothing."""
    if share.rate is None:
        return "–"
    rate, low, high = (_hundredths(value) for value in (share.rate, *share.interval))
    if language == "zh":
        return f"{share.judged} 条中 {share.right} 条：{rate} %，95 % 区间 {low} 至 {high}"
    return f"{share.right} of {share.judged}: {rate} %, 95 % interval {low} to {high}"


def _hundredths(value: float) -> str:
    """Write a rate in hundredths; one that is nearly all or nearly none is never written as such."""
    rounded = f"{100 * value:.0f}"
    if value in (0.0, 1.0) or rounded not in ("0", "100"):
        return rounded
    return f"{min(max(100 * value, 0.01), 99.99):.2f}"
