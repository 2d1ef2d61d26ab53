"""Mails, markup and tables of text: deep, endless, with entities, and with cells that are formulas and scripts."""

from __future__ import annotations

from collections.abc import Iterator

from bench.harm.archives import BILLION, NAMES

HEAD = "From: a@buyer.example\r\nTo: b@seller.example\r\nSubject: order\r\nDate: Tue, 03 Mar 2026 09:12:00 +0800\r\n"
UBL = "urn:oasis:names:specification:ubl:schema:xsd:Order-2"
FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "<script>alert(1)</script>", "'; DROP TABLE orders; --")


def texts() -> Iterator[tuple[str, str, bytes]]:
    """Yield what each is, its file name and its bytes."""
    yield "XML: a billion laughs", "laughs.xml", f'{BILLION}<Order xmlns="{UBL}"><ID>&l9;</ID></Order>'.encode()
    yield (
        "XML: an entity that is a file",
        "entity.xml",
        (
            f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
            f'<Order xmlns="{UBL}"><ID>&e;</ID></Order>'
        ).encode(),
    )
    yield (
        "XML: an entity named 100,000 times",
        "quadratic.xml",
        (
            f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "{"x" * 50_000}">]>'
            f'<Order xmlns="{UBL}">{"&e;" * 100_000}</Order>'
        ).encode(),
    )
    yield (
        "XML: 500,000 elements deep",
        "deep.xml",
        f'<?xml version="1.0"?><Order xmlns="{UBL}">'.encode() + b"<a>" * 500_000,
    )
    yield "EDIFACT: a segment of 20 MB", "long.edi", b"UNA:+.? 'UNB+UNOC:3+A+B+260303:0912+1'BGM+" + b"x" * (20 << 20)
    yield (
        "X12: 200,000 segments without an end",
        "endless.edi",
        (
            b"ISA*00*          *00*          *ZZ*A              *ZZ*B              "
            b"*260303*0912*U*00401*000000001*0*P*>~" + b"PO1*1*5*EA*1*PE*BP*A~" * 200_000
        ),
    )
    yield "HTML: 300,000 tables in one another", "deep.html", b"<html><body>" + b"<table><tr><td>" * 300_000
    yield (
        "HTML: a script",
        "script.html",
        b"<html><body><script>while(1){}</script>Purchase order 1</body></html>",
    )
    yield "csv: one cell of 20 MB", "cell.csv", b'Item,Qty,Price\r\nA,1,"' + b"x" * (20 << 20) + b'"\r\n'
    yield "csv: 300,000 columns", "wide.csv", b",".join([b"Qty"] * 300_000) + b"\r\n" + b",".join([b"1"] * 300_000)
    yield "csv: formulas, scripts and SQL in cells", "formulas.csv", _formulas()
    yield "text: one line of 20 MB", "long.txt", b"Purchase order 4711 " * (1 << 20)
    yield "mail: 300 mails in one another", "nested.eml", _nested(300)
    yield "mail: 20,000 attachments", "many.eml", _attached(*["a.pdf"] * 20_000)
    yield "mail: a head of 10 MB", "head.eml", (HEAD + "X: " + "y" * (10 << 20) + "\r\n\r\nhello").encode()
    yield "mail: names that are paths", "names.eml", _attached(*(name.replace("\n", " ") for name in NAMES.values()))


def _formulas() -> bytes:
    lines = ["Item,Description,Qty,Unit,Unit Price,Amount"]
    lines += [f'A-{n},"{text}",10,pcs,2.00,20.00' for n, text in enumerate(FORMULAS, 1)]
    return "\r\n".join(lines).encode()


def _nested(depth: int) -> bytes:
    mail = HEAD + "\r\nhello\r\n"
    for _ in range(depth):
        mail = HEAD + "Content-Type: message/rfc822\r\n\r\n" + mail
    return mail.encode()


def _attached(*names: str) -> bytes:
    begin = "--B\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; "
    parts = "".join(f'{begin}filename="{name}"\r\n\r\n%PDF-1.7\r\n' for name in names)
    return (HEAD + f"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n{parts}--B--\r\n").encode()
