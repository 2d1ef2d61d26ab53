"""The triangle is closed: where two of three systems have one number for a line, it is the third one's that is wrong.

Systems are joined one after the other, so a right row may have met a wrong number before its peer came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reconcile.match.blame import NumberFault
from reconcile.match.groups import Families
from reconcile.match.stack import Stack


def closed(stack: Stack, by_line: Families, faults: Sequence[NumberFault]) -> list[NumberFault]:
    """Return the faults; those of rows whose number another system confirms are turned to the third, or left out.

    Faults that nothing decided, or that doubt the line and not its number, stay as they are.
    """
    kept: list[NumberFault] = []
    turned: dict[tuple[int, tuple[int, ...]], NumberFault] = {}
    for fault in faults:
        others = _by_number(stack, by_line.rows(fault.lines[0]), fault) if fault.decided and not fault.own else None
        if others is None:
            kept.append(fault)
        elif others:
            system = int(stack.column("system")[others[0]])
            turned.setdefault((system, fault.lines), replace(fault, system=system, rows=others))
    named = {(fault.system, fault.lines) for fault in kept}
    return [*kept, *(fault for place, fault in turned.items() if place not in named)]


def _by_number(stack: Stack, rows: tuple[int, ...], fault: NumberFault) -> tuple[int, ...] | None:
    """Return the line's rows under another number, in the one system that contradicts two; None if nobody confirms."""
    order, system = stack.column("order"), stack.column("system")
    mine = {int(order[row]) for row in fault.rows}
    peers = [row for row in rows if int(system[row]) != fault.system]
    confirmed = {int(system[row]) for row in peers if int(order[row]) in mine}
    if len(mine) > 1 or min(mine) < 0 or not confirmed:
        return None
    others = tuple(row for row in peers if int(system[row]) not in confirmed and int(order[row]) not in mine)
    return others if len({int(system[row]) for row in others}) < 2 else None
