"""Exception records: what a reconciliation of three exports found, as frozen values (CONTRACT section 5)."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from orders.codes import EXCEPTIONS, Language
from orders.matches import Matches
from orders.records import Severity

if TYPE_CHECKING:
    from orders.papers import Papers

SYSTEMS: tuple[str, ...] = ("crm", "erp", "wms")
# columns of an export that are shown side by side
SHOWN: tuple[str, ...] = (
    *("order_id", "customer_order_id", "line_id", "sku", "customer", "quantity", "shipped_quantity", "unit"),
    *("unit_price", "amount", "currency", "status", "order_date", "promised_date", "shipped_date", "waybill_id"),
    *("bom_version", "updated_at"),
)


@dataclass(frozen=True)
class ShownRow:
    """A row of an export as it is written: its number as in `*_rows`, and its cells by canonical column."""

    system: str
    row: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class ExceptionRecord:
    """One situation a person must look at; `*_rows` are physical rows as Excel numbers them, joined by `;`.

    `match_margin` is the lead that the line to which fields have put its rows had over the next best one.

    `evidence` is what a decision about it rests on: the same whatever order, file or format its rows come in. `members`
    are its rows by system, each named by what it says; `joined` are those that attributes alone have put there; `shown`
    are the first of them to look at. `stakes` is the money at stake by order line, each named by what it is.
    """

    exception_id: str
    kind: str
    severity: Severity
    order_id: str = ""
    line_id: str = ""
    sku: str = ""
    customer: str = ""
    crm_rows: str = ""
    erp_rows: str = ""
    wms_rows: str = ""
    field: str = ""
    crm_value: str = ""
    erp_value: str = ""
    wms_value: str = ""
    odd_system: str = ""
    owner: str = ""
    contact: str = ""
    amount_at_stake: Decimal | None = None
    currency: str = ""
    first_seen: datetime | None = None
    last_movement: datetime | None = None
    age_hours: Decimal | None = None
    match_method: str = ""
    match_score: Decimal | None = None
    order_date: date | None = None
    match_margin: Decimal | None = None
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    evidence: Mapping[str, str] = dataclasses.field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    joined: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    shown: tuple[ShownRow, ...] = ()
    stakes: Mapping[str, Decimal] = dataclasses.field(default_factory=dict)


def summed(stakes: Iterable[tuple[str, str, Decimal]]) -> dict[str, Decimal]:
    """Sum amounts (currency, order line, amount) by currency, in order of the codes; of each line the most counts."""
    lines: dict[tuple[str, str], Decimal] = {}
    for currency, line, amount in stakes:
        known = lines.get((currency, line))
        if known is None or abs(amount) > abs(known):
            lines[currency, line] = amount
    sums: dict[str, Decimal] = {}
    for (currency, _), amount in lines.items():
        sums[currency] = sums.get(currency, Decimal(0)) + amount
    return {currency: sums[currency].quantize(Decimal("0.01")) for currency in sorted(sums)}


def at_stake(records: Iterable[ExceptionRecord]) -> dict[str, Decimal]:
    """Sum the money at stake by currency; of each order line the most counts, once."""
    return summed((one.currency, line, amount) for one in records for line, amount in _stakes(one).items())


def _stakes(record: ExceptionRecord) -> Mapping[str, Decimal]:
    """Return the money by order line; a record of an earlier version, which names none, is a line of its own."""
    if record.stakes or record.amount_at_stake is None:
        return record.stakes
    return {record.exception_id: record.amount_at_stake}


def at_stake_by_kind(records: Sequence[ExceptionRecord]) -> dict[str, dict[str, Decimal]]:
    """Sum the money at stake by kind and currency; a line of several kinds counts in each of them."""
    sums = {kind: at_stake(record for record in records if record.kind == kind) for kind in EXCEPTIONS}
    return {kind: amounts for kind, amounts in sums.items() if amounts}


@dataclass(frozen=True)
class RowCount:
    """Where the rows of one export ended: each in exactly one of clean, exception, excluded."""

    given: int
    clean: int
    exception: int
    excluded: int

    @property
    def adds_up(self) -> bool:
        return self.given == self.clean + self.exception + self.excluded


@dataclass(frozen=True)
class ExcludedRow:
    """A row that is no order line, and why: title, header, total, blank or note."""

    system: str
    row: str
    reason: str


@dataclass(frozen=True)
class ColumnRead:
    """How a column of an export was read, and how many of its cells were blank, unreadable or had lost digits.

    `how` names decimal sign or order of day and month and what proved it; `rounded` cells had more than four decimals;
    `joined` is how many spellings became the key of another one.
    """

    column: str
    header: str
    how: str
    blank: int
    unreadable: int
    lossy: int
    rounded: int
    joined: int


@dataclass(frozen=True)
class FileRead:
    """How an export file was read: its encoding or sheet, its columns, the headers that nothing knows, what was odd."""

    system: str
    file: str
    read_as: str
    header_row: int
    lines: int
    columns: tuple[ColumnRead, ...]
    other_headers: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Reconciliation:
    """What one run of `reconcile` found; a value that csv, workbook and web page are views of."""

    as_of: datetime
    systems: tuple[str, ...]
    exceptions: tuple[ExceptionRecord, ...]
    matches: Matches
    rows: Mapping[str, RowCount]
    excluded: tuple[ExcludedRow, ...]
    at_stake: Mapping[str, Decimal]
    notes: tuple[str, ...] = ()
    files: tuple[FileRead, ...] = ()
    papers: Papers | None = None  # what the papers of the ledger say otherwise, if that was asked for

    @property
    def by_kind(self) -> dict[str, int]:
        """Count the exceptions by kind, in the order the kinds are declared in `orders.codes`."""
        counts = {kind: sum(1 for item in self.exceptions if item.kind == kind) for kind in EXCEPTIONS}
        return {kind: count for kind, count in counts.items() if count}


class SumsDisagreeError(Exception):
    """The rows of an export do not add up: a fault of ours, exit code 4."""


def exception_id(kind: str, *identity: str) -> str:
    """Name a situation by its kind and identity, the same every night whatever the row order or file name."""
    return hashlib.sha256("\x1f".join((kind, *identity)).encode()).hexdigest()[:16]


# key: (中文, English); `{name}` is filled from the record's facts, `…` where a fact is missing
EXPLANATIONS: Mapping[str, tuple[str, str]] = {
    "missing": (
        "{present} 有该订单行，{system} 没有；共 {count} 行",
        "in {present}, not in {system}; lines: {count}",
    ),
    "missing-stage": (
        "{present} 已到“{stage}”超过允许的 {lag} 小时，{system} 仍没有；共 {count} 行",
        "“{stage}” in {present} for longer than the permitted {lag} h, not in {system}; lines: {count}",
    ),
    "duplicate": (
        "{system} 中同一订单行重复，多出 {count} 行，合计数量 {seen}，应为 {expected}",
        "rows too many in {system}: {count}; quantity {seen} instead of {expected}",
    ),
    "key-collision": (
        "{system} 的订单号 {seen} 属于另一张订单；按客户、物料、数量判断应为 {likely}",
        "number {seen} in {system} belongs to another order; by its attributes it should be {likely}",
    ),
    "key-collision-homeless": (
        "{systems} 用同一订单号 {seen}，但客户和物料都不同",
        "{systems} use number {seen} for orders of different customers and items",
    ),
    "ambiguous-match": (
        "{system} 的订单号“{seen}”可能属于：{candidates}；需人工判断",
        "number “{seen}” in {system} may belong to: {candidates}; a person must decide",
    ),
    "suggested-match": (
        "{system} 的订单号“{seen}”很可能是 {likely}（匹配度 {score}），请确认",
        "number “{seen}” in {system} is probably {likely} (score {score}); please confirm",
    ),
    "suggested-line": (
        "{system} 的订单 {seen} 中有一行，按其他字段归到该订单的这一行（匹配度 {score}，领先 {margin}），请确认",
        "a row of order {seen} in {system} was put to this line of it by its other fields (score {score}, "
        "lead {margin}); please confirm",
    ),
    "lossy-cell": (
        "{system} 的{name}“{seen}”已被 Excel 破坏；按其它字段判断应为 {likely}",
        "{name} “{seen}” in {system} was destroyed by Excel; by its other fields it should be {likely}",
    ),
    "difference": ("{name} 不一致：{values}，允许偏差 {tolerance}", "{name} differs: {values}; tolerance {tolerance}"),
    "difference-working": (
        "{name} 不一致：{values}，允许偏差 {tolerance} 个工作日",
        "{name} differs: {values}; tolerance {tolerance} working days",
    ),
    "short-shipment": (
        "{system} 已发货，但实发 {seen} 少于应发 {expected}",
        "{system} says shipped, but {seen} of {expected} went out",
    ),
    "status-conflict": (
        "{ahead} 已是“{later}”超过 {lag} 小时，{behind} 仍是“{earlier}”",
        "{ahead} says “{later}” for more than {lag} h, {behind} still says “{earlier}”",
    ),
    "stalled": (
        "{days} 天没有任何系统有动作，停在“{stage}”，允许 {limit} 天",
        "nothing moved in any system for {days} days at “{stage}”; {limit} are permitted",
    ),
    "unreadable-value": (
        "{system} 的{name}“{seen}”读不出来",
        "{name} “{seen}” in {system} cannot be read",
    ),
}


# what a fact is called: columns and stages (中文, English)
FACT_WORDS: Mapping[str, tuple[str, str]] = {
    "order_id": ("订单号", "order number"),
    "customer_order_id": ("客户订单号", "customer's order number"),
    "sku": ("物料", "item"),
    "customer": ("客户", "customer"),
    "quantity": ("数量", "quantity"),
    "shipped_quantity": ("实发数量", "shipped quantity"),
    "unit": ("单位", "unit"),
    "unit_factor": ("换算率", "unit factor"),
    "unit_price": ("单价", "unit price"),
    "amount": ("金额", "amount"),
    "tax_rate": ("税率", "tax rate"),
    "currency": ("币种", "currency"),
    "status": ("状态", "status"),
    "order_date": ("订单日期", "order date"),
    "promised_date": ("承诺交期", "promised date"),
    "shipped_date": ("发货日期", "shipped date"),
    "updated_at": ("更新时间", "time of update"),
    "waybill_id": ("运单号", "waybill"),
    "bom_version": ("BOM 版本", "BOM version"),
    "received": ("已接收", "received"),
    "confirmed": ("已确认", "confirmed"),
    "released": ("已下达", "released"),
    "in_production": ("生产中", "in production"),
    "ready": ("待发货", "ready"),
    "picking": ("拣货中", "picking"),
    "shipped": ("已发货", "shipped"),
    "in_transit": ("运输中", "in transit"),
    "delivered": ("已送达", "delivered"),
    "signed": ("已签收", "signed"),
    "invoiced": ("已开票", "invoiced"),
    "paid": ("已付款", "paid"),
    "on_hold": ("暂停", "on hold"),
    "cancelled": ("已取消", "cancelled"),
    "returned": ("已退货", "returned"),
}
NAMED_FACTS = ("name", "stage", "later", "earlier")


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def explanation(record: ExceptionRecord, language: Language = "en") -> str:
    """Say in one sentence why the record exists."""
    column = 0 if language == "zh" else 1
    facts = _Facts(record.facts)
    for name in NAMED_FACTS:
        if (words := FACT_WORDS.get(facts.get(name, ""))) is not None:
            facts[name] = words[column]
    return EXPLANATIONS[record.facts.get("sentence", "difference")][column].format_map(facts)
