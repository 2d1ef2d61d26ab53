"""A site's rules: every YAML and every workbook in its mapping folders, as one set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from orders.problems import Problem, UnusableError
from orders.rules.decision_table import SUFFIXES, read_book
from orders.rules.entries import twice
from orders.rules.ruleset import Money, Rule, Ruleset
from orders.rules.words import form, words
from orders.rules.written import written_money, written_rules


def load_rules(*site_folders: Path, without: Sequence[Path] = (), also: Sequence[Path] = ()) -> Ruleset:
    """Load the rules of a site's mapping folders, those of `also` added and those of `without` left out.

    Raises UnusableError with every mistake, two rules of one name, and files that differ about currency or rates.
    """
    rules: list[Rule] = []
    monies: list[tuple[Path, Money]] = []
    problems: list[Problem] = []
    for path in [*_files(site_folders, without), *also]:
        try:
            found, money = read_rules(path, needed=path in also)
        except UnusableError as error:
            problems += error.problems
            continue
        rules += found
        monies += [(path, money)] if money else []
    problems += [*_names_twice(rules), *_rates_differ(monies)]
    if problems:
        raise UnusableError(problems)
    ordered = sorted(rules, key=lambda rule: rule.order)
    return Ruleset(tuple(ordered), monies[0][1] if monies else Money())


def read_rules(path: Path, *, needed: bool = False) -> tuple[tuple[Rule, ...], Money | None]:
    """Read one file of rules; a YAML of another kind has none, and is refused if rules are `needed`.

    Raises UnusableError with every mistake.
    """
    if path.suffix.lower() in SUFFIXES:
        book = read_book(path)
        return book.rules, book.money
    from orders.mapping import load_mapping

    mapping = load_mapping(path)
    if mapping.kind != "rules":
        if needed:
            raise UnusableError(
                [mapping.problem(("kind",), "rules-missing", "the file holds no rules", "give another")]
            )
        return (), None
    return written_rules(mapping.located, []), written_money(mapping.data)


def rules_problems(*site_folders: Path) -> tuple[Problem, ...]:
    """Return every mistake in the rules of a site's folders, () if there is none."""
    try:
        load_rules(*site_folders)
    except UnusableError as error:
        return error.problems
    return ()


def is_book(path: Path) -> bool:
    """Say whether a file is a table of rules: among mappings every workbook is, and a csv that is named so."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES or path.name.startswith((".", "~$")):
        return False
    titles = (word for word, kind in words().sheets.items() if kind == "rules") if suffix == ".csv" else ("",)
    return form(path.stem).startswith(tuple(titles))


def _files(folders: Sequence[Path], without: Sequence[Path]) -> Iterator[Path]:
    left_out = {path.resolve() for path in without}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if (_may_be_written(path) or is_book(path)) and path.resolve() not in left_out:
                yield path


def _may_be_written(path: Path) -> bool:
    """Say whether a YAML file may hold rules, without parsing all of a site's mappings a second time."""
    named = path.suffix in (".yaml", ".yml") and not path.name.startswith(".") and path.is_file()
    return named and b"rules" in path.read_bytes()


def _names_twice(rules: Sequence[Rule]) -> Iterator[Problem]:
    for name, found in twice(rules).items():
        places = ", ".join(rule.place for rule in found)
        what = f"several rules are named “{name}”: {places}"
        help_text = "give each its own name; a changed copy of a file must keep the file's name to take its place"
        yield Problem(found[-1].place, None, None, "rule-twice", what, help_text)


def _rates_differ(monies: Sequence[tuple[Path, Money]]) -> Iterator[Problem]:
    for path, money in monies[1:]:
        if replace(money) != monies[0][1]:
            what = f"currency or rates differ from those in {monies[0][0].name}"
            yield Problem(str(path), None, None, "rule-rates-differ", what, "keep them in one file")
