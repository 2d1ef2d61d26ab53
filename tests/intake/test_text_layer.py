"""What lies over, beside or under the text of a digital page neither disturbs an order nor gets lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from intake.read import read
from tests.intake.papers.goods import BARE_TRUTH, TRUTH, TRUTH_ZH, bare, errors, facts, order, order_zh, record
from tests.intake.papers.kit import Paper, Part, Pen, turned


def set_turned(words: str, x: float, y: float, degrees: float, size: float = 9) -> Part:
    """Words turned about (x, y), points from the upper left corner."""

    def draw(pen: Pen) -> None:
        pen.canvas.saveState()
        pen.canvas.translate(x, pen.size[1] - y)
        pen.canvas.rotate(degrees)
        pen.write(0, pen.size[1] - 0.85 * size, words, size)
        pen.canvas.restoreState()

    return draw


def under_another(words: str, x: float, top: float, pitch: float = 12) -> Part:
    """Letters one under another."""

    def draw(pen: Pen) -> None:
        for index, letter in enumerate(words):
            pen.write(x, top + index * pitch, letter)

    return draw


def unseen(words: str, x: float, top: float, mode: int) -> Part:
    """Words in white, or (mode 3) without ink."""

    def draw(pen: Pen) -> None:
        pen.canvas.saveState()
        pen.canvas.setFillGray(1 if mode == 0 else 0)
        line = pen.canvas.beginText(x, pen.size[1] - top - 7.6)
        line.setFont("Helvetica", 9)
        line.setTextRenderMode(mode)
        line.textOut(words)
        pen.canvas.drawText(line)
        pen.canvas.restoreState()

    return draw


LIES_OVER: dict[str, Paper] = {
    "watermark": order(before=[turned("COPY", 110)]),
    "stamp of two words": order(before=[turned("FOR INFORMATION", 40)]),
    "copy marks in both margins": order(
        before=[
            set_turned("1st copy: supplier   2nd copy: accounts", 20, 500, 90),
            set_turned("Form 17-b", 580, 200, -90),
        ]
    ),
    "its own number again in the margin": order(before=[set_turned("PO Number 4500017432", 20, 500, 90)]),
    "white numbers beside the quantities": order(before=[unseen("9", 318, y, 0) for y in (173, 190, 207)]),
    "numbers without ink on the codes": order(before=[unseen("77-", 100, y, 3) for y in (173, 190, 207)]),
}


@pytest.mark.parametrize("paper", LIES_OVER.values(), ids=LIES_OVER)
def test_what_lies_over_the_lines_does_not_disturb_them(paper: Paper) -> None:
    found = record(paper)
    assert errors(found) == set()
    assert facts(found) == TRUTH
    assert found.status == "accepted"


@pytest.mark.parametrize("beside", [under_another("订货内容", 32, 180, 12), set_turned("物料清单", 32, 220, 90)])
def test_a_label_beside_the_table_is_part_of_no_row(beside: Part) -> None:
    found = record(order_zh(before=[beside]))
    assert errors(found) == set()
    assert facts(found) == TRUTH_ZH


CHANGES: dict[str, Callable[..., Paper]] = {
    "cancelled": lambda paper: paper(before=[turned("CANCELLED")]),
    "作废": lambda paper: paper(before=[turned("作废")]),
    "letters under one another": lambda paper: paper(before=[under_another("此单作废", 32, 180)]),
    "prices for a hundred": lambda paper: paper(before=[set_turned("all prices per 100", 20, 500, 90)]),
    "another paper": lambda paper: paper(before=[turned("Quotation")]),
    "another number": lambda paper: paper(before=[set_turned("PO Number 4500017433", 20, 500, 90)]),
    "another date": lambda paper: paper(before=[set_turned("Delivery Date: 2026-03-05", 20, 500, 90)]),
    "a number over the lines": lambda paper: paper(before=[set_turned("x 10", 330, 190, 20)]),
    "a heading on its side": lambda paper: paper(before=[set_turned("Discount", 300, 180, 90)]),
}


@pytest.mark.parametrize("draw", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("paper", [order, bare])
def test_what_stands_across_and_may_change_the_order_is_held(draw: Callable[..., Paper], paper: object) -> None:
    found = record(draw(paper))
    assert found.status == "review"
    assert "text-beside" in errors(found)


def test_a_column_of_single_letters_is_no_text_beside_the_lines() -> None:
    found = record(bare())
    assert facts(found) == BARE_TRUTH
    page = read(order_zh().bytes, "a.pdf").pages[0]
    assert page.aside == ()


def test_text_beside_the_lines_is_in_the_second_reading_too() -> None:
    document = read(order(before=[turned("COPY", 110)]).bytes, "a.pdf")
    assert [word.text for word in document.pages[0].aside] == ["COPY"]
    assert document.witness is not None
    assert "COPY" in (document.witness.whole(1) or "")
    for word in document.pages[0].words:
        assert "".join((document.witness.text_in(1, word.box) or "").split()) == word.text
