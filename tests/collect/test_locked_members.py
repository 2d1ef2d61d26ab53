"""A locked archive opens with the password that its mail tells, and a link that only the HTML has is seen."""

from __future__ import annotations

import io
from email.message import EmailMessage
from pathlib import Path

import pytest
import pyzipper

from intake.collect import collect
from intake.collect.mail import read_mail
from intake.read.refusal import Refused

PAPER = b"%PDF-1.7 nothing"


def locked(password: bytes) -> bytes:
    buffer = io.BytesIO()
    with pyzipper.AESZipFile(buffer, "w", encryption=pyzipper.WZ_AES) as made:
        made.setpassword(password)
        made.writestr("order.pdf", PAPER)
    return buffer.getvalue()


def mail(text: str, archive: bytes = b"", html: str = "") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@buyer.example", "b@seller.example", "PO"
    made["Date"] = "Tue, 03 Mar 2026 09:12:00 +0800"
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    if archive:
        made.add_attachment(archive, maintype="application", subtype="zip", filename="po.zip")
    return made.as_bytes()


@pytest.mark.parametrize("text", ["The password is 7Qx-22.", "解压密码：7Qx-22", "请见附件，密码 7Qx-22 ，谢谢"])
def test_the_mails_password_opens_its_archive(text: str) -> None:
    (only,) = read_mail(mail(text, locked(b"7Qx-22")), "a.eml").attachments
    assert (only.name, only.data) == ("order.pdf", PAPER)


def test_an_archive_whose_password_nobody_tells_is_held() -> None:
    (only,) = read_mail(mail("See attachment.", locked(b"7Qx-22")), "a.eml").attachments
    assert isinstance(only.data, Refused)
    assert [item.code for item in only.data.document.findings] == ["document-encrypted"]


def test_a_link_that_only_the_page_has_is_part_of_the_text() -> None:
    link = "https://wx.mail.qq.com/ftn/download?func=3&key=77"
    html = f'<p>Order: <a href="{link}">PO.zip</a></p>'
    assert link in (read_mail(mail("See the page.", html=html), "a.eml").body or "")


def known(folder: Path, senders: str) -> tuple[str, ...]:
    text = f'kind: customer\ncustomer_id: C001\nsenders: [{senders}]\npasswords: ["7Qx-22"]\n'
    (folder / "c001.yaml").write_text(text, encoding="utf-8")
    return (str(folder),)


def test_the_customers_list_opens_its_archive_and_no_others(tmp_path: Path) -> None:
    sent, site = mail("See attachment.", locked(b"7Qx-22")), known(tmp_path, "buyer.example")
    (only,) = read_mail(sent, "a.eml", site=site).attachments
    assert (only.name, only.data) == ("order.pdf", PAPER)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.eml").write_bytes(sent)
    (tmp_path / "in" / "b.zip").write_bytes(locked(b"7Qx-22"))  # it has no sender and may be anybody's
    found = [item.data for message in collect([tmp_path / "in"], tmp_path, site) for item in message.attachments]
    assert found == [PAPER, PAPER]
    (only,) = read_mail(sent, "a.eml", site=known(tmp_path / "in", "other.example")).attachments
    assert isinstance(only.data, Refused)
