"""Mails that bring orders, bring something else, or bring an order again; the maker knows nothing of the product."""

from __future__ import annotations

from bench.mails.kinds import KINDS
from bench.mails.negatives import NEGATIVES

__all__ = ["KINDS", "NEGATIVES"]
