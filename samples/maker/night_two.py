"""The second night: two new clean orders for items that were ordered the night before."""

# ruff: noqa: E501  (tables of words are as wide as their rows)

from __future__ import annotations

from samples.maker import styles
from samples.maker.mails import Mail
from samples.maker.night_one import attached, chinese
from samples.maker.orders import order


def mails() -> list[Mail]:
    """Return the second night's mails."""
    one = order(
        "C001",
        "CG-20260305-002",
        "2026-03-05",
        "2026-04-28",
        [("CX-PT100-05", 30), ("CX-PT100-16", 20), ("CN-M12-4F", 60)],
    )
    two = order(
        "C004", "SC26-03-0121", "2026-03-05", "2026-04-24", [("CX-LT400-05", 4), ("CX-HT600-R", 35), ("BR-304-L", 20)]
    )
    return [
        chinese("01-yunhai-again", "2026-03-05T10:18:00", "New order for items of the night before: surplus first, nothing promised twice.",
                attached("采购订单_CG-20260305-002.pdf", one, styles.YUNHAI), one),
        chinese("02-shancheng-again", "2026-03-05T11:31:00", "New order for items of the night before, unruled.",
                attached("SC26-03-0121.pdf", two, styles.SHANCHENG), two, charset="gb18030"),
    ]  # fmt: skip
