"""The watch as a step of a run, and the delta documents a person asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from orders.documents import Peg, Plan, PlannedDocument
from orders.engineering import EngineeringWatch, Outdated, engineering_states
from orders.facts import RunFacts, failures
from orders.masters import Masters
from orders.records import OrderRecord
from orders.run import Work
from orders.units import unit_words
from plan import Commitments, faults, replan
from plan.deltas.changed import name_of
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
    found = EngineeringWatch(changes, _outdated(work, world, commitments))
    deltas = _deltas(work, found.orders, found.outdated, world, commitments)
    return replace(facts, engineering=replace(found, deltas=deltas))


def apply_engineering(
    work: Work, facts: RunFacts, *, masters: Masters, orders: Sequence[str], layouts: Any
) -> RunFacts:
    """Plan what of the orders is on old bills or drawings anew, and save the delta documents for delivery.

    Lines that no change concerns keep their documents.
    """
    world, commitments = World(masters, work.today, unit_words(*work.workspace.mapping_folders)), _commitments(work)
    plan = _deltas(work, orders, _outdated(work, world, commitments), world, commitments)
    unknown = failures("refused", ((one, NOT_IN_FORCE) for one in orders if one not in plan.freed))
    facts = replace(facts, failures=(*facts.failures, *unknown))
    work.ledger.save_plan(work.run_id, (), plan)
    names = work.workspace.company.names
    planned = work.ledger.planned_by(work.run_ids)
    write_documents(planned, work.folder / "documents", layouts, names[0] if names else None)
    return watch_engineering(work, replace(facts, planned=planned), masters=masters)


def _commitments(work: Work) -> Commitments:
    return Commitments(*work.ledger.commitments(), shown=work.ledger.note_incoming(()))


def _outdated(work: Work, world: World, commitments: Commitments) -> tuple[Outdated, ...]:
    """Find the lines on old versions, of orders whose goods have not left yet."""
    suspects = {one for line in outdated_lines(commitments.documents, (), world) for one in line.orders}
    done = work.ledger.orders_at_or_past(SHIPPED, suspects)
    return tuple(outdated_lines(commitments.documents, done, world))


def _deltas(
    work: Work, orders: Sequence[str], outdated: Sequence[Outdated], world: World, commitments: Commitments
) -> Plan:
    """Plan the orders' lines anew that are on old versions; a bill that is missing today must be mended first."""
    records = [
        record for record in _in_force(work, orders) if not faults(record, world.masters, world.today, world.words)
    ]
    changed = {record.order_key or "" for record in records}
    places = {(one.document_id, one.line_id) for one in outdated}
    lines = {name_of(peg) for document in commitments.documents for peg in _pegs(document, places)}
    made = partial(replan, records, changed, world.masters, commitments, world.today, world.words)
    return made(lines=lines) if changed else Plan()


def _pegs(document: PlannedDocument, places: Collection[tuple[str, str]]) -> Iterator[Peg]:
    for line in document.lines:
        if (document.document_id, line.line_id) in places:
            yield from line.pegs


def _in_force(work: Work, orders: Sequence[str]) -> list[OrderRecord]:
    held = work.ledger.orders_in_force()
    return [one.record for one in held if one.record.order_key in orders and one.state == "accepted"]
