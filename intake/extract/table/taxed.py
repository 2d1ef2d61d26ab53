"""Two columns of amounts with taxes between them: what a row comes to without tax, and with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from intake.extract.table.spoken import Column
from intake.extract.table.table import Table
from orders.values import STYLES, NumberStyle, normal, number_readings

_PLAIN = ("line_amount", "line_amount_net")
Numbers = Sequence[Mapping[NumberStyle, Decimal]]


def with_and_without(columns: Sequence[Column], table: Table) -> list[Column]:
    """Name two columns of amounts net and gross if one and the taxes make the other in every row.

    "Taxable Value", CGST, SGST, "Total": their headings say amount only.
    """
    amounts = [index for index, column in enumerate(columns) if column.role in _PLAIN]
    taxes = [index for index, column in enumerate(columns) if column.role == "tax_amount"]
    if len(amounts) != 2 or not taxes or not table.rows:
        return list(columns)
    read = {index: _numbers(table, index) for index in (*amounts, *taxes)}
    for net, gross in permutations(amounts):
        if any(_makes(read[net], [read[tax] for tax in taxes], read[gross], style) for style in STYLES):
            names = {net: "line_amount_net", gross: "line_amount_gross"}
            return [replace(column, role=names.get(index, column.role)) for index, column in enumerate(columns)]
    return list(columns)


def _numbers(table: Table, index: int) -> Numbers:
    cells = (row.cells.get(index) for row in table.rows)
    return [number_readings(normal(cell.text)) if cell is not None else {} for cell in cells]


def _makes(net: Numbers, taxes: Sequence[Numbers], gross: Numbers, style: NumberStyle) -> bool:
    """Say whether amount and taxes make the other amount in every row, and some tax is charged; no tax may be blank."""
    rows = list(zip(net, gross, *taxes, strict=True))
    if not all(style in first and style in second for first, second, *_ in rows):
        return False
    charged = [sum((tax.get(style, Decimal(0)) for tax in own), Decimal(0)) for _, _, *own in rows]
    return any(charged) and all(a[style] + tax == b[style] for (a, b, *_), tax in zip(rows, charged, strict=True))
