"""Orders of the mainland, of Taiwan and of Hong Kong as their programs print them, by what they truly say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from tests.intake.papers.eastern_forms import lines
from tests.intake.papers.goods import COLUMNS_ZH, HEAD_ZH, LINES_ZH, ROWS_ZH, TRUTH_ZH, Said, order_zh
from tests.intake.papers.kit import Paper, Pen, head, parts, title

UNDATED = (*HEAD_ZH[:2], *HEAD_ZH[3:])
PLACES = (0, 40, 190, 280.5, 300, 370.5, 450.5)
HEADINGS = ("项次", "物料编码", "名称", "数量", "单位", "单价", "金额")


def planned(*days: str, count: str = "60", left: str = "待交") -> Paper:
    """Rows of a plan below each item: a day, what is due then, and that all of it is open; the first has two."""
    printed: list[Sequence[tuple[float, str]]] = [list(zip(PLACES, HEADINGS, strict=True))]
    for row, due in zip(ROWS_ZH, (days, days[:1], days[:1]), strict=True):
        printed.append(list(zip(PLACES, (*row[:3], *row[4:]), strict=True)))
        share = str(int(count) // len(days)) if len(due) > 1 else row[4]
        for day in due:
            own = [(42, "└ 交货行"), (92, f"交期 {day}"), (280.5, share), (300, row[5]), (370.5, f"{left} {share}")]
            printed.append(own)
    return order_zh(items=lines(*printed), head=head(UNDATED))


TWO_DAYS = ("2026-02-20", "2026-03-06")
FIRST, SECOND = (date.fromisoformat(day) for day in TWO_DAYS)
HALF = LINES_ZH[0]._replace(quantity=Decimal(30), line_amount=Decimal(9450))
IN_PARTS = (HALF._replace(requested_date=FIRST), HALF._replace(requested_date=SECOND))
PLANNED = {
    **TRUTH_ZH,
    "requested_date": None,
    "lines": (*IN_PARTS, *(item._replace(requested_date=FIRST) for item in LINES_ZH[1:])),
}


def spaced(*pieces: str) -> Paper:
    """Words of the first item in pieces, a narrow blank between them as a typesetter sets it between two scripts."""
    places = (0, 30, 100, 190, 280.5, 300, 370.5, 450.5)
    first, *others = [list(zip(places, row, strict=True)) for row in ROWS_ZH]
    at = COLUMNS_ZH.index("规格")

    def draw(pen: Pen) -> None:
        lines(list(zip(places, COLUMNS_ZH, strict=True)), [*first[:at], *first[at + 1 :]])(pen)
        x, y = pen.x + int(places[at]), pen.y - pen.line
        for piece in pieces:
            x = pen.write(x, y, piece)
            pen.canvas.setFont("Helvetica", pen.font_size)
            pen.canvas.drawString(x, pen.size[1] - y - 0.85 * pen.font_size, " ")
            x += 0.26 * pen.font_size
        pen.y -= 10
        lines(*others)(pen)

    return order_zh(items=draw)


def reported(*left: str, number: str = HEAD_ZH[0][1]) -> Paper:
    """A report's title with the program's own line below it, which says who printed it and when."""
    row: Sequence[tuple[float, str]] = tuple(zip((0, 200, 420), left, strict=True))
    top = parts(title("採購單"), lines(row))
    return order_zh(title=top, head=head((("採購單號", number), *HEAD_ZH[1:])))


READ: Mapping[str, Said] = {
    "a specification in two scripts": (TRUTH_ZH, spaced("8", "路", "4", "点")),
    "rows of a plan below an item": (PLANNED, planned(*TWO_DAYS)),
    "who printed it stands below the title": (
        TRUTH_ZH, reported("製表日期: 2026/01/19 09:12", "製表人: mis207", "頁次: 1"),
    ),
    "a day not behind which it must come": (
        TRUTH_ZH, order_zh(head=head((*HEAD_ZH[:2], ("Delivery 交货期", "on/before 28 Feb 2026"), *HEAD_ZH[3:]))),
    ),
}  # fmt: skip

HELD: Mapping[str, Mapping[str, Paper]] = {
    "line-incomplete": {
        "rows of a plan that come to less": planned(*TWO_DAYS, count="50"),
    },
    "number-unexplained": {
        "rows of a plan of which nobody knows what is told": planned(*TWO_DAYS, left="某事"),
    },
    "field-ambiguous": {
        "two numbers of the order": reported("製表日期: 2026/01/19 09:12", "訂單號: CG-2026-0118", "頁次: 1"),
    },
}  # fmt: skip
