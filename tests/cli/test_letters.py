"""A night with letters: what they change is held, what they link to is held, drawings reach production; once only."""

from __future__ import annotations

import email
import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.cli.workspaces import FACTORY, ledger_rows, orderloom, records, summary, workspace
from tests.intake.mails import attachments
from tests.letter import drawn

SAMPLE = FACTORY / "inbox" / "01-yunhai-chinese-ruled.eml"


def letter(body: str, files: dict[str, bytes], message_id: str, subject: str = "采购订单") -> bytes:
    """Make a mail of the sample's sender with its order, this text and more files."""
    [(_, name, data)] = attachments(SAMPLE)
    before, made = email.message_from_bytes(SAMPLE.read_bytes()), EmailMessage()
    for header in ("From", "To", "Date"):
        made[header] = before[header]
    made["Subject"], made["Message-ID"] = subject, message_id
    made.set_content(body, cte="base64")
    for file, content in {name: data, **files}.items():
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=file)
    return made.as_bytes()


@pytest.mark.slow
def test_drawings_go_on_to_production_and_a_link_is_held_once(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "night", ())
    body = "加急！订单见附件。\n从QQ邮箱发来的超大附件\n总图.rar (99M, 2026年4月1日 到期)\nhttps://mail.qq.com/cgi-bin/ftnExs_download?k=1\n"
    (folder / "inbox" / "a.eml").write_bytes(letter(body, {"总装.dwg": drawn.dwg()}, "<a@x>"))
    assert orderloom(folder, "intake").returncode == 1
    by_name = {found["source"]["file"].rpartition("/")[2]: found for found in records(folder)}
    order = next(found for found in by_name.values() if found["order"])
    assert (order["status"], order["role"], order["order"]["priority"]) == ("accepted", "order", "urgent")
    assert [one["file"] for one in order["drawings"]] == ["inbox/a.eml/总装.dwg"]
    assert (by_name["总装.dwg"]["status"], by_name["总装.dwg"]["role"]) == ("rejected", "drawing")
    assert [item["code"] for item in by_name["总图.rar"]["findings"]] == ["attachment-is-link"]
    assert summary(folder)["messages"]["held"] == 1

    assert orderloom(folder, "split").returncode == 1
    written = [
        json.loads(path.read_text("utf-8")) for path in (folder / "out/latest/documents/production").glob("*.json")
    ]
    named = [one for document in written for line in document["lines"] for one in line["drawings"]]
    assert {one["file"] for one in named} == {"inbox/a.eml/总装.dwg"}
    assert all(document["priority"] == "urgent" for document in written)

    orderloom(folder, "intake")
    assert ledger_rows(folder, "SELECT count(*) FROM documents") == [(3,)]


@pytest.mark.slow
def test_a_change_in_the_letter_is_held(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "night", ())
    (folder / "inbox" / "a.eml").write_bytes(letter("订单见附件，第2行数量改为500", {}, "<a@x>"))
    assert orderloom(folder, "intake").returncode == 1
    (found,) = records(folder)
    assert found["status"] == "review"
    assert [(item["code"], item["path"]) for item in found["findings"]] == [("order-changed-in-mail", "/order")]
    assert "第2行数量改为500" in found["findings"][0]["message"]
