"""`mapping suggest`: a customer mapping drafted from confirmed papers, and a patch from what persons decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from intake.learn.archive import archive_of, replay_texts
from intake.learn.clues import Clue, clues_of
from intake.learn.confirmed import Confirmed, confirmed, of_archive, several_buyers
from intake.learn.decided import taught
from intake.learn.draft import Addition, additions, drafted, learnt
from intake.learn.patch import diff, extended, fresh
from intake.learn.replay import site_with
from intake.pipeline import Site, each_apart
from intake.verify import SUFFIX
from orders.customers import refuse_customers
from orders.inputs import check_site_mappings, masters_of, present, refuse
from orders.mapping import Mapping as MappingFile
from orders.mapping import mappings
from orders.problems import Problem, UnusableError
from orders.proposals import Proposed, Suggested

if TYPE_CHECKING:
    from orders.ledger import Archived
    from orders.run import Setting
    from orders.workspace import Workspace

_FORM = (
    '{"records": [{"order": {"order_id": "…", "issue_date": "2026-01-08", "currency": "CNY", "buyer": {"name": "…"}, '
    '"lines": [{"buyer_item_id": "…", "quantity": "100", "unit": "…", "unit_price": "12.50", "line_amount": "1250.00"}]'
    "}}]}"
)
_MARKS = ("names", "senders", "tax_ids")


# ── a draft from confirmed documents ─────────────────────────────────────────────────────────────────────────────


def suggest(setting: Setting, paths: Sequence[Path], customer_id: str | None = None) -> Suggested:
    """Draft the mapping of the customer whose confirmed documents lie under `paths`.

    Raises UnusableError if nobody has confirmed what any of them says, or if they are of several customers.
    """
    with _without_empty(setting.workspace) as workspace:
        return _suggested(workspace, setting.jobs, paths, customer_id)


@contextmanager
def _without_empty(workspace: Workspace) -> Iterator[Workspace]:
    """Give the workspace without empty mapping files: `suggest … > mappings/new.yaml` has just made one."""
    empty = [p for folder in workspace.mapping_folders for p in folder.rglob("*.y*ml") if p.stat().st_size == 0]
    with site_with(workspace.mapping_folders, {}, empty) as site:
        yield replace(workspace, mappings=site) if empty else workspace


def _suggested(workspace: Workspace, jobs: int, paths: Sequence[Path], customer_id: str | None) -> Suggested:
    check_site_mappings(workspace)
    found, without = confirmed(paths, workspace.root, archive_of(workspace))
    _refuse_unusable(paths, found)
    site = tuple(map(str, workspace.mapping_folders))
    sure, open_ones = additions([clue for clues, _ in _learn(found, site, jobs) for clue in clues])
    owner = customer_id or found[0].order.buyer.party_id
    known = _mapping_of(owner, {item.order.buyer.name for item in found}, workspace)
    name, text = _text(sure, open_ones, owner, known)
    tried_text = text if owner else _text(sure, open_ones, "draft", known)[1]
    with site_with(workspace.mapping_folders, {name: tried_text}) as tried:
        again = _again(found, tried, jobs)
    still = {item.source.file: wrong for item, wrong in zip(found, again, strict=True)}
    shown = diff(f"mappings/{name}", _text_of(known), text) if known else text
    return Suggested(shown, still, without)


def _again(found: Sequence[Confirmed], tried: Path, jobs: int) -> list[tuple[str, ...]]:
    """Return what each document is still read otherwise with a draft; a draft that is refused says why."""
    try:
        refuse_customers(tried)
        return [wrong for _, wrong in _learn(found, (str(tried),), jobs)]
    except UnusableError as error:
        return [tuple(problem.what for problem in error.problems)] * len(found)


def _refuse_unusable(paths: Sequence[Path], found: Sequence[Confirmed]) -> None:
    what, help_text = "nobody has confirmed what it says", f"decide in review.xlsx, or write FILE{SUFFIX}: {_FORM}"
    refuse(Problem(str(path), None, None, "values-missing", what, help_text) for path in paths if not found)
    if buyers := list(several_buyers(found)):
        what = f"they are of several customers: {'; '.join(buyers)}"
        refuse([Problem(str(paths[0]), None, None, "customers-several", what, "name the documents of one customer")])


def _learn(found: Sequence[Confirmed], site: Site, jobs: int) -> Iterator[tuple[tuple[Clue, ...], tuple[str, ...]]]:
    """Read the documents in workers of their own; one whose worker died teaches nothing and stays open."""
    calls = ((item.data, item.name, item.source, item.order, site) for item in found)
    for result in each_apart(clues_of, calls, jobs=jobs):
        if isinstance(result, UnusableError):
            raise result
        yield ((), ("crashed",)) if isinstance(result, BaseException) else result


def _mapping_of(customer_id: str | None, names: set[str | None], workspace: Workspace) -> MappingFile | None:
    """Return the site's mapping of the customer: by its id, else by a name that the papers print."""
    known = mappings("customer", *workspace.mapping_folders)
    mine = (one for one in known if customer_id is not None and one.data["customer_id"] == customer_id)
    named = (one for one in known if customer_id is None and names & set(one.data.get("names", ())))
    return next(mine, None) or next(named, None)


def _text(
    sure: Sequence[Addition], open_ones: Sequence[Addition], owner: str | None, known: MappingFile | None
) -> tuple[str, str]:
    """Return the file's name and text: a new draft, or the mapping that is there with what it lacks."""
    if known is None:
        return f"{_file_name(owner)}.yaml", drafted(sure, open_ones, owner)
    new = fresh(known.data, sure)
    return known.path.name, extended(_text_of(known), new) if new else _text_of(known)


def _text_of(known: MappingFile | None) -> str:
    return known.path.read_text("utf-8-sig") if known else ""


def _file_name(customer_id: str | None) -> str:
    return "".join(char if char.isalnum() or char in "-_" else "_" for char in customer_id or "customer")


# ── a patch from decisions ───────────────────────────────────────────────────────────────────────────────────────


def propose(setting: Setting) -> Proposed | None:
    """Make a patch from what persons decided in the workspace; None if their decisions teach nothing new.

    Nothing is applied: the patch is for a person, with the records of the archive that it would change.
    """
    workspace = setting.workspace
    check_site_mappings(workspace)
    archived = archive_of(workspace)
    files: dict[str, tuple[str, str]] = {}
    reasons: list[str] = []
    for customer_id, clues in sorted(_decided(setting, archived).items()):
        known = _mapping_of(customer_id, set(), workspace)
        sure, open_ones = additions(clues)
        if new := _worth(sure, customer_id, known, workspace):
            name, text = _text(new, open_ones, customer_id, known)
            files[name] = (_text_of(known), text)
            reasons += [f"mappings/{name}: {_said(item)}" for item in new]
    if not files:
        return None
    patch = "".join(diff(f"mappings/{name}", before, after) for name, (before, after) in files.items())
    replayed = replay_texts(setting, {name: after for name, (_, after) in files.items()}, archived)
    return Proposed(patch, tuple(reasons), replayed)


def _decided(setting: Setting, archived: Sequence[Archived]) -> dict[str, list[Clue]]:
    """Return by customer what decisions teach, and what the papers teach that were decided about and accepted."""
    found = taught(archived)
    papers = of_archive([item for item in archived if item.decided], present(setting.workspace), setting.workspace.root)
    site = tuple(map(str, setting.workspace.mapping_folders))
    for item, (clues, _) in zip(papers, _learn(papers, site, setting.jobs), strict=True):
        if item.order.buyer.party_id:
            found.setdefault(item.order.buyer.party_id, []).extend(one for one in clues if one.key != "senders")
    return found


def _worth(
    sure: Sequence[Addition], customer_id: str, known: MappingFile | None, workspace: Workspace
) -> tuple[Addition, ...]:
    """Return what is new of the additions; () if it is no more than what mapping and masters have."""
    customer = masters_of(workspace).customers.get(customer_id)
    names = {customer.name, *customer.aliases} if customer else set[str]()
    new = fresh(known.data, sure) if known else tuple(sure)
    more = tuple(item for item in new if item.key not in _MARKS or (item.key == "names" and item.word not in names))
    if known is not None or not more:
        return more
    return new if any(item.key == "names" for item in new) else ()


def _said(item: Addition) -> str:
    named = f"{item.key}.{item.name}" if item.name else item.key
    return f"{named}: {item.word} ({learnt(item.files)})"
