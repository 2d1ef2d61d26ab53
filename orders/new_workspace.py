"""A new workspace: commented settings, header-only master files, and the folders a night needs."""

from __future__ import annotations

from pathlib import Path

from orders.mapping import SETTINGS_FILE
from orders.master_columns import TABLES

_SETTINGS = """\
# Settings of this orderloom workspace. A line that begins with # is a comment: remove the # to use it.
# Check your changes with: orderloom mapping check orderloom.yaml
language: zh                      # zh or en: findings, workbooks, reports
timezone: Asia/Shanghai           # times without a zone are in this one
sources: [inbox]                  # folders, .eml files, .zip, mbox, Maildir

# Who "we" are. Without it nobody checks whether an order is addressed to us.
# company:
#   names: ["苏州示例科技有限公司", "Example Technology Co., Ltd."]
#   tax_ids: ["91320594MA1X7K2P3Y"]
#   email_domains: ["example.com"]

# Exports to reconcile every night. Headers not known by themselves are named in mappings/ (kind: export).
# exports:
#   crm: [exports/crm.xlsx]
#   erp: [exports/erp.csv]
#   wms: [exports/wms.csv]

# Where deliver puts documents; a line per document type, or default.
# targets:
#   default: delivered
#   purchase: delivered/purchase

# Which finding holds an order: error holds, warning is shown, info is noted, off is not looked for.
# policy:
#   date-not-working: info

# price_tolerance: {absolute: "0.01", percent: "0.5"}
# database: sqlite:///orderloom.db
# as_of: "2026-03-04T20:00:00"    # instead of the clock, for rehearsals
"""

_MAPPINGS_README = """\
This site's own mapping files (*.yaml) live here; they come before the built-in ones.

    kind: export      how one system's export reads (columns, status words, tolerances)
    kind: customer    how one customer's orders are recognised and read
    kind: labels      words on paper
    kind: units       words for units
    kind: master      headers of the files in master/
    kind: owners      which team answers for which exception
    kind: rules       the company's own rules; a workbook here (*.xlsx) is such a table, too:
                      orderloom rules table mappings/rules.xlsx writes one to begin with

An export mapping, for example mappings/crm.yaml, begins so:

    kind: export
    system: crm
    columns: {quantity: 订货数量}    # every column named here must be in the file

A customer's mapping is drafted from papers whose values you have written beside them (docs/integrators.md):

    orderloom mapping suggest inbox/PO-4711.pdf --customer C012 > mappings/acme.yaml

Check a file with: orderloom mapping check mappings/FILE.yaml
Check the settings with: orderloom mapping check orderloom.yaml
"""


def init_workspace(folder: Path) -> tuple[Path, ...]:
    """Make `folder` a workspace; return what was added. What is there is never overwritten."""
    added = [path for path in _folders(folder) if _make(path)]
    contents = {
        folder / SETTINGS_FILE: _SETTINGS,
        folder / "mappings" / "README.txt": _MAPPINGS_README,
        **{folder / "master" / f"{name}.csv": _header(name) for name in TABLES if not _there(folder, name)},
    }
    return (*added, *(path for path, text in contents.items() if _write(path, text)))


def _folders(folder: Path) -> tuple[Path, ...]:
    return (folder, *(folder / name for name in ("inbox", "master", "mappings", "exports")))


def _make(path: Path) -> bool:
    if path.is_dir():
        return False
    path.mkdir(parents=True)
    return True


def _there(folder: Path, table: str) -> bool:
    """Say whether the master is there in any format: a second file of one table would be refused."""
    return any((folder / "master").glob(f"{table}.*"))


def _header(table: str) -> str:
    """A byte order mark first, so that Excel opens the file as UTF-8."""
    return "\ufeff" + ",".join(column.name for column in TABLES[table].columns) + "\r\n"


def _write(path: Path, text: str) -> bool:
    try:
        with path.open("x", encoding="utf-8", newline="") as stream:
            stream.write(text)
    except FileExistsError:
        return False
    return True
