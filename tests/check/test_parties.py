"""The buyer is found by tax id or exact name, never by likeness; the seller must be us."""

from dataclasses import replace

import pytest

from intake.check import check
from orders.records import Delivery, Party
from orders.workspace import Company
from tests.check.small_world import NORDWIND, ORDER, codes, context, errors, found, record


@pytest.mark.parametrize(
    ("party", "customer_id"),
    [
        (Party("杭州云海自动化设备有限公司"), "C001"),
        (Party("云海自动化"), "C001"),
        (Party("some new name", tax_id="91330108ma2b4c6d8a"), "C001"),
        (Party("ＮＯＲＤＷＩＮＤ Prozesstechnik GmbH & Co.KG"), "C002"),
        (Party("LAKESIDE INSTRUMENTS INC"), "C003"),
    ],
)
def test_buyer_is_found_by_tax_id_or_exact_name(party: Party, customer_id: str) -> None:
    checked = check(record(replace(ORDER, buyer=party)), context())
    assert checked.order
    assert checked.order.buyer.party_id == customer_id
    assert checked.order_key == f"{customer_id}/CG-0018"
    assert checked.evidence["/order/buyer/party_id"].method == "derived"


def test_unknown_buyer_is_proposed_never_taken() -> None:
    order = replace(ORDER, buyer=Party("杭州云海自动化设备公司"))
    item = found(order, "buyer-unknown")
    assert item.proposed == "C001"
    assert item.path == "/order/buyer/party_id"
    checked = check(record(order), context())
    assert checked.order
    assert checked.order.buyer.party_id is None
    assert checked.status == "review"
    assert checked.order_key
    assert checked.order_key.endswith("/CG-0018")


def test_mail_domain_proposes_but_does_not_decide() -> None:
    order = replace(ORDER, buyer=Party("Unheard Of Ltd"))
    source = replace(record().source, sender="Jana <jana@nordwind.example>")
    assert found(order, "buyer-unknown", source=source).proposed == "C002"


@pytest.mark.parametrize(
    "party",
    [
        Party("杭州云海自动化设备有限公司", tax_id="DE811234565"),
        Party("杭州云海自动化设备有限公司", tax_id="91330108MA2B4C6D8X"),
        Party("东方仪表厂"),
    ],
)
def test_contradicting_evidence_is_ambiguous(party: Party) -> None:
    assert "buyer-ambiguous" in codes(replace(ORDER, buyer=party))


def test_sender_of_another_customer_is_ambiguous() -> None:
    source = replace(record().source, sender="jana@nordwind.example")
    assert "buyer-ambiguous" in codes(ORDER, source=source)
    assert codes(ORDER, source=replace(source, sender="chen@yunhai.example")) == []


def test_seller() -> None:
    assert codes(replace(ORDER, seller=Party("Chenxin Sensing Co.,Ltd"))) == []
    assert codes(replace(ORDER, seller=Party())) == []
    assert "seller-not-us" in codes(replace(ORDER, seller=Party("苏州别家传感有限公司")))
    assert "seller-not-us" in codes(
        replace(ORDER, seller=Party("苏州辰芯传感科技有限公司", tax_id="91320594MA1X7K2P3B"))
    )
    assert codes(replace(ORDER, seller=Party("anyone")), context(company=Company())) == []


def test_ship_to() -> None:
    elsewhere = replace(ORDER, delivery=Delivery("上海市某路1号", ORDER.delivery.requested_date))
    assert errors(check(record(elsewhere), context())) == ["ship-to-unknown"]
    assert "ship-to-unknown" not in codes(NORDWIND)


@pytest.mark.parametrize(
    ("address", "held"),
    [
        ("杭州市滨江区云溪路216号", False),
        ("中国浙江省杭州市滨江区云溪路216号3号库", False),
        ("310052 杭州市滨江区云溪路216号（收货人：陈佳怡 0571-5550 1216）", False),
        ("杭州云海自动化设备有限公司，杭州市滨江区云溪路216号", False),
        ("杭州市滨江区云溪路216号 转 浙江省嘉兴市南湖区顺达路1号", True),
        ("嘉兴市南湖区顺达路1号中转仓，原址：杭州市滨江区云溪路216号", True),
        ("杭州市滨江区云溪路21号", True),
    ],
)
def test_another_address_beside_a_known_one_is_asked_about(address: str, held: bool) -> None:
    order = replace(ORDER, delivery=Delivery(address, ORDER.delivery.requested_date))
    assert ("ship-to-unknown" in codes(order)) is held


def test_two_customers_with_the_same_number_have_two_keys() -> None:
    keys = {check(record(order), context()).order_key for order in (ORDER, NORDWIND)}
    assert keys == {"C001/CG-0018", "C002/CG-0018"}


def test_a_paper_read_with_one_customers_mapping_is_held_if_another_buys() -> None:
    mapped = replace(record().source, mapped_as="C002")
    item = found(ORDER, "buyer-ambiguous", source=mapped)
    assert item.facts["candidates"] == "C001, C002"
    assert "buyer-ambiguous" not in codes(ORDER, source=replace(mapped, mapped_as="C001"))
    unheard = replace(ORDER, buyer=Party("Unheard Of Ltd"))
    assert found(unheard, "buyer-unknown", source=mapped).proposed == "C002"
