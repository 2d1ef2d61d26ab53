"""Every check is shown by a sample mail, and the documentation names the one that shows it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from tests.samples.test_maker import FACTORY, ROOT, SECOND, THIRD

NIGHTS = {"first": FACTORY, "second": SECOND, "third": THIRD, "faulty": THIRD / "faulty"}
# what no mail can show: it takes a person who refuses (tests/ledger/test_refused_changes.py)
ONLY_BY_PERSONS = {"approval-refused"}
# what no order can show: a circle is refused with the masters, and with --lenient its items are shut out
ONLY_IN_MASTERS = {"bom-circular"}


@cache
def shown(night: str) -> dict[str, set[str]]:
    """Return which codes each mail of a night is expected to show, by itself or with the masters, by its number."""
    found: dict[str, set[str]] = {}
    for path in sorted((NIGHTS[night] / "inbox").glob("*.expected.json")):
        for record in json.loads(path.read_text("utf-8"))["records"]:
            codes = {*record["findings"], *record.get("intake", {}).get("findings", [])}
            found.setdefault(path.name.split("-")[0], set()).update(codes)
    return found


def documented() -> list[tuple[str, str]]:
    rows = (line.split(" | ") for line in (ROOT / "docs" / "checks.md").read_text("utf-8").splitlines())
    return [(row[1].strip("`"), row[2]) for row in rows if len(row) == 6 and row[1].startswith("`")]


def test_every_check_is_documented() -> None:
    assert len(documented()) > 30


@pytest.mark.parametrize(("code", "sample"), documented())
def test_the_named_sample_shows_the_check(code: str, sample: str) -> None:
    if code in ONLY_IN_MASTERS:
        assert sample == "faulty masters"
        faults = (NIGHTS["faulty"] / "faults.expected.csv").read_text("utf-8")
        assert f",{code}," in faults
        return
    if code in ONLY_BY_PERSONS:
        assert sample == "a person's refusal"
        return
    night, number = sample.split(" ")
    assert code in shown(night)[number]


def test_folders_of_samples_are_there() -> None:
    assert all(isinstance(folder, Path) and (folder / "inbox").is_dir() for folder in NIGHTS.values())
