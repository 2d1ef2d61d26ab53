"""Mails of the first night that are no orders, or whose files cannot be read."""

# ruff: noqa: E501  (tables of words are as wide as their rows)

from __future__ import annotations

import io
from decimal import Decimal
from html import escape

from samples.maker import papers, styles, truth, world
from samples.maker.mails import PDF, XLSX, Attachment, Mail
from samples.maker.night_one import ORDERS, chinese
from samples.maker.orders import in_words, order

SUPPLIER = ("开票员", "billing@lianjie-hw.example")
NEWS = """<html><body><h2>传感器行业周刊 第9期</h2><p>本周要闻：<b>MEMS 压力芯片</b>价格走势、展会日程（3月18日-20日，上海）。</p>
<table><tr><td>型号</td><td>行情价</td></tr><tr><td>通用压力芯片</td><td>31.00-33.00</td></tr></table>
<p><a href="https://news.sensor-weekly.example/unsubscribe">退订</a></p></body></html>"""


def mails() -> list[Mail]:
    """Return invoice, newsletter, encrypted, cut-off, empty and wrongly named files."""
    return [_invoice(), _newsletter(), _encrypted(), _truncated(), _empty(), _wrong_suffix()]


def _invoice() -> Mail:
    expected = truth.no_order("发票_26322000000812345678.pdf", "invoice", "rejected", [])
    attachment = Attachment("发票_26322000000812345678.pdf", draw_invoice, expected)
    body = "您好！\n\n附件为2月份连接器货款的电子发票，请查收。\n\n昆山联接五金有限公司\n"
    return Mail(
        "15-invoice",
        "A supplier's invoice: not an order.",
        SUPPLIER,
        "2026-03-03T16:10:00",
        "【发票】2月货款电子发票",
        body,
        (attachment,),
    )


def draw_invoice() -> bytes:
    """Draw an electronic VAT invoice addressed to us."""
    import hashlib

    from weasyprint import HTML

    rows = [("*电子元件*M12连接器", "4P 直头 孔", "只", "400", "11.16", "4464.00", "13%", "580.32"),
            ("*电子元件*DIN连接器", "43650-A PG9", "只", "200", "5.88", "1176.00", "13%", "152.88")]  # fmt: skip
    header = ["项目名称", "规格型号", "单位", "数量", "单价", "金额", "税率", "税额"]
    cells = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in [header, *rows])
    parties = f"<tr><td>购买方名称：{world.COMPANY}<br>统一社会信用代码：{world.COMPANY_TAX_ID}</td><td>销售方名称：昆山联接五金有限公司<br>统一社会信用代码：{world.uscc('91320583MA1W5T8Q6')}</td></tr>"
    style = "body{font-family:'WenQuanYi Zen Hei';font-size:8.5pt}table{border-collapse:collapse;width:100%}td{border:.6pt solid #8a4b12;padding:1.4mm}h1{text-align:center;color:#8a4b12;font-size:16pt}"
    total = "<tr><td colspan='5'>合计</td><td>5640.00</td><td></td><td>733.20</td></tr>"
    page = f"<style>{style}</style><h1>电子发票（增值税专用发票）</h1><p>发票号码：26322000000812345678　开票日期：2026年03月02日</p><table>{parties}</table><table>{cells}{total}</table><p>价税合计（大写）：{in_words(Decimal('6373.20'))}　（小写）¥6373.20</p><p>开票人：周燕</p>"
    drawn: bytes = HTML(string=page).write_pdf(
        pdf_identifier=hashlib.md5(b"invoice", usedforsecurity=False).hexdigest().encode()
    )
    return drawn


def _newsletter() -> Mail:
    body = "传感器行业周刊 第9期\n本周要闻：MEMS 压力芯片价格走势、展会日程（3月18日-20日，上海）。\n"
    expected = truth.no_order(None, "other", "rejected", [])
    sender = ("传感器行业周刊", "news@sensor-weekly.example")
    return Mail(
        "16-newsletter",
        "A newsletter in HTML: no order.",
        sender,
        "2026-03-04T07:00:00",
        "传感器行业周刊 第9期",
        body,
        html=NEWS,
        expected=expected,
    )


def _encrypted() -> Mail:
    said = order("C007", "NS2026030405", "2026-03-04", "2026-04-30", [("CX-LT400-05", 8)])
    expected = truth.no_order("采购订单NS2026030405.pdf", None, "review", ["document-encrypted"])
    attachment = Attachment(
        "采购订单NS2026030405.pdf", lambda: papers.encrypted(papers.pdf(said, styles.QINLING)), expected
    )
    return chinese(
        "17-encrypted",
        "2026-03-04T11:02:00",
        "An order whose PDF is locked with a password we do not have: held.",
        attachment,
        said,
    )


def _truncated() -> Mail:
    said = order("C001", "CG-20260304-021", "2026-03-04", "2026-04-30", [("CX-TT200-A", 20), ("CX-PT100-10", 15)])
    expected = truth.no_order("采购订单_CG-20260304-021.pdf", None, "review", ["document-damaged"])
    attachment = Attachment(
        "采购订单_CG-20260304-021.pdf", lambda: papers.cut_off(papers.pdf(said, styles.YUNHAI)), expected
    )
    return chinese(
        "18-truncated", "2026-03-04T11:15:00", "An order whose PDF was cut off in transfer: held.", attachment, said
    )


def _empty() -> Mail:
    said = ORDERS["SC26-03-0112", None]
    expected = truth.no_order("SC26-03-0113.pdf", None, "review", ["document-damaged"])
    mail = chinese(
        "28-zero-bytes",
        "2026-03-04T16:40:00",
        "An attachment of zero bytes: held.",
        Attachment("SC26-03-0113.pdf", lambda: b"", expected),
        said,
    )
    return Mail(**{**mail.__dict__, "subject": "采购单 SC26-03-0113", "body": "您好，采购单 SC26-03-0113 见附件。\n"})


def _wrong_suffix() -> Mail:
    picture = Attachment(
        "新址导航图.pdf", draw_notice, truth.no_order("新址导航图.pdf", None, ["rejected", "review"], []), PDF
    )
    text = "请各位合作伙伴下载产品彩页，感谢支持！\n".encode()
    note = Attachment(
        "产品彩页.xlsx", lambda: text, truth.no_order("产品彩页.xlsx", None, ["rejected", "review"], []), XLSX
    )
    body = "各位合作伙伴：\n\n我司办公室将搬迁至新址，导航图见附件。\n\n太仓精钣 行政部\n"
    about = "A picture named .pdf and a text named .xlsx: no orders; neither may stop the night."
    return Mail(
        "29-wrong-suffix",
        about,
        ("太仓精钣", "office@tcjb.example"),
        "2026-03-04T17:05:00",
        "搬迁通知",
        body,
        (picture, note),
    )


def draw_notice() -> bytes:
    """Draw a picture with a few words on it, as PNG."""
    from PIL import Image, ImageDraw, ImageFont

    from samples.maker.scans import WQY

    page = Image.new("RGB", (900, 500), (238, 244, 250))
    pen = ImageDraw.Draw(page)
    pen.rectangle((120, 160, 780, 420), outline=(40, 80, 140), width=6)
    pen.line((120, 300, 780, 300), fill=(200, 160, 60), width=18)
    pen.text((450, 80), "太仓精钣 新址导航图", font=ImageFont.truetype(WQY, 44), fill=(20, 40, 80), anchor="mm")
    pen.text((450, 230), "精工路", font=ImageFont.truetype(WQY, 32), fill=(60, 60, 60), anchor="mm")
    buffer = io.BytesIO()
    page.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
