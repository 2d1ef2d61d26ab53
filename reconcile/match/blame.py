"""Which side of a suggested pair bears the wrong number: the damaged, cut or borrowed one, else the one alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

from reconcile.cells import MISSING, Ints
from reconcile.keys import is_cut
from reconcile.match.agreement import similar
from reconcile.match.groups import Families, Groups
from reconcile.match.stack import Stack


@dataclass(frozen=True)
class NumberFault:
    """Rows of one system whose order number is not their line's own; `lines` are its line or the candidates.

    `borrowed` says that the number belongs to another live order, `own` that it is right and only the line within the
    order is in doubt; `lead` is how far the line was ahead of the next best; `vetoed` says that the item is another one
    and something forbids to join them.
    """

    system: int
    rows: tuple[int, ...]
    lines: tuple[int, ...]
    score: float
    decided: bool
    borrowed: bool = False
    own: bool = False
    lead: float = 0.0
    vetoed: bool = False


def is_damaged(stack: Stack, row: int) -> bool:
    """Say whether a row's order number is blank or destroyed by Excel."""
    code = int(stack.column("order")[row])
    return code < 0 or is_cut(stack.text("order", code))


def cut_of(text: str, whole: str) -> bool:
    """Say whether `text` is what is left of `whole` after some signs were lost at an end."""
    return len(text) < len(whole) and (whole.startswith(text) or whole.endswith(text))


@dataclass(frozen=True)
class Bearers:
    """The rows by line and by order number."""

    stack: Stack
    line: Ints
    by_line: Families
    by_order: Groups
    suspects: frozenset[int]  # rows whose own number is in question: they make no number live

    def borrowed(self, rows: tuple[int, ...]) -> bool:
        """Say whether the rows bear the number of another line's order."""
        return any(at not in self.suspects for at in self._foreign(rows))

    def is_nobodys(self, rows: tuple[int, ...]) -> bool:
        """Say whether no row of another line bears the rows' number, not even one whose own number is in question."""
        return not self._foreign(rows)

    def is_stranger(self, rows: tuple[int, ...]) -> bool:
        """Say whether all other lines under the rows' number name another customer, or were ordered on other days."""
        others = [at for at in self._foreign(rows) if at not in self.suspects]
        return any(self._apart(name, rows, others) for name in ("name_root", "order_date"))

    def _apart(self, name: str, rows: Iterable[int], others: Iterable[int]) -> bool:
        values = self.stack.column(name)
        one, other = ({int(values[at]) for at in found} - {-1, MISSING} for found in (rows, others))
        return bool(one and other and not one & other)

    def near(self, rows: tuple[int, ...], others: tuple[int, ...]) -> bool:
        """Say whether one of the rows' numbers could be one of the others' with a slip of the finger."""
        order = self.stack.column("order")
        texts = ([self.stack.text("order", int(order[at])) for at in found] for found in (rows, others))
        return any(similar(one, other) > 0 for one, other in product(*texts))

    def _foreign(self, rows: tuple[int, ...]) -> list[int]:
        """Return the rows of other lines that bear the rows' number."""
        order = self.stack.column("order")
        found = [at for row in rows if order[row] >= 0 for at in self.by_order.rows(int(order[row]))]
        return [at for at in found if self.line[at] != self.line[rows[0]]]

    def broken(self, rows: tuple[int, ...], others: tuple[int, ...]) -> bool:
        """Say whether the rows' number is blank, destroyed, or a piece of the others' number."""
        order = self.stack.column("order")
        texts = [self.stack.text("order", int(order[at])) for at in others]
        own = [self.stack.text("order", int(order[row])) for row in rows]
        cut = any(cut_of(mine, text) for mine in own for text in texts)
        return cut or any(is_damaged(self.stack, row) for row in rows)

    def fills_a_gap(self, rows: tuple[int, ...]) -> bool:
        """Say whether the rows' own system has no other row of that order and line number (else item).

        A row that belongs there and bears a wrong number leaves no gap either.
        """
        order, system = self.stack.column("order"), self.stack.column("system")
        for row in rows:
            part = self.stack.column("line_id" if self.stack.column("line_id")[row] >= 0 else "sku")
            others = (at for at in self.by_order.rows(int(order[row])) if at != row and system[at] == system[row])
            if any(part[at] == part[row] for at in others):
                return False
        there = {at for other in self._foreign(rows) for at in self.by_line.of(other)}
        return not any(system[at] == system[rows[0]] and order[at] != order[rows[0]] for at in there)


def blame(stack: Stack, line: Ints, by_line: Families, faults: list[NumberFault]) -> list[NumberFault]:
    """Turn decided faults so that their rows are the wrong ones; undecided ones are as they were found.

    Their lines are those of `by_line`, and rows of one `line` are of one order.
    """
    if not faults:
        return []
    bearers = Bearers(stack, line, by_line, Groups(stack.column("order")), _rows(faults))
    turned = [_turn(bearers, fault) if fault.decided and not fault.own else fault for fault in faults]
    bearers = replace(bearers, suspects=_rows(turned))
    borrowed = [not fault.own and bearers.borrowed(fault.rows) for fault in turned]
    return [replace(fault, borrowed=True) if yes else fault for fault, yes in zip(turned, borrowed, strict=True)]


def _rows(faults: list[NumberFault]) -> frozenset[int]:
    return frozenset(row for fault in faults for row in fault.rows)


def _turn(bearers: Bearers, fault: NumberFault) -> NumberFault:
    system = bearers.stack.column("system")
    other = tuple(at for at in bearers.by_line.rows(fault.lines[0]) if system[at] != fault.system)
    peers = {int(system[at]) for at in other}
    if len(peers) > 1 or not _home_is_wrong(bearers, fault.rows, other):
        return fault
    return replace(fault, system=peers.pop(), rows=other)


def _home_is_wrong(bearers: Bearers, rows: tuple[int, ...], home: tuple[int, ...]) -> bool:
    """Say whether the home's number is the wrong one: broken, a stranger's, or a slip of that of an order it fits into.

    Nobody else need bear the right number: a number overwritten with another order's is not mended by a near one.
    """
    if bearers.broken(rows, home):
        return False
    if bearers.broken(home, rows):
        return True
    stranger = bearers.is_stranger(rows)
    if bearers.is_stranger(home) != stranger:
        return not stranger
    mine, theirs = bearers.borrowed(rows), bearers.borrowed(home)
    if theirs and not bearers.fills_a_gap(home):
        return not mine or bearers.fills_a_gap(rows)
    return mine and bearers.is_nobodys(home) and bearers.fills_a_gap(rows) and bearers.near(rows, home)
