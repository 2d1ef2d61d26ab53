"""The maker of the reconciliation bench tells the truth about what it has made, and knows nothing of the product."""

from __future__ import annotations

import ast
import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

import bench.reconcile
from bench.reconcile.books import SYSTEMS, Row
from bench.reconcile.factory import READY
from bench.reconcile.planter import bare
from bench.reconcile.profiles import PROFILES, Profile
from bench.reconcile.score import score
from bench.reconcile.world import World, export, make

ORDERS = 700
HOUSE = {"orders", "intake", "plan", "reconcile", "reports", "mappings", "cli"}
KINDS = {
    "missing-in-crm", "missing-in-erp", "missing-in-wms", "duplicate", "key-collision", "ambiguous-match",
    "suggested-match", "quantity-mismatch", "price-mismatch", "amount-mismatch", "sku-mismatch", "customer-mismatch",
    "date-mismatch", "status-conflict", "waybill-mismatch", "stalled", "bom-version-mismatch", "lossy-cell",
    "unreadable-value",
}  # fmt: skip


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    return [make(profile, 7, ORDERS) for profile in PROFILES]


def test_the_maker_imports_nothing_of_the_product() -> None:
    for path in Path(bench.reconcile.__path__[0]).glob("*.py"):
        tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        names = {node.module or "" for node in tree if isinstance(node, ast.ImportFrom)}
        assert {name.split(".")[0] for name in names} & HOUSE == set(), path.name


def test_every_kind_of_the_contract_is_planted(worlds: list[World]) -> None:
    assert {item.kinds[0] for world in worlds for item in world.expected} == KINDS


def test_every_fault_of_a_profile_is_planted(worlds: list[World]) -> None:
    for world in worlds:
        planted = Counter(item.fault for item in world.expected)
        silent = {fault.__name__ for fault, _ in world.profile.faults if fault.__module__.endswith("harmless")}
        assert {fault.__name__ for fault, _ in world.profile.faults} - silent - set(planted) == set()


def test_true_links_join_rows_of_one_line_only(worlds: list[World]) -> None:
    for world in worlds:
        pairs = world.pairs()
        assert {one.line.group for one, _ in pairs} == {other.line.group for _, other in pairs}
        assert all(one.line.group == other.line.group and one.system != other.system for one, other in pairs)


def test_parts_of_healthy_lines_add_up(worlds: list[World]) -> None:
    for world in worlds:
        spoilt = {line.group for item in world.expected for line in (*item.lines, *item.near)}
        for line in (line for order in world.orders for line in order.lines if line.group not in spoilt):
            whole = [other for other in line.order.lines if other.group == line.group]
            wanted = sum(other.quantity for other in whole)
            sums = {system: _sent(world.books.rows(system, line)) for system in ("erp", "wms")}
            if line.reached >= READY and sums["wms"]:
                assert sum(row.values["quantity"] for row in sums["wms"]) == wanted
            assert sum(row.values["quantity"] for row in sums["erp"]) == line.quantity


def test_a_mistyped_number_is_nobodys_and_a_borrowed_one_is_somebodys(worlds: list[World]) -> None:
    for world in worlds:
        live = {bare(order.number) for order in world.orders}
        for item in world.expected:
            if item.fault in ("typing_error", "part_mistyped", "cut_off"):
                assert bare(item.core[0].values["order_id"]) not in live
            if item.fault in (
                "borrowed",
                "borrowed_kin",
                "swapped",
                "repeat_borrowed",
                "part_elsewhere",
                "overwritten",
            ) and (item.kinds[0] == "key-collision"):
                assert bare(item.core[0].values["order_id"]) in live - {bare(item.lines[0].order.number)}


def test_an_exception_of_the_truth_names_rows_of_its_lines(worlds: list[World]) -> None:
    for world in worlds:
        every = set(world.rows())
        for item in world.expected:
            rows, allowed = set(item.rows(world.books)), set(item.allowed(world.books))
            assert set(item.core) <= rows <= allowed <= every
            assert item.odd in ("", *SYSTEMS)


@pytest.mark.parametrize("profile", PROFILES, ids=[profile.name for profile in PROFILES])
def test_the_same_seed_makes_the_same_files(profile: Profile, tmp_path: Path) -> None:
    for name in ("one", "two"):
        world = make(profile, 3, 60)
        files = export(world, 3, tmp_path / name)
        labels = [(row.system, row.label) for row in world.rows()]
        assert len(set(labels)) == len(labels)
    texts = [path for paths in files.values() for path in paths if path.suffix == ".csv"]
    assert all(path.read_bytes() == (tmp_path / "one" / path.name).read_bytes() for path in texts)


def test_the_truth_itself_scores_full_marks_and_a_wrong_link_is_counted(tmp_path: Path) -> None:
    world = make(PROFILES[0], 5, 200)
    export(world, 5, tmp_path)
    said = [
        [item.kinds[0], *(_labels(item.rows(world.books), system) for system in SYSTEMS), "", item.odd, ""]
        for item in world.expected
    ]
    lines = [line for order in world.orders for line in order.lines if line.key == line.group]
    linked = [[*(_labels(world.books.rows(s, line), s) for s in SYSTEMS), "exact", "auto"] for line in lines]
    head = [f"{system}_rows" for system in SYSTEMS]
    _write(tmp_path / "exceptions.csv", [["kind", *head, "field", "odd_system", "explanation"], *said])
    _write(tmp_path / "matches.csv", [[*head, "method", "band"], *linked])
    found = score(world, tmp_path)
    assert (found.f1(), found.f1(exact=True), found.wrong, found.odd_right) == (1.0, 1.0, 0, found.odd)
    assert found.linked == found.true
    linked[0][1], linked[1][1] = linked[1][1], linked[0][1]
    _write(tmp_path / "matches.csv", [[*head, "method", "band"], *linked])
    assert score(world, tmp_path).wrong >= 2


def _sent(rows: Iterable[Row]) -> list[Row]:
    """Leave aside the rows of what came back: they take nothing from what went out."""
    return [row for row in rows if row.values["status"] != "returned" or row.values["quantity"] >= 0]


def _labels(rows: object, system: str) -> str:
    assert isinstance(rows, list)
    return ";".join(row.label for row in rows if row.system == system)


def _write(path: Path, lines: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(lines)
