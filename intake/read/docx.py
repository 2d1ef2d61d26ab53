"""Word documents (.docx) as one sheet: a paragraph is a row, a table's row is a row, in the order of the document."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from intake.read.document import Document
from intake.read.docx_doubts import doubts
from intake.read.grid import Grid
from intake.read.refusal import damaged, over_limit
from intake.read.sheet_cells import CELLS, MOST_CELLS, sheet_page
from intake.read.zipped import too_large

SHEET = "docx"  # the name under which evidence gives cells
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# what is walked into: content controls, links, smart tags, inserted text (which holds the document)
AROUND = tuple(W + name for name in ("sdt", "sdtContent", "hyperlink", "smartTag", "customXml", "ins", "moveTo"))
BREAKS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
COUNTED = re.compile(r"\s*(?:NUM|SECTION)?PAGES?\b", re.IGNORECASE)  # fields that number pages
# .docm, .dotx, .dotm (MS-OE376): the main part is as in .docx
OTHER_MAINS = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
NO_DOCUMENT = ("无法作为 Word 文档打开", "it cannot be opened as a Word document")


def read_docx(data: bytes) -> Document:
    """Read .docx: headers first, then body and tables, footers last; hidden text is left out.

    Tracked changes, comments, notes, text boxes and larger pictures hold the document: what they say is in no row.
    """
    refused = too_large(data)
    if refused is not None:
        return refused
    try:
        grid, found = _read(data)
    except Exception:  # a foreign parser on a foreign file
        return damaged(*NO_DOCUMENT)
    if len(grid.cells) > MOST_CELLS:
        return over_limit(*CELLS)
    from intake.read.docx_witness import DocxWitness

    page = sheet_page(1, SHEET, grid.words())
    return Document((page,), DocxWitness(data), found)


def _read(data: bytes) -> tuple[Grid, Any]:
    document, grid = _opened(data), Grid()
    rels = [rel for rel in document.part.rels.values() if not rel.is_external]
    above, below = (
        [rel.target_part.element for rel in rels if rel.reltype.endswith(f"/{kind}")] for kind in ("header", "footer")
    )
    for root in (*above, document.element.body, *below):
        _blocks(root, grid)
    return grid, tuple(doubts(document, (*above, document.element.body, *below)))


def _opened(data: bytes) -> Any:
    """Open a document, also one with macros or a template: python-docx knows the parts of plain documents only."""
    from docx.opc.part import PartFactory
    from docx.package import Package
    from docx.parts.document import DocumentPart

    PartFactory.part_type_for.update(dict.fromkeys(OTHER_MAINS, DocumentPart))
    main: Any = Package.open(io.BytesIO(data)).main_document_part
    return main.document


def _children(element: Any) -> Iterator[Any]:
    """Yield the children of an element, those inside content controls and the like as its own."""
    for child in element:
        if child.tag in AROUND:
            yield from _children(child)
        else:
            yield child


def _blocks(root: Any, grid: Grid) -> None:
    for block in _children(root):
        if block.tag == W + "p":
            _paragraph(block, grid)
        elif block.tag == W + "tbl":
            _table(block, grid)


def _paragraph(block: Any, grid: Grid) -> None:
    for line in _text(block).split("\n"):
        grid.line(line)


def _table(table: Any, grid: Grid) -> None:
    """Put each row of a table into a row; a cell with tables inside is laid out below it, block by block."""
    open_cells: dict[int, int] = {}  # column: the cell that goes on downwards
    for line in (child for child in _children(table) if child.tag == W + "tr"):
        column, row = _number(line, "trPr", "gridBefore"), grid.row
        grid.row += 1
        for cell in (child for child in _children(line) if child.tag == W + "tc"):
            across, merged = _number(cell, "tcPr", "gridSpan", 1), cell.find(f"{W}tcPr/{W}vMerge")
            if merged is None or merged.get(W + "val") == "restart":
                open_cells[column] = len(grid.cells)
                _cell(cell, (row, column, across), grid)
            elif column in open_cells:
                grid.reach(open_cells[column], row)
            column += across


def _cell(cell: Any, place: tuple[int, int, int], grid: Grid) -> None:
    inner = [child for child in _children(cell) if child.tag in (W + "p", W + "tbl")]
    if any(block.tag == W + "tbl" for block in inner):
        grid.cells.append((*place, 1, ""))
        _blocks(cell, grid)
    else:
        text = "\n".join(_text(block).replace("\t", " ") for block in inner)
        grid.cells.append((*place, 1, text.strip()))


def _number(element: Any, properties: str, name: str, default: int = 0) -> int:
    found = element.find(f"{W}{properties}/{W}{name}")
    value = str(found.get(W + "val")) if found is not None else ""
    return int(value) if value.isdigit() and len(value) < 4 else default


def _text(paragraph: Any) -> str:
    """Return the text a paragraph shows, without the numbers of pages."""
    out: list[str] = []
    fields: list[tuple[str, bool]] = []  # open fields: what they say, whether the result has begun
    for run in _runs(paragraph):
        if run.tag == W + "fldSimple":
            out += [] if COUNTED.match(run.get(W + "instr") or "") else [_text(run)]
        elif run.find(f"{W}rPr/{W}vanish") is None:
            for child in run:
                _signs(child, out, fields)
    return "".join(out)


def _runs(element: Any) -> Iterator[Any]:
    return (child for child in _children(element) if child.tag in (W + "r", W + "fldSimple"))


def _signs(child: Any, out: list[str], fields: list[tuple[str, bool]]) -> None:
    """Add what one part of a run shows; what is between the marks of a field is its instruction, then its result."""
    if child.tag == W + "fldChar":
        kind = child.get(W + "fldCharType")
        if kind == "begin":
            fields.append(("", False))
        elif kind == "separate" and fields:
            fields[-1] = (fields[-1][0], True)
        elif kind == "end" and fields:
            fields.pop()
    elif child.tag == W + "instrText" and fields:
        fields[-1] = (fields[-1][0] + (child.text or ""), fields[-1][1])
    elif not any(COUNTED.match(said) for said, _ in fields):
        if child.tag == W + "t":
            out.append(child.text or "")
        elif child.tag == W + "sym":
            out.append("\ufffd")
        else:
            out.append(BREAKS.get(child.tag, ""))
