"""Files that a mail only links to are held, whatever else it carries; home pages and older mails are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.collect.mail import read_mail
from intake.letter.links import linked, with_links
from orders.records import OrderRecord
from tests.letter.letters import codes, english, mail, said

LINK = "attachment-is-link"
QQ = (
    "你好，订单见附件，图纸较大。\n\n从QQ邮箱发来的超大附件\n\n支架图纸.rar (128.5M, 2026年03月10日 17:50 到期)\n"
    "进入下载页面：https://mail.qq.com/cgi-bin/ftnExs_download?t=exs_ftn_download&k=6a3b&code=77d1\n"
)
NETEASE = (
    "订单见附件。\n\n从网易163邮箱发来的云附件\n总装图.dwg (61.20M, 2026年3月20日 到期)\n"
    "https://mail.163.com/large-attachment-download/index.html?p=X-NETEASE-HUGE-ATTACHMENT&file=aa11\n"
)
FOXMAIL = "请查收订单。\n\n超大附件: 1个\n规格书.pdf(52.1MB)  下载"
OUTLOOK = "Our order is attached, the drawings are here:\nDrawings.zip<https://harbor-my.sharepoint.com/:u:/g/personal/tom/Eab1?e=x1>\n"
ONEDRIVE = "See attached. 3D data: https://1drv.ms/u/s!AbCdEf\n"
WETRANSFER = "See attached. Drawings: https://we.tl/t-AbCd1234 (until Friday)\n"
OTHER = "See attached.\nPlease download the files from https://files.harbor.example/share/8x7s\n"
BARE = "See attached, drawing at http://files.harbor.example/out/bracket-B2002.step\n"


def links(body: str, *, subject: str = "Purchase order", files: bool = True) -> dict[str, OrderRecord]:
    """Read a mail with an order and this text; what it links to."""
    message = read_mail(mail(body, {"po.pdf": english()} if files else {}, subject=subject), "mail.eml")
    return {name: record for name, record in said(with_links(message)).items() if LINK in codes(record)}


@pytest.mark.parametrize(
    ("body", "name", "shown"),
    [
        (QQ, "支架图纸.rar", "https://mail.qq.com/cgi-bin/ftnExs_download"),
        (NETEASE, "总装图.dwg", "https://mail.163.com/large-attachment-download"),
        (FOXMAIL, "超大附件_ 1个", "超大附件: 1个"),
        (OUTLOOK, "Drawings.zip", "https://harbor-my.sharepoint.com/:u:/g/personal/tom/Eab1"),
        (ONEDRIVE, "1drv.ms", "https://1drv.ms/u/s!AbCdEf"),
        (WETRANSFER, "we.tl", "https://we.tl/t-AbCd1234"),
        (OTHER, "files.harbor.example", "https://files.harbor.example/share/8x7s"),
        (BARE, "bracket-B2002.step", "http://files.harbor.example/out/bracket-B2002.step"),
    ],
)
def test_a_link_to_a_file_is_held_beside_the_order(body: str, name: str, shown: str) -> None:
    found = links(body)
    assert list(found) == [name]
    record = found[name]
    assert (record.status, record.order, codes(record)) == ("review", None, [LINK])
    assert shown in record.findings[0].facts["seen"]
    assert record.source.file == f"mail.eml/{name}"


def test_a_link_in_a_mail_without_files_is_held_too() -> None:
    assert list(links(QQ, files=False)) == ["支架图纸.rar"]


@pytest.mark.parametrize(
    "body",
    [
        "See attached.\n\nBest regards\nTom Hale\nHarbor Instruments Ltd\nwww.harbor.example\nhttps://www.harbor.example/",
        "See attached. More about us at https://www.harbor.example/products/valves and https://www.linkedin.com/in/tom",
        "See attached.\n\nOn Mon, 5 Jan 2026 at 10:00, Ann <ann@x.example> wrote:\n> drawings: https://we.tl/t-AbCd1234",
        "订单见附件。\n网址：http://www.hengtai.example",
        "Our cloud is https://www.dropbox.com/ as you know.",
    ],
)
def test_a_home_page_a_signature_and_an_older_mail_are_none(body: str) -> None:
    assert links(body, subject="Re: Purchase order") == {}


def test_links_are_added_once() -> None:
    message = read_mail(mail(QQ, {"po.pdf": english()}), "mail.eml")
    once = with_links(message)
    assert len(once.attachments) == 2
    assert with_links(once) is once


def test_the_order_beside_a_link_goes_on() -> None:
    message = read_mail(mail(ONEDRIVE, {"po.pdf": english()}), "mail.eml")
    assert said(with_links(message))["po.pdf"].status == "accepted"


def test_a_secret_in_a_link_is_not_shown() -> None:
    body = "见附件。图纸：https://pan.baidu.com/s/1AbC?pwd=7k2m 提取码：7k2m"
    (record,) = links(body).values()
    assert "7k2m" not in repr(record)
    assert "pan.baidu.com/s/1AbC" in record.findings[0].facts["seen"]


HTML = '<p>Order attached.</p><p><a href="https://harbor-my.sharepoint.com/:b:/p/tom/Eab1">Bracket drawing</a></p>'


def test_links_that_only_the_html_has_come_into_the_text() -> None:
    home = '<a href="https://www.harbor.example/">Harbor</a>'
    assert linked("Order attached.", HTML + home) == (
        "Order attached.\nBracket drawing https://harbor-my.sharepoint.com/:b:/p/tom/Eab1"
    )
    assert linked("Order attached.", home) == "Order attached."
    assert linked("see https://we.tl/t-1", '<a href="https://we.tl/t-1">here</a>') == "see https://we.tl/t-1"
    assert linked(None, None) is None


def test_a_site_adds_hosts_and_words(tmp_path: Path) -> None:
    (tmp_path / "links.yaml").write_text("kind: links\nhosts: [files.mill.example]\nwords: [the parcel]\n", "utf-8")
    message = read_mail(mail("Drawings: https://files.mill.example/x7", {"po.pdf": english()}), "mail.eml")
    assert len(with_links(message).attachments) == 1
    assert len(with_links(message, (str(tmp_path),)).attachments) == 2
