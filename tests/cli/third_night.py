"""Three nights of the sample factory in a workspace of their own, lived with the real commands."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from orders.documents import PlannedDocument, PlannedLine
from orders.ledger import open_ledger
from tests.cli.workspaces import FACTORY, ROOT, ledger_rows, orderloom, workspace

SECOND, THIRD = ROOT / "samples" / "second_night", ROOT / "samples" / "third_night"
FIRST_MAILS = ("01", "03", "04", "07", "08", "09")  # clean ones that are read fast; the third night builds on them
EVENINGS = ("2026-03-04T20:00", "2026-03-05T20:00", "2026-03-06T20:00")
Row = Mapping[str, Any]


def table(name: str) -> list[dict[str, str]]:
    """Read one of the third night's tables of what must come out."""
    with (THIRD / f"{name}.expected.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def two_nights(folder: Path, command: str = "nightly", *, rules: bool = False) -> Path:
    """Live the first two nights; with `rules` the company's own are in force from the beginning."""
    workspace(folder, FIRST_MAILS)
    (folder / "mappings").mkdir()
    if rules:
        put_rules(folder)
    done(folder, command, "--as-of", EVENINGS[0], "--jobs", "2")
    shutil.copytree(SECOND / "inbox", folder / "inbox" / "second")
    done(folder, command, "--as-of", EVENINGS[1])
    return folder


def put_rules(folder: Path) -> None:
    """Switch the company's rules on."""
    shutil.copy(FACTORY / "rules" / "chenxin.yaml", folder / "mappings")


def lay_over(folder: Path) -> None:
    """Lay the third night's masters and mails over the workspace, and its mapping of the list of earlier orders."""
    shutil.copytree(THIRD / "master", folder / "master", dirs_exist_ok=True)
    shutil.copy(THIRD / "history" / "history.yaml", folder / "mappings")
    shutil.copytree(THIRD / "inbox", folder / "inbox" / "third")


def done(folder: Path, *arguments: str, code: int | None = None) -> str:
    """Run a command that must not fail and return what it printed; `code` is its exit code, if only one is right."""
    ended = orderloom(folder, *arguments)
    assert ended.returncode in ((0, 1) if code is None else (code,)), (arguments, ended.stderr)
    return ended.stdout


def decide(book: Path, sheet: str, chosen: Callable[[Row], bool], **filled: str) -> Path:
    """Fill in cells of the chosen rows of a workbook that asks for decisions."""
    opened = openpyxl.load_workbook(book)
    rows = opened[sheet]
    heads = [cell.value for cell in rows[1]]
    found = [row for row in rows.iter_rows(min_row=2) if chosen(dict(zip(heads, (c.value for c in row), strict=True)))]
    assert found, book
    for row in found:
        for name, value in filled.items():
            row[heads.index(name)].value = value
    decided = book.parent / f"decided-{book.name}"
    opened.save(decided)
    return decided


@dataclass(frozen=True)
class Stands:
    """What stands: the newest revision of every document, and which lines of any revision are built on what."""

    documents: Mapping[str, PlannedDocument]

    def lines(self, row: Row) -> Iterator[tuple[PlannedDocument, PlannedLine]]:
        """Yield the lines that a row of documents.expected.csv is about."""
        wanted = {part.strip() for part in row["built_on"].split(";") if part.strip()}
        for document in self.documents.values():
            for line in document.lines if document.document_type == row["document_type"] else ():
                if line.sku == row["sku"] and wanted <= built_on(line):
                    yield document, line

    def pegged(self, row: Row) -> Decimal:
        """Add up what the order has of an item in the documents of a kind."""
        pegs = (peg for _, line in self.lines(row) for peg in line.pegs if peg.order_key == row["order_key"])
        return sum((peg.quantity for peg in pegs), Decimal(0))

    def tags_since(self, row: Row, before: Stands) -> set[str]:
        """Return the tags of the documents with such lines that are new, or have a new revision."""
        names = {one.document_id for stands in (before, self) for one, _ in stands.lines(row)}
        known = {(one.document_id, one.revision) for one in before.documents.values()}
        found = (one for name, one in self.documents.items() if name in names)
        return {tag for one in found if (one.document_id, one.revision) not in known for tag in one.tags}


def standing(folder: Path) -> Stands:
    """Ask the ledger what stands now; what was cancelled whole counts with its last revision, of nothing."""
    documents = open_ledger(f"sqlite:///{folder}/orderloom.db").commitments()[1]
    return Stands({one.document_id: one for one in documents})


def built_on(line: PlannedLine) -> set[str]:
    """Return what a line is built on: bill version, drawing, parts with their quantities."""
    parts = {f"{one.name.removeprefix('part ')} {one.value}" for one in line.attributes if one.name.startswith("part ")}
    return {line.bom_version or "", f"{line.drawing_id} {line.drawing_revision}", *parts}


def firings(folder: Path, inbox: str) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Return what the rules did with the mails of one inbox: (mail, rule, line_id) → (fired, action)."""
    query = (
        "SELECT message_file, rule, line_id, facts, record FROM rule_firings JOIN documents USING (document_row) "
        "WHERE outcome != 'withdrawn'"
    )
    found = {}
    for file, rule, place, facts, record in ledger_rows(folder, query):
        if Path(file).parent.as_posix() == inbox:
            actions = json.loads(facts)["actions"]
            lines = json.loads(record)["order"]["lines"]
            line_id = lines[int(place)]["line_id"] if place is not None else ""
            asked = actions[0]["deed"] == "ask"
            told = "; ".join(f"{one['deed']} {one['value'] or one['team']}".strip() for one in actions)
            key = (Path(file).name.removesuffix(".eml"), rule, line_id)
            found[key] = ("unknown", "ask") if asked else ("yes", told)
    return found
