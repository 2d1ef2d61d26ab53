"""What a mail says that is attached to a mail counts as the mail's own letter does; made by the email library."""

from __future__ import annotations

import email
from collections.abc import Mapping
from email import policy
from email.message import EmailMessage

import pytest

from intake.collect.mail import read_mail
from intake.letter.links import with_links
from orders.records import OrderRecord
from tests.collect import outlook_files as ol
from tests.letter.letters import chinese, codes, english, mail, papers
from tests.letter.test_links import LINK, QQ
from tests.letter.test_passwords import SECRET, locked_pdf

CHANGED, UNEXPLAINED = "order-changed-in-mail", "mail-text-unexplained"
CHANGE = "Please change line 2 to 500 pcs."
TEXT = (
    "采购订单\n订单编号：CG-2026-0120\n订单日期：2026-01-17\n交货日期：2026-02-28\n币种：人民币\n"
    "需方：苏州恒泰仪表有限公司\n供方：宁波晨光传感器有限公司\n\n"
    "物料编码\t名称\t数量\t单位\t单价\t金额\nWL-10021\t压力变送器\t60\t台\t315.00\t18900.00\n"
    "WL-10035\t安装支架\t120\t件\t18.50\t2220.00\n合计\t\t\t\t\t21120.00\n"
)


def holding(
    *inner: bytes, text: str = "see attached", files: Mapping[str, bytes] | None = None, subject: str = "FW: PO"
) -> dict[str, OrderRecord]:
    """Read a mail with mails attached to it; its records by their place in it."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "ann@sunrise.example", "orders@sunrise.example", subject
    made["Date"], made["Message-ID"] = "Fri, 09 Jan 2026 12:00:00 +0000", "<2@sunrise.example>"
    made.set_content(text)
    for one in inner:
        made.add_attachment(email.message_from_bytes(one, policy=policy.default))
    for name, data in (files or {}).items():
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    read = papers(with_links(read_mail(made.as_bytes(), "m.eml")))
    return {record.source.file.removeprefix("m.eml/"): record for _, records in read for record in records}


def test_a_polite_mail_inside_a_mail_holds_nothing() -> None:
    body = "Please find attached our PO 4500017432, kindly confirm."
    record = holding(mail(body, {"po.pdf": english()}))["Purchase order.eml/po.pdf"]
    assert (record.status, codes(record)) == ("accepted", [])


@pytest.mark.parametrize(("body", "code"), [(CHANGE, CHANGED), ("Please deliver by 12 February.", UNEXPLAINED)])
def test_a_mail_inside_a_mail_speaks_of_its_file(body: str, code: str) -> None:
    record = holding(mail(body, {"po.pdf": english()}))["Purchase order.eml/po.pdf"]
    assert (record.status, codes(record)) == ("review", [code])
    assert record.findings[0].facts["seen"] == body
    assert record.findings[0].facts["letter"] == "Purchase order.eml"


def test_a_message_of_outlook_inside_another_speaks_of_its_file() -> None:
    inner = ol.embedded({ol.SUBJECT: "PO", ol.BODY: CHANGE}, [ol.file("po.pdf", english())])
    message = read_mail(ol.message({ol.SUBJECT: "FW: PO", ol.BODY: "see attached"}, [inner]), "m.msg")
    ((paper, (record,)),) = papers(message)
    assert (paper.name, codes(record)) == ("po.pdf", [CHANGED])


def test_a_change_in_its_subject_counts() -> None:
    inner = mail("see attached", {"po.pdf": english()}, subject="PO 4500017432: line 2 cancelled")
    (record,) = holding(inner).values()
    assert codes(record) == [CHANGED]


def test_a_mail_without_files_speaks_of_the_files_beside_it() -> None:
    found = holding(mail(CHANGE, {}), files={"po.pdf": english()})
    assert codes(found["po.pdf"]) == [CHANGED]
    assert "order-mentioned" in codes(found["Purchase order.eml/body"])


def test_a_mail_with_a_drawing_speaks_of_the_order_beside_it() -> None:
    inner = mail(CHANGE, {"bracket.step": b"ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\nENDSEC;\nEND-ISO-10303-21;\n"})
    assert codes(holding(inner, files={"po.pdf": english()})["po.pdf"]) == [CHANGED]


def test_a_mail_with_an_order_of_its_own_speaks_of_no_other() -> None:
    first, second = mail(CHANGE, {"po.pdf": english()}, subject="PO 1"), mail("请查收", {"订单.pdf": chinese()})
    found = holding(first, second)
    assert codes(found["PO 1.eml/po.pdf"]) == [CHANGED]
    assert (found["Purchase order.eml/订单.pdf"].status, codes(found["Purchase order.eml/订单.pdf"])) == (
        "accepted",
        [],
    )


def test_the_outer_mail_speaks_of_an_order_in_the_text_of_the_inner_one() -> None:
    inner = mail(TEXT, {}, subject="采购订单")
    place = "采购订单.eml/body"
    assert (holding(inner)[place].status, codes(holding(inner)[place])) == ("accepted", [])
    assert codes(holding(inner, text="第2行数量改为500")[place]) == [CHANGED]
    note = mail("订单第2行数量改为500", {}, subject="更正")
    assert set(codes(holding(inner, note)[place])) == {CHANGED}


@pytest.mark.parametrize("with_file", [True, False])
def test_a_link_in_a_mail_inside_a_mail_is_held(*, with_file: bool) -> None:
    files = {"po.pdf": english()} if with_file else {}
    held = {place: record for place, record in holding(mail(QQ, files)).items() if LINK in codes(record)}
    assert [(place, record.status) for place, record in held.items()] == [("支架图纸.rar", "review")]


def test_the_password_in_the_inner_mail_opens_its_file() -> None:
    inner = mail(f"The password is {SECRET}", {"po.pdf": locked_pdf()})
    record = holding(inner)["Purchase order.eml/po.pdf"]
    assert record.status == "accepted"
    assert SECRET not in repr(record)
