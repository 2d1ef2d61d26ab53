"""What rules ask persons to do: tasks, things to take note of, approvals; and what was decided about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

TaskState = Literal["open", "done", "refused", "withdrawn"]
WAITING = ("open", "refused")  # of an approval: documents are proposed until it is done


@dataclass(frozen=True)
class Task:
    """One thing a rule asks of a team; `deed` is task, notify or approve, `title` says for what.

    A task with `settles_path` belongs to a finding that holds the order: done, it settles that finding.
    """

    task_id: str
    document_row: int
    rule: str
    deed: str
    team: str
    title: str
    state: TaskState
    at: datetime
    order_key: str | None = None
    order_id: str | None = None
    line_id: str | None = None
    customer: str | None = None
    settles_code: str | None = None
    settles_path: str | None = None
    due_at: datetime | None = None
    person: str | None = None
    note: str | None = None
    decided_at: datetime | None = None

    def overdue(self, now: datetime) -> bool:
        """Say whether it should have been decided by now."""
        return self.state == "open" and self.due_at is not None and self.due_at < now


@dataclass(frozen=True)
class TaskDecision:
    """What a person decided: done or refused, why, and when if not just now; `place` is the row of the sheet."""

    task_id: str
    state: Literal["done", "refused"]
    person: str
    note: str | None = None
    at: datetime | None = None
    place: str = ""


@dataclass(frozen=True)
class Kept:
    """How a rule was kept: how often each of its deeds was called for, was carried out, and is still waiting."""

    rule: str
    deed: str
    should: int
    did: int
    waiting: int
    late: int
    counts: Mapping[str, int]  # what became of it: how often
