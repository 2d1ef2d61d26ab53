"""What a file of a mail is there for besides its order, in words."""

from __future__ import annotations

from collections.abc import Mapping

from orders.codes import finding
from orders.records import Finding

# role of a file that is no order: (中文, English)
ROLES: Mapping[str, tuple[str, str]] = {
    "drawing": ("图纸", "a drawing"),
    "quality_agreement": ("质量协议", "a quality agreement"),
    "price_list": ("价格表", "a price list"),
}


def no_order_but(role: str) -> Finding:
    """Make the finding of a file that is no order for its role."""
    chinese, english = ROLES[role]
    return finding("not-an-order", reason=english, reason_zh=chinese)
