"""Orders in XML, written after the standards: a UBL order and its kin, an Order-X order of the level comfort."""

from __future__ import annotations

from tests.intake.papers.goods import HARBOR, ROWS, SUNRISE

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
LINES = (
    # line, buyer's item, seller's item, name, quantity, unit, price, base, amount
    ("1", "A-100", "SN-24G", "Pressure transmitter", "100", "C62", "12.50", "1", "1250.00"),
    ("2", "A-200", "SN-30K", "Shielded cable", "250", "MTR", "80.00", "100", "200.00"),
)


def ubl_line(line: tuple[str, ...], more: str = "", behind: str = "") -> str:
    """Write a cac:OrderLine; `more` stands before the price, `behind` in the item."""
    number, buyer, seller, name, quantity, unit, price, base, amount = line
    return f"""
  <cac:OrderLine><cac:LineItem>
    <cbc:ID>{number}</cbc:ID>
    <cbc:Quantity unitCode="{unit}">{quantity}</cbc:Quantity>
    <cbc:LineExtensionAmount currencyID="EUR">{amount}</cbc:LineExtensionAmount>{more}
    <cac:Price><cbc:PriceAmount currencyID="EUR">{price}</cbc:PriceAmount>
      <cbc:BaseQuantity unitCode="{unit}">{base}</cbc:BaseQuantity></cac:Price>
    <cac:Item><cbc:Name>{name}</cbc:Name>
      <cac:BuyersItemIdentification><cbc:ID>{buyer}</cbc:ID></cac:BuyersItemIdentification>
      <cac:SellersItemIdentification><cbc:ID>{seller}</cbc:ID></cac:SellersItemIdentification>
      <cac:StandardItemIdentification><cbc:ID schemeID="0160">04000862141404</cbc:ID></cac:StandardItemIdentification>
      <cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent>
        <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory>{behind}
    </cac:Item>
  </cac:LineItem></cac:OrderLine>"""


PARTIES = """
  <cac:BuyerCustomerParty><cac:Party>
    <cac:PartyIdentification><cbc:ID schemeID="0088">4012345000009</cbc:ID></cac:PartyIdentification>
    <cac:PartyName><cbc:Name>Nordwind</cbc:Name></cac:PartyName>
    <cac:PartyTaxScheme><cbc:CompanyID>DE123456789</cbc:CompanyID>
      <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyLegalEntity><cbc:RegistrationName>Nordwind Automation GmbH</cbc:RegistrationName></cac:PartyLegalEntity>
    <cac:Contact><cbc:Name>Anna Weber</cbc:Name>
      <cbc:ElectronicMail>anna@nordwind.example</cbc:ElectronicMail></cac:Contact>
  </cac:Party></cac:BuyerCustomerParty>
  <cac:SellerSupplierParty><cac:Party>
    <cac:PartyName><cbc:Name>Chenxin Sensing Co., Ltd.</cbc:Name></cac:PartyName>
  </cac:Party></cac:SellerSupplierParty>"""
CHARGE = """
  <cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator>
    <cbc:AllowanceChargeReason>Freight</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">50.00</cbc:Amount>
    <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
    </cac:TaxCategory></cac:AllowanceCharge>"""
TOTALS = """
  <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">285.00</cbc:TaxAmount></cac:TaxTotal>
  <cac:AnticipatedMonetaryTotal>
    <cbc:LineExtensionAmount currencyID="EUR">1450.00</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount currencyID="EUR">1500.00</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="EUR">1785.00</cbc:TaxInclusiveAmount>
    <cbc:ChargeTotalAmount currencyID="EUR">50.00</cbc:ChargeTotalAmount>
    <cbc:PayableAmount currencyID="EUR">1785.00</cbc:PayableAmount>
  </cac:AnticipatedMonetaryTotal>"""
DELIVERY = """
  <cac:Delivery>
    <cac:DeliveryAddress><cbc:StreetName>Hafenstr. 1</cbc:StreetName><cbc:CityName>Hamburg</cbc:CityName>
      <cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:DeliveryAddress>
    <cac:RequestedDeliveryPeriod><cbc:StartDate>2026-01-20</cbc:StartDate><cbc:EndDate>2026-01-20</cbc:EndDate>
    </cac:RequestedDeliveryPeriod>
  </cac:Delivery>"""


def ubl(root: str = "Order", head: str = "", lines: str | None = None, order_id: str = "4500017432") -> str:
    """Write a UBL document: an order unless told otherwise."""
    body = "".join(ubl_line(line) for line in LINES) if lines is None else lines
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{root} xmlns="{UBL}{root}-2" xmlns:cac="{UBL}CommonAggregateComponents-2" xmlns:cbc="{UBL}CommonBasicComponents-2">
  <cbc:UBLVersionID>2.1</cbc:UBLVersionID>
  <cbc:ID>{order_id}</cbc:ID>
  <cbc:IssueDate>2026-01-08</cbc:IssueDate>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>{head}{PARTIES}{DELIVERY}
  <cac:PaymentTerms><cbc:Note>30 days net</cbc:Note></cac:PaymentTerms>{CHARGE}{TOTALS}{body}
</{root}>
"""


def about(order_id: str) -> str:
    """Write which order a change or cancellation is about."""
    return f"<cac:OrderReference><cbc:ID>{order_id}</cbc:ID></cac:OrderReference>"


ORDER_X = "urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100"
REUSABLE = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:128"
TYPES = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:128"


def order_x_line(line: tuple[str, ...]) -> str:
    """Write an item of an Order-X order."""
    number, buyer, seller, name, quantity, unit, price, base, amount = line
    return f"""
    <ram:IncludedSupplyChainTradeLineItem>
      <ram:AssociatedDocumentLineDocument><ram:LineID>{number}</ram:LineID></ram:AssociatedDocumentLineDocument>
      <ram:SpecifiedTradeProduct><ram:SellerAssignedID>{seller}</ram:SellerAssignedID>
        <ram:BuyerAssignedID>{buyer}</ram:BuyerAssignedID><ram:Name>{name}</ram:Name></ram:SpecifiedTradeProduct>
      <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>{price}</ram:ChargeAmount>
        <ram:BasisQuantity unitCode="{unit}">{base}</ram:BasisQuantity></ram:NetPriceProductTradePrice>
      </ram:SpecifiedLineTradeAgreement>
      <ram:SpecifiedLineTradeDelivery><ram:RequestedQuantity unitCode="{unit}">{quantity}</ram:RequestedQuantity>
      </ram:SpecifiedLineTradeDelivery>
      <ram:SpecifiedLineTradeSettlement><ram:SpecifiedTradeSettlementLineMonetarySummation>
        <ram:LineTotalAmount>{amount}</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation>
      </ram:SpecifiedLineTradeSettlement>
    </ram:IncludedSupplyChainTradeLineItem>"""


PICTURED = tuple(
    (number, item, f"S-{number}", name, quantity, "C62", price, "1", amount)
    for number, item, name, quantity, _, price, amount in ROWS
)


def order_x(order_id: str = "4500017432", *, total: str = "1598.00", kind: str = "220", test: str = "false") -> str:
    """Write the English order of the test papers as an Order-X order of the level comfort."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:SCRDMCCBDACIOMessageStructure xmlns:rsm="{ORDER_X}" xmlns:ram="{REUSABLE}" xmlns:udt="{TYPES}">
  <rsm:ExchangedDocumentContext>
    <ram:TestIndicator><udt:Indicator>{test}</udt:Indicator></ram:TestIndicator>
    <ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:order-x.eu:1p0:comfort</ram:ID>
    </ram:GuidelineSpecifiedDocumentContextParameter>
  </rsm:ExchangedDocumentContext>
  <rsm:ExchangedDocument><ram:ID>{order_id}</ram:ID><ram:TypeCode>{kind}</ram:TypeCode>
    <ram:IssueDateTime><udt:DateTimeString format="102">20260108</udt:DateTimeString></ram:IssueDateTime>
    <ram:PurposeCode>9</ram:PurposeCode>
  </rsm:ExchangedDocument>
  <rsm:SupplyChainTradeTransaction>{"".join(order_x_line(line) for line in PICTURED)}
    <ram:ApplicableHeaderTradeAgreement>
      <ram:SellerTradeParty><ram:Name>{SUNRISE}</ram:Name></ram:SellerTradeParty>
      <ram:BuyerTradeParty><ram:Name>{HARBOR}</ram:Name>
        <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE123456789</ram:ID></ram:SpecifiedTaxRegistration>
      </ram:BuyerTradeParty>
    </ram:ApplicableHeaderTradeAgreement>
    <ram:ApplicableHeaderTradeDelivery>
      <ram:RequestedDeliverySupplyChainEvent>
        <ram:OccurrenceDateTime><udt:DateTimeString format="102">20260304</udt:DateTimeString></ram:OccurrenceDateTime>
      </ram:RequestedDeliverySupplyChainEvent>
    </ram:ApplicableHeaderTradeDelivery>
    <ram:ApplicableHeaderTradeSettlement><ram:OrderCurrencyCode>EUR</ram:OrderCurrencyCode>
      <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
        <ram:LineTotalAmount>{total}</ram:LineTotalAmount>
        <ram:TaxBasisTotalAmount>{total}</ram:TaxBasisTotalAmount>
        <ram:GrandTotalAmount>{total}</ram:GrandTotalAmount>
      </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    </ram:ApplicableHeaderTradeSettlement>
  </rsm:SupplyChainTradeTransaction>
</rsm:SCRDMCCBDACIOMessageStructure>
"""
