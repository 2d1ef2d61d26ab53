"""The built-in unit words and a site's own before them; units that state their factor; factors of the masters."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from orders.masters import Item, UnitFactor
from orders.units import Stated, factor, pack_of, stated_factor, unit_words
from orders.values import key

D = Decimal
CABLE = Item("CB-10", "电缆", "只", "buy", 5)
WORDS = {"只": "H87", "PCS": "H87", "箱": "XCT", "CTN": "XCT"}


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("只", "H87"),
        ("pcs", "H87"),
        ("EA", "H87"),
        ("套", "SET"),
        ("米", "MTR"),
        ("㎡", "MTK"),
        ("M²", "MTK"),
        ("箱", "XCT"),
        ("盒", "XBX"),
        ("KGS", "KGM"),
    ],
)
def test_common_words(word: str, code: str) -> None:
    assert unit_words()[key(word)] == code


def test_no_word_has_two_codes() -> None:
    from orders.mapping import mappings

    (built_in,) = mappings("units")
    pairs = {(key(word), code) for code, names in built_in.data["units"].items() for word in (code, *names)}
    words = [word for word, _ in pairs]
    assert [word for word in words if words.count(word) > 1] == []


def test_a_sites_word_goes_first(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_text('kind: units\nunits:\n  "XBX": ["件", "坨"]\n', encoding="utf-8")
    assert unit_words(tmp_path)["件"] == "XBX"
    assert unit_words(tmp_path)["坨"] == "XBX"
    assert unit_words()["件"] == "H87"


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("箱(20只)", Stated("箱", D(20), "只")),
        ("箱（20只/箱）", Stated("箱", D(20), "只")),
        ("箱（每箱20只）", Stated("箱", D(20), "只")),
        ("20 pcs/ctn", Stated("CTN", D(20), "PCS")),
        ("20 pcs per carton", Stated("CARTON", D(20), "PCS")),
        ("CTN/50", Stated("CTN", D(50))),
        ("CTN*50PCS", Stated("CTN", D(50), "PCS")),
        ("CTN x 50", Stated("CTN", D(50))),
        ("箱×50", Stated("箱", D(50))),
        ("box of 12", Stated("BOX", D(12))),
        ("只", None),
        ("元/只", None),
        ("箱(0只)", None),
        ("BOX20", None),
        ("箱(第2种)", None),
    ],
)
def test_stated_factors(text: str, stated: Stated | None) -> None:
    assert stated_factor(text) == stated
    assert pack_of(text) == (stated.pack if stated else text)


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        ("只", D(1)),
        ("pcs", D(1)),
        ("箱", D(20)),
        ("CTN", D(20)),
        ("箱(20只)", D(20)),
        ("箱(24只)", None),
        ("箱(20米)", None),
        ("只/50", None),
        ("托", None),
    ],
)
def test_one_factor_or_none(unit: str, wanted: Decimal | None) -> None:
    assert factor(unit, CABLE, None, [UnitFactor("CB-10", "箱", D(20))], WORDS) == wanted


def test_the_customers_own_row_goes_first_and_two_rows_that_differ_say_nothing() -> None:
    rows = [UnitFactor("CB-10", "箱", D(20)), UnitFactor("CB-10", "箱", D(50), "C002")]
    assert factor("箱", CABLE, "C002", rows, WORDS) == D(50)
    assert factor("箱(50只)", CABLE, "C002", rows, WORDS) == D(50)
    assert factor("箱", CABLE, "C001", rows, WORDS) == D(20)
    assert factor("箱", CABLE, None, [rows[0], replace(rows[0], factor=D(24))], WORDS) is None
