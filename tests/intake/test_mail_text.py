"""An order in a mail's text: read if nothing is said beside it, held if anything may change it."""

from __future__ import annotations

from random import Random

import pytest

from bench.layouts.paper import Paper, Pen
from bench.office import SHAPES
from intake.extract import extract
from intake.read import read
from orders.records import OrderRecord, Source


def order(name: str) -> Paper:
    """Draw the first Chinese order of a shape that has an amount in capitals."""
    draw = next(shape.draw for shape in SHAPES if shape.name == name)
    papers = (draw(Pen(Random(f"talk/{name}/{number}"))) for number in range(30))
    return next(paper for paper in papers if "大写".encode() in paper.pdf)


def said(line: str) -> OrderRecord:
    html = order("html-outlook").pdf.decode().replace("<body>", f"<body><p>{line}</p>")
    (record,) = extract(read(html.encode(), "body"), Source("a.eml/body", "0", "text/html"))
    return record


@pytest.mark.parametrize("line", ["您好，请查收。", "张工：<br>订单如下，谢谢！", "电话：0512-66778899"])
def test_a_greeting_and_a_known_label_change_nothing(line: str) -> None:
    assert said(line).status == "accepted"


@pytest.mark.parametrize(
    "line",
    [
        "第2行数量改为200。",
        "请取消第二行",
        "发件人：张三",
        "-----原始邮件-----",
        "&gt; 上次的订单",
        "单价按 12.50",
    ],
)
def test_what_may_change_the_order_is_held_with_its_words(line: str) -> None:
    record = said(line)
    assert record.status == "review"
    assert "order-mentioned" in {item.code for item in record.findings}
