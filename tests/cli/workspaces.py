"""Small workspaces made from the sample factory, and commands run in them."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
FACTORY = ROOT / "samples" / "factory"
SETTINGS = """\
as_of: "2026-03-04T20:00:00"
timezone: Asia/Shanghai
language: {language}
company:
  names: ["苏州辰芯传感科技有限公司", "Chenxin Sensing Technology (Suzhou) Co., Ltd.", "辰芯传感"]
  tax_ids: ["91320594MA1X7K2P3Y"]
  email_domains: ["chenxin-sensing.example"]
sources: [inbox]
"""


def workspace(folder: Path, mails: Sequence[str], *, language: str = "en") -> Path:
    """Make a workspace with the factory's masters and the mails whose names begin so; no exports."""
    (folder / "inbox").mkdir(parents=True)
    shutil.copytree(FACTORY / "master", folder / "master")
    (folder / "orderloom.yaml").write_text(SETTINGS.format(language=language), encoding="utf-8")
    add_mails(folder, mails)
    return folder


def add_mails(folder: Path, mails: Sequence[str]) -> None:
    """Put more of the factory's mails into the inbox."""
    for begin in mails:
        [mail] = (FACTORY / "inbox").glob(f"{begin}*.eml")
        shutil.copy(mail, folder / "inbox")


def orderloom(folder: Path, *arguments: str, module: Sequence[str] = ("cli",)) -> subprocess.CompletedProcess[str]:
    """Run a command in `folder` as a user would."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", *module, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def summary(folder: Path) -> dict[str, Any]:
    """Return the newest run's summary."""
    found: dict[str, Any] = json.loads((folder / "out/latest/summary.json").read_text(encoding="utf-8"))
    return found


def records(folder: Path) -> list[dict[str, Any]]:
    """Return the newest run's order records."""
    text = (folder / "out/latest/orders.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def ledger_rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask the workspace's ledger."""
    with sqlite3.connect(folder / "orderloom.db") as connection:
        return connection.execute(query).fetchall()


def delivered(folder: Path) -> dict[str, bytes]:
    """Return every delivered file by its path."""
    target = folder / "delivered"
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}
