"""What the ledger keeps of rules: firings that should and did, tasks, approvals that keep documents back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from intake.corrections import apply_decisions
from intake.review import Decision, review_key
from intake.task_decisions import decide_tasks
from orders.documents import Peg, Plan, PlannedDocument, PlannedLine
from orders.ledger import Ledger, Paper, open_ledger
from orders.records import OrderRecord
from orders.rules import Rule
from orders.rules.apply import apply_rules
from orders.tasks import Task, TaskDecision
from tests.check.small_world import context, record
from tests.rules.small_rules import NOW, known, rule, standing


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = open_ledger(f"sqlite:///{tmp_path}/ledger.db")
    made.begin_run("run", "intake", version="1", as_of=NOW)
    return made


def take(ledger: Ledger, *rules: str | Rule, number: str = "1") -> OrderRecord:
    """Record one order as the rules leave it; held if one of them holds it."""
    paper = known(record())
    assert paper.order
    paper = replace(paper, order=replace(paper.order, order_id=f"CG-{number}"), order_key=f"C001/CG-{number}")
    paper = replace(paper, source=replace(paper.source, sha256=number * 64))
    ruled = apply_rules(paper, standing(*rules))
    ruled = replace(ruled, status="review" if ruled.findings else "accepted")
    item = Paper(f"mail{number}", "mail", "a.pdf", number * 64)
    assert ledger.record_document("run", item, said=[paper], judged=[ruled], at=NOW)
    return ruled


def plan(ledger: Ledger, *keys: str) -> None:
    """Plan every waiting order and one purchase for those named together."""
    lines = tuple(
        PlannedLine(
            "1", "RM-1", None, None, Decimal(1), "只", None, None, None, None, None, None, None, None, None, 0,
            pegs=tuple(Peg(key, "1", None, Decimal(1)) for key in keys),
        )
        for _ in "x"
    )  # fmt: skip
    document = PlannedDocument(
        "PO-1", 1, None, "purchase", "proposed", None, None, None, None, date(2026, 3, 4), None, (), lines
    )
    waiting = [item.order_row for item in ledger.unplanned_orders()]
    ledger.save_plan("run", waiting, Plan((document,)))


def decide(
    ledger: Ledger, tasks: Sequence[Task], state: str = "done", person: str = "王芳", **where: object
) -> list[str]:
    """Decide tasks; return why those that were refused were."""
    made = [TaskDecision(task.task_id, state, person, "看过") for task in tasks]  # type: ignore[arg-type]
    rules = where.get("rules", ())
    with_rules = context(standing=standing(*rules))  # type: ignore[misc]
    return [why for _, why, _ in decide_tasks(ledger, "run", made, context=with_rules, at=NOW)[2]]


def test_what_rules_ask_of_persons_is_a_task(ledger: Ledger) -> None:
    take(ledger, rule("含税 → 任务 财务部 8 小时, 通知 总监", "甲"))
    task, notice = ledger.tasks("open")
    assert (task.deed, task.team, task.rule, task.title) == ("task", "财务部", "甲", "含税 是")
    assert (task.due_at, task.order_id, task.customer) == (
        NOW + timedelta(hours=8),
        "CG-1",
        "C001 杭州云海自动化设备有限公司",
    )
    assert (notice.deed, notice.team, notice.due_at) == ("notify", "总监", None)
    assert task.overdue(NOW + timedelta(hours=9))
    assert not task.overdue(NOW + timedelta(hours=8))


def test_a_rejected_paper_asks_nobody(ledger: Ledger) -> None:
    paper = apply_rules(known(record()), standing("含税 → 任务 财务部"))
    item = Paper("mail", "mail", "a.pdf", "0" * 64)
    ledger.record_document("run", item, said=[paper], judged=[replace(paper, status="rejected")], at=NOW)
    assert ledger.tasks() == ()


def test_documents_wait_until_the_approval(ledger: Ledger) -> None:
    take(ledger, "含税 → 交付前审批 总经理")
    plan(ledger, "C001/CG-1")
    assert ledger.deliverable() == ()
    assert ledger.proposed_by_order() == {"C001/CG-1": ("PO-1",)}
    decide(ledger, ledger.tasks("open"))
    assert [item.document_id for item in ledger.deliverable()] == ["PO-1"]


def test_an_order_without_a_key_waits_for_its_approval_too(ledger: Ledger) -> None:
    paper = replace(apply_rules(known(record()), standing("含税 → 交付前审批, 虚拟锁库")), order_key=None)
    ledger.record_document("run", Paper("m", "m", "a.pdf", "ab" * 32), said=[paper], judged=[paper], at=NOW)
    plan(ledger, f"sha256/{('ab' * 32)[:16]}")
    assert ledger.deliverable() == ()
    decide(ledger, ledger.tasks("open"))
    assert ledger.deliverable()


def test_a_refused_approval_keeps_them_back_until_it_is_given_after_all(ledger: Ledger) -> None:
    take(ledger, "含税 → 交付前审批 总经理")
    plan(ledger, "C001/CG-1")
    decide(ledger, ledger.tasks("open"), "refused")
    assert ledger.deliverable() == ()
    assert [(task.state, task.person, task.note) for task in ledger.tasks()] == [("refused", "王芳", "看过")]
    assert decide(ledger, ledger.tasks("refused")) == []
    assert ledger.deliverable()


def test_a_document_for_two_orders_waits_for_the_one_that_needs_it(ledger: Ledger) -> None:
    take(ledger, "含税 → 交付前审批 总经理")
    take(ledger, number="2")
    plan(ledger, "C001/CG-1", "C001/CG-2")
    assert ledger.deliverable() == ()


def test_orders_without_an_approval_are_approved_at_once(ledger: Ledger) -> None:
    take(ledger, "含税 → 任务 财务部")
    plan(ledger, "C001/CG-1")
    assert ledger.deliverable()


def test_a_done_task_lets_the_order_go_that_it_held(ledger: Ledger) -> None:
    rules = [rule("含税 → 暂停, 任务 财务部", "甲")]
    take(ledger, *rules)
    assert len(ledger.open_documents()) == 1
    assert decide(ledger, ledger.tasks("open"), rules=rules) == []
    assert ledger.open_documents() == ()
    [task] = ledger.tasks()
    assert (task.state, task.person, task.decided_at) == ("done", "王芳", NOW)


def test_a_hold_let_go_in_the_review_sheet_closes_its_task(ledger: Ledger) -> None:
    rules = [rule("含税 → 暂停, 任务 财务部", "甲")]
    take(ledger, *rules)
    [held] = ledger.open_documents()
    [found] = held.record.findings
    key = review_key(held.record, held.position)
    made = Decision(key, found.path, found.code, "accept", by="李强")
    judged, refused = apply_decisions(ledger, "run", [made], context=context(standing=standing(*rules)), at=NOW)
    assert ([item.record.status for item in judged], refused) == (["accepted"], ())
    assert [(task.state, task.person) for task in ledger.tasks()] == [("done", "李强")]


def test_a_refused_task_leaves_the_order_held(ledger: Ledger) -> None:
    rules = [rule("含税 → 暂停, 任务 财务部", "甲")]
    take(ledger, *rules)
    decide(ledger, ledger.tasks("open"), "refused", rules=rules)
    assert len(ledger.open_documents()) == 1


def test_two_held_rules_are_settled_one_by_one(ledger: Ledger) -> None:
    rules = [rule("含税 → 暂停, 任务 财务部", "甲"), rule("含税 → 暂停, 任务 工程部", "乙")]
    take(ledger, *rules)
    decide(ledger, [task for task in ledger.tasks() if task.rule == "甲"], rules=rules)
    [held] = ledger.open_documents()
    assert [item.facts["rule"] for item in held.record.findings] == ["乙"]


def test_a_workbook_taken_twice_decides_once_and_other_decisions_are_refused(ledger: Ledger) -> None:
    take(ledger, "含税 → 任务 财务部")
    tasks = ledger.tasks("open")
    decide(ledger, tasks)
    assert decide(ledger, tasks) == []
    assert decide(ledger, tasks, person="李强") == ["decided"]
    assert decide(ledger, [replace(tasks[0], task_id="0")]) == ["unknown"]


def test_a_task_of_a_rule_that_holds_no_more_is_withdrawn(ledger: Ledger) -> None:
    held = take(ledger, rule("含税 → 暂停, 任务 财务部", "甲"))
    tasks = ledger.tasks("open")
    freed = replace(held, findings=(), firings=(), status="accepted")
    ledger.rejudge("run", 1, freed, settled=(), at=NOW)
    assert [task.state for task in ledger.tasks()] == ["withdrawn"]
    assert decide(ledger, tasks) == ["withdrawn"]


def test_a_new_revision_takes_the_tasks_of_the_old_one_away(ledger: Ledger) -> None:
    first = take(ledger, "含税 → 交付前审批 总经理")
    second = replace(first, firings=(), source=replace(first.source, sha256="9" * 64))
    item = Paper("mail9", "mail", "b.pdf", "9" * 64)
    ledger.record_document("run", item, said=[second], judged=[second], at=NOW)
    assert [task.state for task in ledger.tasks()] == ["withdrawn"]


def test_how_rules_are_kept_is_counted(ledger: Ledger) -> None:
    rules = [rule("含税 → 暂停, 任务 财务部 1 小时, 打标签 VIP", "甲"), rule("含税 → 虚拟锁库", "乙")]
    take(ledger, *rules)
    late = NOW + timedelta(hours=2)
    kept = {
        (item.rule, item.deed): (item.should, item.did, item.waiting, item.late) for item in ledger.rules_kept(late)
    }
    assert kept == {
        ("甲", "hold"): (1, 1, 0, 0),
        ("甲", "tag"): (1, 1, 0, 0),
        ("甲", "task"): (1, 0, 1, 1),
        ("乙", "reserve"): (1, 0, 1, 0),
    }
    ledger.lock_stock("run", (), frozenset({"C001/CG-1"}), frozenset())
    decide(ledger, ledger.tasks("open"), rules=rules)
    done = {(item.rule, item.deed): (item.should, item.did) for item in ledger.rules_kept(late)}
    assert done["甲", "task"] == (1, 1)
    assert done["甲", "hold"] == (1, 1)


def test_a_ledger_of_an_older_version_gets_the_table(tmp_path: Path) -> None:
    from sqlalchemy import create_engine, text

    made = open_ledger(f"sqlite:///{tmp_path}/old.db")
    with made.engine.begin() as connection:
        connection.execute(text("drop table tasks"))
        connection.execute(text("update ledger_schema set version = 2"))
    assert open_ledger(f"sqlite:///{tmp_path}/old.db").tasks() == ()
    assert create_engine(f"sqlite:///{tmp_path}/old.db")


def test_times_come_back_as_they_were(ledger: Ledger) -> None:
    take(ledger, "含税 → 任务 财务部 1 天")
    [task] = ledger.tasks()
    assert isinstance(task.due_at, datetime)
    assert task.due_at == NOW + timedelta(days=1)
