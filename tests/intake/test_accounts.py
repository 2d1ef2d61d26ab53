"""Bank accounts are read wherever a word for one stands before them, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from intake.extract.head.accounts import accounts
from intake.extract.words.lexicon import lexicon
from intake.read.document import Page, Word
from orders.codes import record_json
from tests.check.small_world import record


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
        ("账号 12", ()),
        ("电话 0571-88886666 传真 0571-88886667", ()),
    ],
)
def test_what_stands_behind_a_word_for_an_account(line: str, found: tuple[str, ...]) -> None:
    assert accounts([page("采购订单", line)], lexicon()) == found


def test_an_account_printed_twice_is_one() -> None:
    assert accounts([page("账号：1202026109900123456", "银行账号 1202026109900123456")], lexicon()) == (
        "1202026109900123456",
    )


def test_records_without_accounts_say_nothing_of_them() -> None:
    assert "accounts" not in record_json(record())
    assert record_json(record(accounts=("1202026109900123456",)))["accounts"] == ["1202026109900123456"]
