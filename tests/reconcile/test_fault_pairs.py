"""Two faults in one line, of one system or of two: what each raises alone, less what the other explains.

Lines that went out as one are one line, too: two faults of one kind in two of them are one exception.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import pytest

from tests.reconcile.planting import PLACES, SYSTEMS, Case, Seen, Spot, planted
from tests.reconcile.test_faults import singles, without_whole

Fault = tuple[str, str]  # system, name
NUMBERS = ("number mistyped", "number blank", "number destroyed", "number of another")
FAULTS = {
    "crm": (*NUMBERS, "item", "customer", "quantity", "price", "amount", "currency", "promised date", "held", "twice"),
    "erp": (*NUMBERS, "item", "customer", "quantity", "price", "status behind", "waybill", "version", "twice"),
    "wms": (*NUMBERS, "item", "customer", "quantity", "status behind", "waybill", "version", "twice"),
}
SELLING = ("quantity", "price", "amount")  # what must multiply in one system
# what the first explains of the second, in whatever system it is
HIDES = {("quantity", "amount"), ("price", "amount"), ("currency", "price"), ("currency", "amount")}


def field_of(name: str) -> str:
    return "status" if name == "held" else name.split()[0]


def together(cases: Mapping[str, Case], spot: Spot, one: Fault, other: Fault) -> list[Seen]:
    """Return what is left of two faults in one line."""
    fields = {field_of(name): system for system, name in (one, other)}
    if fields == dict.fromkeys(("item", "customer"), one[0]):
        return [("key-collision", "order_id", one[0], "")]
    if fields == dict.fromkeys(("quantity", "twice"), one[0]):  # no copy without which the quantities agree
        return [("quantity-mismatch", "quantity", one[0], "")]
    if set(fields) == {"item", "currency"} and fields["item"] != "wms":  # what forbids to join is asked about
        return [("suggested-match", "order_id", fields["item"], "")]
    return [seen for fault, rival in ((one, other), (other, one)) for seen in kept(cases, spot, fault, rival)]


def kept(cases: Mapping[str, Case], spot: Spot, fault: Fault, rival: Fault) -> list[Seen]:
    """Return what a fault raises beside a rival; who is odd in price is not known if nothing multiplies elsewhere."""
    (system, name), (elsewhere, its_name) = fault, rival
    if (field_of(its_name), field_of(name)) in HIDES:
        return []
    doubtful = name in ("price", "amount") and its_name in SELLING and elsewhere not in (system, "wms")
    found = cases[f"{system}: {name}"].expect(spot)
    return [(kind, field, "" if doubtful else odd, "") for kind, field, odd, _ in found]


def cannot_be_told(one: Fault, other: Fault, place: str) -> bool:
    """Say whether nothing tells which line a row is: its number is another's, or none, and what else it says is taken.

    Of two equal rows without a number either may be the line's. A waybill that differs is no home for a row of the
    warehouse under a live number, nor are item and customer for a part of several.
    """
    names, same = {one[1], other[1]}, one[0] == other[0]
    if "twice" in names and same:
        return bool(names & {"number blank", "number destroyed"})
    if names == {"number of another", "waybill"}:
        return ("wms", "number of another") in (one, other)
    return place.startswith("split") and same and one[0] == "wms" and names == {"item", "customer"}


def both(cases: Mapping[str, Case], one: Fault, other: Fault) -> Case:
    def plant(spot: Spot) -> None:
        for system, name in (one, other):
            cases[f"{system}: {name}"].plant(spot)

    return Case(plant, lambda spot: together(cases, spot, one, other))


def pairs(cases: Mapping[str, Case], place: str) -> dict[str, Case]:
    """Every two faults of different fields."""
    every = [(system, name) for system in SYSTEMS for name in FAULTS[system]]
    return {
        f"{': '.join(one)} + {': '.join(other)}": both(cases, one, other)
        for one, other in combinations(every, 2)
        if field_of(one[1]) != field_of(other[1]) and not cannot_be_told(one, other, place)
    }


@pytest.mark.slow
@pytest.mark.parametrize("share", range(4))
@pytest.mark.parametrize(
    "place", ["ordinary", "split", "split, waybills", "merged", "merged, second line", "one waybill"]
)
def test_two_faults_are_what_each_is_alone_less_what_is_explained(place: str, share: int, tmp_path: Path) -> None:
    whole = pairs(without_whole(singles()) if place.startswith("split") else singles(), place)
    assert planted(PLACES[place], dict(list(whole.items())[share::4]), tmp_path, weigh=False) == {}


def in_two_lines(cases: Mapping[str, Case], one: Fault, other: Fault) -> Case:
    """Plant one fault into a line that went out with a second one, and the other into that; none hides another."""
    faults = {1: one, 2: other}

    def plant(spot: Spot) -> None:
        for line, (system, name) in faults.items():
            cases[f"{system}: {name}"].plant(replace(spot, line=line))

    def expect(spot: Spot) -> list[Seen]:
        first, second = (alone(cases, spot, faults[line], faults[3 - line]) for line in faults)
        if field_of(one[1]) != field_of(other[1]) or one[1] in NUMBERS or (one[1] == "twice" and one[0] != other[0]):
            return [*first, *second]  # a number and a row too many are told of each system's own
        kind, field, odd, _ = first[0]
        return [(kind, field, odd if one[0] == other[0] else "", "")]

    return Case(plant, expect)


def alone(cases: Mapping[str, Case], spot: Spot, fault: Fault, rival: Fault) -> list[Seen]:
    (system, name), (elsewhere, its_name) = fault, rival
    doubtful = name in ("price", "amount") and its_name in SELLING and elsewhere != system
    found = cases[f"{system}: {name}"].expect(spot)
    return [(kind, field, "" if doubtful else odd, "") for kind, field, odd, _ in found]


def two_lines(cases: Mapping[str, Case]) -> dict[str, Case]:
    """Every fault of CRM and ERP in one line with every other in the other line."""
    every = [(system, name) for system in ("crm", "erp") for name in FAULTS[system]]
    return {
        f"{': '.join(one)} | {': '.join(other)}": in_two_lines(cases, one, other)
        for one, other in product(every, repeat=2)
        if not is_one_item(one, other)
    }


def is_one_item(one: Fault, other: Fault) -> bool:
    """Say whether two systems have the same wrong item on different lines: nobody knows which of these it is."""
    return one[1] == other[1] == "item" and one[0] != other[0]


@pytest.mark.slow
@pytest.mark.parametrize("share", range(4))
def test_two_faults_in_two_lines_that_went_out_as_one_hide_nothing(share: int, tmp_path: Path) -> None:
    whole = list(two_lines(singles()).items())[share::4]
    assert planted(PLACES["merged"], dict(whole), tmp_path, weigh=False) == {}
