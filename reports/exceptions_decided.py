"""What a person decides about exceptions, in exceptions.xlsx or on the command line → verdicts for the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from orders.codes import Language
from orders.exceptions import SYSTEMS, ExceptionRecord
from orders.facts import RunFacts, failures
from orders.filled import Filled, read_filled
from orders.problems import Problem, UnusableError, advice
from orders.run import Work
from orders.standing import Verdict, exception_key
from orders.values import normal
from orders.workspace import Workspace
from reports.exceptions_words import ANSWERS, DECISIONS, REFUSED

NEEDED = ("key", "decision", "new_value", "note", "by")


@dataclass(frozen=True)
class Asked:
    """One decision as a person gave it; `key` is the exception's id, or id and evidence as a workbook showed it."""

    key: str
    decision: str
    value: str = ""
    note: str = ""
    by: str = ""
    place: str = ""


def asked_in(workspace: Workspace, action: str, names: Sequence[str], **said: str | None) -> tuple[Asked, ...]:
    """Return what is asked for: `apply` reads workbooks, every other action decides about the exceptions named.

    Raises UnusableError if a workbook is, or if the folder has no ledger the decisions could be about.
    """
    if workspace.settings is None and not (workspace.root / "orderloom.db").exists():
        what, help = "no ledger here", "give the workspace with -w, or cd to it"
        raise UnusableError([Problem(str(workspace.root), None, None, "ledger-missing", what, help)])
    if action == "apply":
        return tuple(item for name in names for item in read_decided(Path(name)))
    value, note, by = (said.get(name) or "" for name in ("value", "note", "by"))
    made = tuple(Asked(name, action, value, note, by, name) for name in names)
    wrong = {what: help for item in made for _, _, what, help in faults(item)}
    if wrong:
        raise UnusableError(Problem(action, None, None, "decision-unusable", *pair) for pair in wrong.items())
    return made


def read_decided(path: Path) -> tuple[Asked, ...]:
    """Return the decided rows of exceptions.xlsx as a person saved it; rows without a decision are left out.

    Raises UnusableError with the place of every wrong decision and the words that are allowed.
    """
    sheet = read_filled(path, NEEDED, ("key", "decision"), first="exceptions", name=_column)
    made = tuple(item for number, cells in sheet.rows if (item := _asked(sheet, number, cells)))
    sheet.refuse()
    return made


def _column(heading: str) -> str:
    """Return the name of a column by its heading in either language."""
    form = normal(heading).lower()
    return next((name for name, words in ANSWERS.items() if form in (name, *(word.lower() for word in words))), form)


def _asked(sheet: Filled, number: int, cells: Mapping[str, str]) -> Asked | None:
    form = normal(cells["decision"])
    if not form:
        if cells["new_value"] or cells["note"]:
            what, help = "new_value or note is filled in, but no decision", "choose a decision, or empty them"
            sheet.say(number, "decision", "decision-missing", what, help)
        return None
    word = decision_of(form)
    if word is None:
        sheet.say(number, "decision", "decision-unknown", f"“{form}” is no decision", advice(form, DECISIONS))
        return None
    place = f"{sheet.path.name}: {sheet.title}!{number}"
    made = Asked(cells["key"], word, cells["new_value"], cells["note"], cells["by"], place)
    for column, code, what, help in faults(made):
        sheet.say(number, column, code, what, help)
    return made


def decision_of(text: str) -> str | None:
    """Return the decision that a word in either language means."""
    form = text.lower().replace(" ", "-").replace("_", "-")
    return next((word for word, said in DECISIONS.items() if form in (word, said[0], said[1].replace(" ", "-"))), None)


def faults(item: Asked) -> Iterator[tuple[str, str, str, str]]:
    """Yield what is wrong with a decision whatever it is about: (column, code, what, help)."""
    if not item.key:
        yield "key", "key-missing", "the row has no key", "copy the row again from the workbook of the run"
    if not item.by:
        yield "by", "by-missing", "nobody is named who decided", "write your name into by"
    if item.decision == "accept" and not item.note:
        yield "note", "note-missing", "accept needs a reason", "write it into note: others will read it"
    if item.decision == "assign" and not item.value:
        yield "new_value", "new-value-missing", "assign needs a team", "write it into new_value"
    if item.decision == "snooze" and _day(item.value) is None:
        yield "new_value", "new-value-unusable", "snooze needs a day", "write it into new_value, like 2026-03-31"
    if item.decision == "wrong-match" and item.value.lower() not in ("", *SYSTEMS):
        what = f"“{item.value}” is no system"
        yield "new_value", "new-value-unusable", what, "write crm, erp or wms: whose rows do not belong there"
    if item.decision in ("accept", "reopen") and item.value:
        yield "new_value", "new-value-unused", f"{item.decision} takes no new_value", "empty it"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


# ── taking them over ─────────────────────────────────────────────────────────────────────────────────────────────


def take_decided(work: Work, facts: RunFacts, *, asked: Sequence[Asked]) -> RunFacts:
    """Take decisions over into the ledger; those about other evidence than today's are refused by name."""
    before = work.ledger.verdicts()
    known = work.ledger.known_exceptions(item.key.split("-")[0] for item in asked)
    judged = [(item, *_judged(item, known, work.as_of)) for item in asked]
    made = [item for _, item, _ in judged if item and not _repeats(item, before.get(item.exception_id, ()))]
    work.ledger.decide(work.run_id, made, work.as_of)
    refused = ((item.place, refusal(item, why, work.language)) for item, _, why in judged if why)
    return replace(facts, failures=failures("refused", refused), decided=len(made))


def refusal(item: Asked, why: str, language: Language) -> str:
    """Say why a decision is refused, and what to do."""
    return REFUSED[why][0 if language == "zh" else 1].format(name=item.key.split("-")[0], value=item.value)


def _judged(item: Asked, known: Mapping[str, ExceptionRecord], at: datetime) -> tuple[Verdict | None, str]:
    """Return the verdict that a decision is, or why it is none."""
    name, _, evidence = item.key.partition("-")
    record = known.get(name)
    if record is None:
        return None, "unknown"
    if evidence and item.key != exception_key(record):
        return None, "changed"
    value, why = _value(item, record, at.date())
    if why:
        return None, why
    return Verdict(name, item.decision, value, item.note or None, item.by, at, record.evidence), ""


def _value(item: Asked, record: ExceptionRecord, today: date) -> tuple[str | None, str]:
    if item.decision == "snooze":
        day = _day(item.value)
        return (None, "past") if day is None or day <= today else (day.isoformat(), "")
    if item.decision == "wrong-match":
        return _system(item, record)
    return item.value or None, ""


def _system(item: Asked, record: ExceptionRecord) -> tuple[str | None, str]:
    """Return the system whose rows do not belong: the one named, else joined by attributes, odd, or one of two."""
    there = [system for system in SYSTEMS if record.members.get(system)]
    if len(there) < 2:
        return None, "no-match"
    guesses = [item.value.lower()] if item.value else [*record.joined, record.odd_system]
    guesses += there[1:] if len(there) == 2 and not item.value else []
    chosen = next((system for system in guesses if system in there), None)
    return (chosen, "") if chosen else (None, "which-system")


def _repeats(item: Verdict, before: Iterable[Verdict]) -> bool:
    """Say whether the last decision of its sort is the same: a workbook that is applied twice decides once."""
    last = [other for other in before if (other.decision == "assign") == (item.decision == "assign")][-1:]
    return any(replace(other, at=item.at) == item for other in last)
