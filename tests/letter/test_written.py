"""An order in the text of a mail is not lost because a file hangs on the mail."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from bench.mails.kinds import in_text
from intake.collect import collect
from intake.collect.mail import read_mail
from intake.pipeline import read_all
from tests.intake.papers.goods import ROWS, order
from tests.intake.papers.kit import title
from tests.letter.letters import codes, english, mail, night, papers
from tests.letter.test_enclosed import TEXT, holding

TERMS = b"General terms of purchase. Goods are received at our plant. Tea and cake are served at the reception."
WORDS = (
    f"Dear Sirs,\nplease supply 100 pcs {ROWS[0][1]} and 40 pcs {ROWS[1][1]} by 12 February 2026, "
    "our order 4500017432.\nRegards\nTom Hale"
)


def test_an_order_in_the_text_beside_terms_is_read() -> None:
    found = night(TEXT, {"terms.txt": TERMS}, subject="采购订单")
    assert [(name, record.status) for name, record in found.items()] == [
        ("body", "accepted"),
        ("terms.txt", "rejected"),
    ]
    read = found["body"].order
    assert read is not None
    assert (read.order_id, len(read.lines)) == ("CG-2026-0120", 2)


def test_an_order_in_sentences_beside_terms_is_held() -> None:
    record = night(WORDS, {"terms.txt": TERMS})["body"]
    assert (record.status, codes(record)) == ("review", ["order-mentioned"])


def test_an_order_in_the_text_of_an_attached_mail_with_terms_is_read() -> None:
    found = holding(mail(TEXT, {"terms.txt": TERMS}, subject="采购订单"))
    assert found["采购订单.eml/body"].status == "accepted"


@pytest.mark.parametrize("subject", ["Invoice", "PO 4500017432"])
def test_what_comes_with_an_invoice_stays_a_letter(subject: str) -> None:
    paper = order(title=title("Invoice")).bytes
    found = night(
        "Please find our invoice for your purchase order 4500017432 over 100 pcs A-1001.", {"invoice.pdf": paper},
        subject=subject,
    )  # fmt: skip
    assert {name: record.status for name, record in found.items()} == {"invoice.pdf": "rejected"}


def test_beside_an_order_the_text_is_a_letter() -> None:
    found = night(TEXT, {"po.pdf": english()})
    assert list(found) == ["po.pdf"]
    assert found["po.pdf"].status == "review"


def test_a_night_reads_it_too(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail(TEXT, {"terms.txt": TERMS}, subject="采购订单"))
    read = [(paper.name, records[0].status) for _, paper, records in read_all(collect([tmp_path], tmp_path))]
    assert read == [("body", "accepted"), ("terms.txt", "rejected")]


def test_a_letter_is_not_judged_by_itself() -> None:
    letter = in_text(Random("1/in_text/0"))
    ((paper, (record,)),) = papers(read_mail(letter.data, letter.name))
    assert (paper.name, record.status, codes(record)) == ("body", "accepted", [])
