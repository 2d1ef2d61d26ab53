"""What a peer reads from papers: rows of cells, header fields. A program of its own for the peers' own environment.

`PYTHON bench/peer_cells.py PEER OUT.jsonl FILE…` needs only the standard library and the peer; it ends with 3 and says
what is missing if the peer is not installed there.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

Rows = list[list[str]]
TEXT = {"vertical_strategy": "text", "horizontal_strategy": "text"}
MISSING = 3


def pdfplumber_lines(path: str) -> Rows:
    """Read pdfplumber's tables with its defaults: where there are ruling lines."""
    return _plumbed(path, {})


def pdfplumber_text(path: str) -> Rows:
    """Read pdfplumber's tables by the alignment of words."""
    return _plumbed(path, TEXT)


def _plumbed(path: str, settings: dict[str, str]) -> Rows:
    pdfplumber: Any = importlib.import_module("pdfplumber")
    with pdfplumber.open(path) as pdf:
        return [_texts(row) for page in pdf.pages for table in page.extract_tables(settings) for row in table]


def camelot(flavor: str) -> Callable[[str], Rows]:
    """Return a reader of camelot's tables in one of its flavours."""

    def cells(path: str) -> Rows:
        tables = _camelot().read_pdf(path, pages="all", flavor=flavor, suppress_stdout=True)
        return [_texts(row) for table in tables for row in table.df.values.tolist()]

    return cells


def _camelot() -> Any:
    return importlib.import_module("camelot")


def img2table(path: str) -> Rows:
    """Read img2table's tables with all it offers; a picture or a PDF without a text layer by its tesseract."""
    documents: Any = importlib.import_module("img2table.document")
    pdf = path.endswith(".pdf")
    paper = documents.PDF(path) if pdf else documents.Image(path)
    engine = None if pdf and _has_text(path) else _tesseract()
    found = paper.extract_tables(ocr=engine, implicit_rows=True, implicit_columns=True, borderless_tables=True)
    tables = found if isinstance(found, list) else [table for page in found.values() for table in page]
    return [_texts([cell.value for cell in row]) for table in tables for row in table.content.values()]


def _tesseract() -> Any:
    return importlib.import_module("img2table.ocr").TesseractOCR(n_threads=1, lang="eng+chi_sim")


def _has_text(path: str) -> bool:
    pdfium: Any = importlib.import_module("pypdfium2")
    return any(page.get_textpage().count_chars() > 20 for page in pdfium.PdfDocument(path))


def invoice2data(path: str) -> dict[str, str]:
    """Return what invoice2data reads without a template for this customer, else what its template builder suggests."""
    product: Any = importlib.import_module("invoice2data")
    read = product.extract_data(path)
    if read:
        return {name: str(value) for name, value in read.items()}
    texts: Any = importlib.import_module("invoice2data.input.pdftotext")
    suggested = importlib.import_module("invoice2data.extract.suggestions").suggest_from_text(texts.to_text(path))
    return {name: candidate.value for name, candidate in suggested.items()}


TABLES: dict[str, tuple[str, Callable[[str], Rows]]] = {
    "pdfplumber, lines": ("pdfplumber", pdfplumber_lines),
    "pdfplumber, text": ("pdfplumber", pdfplumber_text),
    "camelot, lattice": ("camelot-py", camelot("lattice")),
    "camelot, stream": ("camelot-py", camelot("stream")),
    "camelot, network": ("camelot-py", camelot("network")),
    "img2table": ("img2table", img2table),
}
FIELDS: dict[str, tuple[str, Callable[[str], dict[str, str]]]] = {"invoice2data": ("invoice2data", invoice2data)}


def _texts(row: list[Any]) -> list[str]:
    return ["" if cell is None else str(cell) for cell in row]


def read(peer: str, files: list[str]) -> Iterator[dict[str, Any]]:
    """Yield what the peer read of each file; a file it fails on has its error."""
    tables, fields = TABLES.get(peer), FIELDS.get(peer)
    for file in files:
        found: dict[str, Any] = {"file": Path(file).name, "rows": [], "fields": {}, "error": None}
        try:
            found["rows"] = tables[1](file) if tables else []
            found["fields"] = fields[1](file) if fields else {}
        except ModuleNotFoundError:
            raise
        except Exception as fault:  # a peer's fault on one paper is a result
            found["error"] = f"{type(fault).__name__}: {fault}"[:200]
        yield found


def main(peer: str, out: str, *files: str) -> int:
    """Write the version and what was read, one JSON line each."""
    package = (TABLES.get(peer) or FIELDS[peer])[0]
    try:
        lines = [{"package": package, "version": version(package)}, *read(peer, list(files))]
    except ImportError as missing:
        print(f"{peer}: {missing} (package {package}) in {sys.executable}", file=sys.stderr)
        return MISSING
    Path(out).write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
