"""HTML with tables and plain text, as rows and places that a second parser finds again."""

from __future__ import annotations

import pytest

from intake.read import Document, read
from intake.read.text import html_text


def rows(document: Document) -> list[list[str]]:
    found: dict[float, list[str]] = {}
    for word in document.pages[0].words:
        found.setdefault(word.top, []).append(word.text)
    return list(found.values())


def agreed(document: Document) -> bool:
    page, witness = document.pages[0], document.witness
    assert witness is not None
    seen = (witness.cell(page.sheet or "", w.cell) if w.cell else witness.text_in(1, w.box) for w in page.words)
    whole = "".join((witness.whole(1) or "").split())
    everything = sorted(whole) == sorted("".join("".join(w.text.split()) for w in page.words))
    return everything and all(a == w.text for a, w in zip(seen, page.words, strict=True))


OUTLOOK = """<html xmlns:o="urn:o"><head><style>p{}</style></head><body>
<div class=WordSection1><p class=MsoNormal>您好</p>
<table border=0><tr><td><p class=MsoNormal><b>采购订单</b><o:p></o:p></p>
<table border=1><tbody><tr><td rowspan=2><p class=MsoNormal>料号<o:p></o:p></p></td><td colspan=2><p>价格</p></td></tr>
<tr><td><p>单价</p></td><td><p>金额</p></td></tr><tr><td>A-1</td><td>2.00</td><td><p>4</p><p>.00</p></td></tr></table>
<p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr></table></div></body></html>"""


def test_nested_and_merged_tables_of_outlook() -> None:
    document = read(OUTLOOK.encode("gb18030"), "body")
    assert rows(document) == [["您好"], ["采购订单"], ["料号", "价格"], ["单价", "金额"], ["A-1", "2.00", "4\n.00"]]
    places = {w.text: w.box[0] for w in document.pages[0].words}
    assert (places["单价"], places["金额"]) == (1000, 2000)
    assert agreed(document)


def test_a_line_for_each_division_as_foxmail_writes() -> None:
    table = "<div><table><tr><td>a</td><td>b</td></tr></table></div>"
    html = f"<div>采购订单</div><div>单号：4711<br>日期：2026-1-8</div>{table}"
    document = read(html.encode(), "body")
    assert rows(document) == [["采购订单"], ["单号：4711"], ["日期：2026-1-8"], ["a", "b"]]
    assert agreed(document)


@pytest.mark.parametrize("style", ["display:none", "visibility: hidden", "font-size:0"])
def test_what_may_be_unseen_leaves_no_second_reading(style: str) -> None:
    html = f'<table><tr><td style="{style}">4711</td><td>x</td></tr></table>'
    assert read(html.encode(), "body").witness is None


def test_an_empty_first_cell_keeps_its_column_in_the_text_of_a_page() -> None:
    assert html_text("<table><tr><td>No</td><td>Qty</td></tr><tr><td></td><td>5</td></tr></table>") == "No\tQty\n\t5"


def test_struck_text_is_reported() -> None:
    document = read(b"<table><tr><td><s>500</s> 600</td><td>x</td></tr></table>", "body")
    assert [(item.code, item.facts["seen"]) for item in document.findings] == [("text-struck", "500")]


def test_a_table_cut_off_in_mid_air_is_not_agreed_on_by_chance() -> None:
    document = read(b"<table><tr><td>a<td>b<table><tr><td>c", "body")
    assert sorted(w.text for w in document.pages[0].words) == ["a", "b", "c"]


def test_text_set_with_tabs_or_with_blanks() -> None:
    tabs = read("料号\t数量\nA-1\t5\n\t6\n".encode(), "body")
    assert {w.cell: w.text for w in tabs.pages[0].words} == {
        "A1": "料号",
        "B1": "数量",
        "A2": "A-1",
        "B2": "5",
        "B3": "6",
    }
    assert agreed(tabs)
    blanks = read("料号    数量  单价\nAB-123  5    1.20 元\n".encode(), "body")
    assert rows(blanks) == [["料号", "数量", "单价"], ["AB-123", "5", "1.20 元"]]
    first, second = ({w.text: w.x0 for w in blanks.pages[0].words if w.top == top} for top in (0, 12))
    assert first["数量"] == second["5"] == 48
    assert agreed(blanks)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_separated_values_in_every_encoding(encoding: str, mark: str) -> None:
    lines = ["采购订单,,", "订单编号,4711,", "料号,数量,金额", '0012,5,"1,250.00"']
    text = "\r\n".join(lines).replace(",", mark).replace(f'"1{mark}250.00"', '"1,250.00"')
    document = read(text.encode(encoding), "a.csv")
    assert [w.text for w in document.pages[0].words] == [
        "采购订单",
        "订单编号",
        "4711",
        "料号",
        "数量",
        "金额",
        "0012",
        "5",
        "1,250.00",
    ]
    assert document.pages[0].method == "sheet"
    assert agreed(document)


def test_titles_and_sums_may_have_fewer_fields_but_prose_is_no_table() -> None:
    text = "Purchase Order\nNo.,4711\nPart,Qty,Amount\nA-1,5,10.00\nA-2,250,500.00\nTotal,,510.00\n"
    assert read(text.encode(), "a").pages[0].sheet == "csv"
    prose = "Dear Sir, please, as before,\nsend 1,200 pieces, 1,300 boxes\nby Monday, Tuesday, or so\n"
    assert read(prose.encode(), "a").pages[0].sheet is None
