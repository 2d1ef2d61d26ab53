"""The rows of all systems in one frame, and the same per order line: `wide[field][system, line]`, int64 throughout.

Texts become codes (−1 = blank), so that matching and comparing are array operations; only exceptions become records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from orders.codes import SIDE_STAGES, STAGES
from reconcile.cells import MISSING, SCALE, Ints
from reconcile.keys import letters_and_digits
from reconcile.load.side import Side
from reconcile.texts import Texts
from reconcile.vocabulary import STAGE_CODES

Bools = NDArray[np.bool_]
CODED = ("line_id", "sku", "customer", "customer_id", "unit", "currency", "bom_version", "waybill_id")
FIRST_FIELDS = (
    "order",
    "line_id",
    "sku",
    "sku_loose",
    "name_root",
    "id_root",
    "unit",
    "currency",
    "bom_version",
    "waybill_id",
    "warehouse",
)
SUM_FIELDS = ("quantity", "shipped_quantity", "amount")
RANGE_FIELDS = ("unit_price", "order_date", "promised_date", "shipped_date", "updated_at")
DATES = ("order_date", "promised_date", "shipped_date")
CANCELLED, ON_HOLD, RETURNED = (STAGE_CODES[name] for name in ("cancelled", "on_hold", "returned"))
SHIPPED, SIGNED = STAGE_CODES["shipped"], STAGE_CODES["signed"]
assert len(STAGES) + len(SIDE_STAGES) == len(STAGE_CODES)


@dataclass(frozen=True)
class Stack:
    """All rows as int64 columns; `texts[field]` are the words behind the codes of a field."""

    systems: tuple[str, ...]
    columns: dict[str, Ints]
    texts: dict[str, list[str]]
    lossy: dict[int, str]  # position of a row → the order number that Excel has destroyed
    days: Mapping[str, int] = field(default_factory=dict)  # date column → days that any of the exports permits

    def near(self, name: str, one: Ints, other: Ints) -> Bools:
        """Say where known dates of a column lie no further apart than is permitted; other columns must be equal."""
        return np.asarray(np.abs(one - other) <= self.days.get(name, 0))

    def column(self, name: str) -> Ints:
        return self.columns[name]

    def table(self, *names: str) -> pd.DataFrame:
        """Return some columns as a frame."""
        return pd.DataFrame({name: self.columns[name] for name in names})

    def text(self, field: str, code: int) -> str:
        return self.texts[field][code] if code >= 0 else ""


def stack_sides(sides: Sequence[Side], orders: Sequence[Texts]) -> Stack:
    """Put the sides under each other; `orders` are each side's order keys in one name space ("" = none)."""
    columns: dict[str, Ints] = {"system": np.repeat(np.arange(len(sides)), [len(side.frame) for side in sides])}
    texts: dict[str, list[str]] = {}
    columns["order"], texts["order"] = coded(Texts.joined(orders))
    for name in CODED:
        columns[name], texts[name] = coded(Texts.joined([side.keys[name] for side in sides]))
    for name in (
        "quantity",
        "shipped_quantity",
        "unit_price",
        "amount",
        "order_date",
        "promised_date",
        "shipped_date",
        "updated_at",
        "stage",
        "is_closed",
        "factor",
    ):
        columns[name] = np.concatenate([side.frame[name].to_numpy() for side in sides])
    for name in ("lossy_order_id", "lossy_customer_order_id", "lossy_sku", "lossy_waybill_id"):
        columns[name] = np.concatenate([side.frame[name].to_numpy() for side in sides]).astype(np.int64)
    columns["warehouse"] = np.full(len(columns["order"]), -1, np.int64)
    columns["sku"][columns["lossy_sku"] > 0] = -1
    columns["waybill_id"][columns["lossy_waybill_id"] > 0] = -1
    _loose_sku(columns, texts)
    _base_units(columns, sides)
    days = {name: max(side.tolerances.day_limit(name).most() for side in sides) for name in DATES}
    return Stack(tuple(side.system for side in sides), columns, texts, _lossy_orders(sides), days)


def _lossy_orders(sides: Sequence[Side]) -> dict[int, str]:
    found: dict[int, str] = {}
    start = 0
    for side in sides:
        for name in ("customer_order_id", "order_id"):
            keys = side.keys[name]
            found.update(
                {start + int(at): keys[int(at)] for at in np.flatnonzero(side.frame[f"lossy_{name}"].to_numpy())}
            )
        start += len(side.frame)
    return found


def coded(texts: Texts) -> tuple[Ints, list[str]]:
    """Give each different text a code in order of the text, "" is −1."""
    order = pc.array_sort_indices(texts.words).to_numpy()
    words: list[str] = texts.words.take(pa.array(order)).to_pylist()
    blank = 1 if words and words[0] == "" else 0
    rank = np.empty(len(words), np.int64)
    rank[order] = np.arange(len(words)) - blank
    return rank[texts.codes] if words else texts.codes.astype(np.int64), words[blank:]


def _loose_sku(columns: dict[str, Ints], texts: dict[str, list[str]]) -> None:
    """Join skus that differ in dashes or leading zeros only, unless several systems have both spellings."""
    loose, _ = coded(Texts.listed([letters_and_digits(sku) for sku in texts["sku"]]))
    code, there = columns["sku"], columns["sku"] >= 0
    used = pd.DataFrame({"code": code[there], "system": columns["system"][there]}).drop_duplicates()
    shared = used["code"].value_counts()
    real = loose[shared.index[shared > 1].to_numpy()] if len(loose) else loose
    crowded, often = np.unique(real, return_counts=True)
    apart = np.isin(loose, crowded[often > 1])
    table = np.where(apart, np.arange(len(loose)) + int(loose.max(initial=0)) + 1, loose)
    columns["sku_loose"] = np.where(there, table[code] if len(table) else code, -1)


def _base_units(columns: dict[str, Ints], sides: Sequence[Side]) -> None:
    """Count in base units: 5 箱(20只) are 100, and the price is per piece."""
    for number, side in enumerate(sides):
        if "quantity" not in side.present and "shipped_quantity" in side.present:
            own = columns["system"] == number
            columns["quantity"][own] = columns["shipped_quantity"][own]
            columns["shipped_quantity"][own] = MISSING
    factor = columns["factor"]
    packed = np.flatnonzero((factor != SCALE) & (factor > 0))
    for name in ("quantity", "shipped_quantity"):
        for at in packed[columns[name][packed] != MISSING]:
            columns[name][at] = int(columns[name][at]) * int(factor[at]) // SCALE
    for at in packed[columns["unit_price"][packed] != MISSING]:
        columns["unit_price"][at] = (int(columns["unit_price"][at]) * SCALE + int(factor[at]) // 2) // int(factor[at])


@dataclass(frozen=True)
class Wide:
    """Order lines by system: every field is an int64 array [system, line], MISSING or −1 where there is nothing."""

    count: Ints  # rows
    first_row: Ints  # position in the stack of one row, −1 if none
    fields: dict[str, Ints]

    def __getitem__(self, name: str) -> Ints:
        return self.fields[name]

    @property
    def lines(self) -> int:
        return int(self.count.shape[1])


def widen(stack: Stack, line: Ints, systems: int, lines: int, chosen: Ints | None = None) -> Wide:
    """Gather the rows (all, or those at `chosen`) of each line: sums, first values, ranges and the stage."""
    rows = np.arange(len(line)) if chosen is None else chosen
    system = stack.column("system")[rows]
    cell = system * lines + line[rows]
    size = systems * lines
    count = np.bincount(cell, minlength=size)
    stage = stack.column("stage")[rows]
    live = _live(is_dead(stack.column("quantity")[rows], stage), cell, size)
    first = np.full(size, -1, np.int64)
    first[cell[::-1]] = rows[::-1]
    fields: dict[str, Ints] = {}
    for name in FIRST_FIELDS:
        fields[name] = first_of(stack.column(name)[rows], cell, size)
    for name in SUM_FIELDS:
        fields[name] = _sum(stack.column(name)[rows], cell, size, live)
    for name in RANGE_FIELDS:
        fields[name], fields[f"{name}_max"] = _range(stack.column(name)[rows], cell, size)
    fields["stage"] = _least(stage, cell, size, live)
    fields["is_closed"] = first_of(stack.column("is_closed")[rows], cell, size)
    shape = (systems, lines)
    return Wide(
        count.reshape(shape), first.reshape(shape), {name: values.reshape(shape) for name, values in fields.items()}
    )


def is_dead(quantity: Ints, stage: Ints) -> Bools:
    """Say which rows are cancelled, returned, or take goods off again."""
    return np.asarray(np.isin(stage, (CANCELLED, RETURNED)) | ((quantity < 0) & (quantity != MISSING)))


def _live(dead: Bools, cell: Ints, size: int) -> Bools:
    """Say which rows count: dead parts do not where another part of the line lives on."""
    if not dead.any():
        return np.ones(len(dead), bool)
    living = np.bincount(cell[~dead], minlength=size) > 0
    return ~dead | ~living[cell]


def first_of(values: Ints, cell: Ints, size: int) -> Ints:
    """Return the first value that is no blank (−1) of each cell of `size`."""
    out = np.full(size, -1, np.int64)
    there = np.flatnonzero(values >= 0)[::-1]
    out[cell[there]] = values[there]
    return out


def _sum(values: Ints, cell: Ints, size: int, live: Bools) -> Ints:
    out = np.zeros(size, np.int64)
    there = (values != MISSING) & live
    np.add.at(out, cell[there], values[there])
    out[np.bincount(cell[there], minlength=size) == 0] = MISSING
    return out


def _range(values: Ints, cell: Ints, size: int) -> tuple[Ints, Ints]:
    there = values != MISSING
    low = np.full(size, np.iinfo(np.int64).max, np.int64)
    high = np.full(size, MISSING, np.int64)
    np.minimum.at(low, cell[there], values[there])
    np.maximum.at(high, cell[there], values[there])
    return np.where(high == MISSING, MISSING, low), high


def _least(stage: Ints, cell: Ints, size: int, live: Bools) -> Ints:
    """Take the least advanced living part's stage; blank −1, an unknown word −2 whatever the other parts say.

    A part on hold holds up its line, however far the others are.
    """
    out = np.full(size, 99, np.int64)
    known = (stage >= 0) & live
    np.minimum.at(out, cell[known], stage[known])
    out[cell[known & (stage == ON_HOLD)]] = ON_HOLD
    unknown = np.zeros(size, bool)
    unknown[cell[stage == -2]] = True
    return np.where(unknown, -2, np.where(out == 99, -1, out))
