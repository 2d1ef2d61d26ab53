"""Intake and review as steps of a run: documents in, decisions back, orders.jsonl and review.xlsx out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from intake.check import Context
from intake.corrections import apply_decisions, entries
from intake.pipeline import run
from intake.review import Decision, read_review, refusal, write_review
from orders.customers import units_by_customer
from orders.facts import RunFacts, failures
from orders.masters import Masters
from orders.problems import Problem, UnusableError
from orders.rules import load_rules
from orders.rules.judge import Standing
from orders.run import Work, write_records
from orders.tasks import TaskDecision, task_refusal
from orders.units import unit_words
from orders.workspace import Workspace


def take_in(
    work: Work, facts: RunFacts, *, masters: Masters, paths: Sequence[Path], progress: Callable[[str], None]
) -> RunFacts:
    """Read, check and record every document under `paths` that the ledger does not know yet."""
    from intake.collect import collect

    ended = run(
        collect(paths, work.workspace.root, work.site),
        work.ledger,
        work.run_id,
        context=_context(work, masters),
        at=work.as_of,
        jobs=work.jobs,
        site=work.site,
        progress=progress,
    )
    found = work.ledger.run_documents(work.run_ids)
    mine = {key for key, _ in found}
    done = sum(item.done and item.message_key not in mine for item in ended)
    recorded = tuple((key, item.record) for key, item in found)
    return replace(facts, recorded=recorded, done=done)


def decisions_for(workspace: Workspace, sheet: Path) -> tuple[Decision, ...]:
    """Read a person's decisions; UnusableError if the sheet is, or if the folder has no ledger they could be about."""
    needs_ledger(workspace)
    return read_review(sheet)


def needs_ledger(workspace: Workspace) -> None:
    """Raise UnusableError if the folder has no ledger that decisions could be about."""
    if workspace.settings is None and not (workspace.root / "orderloom.db").exists():
        what, help = "no ledger here", "give the workspace with -w, or cd to it"
        raise UnusableError([Problem(str(workspace.root), None, None, "ledger-missing", what, help)])


def judge_undelivered(work: Work, facts: RunFacts, *, masters: Masters) -> RunFacts:
    """Judge again by the rules in force tonight what is held, not planned or not handed on yet."""
    from intake.again import judge_again

    context = _context(work, masters)
    held = work.ledger.undelivered()
    for item, before in judge_again(work.ledger, work.run_id, held, context=context, at=work.as_of):
        facts = facts.judged_anew(before, item.record)
    return facts


def take_back(work: Work, facts: RunFacts, *, masters: Masters, decisions: Sequence[Decision]) -> RunFacts:
    """Take a person's decisions over; the orders they are about are checked again."""
    context = _context(work, masters)
    judged, refused = apply_decisions(work.ledger, work.run_id, decisions, context=context, at=work.as_of)
    recorded = tuple((str(item.document_row), item.record) for item in judged)
    reasons = [(item.file or item.key, refusal(item, why, work.language)) for item, why in refused]
    return replace(facts, recorded=recorded, failures=failures("refused", reasons))


def take_tasks(work: Work, facts: RunFacts, *, masters: Masters, decisions: Sequence[TaskDecision]) -> RunFacts:
    """Take decisions about tasks over; the orders that done tasks held are checked again."""
    from intake.task_decisions import decide_tasks

    context = _context(work, masters)
    judged, count, refused = decide_tasks(work.ledger, work.run_id, decisions, context=context, at=work.as_of)
    recorded = tuple((str(item.document_row), item.record) for item in judged)
    reasons = [(item.place, task_refusal(item.task_id, why, person, work.language)) for item, why, person in refused]
    return replace(facts, recorded=recorded, tasks_decided=count, failures=failures("refused", reasons))


def _context(work: Work, masters: Masters) -> Context:
    workspace = work.workspace
    words = unit_words(*workspace.mapping_folders)
    now = work.as_of.astimezone(workspace.timezone)
    standing = Standing(load_rules(*workspace.mapping_folders), masters, now, words)
    return Context(
        masters,
        workspace.company,
        work.today,
        policy=workspace.policy,
        price_tolerance=workspace.price_tolerance,
        unit_words=words,
        customer_units=units_by_customer(words, *workspace.mapping_folders),
        standing=standing,
    )


def write_orders(work: Work, facts: RunFacts, *, paths: Sequence[Path]) -> RunFacts:
    """Write what this run says of its documents, and the sheet of all that wait for a person, from any run."""
    write_records(facts.records, work.folder / "orders.jsonl", work.language)
    held = work.ledger.open_documents()
    with entries(held, paths, work.workspace.root, work.site) as made:
        write_review(work.folder / "review.xlsx", made, work.language, work.apply_command)
    return replace(facts, held=tuple(item.record for item in held))
