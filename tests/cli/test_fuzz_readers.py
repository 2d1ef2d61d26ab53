"""Files of every format, spoilt at random: each ends in a state with a reason, none is accepted as another order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from intake.collect import collect
from intake.pipeline import read_all
from orders.records import OrderRecord
from tests.cli.honest_files import SCANS, TEXTS, honest, spoilt_file

ROUNDS, SCANNED = 12, 2  # files of each format; OCR takes its time
WORDS = ("/order/order_id", "/order/issue_date", "/order/currency", "/order/delivery/requested_date")


def read_folder(folder: Path) -> Iterator[tuple[str, OrderRecord]]:
    """Read all files of a folder in the worker of a night; their names and records."""
    for message, _, records in read_all(collect([folder], folder)):
        for record in records:
            yield message.file.split("/")[0], record


def numbers(record: OrderRecord) -> tuple[Any, ...]:
    """Return the values that sums prove, which no changed byte may change."""
    assert record.order is not None
    lines = ((line.quantity, line.unit_price, line.line_amount) for line in record.order.lines)
    return (record.document_type, record.order.totals.payable_total, *lines)


def words(record: OrderRecord) -> dict[str, str]:
    """Return the deciding words and days of an accepted order as the file has them."""
    assert record.order is not None
    paths = (*WORDS, *(f"/order/lines/{n}/{name}" for n in range(9) for name in ("buyer_item_id", "seller_item_id")))
    return {path: record.evidence[path].text or "" for path in paths if path in record.evidence}


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> dict[str, OrderRecord]:
    """What each honest file says; all but the mail without an order in the mailbox are accepted."""
    folder = tmp_path_factory.mktemp("honest")
    for suffix, data in honest().items():
        (folder / f"order{suffix}").write_bytes(data)
    return {name.removeprefix("order"): record for name, record in read_folder(folder) if record.order is not None}


def test_the_honest_files_are_orders(healthy: dict[str, OrderRecord]) -> None:
    held = {suffix for suffix in honest() if suffix not in healthy or healthy[suffix].status != "accepted"}
    assert held <= set(SCANS)


def test_a_spoilt_file_is_refused_in_words_or_says_what_the_honest_one_says(
    tmp_path: Path, healthy: dict[str, OrderRecord]
) -> None:
    made = {
        f"{seed:02}{suffix}": spoilt_file(suffix, Random(f"{seed}{suffix}"))
        for suffix in honest()
        for seed in range(SCANNED if suffix in SCANS else ROUNDS)
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    found = list(read_folder(tmp_path))
    assert {name for name, _ in found} == set(made)
    faults = [(name, fault) for name, record in found if (fault := _fault(record, healthy[name[2:]], made[name]))]
    assert not faults


def _fault(record: OrderRecord, healthy: OrderRecord, data: bytes) -> str:
    """Say what is wrong with a spoilt file's end; in a file of text, a word may be another that stands in it."""
    if record.status == "failed" or (record.status == "review" and not record.findings):
        return f"{record.status}: {record.findings}"
    if record.status != "accepted":
        return ""
    if numbers(record) != numbers(healthy):
        return f"accepted with {numbers(record)}"
    plain = data.decode("utf-8", "replace") if healthy.source.file.endswith(TEXTS) else ""
    other = {text for path, text in words(record).items() if text != words(healthy).get(path) and text not in plain}
    return f"accepted with {other}" if other else ""
