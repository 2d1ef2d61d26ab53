"""Rules as a decision table in Excel: one row a rule, a column for each fact, and what is called for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from orders.problems import Problem, UnusableError, advice
from orders.rules.actions import read_actions
from orders.rules.entries import Entry, Where, build
from orders.rules.ruleset import HOME_CURRENCY, Money, Rule
from orders.rules.scanner import RuleFault, Scanner
from orders.rules.words import fact_names, first, form, words
from orders.tables import Row, Table, read_table

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".csv")
Columns = Sequence[tuple[int, str]]  # place and what it holds: a heading's name, or "fact:NAME"


@dataclass(frozen=True)
class Book:
    """What a workbook of rules says: its rules, and its currency rates if it has any."""

    rules: tuple[Rule, ...]
    money: Money | None


def read_book(path: Path) -> Book:
    """Read a workbook of rules; raises UnusableError with the cell of every mistake."""
    table = _sheet(path, "rules")
    if table is None:
        sheets = ", ".join(word for word, name in words().sheets.items() if name == "rules")
        what = "the workbook has no sheet of rules"
        raise UnusableError([Problem(str(path), None, None, "rules-missing", what, f"name the sheet one of: {sheets}")])
    problems: list[Problem] = []
    own = _own(path, problems)
    header, columns = _columns(table, problems)
    rows = [row for row in table.rows if row.number > header]
    built = [build(_entry(table, row, columns, problems), own, problems) for row in rows]
    rules = tuple(rule for rule in built if rule)
    _refuse_twice(table, rows, rules, columns, problems)
    money = _money(path, problems)
    if problems:
        raise UnusableError(problems)
    return Book(rules, money)


def _sheet(path: Path, kind: str) -> Table | None:
    names = [word for word, name in words().sheets.items() if name == kind]
    table = read_table(path, names)
    if table.sheet is None:
        return table if kind == "rules" else None  # a csv is one sheet
    return table if form(table.sheet) in names else None


def _columns(table: Table, problems: list[Problem]) -> tuple[int, Columns]:
    """Find the row of headings and say what each column holds."""
    for row in table.rows:
        names = {words().headings.get(form(cell.strip())) for cell in row.cells}
        if {"name", "then"} <= names:
            return row.number, _headings(table, row, problems)
    what = "no row of headings was found"
    needed = (f"{first(words().headings, name)} ({name})" for name in ("name", "then"))
    help_text = f"it must hold at least {' and '.join(needed)}"
    raise UnusableError([table.problem(1, None, "header-missing", what, help_text)])


def _headings(table: Table, row: Row, problems: list[Problem]) -> Columns:
    found: list[tuple[int, str]] = []
    for place, cell in enumerate(row.cells):
        word = form(cell.strip())
        name = words().headings.get(word) or (f"fact:{fact}" if (fact := words().fact_words.get(word)) else None)
        if word and name is None:
            what, help_text = f"“{cell}” is no heading and no fact", advice(cell, [*fact_names(), *words().headings])
            problems.append(table.problem(row.number, place, "rule-heading-unknown", what, help_text))
        found.append((place, name or ""))
    return found


def _entry(table: Table, row: Row, columns: Columns, problems: list[Problem]) -> Entry:
    cells = {place: row.cells[place].strip() if place < len(row.cells) else "" for place, _ in columns}
    said = {name: cells[place] for place, name in columns if name and cells[place]}
    _stray(table, row, columns, problems)
    asked = [(place, name) for place, name in columns if _asks(name, cells[place])]
    conditions = [(str(place), _condition(name, cells[place])) for place, name in asked]
    actions = [(str(place), cells[place]) for place, name in columns if name == "then" and cells[place]]
    places = {name: place for place, name in reversed(columns)}

    def where(part: str, fault: RuleFault) -> Problem:
        place = int(part) if part.isdigit() else places.get(part)
        return table.problem(row.number, place, fault.code, fault.what, fault.help)

    for column, name in asked:
        if fault := _shares(name, cells[column]):
            problems.append(where(str(column), fault))
    if "name" not in said:
        problems.append(where("name", RuleFault("rule-name-missing", "the rule has no name", "write one")))
    flags = {**said, "enabled": _switched(said, where, problems), "order": _order(said, where, problems)}
    place = f"{table.path.name}:{f'{table.sheet}!' if table.sheet else ''}{row.number}"
    return Entry(said.get("name", ""), conditions, actions, where, place, flags)


def _stray(table: Table, row: Row, columns: Columns, problems: list[Problem]) -> None:
    """What stands under no heading would be passed over in silence."""
    headed = {place for place, name in columns if name}
    unknown = {place for place, name in columns if not name}
    for place, cell in enumerate(row.cells):
        if cell.strip() and place not in headed and (place in unknown or place >= len(columns)):
            what = f"“{cell.strip()}” stands in a column without a heading"
            problems.append(table.problem(row.number, place, "rule-cell-stray", what, "give it a heading, or empty it"))


def _asks(name: str, cell: str) -> bool:
    return bool(cell) and (name == "when" or name.startswith("fact:"))


def _condition(name: str, cell: str) -> str:
    """A cell under a fact says what it is compared with: `> 500000`, or a value alone: equal, of a set contains."""
    if name == "when":
        return cell
    fact = words().facts[name.removeprefix("fact:")]
    if _begins_with_comparison(cell):
        return f"{fact.title} {cell}"
    wanted = "contains" if fact.type == "words" else "equal"
    return f"{fact.title} {first(words().comparisons, wanted)} {cell}"


def _shares(name: str, cell: str) -> RuleFault | None:
    """Excel keeps a cell of 80 % as 0.8, and nobody could tell it from 0.8 %."""
    fact = words().facts.get(name.removeprefix("fact:"))
    if fact is None or fact.type != "percent" or not cell.replace(".", "").isdigit():
        return None
    what, help_text = f"Excel may mean {cell} or {cell} × 100 by this number", "write it as text with a sign, as > 80 %"
    return RuleFault("rule-percent-unsure", what, help_text)


def _begins_with_comparison(cell: str) -> bool:
    """A comparison in words has a blank, a quote or a number behind it: 含山公司 is a name, 含 T+3 is none."""
    word = Scanner(cell).peek(words().comparisons)
    if word is None or form(cell) in words().truths:
        return False
    return not word[-1].isalpha() or not cell[len(word) :][:1].isalpha()


def _switched(said: Mapping[str, str], where: Where, problems: list[Problem]) -> bool:
    text = said.get("enabled", "")
    known = words().truths.get(form(text))
    if text and known is None:
        fault = RuleFault(
            "rule-switch-unreadable", f"“{text}” switches nothing", f"write one of {', '.join(words().truths)}"
        )
        problems.append(where("enabled", fault))
    return known != "false"


def _order(said: Mapping[str, str], where: Where, problems: list[Problem]) -> int:
    text = said.get("order", "100")
    if not text.isdigit():
        fault = RuleFault("rule-order-unreadable", f"“{text}” is no whole number", "write one such as 10")
        problems.append(where("order", fault))
        return 100
    return int(text)


def _refuse_twice(
    table: Table, rows: Sequence[Row], rules: Iterable[Rule], columns: Columns, problems: list[Problem]
) -> None:
    place = next(place for place, name in columns if name == "name")
    first: dict[str, int] = {}
    for row in rows:
        name = row.cells[place].strip() if place < len(row.cells) else ""
        if name and name in first:
            what = f"two rules are named “{name}”, the first in row {first[name]}"
            problems.append(table.problem(row.number, place, "rule-twice", what, "give one of them another name"))
        first.setdefault(name, row.number)


# ── the other sheets ─────────────────────────────────────────────────────────────────────────────────────────────


def _own(path: Path, problems: list[Problem]) -> Mapping[str, Sequence[str]]:
    """Return the named actions of the sheet of actions: a name, then what it does, in one or several cells."""
    table = _sheet(path, "actions")
    own: dict[str, list[str]] = {}
    for row in table.rows if table else ():
        cells = [cell.strip() for cell in row.cells]
        if cells[0] and words().headings.get(form(cells[0])) != "name":
            own[cells[0]] = [cell for cell in cells[1:] if cell]
    for row in table.rows if table else ():
        for place, cell in enumerate(row.cells):
            if table and place and cell.strip() and row.cells[0].strip() in own:
                _try_action(table, row, place, own, problems)
    return own


def _try_action(table: Table, row: Row, place: int, own: Mapping[str, Sequence[str]], problems: list[Problem]) -> None:
    try:
        read_actions(row.cells[place], own)
    except RuleFault as fault:
        problems.append(table.problem(row.number, place, fault.code, fault.what, fault.help))


def _rate(text: str) -> Decimal | None:
    try:
        rate = Decimal(text)
    except InvalidOperation:
        return None
    return rate if rate.is_finite() and rate > 0 else None


def _money(path: Path, problems: list[Problem]) -> Money | None:
    """Read the sheet of rates: a currency and what one unit of it is worth; the currency worth 1 is the rules' own."""
    table = _sheet(path, "rates")
    if table is None:
        return None
    rates: dict[str, Decimal] = {}
    for row in table.rows:
        currency, rate = (*[cell.strip() for cell in row.cells], "", "")[:2]
        if words().headings.get(form(currency)) == "currency":
            continue
        if (worth := _rate(rate)) is None:
            what = f"“{rate}” is no rate"
            problems.append(table.problem(row.number, 1, "rule-rate-unreadable", what, "write a number such as 7.8"))
        else:
            rates[currency.upper()] = worth
    home = next((currency for currency, rate in rates.items() if rate == 1), HOME_CURRENCY)
    return Money(home, {currency: rate for currency, rate in rates.items() if currency != home})
