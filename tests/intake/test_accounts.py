"""Bank accounts are read wherever a word for one stands before them, and nothing else is taken for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from intake.check import Context, check
from intake.extract import extract
from intake.extract.head.accounts import accounts
from intake.extract.words.lexicon import lexicon
from intake.read import read
from intake.read.document import Page, Word
from orders.codes import record_json
from orders.masters import Customer, Masters
from orders.records import Source
from orders.workspace import Company
from tests.check.small_world import record
from tests.intake.messages.edi import ORDERS, SET_850, interchange, message, records, transaction, x12
from tests.intake.messages.xml import order_x, ubl
from tests.letter.letters import english, night
from tests.read.office_files import word, workbook


def page(*printed: str) -> Page:
    words = []
    for row, line in enumerate(printed):
        x = 40.0
        for text in line.split(" "):
            words.append(Word(text, x, 40.0 + 20 * row, x + 8 * len(text), 52.0 + 20 * row))
            x += 8 * len(text) + 4
    return Page(1, 600.0, 800.0, tuple(words))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("账号：1202026109900123456", ("1202026109900123456",)),
        ("开户行：工商银行杭州分行 账号: 1202 0261 0990 0123 456", ("1202 0261 0990 0123 456",)),
        ("需方账号:1202026109900123456 供方账号:95588000199990001", ("1202026109900123456", "95588000199990001")),
        ("IBAN: DE89 3704 0044 0532 0130 00", ("DE89 3704 0044 0532 0130 00",)),
        ("Account No. 0012345678", ("0012345678",)),
        ("A/C No.: 400-123456-001", ("400-123456-001",)),
        ("收款卡号：6217003810026896707", ("6217003810026896707",)),
        ("我司银行账号已变更为 6217003810026896707", ("6217003810026896707",)),
        ("Our bank account has changed to DE89 3704 0044 0532 0130 00", ("DE89 3704 0044 0532 0130 00",)),
        ("订单号 4500017432", ()),
        ("账号：见附件", ()),
        ("我司账号已变更为：6222 0210 0111 2345 678", ("6222 0210 0111 2345 678",)),
        ("Our bank account is now DE89 3704 0044 0532 0130 00", ("DE89 3704 0044 0532 0130 00",)),
        ("Please pay to DE89370400440532013000 from now on", ("DE89370400440532013000",)),
        ("Please pay to DE88370400440532013000 from now on", ()),
        ("账号 1.20203E+18", ("1.20203E+18",)),
        ("Numer konta: 61 1090 1014 0000 0712 1981 2874", ("61 1090 1014 0000 0712 1981 2874",)),
        ("账号 12", ()),
        ("电话 0571-88886666 传真 0571-88886667", ()),
    ],
)
def test_what_stands_behind_a_word_for_an_account(line: str, found: tuple[str, ...]) -> None:
    assert accounts([page("采购订单", line)], lexicon()) == found


def test_a_number_below_its_word_is_one() -> None:
    assert accounts([page("开户行 银行账号", "工商银行 1202026109900123456")], lexicon()) == ("1202026109900123456",)
    assert accounts([page("银行账号", "联系人 李强", "电话 13812345678901")], lexicon()) == ()


IBAN = "DE89370400440532013000"
PAYMENT = f"""<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>
  <cac:PayeeFinancialAccount><cbc:ID>{IBAN}</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>"""
CREDITOR = f"""<ram:SpecifiedTradeSettlementPaymentMeans><ram:PayeePartyCreditorFinancialAccount>
  <ram:IBANID>{IBAN}</ram:IBANID></ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>"""
FORMS = {
    "ubl": ubl().replace("<cac:PaymentTerms>", f"{PAYMENT}<cac:PaymentTerms>"),
    "ubl text": ubl().replace("30 days net", f"30 days net, our new account is {IBAN}"),
    "order-x": order_x().replace("<ram:OrderCurrencyCode>", f"{CREDITOR}<ram:OrderCurrencyCode>"),
    "edifact": interchange(message(ORDERS.replace("NAD+SU", f"FII+BF+{IBAN}:Nordwind+COBADEFF'\nNAD+SU", 1))),
    "edifact text": interchange(message(ORDERS.replace("Please confirm.", f"New IBAN {IBAN}"))),
    "x12 text": x12(transaction(SET_850.replace("PO1*1", f"MSG*Our new bank account is {IBAN}~\nPO1*1", 1))),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_message_names_its_accounts(form: str) -> None:
    assert IBAN in FORMS[form]
    [found] = records(FORMS[form])
    assert (found.order is not None, found.accounts) == (True, (IBAN,))


def test_a_site_says_which_reference_of_x12_is_an_account(tmp_path: Path) -> None:
    (tmp_path / "x12.yaml").write_text(
        'kind: codes\nstandard: x12\nlists: {"128": {account: ["11"]}}\n', encoding="utf-8"
    )
    data = x12(transaction(SET_850.replace("REF*DP*17", "REF*11*0012345678", 1))).encode()
    source = Source("order", "0" * 64, "application/octet-stream")
    [found] = extract(read(data, "order"), source, site=(str(tmp_path),))
    assert found.accounts == ("0012345678",)
    assert records(data)[0].accounts == ()


def sheet(*more: tuple[str, object]) -> bytes:
    def fill(book: Any, cells: Any) -> None:
        rows: list[list[object]] = [
            ["采购订单"],
            ["订单号", "CG-1"],
            ["物料编码", "数量"],
            ["A-1", 5],
            *map(list, more),
        ]
        for at, row in enumerate(rows):
            cells.write_row(at, 0, row)

    return workbook(fill)


@pytest.mark.parametrize("number", ["1202026109900123456", 1202026109900123456])
def test_a_sheet_names_its_accounts(number: object) -> None:
    [found] = records(sheet(("账号", number)))
    assert found.accounts


def test_a_word_document_names_its_accounts() -> None:
    def fill(document: Any) -> None:
        for text in ("采购订单", "账号：1202026109900123456"):
            document.add_paragraph(text)

    [found] = records(word(fill))
    assert found.accounts == ("1202026109900123456",)


@pytest.mark.parametrize("body", [f"From today please pay to {IBAN}.", f"New IBAN: {IBAN}"])
def test_the_letter_and_any_file_beside_an_order_count_for_it(body: str) -> None:
    assert night(body, {"po.pdf": english()})["po.pdf"].accounts == (IBAN,)
    notice = word(lambda document: document.add_paragraph(body))
    found = night("Please see the attached order.", {"po.pdf": english(), "notice.docx": notice})
    assert found["po.pdf"].accounts == (IBAN,)


def test_a_changed_account_in_the_letter_holds_the_order() -> None:
    customer = Customer("C9", "Harbor Robotics Inc.", "A", bank_accounts=("US123",))
    read_in = night(f"New IBAN: {IBAN}", {"po.pdf": english()})["po.pdf"]
    assert read_in.order
    customer = replace(customer, name=read_in.order.buyer.name or "")
    judged = check(read_in, Context(Masters(customers={"C9": customer}), Company(), date(2026, 1, 9)))
    assert [one.facts["seen"] for one in judged.findings if one.code == "bank-account-changed"] == [IBAN]


def test_an_account_printed_twice_is_one() -> None:
    assert accounts([page("账号：1202026109900123456", "银行账号 1202026109900123456")], lexicon()) == (
        "1202026109900123456",
    )


def test_records_without_accounts_say_nothing_of_them() -> None:
    assert "accounts" not in record_json(record())
    assert record_json(record(accounts=("1202026109900123456",)))["accounts"] == ["1202026109900123456"]
