"""Versions and lead times through all levels, and dates that a customer's own order of day and month settles."""

from dataclasses import replace
from datetime import date

import pytest

from intake.check import check
from intake.check.pointer import put
from orders.codes import finding, message
from orders.masters import BomLine
from orders.records import Delivery, Order, Party
from orders.working_days import ahead
from tests.check.small_world import (
    BOM,
    FAR,
    ITEMS,
    MASTERS,
    NORDWIND,
    ORDER,
    D,
    codes,
    context,
    errors,
    found,
    line,
    masters,
    record,
)


def on(day: date | None) -> Order:
    return replace(ORDER, delivery=replace(ORDER.delivery, requested_date=day))


@pytest.mark.parametrize("version", [None, "V3.2", "v3.2", "3.2"])
def test_the_valid_version_passes(version: str | None) -> None:
    assert codes(line(bom_version=version)) == []


def test_an_outdated_version_is_held() -> None:
    item = found(line(bom_version="V2.8"), "bom-version-outdated")
    assert (item.proposed, item.path) == ("V3.2", "/order/lines/0/bom_version")


def test_drawing() -> None:
    assert codes(line(drawing_id="dwg-1", drawing_revision="c")) == []
    assert found(line(drawing_revision="B"), "drawing-revision-outdated").proposed == "C"
    assert found(line(drawing_id="DWG-9"), "drawing-revision-outdated").path.endswith("drawing_id")


def test_missing_bom_at_any_level() -> None:
    assert found(line(), "bom-missing", masters(bom={})).facts["sku"] == "SN-100"
    assert found(line(), "bom-missing", masters(bom={"SN-100": BOM["SN-100"]})).facts["sku"] == "SA-1"
    ended = {"SN-100": BOM["SN-100"][:1], "SA-1": BOM["SA-1"]}
    assert "bom-missing" in codes(line(), masters(bom=ended))


def test_two_valid_versions_need_the_printed_one() -> None:
    both = {**BOM, "SN-100": (replace(BOM["SN-100"][0], valid_to=None), BOM["SN-100"][1])}
    assert codes(line(), masters(bom=both)) == ["bom-missing"]
    assert codes(line(bom_version="V2.8"), masters(bom=both)) == []


def test_circular_bom() -> None:
    circle = {**BOM, "SA-1": (BomLine("SA-1", "V1", "SN-100", D(1), "只"),)}
    item = found(line(), "bom-circular", masters(bom=circle))
    assert message(item, "en") == "the BOM of SN-100 contains itself: SN-100 → SA-1 → SN-100"


def test_past_dates() -> None:
    assert "date-in-past" in codes(on(date(2026, 3, 3)))
    assert "date-in-past" not in codes(on(date(2026, 3, 4)))
    assert found(line(requested_date=date(2025, 5, 20)), "date-in-past").path == "/order/lines/0/requested_date"


@pytest.mark.parametrize(
    ("day", "nearest"),
    [
        (date(2026, 5, 1), "2026-04-30"),
        (date(2026, 5, 10), "2026-05-09"),
        (date(2026, 5, 17), "2026-05-18"),
    ],
)
def test_days_off_are_warned_about(day: date, nearest: str) -> None:
    checked = check(record(on(day)), context())
    assert checked.status == "accepted"
    assert [(item.code, item.severity, item.proposed) for item in checked.findings] == [
        ("date-not-working", "warning", nearest)
    ]


def test_make_up_days_are_worked() -> None:
    assert codes(on(date(2026, 5, 9))) == []


def test_lead_time_counts_working_days_through_all_levels() -> None:
    # 7 + 5 + 10 working days after Wednesday 4 March: Friday 3 April
    item = found(on(date(2026, 4, 2)), "lead-time-short")
    assert (item.proposed, item.severity) == ("2026-04-03", "warning")
    assert codes(on(date(2026, 4, 3))) == []


def test_a_night_on_a_day_off_counts_from_the_next_working_day_as_the_plan_does() -> None:
    # Sunday 8 March counts as Monday 9
    on_sunday = replace(context(), today=date(2026, 3, 8))
    item = next(one for one in check(record(on(date(2026, 4, 2))), on_sunday).findings if one.code == "lead-time-short")
    assert item.proposed == str(ahead(date(2026, 3, 9), 22, MASTERS.calendar))


def test_a_phantom_takes_no_time_of_its_own() -> None:
    items = {**MASTERS.items, "SA-1": replace(MASTERS.items["SA-1"], phantom=True)}
    assert found(on(date(2026, 3, 5)), "lead-time-short", masters(items=items)).proposed == "2026-03-27"


def test_no_date_anywhere_is_shown_not_held() -> None:
    checked = check(record(on(None)), context())
    assert [(item.code, item.severity) for item in checked.findings] == [("line-incomplete", "info")]
    assert checked.status == "accepted"


def ambiguous(buyer: str) -> tuple[date | None, list[str]]:
    order = replace(NORDWIND, buyer=Party(buyer), currency="EUR", delivery=Delivery(None, None))
    path = "/order/delivery/requested_date"
    seen = finding("date-ambiguous", path, seen="07/08/2026", first="2026-08-07", second="2026-07-08")
    checked = check(record(order, seen), context())
    assert checked.order
    if checked.order.delivery.requested_date:
        assert checked.evidence[path].method == "derived"
    return checked.order.delivery.requested_date, errors(checked)


def test_the_customers_date_order_settles_an_ambiguous_date() -> None:
    assert ambiguous("Nordwind Prozesstechnik GmbH & Co. KG") == (date(2026, 8, 7), [])
    assert ambiguous("Lakeside Instruments, Inc.")[0] == date(2026, 7, 8)
    day, held = ambiguous("杭州云海自动化设备有限公司")
    assert day is None
    assert "date-ambiguous" in held


def test_items_of_the_small_world_are_complete() -> None:
    assert {component.component_sku for rows in BOM.values() for component in rows} <= {item.sku for item in ITEMS}


def test_a_date_that_one_line_lacks_stays_asked_for_until_it_is_there() -> None:
    """Sums cannot tell: the finding of the paper is all that says so."""
    lacking = finding("line-incomplete", "/order/lines/0/requested_date", missing="requested date")
    checked = check(replace(record(), findings=(lacking,)), context())
    assert lacking in checked.findings
    filled = put(checked, lacking.path, FAR)
    assert lacking not in check(filled, context()).findings


def test_of_a_day_that_has_passed_the_earliest_possible_one_is_proposed() -> None:
    item = found(on(date(2026, 3, 3)), "date-in-past")
    assert item.proposed == str(ahead(date(2026, 3, 4), 22, MASTERS.calendar))
