"""Any text at all: values and mappings give a value or a named error, and never crash."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.extract.words.lexicon import lexicon
from orders.inputs import check_mapping
from orders.spoken import spoken
from orders.values import (
    capital_amount,
    capital_span,
    date_readings,
    date_span,
    key,
    normal,
    number_readings,
    number_style,
    ordered_date,
    parse_number,
)

ROOT = Path(__file__).parent.parent.parent
LIKE_VALUES = st.text(
    alphabet="0123456789.,'’ -/年月日号壹贰叁拾佰仟万亿元角分整JanuaryMärz%¥$€()（）·：:\u3000\u202e\0", max_size=40
)
SPOILING = ("", "\t", "  ", "- ", "{", "[", "&a *a", "!!python/object:os.system", "\x00", "：", '"', "#")
ANY = st.one_of(st.text(max_size=60), LIKE_VALUES)
WRITTEN = sorted((ROOT / "mappings").rglob("*.yaml"), key=lambda path: path.stat().st_size)
SMALL = [path.read_text() for path in WRITTEN if path.stat().st_size < 8_000]


@settings(max_examples=1500, deadline=None)
@given(ANY)
def test_a_value_is_read_or_not_and_nothing_else_happens(text: str) -> None:
    months = lexicon().months
    assert isinstance(normal(text), str)
    assert isinstance(key(text), str)
    assert all(isinstance(value, Decimal) and value.is_finite() for value in number_readings(text).values())
    assert all(isinstance(day, date) for day in date_readings(text, months))
    for style in ("point", "comma"):
        assert parse_number(text, style) is None or isinstance(parse_number(text, style), Decimal)
    for order in ("ymd", "dmy", "mdy"):
        assert ordered_date(text, order, months) is None or isinstance(ordered_date(text, order, months), date)
    for span in (date_span(text, months), capital_span(text)):
        assert span is None or 0 <= span[0] <= span[1] <= len(text)
    assert capital_amount(text) is None or isinstance(capital_amount(text), Decimal)
    number_style([text, text])
    for words in lexicon().spoken:
        spoken(text, words)


@settings(max_examples=800, deadline=None)
@given(ANY)
def test_words_of_labels_are_known_or_not(text: str) -> None:
    words = lexicon()
    for group in ("fields", "columns", "totals", "charges", "document_types"):
        words.heading(group, text)
        words.prefix(group, text)
    found = words.label(text)
    assert found is None or 0 <= found[1] <= len(text)
    words.organisation(text)
    words.person(text)
    words.said(text)
    words.amount_label(text)
    words.charge_in(text)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.sampled_from(SMALL))
def test_a_spoilt_mapping_is_sound_or_says_what_is_wrong(tmp_path: Path, seed: int, text: str) -> None:
    rng, lines = Random(seed), text.splitlines()
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(lines))
        signs = rng.choice(
            ("", "\t", "  ", "- ", "{", "[", "&a *a", "!!python/object:os.system", "\x00", "：", '"', "#")
        )
        cut = rng.randint(0, len(lines[at]))
        lines[at] = rng.choice((lines[at][:cut] + signs + lines[at][cut:], lines[at][cut:], lines[at] + signs))
    path = tmp_path / "spoilt.yaml"
    path.write_text("\n".join(lines))
    assert all(problem.code and str(problem) for problem in check_mapping(path))
