"""Folders with what is no file, or cannot be opened: it is held by name, nothing waits and nothing ends the run."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest

from intake.collect import Message, collect
from intake.read import read
from intake.read.refusal import LARGEST_FILE


def said(messages: list[Message]) -> dict[str, str]:
    """Return why each file is held, "" for one that is only to be read."""
    return {
        message.file: "".join(str(f.facts["reason"]) for f in read(item.data, item.name).findings)
        for message in messages
        for item in message.attachments
    }


def test_pipes_sockets_devices_and_dead_links_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.pdf")
        for name, target in (("zero.pdf", "/dev/zero"), ("a.pdf", "b.pdf"), ("b.pdf", "a.pdf"), ("dead.pdf", "none")):
            (tmp_path / name).symlink_to(target)
        found = said(list(collect([tmp_path], tmp_path)))
    assert set(found) == {"pipe.pdf", "socket.pdf", "zero.pdf", "a.pdf", "b.pdf", "dead.pdf"}
    assert all("ordinary file" in reason or "cannot be opened" in reason for reason in found.values()), found


def test_a_pipe_given_by_name_is_held(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "ordinary file" in said(list(collect([tmp_path / "pipe"], tmp_path)))["pipe"]


def test_links_that_lead_round_or_up_are_not_followed_twice(tmp_path: Path) -> None:
    inbox, other = tmp_path / "inbox", tmp_path / "other"
    inbox.mkdir()
    other.mkdir()
    for folder in (inbox, other):
        (folder / "a.txt").write_text("hello")
    (inbox / "self").symlink_to(".")
    (inbox / "up").symlink_to("..")
    (inbox / "other").symlink_to("../other")
    (inbox / "again").symlink_to("../other")
    assert len(list(collect([inbox], tmp_path))) == 2


def test_a_folder_that_cannot_be_listed_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.txt").write_text("hello")
    scandir = os.scandir

    def refusing(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = said(list(collect([tmp_path], tmp_path)))
    assert set(found) == {"a.txt", "closed"}
    assert found["closed"]


def test_a_file_without_leave_or_gone_since_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("gone.pdf", "kept.txt", "secret.pdf"):
        (tmp_path / name).write_text("hello")
    messages = collect([tmp_path], tmp_path)
    (tmp_path / "gone.pdf").unlink()
    real = os.open

    def refusing(path: Any, *rest: Any) -> int:
        if str(path).endswith("secret.pdf"):
            raise PermissionError(13, "Permission denied")
        return real(path, *rest)

    monkeypatch.setattr(os, "open", refusing)
    found = said(list(messages))
    assert found["kept.txt"] == ""
    assert "it is gone" in found["gone.pdf"]
    assert "may not read" in found["secret.pdf"]


def test_a_file_over_the_limit_is_held_without_being_read(tmp_path: Path) -> None:
    for name, begin in (("big.pdf", b"%PDF-1.4"), ("big.eml", b"From: a\nTo: b\nDate: c\nSubject: d\n\n")):
        with (tmp_path / name).open("wb") as file:
            file.write(begin)
            file.truncate(LARGEST_FILE + 1)
    messages = list(collect([tmp_path], tmp_path))
    assert all("at most 50 MB" in reason for reason in said(messages).values())
    assert len({message.sha256 for message in messages}) == 2


def test_names_are_shown_without_controls_and_in_their_own_characters(tmp_path: Path) -> None:
    (tmp_path / "a\nb\x1b[31m\u202e.txt").write_text("hello")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "采购订单.txt".encode("gbk"))).write_text("hello")
    found = [message.file for message in collect([tmp_path], tmp_path)]
    assert sorted(found) == ["ab[31m.txt", "采购订单.txt"]
    assert all(name.encode() for name in found)
