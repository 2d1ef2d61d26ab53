"""Which of our items a line orders: exact codes decide, look-alikes and near names only propose."""

from __future__ import annotations

from dataclasses import replace

from intake.check.catalogue import Catalogue, has_chinese, words
from intake.check.context import Context
from intake.check.descriptions import other_item_named, other_item_specified
from intake.check.edit import add, by_person, derive, forget, lines_of, order_of
from orders.codes import finding
from orders.masters import Item
from orders.records import Finding, OrderLine, OrderRecord

NOTHING = "—"
GTIN = "GTIN"  # attribute in which messages carry it
OF_NOBODY = frozenset({"item-unknown", "item-look-alike"})
LEAD = 0.1  # by which the nearest text must be nearer than the next to be proposed


def check_items(record: OrderRecord, context: Context) -> OrderRecord:
    """Set every line's sku from its exact code; say what is unknown, ambiguous, discontinued or differently named."""
    customer_id = order_of(record).buyer.party_id
    for path, line in lines_of(record):
        record = _resolve(record, path, line, customer_id, context)
        record = add(record, *_shut_out(_sku(record, path) or "", path, context))
        item = context.masters.items.get(_sku(record, path) or "")
        if item:
            record = add(record, *_discontinued(item, path, context), *_description(item, line, path, context))
    return record


def _shut_out(sku: str, path: str, context: Context) -> tuple[Finding, ...]:
    reason = context.masters.why_shut_out(sku)
    return (finding("item-shut-out", f"{path}/sku", sku=sku, reason=reason),) if reason else ()


def _sku(record: OrderRecord, path: str) -> str | None:
    return order_of(record).lines[int(path.rpartition("/")[2])].sku


def _resolve(record: OrderRecord, path: str, line: OrderLine, customer_id: str | None, context: Context) -> OrderRecord:
    sku_path = f"{path}/sku"
    if by_person(record, sku_path) and line.sku in context.masters.items:
        return record
    record = forget(record, sku_path)
    found = resolve(line, customer_id, context.catalogue)
    if customer_id is None and not isinstance(found, str) and found.code in OF_NOBODY and line.seller_item_id is None:
        return record  # the buyer's own numbers mean something only once the buyer is known, which is asked already
    if isinstance(found, str):
        return derive(record, sku_path, found, line.buyer_item_id or line.seller_item_id or "")
    return add(record, _with_path(found, sku_path))


def resolve(line: OrderLine, customer_id: str | None, catalogue: Catalogue) -> str | Finding:
    """Return the one sku a line's codes name exactly, or the finding that says why there is none."""
    buyer = catalogue.exact(line.buyer_item_id, customer_id) if line.buyer_item_id else frozenset[str]()
    seller = catalogue.own_code(line.seller_item_id) if line.seller_item_id else frozenset[str]()
    numbers = [item.value for item in line.attributes if item.name == GTIN]
    named = frozenset[str]().union(buyer, seller, *map(catalogue.numbered, numbers))
    if len(named) > 1:
        seen = " / ".join(dict.fromkeys(code for code in (line.buyer_item_id, line.seller_item_id, *numbers) if code))
        return finding("item-ambiguous", seen=seen, candidates=", ".join(sorted(named)))
    if line.seller_item_id and not seller:
        return _unknown(line.seller_item_id, line, customer_id, catalogue, hint=named)
    if named:
        return next(iter(named))
    return _unknown(line.buyer_item_id or "", line, customer_id, catalogue)


def _unknown(
    code: str, line: OrderLine, customer_id: str | None, catalogue: Catalogue, *, hint: frozenset[str] = frozenset()
) -> Finding:
    alike = catalogue.alike(code, customer_id) if code else frozenset()
    if alike:
        proposed = next(iter(alike)) if len(alike) == 1 else None
        return finding("item-look-alike", seen=code, nearest=", ".join(sorted(alike)), proposed=proposed)
    seen = code or line.description
    nearest = next(iter(hint), None) or _nearest(code, customer_id, catalogue) or _by_name(line, catalogue)
    if nearest:
        return finding("item-unknown", seen=seen, nearest=nearest, proposed=nearest)
    hits = _by_text(line, catalogue)
    shown = ", ".join(sku for sku, _ in hits)
    return finding("item-unknown", seen=seen, nearest=shown or NOTHING, proposed=_clear(hits))


def _nearest(code: str, customer_id: str | None, catalogue: Catalogue) -> str | None:
    """Return the sku of the code that is nearest to the printed one; None if nothing is near or two are as near."""
    from rapidfuzz import fuzz, process

    known, codes = catalogue.codes_of(customer_id)
    hits = process.extract(code.upper(), codes, scorer=fuzz.ratio, limit=2, score_cutoff=70) if code else []
    if not hits or (len(hits) == 2 and hits[0][1] == hits[1][1] and known[hits[0][0]] != known[hits[1][0]]):
        return None
    skus = known[hits[0][0]]
    return next(iter(skus)) if len(skus) == 1 else None


def _by_name(line: OrderLine, catalogue: Catalogue) -> str | None:
    skus = catalogue.names.get(words(line.description or ""), frozenset())
    return next(iter(skus)) if len(skus) == 1 else None


def _by_text(line: OrderLine, catalogue: Catalogue) -> tuple[tuple[str, float], ...]:
    """Return the items whose name and specification are nearest to what the line says, within its own script."""
    if not line.description:
        return ()
    text = f"{line.description} {line.specification or ''}"
    return catalogue.likeness[has_chinese(line.description)].nearest(text)


def _clear(hits: tuple[tuple[str, float], ...]) -> str | None:
    """Propose the nearest only if no other comes near it; several hits are listed and the person chooses."""
    if not hits:
        return None
    return hits[0][0] if len(hits) == 1 or hits[0][1] - hits[1][1] >= LEAD else None


def _with_path(item: Finding, path: str) -> Finding:
    return replace(item, path=path)


def _discontinued(item: Item, path: str, context: Context) -> tuple[Finding, ...]:
    if item.status == "active":
        return ()
    proposed = _successor(item, context)
    facts = {"sku": item.sku, "state": item.status, "replaced_by": proposed or NOTHING}
    return (finding("item-discontinued", f"{path}/sku", proposed=proposed, **facts),)


def _successor(item: Item, context: Context) -> str | None:
    """Follow the replacements to the one that is sold today; None if they lead nowhere or in a circle."""
    passed, found = {item.sku}, item
    while found.status != "active":
        successor = context.masters.items.get(found.replaced_by or "")
        if successor is None or successor.sku in passed:
            return None
        passed.add(successor.sku)
        found = successor
    return found.sku


def _description(item: Item, line: OrderLine, path: str, context: Context) -> tuple[Finding, ...]:
    """Hold a line that is described as another item; the kind of item goes before its specification."""
    name, said, code = line.description, line.specification, "item-description-disagrees"
    if name and other_item_named(name, item, context.catalogue):
        return (finding(code, f"{path}/description", sku=item.sku, name=item.name, seen=name),)
    if said and other_item_specified(said, item, context.catalogue):
        own = f"{item.name} {item.specification}"
        return (finding(code, f"{path}/specification", sku=item.sku, name=own, seen=said),)
    return ()
