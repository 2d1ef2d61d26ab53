"""Planned documents as files: JSON by the contract's names and a workbook a person can print."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from orders.documents import PlannedDocument
from orders.mapping import Mapping as MappingFile
from orders.mapping import mappings
from orders.problems import UnusableError, advice
from orders.records import plain
from plan.sheet import FIELDS, write_sheet

Layouts = Mapping[str, MappingFile]


def document_layouts(*site_folders: Path) -> Layouts:
    """Return document type → its xlsx layout, a site's before the built-in one; raise UnusableError for a bad field."""
    found: dict[str, MappingFile] = {}
    for layout in reversed(mappings("document", *site_folders)):
        if layout.data.get("format", "xlsx") == "xlsx":
            _check_fields(layout)
            found[layout.data["document_type"]] = layout
    return found


def write_documents(
    documents: Sequence[PlannedDocument], folder: Path, layouts: Layouts | None = None, company: str | None = None
) -> tuple[Path, ...]:
    """Write folder/<document_type>/<document_id>.json and .xlsx, each under a temporary name and then renamed.

    The same document gives the same bytes. `company` heads the sheets. Raises OSError if a file cannot be written.
    """
    known = document_layouts() if layouts is None else layouts
    return tuple(path for document in documents for path in _write(document, folder, known, company))


def _write(document: PlannedDocument, folder: Path, layouts: Layouts, company: str | None) -> tuple[Path, Path]:
    place = folder / document.document_type
    place.mkdir(parents=True, exist_ok=True)
    book, record = (place / f"{document.document_id}{suffix}" for suffix in (".xlsx", ".json"))
    layout = layouts[document.document_type].data
    _whole(book, lambda path: write_sheet(document, path, layout, company))
    _whole(record, lambda path: path.write_text(_json(document), encoding="utf-8"))
    return record, book


def _json(document: PlannedDocument) -> str:
    return json.dumps(plain(document), ensure_ascii=False, indent=2) + "\n"


def _whole(path: Path, write: Callable[[Path], object]) -> None:
    temporary = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")
    try:
        write(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _check_fields(layout: MappingFile) -> None:
    problems = []
    for part in ("header", "columns"):
        for position, entry in enumerate(layout.data.get(part, ())):
            name = entry.get("field") if isinstance(entry, Mapping) else None
            if name not in FIELDS[part] and not str(name).startswith("attribute."):
                what = f"`{name}` is no field of a document's {part}"
                problems.append(
                    layout.problem((part, position), "unknown-field", what, advice(str(name), FIELDS[part]))
                )
    if problems:
        raise UnusableError(problems)
