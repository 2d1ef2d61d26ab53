"""Locked files open with the passwords of the mail and of the site's list; else they are held. Nobody is told them."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import pyzipper
from msoffcrypto.format.ooxml import OOXMLFile
from reportlab.lib.pdfencrypt import StandardEncryption

from intake.extract.words.lexicon import lexicon
from intake.letter.secrets import secrets
from intake.read.unlocked import MOST_TRIES, unlocked, unlocked_member
from orders.mapping import load_mapping
from tests.intake.papers.goods import order
from tests.intake.papers.kit import Book, Pen
from tests.intake.papers.sheets import order_sheet
from tests.letter.letters import codes, night

SECRET = "Kx7-2026!q"


@cache
def locked_pdf() -> bytes:
    """Lock the English order as reportlab does."""
    paper = order()
    pen = Pen(paper.size, paper.font_size)
    pen.canvas.setEncrypt(StandardEncryption(SECRET, "owner", strength=128))
    for part in paper.parts:
        part(pen)
    pen.canvas.save()
    return pen.buffer.getvalue()


@cache
def locked_book() -> bytes:
    """Lock the English order as a workbook with the encryption that Excel writes today (ECMA-376 agile)."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(Book(order_sheet).bytes)).encrypt(SECRET, out)
    return out.getvalue()


@pytest.mark.parametrize("file", [locked_pdf, locked_book])
@pytest.mark.parametrize(
    "body",
    [
        f"The password is {SECRET}",
        f"附件密码：{SECRET}，请查收",
        f"order attached, PIN: “{SECRET}”.",
        f"解压口令为\n{SECRET}\n谢谢",
    ],
)
def test_a_password_of_the_mail_opens_the_file(file: Callable[[], bytes], body: str) -> None:
    record = night(body, {"po": file()})["po"]
    assert record.order is not None
    assert (record.status, record.order.order_id, len(record.order.lines)) == ("accepted", "4500017432", 3)
    assert SECRET not in repr(record)


@pytest.mark.parametrize(
    "body", ["see attached", "The password is kx7-2026!q", "The password follows in another mail."]
)
def test_without_the_right_password_the_file_is_held(body: str) -> None:
    record = night(body, {"po.pdf": locked_pdf()})["po.pdf"]
    assert (record.status, record.order, codes(record)) == ("review", None, ["document-encrypted"])


def customer(folder: Path, senders: str) -> tuple[str, ...]:
    text = f'kind: customer\ncustomer_id: C001\nsenders: [{senders}]\npasswords: ["none", "{SECRET}"]\n'
    (folder / "c001.yaml").write_text(text, encoding="utf-8")
    assert load_mapping(folder / "c001.yaml").data["passwords"] == ["none", SECRET]
    return (str(folder),)


@pytest.mark.parametrize("senders", ["tom@harbor.example", "harbor.example", '"@harbor.example"'])
def test_the_customers_list_opens_its_files(tmp_path: Path, senders: str) -> None:
    record = night("see attached", {"po.pdf": locked_pdf()}, site=customer(tmp_path, senders))["po.pdf"]
    assert record.status == "accepted"
    assert SECRET not in repr(record)


def test_the_list_of_another_customer_is_not_tried(tmp_path: Path) -> None:
    record = night("see attached", {"po.pdf": locked_pdf()}, site=customer(tmp_path, "other.example"))["po.pdf"]
    assert codes(record) == ["document-encrypted"]


def test_only_so_many_are_tried() -> None:
    wrong = [f"wrong{n}" for n in range(MOST_TRIES)]
    assert unlocked(locked_pdf(), [*wrong, SECRET]) is None
    assert (unlocked(locked_pdf(), [*wrong[1:], SECRET]) or b"").startswith(b"%PDF-")


def test_a_lock_that_would_take_minutes_is_not_tried() -> None:
    begun = time.monotonic()
    slow = locked_book().replace(b'spinCount="100000"', b'spinCount="9999999"')
    assert slow != locked_book()
    assert unlocked(slow, [SECRET]) is None
    assert time.monotonic() - begun < 3


def test_what_is_no_locked_file_stays_closed() -> None:
    for data in (b"", b"%PDF-1.7 nothing", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"text"):
        assert unlocked(data, [SECRET]) is None


@pytest.mark.parametrize("encryption", [pyzipper.WZ_AES, None])
def test_members_of_zip_archives_open(encryption: int | None) -> None:
    """AES by pyzipper, and an archive that is not locked at all."""
    packed = io.BytesIO()
    with pyzipper.AESZipFile(packed, "w", compression=pyzipper.ZIP_DEFLATED, encryption=encryption) as archive:
        if encryption:
            archive.setpassword("密码123".encode("gb18030"))
        archive.writestr("订单.txt", b"x" * 5000)
    data = packed.getvalue()
    assert unlocked_member(data, "订单.txt", ["nein", "密码123"]) == b"x" * 5000
    assert unlocked_member(data, "订单.txt", ["nein", "密码123"], most=4999) is None
    assert unlocked_member(data, "none.txt", ["密码123"]) is None
    if encryption:
        assert unlocked_member(data, "订单.txt", ["nein"]) is None


def test_passwords_are_found_where_they_stand() -> None:
    words = lexicon()
    assert secrets("文件密码：abc123，请查收", words) == ("abc123", "abc123，")[:1]
    assert secrets("password: a.b-c!", words) == ("a.b-c", "a.b-c!")
    assert secrets("no secrets, only passwordless access", words) == ()
    assert len(secrets("pin 1111 " * 50 + " ".join(f"pin {n}" for n in range(2000, 2100)), words)) <= 6
