"""The built-in unit words, and a site's own before them."""

from pathlib import Path

import pytest

from intake.check import unit_words
from orders.values import key


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
