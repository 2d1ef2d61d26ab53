"""What a check may know besides the record: masters, company, policy, today, what came before, what is settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, Protocol

from intake.check.catalogue import Catalogue
from orders.masters import Customer, Masters
from orders.records import OrderRecord, Severity
from orders.units import UnitWords, unit_words

if TYPE_CHECKING:
    from orders.rules.judge import Standing
    from orders.workspace import Company, Tolerance


@dataclass(frozen=True)
class Seen:
    """An earlier order of the same key: its record, the file it came in, its revision and the state of the document.

    `said` is what its paper said, where the record may have been mended since.
    """

    record: OrderRecord
    file: str
    order_revision: str | None = None
    state: str = "accepted"
    said: OrderRecord | None = None


class History(Protocol):
    """What came before this document; the document itself is never part of it."""

    def same_bytes(self, sha256: str) -> str | None:
        """Return the file name of an earlier document with the same bytes."""

    def orders(self, order_key: str) -> tuple[Seen, ...]:
        """Return the earlier orders of this key, oldest first."""

    def open_amounts(self, customer_id: str, *, besides: str | None) -> Mapping[str | None, Decimal]:
        """Return currency → what the customer's other accepted orders are worth until they are invoiced."""


class NoHistory:
    """The history of a first night."""

    def same_bytes(self, sha256: str) -> str | None:
        return None

    def orders(self, order_key: str) -> tuple[Seen, ...]:
        return ()

    def open_amounts(self, customer_id: str, *, besides: str | None) -> Mapping[str | None, Decimal]:
        return {}


@dataclass(frozen=True)
class Context:
    """Everything a check may ask besides the record itself.

    `policy` maps finding codes to a severity or "off"; `settled` are (code, path) a person has decided;
    `unit_words` maps unit words in key form to Rec 20 codes (built-in words unless a site adds its own),
    `customer_units` those of customers who have words of their own; `standing` are the site's rules in force.
    `refused` are the rules whose approval of this document was refused, with who refused it and why.
    """

    masters: Masters
    company: Company
    today: date
    policy: Mapping[str, Severity | Literal["off"]] = field(default_factory=dict)
    history: History = field(default_factory=NoHistory)
    settled: frozenset[tuple[str, str]] = frozenset()
    refused: tuple[tuple[str, str], ...] = ()
    price_tolerance: Tolerance | None = None
    unit_words: UnitWords = field(default_factory=unit_words)
    customer_units: Mapping[str, UnitWords] = field(default_factory=dict)
    standing: Standing | None = None
    indexes: Catalogue | None = None

    def __post_init__(self) -> None:
        """Keep the indexes of the same masters when anything else changes: they take seconds to build."""
        if self.indexes is None or self.indexes.masters is not self.masters:
            object.__setattr__(self, "indexes", Catalogue(self.masters))

    @property
    def catalogue(self) -> Catalogue:
        """The indexes over the masters."""
        assert self.indexes is not None
        return self.indexes

    def words_of(self, customer_id: str | None) -> UnitWords:
        """Return the unit words of a customer, its own before all others."""
        return self.customer_units.get(customer_id or "", self.unit_words)

    def customer(self, record: OrderRecord) -> Customer | None:
        """Return the customer the record's buyer was found to be."""
        party_id = record.order.buyer.party_id if record.order else None
        return self.masters.customers.get(party_id) if party_id else None
