"""One bad document costs only itself: it ends failed or held with a reason, and the order of the others stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake import pipeline
from intake.collect import collect
from intake.pipeline import read_all
from orders.records import OrderRecord
from tests.cli.bad_readers import read_badly

NAMES = (
    "a.txt",
    "b-crash.txt",
    "c.txt",
    "d-panic.txt",
    "e-die.txt",
    "f-memory.txt",
    "g-hang.txt",
    "h.txt",
    "i-busy.txt",
    "j-worn.txt",
    "k.txt",
)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    for name in NAMES:
        (tmp_path / name).write_text(name)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 3])
def test_a_bad_document_costs_only_itself(inbox: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "DOCUMENT_SECONDS", 3.0)
    read = read_all(collect([inbox], inbox), jobs=jobs, reader=read_badly)
    ended: dict[str, OrderRecord] = {attachment.name: records[0] for _, attachment, records in read}
    assert tuple(ended) == NAMES
    bad = {name: record for name, record in ended.items() if record.status != "rejected"}
    assert set(bad) == set(NAMES) - {"a.txt", "c.txt", "h.txt", "j-worn.txt", "k.txt"}
    over = {name for name, record in bad.items() if record.findings[0].code == "document-over-limit"}
    assert over == {"f-memory.txt", "g-hang.txt", "i-busy.txt"}
    assert {bad[name].status for name in over} == {"review"}  # CONTRACT section 3: over a limit
    assert {record.status for name, record in bad.items() if name not in over} == {"failed"}
    assert {record.findings[0].code for name, record in bad.items() if name not in over} == {"reader-crashed"}
    assert bad["b-crash.txt"].findings[0].facts["reason"] == "ValueError: no such page"
