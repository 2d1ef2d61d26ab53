"""Order-X (UN/CEFACT SCRDM cross industry order) → values. Prices and line amounts are without tax by the standard."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from intake.extract.structured.draft import LineDraft, MessageDraft, Part
from intake.extract.structured.line_terms import discount, price, status
from intake.extract.structured.xml_terms import put_joined, stated_charge
from intake.read.structured import NOTHING, Element, Said
from orders.records import AllowanceCharge

TRADE = "SupplyChainTradeTransaction"
AGREEMENT = f"{TRADE}/ApplicableHeaderTradeAgreement"
DELIVERY = f"{TRADE}/ApplicableHeaderTradeDelivery"
SETTLEMENT = f"{TRADE}/ApplicableHeaderTradeSettlement"
TOTALS = {
    "LineTotalAmount": "line_total",
    "AllowanceTotalAmount": "allowance_total",
    "ChargeTotalAmount": "charge_total",
    "TaxBasisTotalAmount": "tax_exclusive",
    "TaxTotalAmount": "tax_total",
    "GrandTotalAmount": "tax_inclusive",
}
TRUE = ("true", "1")
STREET = ("LineOne", "LineTwo", "LineThree", "CityName", "PostcodeCode", "CountrySubDivisionName", "CountryID")


def read_cii(draft: MessageDraft) -> None:
    """Read an Order-X message into its draft."""
    root = draft.message.root
    assert root is not None
    _head(draft, root)
    _party(draft, "buyer", root.first(f"{AGREEMENT}/BuyerTradeParty"))
    _party(draft, "seller", root.first(f"{AGREEMENT}/SellerTradeParty"))
    _delivery(draft, root)
    for element in root.every(f"{SETTLEMENT}/SpecifiedTradeAllowanceCharge"):
        draft.charge(element.name, _charge(draft, element), element.own)
    _totals(draft, root)
    for line in root.every(f"{TRADE}/IncludedSupplyChainTradeLineItem"):
        draft.lines.append(_line(draft, line))


def _head(draft: MessageDraft, root: Element) -> None:
    document = root.first("ExchangedDocument")
    if document is None:
        return
    about = root.said(f"{AGREEMENT}/BuyerOrderReferencedDocument/IssuerAssignedID")
    if draft.kind == "purchase_order" or not about:
        draft.text("/order/order_id", document.said("ID"))
    else:  # a change or cancellation names the order it is about, and has a number of its own
        draft.text("/order/order_id", about)
        draft.text("/order/revision", document.said("ID"))
    day = document.first("IssueDateTime")
    draft.put("/order/issue_date", *_day(draft, day, "/order/issue_date"))
    draft.text("/order/currency", root.said(f"{SETTLEMENT}/OrderCurrencyCode"))
    draft.put("/order/prices_include_tax", False, NOTHING)
    put_joined(draft, "/order/note", [one.own for one in document.every("IncludedNote/Content")], "\n")
    draft.text("/order/payment_terms", root.said(f"{SETTLEMENT}/SpecifiedTradePaymentTerms/Description"))
    draft.text("/order/delivery/terms", root.said(f"{AGREEMENT}/ApplicableTradeDeliveryTerms/DeliveryTypeCode"))
    if root.said("ExchangedDocumentContext/TestIndicator/Indicator").text.lower() in ("true", "1"):
        draft.report(
            "message-is-test", root.said("ExchangedDocumentContext/TestIndicator/Indicator"), seen="TestIndicator"
        )
    if document.said("CopyIndicator/Indicator").text.lower() in ("true", "1"):
        draft.unread("CopyIndicator", document.said("CopyIndicator/Indicator"))


def _day(draft: MessageDraft, element: Element | None, path: str) -> tuple[date | None, Said]:
    if element is None:
        return None, NOTHING
    said, layout = element.said("DateTimeString"), element.attribute("DateTimeString", "format")
    return draft.day(said, layout.text or "102", path), said


def _party(draft: MessageDraft, role: str, element: Element | None) -> None:
    if element is None:
        return
    base = f"/order/{role}"
    draft.text(f"{base}/name", element.said("Name"))
    draft.text(f"{base}/party_id", element.said("GlobalID") or element.said("ID"))
    taxes = [one.own for one in element.every("SpecifiedTaxRegistration/ID") if one.attributes.get("schemeID") == "VA"]
    draft.text(f"{base}/tax_id", taxes[0] if taxes else NOTHING)
    contact = element.first("DefinedTradeContact")
    if contact is not None:
        draft.text(f"{base}/contact", contact.said("PersonName"))
        draft.text(f"{base}/phone", contact.said("TelephoneUniversalCommunication/CompleteNumber"))
        draft.text(f"{base}/email", contact.said("EmailURIUniversalCommunication/URIID"))


def _delivery(draft: MessageDraft, root: Element) -> None:
    events = list(root.every(f"{DELIVERY}/RequestedDeliverySupplyChainEvent"))
    for one in events[1:]:
        draft.unread(one.name, one.own, "/order/delivery")
    for one in events[:1]:
        draft.put("/order/delivery/requested_date", *_event(draft, one, "/order/delivery/requested_date"))
    address = root.first(f"{DELIVERY}/ShipToTradeParty/PostalTradeAddress")
    name = root.said(f"{DELIVERY}/ShipToTradeParty/Name")
    parts = [name, *(address.said(part) for part in STREET)] if address else [name]
    put_joined(draft, "/order/delivery/address", parts, ", ")


def _event(draft: MessageDraft, event: Element, path: str) -> tuple[date | None, Said]:
    """Read when an event is to be: a day, or a period."""
    day = event.first("OccurrenceDateTime")
    if day is not None:
        return _day(draft, day, path)
    period = event.first("OccurrenceSpecifiedPeriod")
    ends = [period.first(name) if period else None for name in ("StartDateTime", "EndDateTime")]
    first, last = (_day(draft, one, path) for one in ends)
    return draft.window(first, last, path)


def _charge(draft: MessageDraft, element: Element) -> AllowanceCharge | None:
    kind, reason = element.said("ChargeIndicator/Indicator").text.lower(), element.said("Reason")
    rate = element.said("CategoryTradeTax/RateApplicablePercent")
    return stated_charge(draft, kind, element.said("ActualAmount"), reason or element.said("ReasonCode"), rate)


def _totals(draft: MessageDraft, root: Element) -> None:
    for total in root.every(f"{SETTLEMENT}/SpecifiedTradeSettlementHeaderMonetarySummation"):
        for name, meaning in TOTALS.items():
            for element in total.every(name):
                draft.amount(meaning, element.own)
    if "tax_inclusive" in draft.sums:
        value, said = draft.sums["tax_inclusive"]
        draft.sums["payable_total"] = (value, said)


def _line(draft: MessageDraft, element: Element) -> LineDraft:
    line = LineDraft()
    document = element.first("AssociatedDocumentLineDocument")
    if document is not None:
        line.text("line_id", document.said("LineID"))
        line.text("note", document.said("IncludedNote/Content"))
        status(draft, document.said("LineStatusCode"))
        if parent := document.said("ParentLineID"):
            draft.unread(f"ParentLineID {parent.text}", parent, "/order/lines")
    line.put("prices_include_tax", False, NOTHING)
    delivery = element.first("SpecifiedLineTradeDelivery")
    if delivery is not None:
        line.put(
            "quantity",
            draft.number(delivery.said("RequestedQuantity"), "/order/lines"),
            delivery.said("RequestedQuantity"),
        )
        draft.unit(line, delivery.attribute("RequestedQuantity", "unitCode"))
        if elsewhere := delivery.first("ShipToTradeParty"):
            draft.unread(elsewhere.name, elsewhere.own, "/order/lines")
        for event in delivery.every("RequestedDeliverySupplyChainEvent"):
            day, said = _event(draft, event, "/order/lines")
            count = event.said("UnitQuantity")
            line.schedule.append(Part(draft.number(count, "/order/lines"), day, count, said))
    _price(draft, line, element)
    if (product := element.first("SpecifiedTradeProduct")) is not None:
        _product(line, product)
    return line


def _price(draft: MessageDraft, line: LineDraft, element: Element) -> None:
    if (net := element.first("SpecifiedLineTradeAgreement/NetPriceProductTradePrice")) is not None:
        base, unit = net.said("BasisQuantity"), net.attribute("BasisQuantity", "unitCode")
        price(draft, line, net.said("ChargeAmount"), base, unit)
    settlement = element.first("SpecifiedLineTradeSettlement")
    if settlement is None:
        return
    amount = settlement.said("SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount")
    draft.line_number(line, "line_amount", amount)
    rate = settlement.said("ApplicableTradeTax/RateApplicablePercent")
    line.put("tax_rate", draft.percent(rate, "/order/lines"), rate)
    for one in settlement.every("SpecifiedTradeAllowanceCharge"):
        if (charge := _charge(draft, one)) is None or charge.amount != Decimal(0):
            discount(draft, line, charge, one.said("CalculationPercent"), one.own)


def _product(line: LineDraft, product: Element) -> None:
    line.text("description", product.said("Name"))
    if product.said("Description").text != product.said("Name").text:
        line.text("specification", product.said("Description"))
    line.text("buyer_item_id", product.said("BuyerAssignedID"))
    line.text("seller_item_id", product.said("SellerAssignedID"))
    if product.attribute("GlobalID", "schemeID").text in ("0160", "0088", ""):
        line.attribute("GTIN", product.said("GlobalID"))
    for one in product.every("ApplicableProductCharacteristic"):
        line.attribute(
            one.said("Description").text,
            one.said("Value") or one.said("ValueMeasure"),
            one.attribute("ValueMeasure", "unitCode").text,
        )
