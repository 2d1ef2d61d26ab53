"""Files and folders of many mails: mbox, Maildir, and archives of saved mails; each mail is a message, once."""

from __future__ import annotations

import mailbox
import os
from email.message import EmailMessage
from pathlib import Path

import pytest

from intake.collect import Message, collect, opening
from intake.collect import mailbox as boxes
from intake.collect.mail import read_mail
from intake.collect.mailbox import spans, unmarked
from tests.collect import outlook_files as ol
from tests.collect.archive_files import zipped
from tests.collect.told import files, held

PDF = b"%PDF-1.4 order"


def mail(number: int, text: str = "hello", *, day: int = 3) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = f"{number}@customer.example", "orders@us.example", f"order {number}"
    made["Date"], made["Message-ID"] = f"Tue, {day:02} Mar 2026 09:12:00 +0800", f"<{number}@customer.example>"
    made.set_content(text)
    made.add_attachment(PDF + b"%d" % number, maintype="application", subtype="pdf", filename="po.pdf")
    made.set_boundary("B")
    return made


def boxed(path: Path, *mails: EmailMessage) -> Path:
    """Write a mailbox file with the standard library."""
    box = mailbox.mbox(path)
    for one in mails:
        box.add(one)
    box.flush()
    box.close()
    return path


def shown(*paths: Path) -> dict[str, Message]:
    found = list(collect(paths, paths[0].parent))
    assert len({message.file for message in found}) == len(found)
    return {message.file: message for message in found}


def test_each_mail_of_a_mailbox_file_is_a_message(tmp_path: Path) -> None:
    got = shown(boxed(tmp_path / "box.mbox", mail(1, day=5), mail(2), mail(3, day=4)))
    assert [(file, m.sender) for file, m in got.items()] == [
        ("box.mbox/2", "2@customer.example"),
        ("box.mbox/3", "3@customer.example"),
        ("box.mbox/1", "1@customer.example"),
    ]
    assert got["box.mbox/2"].attachments[0].source.file == "box.mbox/2/po.pdf"
    assert files(got["box.mbox/2"]) == {"po.pdf": PDF + b"2"}


def test_a_mail_is_the_same_in_a_mailbox_that_grows_and_alone(tmp_path: Path) -> None:
    boxed(tmp_path / "one.mbox", mail(1))
    boxed(tmp_path / "two.mbox", mail(1), mail(2))
    (tmp_path / "a.eml").write_bytes(mail(1).as_bytes())
    got = shown(*tmp_path.iterdir())
    assert len({got[file].sha256 for file in ("two.mbox/1", "one.mbox", "a.eml")}) == 1


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_lines_that_only_look_like_a_mark_part_nothing(end: bytes, tmp_path: Path) -> None:
    text = (
        b"From a@b Tue Mar  3 09:12:00 2026\nSubject: a\nDate: Tue, 03 Mar 2026 09:12:00 +0800\n\n"
        b"From here on\n\nFrom Monday 09:00 on we order\n>From c@d Tue Mar  3 09:12:00 2026\n\n"
        b"From e@f Tue Mar  3 09:13:00 2026\nSubject: b\nDate: Tue, 03 Mar 2026 09:13:00 +0800\n\ntwo\n"
    )
    (tmp_path / "box").write_bytes(text.replace(b"\n", end))
    got = shown(tmp_path / "box")
    assert [message.subject for message in got.values()] == ["a", "b"]
    body = got["box/1"].body or ""
    assert body.splitlines()[-1] == "From c@d Tue Mar  3 09:12:00 2026"


def test_a_mailbox_larger_than_a_file_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = boxed(tmp_path / "box", *(mail(n, "x" * 1000) for n in range(5)), mail(5, "y" * 9000))
    monkeypatch.setattr(opening, "LARGEST_FILE", 5000)
    got = shown(path)
    assert len(got) == 6
    assert held(got["box/6"]) == {"box/6": "document-over-limit"}
    assert files(got["box/5"]) == {"po.pdf": PDF + b"4"}
    monkeypatch.setattr(boxes, "LARGEST_MAILBOX", 3000)
    with path.open("rb") as file:
        found = list(spans(file))
    assert (len(found), sum(size for _, size in found)) == (2, path.stat().st_size)


def test_a_maildir_gives_each_mail_once(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "Mail")
    key = box.add(mail(1))
    seen = mailbox.MaildirMessage(mail(2))
    seen.set_subdir("cur")
    seen.set_flags("S")
    box.add(seen)
    (tmp_path / "Mail" / "tmp" / "half").write_bytes(mail(3).as_bytes()[:300])
    (tmp_path / "Mail" / "dovecot-uidlist").write_text("3 V1 N1\n")
    box.add_folder("Sent").add(mail(4))
    os.link(tmp_path / "Mail" / "new" / key, tmp_path / "Mail" / "cur" / f"{key}:2,S")
    got = shown(tmp_path / "Mail")
    assert sorted(message.sender or "" for message in got.values()) == ["1@customer.example", "2@customer.example"]
    assert got[f"Mail/cur/{key}:2,S"].sender == "1@customer.example"


def test_a_mail_that_is_moved_while_the_maildir_is_read(tmp_path: Path) -> None:
    key = mailbox.Maildir(tmp_path / "Mail").add(mail(1))
    waiting = collect([tmp_path / "Mail"], tmp_path)
    (tmp_path / "Mail" / "new" / key).rename(tmp_path / "Mail" / "cur" / f"{key}:2,S")
    [got] = waiting
    assert files(got) == {"po.pdf": PDF + b"1"}


def test_folders_that_are_no_maildir_are_read_whole(tmp_path: Path) -> None:
    for name in ("cur", "new"):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "a.txt").write_text(name)
    assert list(shown(tmp_path / "in")) == ["in/cur/a.txt", "in/new/a.txt"]


def test_mails_of_an_archive_are_messages_of_their_own(tmp_path: Path) -> None:
    saved = ol.message({ol.SUBJECT: "订单", ol.SENDER: "li@customer.example"}, [ol.file("po.pdf")])
    box = boxed(tmp_path / "box", mail(1), mail(2, day=4)).read_bytes()
    (tmp_path / "a.zip").write_bytes(
        zipped({"m/late.eml": mail(9, day=9).as_bytes(), "m/saved.msg": saved, "box": box, "po.pdf": PDF})
    )
    (tmp_path / "between.eml").write_bytes(mail(5, day=5).as_bytes())
    got = shown(tmp_path / "a.zip", tmp_path / "between.eml")
    assert {file: message.sender for file, message in got.items()} == {
        "a.zip": None,
        "a.zip/m/saved.msg": "li@customer.example",
        "a.zip/box/1": "1@customer.example",
        "a.zip/box/2": "2@customer.example",
        "between.eml": "5@customer.example",
        "a.zip/m/late.eml": "9@customer.example",
    }
    assert list(got) == [
        *("a.zip", "a.zip/m/saved.msg", "a.zip/box/1", "a.zip/box/2", "between.eml", "a.zip/m/late.eml"),
    ]
    assert got["a.zip/m/late.eml"].sha256 == read_mail(mail(9, day=9).as_bytes(), "x").sha256


def test_a_mark_is_no_part_of_the_mail() -> None:
    assert unmarked(b"From a@b Tue Mar  3 09:12:00 2026\nSubject: a\n\nhi\n\n") == b"Subject: a\n\nhi\n"
    assert unmarked(b"Subject: a\n\n>From x\n\n") == b"Subject: a\n\n>From x\n\n"
