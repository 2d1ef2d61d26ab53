"""Messages between programs, tables and pages of text that are endless, deep, entangled, or written to be misread."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bench.harm.archives import BILLION
from bench.harm.pages import FONT, LETTER, PAGE, TEXT, pdf, stream
from bench.harm.texts import UBL

ISA = b"ISA*00*          *00*          *ZZ*A              *ZZ*B              *260303*0912*U*00401*000000001*0*P*>~"
UNB = b"UNB+UNOC:3+A+B+260303:0912+1'"
CIO = "SCRDMCCBDACIOMessageStructure"
CBC = 'xmlns:c="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
CAC = 'xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"'


def messages(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    """Yield what each is, its file name and its bytes; `chance` fills in what may be anything."""
    yield from _xml()
    yield from _edi(chance)
    yield from _tables(chance)
    yield from _pages()
    yield from _texts(chance)


def _order(inside: str, before: str = '<?xml version="1.0"?>') -> bytes:
    return f'{before}<Order xmlns="{UBL}" {CBC} {CAC}><c:ID>PO-4711</c:ID>{inside}</Order>'.encode()


def _xml() -> Iterator[tuple[str, str, bytes]]:
    dtd = '<?xml version="1.0"?><!DOCTYPE Order SYSTEM "http://127.0.0.1:9/order.dtd">'
    yield "XML: a type that lies on the net", "dtd.xml", _order("", dtd)
    parameter = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>'
    yield "XML: a parameter that is a file", "parameter.xml", _order("", parameter)
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    yield "XML: it includes a file", "include.xml", _order(include)
    yield (
        "XML: a style that is a program",
        "style.xml",
        _order("", '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/"?>'),
    )
    yield (
        "XML: laughs in UTF-7",
        "utf7.xml",
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4' + _order(""),
    )
    yield "XML: laughs in UTF-16", "utf16.xml", f'{BILLION}<Order xmlns="{UBL}">&l9;</Order>'.encode("utf-16")
    yield (
        "XML: laughs in UTF-16 without a mark",
        "wide.xml",
        f'{BILLION}<Order xmlns="{UBL}">&l9;</Order>'.encode("utf-16-le"),
    )
    yield "XML: an encoding nobody knows", "encoding.xml", _order("", '<?xml version="1.0" encoding="x-none"?>')
    attributes = " ".join(f'a{n}="x"' for n in range(300_000))
    yield "XML: 300,000 attributes", "attributes.xml", _order(f"<c:Note {attributes}/>")
    spaces = " ".join(f'xmlns:n{n}="urn:{n}"' for n in range(100_000))
    yield "XML: 100,000 namespaces", "spaces.xml", _order(f"<c:Note {spaces}/>")
    yield "XML: a name of 20 MB", "name.xml", _order("<c:" + "x" * (20 << 20) + "/>")
    yield "XML: 1,500,000 comments", "comments.xml", _order("<!---->" * 1_500_000)
    line = '<a:OrderLine><a:LineItem><c:ID>{}</c:ID><c:Quantity unitCode="EA">1</c:Quantity></a:LineItem></a:OrderLine>'
    yield "XML: 100,000 lines", "lines.xml", _order("".join(line.format(n) for n in range(100_000)))
    for what, number in (
        ("of 10^999999", "1e999999"),
        ("of 1 MB", "9" * (1 << 20)),
        ("that is none", "NaN"),
        ("without end", "Infinity"),
        ("of other figures", "١٢٣"),
        ("below zero", "-0"),
    ):
        yield f"XML: a quantity {what}", "quantity.xml", _order(line.format(1).replace(">1<", f">{number}<"))
    yield "XML: two roots", "roots.xml", _order("") + _order("").partition(b"?>")[2]
    yield (
        "XML: an order in an order in an order",
        "nested.xml",
        _order("".join(["<a:OrderLine><a:LineItem>"] * 10_000 + ["</a:LineItem></a:OrderLine>"] * 10_000)),
    )
    carried = stream(
        f'{BILLION}<{CIO} xmlns="urn:un:unece:uncefact:data:{CIO}:100">&l9;</{CIO}>'.encode(),
        b"/Type/EmbeddedFile",
    )
    names = (
        b"<</Names[(order-x.xml)7 0 R]>>",
        b"<</Type/Filespec/F(order-x.xml)/UF(order-x.xml)/EF<</F 8 0 R>>/AFRelationship/Data>>",
    )
    yield (
        "Order-X: laughs",
        "order-x.pdf",
        pdf(PAGE % LETTER, stream(TEXT), FONT, *names, carried, root=b"/Names<</EmbeddedFiles 6 0 R>>/AF[7 0 R]"),
    )


def _edi(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    yield "EDIFACT: 1,000,000 segments", "many.edi", UNB + b"UNH+1+ORDERS:D:96A:UN'" + b"LIN+1'" * 1_000_000
    yield (
        "EDIFACT: 200,000 messages",
        "messages.edi",
        UNB + b"UNH+1+ORDERS:D:96A:UN'BGM+220+1'UNT+3+1'" * 200_000 + b"UNZ+200000+1'",
    )
    yield "EDIFACT: every sign is the same", "signs.edi", b"UNA''''''UNB'UNOC'3'A'B'260303'1'" * 100
    yield "EDIFACT: signs that are letters", "letters.edi", b"UNAABCDEFUNBAUNOCA3" + b"A" * 100_000
    yield "EDIFACT: 5,000,000 elements", "elements.edi", UNB + b"UNH+1+ORDERS:D:96A:UN'BGM" + b"+" * 5_000_000 + b"'"
    yield "EDIFACT: a release that never ends", "release.edi", UNB + b"BGM+" + b"?" * 5_000_001
    yield "EDIFACT: of noise", "noise.edi", UNB + chance.randbytes(100_000)
    yield (
        "EDIFACT: a count of 10^1,000,000",
        "count.edi",
        UNB + b"UNH+1+ORDERS:D:96A:UN'BGM+220+1'UNT+" + b"9" * 1_000_000 + b"+1'UNZ+1+1'",
    )
    yield (
        "X12: 1,000,000 segments",
        "many.x12",
        ISA + b"GS*PO*A*B*20260303*0912*1*X*004010~ST*850*0001~" + b"PO1*1*5*EA*1~" * 1_000_000,
    )
    yield (
        "X12: loops 100,000 deep",
        "loops.x12",
        ISA
        + b"GS*PO*A*B*20260303*0912*1*X*004010~ST*850*0001~"
        + b"".join(b"HL*%d*%d~" % (n, n - 1) for n in range(1, 100_000)),
    )
    yield "X12: every sign is the same", "signs.x12", ISA.replace(b"~", b"*").replace(b">", b"*")
    yield "X12: an end that is NUL", "nul.x12", ISA.replace(b"~", b"\0") + b"GS*PO\0" * 1000
    yield "X12: of noise", "noise.x12", ISA + chance.randbytes(100_000)


def _tables(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    yield "csv: one line of 40 MB", "line.csv", b"Item,Qty,Price\r\n" + b"A,1,2," * 7_000_000
    yield "csv: 3,000,000 rows", "rows.csv", b"Item,Qty,Price\r\n" + b"A,1,2\r\n" * 3_000_000
    yield "csv: 40 MB of quotes", "quotes.csv", b"Item,Qty,Price\r\n" + b'"' * (40 << 20)
    yield "csv: a quote that never ends", "open.csv", b'Item,Qty,Price\r\n"A' + b",1,2\r\n" * 1_000_000
    yield "csv: NUL between the letters", "nul.csv", b"Item,Qty\r\nA\0,1\r\n" * 1000
    yield "csv: 2,000,000 blank lines", "blank.csv", b"Item,Qty,Price\r\n" + b"\r\n" * 2_000_000 + b"A,1,2\r\n"
    yield (
        "csv: numbers of a million figures",
        "figures.csv",
        b"Item,Qty,Unit Price,Amount\r\nA," + b"9" * 1_000_000 + b",1," + b"9" * 1_000_000 + b"\r\n",
    )
    yield (
        "csv: another separator in each line",
        "mixed.csv",
        b"".join(b"Item%sQty%sPrice\r\n" % (sign, sign) for sign in (b",", b";", b"\t", b"|")) * 10_000,
    )
    yield "csv: UTF-16 that is cut in a letter", "utf16.csv", "Item,Qty\r\nA,1\r\n".encode("utf-16") * 1000 + b"\xd8"
    yield (
        "csv: two byte marks and UTF-32",
        "utf32.csv",
        b"\xff\xfe\0\0" + "Item,Qty\r\nA,1\r\n".encode("utf-32-le") * 100,
    )
    yield (
        "csv: GB18030 of noise",
        "gb.csv",
        b"\xb6\xa9\xb5\xa5,\xca\xfd\xc1\xbf\r\n" + bytes(chance.choice(b"\x81\x30\xfe\x39,\n") for _ in range(300_000)),
    )
    hundred = "\r\n".join(f'L{n},=HYPERLINK("http://127.0.0.1:9/{n}"),1,pcs,1.00,1.00' for n in range(1, 200))
    yield "csv: 200 links that are formulas", "links.csv", f"Line,Item,Qty,Unit,Unit Price,Amount\r\n{hundred}".encode()


def _pages() -> Iterator[tuple[str, str, bytes]]:
    html = b"<html><body>Purchase order PO-4711%s</body></html>"
    yield "HTML: 100,000 blocks in one another", "div.html", html % (b"<div>" * 100_000 + b"x" + b"</div>" * 100_000)
    yield "HTML: 200,000 fonts in one another", "font.html", html % (b"<font>x" * 200_000)
    yield (
        "HTML: spans of 65,000 by 65,000",
        "span.html",
        html % (b"<table><tr>" + b"<td rowspan=65000 colspan=65000>1" * 2_000 + b"</table>"),
    )
    yield (
        "HTML: 1,000 by 1,000 cells over one another",
        "cells.html",
        html % (b"<table>" + b"<tr>" + b"<td rowspan=999 colspan=999>1" * 900),
    )
    yield (
        "HTML: it goes elsewhere",
        "refresh.html",
        b'<html><head><meta http-equiv="refresh" content="0;url=file:///etc/passwd"></head></html>',
    )
    yield "HTML: a comment without end", "comment.html", html % (b"<!--" + b"-" * 5_000_000)
    yield "HTML: 1,000,000 entities", "entities.html", html % (b"&#x1F600;&amp;&lt;script&gt;" * 1_000_000)
    yield "HTML: a tag of 20 MB", "tag.html", html % (b"<table a='" + b"x" * (20 << 20))
    yield "HTML: half tags", "half.html", html % (b"<a <table <td " * 300_000)
    yield (
        "HTML: a text in a thousand styles that nobody sees",
        "unseen.html",
        html % (b'<span style="display:none;font-size:0;color:#fff">Qty 9 </span>' * 100_000),
    )
    yield (
        "HTML: named a workbook",
        "order.xls",
        b"<html xmlns:x='urn:x'><table><tr><td>=cmd|' /C calc'!A0</td></tr></table></html>",
    )
    yield (
        "web archive: parts without end",
        "page.mht",
        b"MIME-Version: 1.0\r\nFrom: <a>\r\nSubject: x\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
        + b"--B\r\nContent-Location: x\r\n\r\n" * 50_000,
    )


def _texts(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    yield (
        "text: letters that combine 1,000,000 times",
        "marks.txt",
        ("Purchase order e" + "\u0301" * 1_000_000).encode(),
    )
    yield "text: turned round and round", "turned.txt", ("Purchase order \u202e\u202d\u2066" * 200_000).encode()
    yield "text: 5,000,000 lines", "lines.txt", b"Purchase order\n" + b"1\n" * 5_000_000
    yield (
        "text: an amount in words without end",
        "words.txt",
        ("Purchase order 合计大写：" + "壹仟" * 1_000_000).encode(),
    )
    yield (
        "text: a million dates",
        "dates.txt",
        b"Purchase order PO-4711\n" + b"2026-03-04 03/04/05 4.3.2026\n" * 300_000,
    )
    yield (
        "text: a million labels",
        "labels.txt",
        ("采购订单\n" + "订单号：数量：单价：金额：交货日期：\n" * 200_000).encode(),
    )
    yield "text: dots that lead nowhere", "dots.txt", b"Purchase order" + b"." * 5_000_000 + b"1"
    yield "text: signs of a terminal", "terminal.txt", b"Purchase order \x1b]0;x\x07\x1b[2J\x1b[31m PO-4711 \x9b5n"
    yield "text: a test virus that is none", "eicar.txt", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"not-a-test-file"
    yield "noise of 1 MB", "noise.bin", chance.randbytes(1 << 20)
    yield "noise of letters, 5 MB", "letters.txt", bytes(chance.choices(b"abcdefghij 0123456789.,:-\n", k=5 << 20))
    yield "a program for Linux", "order", b"\x7fELF\2\1\1" + bytes(5000)
    yield "a program for Windows", "order.exe", b"MZ" + bytes(58) + b"\x40\0\0\0PE\0\0" + bytes(5000)
    yield "an internet link", "order.url", b"[InternetShortcut]\r\nURL=http://127.0.0.1:9/\r\n"
    yield "a shortcut", "order.lnk", b"L\0\0\0\1\x14\2\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(500)
    yield "a script of a shell", "order.sh", b'#!/bin/sh\nrm -rf "$HOME" # Purchase order\n'
    yield "a pickle that starts a program", "order.pkl", b"cos\nsystem\n(S'echo harm'\ntR."
    yield "a database", "order.db", b"SQLite format 3\0" + bytes(5000)
    yield (
        "YAML: laughs",
        "laughs.yaml",
        b"a: &a [x, x]\n"
        + b"".join(b"b%d: &b%d [*%s, *%s]\n" % (n, n, b"b%d" % (n - 1) if n else b"a", b"a") for n in range(60)),
    )
    yield "JSON: 300,000 brackets", "deep.json", b"[" * 300_000
