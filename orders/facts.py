"""What one run did: the facts its summary, page and screen are views of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from orders.documents import PlannedDocument
from orders.judged import UNJUDGED, Judged
from orders.records import OrderRecord

if TYPE_CHECKING:
    from orders.engineering import EngineeringWatch
    from orders.exceptions import Reconciliation
    from orders.ledger import Changes
    from orders.masters import Masters
    from orders.tasks import Task


@dataclass(frozen=True)
class RunFacts:
    """What one run did; `recorded` are its documents by message, `held` all that wait for a person, from any run."""

    run: str
    command: str
    version: str
    as_of: datetime
    recorded: tuple[tuple[str, OrderRecord], ...] = ()
    done: int = 0  # documents an earlier run had done
    held: tuple[OrderRecord, ...] = ()
    planned: tuple[PlannedDocument, ...] = ()
    delivered_before: int = 0
    deliveries: Mapping[str, int] = field(default_factory=dict)
    reconciliation: Reconciliation | None = None
    changes: Changes | None = None
    judged: Judged = UNJUDGED
    decided: int = 0  # decisions about exceptions taken over
    tasks: tuple[Task, ...] = ()  # what rules ask of persons and is not done, from any run
    tasks_decided: int = 0
    history: Mapping[str, int] = field(default_factory=dict)  # rows and orders of imported lists
    engineering: EngineeringWatch | None = None
    failures: tuple[Mapping[str, str], ...] = ()  # of deliveries and corrections
    carried_on: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()  # sums that do not add up

    def judged_anew(self, before: OrderRecord, after: OrderRecord) -> RunFacts:
        """Return the facts with a document of this run as it is judged since."""
        recorded = tuple((key, after if record == before else record) for key, record in self.recorded)
        return replace(self, recorded=recorded)

    @property
    def records(self) -> tuple[OrderRecord, ...]:
        return tuple(record for _, record in self.recorded)


def say_shut_out(_: object, facts: RunFacts, *, masters: Masters) -> RunFacts:
    """Say as a step of a run which items are shut out, fault by fault."""
    problems = dict.fromkeys(one for found in masters.shut_out.values() for one in found)
    reasons = ((f"{one.file}:{one.place or one.line}", f"{one.what}; {one.help}") for one in problems)
    return replace(facts, failures=(*facts.failures, *failures("shut-out", reasons)))


def failures(state: str, reasons: Iterable[tuple[str, str]]) -> tuple[Mapping[str, str], ...]:
    """Return (source, reason) pairs as failures of the summary."""
    return tuple({"source": source, "state": state, "reason": reason} for source, reason in reasons)
