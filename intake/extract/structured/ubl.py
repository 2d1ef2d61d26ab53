"""UBL 2.x: Order, OrderChange, OrderCancellation → values. Prices and line amounts are without tax by the standard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from intake.extract.structured.draft import LineDraft, MessageDraft, Part
from intake.extract.structured.line_terms import discount, price, status
from intake.extract.structured.xml_terms import put_joined, stated_charge
from intake.read.structured import NOTHING, Element, Said
from orders.records import AllowanceCharge

TOTALS = {
    "LineExtensionAmount": "line_total",
    "AllowanceTotalAmount": "allowance_total",
    "ChargeTotalAmount": "charge_total",
    "TaxExclusiveAmount": "tax_exclusive",
    "TaxInclusiveAmount": "tax_inclusive",
    "PrepaidAmount": "prepaid",
    "PayableRoundingAmount": "rounding",
    "PayableAmount": "payable_total",
}
# what may change what a line orders and has no field here
UNREAD = (
    "LineItem/SubLineItem",
    "SellerProposedSubstituteLineItem",
    "SellerSubstitutedLineItem",
    "BuyerProposedSubstituteLineItem",
)
ELSEWHERE = ("DeliveryLocation/Address", "DeliveryAddress", "DeliveryParty")  # a line that goes where others do not
UNREAD_OF_ITEM = ("BuyersItemIdentification/ExtendedID", "SellersItemIdentification/ExtendedID")
GTIN = frozenset({"0160", "GTIN", "EAN", "0088", ""})
STREET = (
    "StreetName", "AdditionalStreetName", "BuildingNumber", "CityName", "PostalZone", "CountrySubentity",
    "Country/IdentificationCode",
)  # fmt: skip


def read_ubl(draft: MessageDraft) -> None:
    """Read a UBL message into its draft."""
    root = draft.message.root
    assert root is not None
    once(draft, root, ("ID", "IssueDate", "DocumentCurrencyCode", "AnticipatedMonetaryTotal"))
    if root.said("CopyIndicator").text in ("true", "1"):
        draft.unread("CopyIndicator", root.said("CopyIndicator"))
    _number(draft, root)
    draft.put("/order/issue_date", draft.xml_day(root.said("IssueDate"), "/order/issue_date"), root.said("IssueDate"))
    draft.put("/order/prices_include_tax", False, NOTHING)
    _currency(draft, root)
    _notes(draft, root)
    party(draft, "buyer", root.first("BuyerCustomerParty/Party"), root.first("BuyerCustomerParty/BuyerContact"))
    party(draft, "seller", root.first("SellerSupplierParty/Party"), None)
    _delivery(draft, root)
    for element in root.every("AllowanceCharge"):
        draft.charge(element.name, charge_of(draft, element), element.own)
    _totals(draft, root)
    for line in root.every("OrderLine"):
        draft.lines.append(_line(draft, line))


def once(draft: MessageDraft, element: Element, names: Sequence[str]) -> None:
    """Report what may stand in an element only once and stands there twice: nobody knows which is meant."""
    for name in names:
        for extra in list(element.every(name))[1:]:
            draft.report("structured-invalid", extra.own, seen=f"{name} {extra.text}".strip())


def _number(draft: MessageDraft, root: Element) -> None:
    """An order's own ID; of a change or cancellation the ID of the order it is about, and its own as a revision."""
    if draft.kind == "purchase_order":
        draft.text("/order/order_id", root.said("ID"))
        return
    for about in root.every("OrderReference/ID"):
        draft.text("/order/order_id", about.own)
    draft.text("/order/revision", root.said("SequenceNumberID") or root.said("ID"))


def _currency(draft: MessageDraft, root: Element) -> None:
    """The document's currency; amounts in another one are no amounts of this order."""
    draft.text("/order/currency", root.said("DocumentCurrencyCode"))
    for element in _amounts(root):
        said = Said(element.attributes["currencyID"].strip(), f"{element.name}@currencyID {element.line}")
        if "/order/currency" not in draft.values:
            draft.text("/order/currency", said)
        elif said.text != draft.values["/order/currency"]:
            draft.report(
                "currency-unknown", said, "/order/currency", seen=f"{draft.values['/order/currency']}, {said.text}"
            )
            return


def _amounts(element: Element) -> Iterator[Element]:
    if element.attributes.get("currencyID", "").strip():
        yield element
    for child in element.children:
        yield from _amounts(child)


def _notes(draft: MessageDraft, root: Element) -> None:
    notes = [one.own for path in ("Note", "CancellationNote") for one in root.every(path)]
    put_joined(draft, "/order/note", notes, "\n")
    draft.text("/order/payment_terms", root.said("PaymentTerms/Note"))
    draft.text("/order/delivery/terms", root.said("DeliveryTerms/ID") or root.said("DeliveryTerms/SpecialTerms"))


def party(draft: MessageDraft, role: str, element: Element | None, contact: Element | None) -> None:
    """Read a cac:Party: its legal name before the name it trades under."""
    if element is None:
        return
    base = f"/order/{role}"
    draft.text(f"{base}/name", element.said("PartyLegalEntity/RegistrationName") or element.said("PartyName/Name"))
    draft.text(f"{base}/tax_id", element.said("PartyTaxScheme/CompanyID"))
    draft.text(f"{base}/party_id", element.said("PartyIdentification/ID"))
    contact = contact or element.first("Contact")
    if contact is not None:
        draft.text(f"{base}/contact", contact.said("Name"))
        draft.text(f"{base}/phone", contact.said("Telephone"))
        draft.text(f"{base}/email", contact.said("ElectronicMail"))


def _delivery(draft: MessageDraft, root: Element) -> None:
    """Read the one delivery of a whole order; of several nobody says here what goes where."""
    deliveries = list(root.every("Delivery"))
    for one in deliveries[1:]:
        draft.unread("Delivery", one.own, "/order/delivery")
    for one in deliveries[:1]:
        path = "/order/delivery/requested_date"
        day, said = _day(draft, one, path)
        draft.put(path, day, said)
        address = one.first("DeliveryLocation/Address") or one.first("DeliveryAddress")
        parts = [p for p in (address.said(name) for name in STREET) if p] if address else []
        lines = [one.own for one in address.every("AddressLine/Line")] if address else []
        put_joined(draft, "/order/delivery/address", parts or lines, ", ")


def _day(draft: MessageDraft, delivery: Element, path: str) -> tuple[date | None, Said]:
    period = delivery.first("RequestedDeliveryPeriod")
    first, last = (period.said(name) if period else NOTHING for name in ("StartDate", "EndDate"))
    last = last or delivery.said("LatestDeliveryDate")
    return draft.window((draft.xml_day(first, path), first), (draft.xml_day(last, path), last), path)


def charge_of(draft: MessageDraft, element: Element) -> AllowanceCharge | None:
    """Read a cac:AllowanceCharge; None if it does not say which of the two it is, or how much."""
    kind, rate = element.said("ChargeIndicator").text, element.said("TaxCategory/Percent")
    reason = element.said("AllowanceChargeReason") or element.said("AllowanceChargeReasonCode")
    return stated_charge(draft, kind, element.said("Amount"), reason, rate)


def _totals(draft: MessageDraft, root: Element) -> None:
    for name, meaning in TOTALS.items():
        draft.amount(meaning, root.said(f"AnticipatedMonetaryTotal/{name}"))
    for element in root.every("TaxTotal"):
        draft.amount("tax_total", element.said("TaxAmount"))


def _line(draft: MessageDraft, element: Element) -> LineDraft:
    line, item = LineDraft(), element.first("LineItem")
    for path in UNREAD:
        for found in element.every(path):
            draft.unread(found.name, found.own, "/order/lines")
    if item is None:
        draft.unread("LineItem", element.own, "/order/lines")
        return line
    once(draft, item, ("ID", "Quantity", "LineExtensionAmount", "Price", "Price/PriceAmount", "Item"))
    line.text("line_id", item.said("ID"))
    draft.line_number(line, "quantity", item.said("Quantity"))
    draft.unit(line, item.attribute("Quantity", "unitCode"))
    line.put(
        "line_amount", draft.number(item.said("LineExtensionAmount"), "/order/lines"), item.said("LineExtensionAmount")
    )
    draft.line_number(line, "tax_amount", item.said("TotalTaxAmount"))
    line.put("prices_include_tax", False, NOTHING)
    line.text("note", element.said("Note") or item.said("Note"))
    status(draft, item.said("LineStatusCode"))
    _price(draft, line, item)
    for delivery in item.every("Delivery"):
        day, said = _day(draft, delivery, "/order/lines")
        count, elsewhere = delivery.said("Quantity"), [delivery.first(name) for name in ELSEWHERE]
        for place in filter(None, elsewhere):
            draft.unread(place.name, place.own, "/order/lines")
        line.schedule.append(Part(draft.number(count, "/order/lines"), day, count, said))
    if (goods := item.first("Item")) is not None:
        _item(draft, line, goods)
    return line


def _price(draft: MessageDraft, line: LineDraft, item: Element) -> None:
    if (own := item.first("Price")) is not None:
        base, unit = own.said("BaseQuantity"), own.attribute("BaseQuantity", "unitCode")
        price(draft, line, own.said("PriceAmount"), base, unit)
        rate = own.said("OrderableUnitFactorRate")
        if draft.number(rate, "/order/lines") not in (None, Decimal(1)):
            draft.unread("OrderableUnitFactorRate", rate, "/order/lines")
    for element in item.every("AllowanceCharge"):
        discount(draft, line, charge_of(draft, element), element.said("MultiplierFactorNumeric"), element.own)


def _item(draft: MessageDraft, line: LineDraft, item: Element) -> None:
    line.text("description", item.said("Name") or item.said("Description"))
    if item.said("Name") and item.said("Description").text != item.said("Name").text:
        line.text("specification", item.said("Description"))
    line.text("buyer_item_id", item.said("BuyersItemIdentification/ID"))
    line.text("seller_item_id", item.said("SellersItemIdentification/ID"))
    for path in UNREAD_OF_ITEM:
        if found := item.said(path):
            draft.unread(f"ExtendedID {found.text}", found, "/order/lines")
    standard = item.said("StandardItemIdentification/ID")
    if item.attribute("StandardItemIdentification/ID", "schemeID").text.upper() in GTIN:
        line.attribute("GTIN", standard)
    for one in item.every("AdditionalItemProperty"):
        line.attribute(
            one.said("Name").text,
            one.said("Value") or one.said("ValueQuantity"),
            one.attribute("ValueQuantity", "unitCode").text,
        )
    rate = item.said("ClassifiedTaxCategory/Percent")
    line.put("tax_rate", draft.percent(rate, "/order/lines"), rate)
