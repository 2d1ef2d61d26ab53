"""The command `reconcile`: with a workspace it remembers, without one it leaves nothing behind but its run folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import cli
from tests.cli.workspaces import FACTORY, ledger_rows, workspace

FILES = {"crm": "crm.xlsx", "erp": "erp.csv", "wms": "wms.csv"}
GIVEN = [part for system, name in FILES.items() for part in (f"--{system}", str(FACTORY / "exports" / name))]
MAPPED = [part for system in FILES for part in ("--mapping", f"{system}={FACTORY / 'mappings' / f'{system}.yaml'}")]
WRITTEN = {
    "exceptions.csv",
    "exceptions.xlsx",
    "loading.json",
    "matches.csv",
    "report.html",
    "summary.json",
    "index.html",
}


def test_outside_a_workspace_nothing_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["reconcile", *GIVEN, *MAPPED, "--as-of", "2026-03-04T20:00", "-o", "result"]) == 1
    assert {path.name for path in (tmp_path / "result").iterdir()} == WRITTEN
    assert [path.name for path in tmp_path.iterdir()] == ["result"]
    counted = json.loads((tmp_path / "result" / "summary.json").read_text(encoding="utf-8"))
    for row in counted["rows"].values():
        assert row["in"] == row["clean"] + row["exception"] + row["excluded"]
    assert sum(counted["exceptions"].values()) > 0


def test_a_workspace_remembers_since_when(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = workspace(tmp_path / "ws", ())
    shutil.copytree(FACTORY / "mappings", folder / "mappings")
    monkeypatch.chdir(folder)
    assert cli.main(["reconcile", *GIVEN]) == 1
    first = ledger_rows(folder, "SELECT exception_id, first_seen FROM exceptions ORDER BY 1")
    moved = ledger_rows(folder, "SELECT line_id FROM events WHERE system IN ('crm', 'erp', 'wms')")
    assert sum(len(names.split(";")) for (names,) in moved) > 1000
    assert cli.main(["reconcile", *GIVEN, "--as-of", "2026-03-04T20:01"]) == 1
    assert f"still there {len(first)}, solved 0" in capsys.readouterr().err  # a minute later a lag may be over
    assert set(first) <= set(ledger_rows(folder, "SELECT exception_id, first_seen FROM exceptions"))
    assert ledger_rows(folder, "SELECT line_id FROM events WHERE system IN ('crm', 'erp', 'wms')") == moved
    assert cli.main(["track", "SO-2026-00000219"]) == 0
    assert "wms" in capsys.readouterr().out


@pytest.mark.parametrize("mapping", ["erp", "hrm=x.yaml", f"crm={FACTORY / 'mappings' / 'erp.yaml'}"])
def test_a_mapping_for_another_system_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapping: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["reconcile", *GIVEN, "--mapping", mapping]) == 3
    assert list(tmp_path.iterdir()) == []
