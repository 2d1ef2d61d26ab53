"""The watch as a step of a run, and the delta documents a person asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from orders.documents import Plan
from orders.engineering import EngineeringWatch, engineering_states
from orders.facts import RunFacts, failures
from orders.masters import Masters
from orders.records import OrderRecord
from orders.run import Work
from orders.units import unit_words
from plan import Commitments, faults, replan
from plan.engineering.outdated import outdated_lines
from plan.needs import World
from plan.write import write_documents

SHIPPED = "shipped"
NOT_IN_FORCE = (
    "没有生效的订单用这个编号，或缺 BOM no order in force has this key, or a bill is missing (see orderloom track)"
)


def watch_engineering(work: Work, facts: RunFacts, *, masters: Masters) -> RunFacts:
    """Compare bills and drawings with the last night, and issued documents with both; nothing is changed by it.

    The facts get what changed, the lines on old versions, and the delta documents that would mend them.
    """
    # with faults in them the masters say too little of some items: the next whole ones are compared
    changes = () if masters.shut_out else work.ledger.note_engineering(engineering_states(masters))
    world = World(masters, work.today, unit_words(*work.workspace.mapping_folders))
    commitments = _commitments(work)
    suspects = {one for line in outdated_lines(commitments.documents, (), world) for one in line.orders}
    done = work.ledger.orders_at_or_past(SHIPPED, suspects)
    outdated = tuple(outdated_lines(commitments.documents, done, world))
    found = EngineeringWatch(changes, outdated)
    return replace(facts, engineering=replace(found, deltas=_deltas(work, found.orders, world, commitments)))


def apply_engineering(
    work: Work, facts: RunFacts, *, masters: Masters, orders: Sequence[str], layouts: Any
) -> RunFacts:
    """Plan orders anew on today's bills and drawings, and save the delta documents for delivery."""
    world = World(masters, work.today, unit_words(*work.workspace.mapping_folders))
    plan = _deltas(work, orders, world, _commitments(work))
    unknown = failures("refused", ((one, NOT_IN_FORCE) for one in orders if one not in plan.freed))
    facts = replace(facts, failures=(*facts.failures, *unknown))
    work.ledger.save_plan(work.run_id, (), plan)
    names = work.workspace.company.names
    planned = work.ledger.planned_by(work.run_ids)
    write_documents(planned, work.folder / "documents", layouts, names[0] if names else None)
    return watch_engineering(work, replace(facts, planned=planned), masters=masters)


def _commitments(work: Work) -> Commitments:
    return Commitments(*work.ledger.commitments(), shown=work.ledger.note_incoming(()))


def _deltas(work: Work, orders: Sequence[str], world: World, commitments: Commitments) -> Plan:
    """Plan the orders anew that can be planned; a bill that is missing today must be mended first."""
    records = [
        record for record in _in_force(work, orders) if not faults(record, world.masters, world.today, world.words)
    ]
    changed = {record.order_key or "" for record in records}
    return replan(records, changed, world.masters, commitments, world.today, world.words) if changed else Plan()


def _in_force(work: Work, orders: Sequence[str]) -> list[OrderRecord]:
    held = work.ledger.orders_in_force()
    return [one.record for one in held if one.record.order_key in orders and one.state == "accepted"]
