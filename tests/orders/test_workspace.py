"""A workspace has sane defaults, says every wrong setting with its line, and init never overwrites."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from orders.inputs import check_mapping
from orders.master_files import load_masters
from orders.masters import Masters
from orders.problems import Problem, UnusableError
from orders.workspace import Tolerance, init_workspace, missing_inputs, open_workspace, parse_as_of

SHANGHAI = ZoneInfo("Asia/Shanghai")


def refused(folder: Path, settings: str) -> tuple[Problem, ...]:
    (folder / "orderloom.yaml").write_text(settings, encoding="utf-8")
    with pytest.raises(UnusableError) as caught:
        open_workspace(folder)
    return caught.value.problems


def test_a_folder_without_settings_has_the_defaults(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    assert workspace.settings is None
    assert workspace.sources == (tmp_path / "inbox",)
    assert (workspace.master, workspace.mappings, workspace.out) == tuple(
        tmp_path / name for name in ("master", "mappings", "out")
    )
    assert workspace.database == f"sqlite:///{tmp_path}/orderloom.db"
    assert workspace.timezone == SHANGHAI
    assert (workspace.exports, workspace.policy, workspace.as_of) == ({}, {}, None)
    assert workspace.company.names == ()
    assert set(workspace.targets.values()) == {tmp_path / "delivered"}
    assert workspace.mapping_folders == ()


def test_the_factory_opens_as_its_settings_say(factory: Path) -> None:
    workspace = open_workspace(factory)
    assert workspace.as_of == datetime(2026, 3, 4, 20, tzinfo=SHANGHAI)
    assert workspace.exports["wms"] == (factory / "exports" / "wms.csv",)
    assert workspace.company.email_domains == ("chenxin-sensing.example",)
    assert workspace.mapping_folders == (factory / "mappings",)
    assert missing_inputs(workspace) == ()


def test_settings_are_read(tmp_path: Path) -> None:
    (tmp_path / "orderloom.yaml").write_text(
        'language: en\ntimezone: Europe/Berlin\nas_of: "2026-03-04"\nexports: {crm: a.xlsx, erp: [b.csv, c.csv]}\n'
        'policy: {date-in-past: warning, price-unknown: "off"}\nprice_tolerance: {percent: "0.5", absolute: 0.01}\n'
        "targets: {default: to, purchase: erp/in}\ndatabase: postgresql+psycopg://host/name\n",
        encoding="utf-8",
    )
    workspace = open_workspace(tmp_path)
    assert workspace.language == "en"
    assert workspace.as_of == datetime(2026, 3, 4, tzinfo=ZoneInfo("Europe/Berlin"))
    assert workspace.exports == {
        "crm": (tmp_path / "a.xlsx",),
        "erp": (tmp_path / "b.csv", tmp_path / "c.csv"),
    }
    assert workspace.policy == {"date-in-past": "warning", "price-unknown": "off"}
    assert workspace.price_tolerance == Tolerance(Decimal("0.01"), Decimal("0.5"))
    assert workspace.targets["purchase"] == tmp_path / "erp" / "in"
    assert workspace.targets["sales"] == tmp_path / "to"
    assert workspace.database == "postgresql+psycopg://host/name"
    assert [(found.code, found.line) for found in missing_inputs(workspace)] == [("input-missing", 4)] * 3


@pytest.mark.parametrize(
    ("settings", "code", "place", "told"),
    [
        ("langauge: zh\n", "unknown-key", (1, 1), "did you mean `language`?"),
        ("language: de\n", "unknown-word", (1, 11), "known are: en, zh"),
        ("timezone: Asia/Shanhai\n", "timezone-unknown", (1, 11), "did you mean `Asia/Shanghai`?"),
        ("timezone: Mars/Base\n", "timezone-unknown", (1, 11), "write one like Asia/Shanghai; the nearest are "),
        ("as_of: 2026-03-04\n", "unquoted-code", (1, 8), 'write "2026-03-04"'),
        ('as_of: "yesterday"\n', "time-unreadable", (1, 8), 'write "2026-03-04T20:00:00"'),
        ("policy: {date-in-pst: off}\n", "unknown-key", (1, 10), "did you mean `date-in-past`?"),
        ("policy: {date-in-past: off}\n", "unquoted-code", (1, 24), 'write "off"'),
        ("policy: {date-in-past: fatal}\n", "unknown-word", (1, 24), "known are"),
        ("sources: inbox\n", "wrong-type", (1, 10), "write sources: [inbox]"),
        ("exports: {srm: [a.csv]}\n", "unknown-name", (1, 11), "did you mean `crm`?"),
        ("company: {tax_ids: [91320594]}\n", "unquoted-code", (1, 21), 'write "91320594"'),
        ("master: nowhere\n", "folder-missing", (1, 9), "check the path"),
        ("database: 7\n", "unquoted-code", (1, 11), 'write "7"'),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, settings: str, code: str, place: tuple[int, int], told: str) -> None:
    problem = refused(tmp_path, settings)[0]
    assert check_mapping(tmp_path / "orderloom.yaml")[0] == problem
    if code == "unknown-key" and "date" in settings:
        code = "finding-unknown"
    assert (problem.code, problem.line, problem.column) == (code, *place)
    assert told in problem.help


def test_checking_settings_finds_what_opening_refuses(tmp_path: Path) -> None:
    problems = refused(tmp_path, 'as_of: "yesterday"\ntimezone: Mars/Base\nmaster: nowhere\n')
    assert {found.code for found in problems} == {"time-unreadable", "timezone-unknown", "folder-missing"}
    assert check_mapping(tmp_path / "orderloom.yaml") == problems
    assert all(len(found.help) < 120 for found in problems)


def test_a_missing_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="orderloom init"):
        open_workspace(tmp_path / "none")


def test_init_adds_what_is_missing_and_overwrites_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    added = init_workspace(folder)
    assert {path.relative_to(folder).parts[0] for path in added[1:]} == {
        "orderloom.yaml",
        "inbox",
        "master",
        "mappings",
        "exports",
    }
    assert init_workspace(folder) == ()
    assert open_workspace(folder).settings == folder / "orderloom.yaml"
    assert load_masters(folder / "master", folder / "mappings") == Masters()
    (folder / "orderloom.yaml").write_text("language: en\n", encoding="utf-8")
    (folder / "master" / "items.csv").unlink()
    assert init_workspace(folder) == (folder / "master" / "items.csv",)
    assert (folder / "orderloom.yaml").read_text(encoding="utf-8") == "language: en\n"


def test_init_adds_no_second_file_of_a_master(tmp_path: Path) -> None:
    (tmp_path / "master").mkdir()
    (tmp_path / "master" / "items.xlsx").touch()
    assert tmp_path / "master" / "items.csv" not in init_workspace(tmp_path)


def test_the_commented_settings_of_init_can_be_used_as_they_stand(tmp_path: Path) -> None:
    init_workspace(tmp_path)
    path = tmp_path / "orderloom.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    code = ("# company", "#   ", "# exports", "# targets", "# policy", "# price", "# database", "# as_of")
    live = [line[2:] if line.startswith(code) else line for line in lines]
    path.write_text("\n".join(live), encoding="utf-8")
    workspace = open_workspace(tmp_path)
    assert workspace.company.tax_ids == ("91320594MA1X7K2P3Y",)
    assert workspace.policy == {"date-not-working": "info"}


@pytest.mark.parametrize(
    ("text", "hour"),
    [("2026-03-04T20:00:00", 20), ("2026-03-04T12:00:00Z", 20), ("2026-03-04 20:00", 20), ("2026-03-04", 0)],
)
def test_a_time_without_a_zone_is_the_workspaces(text: str, hour: int) -> None:
    assert parse_as_of(text, SHANGHAI) == datetime(2026, 3, 4, hour, tzinfo=SHANGHAI)
