"""Fifteen ways in which an order arrives by mail, each a function that makes one."""

from __future__ import annotations

import html
import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.layouts import LAYOUTS
from bench.layouts.paper import Order, Pen, truth
from bench.mails.letter import Letter, mail, many, paper, part, pdf, text, word

GREETING = "Dear Sir or Madam,\r\n\r\nplease find attached our order. Kindly confirm receipt.\r\n\r\nBest regards\r\n"
GREETING_ZH = "您好，\r\n\r\n附件是我司订单，请查收并确认，谢谢！\r\n\r\n祝商祺\r\n"
FETCHED = "https://wx.mail.qq.com/ftn/download?func=3&key="


def plain(rng: Random) -> Letter:
    """Text and a PDF."""
    one = paper(rng)
    return Letter("plain.eml", mail(rng, many("mixed", rng, text(GREETING), pdf(one.pdf, "order.pdf"))), one.orders)


def outlook(rng: Random) -> Letter:
    """Text and HTML with a logo in it, then the PDF, as Outlook nests them."""
    one = paper(rng)
    page = '<html><body><p>Please find our order attached.</p><img src="cid:logo@01"></body></html>'
    logo = part("image/png; name=logo.png", _logo(), "Content-ID: <logo@01>", "Content-Disposition: inline")
    seen = many("alternative", rng, text("Please find our order attached.\r\n"), text(page, kind="html"))
    body = many("mixed", rng, many("related", rng, seen, logo), pdf(one.pdf, "order.pdf"))
    return Letter("outlook.eml", mail(rng, body), one.orders)


def foxmail(rng: Random) -> Letter:
    """gb2312 that holds GBK, and a file name in raw GBK."""
    one = paper(rng)
    raw = "采购订单（镕珵）.pdf".encode("gbk").decode("latin-1")
    named = part(
        f'application/octet-stream; name="{raw}"', one.pdf, f'Content-Disposition: attachment; filename="{raw}"'
    )
    body = many("mixed", rng, text(GREETING_ZH, "gbk", label="gb2312"), named)
    return Letter("foxmail.eml", mail(rng, body, word("订单", "gbk")), one.orders)


def continued(rng: Random) -> Letter:
    """A file name in the pieces of RFC 2231."""
    one = paper(rng)
    name = "".join(f"%{byte:02X}" for byte in "采购订单-三月.pdf".encode())
    heads = f"Content-Disposition: attachment;\r\n filename*0*=UTF-8''{name[:30]};\r\n filename*1*={name[30:]}"
    body = many("mixed", rng, text(GREETING_ZH), part("application/pdf", one.pdf, heads))
    return Letter("continued.eml", mail(rng, body, word("采购订单")), one.orders)


def forwarded(rng: Random) -> Letter:
    """The mail with the order is attached to another mail."""
    one = paper(rng)
    inner = mail(rng, many("mixed", rng, text(GREETING), pdf(one.pdf, "order.pdf")))
    body = many("mixed", rng, text("FYI\r\n"), b"Content-Type: message/rfc822\r\n\r\n" + inner + b"\r\n")
    return Letter("forwarded.eml", mail(rng, body, "Fw: PO"), one.orders)


def quoted(rng: Random) -> Letter:
    """An older mail is quoted below the greeting."""
    one = paper(rng)
    old = "\r\n------------------ 原始邮件 ------------------\r\n发件人: sales\r\n> 报价 500 件，单价 12.00。\r\n"
    body = many("mixed", rng, text(GREETING_ZH + old), pdf(one.pdf, "order.pdf"))
    return Letter("quoted.eml", mail(rng, body, word("回复：订单")), one.orders)


def zipped(rng: Random) -> Letter:
    """A zip whose member's name is GBK and does not say so."""
    one, buffer = paper(rng), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        info = zipfile.ZipInfo("采购订单.pdf".encode("gbk").decode("cp437"))
        made.writestr(info, one.pdf)
    data = buffer.getvalue().replace(
        "采购订单.pdf".encode("gbk").decode("cp437").encode(), "采购订单.pdf".encode("gbk")
    )
    named = part("application/zip; name=po.zip", data, "Content-Disposition: attachment; filename=po.zip")
    return Letter("zipped.eml", mail(rng, many("mixed", rng, text(GREETING_ZH), named)), one.orders)


def two_orders(rng: Random) -> Letter:
    """Two orders in two files."""
    one, other = paper(rng), paper(rng)
    body = many("mixed", rng, text(GREETING), pdf(one.pdf, "a.pdf"), pdf(other.pdf, "b.pdf"))
    return Letter("two.eml", mail(rng, body), (*one.orders, *other.orders))


def mailbox(rng: Random) -> Letter:
    """A mailbox of three mails."""
    papers = [paper(rng) for _ in range(3)]
    mails = [mail(rng, many("mixed", rng, text(GREETING), pdf(one.pdf, "order.pdf"))) for one in papers]
    box = b"".join(
        b"From buyer@buyer.example Tue Mar  3 09:12:00 2026\n" + m.replace(b"\r\n", b"\n") + b"\n" for m in mails
    )
    return Letter("box.mbox", box, tuple(order for one in papers for order in one.orders))


def in_html(rng: Random) -> Letter:
    """The order is a table in the mail's HTML."""
    order = Pen(rng).order(rng.choice(("zh", "en")), tax_rate="0")
    return Letter("html.eml", mail(rng, text(_page(order), kind="html")), (truth(order, due=True),))


def in_text(rng: Random) -> Letter:
    """The order is a table of tabs in the mail's text."""
    order = Pen(rng).order("en", tax_rate="0")
    lines = ["Purchase Order", "", *(f"{label}: {said}" for label, said in _pairs(order)), "", "\t".join(COLUMNS["en"])]
    lines += ["\t".join(row) for row in _rows(order)] + ["", f"Total {order.currency}: {order.payable_total}"]
    return Letter("text.eml", mail(rng, text("\r\n".join(lines) + "\r\n")), (truth(order, due=True),))


def locked(rng: Random) -> Letter:
    """A PDF with a password that the mail tells."""
    one, secret = paper(rng), f"{rng.randrange(10**6):06}"
    with TemporaryDirectory(prefix="mails-") as folder:
        (Path(folder) / "a.pdf").write_bytes(one.pdf)
        command = ["qpdf", "--encrypt", secret, "owner", "256", "--", f"{folder}/a.pdf", f"{folder}/b.pdf"]
        subprocess.run(command, check=True, timeout=60)
        data = (Path(folder) / "b.pdf").read_bytes()
    said = rng.choice((f"附件密码：{secret}\r\n", f"The password is {secret}.\r\n", f"Password: {secret}\r\n"))
    body = many("mixed", rng, text(said), pdf(data, "order.pdf"))
    return Letter("locked.eml", mail(rng, body), one.orders)


def changed(rng: Random) -> Letter:
    """The mail's text changes the order that is attached."""
    one = paper(rng)
    said = rng.choice(
        (
            "Please change the quantity of line 2 to 777 pcs, the rest as attached.\r\n",
            "附件订单第2行数量改为777，其余不变。\r\n",
            "Please add 250 pcs of the first item to the attached order.\r\n",
            "附件订单的交货地点改为昆山新厂，请注意。\r\n",
        )
    )
    body = many("mixed", rng, text(said), pdf(one.pdf, "order.pdf"))
    return Letter("changed.eml", mail(rng, body), one.orders, "hold")


def linked(rng: Random) -> Letter:
    """The order is not in the mail: it has to be fetched."""
    link = f'<a href="{FETCHED}{rng.getrandbits(64):x}">订单.zip (52.1M)</a>'
    page = f"<html><body>订单请从超大附件下载：{link}</body></html>"
    return Letter("linked.eml", mail(rng, text(page, kind="html"), word("订单")), (), "hold")


def split(rng: Random) -> Letter:
    """The two pages of an order are two files."""
    long = next(layout for layout in LAYOUTS if layout.name == "zh-over-pages").draw(Pen(rng))
    with TemporaryDirectory(prefix="mails-") as folder:
        (Path(folder) / "a.pdf").write_bytes(long.pdf)
        subprocess.run(["qpdf", "--split-pages", f"{folder}/a.pdf", f"{folder}/p-%d.pdf"], check=True, timeout=60)
        pages = [page.read_bytes() for page in sorted(Path(folder).glob("p-*.pdf"))]
    files = [pdf(page, f"page{at}.pdf") for at, page in enumerate(pages, 1)]
    return Letter("split.eml", mail(rng, many("mixed", rng, text(GREETING_ZH), *files)), long.orders)


COLUMNS = {
    "en": ("Line", "Item No", "Description", "Qty", "Unit", "Unit Price", "Amount"),
    "zh": ("行号", "物料编码", "名称", "数量", "单位", "单价", "金额"),
}
LABELS = {
    "en": ("PO Number", "PO Date", "Delivery Date", "Buyer", "Supplier"),
    "zh": ("订单编号", "订单日期", "交货日期", "买方", "卖方"),
}


def _pairs(order: Order, language: str = "en") -> list[tuple[str, str]]:
    said = (order.order_id, order.issue_date.isoformat(), order.due.isoformat(), order.buyer, order.seller)
    return list(zip(LABELS[language], said, strict=True))


def _rows(order: Order) -> list[list[str]]:
    return [
        [str(r.line_id), r.code, r.description, str(r.quantity), r.unit, str(r.price), str(r.amount)]
        for r in order.rows
    ]


def _page(order: Order) -> str:
    """Write the order as a program writes HTML mail: nested tables, entities, styles."""
    language = "zh" if "\u4e00" < order.buyer[0] < "\u9fff" else "en"
    title, total = ("采购订单", "合计") if language == "zh" else ("Purchase Order", "Total")
    heads = "".join(f"<tr><td>{a}：</td><td>{html.escape(b)}</td></tr>" for a, b in _pairs(order, language))
    cells = [COLUMNS[language], *_rows(order)]
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in cells)
    end = f'<tr><td colspan="6">{total} {order.currency}</td><td>{order.payable_total}</td></tr>'
    return (
        f'<html><body><div style="font-size:10pt"><h2>{title}</h2><table><tr><td><table>{heads}</table></td></tr>'
        f'<tr><td><table border="1">{rows}{end}</table></td></tr></table><p>&nbsp;</p></div></body></html>'
    )


def _logo() -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (160, 48), (20, 60, 120)).save(buffer, "PNG")
    return buffer.getvalue()


KINDS: tuple[Callable[[Random], Letter], ...] = (
    plain, outlook, foxmail, continued, forwarded, quoted, zipped, two_orders, mailbox, in_html, in_text, locked,
    changed, linked, split,
)  # fmt: skip
