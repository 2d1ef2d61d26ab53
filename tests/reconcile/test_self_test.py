"""The self-test: it finds what it has damaged, the same way every time, and touches nothing."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orders.mapping import mappings
from orders.self_test import DAMAGES, HOMELESS, Damaged, SelfTest
from reconcile.compare.records import make_reconciliation
from reconcile.compare.trace import Trace
from reconcile.keys import could_be, is_scientific
from reconcile.match.sides import match_sides
from reconcile.pipeline import load_sides
from reconcile.selftest.clean import clean_lines, row_prints
from reconcile.selftest.damage import damage
from reconcile.selftest.draw import Case, draw, how_many, order_clean
from reconcile.selftest.judge import Judged, bystanders, judge
from reconcile.selftest.mix import DEFAULT, measure
from reconcile.selftest.run import try_on
from reconcile.selftest.spelling import SPOILT, cut, destroyed, mistyped
from reports.self_tested import self_tested
from tests.reconcile.books import AS_OF, Books, clean_books, site_mappings, write
from tests.reconcile.test_decided import Site
from tests.reconcile.test_stable import faulty_books


def traced(books: Books, folder: Path) -> Trace:
    trace = Trace()
    sides = load_sides(write(books, folder), (*site_mappings(), *mappings("export")), AS_OF)
    make_reconciliation(match_sides(sides), AS_OF, mappings("owners")[0].data, {}, frozenset(), trace)
    return trace


def drawn(trace: Trace, wanted: int = 60) -> list[Case]:
    view, found = trace.view, [item for _, item in trace.found]
    assert view is not None
    prints = row_prints(view.matched.stack)
    clean = order_clean(view.matched, clean_lines(view, found), prints)
    return draw(clean, measure(view, found)[0], wanted)


def test_small_clean_exports_are_found_again_in_the_built_in_mixture(tmp_path: Path) -> None:
    result = try_on(traced(clean_books(120), tmp_path))
    assert (result.measured, result.found) == (False, 0)
    assert {one.damage for one in result.classes} <= set(DAMAGES)
    assert set(DEFAULT) - {one.damage for one in result.classes} == {"destroyed"}  # no number here is one for Excel
    assert (result.wrong, result.led_astray, result.torn) == (0, 0, 0)
    assert result.precision.rate == 1.0
    assert result.recall.rate is not None
    assert result.recall.rate >= 0.9
    assert {one.damage: one.alone for one in result.classes if one.damage in HOMELESS} == {"missing": 3, "gone": 3}
    assert result.clean == result.rows + result.untouched


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_rows_changes_nothing(tmp_path: Path, seed: int) -> None:
    books = faulty_books()
    first = try_on(traced(books, tmp_path / "a"))
    for system in ("crm", "erp", "wms"):
        random.Random(f"{system}{seed}").shuffle(books.of(system))
    assert try_on(traced(books, tmp_path / "b")) == first


def test_where_nothing_is_damaged_everything_is_right(tmp_path: Path) -> None:
    trace = traced(clean_books(120), tmp_path)
    assert trace.view is not None
    matched, cases = trace.view.matched, [case for case in drawn(trace) if case.damage not in HOMELESS]
    sides, before = damage(matched, [])
    judged = Judged.of(match_sides(sides), matched.line, before)
    result = SelfTest(0, 0, True, judge(judged, cases))
    assert (result.precision.rate, result.recall.rate) == (1.0, 1.0)
    assert result.precision.judged == result.recall.judged == len(cases)
    assert bystanders(judged, clean_lines(trace.view, []), cases)[1:] == (0, 0)


def test_the_remainder_is_the_measure(tmp_path: Path) -> None:
    books = clean_books(120)
    for order in range(3, 120, 5):  # in no warehouse, or shipped in one part
        books.row("erp", order).update(order_id="")
    for order in (4, 9, 14):
        books.row("crm", order).update(quantity="3")
    trace = traced(books, tmp_path)
    assert trace.view is not None
    mix, measured = measure(trace.view, [item for _, item in trace.found])
    assert measured
    erp, crm = (trace.view.systems.index(name) for name in ("erp", "crm"))
    assert mix["blank", erp] == 24
    assert mix["quantity", crm] == 3
    assert {damage for damage, _ in mix} == {"blank", "quantity", "gone"}


def test_an_automatic_link_to_another_line_is_wrong_and_so_is_one_of_a_row_without_a_home(tmp_path: Path) -> None:
    trace = traced(clean_books(60), tmp_path)
    assert trace.view is not None
    matched = trace.view.matched
    case = next(case for case in drawn(trace) if case.damage == "missing")
    sides, before = damage(matched, [case])
    origin = matched.line.copy()
    again = match_sides(sides)
    there = Judged.of(again, origin, before)
    assert there.outcome(case) == "alone"
    line = there.outcome(Case("quantity", (case.system + 1) % 3, case.line, _row(matched.line, before, case), 0))
    assert line == "auto_right"
    origin[before] = origin[before][::-1]
    astray = Judged.of(again, origin, before)
    assert astray.outcome(Case("quantity", 0, -5, int(before[0]), 0)) == "auto_wrong"
    assert astray.outcome(Case("gone", 0, -5, int(before[0]), 0)) == "auto_wrong"


def _row(line: Any, before: Any, case: Case) -> int:
    return int(next(row for row in before if line[row] == case.line))


def test_a_wrong_link_ends_one_and_so_does_nothing_to_test() -> None:
    assert SelfTest(9, 0, True, (Damaged("blank", auto_right=3),), 6).exit_code == 0
    assert SelfTest(9, 0, True, (Damaged("blank", auto_right=3, auto_wrong=1),), 5).exit_code == 1
    assert SelfTest(9, 0, True, (Damaged("blank", suggested_wrong=1),), 8, led_astray=1).exit_code == 1
    assert SelfTest(0, 0, True, ()).exit_code == 1


def test_a_sample_is_as_large_as_the_remainder_within_bounds() -> None:
    assert how_many(100_000, 0, 100_000) == 2_000
    assert how_many(100_000, 90_000, 100_000) == 3_000
    assert how_many(20_000, 1_000, 20_000) == 1_000
    assert how_many(800, 5, 800) == 200


# ── how numbers are spoilt ───────────────────────────────────────────────────────────────────────────────────────

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SEEDS = st.integers(0, 2**63)
NUMBERS = st.from_regex(r"(SO-)?[1-9]\d{3,17}", fullmatch=True)


@UNHURRIED
@given(NUMBERS, SEEDS)
def test_a_cut_number_is_an_end_of_it_and_a_mistyped_one_as_long(number: str, seed: int) -> None:
    left = cut(number, seed)
    assert len(number) // 2 <= len(left) < len(number)
    assert number.startswith(left) or number.endswith(left)
    wrong = mistyped(number, seed)
    assert wrong != number
    assert len(wrong) == len(number)


@UNHURRIED
@given(st.from_regex(r"[1-9][0-9]{11,19}", fullmatch=True))
def test_a_destroyed_number_could_be_itself(number: str) -> None:
    assert is_scientific(destroyed(number, 0))
    assert could_be(destroyed(number, 0), number)


def test_what_cannot_be_spoilt_is_not_drawn() -> None:
    fits = {name: fit for name, (_, fit) in SPOILT.items()}
    assert not fits["destroyed"]("SO-2026-00001")
    assert not fits["respelled"]("12345")
    assert not fits["cut"]("123")
    assert not fits["blank"]("")


# ── the command ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_says_it_in_both_languages_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = Site(tmp_path / "site", "en")
    before = sorted(path.name for path in site.folder.rglob("*"))
    for language, said in (("en", "95 % interval"), ("zh", "95 % 区间")):
        assert site.night(clean_books(120), "--self-test", "--lang", language) == 0
        assert said in capsys.readouterr().out
    assert site.night(clean_books(120), "--self-test", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["precision"]["rate"] == 1.0
    assert told["recall"]["low"] < told["recall"]["rate"] <= told["recall"]["high"]
    assert {"damage", "auto_wrong"} < set(told["classes"][0])
    after = sorted(path.name for path in site.folder.rglob("*") if "exports-" not in str(path))
    assert after == before


def test_exports_in_which_nothing_matches_cleanly_end_one(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    books = clean_books(10)
    for row in books.erp:
        row.update(quantity="1")
    assert site.night(books, "--self-test") == 1
    assert "无法自检" in capsys.readouterr().out


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "site")


def test_every_damage_has_words(tmp_path: Path) -> None:
    result = SelfTest(9, 0, False, tuple(Damaged(name, auto_right=1) for name in DAMAGES), 3)
    for language, column in (("zh", 0), ("en", 1)):
        text = self_tested(result, language, as_json=False)  # type: ignore[arg-type]
        assert all(words[column] in text for words in DAMAGES.values())


def test_a_number_of_an_equal_line_is_called_so(tmp_path: Path) -> None:
    books = clean_books(60)
    for system in ("crm", "erp", "wms"):
        for row in list(books.of(system)):
            books.of(system).append({**row, "order_id": f"{row['order_id']}A"})  # the next one of the list
    trace = traced(books, tmp_path)
    assert trace.view is not None
    prints = row_prints(trace.view.matched.stack)
    clean = order_clean(trace.view.matched, clean_lines(trace.view, [item for _, item in trace.found]), prints)
    numbers = {case.damage for n in range(3) for case in draw(clean, {("borrowed", n): 1}, 100)}
    assert numbers == {"alike", "borrowed"}
