"""What exports say otherwise than the papers of the ledger: the fourth side of a reconciliation, as frozen values."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from orders.codes import EXCEPTIONS
from orders.exceptions import summed
from orders.records import OrderRecord, Severity

NOT_ON_PAPER = "not-on-paper"
# kind: (severity, 中文, English): those of the three-way match, and what only a paper can tell
KINDS: Mapping[str, tuple[Severity, str, str]] = {
    **EXCEPTIONS,
    NOT_ON_PAPER: ("error", "单据上没有", "not on the paper"),
}


@dataclass(frozen=True)
class PaperDifference:
    """One thing that CRM or ERP have otherwise than the paper; `odd_system` names who, joined by `;`.

    `record` and `path` (a JSON pointer into it) say where the paper's value stands; `page` is a page, or sheet!cell, of
    `file`, and `picture` the PNG of that place, None where there is none to draw.
    """

    difference_id: str
    kind: str
    order_key: str
    order_id: str
    record: OrderRecord
    path: str
    line_id: str = ""
    sku: str = ""
    customer: str = ""
    field: str = ""
    paper_value: str = ""
    crm_value: str = ""
    erp_value: str = ""
    crm_rows: str = ""
    erp_rows: str = ""
    odd_system: str = ""
    owner: str = ""
    contact: str = ""
    amount_at_stake: Decimal | None = None
    currency: str = ""
    file: str = ""
    page: str = ""
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    picture: bytes | None = None

    @property
    def severity(self) -> Severity:
        return KINDS[self.kind][0]

    @property
    def mended(self) -> bool:
        """Say whether a person has given the paper's value: the picture shows what was printed."""
        seen = self.record.evidence.get(self.path)
        return seen is not None and seen.method == "person"


@dataclass(frozen=True)
class Papers:
    """The papers compared, how many orders and lines they were, and the differences, most money first."""

    orders: int
    lines: int
    differences: tuple[PaperDifference, ...] = ()

    @property
    def by_kind(self) -> dict[str, int]:
        """Count the differences by kind, in the order of KINDS."""
        counts = Counter(item.kind for item in self.differences)
        return {kind: counts[kind] for kind in KINDS if counts[kind]}

    @property
    def at_stake(self) -> dict[str, Decimal]:
        """Sum the money by currency; a line of an order counts once, with the most that is said of it."""
        return summed(
            (one.currency, f"{one.order_key}/{one.line_id}/{one.sku}", one.amount_at_stake)
            for one in self.differences
            if one.amount_at_stake is not None
        )
