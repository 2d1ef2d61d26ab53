"""A change whose approval is refused: the order before it stands again, everywhere, until it is approved after all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from intake.again import judge_again
from intake.check import Context, check
from intake.corrections import apply_decisions
from intake.pipeline import LedgerHistory
from intake.review import Decision, review_key
from intake.task_decisions import decide_tasks
from orders.documents import PlannedDocument
from orders.ledger import Ledger, Paper, open_ledger
from orders.masters import Stock
from orders.records import OrderLine, OrderRecord, Totals
from orders.rules.apply import apply_rules
from orders.tasks import TaskDecision
from orders.workspace import Company
from tests.ledger.test_revisions import AT, deliver, known, plan
from tests.plan.factory import TODAY, D, item, line, masters, order
from tests.rules.small_rules import standing

WORLD = masters((item("RM"), item("CABLE", supplier="S002")), stock=(Stock("RM", "W1", D(4)),))
RULES = ("数量 < 9 → 交付前审批 总经理",)
FIRST, SECOND = "1", "2"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = open_ledger(f"sqlite:///{tmp_path}/ledger.db")
    made.begin_run("run", "nightly", version="1", as_of=AT)
    return made


def context(*rules: str) -> Context:
    return Context(WORLD, Company(), TODAY, standing=standing(*rules, masters=WORLD))


def revision(mark: str, *lines: OrderLine, number: str = "A") -> OrderRecord:
    record = order(number, *lines, revision=mark, totals=Totals(payable_total=Decimal(mark) * 100))
    assert record.order
    named = replace(record.order, buyer=replace(record.order.buyer, name=WORLD.customers["C1"].name))
    source = replace(record.source, file=f"{mark}.pdf", sha256=(number + mark).ljust(64, "0"))
    return replace(record, order=named, source=source)


def take(ledger: Ledger, record: OrderRecord, *rules: str) -> None:
    """Record one accepted revision as the rules leave it, and plan it."""
    ruled = apply_rules(record, standing(*rules, masters=WORLD))
    ruled = replace(ruled, status="review" if any(one.severity == "error" for one in ruled.findings) else "accepted")
    sha256 = record.source.sha256
    assert ledger.record_document("run", Paper(sha256, "mail", "a.pdf", sha256), said=[record], judged=[ruled], at=AT)
    plan(ledger, WORLD)


def decide(ledger: Ledger, state: str, *rules: str) -> None:
    waiting = ledger.tasks("open", "refused")
    made = [TaskDecision(one.task_id, state, "王芳", "太少") for one in waiting]  # type: ignore[arg-type]
    assert decide_tasks(ledger, "run", made, context=context(*(rules or RULES)), at=AT)[2] == ()


def changed(ledger: Ledger, *, delivered: bool = True) -> list[PlannedDocument]:
    """Take an order of ten and its change to six, which waits for an approval."""
    take(ledger, revision(FIRST, line("RM", "10")), *RULES)
    sent = deliver(ledger) if delivered else []
    take(ledger, revision(SECOND, line("RM", "6")), *RULES)
    assert deliver(ledger) == []
    return sent


def in_force(ledger: Ledger) -> list[str]:
    return [one.order_revision or "" for one in ledger.orders_in_force()]


def owed(ledger: Ledger) -> list[str]:
    return list(map(str, ledger.open_amounts("C1").values()))


def test_the_order_before_stands_for_credit_paper_and_track(ledger: Ledger) -> None:
    changed(ledger)
    assert (in_force(ledger), owed(ledger)) == ([SECOND], ["200"])
    decide(ledger, "refused")
    assert (in_force(ledger), owed(ledger)) == ([FIRST], ["100"])
    assert [(one.revision, one.state) for one in ledger.track("C1/A")] == [(FIRST, "accepted"), (SECOND, "review")]


def test_a_person_is_asked_about_the_change_that_was_refused(ledger: Ledger) -> None:
    changed(ledger)
    decide(ledger, "refused")
    [held] = ledger.open_documents()
    assert [(one.code, one.facts["seen"]) for one in held.record.findings] == [("approval-refused", "王芳：太少")]


def test_what_was_delivered_stays_as_it_is(ledger: Ledger) -> None:
    sent = changed(ledger)
    decide(ledger, "refused")
    assert deliver(ledger) == []
    plan(ledger, WORLD)
    assert deliver(ledger) == []
    standing = {one.document_id for one in ledger.commitments()[1]}
    assert standing == {one.document_id for one in sent}
    assert {kind: list(known(sent, kind).values()) for kind in ("purchase", "sales")} == {
        "purchase": [["RM 6"]],
        "sales": [["RM 10"]],
    }


def test_its_stock_is_reserved_again(ledger: Ledger) -> None:
    changed(ledger)
    decide(ledger, "refused")
    plan(ledger, WORLD)
    kept = [(one.kind, one.quantity) for one in ledger.commitments()[0]]
    assert sorted(kept) == [("planned", D(6)), ("stock", D(4))]


def test_an_order_that_was_not_delivered_yet_is_delivered_as_it_was(ledger: Ledger) -> None:
    changed(ledger, delivered=False)
    decide(ledger, "refused")
    assert deliver(ledger) == []  # not before it is planned again
    plan(ledger, WORLD)
    sent = deliver(ledger)
    assert list(known(sent, "sales").values()) == [["RM 10"]]


def test_documents_shared_with_another_order_go_back_to_what_was_delivered(ledger: Ledger) -> None:
    take(ledger, revision(FIRST, line("CABLE", "10"), number="B"))
    sha = revision(FIRST, line("CABLE", "12"))
    ledger.record_document("run", Paper("m", "m", "a", sha.source.sha256), said=[sha], judged=[sha], at=AT)
    plan(ledger, WORLD)
    sent = deliver(ledger)
    take(ledger, revision(SECOND, line("CABLE", "6")), *RULES)
    assert deliver(ledger) == []
    decide(ledger, "refused")
    plan(ledger, WORLD)
    sent += deliver(ledger)
    bought = [text for texts in known(sent, "purchase").values() for text in texts]
    assert sum(D(text.split()[1]) for text in bought) == 22


def test_a_change_approved_after_all_is_in_force(ledger: Ledger) -> None:
    sent = changed(ledger)
    decide(ledger, "refused")
    plan(ledger, WORLD)
    decide(ledger, "done")
    assert (in_force(ledger), owed(ledger)) == ([SECOND], ["200"])
    plan(ledger, WORLD)
    sent += deliver(ledger)
    assert list(known(sent, "sales").values()) == [["RM 6"]]
    assert ledger.open_documents() == ()


def test_the_first_order_gets_its_own_approval_back(ledger: Ledger) -> None:
    take(ledger, revision(FIRST, line("RM", "8")), *RULES)
    take(ledger, revision(SECOND, line("RM", "6")), *RULES)
    assert sorted(one.state for one in ledger.tasks()) == ["open", "withdrawn"]
    decide(ledger, "refused")
    assert sorted(one.state for one in ledger.tasks()) == ["open", "refused"]
    plan(ledger, WORLD)
    assert deliver(ledger) == []


def test_a_nod_in_the_review_sheet_does_not_overrule_it(ledger: Ledger) -> None:
    changed(ledger)
    decide(ledger, "refused")
    [held] = ledger.open_documents()
    made = Decision(review_key(held.record, held.position), "/order", "approval-refused", "accept", by="李强")
    (judged,), _ = apply_decisions(ledger, "run", [made], context=context(*RULES), at=AT)
    assert "approval-refused" in {one.code for one in judged.record.findings}
    assert in_force(ledger) == [FIRST]


def test_a_change_rejected_for_good_asks_nobody_any_more(ledger: Ledger) -> None:
    changed(ledger)
    decide(ledger, "refused")
    [held] = ledger.open_documents()
    made = Decision(review_key(held.record, held.position), "/order", "approval-refused", "reject", by="李强")
    apply_decisions(ledger, "run", [made], context=context(*RULES), at=AT)
    assert (ledger.tasks("open", "refused"), ledger.open_documents(), in_force(ledger)) == ((), (), [FIRST])


def test_the_order_before_sent_again_is_a_resend(ledger: Ledger) -> None:
    changed(ledger)
    decide(ledger, "refused")
    again = revision(FIRST, line("RM", "10"))
    again = replace(again, source=replace(again.source, file="again.pdf", sha256="f" * 64))
    judged = check(again, replace(context(), history=LedgerHistory(ledger)))
    assert [one.code for one in judged.findings if one.code == "duplicate-order"] == ["duplicate-order"]


def test_a_refused_first_order_waits_as_before(ledger: Ledger) -> None:
    take(ledger, revision(FIRST, line("RM", "8")), *RULES)
    decide(ledger, "refused")
    assert (in_force(ledger), ledger.open_documents()) == ([FIRST], ())
    assert deliver(ledger) == []


def test_a_change_held_because_documents_stand_leaves_the_order_before_in_force(ledger: Ledger) -> None:
    take(ledger, revision(FIRST, line("RM", "10")))
    deliver(ledger)
    second = revision(SECOND, line("RM", "6"))
    ledger.record_document("run", Paper("m", "m", "a", "2" * 64), said=[second], judged=[second], at=AT)
    [waiting] = ledger.unplanned_orders()
    ledger.rejudge("run", waiting.document_row, replace(second, status="review"), settled=(), at=AT)
    assert (in_force(ledger), owed(ledger)) == ([FIRST], ["100"])


def test_a_rule_made_tonight_holds_what_is_not_handed_on(ledger: Ledger) -> None:
    take(ledger, revision(FIRST, line("RM", "10")))
    found = judge_again(ledger, "run", ledger.undelivered(), context=context("数量 > 9 → 暂停"), at=AT)
    assert [item.state for item, _ in found] == ["review"]
    assert deliver(ledger) == []
    assert ledger.commitments() == ((), ())


def test_an_order_that_was_handed_on_stays(ledger: Ledger) -> None:
    take(ledger, revision(FIRST, line("RM", "10")))
    deliver(ledger)
    assert ledger.undelivered() == ()


def test_an_approval_asked_for_tonight_keeps_documents_that_were_approved(ledger: Ledger) -> None:
    take(ledger, revision(FIRST, line("RM", "10")))
    asks = "数量 > 9 → 交付前审批"
    judge_again(ledger, "run", ledger.undelivered(), context=context(asks), at=AT)
    assert deliver(ledger) == []
    assert set(ledger.proposed_by_order()) == {"C1/A"}
    decide(ledger, "done", asks)
    assert deliver(ledger)


def test_a_priority_set_tonight_is_on_the_documents(ledger: Ledger) -> None:
    take(ledger, revision(FIRST, line("RM", "10")))
    judge_again(ledger, "run", ledger.undelivered(), context=context("数量 > 9 → 加急"), at=AT)
    assert deliver(ledger) == []
    plan(ledger, WORLD)
    assert {one.priority for one in deliver(ledger) if one.document_type == "sales"} == {"urgent"}


def test_a_rule_taken_back_lets_go_what_it_held(ledger: Ledger) -> None:
    take(ledger, revision(FIRST, line("RM", "10")), "数量 > 9 → 暂停, 任务 财务部")
    judge_again(ledger, "run", ledger.undelivered(), context=context(), at=AT)
    assert (ledger.open_documents(), in_force(ledger)) == ((), [FIRST])
    assert [one.state for one in ledger.tasks()] == ["withdrawn"]


def test_a_refusal_holds_though_the_rule_is_gone(ledger: Ledger) -> None:
    take(ledger, revision(FIRST, line("RM", "8")), *RULES)
    decide(ledger, "refused", "数量 < 1 → 暂停")
    assert deliver(ledger) == []
    decide(ledger, "done", "数量 < 1 → 暂停")
    assert deliver(ledger)


def test_what_nothing_changes_is_not_written_again(ledger: Ledger) -> None:
    take(ledger, revision(FIRST, line("RM", "8")), *RULES)
    assert judge_again(ledger, "run", ledger.undelivered(), context=context(*RULES), at=AT) == ()


def test_of_two_orders_without_a_number_neither_is_a_revision_of_the_other(ledger: Ledger) -> None:
    for mark in (FIRST, SECOND):
        nameless = replace(revision(mark, line("RM", mark)), order_key=None, status="review")
        sha256 = nameless.source.sha256
        ledger.record_document("run", Paper(sha256, "m", "a", sha256), said=[nameless], judged=[nameless], at=AT)
    for held in reversed(ledger.open_documents()):
        ledger.rejudge("run", held.document_row, replace(held.record, status="accepted"), settled=(), at=AT)
    assert len(ledger.unplanned_orders()) == 2


def test_a_later_change_is_set_against_the_order_that_stands(ledger: Ledger) -> None:
    changed(ledger)
    decide(ledger, "refused")
    third = replace(revision("3", line("RM", "7")), order_key=None)
    judged = check(third, replace(context(), history=LedgerHistory(ledger)))
    [told] = [one.facts["changes"] for one in judged.findings if one.code == "order-revised"]
    assert "10 → 7" in told


def test_an_order_held_after_it_was_delivered_counts_for_credit(ledger: Ledger) -> None:
    take(ledger, revision(FIRST, line("RM", "10")))
    deliver(ledger)
    [document] = ledger.documents_at([1])
    ledger.rejudge("run", 1, replace(document.record, status="review"), settled=(), at=AT)
    assert owed(ledger) == ["100"]


def test_an_order_whose_customer_is_found_later_is_set_against_those_that_came_since(ledger: Ledger) -> None:
    unknown = revision(FIRST, line("RM", "10"))
    assert unknown.order
    stranger = replace(unknown.order, buyer=replace(unknown.order.buyer, name="无名", party_id=None), revision=None)
    first = check(replace(unknown, order=stranger, order_key=None), replace(context(), history=LedgerHistory(ledger)))
    ledger.record_document("run", Paper("u", "u", "u", "1" * 64), said=[first], judged=[first], at=AT)
    again = revision(SECOND, line("RM", "10"))
    assert again.order
    same = replace(again, order=replace(again.order, revision=None, totals=stranger.totals))
    take(ledger, same)
    deliver(ledger)
    [held] = ledger.open_documents()
    key = review_key(held.record, held.position)
    made = Decision(key, "/order/buyer/party_id", "buyer-unknown", "correct", "C1", by="李强")
    (judged,), _ = apply_decisions(ledger, "run", [made], context=context(), at=AT)
    assert (judged.state, [one.code for one in judged.record.findings][-1]) == ("rejected", "duplicate-order")
    assert [one.record.source.file for one in ledger.orders_in_force()] == ["2.pdf"]


def test_a_supplement_whose_lines_a_revision_has_named_since_is_held(ledger: Ledger) -> None:
    unpriced = replace(context(), policy={"price-unknown": "off"})
    first = revision(FIRST, line("RM", "10"))
    assert first.order
    bare = replace(first, order=replace(first.order, revision=None))
    take(ledger, bare)
    beside = revision("5", line("CABLE", "3", "2", seller_item_id="CABLE"))
    assert beside.order
    paper = replace(beside, order=replace(beside.order, revision=None, totals=Totals()))
    held = check(paper, replace(unpriced, history=LedgerHistory(ledger)))
    assert [one.code for one in held.findings if one.severity == "error"] == ["order-supplement"]
    sha256 = paper.source.sha256
    ledger.record_document("run", Paper(sha256, "s", "s", sha256), said=[paper], judged=[held], at=AT)
    take(ledger, revision(SECOND, line("RM", "10"), line("CABLE", "3", "2")))
    key = review_key(held, 0)
    made = Decision(key, "/order", "order-supplement", "accept", by="李强")
    (judged,), _ = apply_decisions(ledger, "run", [made], context=unpriced, at=AT)
    assert (judged.state, judged.record.order_key) == ("review", "C1/A")
    assert "order-conflict" in {one.code for one in judged.record.findings}
    assert [one.order_revision for one in ledger.orders_in_force()] == [SECOND]
