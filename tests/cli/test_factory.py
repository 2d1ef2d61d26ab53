"""The sample factory's two nights say what lies beside its mails: planted faults held, clean orders accepted."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.workspaces import FACTORY, ROOT, ledger_rows, orderloom, records, summary

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def factory_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("factory") / "ws"
    shutil.copytree(FACTORY, folder)
    done = orderloom(folder, "nightly", "--jobs", "2")
    assert done.returncode == 1, done.stderr
    return folder


def by_mail(found: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    mails: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in found:
        mails[record["source"]["file"].split("/")[1]].append(record)
    return mails


def expectations(inbox: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for path in sorted(inbox.glob("*.expected.json")):
        found = json.loads(path.read_text(encoding="utf-8"))["records"]
        yield path.name.removesuffix(".expected.json"), [record["intake"] for record in found]


def disagreements(wanted: dict[str, Any], said: dict[str, Any]) -> Iterator[str]:
    statuses = wanted["status"] if isinstance(wanted["status"], list) else [wanted["status"]]
    if said["status"] not in statuses:
        yield f"status {said['status']}, not {statuses}"
    if wanted.get("order_key", said["order_key"]) != said["order_key"]:
        yield f"order_key {said['order_key']}"
    skus = [line["sku"] for line in said["order"]["lines"]] if said["order"] else []
    if said["status"] == "accepted" and wanted.get("skus", skus) != skus:
        yield f"skus {skus}"
    missing = set(wanted["findings"]) - {item["code"] for item in said["findings"]}
    if missing and said["status"] != "accepted":
        yield f"findings without {missing}"


def check_night(folder: Path, inbox: Path) -> None:
    found = by_mail(records(folder))
    for mail, wanted in expectations(inbox):
        assert len(found[mail]) == len(wanted), mail
        for one, said in zip(wanted, found[mail], strict=True):
            assert list(disagreements(one, said)) == [], mail


def test_the_first_night_is_as_expected(factory_night: Path) -> None:
    check_night(factory_night, FACTORY / "inbox")
    counted = summary(factory_night)
    assert counted["messages"]["in"] == len(list((FACTORY / "inbox").glob("*.eml")))
    assert counted["plan"]["sales"] == counted["documents"]["accepted"]
    assert counted["deliveries"]["sent"] == sum(counted["plan"].values())
    assert set(counted["rows"]) == {"crm", "erp", "wms"}


def test_the_second_night_is_as_expected(factory_night: Path) -> None:
    mails = ROOT / "samples" / "second_night" / "inbox"
    if not (factory_night / "inbox" / "second").exists():
        shutil.copytree(mails, factory_night / "inbox" / "second")
    done = orderloom(factory_night, "nightly", "--as-of", "2026-03-05T20:00")
    assert done.returncode == 1, done.stderr
    found = {record["order_key"]: record["status"] for record in records(factory_night)}
    wanted = {one["order_key"]: one["status"] for _, expected in expectations(mails) for one in expected}
    assert found == wanted
    assert summary(factory_night)["plan"]["sales"] == len(wanted)
    doubles = "SELECT order_key FROM orders WHERE state = 'accepted' GROUP BY order_key HAVING count(*) > 1"
    assert ledger_rows(factory_night, doubles) == []


def test_verify_says_the_same_as_the_expectations() -> None:
    done = orderloom(ROOT, "verify", "samples/factory/inbox", "--jobs", "2")
    assert (done.returncode, done.stdout) == (0, ""), done.stdout
