"""Text layers that cannot be trusted."""

from __future__ import annotations

from intake.read.layer import nameless_fonts, oddness
from tests.read.paper import pdf
from tests.read.test_pdf import attachment


def test_usual_text_is_not_odd() -> None:
    assert oddness("采购订单 CG-20260303-018 压力变送器 数量 100 单价 12.50 金额 1250.00") is None
    assert oddness("採購訂單 壓力變送器 數量") is None
    assert oddness("Purchase Order No. 4711") is None
    assert oddness("") is None


def test_private_characters_and_rare_hanzi_are_odd() -> None:
    assert oddness("\ue001\ue002\ue003 100") is not None
    assert oddness("Total \ufffd\ufffd\ufffd") is not None
    assert oddness("㐀㐁㐂㐃㐄㐅㐆㐇㐈㐉") is not None


def test_fonts_without_a_map_are_named() -> None:
    assert nameless_fonts(pdf(lambda canvas: canvas.drawString(40, 100, "x"))) == ()
    fonts = nameless_fonts(attachment("05"))
    assert fonts is not None
    assert any("DejaVu" in font for font in fonts[0])
    assert nameless_fonts(b"no pdf") is None
