"""One bad document costs only itself: it ends failed or held with a reason, and the order of the others stays."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from intake import pipeline
from intake.collect import Message, collect, folder
from intake.collect.opening import content
from intake.corrections import entries
from intake.pipeline import read_all
from orders.ledger import Held
from orders.records import OrderRecord, Source
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


def test_documents_do_not_pile_up_before_the_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MOST_WAITING", 10_000)
    taken: list[str] = []

    def noted() -> Iterator[Message]:
        for message in collect([tmp_path], tmp_path):
            taken.append(message.file)
            yield message

    for number in range(5):
        (tmp_path / f"{number}.txt").write_text("x" * 6_000)
    next(read_all(noted(), jobs=2, reader=read_badly))
    assert taken == ["0.txt", "1.txt"]


def test_the_review_sheet_keeps_no_document_in_memory(tmp_path: Path) -> None:
    held = []
    for number in range(30):
        (tmp_path / f"{number}.pdf").write_bytes(data := b"%PDF-" + bytes([48 + number]) * 4_000_000)
        source = Source(f"{number}.pdf", sha256(data).hexdigest(), "application/pdf", (1,), ((595.0, 842.0),))
        held.append(Held(number, 0, OrderRecord(source, "other", "review")))
    tracemalloc.start()
    with entries(held, [tmp_path], tmp_path) as made:
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert all(entry.picture for entry in made)
    assert most < 80_000_000  # of 120


def test_the_review_sheet_opens_only_files_of_which_it_shows_a_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def noted(path: Path) -> tuple[bytes, str]:
        opened.append(path.name)
        return content(path)

    monkeypatch.setattr(folder, "content", noted)
    for name in ("bomb.zip", "order.csv", "order.pdf"):
        (tmp_path / name).write_bytes(name.encode())
    names = {"bomb.zip/order.csv": "text/csv", "order.csv": "text/csv", "order.pdf": "application/pdf"}
    held = [
        Held(
            row,
            0,
            OrderRecord(Source(name, sha256(name.encode()).hexdigest(), kind, (1,), ((9.0, 9.0),)), "other", "review"),
        )
        for row, (name, kind) in enumerate(names.items())
    ]
    with entries(held, [tmp_path], tmp_path) as made:
        assert [entry.picture is not None for entry in made] == [False, False, True]
    assert opened == ["order.pdf"]


def test_a_mail_that_was_moved_still_shows_its_picture(tmp_path: Path) -> None:
    (tmp_path / "read").mkdir()
    (tmp_path / "read" / "order.pdf").write_bytes(data := b"%PDF-1.7")
    source = Source("new/order.pdf", sha256(data).hexdigest(), "application/pdf", (1,), ((9.0, 9.0),))
    with entries([Held(1, 0, OrderRecord(source, "other", "review"))], [tmp_path], tmp_path) as (entry,):
        assert entry.picture is not None
