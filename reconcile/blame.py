"""Which side of a suggested pair bears the wrong number: the damaged, cut or borrowed one, else the one alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from reconcile.cells import Ints
from reconcile.keys import is_cut
from reconcile.stack import Stack


@dataclass(frozen=True)
class NumberFault:
    """Rows of one system whose order number is not their line's own; `lines` are its line or the candidates.

    `sure` says that the system is known to be wrong: its number is blank, cut, destroyed or another live order's.
    """

    system: int
    rows: tuple[int, ...]
    lines: tuple[int, ...]
    score: float
    decided: bool
    sure: bool = False


def is_damaged(stack: Stack, row: int) -> bool:
    """Say whether a row's order number is blank or destroyed by Excel."""
    code = int(stack.frame["order"].iat[row])
    return code < 0 or is_cut(stack.text("order", code))


def cut_of(text: str, whole: str) -> bool:
    """Say whether `text` is what is left of `whole` after some signs were lost at an end."""
    return len(text) < len(whole) and (whole.startswith(text) or whole.endswith(text))


def blame(stack: Stack, line: Ints, fault: NumberFault) -> NumberFault:
    """Turn a decided fault so that its rows are the wrong ones; an undecided one is as it was found."""
    if not fault.decided:
        return replace(fault, sure=any(is_damaged(stack, row) for row in fault.rows))
    home = [int(at) for at in np.flatnonzero(line == line[fault.rows[0]]) if int(at) not in fault.rows]
    systems = {int(stack.frame["system"].iat[at]) for at in home} - {fault.system}
    if len(systems) > 1:
        return replace(fault, sure=_sure(stack, line, fault.rows, home))
    if _sure(stack, line, fault.rows, home):
        return replace(fault, sure=True)
    other = tuple(at for at in home if int(stack.frame["system"].iat[at]) != fault.system)
    if _sure(stack, line, other, list(fault.rows)):
        return replace(fault, system=systems.pop(), rows=other, sure=True)
    return fault


def _sure(stack: Stack, line: Ints, rows: tuple[int, ...], others: list[int]) -> bool:
    """Say whether the rows' number is blank, destroyed, a piece of the others' number, or another live order's."""
    order = stack.column("order")
    texts = [stack.text("order", int(order[at])) for at in others]
    for row in rows:
        own = stack.text("order", int(order[row]))
        if is_damaged(stack, row) or any(cut_of(own, text) for text in texts) or is_borrowed(stack, line, row):
            return True
    return False


def is_borrowed(stack: Stack, line: Ints, row: int) -> bool:
    """Say whether a row bears the number of another line's order."""
    order = stack.column("order")
    return bool(order[row] >= 0 and ((order == order[row]) & (line != line[row])).any())
