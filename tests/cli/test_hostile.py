"""A folder of everything that is no order, in one batch: each ends in its state, and the counts add up everywhere."""

from __future__ import annotations

import os
import socket
from collections import Counter
from pathlib import Path

import pytest

import cli
from tests.cli.workspaces import FACTORY, orderloom, records, summary

MAIL = (
    b"From: a@b.example\r\nTo: c@d.example\r\nSubject: %s\r\n"
    b"Date: Tue, 03 Mar 2026 09:12:00 +0800\r\nMIME-Version: 1.0\r\n"
)
FILES: dict[str, bytes] = {
    "empty.pdf": b"",
    "zeros.xlsx": b"\0" * 5000,
    "one.pdf": b"%",
    "cut.pdf": b"%PDF-1.7\n1 0 obj\n",
    "headless.pdf": b"3 0 obj <</Type/Page>> endobj trailer <</Root 1 0 R>>",
    "login.xlsx": b"<html><body>please log in</body></html>",
    "cut.xlsx": b"PK\x03\x04\x14\0\0\0\x08\0[Content_Types].xml",
    "cut.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "a.rar": b"Rar!\x1a\x07\0",
    "long.csv": b'a,b,c\n1,2,"' + b"x" * 200_000 + b'"\n',
    "no-boundary.eml": MAIL % b"a" + b"Content-Type: multipart/mixed\r\n\r\n--B\r\n",
    "garbage.eml": MAIL % b"b"
    + b"Content-Transfer-Encoding: base64\r\nContent-Type: application/pdf; name=x.pdf\r\n\r\n!\xff=",
    "empty.eml": MAIL % b"c" + b"\r\n",
    "hello.eml": MAIL % b"d" + b"\r\nHappy new year!\r\n",
}
NO_ORDER = {"hello.eml/body", "long.csv"}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty workspace with a folder of bad input, which is the current folder."""
    bad = tmp_path / "bad"
    bad.mkdir()
    for name, data in FILES.items():
        (bad / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def add_what_is_no_file(folder: Path) -> int:
    """Add pipes, links and names in foreign bytes to the folder; return how many."""
    os.mkfifo(folder / "pipe.pdf")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("bad/s.pdf")
    for name, target in (("zero.pdf", "/dev/zero"), ("round.pdf", "round.pdf"), ("dead.pdf", "none"), ("self", ".")):
        (folder / name).symlink_to(target)
    Path(os.fsdecode(os.fsencode(folder) + b"/" + "空.pdf".encode("gbk"))).touch()
    with (folder / "big.pdf").open("wb") as big:
        big.truncate(60 << 20)
    return 7


def test_every_bad_file_ends_in_its_state_and_all_counts_agree(place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    added = add_what_is_no_file(place / "bad")
    assert cli.main(["intake", "bad", "--as-of", "2026-03-04T20:00:00", "--lang", "en"]) == 1
    found = {item["source"]["file"].removeprefix("bad/"): item for item in records(place)}
    assert len(found) == len(FILES) + added
    assert {name for name, item in found.items() if item["status"] != "review"} == NO_ORDER
    assert all(item["order"] is None for item in found.values())
    counted, states = summary(place), Counter(item["status"] for item in found.values())
    assert counted["documents"] == {key: states[key] for key in ("accepted", "review", "rejected", "failed")}
    assert counted["messages"]["in"] == len(found)
    assert counted["messages"]["held"] == states["review"]
    assert {item["source"].removeprefix("bad/") for item in counted["failures"]} == set(found)
    screen = capfd.readouterr().err
    for item in counted["failures"]:
        assert f"{item['source']}: {item['reason']}" in screen


def test_each_reason_is_a_sentence_in_the_clerks_language(place: Path) -> None:
    assert cli.main(["intake", "bad", "--as-of", "2026-03-04T20:00:00", "--lang", "zh", "-q"]) == 1
    for item in summary(place)["failures"]:
        assert any("\u4e00" <= char <= "\u9fff" for char in item["reason"]), item
        assert "Error" not in item["reason"]
        assert "Errno" not in item["reason"]


@pytest.mark.slow
def test_an_order_among_bad_files_is_accepted_all_the_same(place: Path) -> None:
    add_what_is_no_file(place / "bad")
    order = next((FACTORY / "inbox").glob("02-*.eml"))
    (place / "bad" / order.name).write_bytes(order.read_bytes())
    done = orderloom(place, "extract", "bad", "-o", "said.jsonl", "--jobs", "2")
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    said = (place / "said.jsonl").read_text(encoding="utf-8")
    assert said.count('"status": "accepted"') + said.count('"status":"accepted"') == 1
