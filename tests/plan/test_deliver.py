"""Each document is handed on exactly once, whole, and never over another one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from orders.documents import PlannedDocument
from plan import Commitments, DeliveryRefused, deliver, split, write_documents
from tests.plan.factory import TODAY, item, line, masters, of_type, order


@pytest.fixture
def purchase() -> PlannedDocument:
    plan = split([order("A", line("RM", "5"))], masters([item("RM")]), Commitments(), TODAY)
    return of_type(plan, "purchase")[0]


def names(target: Path) -> list[str]:
    return sorted(path.name for path in target.rglob("*") if path.is_file())


def test_sent_once_then_already(purchase: PlannedDocument, tmp_path: Path) -> None:
    files = write_documents([purchase], tmp_path / "out")
    assert deliver(purchase, files, tmp_path / "target") == "sent"
    assert deliver(purchase, files, tmp_path / "target") == "already"
    assert names(tmp_path / "target") == [f"{purchase.document_id}.json", f"{purchase.document_id}.xlsx"]
    assert (tmp_path / "target" / "purchase").is_dir()


def test_a_killed_delivery_is_finished(purchase: PlannedDocument, tmp_path: Path) -> None:
    files = write_documents([purchase], tmp_path / "out")
    deliver(purchase, files, tmp_path / "target")
    (tmp_path / "target" / "purchase" / f"{purchase.document_id}.json").unlink()
    assert deliver(purchase, files, tmp_path / "target") == "sent"
    assert len(names(tmp_path / "target")) == 2


def test_other_content_under_the_same_key_is_refused_before_anything_is_written(
    purchase: PlannedDocument, tmp_path: Path
) -> None:
    files = write_documents([purchase], tmp_path / "out")
    place = tmp_path / "target" / "purchase" / f"{purchase.document_id}.json"
    place.parent.mkdir(parents=True)
    place.write_text("{}", encoding="utf-8")
    with pytest.raises(DeliveryRefused, match="new revision"):
        deliver(purchase, files, tmp_path / "target")
    assert names(tmp_path / "target") == [place.name]
    assert place.read_text(encoding="utf-8") == "{}"


def test_a_revision_lies_beside_the_first(purchase: PlannedDocument, tmp_path: Path) -> None:
    deliver(purchase, write_documents([purchase], tmp_path / "out"), tmp_path / "target")
    second = replace(purchase, revision=2)
    files = write_documents([second], tmp_path / "again")
    assert deliver(second, files, tmp_path / "target") == "sent"
    assert f"{purchase.document_id}.r2.json" in names(tmp_path / "target")


def test_cancelled_missing_and_foreign_files_are_refused(purchase: PlannedDocument, tmp_path: Path) -> None:
    files = write_documents([purchase], tmp_path / "out")
    with pytest.raises(DeliveryRefused, match="cancelled"):
        deliver(replace(purchase, state="cancelled"), files, tmp_path / "target")
    with pytest.raises(DeliveryRefused, match="no file of"):
        deliver(replace(purchase, document_id="PO-X"), files, tmp_path / "target")
    with pytest.raises(DeliveryRefused, match="no files"):
        deliver(purchase, (), tmp_path / "target")
    files[0].unlink()
    with pytest.raises(DeliveryRefused, match="cannot be read"):
        deliver(purchase, files, tmp_path / "target")
    assert names(tmp_path / "target") == []


def test_a_target_that_is_no_folder_is_refused(purchase: PlannedDocument, tmp_path: Path) -> None:
    files = write_documents([purchase], tmp_path / "out")
    (tmp_path / "target").write_text("", encoding="utf-8")
    with pytest.raises(DeliveryRefused, match="check the target folder"):
        deliver(purchase, files, tmp_path / "target")
