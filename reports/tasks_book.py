"""tasks.xlsx: what rules ask of persons, to be decided there; written, and read as a person saved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from orders.codes import Language
from orders.filled import Filled, read_filled
from orders.problems import advice
from orders.tasks import Task, TaskDecision
from orders.values import normal
from reports.tasks_words import COLUMNS, DECISIONS, DEEDS, FOR_PERSON, HELP, STATES, SYNONYMS

SHEET = "tasks"
NEEDED = ("task_id", "decision", "note", "by")
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_tasks(
    path: Path,
    tasks: Sequence[Task],
    waiting: Mapping[str, Sequence[str]],
    *,
    now: datetime,
    language: Language,
    command: str,
) -> None:
    """Write tasks.xlsx, every cell as text; `waiting` are the documents that wait for an order's approval, by its key.

    `command` takes the filled-in workbook back. The file is written under a temporary name and renamed.
    """
    import xlsxwriter

    draft = path.with_name(f".{path.name}.part")
    with xlsxwriter.Workbook(str(draft), OPTIONS) as book:
        book.set_properties({"title": "orderloom tasks", "created": datetime(2000, 1, 1)})
        _list(book, [_cells(task, waiting, now, language) for task in tasks], language)
        _help(book, language, command)
    draft.replace(path)


def read_tasks(path: Path, zone: ZoneInfo) -> tuple[TaskDecision, ...]:
    """Return the decided rows of tasks.xlsx; a time without a zone is in `zone`.

    Raises UnusableError with the place of every wrong decision and the words that are allowed.
    """
    sheet = read_filled(path, NEEDED, ("task_id", "decision"), first=SHEET, name=_column)
    made = tuple(item for number, cells in sheet.rows if (item := _decision(sheet, number, cells, zone)))
    sheet.refuse()
    return made


def decision_of(text: str) -> str | None:
    """Return the decision a word in either language means."""
    word = normal(text).lower()
    return next((name for name, said in DECISIONS.items() if word in (name, *said, *SYNONYMS[name])), None)


def task_words(task: Task, now: datetime, language: Language) -> dict[str, str]:
    """Say a task's deed, state and due time in words."""
    place = 0 if language == "zh" else 1
    state = "late" if task.overdue(now) else task.state
    due = task.due_at.astimezone(now.tzinfo).strftime("%Y-%m-%d %H:%M") if task.due_at else ""
    return {"deed": DEEDS[task.deed][place], "state": STATES[state][place], "due_at": due}


def _cells(task: Task, waiting: Mapping[str, Sequence[str]], now: datetime, language: Language) -> dict[str, str]:
    names = ("task_id", "team", "rule", "title", "customer", "order_id", "line_id")
    documents = waiting.get(task.order_key or "", ()) if task.deed == "approve" else ()
    plain = {name: getattr(task, name) or "" for name in names}
    return {**plain, **task_words(task, now, language), "documents": ", ".join(documents)}


def _list(book: Any, rows: Sequence[Mapping[str, str]], language: Language) -> None:
    sheet, place = book.add_worksheet(SHEET), 0 if language == "zh" else 1
    text = {"num_format": "@", "text_wrap": True, "valign": "top"}
    plain, open_cell = book.add_format(text), book.add_format({**text, "bg_color": "#FFF8DC", "border": 1})
    head = book.add_format({**text, "bold": True, "bg_color": "#DDE6EE", "border": 1})
    for column, (name, said) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, said[2], open_cell if name in FOR_PERSON else plain)
        sheet.write_string(0, column, said[place], head)
        for number, cells in enumerate(rows, 1):
            sheet.write_string(number, column, cells.get(name, ""), open_cell if name in FOR_PERSON else plain)
    at = list(COLUMNS).index("decision")
    choices = [said[place] for said in DECISIONS.values()]
    sheet.data_validation(1, at, max(len(rows), 1), at, {"validate": "list", "source": choices, "ignore_blank": True})
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _help(book: Any, language: Language, command: str) -> None:
    sheet = book.add_worksheet("help")
    sheet.set_column(0, 0, 110)
    for number, both in enumerate(HELP):
        text = both[0 if language == "zh" else 1].format(command=command)
        sheet.write_string(number, 0, text, book.add_format({"text_wrap": True, "valign": "top"}))


def _column(heading: str) -> str:
    word = normal(heading).lower()
    return next((name for name, said in COLUMNS.items() if word in (name, said[0], said[1])), word)


def _decision(sheet: Filled, number: int, cells: Mapping[str, str], zone: ZoneInfo) -> TaskDecision | None:
    text, note, by = cells["decision"], cells["note"], cells["by"]
    if not text:
        if note or by:
            what, help_text = "by or why is filled in, but no decision", "choose a decision, or empty them"
            sheet.say(number, "decision", "decision-missing", what, help_text)
        return None
    state = decision_of(text)
    if state is None:
        known = [word for said in DECISIONS.values() for word in said]
        sheet.say(number, "decision", "decision-unknown", f"“{text}” is no decision", advice(text, known))
        return None
    _faults(sheet, number, cells, state)
    at = _time(sheet, number, cells.get("when", ""), zone)
    decided = cast(Literal["done", "refused"], state)
    return TaskDecision(cells["task_id"], decided, by, note or None, at, f"{sheet.path.name}: {sheet.title}!{number}")


def _faults(sheet: Filled, number: int, cells: Mapping[str, str], state: str) -> None:
    if not cells["task_id"]:
        help_text = "copy the row again from the workbook of the run"
        sheet.say(number, "task_id", "key-missing", "the row has no number of a task", help_text)
    if not cells["by"]:
        sheet.say(number, "by", "by-missing", "nobody is named who decided", "write your name into by")
    if state == "refused" and not cells["note"]:
        sheet.say(number, "note", "note-missing", "refuse needs a reason", "write it into why: others will read it")


def _time(sheet: Filled, number: int, text: str, zone: ZoneInfo) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        what, help_text = f"“{text}” is no time", "write one like 2026-03-04 16:30, or leave it empty for now"
        sheet.say(number, "when", "time-unreadable", what, help_text)
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
