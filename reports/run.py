"""The facts of a run: summary.json, its sums, and the index page that leads to everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from orders.codes import EXCEPTIONS, Language, message
from orders.documents import PlannedDocument
from orders.exceptions import Reconciliation, at_stake_by_kind
from orders.facts import RunFacts
from orders.ledger import Movement
from orders.records import OrderRecord
from orders.run import Setting, Work, begin_work, write_summary
from reports.judged_links import judged_json
from reports.screen import state_word
from reports.tasks_book import task_words

MESSAGE_STATES = ("failed", "held", "order", "resend", "not_an_order")  # worst first
DOCUMENT_STATES = ("accepted", "review", "rejected", "failed")
HISTORY_ROWS = ("taken", "repeated", "without_number", "refused")
PLAN_TYPES = ("sales", "purchase", "production", "outbound")


Step = Callable[[Work, RunFacts], RunFacts]


def carry_out(setting: Setting, command: str, steps: Iterable[Step]) -> tuple[Work, RunFacts, dict[str, Any]]:
    """Do the steps in one run folder and write its reports; return the run, its facts and its summary."""
    from orders.ledger import open_ledger

    ledger = open_ledger(setting.workspace.database)
    with begin_work(setting, ledger, command) as work:
        facts = RunFacts(work.run_id, command, work.version, work.as_of, carried_on=work.carried)
        for step in steps:
            facts = step(work, facts)
        facts, counted = report(work, facts)
    kept = {**counted, "columns": columns_read(facts.reconciliation)}
    ledger.finish_run(work.run_ids, exit_code=counted["exit_code"], summary=kept)
    return work, facts, counted


def report(work: Work, facts: RunFacts) -> tuple[RunFacts, dict[str, Any]]:
    """Count, check the sums, write summary.json and index.html into the run's folder; return facts and summary."""
    facts = replace(facts, faults=sums(summary(facts, work.language), facts))
    counted = summary(facts, work.language)
    write_summary(counted, work.folder / "summary.json")
    decide = work.decide_command if work.workspace.settings is not None else ""
    commands = {"decide": decide, "decide_tasks": work.tasks_command}
    write_index(facts, counted, work.folder, work.language, work.apply_command, **commands)
    return facts, counted


def remember(work: Work, facts: RunFacts, *, result: Reconciliation, movements: Iterable[Movement] = ()) -> RunFacts:
    """Write the reports of a reconciliation, and keep its exceptions and what moved in the ledger."""
    from reports.exceptions import assigned, write_exceptions

    memory = work.ledger.compare_exceptions(result.exceptions, work.as_of, result.systems)
    result = assigned(result, memory)
    write_exceptions(result, work.folder, work.language, memory, work.decide_command)
    changes = work.ledger.record_exceptions(work.run_id, result.exceptions, memory, work.as_of)
    work.ledger.record_movements(work.run_id, movements)
    return replace(facts, reconciliation=result, changes=changes, judged=memory.judged)


def show_tasks(work: Work, facts: RunFacts) -> RunFacts:
    """Write tasks.xlsx with all that rules ask of persons and is not done, from any run; nothing if there is none."""
    from orders.tasks import WAITING
    from reports.tasks_book import write_tasks

    waiting = work.ledger.tasks(*WAITING)
    if not waiting:
        return facts
    documents = work.ledger.proposed_by_order()
    now = work.as_of.astimezone(work.workspace.timezone)
    path = work.folder / "tasks.xlsx"
    write_tasks(path, waiting, documents, now=now, language=work.language, command=work.tasks_command)
    return replace(facts, tasks=waiting)


def show_exceptions(work: Work, facts: RunFacts) -> RunFacts:
    """Write the reports of the last reconciliation again, as its exceptions stand after the decisions made since."""
    from orders.ledger.memory import changes
    from reports.exceptions import assigned, known, write_exceptions

    records, memory = work.ledger.exceptions_today(work.as_of)
    result = assigned(known(records, work.as_of), memory)
    write_exceptions(result, work.folder, work.language, memory, work.decide_command)
    return replace(facts, reconciliation=result, changes=changes(memory), judged=memory.judged)


def message_state(records: Iterable[OrderRecord]) -> str:
    """Return the worst state of a message's documents."""
    states = {_state(record) for record in records}
    return next((state for state in MESSAGE_STATES if state in states), "not_an_order")


def _state(record: OrderRecord) -> str:
    if record.status == "rejected":
        return "resend" if any(item.code == "duplicate-order" for item in record.findings) else "not_an_order"
    return {"failed": "failed", "review": "held", "accepted": "order"}[record.status]


def summary(facts: RunFacts, language: Language) -> dict[str, Any]:
    """Return summary.json (CONTRACT section 3) as plain JSON values."""
    result = facts.reconciliation
    return {
        "run": facts.run,
        "command": facts.command,
        "version": facts.version,
        "as_of": facts.as_of.isoformat(),
        "exit_code": exit_code(facts),
        "messages": _messages(facts),
        "documents": {state: sum(r.status == state for r in facts.records) for state in DOCUMENT_STATES},
        "plan": {kind: sum(d.document_type == kind for d in facts.planned) for kind in PLAN_TYPES},
        "deliveries": {state: facts.deliveries.get(state, 0) for state in ("sent", "already", "failed")},
        **({"at_stake_by_kind": _money_by_kind(result)} if result else {}),
        "rows": _rows(result) if result else {},
        "exceptions": dict(result.by_kind) if result else {},
        "at_stake": _money(result.at_stake) if result else {},
        **({"judged": judged_json(facts.judged)} if facts.judged.count else {}),
        **_papers(result),
        **({"tasks": _tasks(facts)} if facts.tasks else {}),
        **_engineering(facts),
        **({"history": dict(facts.history)} if facts.history else {}),
        "failures": [*(_failure(r, language) for r in facts.records if _fell_out(r)), *map(dict, facts.failures)],
    }


def exit_code(facts: RunFacts) -> int:
    """Return the strongest exit code of what happened: 4, 1 or 0 (3 never gets this far)."""
    crashed = any(record.status == "failed" for record in facts.records)
    if facts.faults or crashed or facts.deliveries.get("failed"):
        return 4
    found = len(facts.reconciliation.exceptions) if facts.reconciliation else 0
    settled = len(facts.changes.settled) if facts.changes else 0
    papers = facts.reconciliation.papers if facts.reconciliation else None
    unlike = papers is not None and bool(papers.differences)
    engineering = facts.engineering is not None and bool(facts.engineering.outdated)
    asked = any(task.deed != "notify" for task in facts.tasks)
    return 1 if engineering or facts.held or found > settled or unlike or facts.failures or asked else 0


def sums(counted: Mapping[str, Any], facts: RunFacts) -> tuple[str, ...]:
    """Return every sum of the summary that does not add up."""
    faults: list[str] = []
    messages = counted["messages"]
    if messages["in"] != sum(messages[state] for state in MESSAGE_STATES):
        faults.append(f"messages {messages}")
    if sum(counted["documents"].values()) != len(facts.recorded):
        faults.append(f"documents {counted['documents']}, recorded {len(facts.recorded)}")
    if sum(counted["plan"].values()) != len(facts.planned):
        faults.append(f"planned documents {counted['plan']}, saved {len(facts.planned)}")
    for system, row in counted["rows"].items():
        if row["in"] != row["clean"] + row["exception"] + row["excluded"]:
            faults.append(f"rows of {system}: {row}")
    if facts.history and facts.history["rows"] != sum(facts.history[name] for name in HISTORY_ROWS):
        faults.append(f"rows of the history: {facts.history}")
    return tuple(faults + _unbalanced(facts.planned))


def sentence(record: OrderRecord, language: Language) -> str:
    """Say why a record is not accepted: its errors, else what else was found."""
    errors = [item for item in record.findings if item.severity == "error"] or list(record.findings)
    return "；".join(message(item, language) for item in errors)


def write_index(
    facts: RunFacts,
    counted: Mapping[str, Any],
    folder: Path,
    language: Language,
    apply: str = "",
    *,
    decide: str = "",
    decide_tasks: str = "",
) -> Path:
    """Write index.html into the run folder: self-contained, opens offline, leads to all other files.

    `apply` is the command that takes the decisions in its review.xlsx back, `decide` those in its exceptions.xlsx,
    `decide_tasks` those in its tasks.xlsx.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("reports", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    page = environment.get_template("index.html.j2").render(
        facts=facts,
        counted=counted,
        held=[(record, sentence(record, language)) for record in facts.held],
        kinds=[
            (EXCEPTIONS[kind][1 if language == "zh" else 2], count) for kind, count in counted["exceptions"].items()
        ],
        state_word=partial(state_word, language=language),
        files=_files(folder),
        zh=language == "zh",
        apply=apply,
        decide=decide,
        tasks=[(task, task_words(task, facts.as_of, language)) for task in facts.tasks],
        decide_tasks=decide_tasks,
    )
    path = folder / "index.html"
    path.write_text(page, encoding="utf-8")
    return path


def _messages(facts: RunFacts) -> dict[str, int]:
    by_message: dict[str, list[OrderRecord]] = {}
    for key, record in facts.recorded:
        by_message.setdefault(key, []).append(record)
    counts = Counter(message_state(records) for records in by_message.values())
    order = ("order", "resend", "not_an_order", "held", "failed")
    return {"in": len(by_message), **{state: counts[state] for state in order}}


def _rows(result: Reconciliation) -> dict[str, dict[str, int]]:
    return {
        system: {"in": row.given, "clean": row.clean, "exception": row.exception, "excluded": row.excluded}
        for system, row in result.rows.items()
    }


def _money(amounts: Mapping[str, Decimal]) -> dict[str, str]:
    return {currency: format(amount, "f") for currency, amount in amounts.items()}


def _money_by_kind(result: Reconciliation) -> dict[str, dict[str, str]]:
    return {kind: _money(amounts) for kind, amounts in at_stake_by_kind(result.exceptions).items()}


def _papers(result: Reconciliation | None) -> dict[str, Any]:
    """Return what was compared with papers and what differs, as `paper`; nothing if that was not asked for."""
    if result is None or result.papers is None:
        return {}
    found = result.papers
    amounts = _money(found.at_stake)
    return {"paper": {"orders": found.orders, "lines": found.lines, "differences": found.by_kind, "at_stake": amounts}}


def _engineering(facts: RunFacts) -> dict[str, Any]:
    """Return how many facts of bills and drawings changed, and how many issued lines stand on old versions."""
    found = facts.engineering
    if found is None or not (found.changes or found.outdated):
        return {}
    counts = {"changes": len(found.changes), "outdated": len(found.outdated), "orders": len(found.orders)}
    return {"engineering": {**counts, "deltas": len(found.deltas.documents)}}


def columns_read(result: Reconciliation | None) -> dict[str, dict[str, str]]:
    """Say by system which header was which column: the ledger keeps it for the next night, which may miss one."""
    found: dict[str, dict[str, str]] = {}
    for file in result.files if result else ():
        found.setdefault(file.system, {}).update({column.column: column.header for column in file.columns})
    return found


def _tasks(facts: RunFacts) -> dict[str, int]:
    """Count what waits by deed, and what is overdue."""
    counts = Counter(task.deed for task in facts.tasks)
    late = sum(task.overdue(facts.as_of) for task in facts.tasks)
    return {**{deed: counts[deed] for deed in ("task", "approve", "notify")}, "overdue": late}


def _fell_out(record: OrderRecord) -> bool:
    """Say whether a document never became an order at all: it could not be read, or it is something else."""
    return record.status == "failed" or record.order is None


def _failure(record: OrderRecord, language: Language) -> dict[str, str]:
    return {"source": record.source.file, "state": record.status, "reason": sentence(record, language)}


def _unbalanced(planned: Sequence[PlannedDocument]) -> list[str]:
    """Name every planned line whose pegs and surplus are not its quantity."""
    return [
        f"{document.document_id}/{line.line_id}: pegs and surplus are not {line.quantity}"
        for document in planned
        for line in document.lines
        if sum((peg.quantity for peg in line.pegs), Decimal(0)) + line.surplus != line.quantity
    ]


def _kinds(counted: Mapping[str, Any], language: Language) -> list[tuple[str, int]]:
    return [(EXCEPTIONS[kind][1 if language == "zh" else 2], count) for kind, count in counted["exceptions"].items()]


def _files(folder: Path) -> list[str]:
    """Return every file of the run folder that is there already, as relative links."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if not name.startswith(".") and name != "index.html")
