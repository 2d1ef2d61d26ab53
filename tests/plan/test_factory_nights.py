"""Two nights of the sample factory, from what its mails are known to say: sums, supply, and surplus before buying."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from orders.master_files import load_masters
from orders.records import Order, OrderRecord, Source, build
from plan import Commitments, faults, split
from tests.plan.factory import TODAY
from tests.plan.test_properties import check_covered, check_sums, check_supply


def accepted(inbox: Path) -> list[OrderRecord]:
    files = sorted(inbox.glob("*.expected.json"))
    return [one for path in files for one in _records(path.name, json.loads(path.read_text(encoding="utf-8")))]


def _records(name: str, expected: dict[str, Any]) -> Iterator[OrderRecord]:
    for said in expected["records"]:
        intake = said.get("intake", {})
        if intake.get("status") == "accepted":
            order = build(Order, said["order"])
            lines = tuple(replace(line, sku=sku) for line, sku in zip(order.lines, intake["skus"], strict=True))
            buyer = replace(order.buyer, party_id=intake["order_key"].split("/")[0])
            source = Source(said["file"], name.encode().hex(), "application/pdf")
            order = replace(order, lines=lines, buyer=buyer)
            yield OrderRecord(source, "purchase_order", "accepted", order, intake["order_key"])


def test_two_nights_of_the_factory(factory: Path) -> None:
    world = load_masters(factory / "master", factory / "mappings")
    first_book, second_book = (
        [one for one in accepted(inbox) if not faults(one, world, TODAY)]
        for inbox in (factory / "inbox", factory.parent / "second_night" / "inbox")
    )
    assert len(first_book) >= 9
    assert len(second_book) == 2
    first = split(first_book, world, Commitments(), TODAY)
    second = split(second_book, world, Commitments(first.reservations, first.documents), TODAY + timedelta(1))
    for plan, book in ((first, first_book), (second, second_book)):
        check_sums(plan)
        check_covered(plan, book, world)
        assert not any("late" in one.tags or "supplier-missing" in one.tags for one in plan.documents)
    check_supply((*first.reservations, *second.reservations), [first, second], world)
    earlier = {one.document_id for one in first.documents}
    borrowed = [one for one in second.reservations if one.reference.rpartition("/")[0] in earlier]
    assert borrowed
    assert all(one.order_key in {record.order_key for record in second_book} for one in borrowed)
