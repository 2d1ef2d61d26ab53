"""What rules ask persons to do: tasks, things to take note of, approvals; and what was decided about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from orders.codes import Language

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


# why a decision is not taken over: (中文, English)
REFUSED: Mapping[str, tuple[str, str]] = {
    "unknown": (
        "没有编号为 {name} 的事项；请用最近一次运行的 tasks.xlsx",
        "there is no task {name}; use the tasks.xlsx of the newest run",
    ),
    "decided": ("事项 {name} 已由 {person} 决定", "task {name} was decided by {person} already"),
    "withdrawn": (
        "事项 {name} 已撤回：订单或规则已变",
        "task {name} was withdrawn: order or rule have changed",
    ),
    "changed": (
        "事项 {name} 的订单已变，未采用；请用最近一次运行的 tasks.xlsx",
        "the order of task {name} has changed, nothing was taken over; use the newest tasks.xlsx",
    ),
}


def task_refusal(name: str, why: str, person: str, language: Language) -> str:
    """Say why a decision about a task is refused."""
    return REFUSED[why][0 if language == "zh" else 1].format(name=name, person=person or "—")
