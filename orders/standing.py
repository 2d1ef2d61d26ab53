"""How an exception stands tonight: what became of it since the last night, and what a person has decided about it.

A decision holds while the evidence is what it was when it was made. The machine never takes one back: where the
evidence has changed the exception is open again, and both evidences are shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from orders.codes import STAGES
from orders.exceptions import SYSTEMS, ExceptionRecord
from orders.judged import UNJUDGED, Judged

Change = Literal["new", "still", "worse", "reopened", "accepted", "snoozed"]
CHANGES: tuple[Change, ...] = ("new", "reopened", "worse", "still", "snoozed", "accepted")  # as a clerk wants them
FRESH: tuple[Change, ...] = ("new", "reopened", "worse")
SETTLED: tuple[Change, ...] = ("snoozed", "accepted")
SETTLING = ("accept", "snooze", "wrong-match", "reopen")  # the last of them counts; assign stands beside them


@dataclass(frozen=True)
class Verdict:
    """What a person decided about an exception, and the evidence it rests on."""

    exception_id: str
    decision: str
    value: str | None
    note: str | None
    person: str
    at: datetime
    evidence: Mapping[str, str] = field(default_factory=dict)

    def settles(self, evidence: Mapping[str, str], day: date) -> bool:
        """Say whether nobody need look at an exception of this evidence on this day."""
        if self.evidence != evidence:
            return False
        return self.decision == "accept" or (self.decision == "snooze" and day < date.fromisoformat(self.value or ""))


@dataclass(frozen=True)
class Known:
    """What the ledger knows of an exception; `evidence` is that of the last time it was found."""

    solved: bool
    first_seen: datetime
    last_seen: datetime
    evidence: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """What became of an exception; `before` is the evidence of an overtaken decision, or of last night if it is worse.

    `verdict` is the last decision that settles, whether it holds or not; `assigned` the last that names a team.
    """

    change: Change = "new"
    verdict: Verdict | None = None
    assigned: Verdict | None = None
    before: Mapping[str, str] = field(default_factory=dict)

    @property
    def settled(self) -> bool:
        return self.change in SETTLED


UNKNOWN = Standing()  # what nothing is known of is new


@dataclass(frozen=True)
class Night:
    """What one reconciliation found, for the trend."""

    as_of: datetime
    found: int
    new: int
    solved: int
    settled: int
    at_stake: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Memory:
    """Tonight's exceptions against all nights before, and what persons have said; without a ledger all is new."""

    standings: Mapping[str, Standing] = field(default_factory=dict)
    solved: tuple[ExceptionRecord, ...] = ()
    nights: tuple[Night, ...] = ()
    judged: Judged = UNJUDGED

    def of(self, record: ExceptionRecord) -> Standing:
        """Return how a record stands."""
        return self.standings.get(record.exception_id, UNKNOWN)


NOTHING = Memory()  # without a ledger


def exception_key(record: ExceptionRecord) -> str:
    """Name an exception together with its evidence, so that a decision about other evidence is noticed."""
    said = json.dumps(record.evidence, ensure_ascii=False, sort_keys=True)
    return f"{record.exception_id}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"


def standing(record: ExceptionRecord, known: Known | None, verdicts: Sequence[Verdict], day: date) -> Standing:
    """Judge how a record of tonight stands; `verdicts` are all decisions about it, oldest first."""
    verdict = next((item for item in reversed(verdicts) if item.decision in SETTLING), None)
    assigned = next((item for item in reversed(verdicts) if item.decision == "assign"), None)
    change = _change(record, known, verdict, day)
    before: Mapping[str, str] = {}
    if verdict and verdict.decision != "reopen" and verdict.evidence != record.evidence:
        before = verdict.evidence
    elif change == "worse" and known:
        before = known.evidence
    return Standing(change, verdict, assigned, before)


def _change(record: ExceptionRecord, known: Known | None, verdict: Verdict | None, day: date) -> Change:
    if verdict and verdict.settles(record.evidence, day):
        return "accepted" if verdict.decision == "accept" else "snoozed"
    if known is None:
        return "new"
    if known.solved or (verdict and verdict.settles(known.evidence, known.last_seen.date())):
        return "reopened"
    return "worse" if worse(known.evidence, record.evidence) else "still"


def worse(before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Say whether more money is at stake, more rows are concerned, or the stages lie further apart."""
    measured = zip(_measures(before), _measures(now), strict=True)
    return any(then is not None and since is not None and since > then for then, since in measured)


def _measures(evidence: Mapping[str, str]) -> tuple[Decimal | None, ...]:
    stake, count = evidence.get("stake"), evidence.get("count")
    stages = [STAGES.index(name) for name in (evidence.get("earlier"), evidence.get("later")) if name in STAGES]
    gap = Decimal(stages[1] - stages[0]) if len(stages) == 2 else None
    return Decimal(stake) if stake else None, Decimal(count) if count else None, gap


def concerned(record: ExceptionRecord) -> frozenset[str]:
    """Return the systems without whose export nobody can say that an exception is solved."""
    rows = {system for system in SYSTEMS if getattr(record, f"{system}_rows")}
    return frozenset(rows | {record.odd_system} - {""})
