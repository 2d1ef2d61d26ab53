"""Drawings with their revisions, versions of bills, and parameters of items, wherever a paper prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.intake.papers.goods import COLUMNS_ZH, ROWS, ROWS_ZH, assert_held, errors, goods, order, order_zh, record
from tests.intake.papers.kit import Book, Paper, Row

Parameter = tuple[str, str, str | None]
MADE = [(*row[:3], *row[4:]) for row in ROWS_ZH]  # without the specification


def beside(columns: Sequence[str], *cells: Sequence[str]) -> Paper:
    """The Chinese order with further columns behind the names."""
    rows = [(*row[:3], *more, *row[3:]) for row, more in zip(MADE, cells, strict=True)]
    return order_zh(items=goods(rows, (*COLUMNS_ZH[:3], *columns, *COLUMNS_ZH[4:])))


def below(*lines: str | None) -> Paper:
    """The Chinese order with a line across the table below its items."""
    rows: list[Row] = [one for row, line in zip(ROWS_ZH, lines, strict=True) for one in (row, line) if one]
    return order_zh(items=goods(rows, COLUMNS_ZH))


def sheet(cell: str) -> Book:
    """The same order as a workbook, with `cell` as its first specification."""

    def fill(page: object, book: object) -> None:
        for row in [
            ["采购订单"],
            ["订单编号", "CG-2026-0117", "订单日期", "2026-01-17"],
            ["需方", "苏州恒泰仪表有限公司", "供方", "宁波晨光传感器有限公司"],
            list(COLUMNS_ZH),
            [*ROWS_ZH[0][:3], cell, *ROWS_ZH[0][4:]],
            ["合计", None, None, None, None, None, None, "18900.00"],
        ]:
            page.append(row)  # type: ignore[attr-defined]

    return Book(fill)


B, A, C = ("A-100", "B"), ("A-101", "A"), ("A-102", "C")
NAMED = [(*r[:2], f"{r[2]}\n图号：{d} 版本：{v}", *r[3:]) for r, (d, v) in zip(ROWS_ZH, (B, A, C), strict=True)]
DRAWN: Mapping[str, Paper] = {
    "two columns": beside(("图号", "版本"), B, A, C),
    "one column of two, with a stroke": beside(("图号/版本",), ("A-100/B",), ("A-101/A",), ("A-102/C",)),
    "one column of two, with a blank": beside(("图号/版次",), ("A-100 B",), ("A-101 A",), ("A-102 C",)),
    "one column of two without a stroke": beside(("图号版本号",), ("A-100/B",), ("A-101/A",), ("A-102/C",)),
    "Rev. behind the drawing": beside(("图号",), ("A-100 Rev.B",), ("A-101 Rev. A",), ("A-102 REV C",)),
    "版本 behind the drawing": beside(("图号",), ("A-100 版本B",), ("A-101（版本：A）",), ("A-102 版本 C",)),
    "版 behind its letter": beside(("图号",), ("A-100 B版",), ("A-101（A版）",), ("A-102 C版",)),
    "its word in the cell": beside(("图号", "版本"), ("A-100", "Rev.B"), ("A-101", "Rev. A"), ("A-102", "版本 C")),
    "in lines below the items": below("图号：A-100 Rev.B", "图号：A-101；版本：A", "图号：A-102 版本：C"),
    "in lines of the names": order_zh(items=goods(NAMED, COLUMNS_ZH)),
}  # fmt: skip


@pytest.mark.parametrize("paper", [pytest.param(paper, id=name) for name, paper in DRAWN.items()])
def test_a_drawing_and_its_revision_are_two_values(paper: Paper) -> None:
    found = record(paper)
    assert found.order
    assert (found.status, errors(found)) == ("accepted", set())
    assert [(one.drawing_id, one.drawing_revision) for one in found.order.lines] == [B, A, C]


def test_a_drawing_may_have_no_revision_and_a_version_no_drawing() -> None:
    partly = record(beside(("图号/版本",), ("A-100/B",), ("7731",), ("A-102/C",)))
    assert partly.order
    assert partly.status == "accepted"
    assert [(one.drawing_id, one.drawing_revision) for one in partly.order.lines] == [B, ("7731", None), C]
    loose = record(beside(("版本",), ("B",), ("A",), ("C",)))
    assert loose.order
    assert loose.order.lines[0].drawing_revision is None
    assert [(one.name, one.value) for one in loose.order.lines[0].attributes] == [("版本", "B")]


@pytest.mark.parametrize("cell", ["A-100-B", "A/100/B"])
def test_what_may_hide_a_revision_is_held(cell: str) -> None:
    assert_held("code-wrapped", beside(("图号/版本",), (cell,), ("A-101/A",), ("A-102/C",)))


def test_the_version_of_a_bill_has_its_field() -> None:
    found = record(beside(("BOM版本",), ("V2.1",), ("V1.0",), ("V1.3",)))
    assert found.order
    assert [one.bom_version for one in found.order.lines] == ["V2.1", "V1.0", "V1.3"]


PARAMETERS: Mapping[str, tuple[Paper | Book, Sequence[Parameter]]] = {
    "columns": (
        beside(("耐压", "接口", "校准证书"), ("10 MPa", "M20×1.5", "需要"), ("-", "", "—"), ("1.6MPa", "G1/2", "")),
        (("耐压", "10", "MPa"), ("接口", "M20×1.5", None), ("校准证书", "需要", None)),
    ),
    "a unit in the heading": (
        beside(("耐压(MPa)", "量程（bar）"), ("10", "0-16"), ("1.6", "0~25"), ("16", "0-40")),
        (("耐压", "10", "MPa"), ("量程", "0-16", "bar")),
    ),
    "a heading nobody knows keeps its brackets": (
        beside(("脉宽(甲)",), ("10",), ("12",), ("16",)), (("脉宽(甲)", "10", None),),
    ),
    "a line below each item": (
        below("耐压：10MPa；接口：RS485；校准证书：需要", "材质：304；表面处理：镀锌", "材质：NBR"),
        (("耐压", "10", "MPa"), ("接口", "RS485", None), ("校准证书", "需要", None)),
    ),
    "a line below some items, one below the last": (
        below("防护等级：IP67，精度：0.5%", None, "材质：NBR"),
        (("防护等级", "IP67", None), ("精度", "0.5", "%")),
    ),
    "in the specification": (
        sheet("0-1.6MPa；耐压：10 MPa；接口：RS485"), (("耐压", "10", "MPa"), ("接口", "RS485", None)),
    ),
    "behind a blank in the specification": (
        sheet("0-1.6MPa 4-20mA 耐压：10 MPa 接口：RS485"), (("耐压", "10", "MPa"), ("接口", "RS485", None)),
    ),
    "in lines of a cell, without colons": (
        sheet("0-1.6MPa\n耐压 10 MPa\n供电电压 24 VDC"), (("耐压", "10", "MPa"), ("供电电压", "24", "VDC")),
    ),
    "a number whose unit is none": (sheet("DN50；数字：12件；耐压：3级"), (("耐压", "3级", None),)),
    "in English": (
        order(items=goods([(a, b, f"{c}\nPressure Rating: 16 bar; Protection: IP65", *r) for a, b, c, *r in ROWS])),
        (("Pressure Rating", "16", "bar"), ("Protection", "IP65", None)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("paper", "said"), [pytest.param(*said, id=name) for name, said in PARAMETERS.items()])
def test_parameters_are_attributes_with_their_units(paper: Paper | Book, said: Sequence[Parameter]) -> None:
    found = record(paper)
    assert found.order
    assert (found.status, errors(found)) == ("accepted", set())
    assert [(one.name, one.value, one.unit) for one in found.order.lines[0].attributes] == list(said)
    for index, (_, value, _) in enumerate(said):
        assert value in found.evidence[f"/order/lines/0/attributes/{index}/value"].text


def test_a_dash_is_no_parameter() -> None:
    found = record(PARAMETERS["columns"][0])
    assert found.order
    assert found.order.lines[1].attributes == ()


def test_a_labelled_line_between_items_that_may_be_of_either_is_held() -> None:
    assert_held("row-unexplained", below("材质：304；表面处理：镀锌", None, None))
