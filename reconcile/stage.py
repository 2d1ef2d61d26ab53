"""Matching the exports of a workspace as a step before a run: nothing is written, so an unreadable one stops it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from orders.exceptions import SYSTEMS, Reconciliation
from orders.judged import UNJUDGED, Judged
from orders.ledger import Held, LastExport, Movement, Parted
from orders.mapping import Mapping as MappingFile
from orders.mapping import load_mapping, mappings
from orders.masters import Masters
from orders.payment import prepaid_customers
from orders.problems import Problem, UnusableError
from orders.run import Setting
from orders.workspace import Workspace

if TYPE_CHECKING:
    from orders.papers import Papers
    from reconcile.compare.trace import Trace
    from reconcile.load.side import Side


@dataclass(frozen=True)
class Remembered:
    """What the ledger knows: the last exports, since when exceptions are known, what persons say of links."""

    last: Mapping[str, LastExport] = field(default_factory=dict)
    first_seen: Mapping[str, datetime] = field(default_factory=dict)
    parted: tuple[Parted, ...] = ()
    judged: Judged = UNJUDGED


def match_exports(
    setting: Setting,
    files: Mapping[str, tuple[Path, ...]],
    masters: Masters,
    given: Sequence[str] = (),
    trace: Trace | None = None,
) -> tuple[Reconciliation, Iterator[Movement]]:
    """Reconcile export files and say where each line stands; mappings given (SYSTEM=FILE) come before the site's.

    The masters say which customers prepay, what packs hold and which days work. Raises UnusableError for an export or
    mapping that cannot be used, and for exports far smaller than the last ones or the others, unless the setting says
    `changed`. The setting's `papers` are compared with them too, unless the matching is only traced.
    """
    from orders.units import unit_words
    from reconcile.common import check_common
    from reconcile.compare.records import make_reconciliation
    from reconcile.load.last import check_last
    from reconcile.load.units import item_factors
    from reconcile.match.sides import match_sides
    from reconcile.movements import movements
    from reconcile.pipeline import load_sides

    workspace, as_of = setting.workspace, setting.as_of
    exports = (*map(given_mapping, given), *mappings("export", *workspace.mapping_folders))
    owners = mappings("owners", *workspace.mapping_folders)[0]
    items = item_factors(masters, unit_words(*workspace.mapping_folders)) if masters.units else None
    sides = load_sides(files, exports, as_of, items)
    known = remembered(workspace)
    if not setting.changed:
        check_last(sides, known.last)
    prepaid = prepaid_customers(masters, *workspace.mapping_folders)
    matched = match_sides(sides, known.parted, trace.trials if trace else None, float(known.judged.margin))
    result = make_reconciliation(
        matched, as_of, owners.data, known.first_seen, prepaid, trace, calendar=masters.calendar
    )
    if not setting.changed:
        check_common(result)
    if setting.papers is not None and trace is None:
        result = replace(result, papers=_beside_papers(setting, setting.papers, sides, exports, masters))
    return result, movements(sides, as_of)


def _beside_papers(
    setting: Setting, found: Sequence[Held], sides: Sequence[Side], exports: Sequence[MappingFile], masters: Masters
) -> Papers:
    from orders.customers import units_by_customer
    from orders.units import unit_words
    from reconcile.paper.differences import compare_papers
    from reconcile.paper.ordered import Known
    from reconcile.pipeline import vocabulary_of

    folders = setting.workspace.mapping_folders
    words = unit_words(*folders)
    known = Known(masters, words, units_by_customer(words, *folders))
    owners = mappings("owners", *folders)[0].data
    spoken = {side.system: vocabulary_of(side.system, exports) for side in sides}
    return compare_papers(found, sides, spoken, known, setting.as_of, owners)


def given_mapping(text: str) -> MappingFile:
    """Load the mapping of SYSTEM=FILE; raise UnusableError if it is for another system."""
    system, _, file = text.partition("=")
    if system not in SYSTEMS or not file:
        help_text = "write crm=FILE, erp=FILE or wms=FILE"
        raise UnusableError([Problem("--mapping", None, None, "mapping-unnamed", f"“{text}”", help_text)])
    found = load_mapping(Path(file))
    if found.data.get("system") != system:
        what = f"it is a {found.kind} mapping for {found.data.get('system') or 'no system'}, not for {system}"
        raise UnusableError([found.problem(("kind",), "mapping-other-system", what, f"give {system} its own mapping")])
    return found


def remembered(workspace: Workspace) -> Remembered:
    """Ask the ledger; one that does not exist is not made."""
    from orders.ledger import open_ledger, sqlite_file

    file = sqlite_file(workspace.database)
    if file is not None and not file.exists():
        return Remembered()
    ledger = open_ledger(workspace.database)
    return Remembered(ledger.last_exports(), ledger.first_seen(), ledger.parted(), ledger.judged())
