"""A change of the order that stands in the mail's own text is held; a polite letter holds nothing."""

from __future__ import annotations

import pytest

from orders.codes import message
from tests.letter.letters import chinese, codes, english, mail, night

CHANGED, UNEXPLAINED = "order-changed-in-mail", "mail-text-unexplained"
SIGNATURE = (
    "Best regards\nTom Hale\nHarbor Instruments Ltd\n12 High Street, Bristol BS1 4AA\nTel: +44 117 496 0000\nHRB 12345"
)
SIGNATURE_ZH = (
    "王立群\n苏州恒泰仪表有限公司\n地址：江苏省苏州市星湖街328号5栋3座\n电话：0512-5550 0066  手机：13800000000"
)
DISCLAIMER = (
    "This e-mail and any attachments are confidential. If you have received it in error, please notify the sender and "
    "delete it. Any unauthorized disclosure is prohibited. Registered in England No. 01234567."
)

HARMLESS = (
    "Please find attached our PO 4500017432, kindly confirm.",
    "see attached",
    f"Dear Sir,\n\nplease find attached our purchase order 4500017432.\nKindly confirm receipt.\n\n{SIGNATURE}",
    f"Hi,\n\nplease confirm within 2 working days by e-mail to po@harbor.example.\n\n{SIGNATURE}\n\n{DISCLAIMER}",
    "Order 4500017432 over 100 pcs A-1001, delivery on 4 March 2026.",
    "Please find enclosed 2 files (1.4 MB). If you have any changes or questions, please call us on +44 117 496 0000.",
    "Please confirm by 12 January.",
    "Dear all,\nthanks for the call this morning; our order is in the attached file, as discussed with your Ann Lee\n"
    "who was so kind to help us. Please acknowledge.\n\nThanks\nTom",
)
HARMLESS_ZH = (
    "请查收",
    f"您好！\n\n附件是我司采购订单 CG-2026-0117，请查收并回复确认交期。\n\n{SIGNATURE_ZH}",
    "您好，订单见附件，请24小时内签字盖章回传，谢谢！",
    "附件2个，请查收。如有变更请提前通知，有任何问题随时联系 0512-5550 0066。",
    "请于1月20日前回复确认。",
    "采购订单CG-2026-0117，WL-10021 60台，2月28日前交货，请安排。",
)
CHANGES = (
    "Please change line 2 to 500 pcs.",
    "Attached our order 4500017432.\nPlease note that we need to cancel the second line.",
    "Order attached. Please ship to our plant in Hamburg instead.",
    "Order attached, but deliver to another address, please.",
    "Please add 20 of the brackets.",
    f"Order attached.\n\n{SIGNATURE}\n\nP.S. Please cancel line 3.",
    "Do not ship before you have heard from us.",
)
CHANGES_ZH = (
    "第2行数量改为500",
    "请取消",
    "订单见附件，另外再加20个支架",
    "订单见附件。货送到上海新厂。",
    "第三项先不要做，谢谢",
)
UNKNOWN = (
    "Please deliver by 12 February.",
    "Delivery address: 7 Dock Road, Hull HU1 2AB",
    "Our part B-2002 is now B-2002-N.",
    "We want 60 pcs of B-2002.",
    "Quantity of A-1001: 40 pcs",
    "Price agreed: 11.90",
    "Delivery by the end of the month, please.",
)
UNKNOWN_ZH = ("请于2月10日前交货。", "WL-10035 要 60 件", "单价按 310 元", "需要三百件支架", "请在月底前发货")


@pytest.mark.parametrize("body", HARMLESS)
def test_a_polite_letter_holds_nothing(body: str) -> None:
    record = night(body, {"PO 4500017432.pdf": english()})["PO 4500017432.pdf"]
    assert (record.status, codes(record)) == ("accepted", [])


@pytest.mark.parametrize("body", HARMLESS_ZH)
def test_a_polite_chinese_letter_holds_nothing(body: str) -> None:
    record = night(body, {"订单.pdf": chinese()}, subject="采购订单 CG-2026-0117")["订单.pdf"]
    assert (record.status, codes(record)) == ("accepted", [])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        *((body, CHANGED) for body in (*CHANGES, *CHANGES_ZH)),
        *((body, UNEXPLAINED) for body in (*UNKNOWN, *UNKNOWN_ZH)),
    ],
)
def test_a_change_in_the_letter_holds_the_order_and_is_shown(body: str, code: str) -> None:
    """The letter of an English order may be Chinese and the other way round: the words of all languages count."""
    paper = chinese() if code == UNEXPLAINED and body in UNKNOWN_ZH else english()
    record = night(body, {"po.pdf": paper})["po.pdf"]
    assert record.status == "review"
    found = [item for item in record.findings if item.code == code]
    assert found
    assert found[0].facts["seen"] in " ".join(body.split())
    assert found[0].facts["seen"] in message(found[0])


def test_a_change_in_the_subject_counts() -> None:
    record = night("see attached", {"po.pdf": english()}, subject="Re: PO 4500017432: line 2 cancelled")["po.pdf"]
    assert codes(record) == [CHANGED]


REPLY = (
    "Please find the order attached.\n\nOn Mon, 5 Jan 2026 at 10:00, Sales\n<sales@sunrise.example> wrote:\n\n"
    "> Please change line 4 to 999 pcs.\n> Delivery 17 May.\n"
)
OUTLOOK = (
    "{own}\n\n________________\nFrom: Ann Lee <ann@harbor.example>\nSent: Monday, 5 January 2026 10:00\n"
    "To: Tom Hale\nSubject: {subject}\n\nPlease cancel line 4, and 999 pcs of X-77 instead."
)
FOXMAIL = (
    "订单见附件。\n\n\n------------------ 原始邮件 ------------------\n发件人: 王 <w@x.example>;\n"
    "发送时间: 2026年1月5日(星期一) 上午10:00\n收件人: 李;\n主题: 订单\n\n第4行改为999只，请取消其余。"
)


@pytest.mark.parametrize(
    ("body", "subject"),
    [
        (REPLY, "Re: order"),
        (OUTLOOK.format(own="Order attached.", subject="order"), "RE: order"),
        (FOXMAIL, "回复: 订单"),
    ],
)
def test_an_older_mail_that_is_quoted_holds_nothing(body: str, subject: str) -> None:
    record = night(body, {"po.pdf": english()}, subject=subject)["po.pdf"]
    assert (record.status, codes(record)) == ("accepted", [])


@pytest.mark.parametrize("own", ["Please see below.", ""])
def test_a_forwarded_mail_is_what_the_letter_says(own: str) -> None:
    body = OUTLOOK.format(own=own, subject="order")
    assert CHANGED in codes(night(body, {"po.pdf": english()}, subject="FW: order")["po.pdf"])


def test_what_another_file_of_the_mail_says_is_explained() -> None:
    body = "Attached our orders 4500017432 and CG-2026-0117, with 60台 WL-10021."
    found = night(body, {"a.pdf": english(), "b.pdf": chinese()})
    assert [record.status for record in found.values()] == ["accepted", "accepted"]


def test_a_letter_about_an_order_that_is_not_there_is_a_document_of_its_own() -> None:
    notice = b"Our office moves to the third floor. Tea and cake are served at the reception, everybody is welcome."
    found = night("Please cancel our purchase order 4500017432.", {"notice.txt": notice}, subject="News")
    assert list(found) == ["body", "notice.txt"]
    assert found["body"].status == "review"
    assert codes(found["body"]) == ["order-mentioned"]
    assert found["body"].source.file == "mail.eml/body"
    assert found["notice.txt"].status == "rejected"


def test_a_letter_without_files_that_changes_an_order_is_held() -> None:
    assert night("第2行数量改为500", {}, subject="Re: 采购订单")["body"].status == "review"
    assert night("请取消", {}, subject="回复: 采购订单 4711")["body"].status == "review"


def test_a_newsletter_is_no_order() -> None:
    body = "News of the week: prices change, fairs are postponed to 18 March, stands may be cancelled until 2 March."
    assert night(body, {}, subject="Sensor weekly 9")["body"].status == "rejected"


def test_a_password_is_never_shown() -> None:
    body = "Please change line 2 to 500 pcs, password: Xy7-99z. The pin is 8765. 第3行改为20件，解压密码：abc123"
    record = night(body, {"po.pdf": english()})["po.pdf"]
    shown = repr(record)
    assert not any(secret in shown for secret in ("Xy7-99z", "8765", "abc123"))
    assert codes(record).count(CHANGED) >= 2


def test_mails_are_built_as_programs_build_them() -> None:
    assert b"attachment" in mail("x", {"po.pdf": b"1"})
