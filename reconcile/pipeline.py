"""Three exports → exceptions: load, match, compare, and prove that every row ended in exactly one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from orders.exceptions import SYSTEMS, Reconciliation
from orders.masters import MONDAY_TO_FRIDAY, Calendar

if TYPE_CHECKING:
    from reconcile.load.side import Side
    from reconcile.load.units import ItemFactors
    from reconcile.vocabulary import Vocabulary


class MappingLike(Protocol):
    """What `orders.mapping.Mapping` offers and is needed here."""

    @property
    def path(self) -> Path: ...

    @property
    def data(self) -> Mapping[str, Any]: ...


def reconcile(
    files: Mapping[str, tuple[Path, ...]],
    mappings: Sequence[MappingLike],
    owners: MappingLike | None,
    as_of: datetime,
    first_seen: Mapping[str, datetime] | None = None,
    *,
    prepaid: frozenset[str] = frozenset(),
    items: ItemFactors | None = None,
    calendar: Calendar = MONDAY_TO_FRIDAY,
) -> Reconciliation:
    """Reconcile the exports of at least two systems at the moment `as_of`.

    `mappings` are all of kind export, the site's before the built-in ones; `prepaid` are names or ids of customers who
    pay before delivery, `items` what the master says of units, `calendar` which days work. Raises UnusableError for an
    export that cannot be trusted, SumsDisagreeError for our own fault.
    """
    from reconcile.compare.records import make_reconciliation
    from reconcile.match.sides import match_sides

    matched = match_sides(load_sides(files, mappings, as_of, items))
    table = owners.data if owners else {}
    return make_reconciliation(matched, as_of, table, first_seen or {}, prepaid, calendar=calendar)


def load_sides(
    files: Mapping[str, tuple[Path, ...]],
    mappings: Sequence[MappingLike],
    as_of: datetime,
    items: ItemFactors | None = None,
) -> list[Side]:
    """Open and type all exports; every unusable one is named at once, nothing is written."""
    from orders.problems import Problem, UnusableError
    from reconcile.load.across import settle
    from reconcile.load.apart import Child
    from reconcile.load.same import given_for_two
    from reconcile.load.side import load_side

    given = [system for system in SYSTEMS if files.get(system)]
    if len(given) < 2:
        raise ValueError("at least two of crm, erp and wms are needed")
    sides: list[Side] = []
    problems: list[Problem] = list(given_for_two(files))
    words = {system: vocabulary_of(system, mappings) for system in given}
    with Child() as child:
        begun = {system: [child.begin(path, words[system]) for path in files[system]] for system in given}
        for system in given:
            try:
                sides.append(load_side(words[system], files[system], begun[system], as_of, items))
            except UnusableError as error:
                problems.extend(error.problems)
    if problems:
        raise UnusableError(problems)
    return settle(sides)


def vocabulary_of(system: str, mappings: Sequence[MappingLike]) -> Vocabulary:
    """Join what the mappings say about one system's export."""
    from reconcile.vocabulary import vocabulary

    built = [m.data for m in mappings if is_built_in(m.path)]
    own = [m.data for m in mappings if not is_built_in(m.path) and m.data.get("system") == system]
    return vocabulary(system, built, own)


def is_built_in(path: Path) -> bool:
    """Say whether a mapping is one of the lists that come with the product."""
    import mappings

    return Path(path).resolve().is_relative_to(Path(mappings.__file__).resolve().parent / "exports")
