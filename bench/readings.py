"""Bench papers as documents; scans take seconds to read, so a folder keeps what one edition of the reader read."""

from __future__ import annotations

import hashlib
import json
import pickle
from copy import copy
from dataclasses import replace
from pathlib import Path

from bench.lying import true_document
from bench.reading import Task, draw
from bench.witnesses import PatientWitness
from intake.read import Document, read
from intake.read.witness import ScanWitness
from orders.records import Source

READER = Path(read.__code__.co_filename).parent


def drawn(task: Task, folder: Path) -> tuple[Document, Source]:
    """Draw the paper if it is not there, and read it; a scan that this edition has read is taken from `folder`."""
    draw(task, folder)
    name = json.loads((folder / f"{task.name}.json").read_text())["file"]
    data = (folder / name).read_bytes()
    source = Source(name, hashlib.sha256(data).hexdigest(), "application/pdf")
    kept = _place(task, folder)
    if kept.exists():
        document: Document = pickle.loads(kept.read_bytes())
        return document, source
    return true_document(data, name), source


def keep(task: Task, folder: Path, document: Document) -> None:
    """Keep a scan's words and the second readings it was asked for; what older editions read is thrown away."""
    if isinstance(document.witness, PatientWitness) and task.form != "digital":
        place = _place(task, folder)
        place.parent.mkdir(exist_ok=True)
        for old in set(place.parent.glob(f"{task.name}-*")) - {place}:
            old.unlink()
        place.write_bytes(pickle.dumps(replace(document, witness=_lasting(document.witness))))


def _lasting(witness: PatientWitness) -> PatientWitness:
    """Part a scan's witness from the open file: what it remembers and the pictures are all it needs."""
    kept = copy(witness)
    kept.true = ScanWitness(getattr(witness.true, "_scans", {}))
    return kept


def _place(task: Task, folder: Path) -> Path:
    return folder / "read" / f"{task.name}-{_edition()}.pickle"


def _edition() -> str:
    """Name the reader's edition by its code, so that no reading of another one is taken for its own."""
    texts = b"".join(path.read_bytes() for path in sorted(READER.glob("*.py")))
    return hashlib.sha256(texts).hexdigest()[:8]
