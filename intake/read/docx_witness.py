"""The second reading of a Word document: the standard library's expat walks the same parts event by event."""

from __future__ import annotations

import io
import re
import xml.parsers.expat
import zipfile
from dataclasses import dataclass, field

from intake.read.cell_witness import CellWitness
from intake.read.sheet_cells import letters

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
PARTS = re.compile(r"word/(header|footer)\d*\.xml")
SHOWN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": "\ufffd"}
UNREAD = frozenset(("txbxContent", "del", "moveFrom"))
NUMBERING = re.compile(r"\s*(?:NUM|SECTION)?PAGES?\b", re.IGNORECASE)


@dataclass
class Cell:
    """An open cell of a table: its place, whether it goes on with the one above, whether it holds a table, its text."""

    row: int
    column: int
    across: int = 1
    follows: bool = False
    flows: bool = False
    text: list[str] = field(default_factory=list)


@dataclass
class Walk:
    """What is known on the way through one part."""

    row: int
    cells: dict[str, str]
    tables: list[list[int]] = field(default_factory=list)  # open tables: row and next column
    open_cells: list[Cell] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    fields: list[list[str]] = field(default_factory=list)  # open fields: their instructions
    unread: int = 0
    hidden: bool = False
    inside: str = ""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        local, value = name.removeprefix(MAIN), attributes.get(MAIN + "val", "")
        self.unread += local in UNREAD
        if self.unread:
            return
        if local == "tbl":
            self.flow()
            self.tables.append([self.row, 0])
        elif local == "tr":
            self.tables[-1] = [self.row, 0]
            self.row += 1
        elif local == "gridBefore":
            self.tables[-1][1] = int(value)
        elif local == "tc":
            row, column = self.tables[-1]
            self.open_cells.append(Cell(row, column))
        elif local == "gridSpan":
            self.open_cells[-1].across = int(value)
        elif local == "vMerge":
            self.open_cells[-1].follows = value != "restart"
        elif local in ("p", "r"):
            self.hidden = False
        elif local == "vanish":
            self.hidden = True
        elif local == "fldSimple":
            self.fields.append([attributes.get(MAIN + "instr", "")])
        elif local == "fldChar" and attributes.get(MAIN + "fldCharType") == "begin":
            self.fields.append([])
        elif local == "fldChar" and attributes.get(MAIN + "fldCharType") == "end" and self.fields:
            self.fields.pop()
        elif local in SHOWN and self.inside == "r":
            self.say(SHOWN[local])
        if local in ("t", "instrText", "r", "tabs"):
            self.inside = local

    def end(self, name: str) -> None:
        local = name.removeprefix(MAIN)
        if self.unread:
            self.unread -= local in UNREAD
            return
        if local in ("t", "instrText", "tabs"):
            self.inside = "r" if local != "tabs" else ""
        elif local == "p":
            self.paragraph()
        elif local == "tc":
            cell = self.open_cells.pop()
            self.tables[-1][1] += cell.across
            if not cell.follows and not cell.flows:
                self.put(cell.row, cell.column, "\n".join(cell.text).replace("\t", " "))
        elif local == "tbl":
            self.tables.pop()
        elif local == "fldSimple" and self.fields:
            self.fields.pop()

    def data(self, text: str) -> None:
        if self.unread:
            return
        if self.inside == "instrText" and self.fields:
            self.fields[-1].append(text)
        elif self.inside == "t":
            self.say(text)

    def say(self, text: str) -> None:
        if not self.hidden and not any(NUMBERING.match("".join(said)) for said in self.fields):
            self.line.append(text)

    def paragraph(self) -> None:
        text, self.line = "".join(self.line), []
        if self.open_cells and not self.open_cells[-1].flows:
            self.open_cells[-1].text.append(text)
        else:
            self.rows(text)

    def flow(self) -> None:
        """Put what a cell said before a table inside it into rows; what follows goes into rows, too."""
        if self.open_cells and not self.open_cells[-1].flows:
            self.open_cells[-1].flows = True
            for text in self.open_cells[-1].text:
                self.rows(text)

    def rows(self, text: str) -> None:
        for line in text.split("\n"):
            for column, piece in enumerate(line.split("\t")):
                self.put(self.row, column, piece)
            self.row += 1

    def put(self, row: int, column: int, text: str) -> None:
        if text.strip():
            self.cells[f"{letters(column + 1)}{row + 1}"] = text.strip()


class DocxWitness(CellWitness):
    """Ask expat for the cell that lxml read."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read_again(self) -> dict[str, str]:
        """Return what expat reads, by cell."""
        return walked(self._data)


def walked(data: bytes) -> dict[str, str]:
    """Return the text of each row and cell by name ("B7"): of headers, body and footers, as they follow each other."""
    cells: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        row = 0
        for name in _related(parts):
            walk = Walk(row, cells)
            parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
            parser.StartElementHandler, parser.EndElementHandler = walk.begin, walk.end
            parser.CharacterDataHandler = walk.data
            parser.Parse(parts.read(name), True)
            row = walk.row
    return cells


def _related(parts: zipfile.ZipFile) -> list[str]:
    """Return the names of headers, body and footers, as the body's relations list them."""
    relations = parts.read("word/_rels/document.xml.rels").decode("utf-8", "replace")
    found: dict[str, list[str]] = {"header": [], "footer": []}
    for relation in re.findall(r"<Relationship\s[^>]*>", relations):
        kind, target = re.search(r'Type="[^"]*/(header|footer)"', relation), re.search(r'Target="([^"]+)"', relation)
        if kind and target:
            found[kind[1]].append("word/" + target[1].removeprefix("/word/"))
    return [*found["header"], "word/document.xml", *found["footer"]]
