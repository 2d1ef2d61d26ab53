"""Who orders, from whom, to where: the buyer in the customer master, the seller as us, the ship-to among addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from intake.check.catalogue import Catalogue, party_key
from intake.check.context import Context
from intake.check.edit import add, by_person, derive, forget, order_of
from orders.codes import finding
from orders.masters import Customer
from orders.records import Finding, OrderRecord, Party
from orders.values import key

BUYER = "/order/buyer/party_id"
ACCOUNTS = "/order/buyer"
_TELEPHONE = re.compile(r"\d{6,}")  # or a postal code; houses have shorter numbers
_DOOR = 8  # signs of a part of the place: 3号库, B座201室
_LABELS = 12  # letters of a country, of labels, of somebody's name


def check_parties(record: OrderRecord, context: Context) -> OrderRecord:
    """Find the customer by tax id and exact name, check the seller and the ship-to, set party_id and order_key."""
    record = _accounts(_ship_to(_seller(_buyer(record, context), context), context), context)
    return _with_order_key(record)


def identify(record: OrderRecord, context: Context) -> OrderRecord:
    """Say whose order it is and which one: find the customer and set party_id and order_key, nothing else."""
    return _with_order_key(_buyer(record, context))


def _buyer(record: OrderRecord, context: Context) -> OrderRecord:
    buyer = order_of(record).buyer
    if by_person(record, BUYER) and buyer.party_id in context.masters.customers:
        return record
    record = forget(record, BUYER)
    found, candidates = _customers(buyer, context.catalogue)
    candidates |= _contradicted(record, found, context.catalogue)
    seen = buyer.name or buyer.tax_id
    if len(found) == 1 and found == candidates:
        return derive(record, BUYER, next(iter(found)), seen or "")
    if candidates:
        return add(record, finding("buyer-ambiguous", BUYER, seen=seen, candidates=", ".join(sorted(candidates))))
    return add(record, _unknown(record, buyer, context))


def _customers(buyer: Party, catalogue: Catalogue) -> tuple[frozenset[str], frozenset[str]]:
    """Return the customers that tax id and name agree on, and all that either of them names."""
    by_tax = catalogue.customers_by_tax_id.get(key(buyer.tax_id or ""), frozenset())
    by_name = catalogue.customers_by_name.get(party_key(buyer.name or ""), frozenset())
    if by_tax and by_name:
        agreed = by_tax & by_name
        return agreed, agreed or by_tax | by_name
    if buyer.tax_id and not by_tax:
        # a tax id that is not the one on file speaks against the name
        agreed = frozenset(c for c in by_name if not catalogue.masters.customers[c].tax_id)
        return agreed, by_name
    return by_tax | by_name, by_tax | by_name


def _contradicted(record: OrderRecord, found: frozenset[str], catalogue: Catalogue) -> frozenset[str]:
    """Return whose mail domain or mapping it is, if somebody else's: they confirm, they never decide."""
    theirs = catalogue.customers_by_domain.get(_domain(record), frozenset())
    mapped = frozenset({record.source.mapped_as}) if record.source.mapped_as else frozenset[str]()
    return frozenset[str]().union(*(other for other in (theirs, mapped) if found and other and not other & found))


def _domain(record: OrderRecord) -> str:
    return (record.source.sender or "").rpartition("@")[2].strip("> ").lower()


def _unknown(record: OrderRecord, buyer: Party, context: Context) -> Finding:
    by_domain = context.catalogue.customers_by_domain.get(_domain(record), frozenset())
    mapped = record.source.mapped_as if record.source.mapped_as in context.masters.customers else None
    proposed = mapped or (
        next(iter(by_domain)) if len(by_domain) == 1 else _nearest(buyer.name or "", context.catalogue)
    )
    name = context.masters.customers[proposed].name if proposed else None
    nearest = f"{proposed} {name}" if proposed else "—"
    return finding("buyer-unknown", BUYER, seen=buyer.name or buyer.tax_id, nearest=nearest, proposed=proposed)


def _nearest(name: str, catalogue: Catalogue) -> str | None:
    """Return the customer whose name is nearest, if it is unmistakably one and near enough to propose."""
    from rapidfuzz import fuzz, process

    hit = process.extractOne(party_key(name), list(catalogue.customers_by_name), scorer=fuzz.ratio, score_cutoff=60)
    customers = catalogue.customers_by_name[hit[0]] if hit and name else frozenset()
    return next(iter(customers)) if len(customers) == 1 else None


def _seller(record: OrderRecord, context: Context) -> OrderRecord:
    seller, company = order_of(record).seller, context.company
    names = {party_key(name) for name in company.names}
    tax_ids = {key(tax_id) for tax_id in company.tax_ids}
    if seller.tax_id and tax_ids:
        if key(seller.tax_id) in tax_ids:
            return record
        return add(record, finding("seller-not-us", "/order/seller/tax_id", seen=seller.tax_id))
    if not seller.name or not names or party_key(seller.name) in names:
        return record
    return add(record, finding("seller-not-us", "/order/seller/name", seen=seller.name))


def _ship_to(record: OrderRecord, context: Context) -> OrderRecord:
    customer, address = context.customer(record), order_of(record).delivery.address
    buyer = order_of(record).buyer
    if not customer or not address or not customer.addresses or _known_address(address, customer, buyer):
        return record
    return add(record, finding("ship-to-unknown", "/order/delivery/address", seen=address))


def _accounts(record: OrderRecord, context: Context) -> OrderRecord:
    """Hold accounts that are neither the customer's nor ours, where the customer master knows the customer's."""
    customer = context.customer(record)
    known = {_digits(one) for one in (*(customer.bank_accounts if customer else ()), *context.company.bank_accounts)}
    strange = [one for one in record.accounts if _digits(one) not in known]
    if not customer or not customer.bank_accounts or not strange:
        return record
    return add(record, finding("bank-account-changed", ACCOUNTS, seen=", ".join(strange)))


def _digits(account: str) -> str:
    return "".join(char for char in key(account) if char.isalnum())


def _known_address(address: str, customer: Customer, buyer: Party) -> bool:
    """Say whether an address is one of the customer's, with no other one before or behind it."""
    printed, names = party_key(address), (customer.name, *customer.aliases, buyer.name, buyer.contact)
    for known in filter(None, map(party_key, customer.addresses)):
        before, found, behind = printed.partition(known)
        if found and not any(_elsewhere(side, names) for side in (before, behind)):
            return True
    return False


def _elsewhere(beside: str, names: Iterable[str | None]) -> bool:
    """Say whether what stands beside a known address may be another one, and not a door, a name or a telephone."""
    for name in filter(None, map(party_key, filter(None, names))):
        beside = beside.replace(name, "")
    rest = _TELEPHONE.sub("", beside)
    return len(rest) > (_DOOR if any(char.isdigit() for char in rest) else _LABELS)


def _with_order_key(record: OrderRecord) -> OrderRecord:
    order = order_of(record)
    if not order.order_id:
        return replace(record, order_key=None)
    return replace(record, order_key=order_key_of(order.buyer.party_id, order.buyer.name, order.order_id))


def order_key_of(customer_id: str | None, name: str | None, order_id: str) -> str:
    """Return the key of an order: its customer (a hash of the name of one nobody knows) and its number."""
    return f"{customer_id or _hash(name or '')}/{key(order_id)}"


def _hash(name: str) -> str:
    return sha256(party_key(name).encode()).hexdigest()[:12]
