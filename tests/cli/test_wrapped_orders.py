"""Nights in which orders come wrapped: in Outlook messages, archives, mailboxes; each counts once."""

from __future__ import annotations

import email
import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.cli.workspaces import FACTORY, ledger_rows, orderloom, records, summary, workspace
from tests.collect import outlook_files as ol
from tests.collect import winmail_files as tnef
from tests.collect.archive_files import zipped
from tests.intake.mails import attachments

SAMPLE = FACTORY / "inbox" / "01-yunhai-chinese-ruled.eml"


def outlook() -> bytes:
    """Make the sample's mail as Outlook saves it, with its headers."""
    [(subject, name, data)] = attachments(SAMPLE)
    before = email.message_from_bytes(SAMPLE.read_bytes())
    headers = f"From: {before['From']}\r\nDate: {before['Date']}\r\nMessage-ID: <1@outlook.example>\r\n"
    return ol.message({ol.SUBJECT: subject, ol.BODY: "见附件", ol.HEADERS: headers}, [ol.file(name, data)])


def winmail() -> bytes:
    """Make the sample's mail as it arrives from an Outlook that sends rich text."""
    [(_, name, data)] = attachments(SAMPLE)
    before = email.message_from_bytes(SAMPLE.read_bytes())
    made = EmailMessage()
    made["From"], made["Date"], made["Subject"] = before["From"], before["Date"], "order"
    long: list[tnef.Property] = [(0x3707, tnef.TEXT, name)]
    made.set_content(tnef.winmail([tnef.file(b"A.PDF", data, long)]), "application", "ms-tnef", filename="winmail.dat")
    return made.as_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("how", ["msg", "zip", "winmail"])
def test_a_wrapped_order_is_accepted_and_its_mail_is_a_resend(tmp_path: Path, how: str) -> None:
    folder = workspace(tmp_path / "night", ())
    name, data = {
        "msg": ("a.msg", outlook()),
        "zip": ("a.zip", zipped({"saved/订单.eml": SAMPLE.read_bytes()})),
        "winmail": ("a.eml", winmail()),
    }[how]
    (folder / "inbox" / name).write_bytes(data)
    assert orderloom(folder, "intake").returncode == 0
    [found] = records(folder)
    assert found["status"] == "accepted"
    assert orderloom(folder, "intake").returncode == 0
    assert ledger_rows(folder, "SELECT count(*) FROM documents") == [(1,)]
    box = mailbox.mbox(folder / "inbox" / "box")
    for _ in range(2):
        box.add(SAMPLE.read_bytes())
    box.close()
    assert orderloom(folder, "intake").returncode == 0
    counted = summary(folder)["documents"]
    assert (counted["accepted"], counted["review"]) == (0, 0)
