"""Order records: what a business paper said, as frozen values in UBL terms (CONTRACT section 3)."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Literal

DocumentType = Literal[
    "purchase_order",
    "order_change",
    "order_cancellation",
    "order_response",
    "quotation",
    "invoice",
    "despatch_advice",
    "other",
]
Role = Literal["order", "drawing", "quality_agreement", "price_list", "other"]
Status = Literal["accepted", "review", "rejected", "failed"]
Severity = Literal["error", "warning", "info"]
Method = Literal["text", "ocr", "structured", "sheet", "mail", "derived", "person"]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Party:
    name: str | None = None
    party_id: str | None = None
    tax_id: str | None = None
    contact: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class Delivery:
    address: str | None = None
    requested_date: date | None = None
    terms: str | None = None


@dataclass(frozen=True)
class Attribute:
    name: str
    value: str
    unit: str | None = None


@dataclass(frozen=True)
class OrderLine:
    """One ordered item; several delivery dates of it share `line_id` and count in `schedule_id`."""

    line_id: str | None = None
    schedule_id: str | None = None
    buyer_item_id: str | None = None
    seller_item_id: str | None = None
    sku: str | None = None
    description: str | None = None
    specification: str | None = None
    drawing_id: str | None = None
    drawing_revision: str | None = None
    bom_version: str | None = None
    attributes: tuple[Attribute, ...] = ()
    quantity: Decimal | None = None
    unit: str | None = None
    unit_code: str | None = None
    unit_price: Decimal | None = None
    price_base_quantity: Decimal | None = None
    line_amount: Decimal | None = None
    prices_include_tax: bool | None = None
    net_amount: Decimal | None = None
    tax_amount: Decimal | None = None
    gross_amount: Decimal | None = None
    tax_rate: Decimal | None = None
    discount_percent: Decimal | None = None
    requested_date: date | None = None
    note: str | None = None


@dataclass(frozen=True)
class AllowanceCharge:
    """A freight, discount or rounding row; `charge` True adds to the total, False takes off; amount is positive."""

    charge: bool
    reason: str | None
    amount: Decimal
    tax_rate: Decimal | None = None


@dataclass(frozen=True)
class Totals:
    line_total: Decimal | None = None
    allowance_total: Decimal | None = None
    charge_total: Decimal | None = None
    tax_total: Decimal | None = None
    rounding: Decimal | None = None
    prepaid: Decimal | None = None
    payable_total: Decimal | None = None


@dataclass(frozen=True)
class Order:
    order_id: str | None = None
    revision: str | None = None
    issue_date: date | None = None
    currency: str | None = None
    prices_include_tax: bool | None = None
    tax_rate: Decimal | None = None
    buyer: Party = Party()
    seller: Party = Party()
    delivery: Delivery = Delivery()
    payment_terms: str | None = None
    note: str | None = None
    priority: str | None = None
    tags: tuple[str, ...] = ()
    lines: tuple[OrderLine, ...] = ()
    allowance_charges: tuple[AllowanceCharge, ...] = ()
    totals: Totals = Totals()


@dataclass(frozen=True)
class SourcePart:
    """One of several files that were read as one document; `pages` are the numbers its own pages have in the whole."""

    file: str
    sha256: str
    media_type: str
    pages: tuple[int, ...]


@dataclass(frozen=True)
class Source:
    """Where a document came from; `file` is a display path such as ``mail.eml/PO-4711.pdf``.

    Of a document in several files `file` is the first, `parts` are all, and `sha256` is the hash of all their hashes.
    `mapped_as` is the customer_id whose mapping recognised the document and took part in reading it.
    """

    file: str
    sha256: str
    media_type: str
    pages: tuple[int, ...] = ()
    page_sizes: tuple[tuple[float, float], ...] = ()
    message_id: str | None = None
    sender: str | None = None
    received_at: datetime | None = None
    parts: tuple[SourcePart, ...] = ()
    mapped_as: str | None = None

    def part_of(self, page: int) -> tuple[SourcePart, int]:
        """Return the file that page `page` of the document is in, and which of the file's own pages it is."""
        found = next((part for part in self.parts if page in part.pages), None)
        if found is None:
            return SourcePart(self.file, self.sha256, self.media_type, self.pages), page
        return found, found.pages.index(page) + 1


@dataclass(frozen=True)
class Evidence:
    """The place a value was read from: page and box in points of the displayed page, or sheet and cell.

    `mapping` is the file of the customer mapping that a derived value comes from.
    """

    text: str
    method: Method
    page: int | None = None
    bbox: Box | None = None
    sheet: str | None = None
    cell: str | None = None
    confidence: float | None = None
    mapping: str | None = None


@dataclass(frozen=True)
class Finding:
    """Something a person should know; `facts` fill the sentence of the code (see `orders.codes`).

    `evidence` is where it was seen, if that is not the place of the value at `path` (a number that no field owns).
    """

    code: str
    severity: Severity
    path: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    proposed: str | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Drawing:
    """A drawing that came with an order: its file, the hash of its bytes, and its number where that is known."""

    file: str
    sha256: str
    drawing_id: str | None = None


@dataclass(frozen=True)
class Called:
    """What a rule called for (`deed`, its value, who, until when) and what became of it (`did`).

    did: set, there (it was so already), overruled; held, settled (by a person), kept (nothing was forbidden); asked.
    `before` is the value that was overwritten.
    """

    deed: str
    value: str = ""
    team: str = ""
    due: datetime | None = None
    did: str = ""
    before: str | None = None


@dataclass(frozen=True)
class Firing:
    """A rule that held for an order or line (`path`), the facts it held for as people read them, what it called for."""

    rule: str
    version: str
    path: str
    seen: str
    actions: tuple[Called, ...] = ()


@dataclass(frozen=True)
class OrderRecord:
    """One business document: its source, state, order, evidence by JSON pointer, and findings.

    `role` is what its file is there for, None where that cannot be told; `drawings` came in the same mail as an order;
    `firings` are the site's rules that held for it, `accounts` the bank accounts it prints, whoever's they are.
    """

    source: Source
    document_type: DocumentType
    status: Status
    order: Order | None = None
    order_key: str | None = None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    role: Role | None = None
    drawings: tuple[Drawing, ...] = ()
    firings: tuple[Firing, ...] = ()
    accounts: tuple[str, ...] = ()


@cache
def _names(cls: type[Any]) -> tuple[str, ...]:
    return tuple(f.name for f in fields(cls))


def plain(value: object) -> Any:
    """Turn a record into JSON values: Decimal as its printed digits, dates ISO 8601, absent as None."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {str(key): item if type(item) is str else plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [item if type(item) is str else plain(item) for item in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    return value


T = typing.TypeVar("T")


def build(cls: type[T], value: Mapping[str, Any]) -> T:
    """Make a record of `cls` from JSON values as `plain` wrote them; unknown keys are ignored."""
    hints = _hints(cls)  # type: ignore[arg-type]  # a class is hashable
    return cls(**{key: _typed(hints[key], item) for key, item in value.items() if key in hints})


@cache
def _hints(cls: type) -> dict[str, Any]:
    """Resolving the hints takes far longer than making a record, and a ledger has thousands of them."""
    hints = typing.get_type_hints(cls)
    return {item.name: hints[item.name] for item in fields(cls)}


_SCALARS: dict[Any, typing.Callable[[str], Any]] = {
    Decimal: Decimal,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _typed(next(a for a in arguments if a is not type(None)), value)
    if origin is tuple:
        inner = [arguments[0]] * len(value) if arguments[-1] is Ellipsis else arguments
        return tuple(_typed(kind, item) for kind, item in zip(inner, value, strict=True))
    if origin is not None and isinstance(value, dict):
        return {key: _typed(arguments[1], item) for key, item in value.items()}
    if is_dataclass(hint) and isinstance(hint, type):
        return build(hint, value)
    return _SCALARS[hint](str(value)) if hint in _SCALARS else value
