"""Matching the exports of a workspace as a step before a run: nothing is written, so an unreadable one stops it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from orders.exceptions import SYSTEMS, Reconciliation
from orders.ledger import LastExport, Movement, Parted
from orders.mapping import Mapping as MappingFile
from orders.mapping import load_mapping, mappings
from orders.masters import Masters
from orders.payment import prepaid_customers
from orders.problems import Problem, UnusableError
from orders.run import Setting
from orders.workspace import Workspace

if TYPE_CHECKING:
    from reconcile.compare.trace import Trace


def match_exports(
    setting: Setting,
    files: Mapping[str, tuple[Path, ...]],
    masters: Masters,
    given: Sequence[str] = (),
    trace: Trace | None = None,
) -> tuple[Reconciliation, tuple[Movement, ...]]:
    """Reconcile export files and say where each line stands; mappings given (SYSTEM=FILE) come before the site's.

    The masters say which customers prepay and what packs hold. Raises UnusableError for an export or mapping that
    cannot be used, and for exports far smaller than the last ones or the others, unless the setting says `changed`.
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
    last, first_seen, parted = _remembered(workspace)
    if not setting.changed:
        check_last(sides, last)
    prepaid = prepaid_customers(masters, *workspace.mapping_folders)
    matched = match_sides(sides, parted, trace.trials if trace else None)
    result = make_reconciliation(matched, as_of, owners.data, first_seen, prepaid, trace)
    if not setting.changed:
        check_common(result)
    return result, movements(sides, as_of)


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


def _remembered(workspace: Workspace) -> tuple[dict[str, LastExport], dict[str, datetime], tuple[Parted, ...]]:
    """Ask the ledger for the last exports, since when exceptions are known, and what persons keep apart.

    A ledger that does not exist is not made.
    """
    from orders.ledger import open_ledger, sqlite_file

    file = sqlite_file(workspace.database)
    if file is not None and not file.exists():
        return {}, {}, ()
    ledger = open_ledger(workspace.database)
    return ledger.last_exports(), ledger.first_seen(), ledger.parted()
