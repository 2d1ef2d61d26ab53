"""Every exit code of the contract, what stands on each output, and that nothing is written when inputs are unusable."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

import cli
from intake.pipeline import read_all, run
from orders.ledger import Ledger
from tests.cli.bad_readers import read_badly
from tests.cli.workspaces import FACTORY, orderloom, records, summary, workspace

CLEAN = FACTORY / "inbox" / "02-nordwind-english-ruled.eml"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty workspace that is the current folder."""
    folder = workspace(tmp_path / "ws", ())
    monkeypatch.chdir(folder)
    return folder


def nothing_written(folder: Path) -> bool:
    return not (folder / "out").exists() and not (folder / "orderloom.db").exists()


OWN_WORDS = """Purchase Order
Auftragskennung: 4500017432
Order Date: 2026-03-02
Item No    Description    Qty    Unit    Unit Price    Amount
SN-100     Transmitter    10     pcs     113.00        1130.00
Total 1130.00
"""


def name_exports(folder: Path) -> None:
    with (folder / "orderloom.yaml").open("a", encoding="utf-8") as settings:
        settings.write("exports: {crm: [a.xlsx], erp: [b.csv]}\n")


# ── 0 and 1 ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_extract_of_a_clean_order_is_0_and_standard_output_is_data_only(tmp_path: Path) -> None:
    done = orderloom(tmp_path, "extract", str(CLEAN))
    assert done.returncode == 0, done.stderr
    [record] = [json.loads(line) for line in done.stdout.splitlines()]
    assert (record["status"], record["order"]["order_id"]) == ("accepted", "4500017432")
    assert list(tmp_path.iterdir()) == []


def test_extract_of_unreadable_files_is_1_and_each_has_its_record(
    place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (place / "empty.pdf").touch()
    (place / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n")
    assert cli.main(["extract", "empty.pdf", "cut.pdf", "-o", "said.jsonl", "--lang", "zh"]) == 1
    found = [json.loads(line) for line in (place / "said.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {(record["source"]["file"], record["status"], record["order"]) for record in found} == {
        ("empty.pdf", "review", None),
        ("cut.pdf", "review", None),
    }
    assert all("文件" in record["findings"][0]["message"] for record in found)
    assert capfd.readouterr().out == ""


def test_extract_reads_with_the_workspaces_own_labels(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "order.txt").write_text(OWN_WORDS, encoding="utf-8")
    words = 'kind: labels\nlanguage: x-own\nfields:\n  order_id: ["Auftragskennung"]\n'
    (place / "mappings").mkdir()
    (place / "mappings" / "labels.yaml").write_text(words, encoding="utf-8")
    assert cli.main(["extract", "order.txt"]) == 1
    assert json.loads(capsys.readouterr().out)["order"]["order_id"] == "4500017432"
    assert cli.main(["extract", "order.txt", "-w", "inbox"]) == 1
    assert json.loads(capsys.readouterr().out)["order"]["order_id"] is None
    (place / "mappings" / "labels.yaml").write_text("kind: lables\n", encoding="utf-8")
    assert cli.main(["extract", "order.txt"]) == 3


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "words"), [("zh", ("待人工", "密码", "损坏")), ("en", ("for a person", "password"))]
)
def test_unreadable_files_say_their_state_everywhere(tmp_path: Path, language: str, words: tuple[str, ...]) -> None:
    folder = workspace(tmp_path / "ws", ("17", "18", "28", "29"), language=language)
    done = orderloom(folder, "intake")
    assert done.returncode == 1
    assert done.stdout == ""
    states = {record["source"]["file"].rpartition("/")[2]: record["status"] for record in records(folder)}
    assert sorted(states.values()) == ["rejected", "review", "review", "review", "review"]
    failures = {item["source"].rpartition("/")[2]: item for item in summary(folder)["failures"]}
    assert {name: item["state"] for name, item in failures.items()} == states
    for name, item in failures.items():
        assert item["reason"]
        assert name in done.stderr
        assert item["reason"] in done.stderr
    assert all(word in done.stderr for word in words)


def test_an_unknown_order_is_1(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["track", "4711"]) == 1
    assert "nothing is known" in capsys.readouterr().err
    assert nothing_written(place)


def test_an_empty_inbox_is_0_and_json_is_the_summary(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["intake", "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out) == summary(place)
    assert list(summary(place)) == [
        *("run", "command", "version", "as_of", "exit_code", "messages", "documents", "plan", "deliveries"),
        *("rows", "exceptions", "at_stake", "failures"),
    ]
    assert cli.main(["intake", "-q"]) == 0
    assert capsys.readouterr() == ("", "")


def test_init_adds_and_never_overwrites(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert cli.main(["init", str(folder)]) == 0
    (folder / "orderloom.yaml").write_text("language: en\n")
    assert cli.main(["init", str(folder)]) == 0
    assert (folder / "orderloom.yaml").read_text() == "language: en\n"


# ── 2 ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["extract", "no-such-file.pdf"],
        ["nightly", "--no-such-option"],
        ["nightly", "--as-of", "yesterday"],
        ["nightly", "-o", "master"],
        ["mapping", "suggest", "--export", "orderloom.yaml", "orderloom.yaml"],
        ["mapping", "suggest", "--export", "orderloom.yaml", "--customer", "C012"],
        ["reconcile", "--crm", "orderloom.yaml"],
        ["reconcile", "--crm", "orderloom.yaml", "--erp", "orderloom.yaml", "--invoices", "x"],
        ["no-such-command"],
    ],
)
def test_wrong_use_is_2(place: Path, arguments: list[str]) -> None:
    assert cli.main(arguments) == 2
    assert nothing_written(place)


# ── 3 ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_mapping_is_not_drafted_from_a_file_that_is_no_export(place: Path) -> None:
    assert cli.main(["mapping", "suggest", "--export", "orderloom.yaml"]) == 3
    assert nothing_written(place)


def test_an_unknown_setting_is_3_with_its_place(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "orderloom.yaml").write_text("langauge: zh\n")
    assert cli.main(["nightly"]) == 3
    said = capsys.readouterr().err
    assert "orderloom.yaml:1:1:" in said
    assert "language" in said
    assert nothing_written(place)


def test_a_broken_mapping_is_3(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "mappings").mkdir()
    (place / "mappings" / "erp.yaml").write_text(
        "kind: export\nsystem: erp\ncolumms: {order_id: 订单号}\n", encoding="utf-8"
    )
    assert cli.main(["intake"]) == 3
    assert "erp.yaml:3:1:" in capsys.readouterr().err
    assert nothing_written(place)
    assert cli.main(["mapping", "check", "mappings/erp.yaml"]) == 3
    assert cli.main(["mapping", "check", "orderloom.yaml"]) == 0


def test_a_broken_master_is_3(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stock = place / "master" / "stock.csv"
    stock.write_text(stock.read_text(encoding="utf-8-sig") + "NO-SUCH-SKU,W1,many,,\n", encoding="utf-8")
    assert cli.main(["nightly"]) == 3
    assert "stock.csv" in capsys.readouterr().err
    assert nothing_written(place)


def test_a_missing_source_or_export_is_3(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = place / "orderloom.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "exports: {crm: [a.xlsx], erp: [b.csv]}\n", encoding="utf-8"
    )
    assert cli.main(["nightly"]) == 3
    assert "a.xlsx is not there" in capsys.readouterr().err
    shutil.rmtree(place / "inbox")
    assert cli.main(["intake"]) == 3
    assert nothing_written(place)


def test_an_unreadable_export_stops_the_night_before_it_begins(place: Path) -> None:
    settings = place / "orderloom.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "exports: {crm: [a.xlsx], erp: [b.csv]}\n", encoding="utf-8"
    )
    (place / "a.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (place / "b.csv").write_text("order_id,sku\n1,2\n")
    assert cli.main(["nightly"]) == 3
    assert nothing_written(place)


def test_an_unusable_database_is_3(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "orderloom.db").write_text("this is no database " * 100)
    assert cli.main(["intake"]) == 3
    assert "no SQLite file" in capsys.readouterr().err
    (place / "orderloom.db").unlink()
    assert cli.main(["intake"]) == 0
    with sqlite3.connect(place / "orderloom.db") as connection:
        connection.execute("UPDATE ledger_schema SET version = 99")
    assert cli.main(["track", "4711"]) == 3
    assert "schema 99" in capsys.readouterr().err


def test_a_workspace_that_is_not_there_is_3() -> None:
    assert cli.main(["nightly", "-w", "no-such-folder"]) == 3


# ── 4 and 130 ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_crashed_reader_is_4_and_the_others_go_on(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run.__kwdefaults__
    for function in (read_all, run):
        monkeypatch.setattr(function, "__kwdefaults__", {**(function.__kwdefaults__ or {}), "reader": read_badly})
    for name in ("a.txt", "b-crash.txt", "c.txt"):
        (place / "inbox" / name).write_text(name)
    assert cli.main(["extract", "inbox"]) == 4
    assert cli.main(["intake"]) == 4
    assert summary(place)["documents"] == {"accepted": 0, "review": 0, "rejected": 2, "failed": 1}
    assert summary(place)["messages"]["failed"] == 1
    assert "failed" in [item["state"] for item in summary(place)["failures"]]
    monkeypatch.setattr(run, "__kwdefaults__", whole)
    assert cli.main(["intake"]) == 0
    assert summary(place)["documents"] == {"accepted": 0, "review": 0, "rejected": 1, "failed": 0}


@pytest.mark.slow
def test_a_refused_delivery_is_4_and_is_tried_again(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "ws", ("02",))
    (folder / "delivered").write_text("in the way")
    done = orderloom(folder, "nightly")
    assert done.returncode == 4, done.stderr
    failed = summary(folder)["deliveries"]["failed"]
    assert failed > 0
    (folder / "delivered").unlink()
    assert orderloom(folder, "deliver").returncode == 0
    assert summary(folder)["deliveries"] == {"sent": failed, "already": 0, "failed": 0}


def test_a_fault_of_ours_is_4(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ledger, "begin_run", lambda *_, **__: 1 / 0)
    assert cli.main(["intake"]) == 4


def test_an_interrupted_run_is_130_and_goes_on(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "inbox" / "note.txt").write_text("lunch at noon")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ledger, "record_document", interrupt)
        assert cli.main(["intake"]) == 130
    assert not (place / "out" / "latest").exists()
    assert cli.main(["intake"]) == 0
    assert "carrying on" in capsys.readouterr().err
    assert summary(place)["documents"]["rejected"] == 1


def interrupt(*_: object, **__: object) -> bool:
    raise KeyboardInterrupt


# ── what --help costs ────────────────────────────────────────────────────────────────────────────────────────────


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    heavy = {"sqlalchemy", "cv2", "pandas", "numpy", "openpyxl", "ruamel", "jinja2", "rich", "pebble"}
    program = f"import sys, cli\ncli.main(['--help'])\nprint(sorted(set(sys.modules) & {heavy}))\n"
    (tmp_path / "loaded.py").write_text(program)
    done = orderloom(tmp_path, module=["loaded"])
    assert done.stdout.splitlines()[-1] == "[]"
