"""Files of every format, spoilt at random: each ends in a state with a reason, none is accepted as another order.

A file of text says what it says: in it a word may be another, and its end may be missing.
"""

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
HEAD = ("/order/order_id", "/order/issue_date", "/order/currency", "/order/delivery/requested_date")


def read_folder(folder: Path) -> Iterator[tuple[str, OrderRecord]]:
    """Read all files of a folder in the worker of a night; their names and records."""
    for message, _, records in read_all(collect([folder], folder)):
        for record in records:
            yield message.file.split("/")[0], record


def numbers(record: OrderRecord) -> tuple[tuple[Any, ...], ...]:
    """Return the values of the lines that sums prove, which no changed byte may change."""
    assert record.order is not None
    return tuple((line.quantity, line.unit_price, line.line_amount) for line in record.order.lines)


def words(record: OrderRecord) -> dict[str, Any]:
    """Return the other deciding values of an accepted order by their places."""
    order = record.order
    assert order is not None
    head = (order.order_id, order.issue_date, order.currency, order.delivery.requested_date)
    codes = {f"/order/lines/{n}/buyer_item_id": line.buyer_item_id for n, line in enumerate(order.lines)}
    return {**dict(zip(HEAD, head, strict=True)), **codes}


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
    faults = [(name, fault) for name, record in found if (fault := _fault(record, healthy.get(name[2:]), made[name]))]
    assert not faults


def _fault(record: OrderRecord, healthy: OrderRecord | None, data: bytes) -> str:
    """Say what is wrong with a spoilt file's end."""
    if record.status == "failed" or (record.status == "review" and not record.findings):
        return f"{record.status}: {record.findings}"
    if record.status != "accepted":
        return ""
    if healthy is None or healthy.order is None or record.order is None:
        return "accepted, and the honest file is not"
    plain = healthy.source.file.endswith(TEXTS)
    said, total = numbers(record), record.order.totals.payable_total
    if said != (numbers(healthy)[: len(said)] if plain else numbers(healthy)):
        return f"accepted with {said}"
    if total != healthy.order.totals.payable_total and not (plain and total is None):
        return f"accepted with a total of {total}"
    shown = data.decode("utf-8", "replace") + data.decode("latin-1") if plain else ""
    other = {path for path, value in words(record).items() if value != words(healthy).get(path)}
    return ", ".join(path for path in other if (record.evidence[path].text or "") not in shown)
