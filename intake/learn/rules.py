"""The orders of the ledger, judged by other rules: which of them would have gone otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from intake.check import Context
from intake.check.credit import credit_of
from intake.decide import decide
from intake.learn.archive import archive_of
from intake.pipeline import LedgerHistory
from orders.codes import Language
from orders.inputs import masters_of, refuse
from orders.ledger import Archived, open_ledger
from orders.problems import Problem
from orders.proposals import Change, Replayed
from orders.records import Called, OrderRecord
from orders.rules import Ruleset, load_rules
from orders.rules.apply import apply_rules
from orders.rules.judge import Standing
from orders.rules.words import words
from orders.run import Setting
from orders.units import unit_words

JUDGED = ("purchase_order", "order_change")


def replay_rules(setting: Setting, files: Sequence[Path] = ()) -> Replayed:
    """Judge every order of the ledger by the rules as they were and as they are, each as of the night it came.

    With `files`: by the site's rules without and with them, a file taking the place of the site's of the same name.
    Without: as the ledger has judged it, and by the site's rules today. Masters are today's. Raises UnusableError.
    """
    folders, own = setting.workspace.mapping_folders, {path.name for path in files}
    archived = [item for item in archive_of(setting.workspace) if _judged(item)]
    if not archived:
        what, help_text = "the ledger has no order to try rules on", "run orderloom intake first, or give -w WORKSPACE"
        refuse([Problem(str(setting.workspace.root), None, None, "ledger-missing", what, help_text)])
    replaced = [path for folder in folders for path in folder.rglob("*") if path.name in own]
    after = load_rules(*folders, without=replaced, also=files) if files else load_rules(*folders)
    before = _before(files, folders, replaced)
    known = _known(setting)
    changes = [change for item in archived if (change := _change(setting, known, item, before, after))]
    return Replayed(tuple(changes), len(archived))


def _known(setting: Setting) -> Context:
    """Return what every order is judged with: today's masters and what is open today."""
    workspace = setting.workspace
    words, history = unit_words(*workspace.mapping_folders), LedgerHistory(open_ledger(workspace.database))
    return Context(masters_of(workspace), workspace.company, setting.today, history=history, unit_words=words)


def _before(files: Sequence[Path], folders: Sequence[Path], replaced: Sequence[Path]) -> Ruleset | None:
    """Return the rules to compare with: the site's own; a file that is the site's already is left out of them."""
    if not files:
        return None
    given = {path.resolve() for path in files}
    return load_rules(*folders, without=[path for path in replaced if path.resolve() in given])


def _judged(item: Archived) -> bool:
    record = item.record
    return record.order is not None and record.document_type in JUDGED and record.status in ("accepted", "review")


def _change(setting: Setting, known: Context, item: Archived, before: Ruleset | None, after: Ruleset) -> Change | None:
    old = item.record if before is None else _under(setting, known, item, before)
    new = _under(setting, known, item, after)
    fields = tuple(_differences(old, new, setting.language))
    if old.status == new.status and not fields:
        return None
    order_id = new.order.order_id if new.order else None
    return Change(item.paper.file, order_id, old.status, new.status, fields, old.status == "accepted")


def _under(setting: Setting, known: Context, item: Archived, rules: Ruleset) -> OrderRecord:
    """Judge an order by rules as of the night it came; what persons have decided about it still holds."""
    settled = {(one.code, one.path) for one in item.decided if one.settles}
    now = (item.judged_at or setting.as_of).astimezone(setting.workspace.timezone)
    standing = Standing(rules, known.masters, now, known.unit_words)
    known = replace(known, standing=standing)
    ruled = apply_rules(item.record, standing, settled, lambda asked: credit_of(asked, known))
    if item.record.status == "review" and item.record.document_type != "purchase_order":
        return replace(ruled, status="review")
    accepted = item.record.document_type != "purchase_order" and not _holds(ruled)
    return replace(ruled, status="accepted") if accepted else decide(ruled)


def _holds(record: OrderRecord) -> bool:
    return any(item.severity == "error" for item in record.findings)


def _differences(old: OrderRecord, new: OrderRecord, language: Language) -> Iterator[tuple[str, str, str]]:
    """Say what the rules do differently: per rule and place, then priority and tags."""
    first, second = _told(old, language), _told(new, language)
    for name in dict.fromkeys((*first, *second)):
        if first.get(name) != second.get(name):
            yield name, first.get(name, "—"), second.get(name, "—")
    for name in ("priority", "tags"):
        was, is_now = (getattr(one.order, name) for one in (old, new))
        if was != is_now:
            yield f"/order/{name}", _text(was), _text(is_now)


def _told(record: OrderRecord, language: Language) -> dict[str, str]:
    return {
        f"{firing.rule} {firing.path}": ", ".join(_action(one, language) for one in firing.actions)
        for firing in record.firings
    }


def _action(one: Called, language: Language) -> str:
    """Say an action as a rule writes it; what a rule could not tell is said by its code."""
    said = [word for word, deed in words().deed_words.items() if deed == one.deed]
    deed = next((word for word in said if word.isascii() == (language == "en")), "rule-fact-missing")
    return " ".join(part for part in (deed, one.value, one.team) if part)


def _text(value: str | tuple[str, ...] | None) -> str:
    return "、".join(value) or "—" if isinstance(value, tuple) else value or "—"
