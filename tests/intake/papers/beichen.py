"""The orders of one customer that generic reading cannot take: its own words, its drawing numbers as item codes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from intake.extract import extract
from intake.read import read
from orders.records import OrderRecord, Source
from tests.intake.papers.goods import CHENGUANG, LINES_ZH, TRUTH_ZH
from tests.intake.papers.kit import Paper, head, table, title, totals

BEICHEN = "昆山北辰机械有限公司"
COLUMNS = ("序号", "图号", "品名", "要数", "单位", "单价", "金额")
CODES = ("BC-7.301.22", "BC-7.301.47", "BC-7.302.10")
ROWS = (
    ("1", CODES[0], "法兰盘", "60", "台", "315.00", "18900.00"),
    ("2", CODES[1], "支架", "120", "件", "18.50", "2220.00"),
    ("3", CODES[2], "垫圈", "500", "个", "0.84", "420.00"),
)
TRUTH: dict[str, Any] = {
    **TRUTH_ZH,
    "order_id": "BC-2026-0317",
    "issue_date": date(2026, 4, 3),
    "requested_date": date(2026, 5, 8),
    "buyer": BEICHEN,
    "lines": tuple(line._replace(code=code) for line, code in zip(LINES_ZH, CODES, strict=True)),
}
MAPPING = """\
kind: customer
customer_id: C031
names: [昆山北辰机械有限公司]
senders: [beichen.example]
date_order: dmy
currency: CNY
titles: {purchase_order: [要货通知]}
fields: {order_id: [要货单号], issue_date: [下单日], requested_date: [到厂]}
columns: {quantity: [要数]}
code_column: [图号]
"""


def notice(
    number: str = "BC-2026-0317", rows: Any = ROWS, columns: Any = COLUMNS, total: str = "21540.00", **more: Any
) -> Paper:
    """Draw one of its papers; `dates`, `buyer`, the number's `label` and parts `after` the total may be given."""
    issued, due = more.get("dates", ("03/04/2026", "08/05/2026"))
    pairs = ((more.get("label", "要货单号"), number), ("下单日", issued), ("到厂", due))
    parties = (("客户", more.get("buyer", BEICHEN)), ("供方", CHENGUANG))
    goods = table(columns, rows, right=(3, 5, 6))
    sums = totals(("合计", total)) if total else totals()
    return Paper((title("要货通知"), head((*pairs, *parties)), goods, sums, *more.get("after", ())))


def site(folder: Path, **files: str) -> tuple[str, ...]:
    """Write mapping files into a new folder in `folder` and return it as the site's: a process reads a folder once."""
    folder = folder / f"site{len(list(folder.iterdir()))}"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return (str(folder),)


def said(paper: Paper, site: tuple[str, ...] = (), sender: str | None = None) -> OrderRecord:
    """Read a paper of one business document with the mappings of a site."""
    source = Source("paper.pdf", "0" * 64, "application/pdf", sender=sender)
    (only,) = extract(read(paper.bytes, "paper.pdf"), source, site=site)
    return only
