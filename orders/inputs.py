"""What a run reads besides documents: the site's mappings and masters, checked before the first write."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from orders.masters import Masters
from orders.problems import Problem, UnusableError
from orders.workspace import Workspace, parse_as_of


def refuse(problems: Iterable[Problem]) -> None:
    """Raise UnusableError if there is any problem."""
    found = tuple(problems)
    if found:
        raise UnusableError(found)


def check_site_mappings(workspace: Workspace) -> None:
    """Raise UnusableError with every mistake in the site's mappings, whether this run uses them or not."""
    from orders.mapping import check_mapping

    files = (path for folder in workspace.mapping_folders for path in sorted(folder.rglob("*.yaml")))
    refuse(problem for path in files for problem in check_mapping(path))


def masters_of(workspace: Workspace) -> Masters:
    """Load the masters of a workspace; without a master folder there are none."""
    from orders.master_files import load_masters

    if not workspace.master.is_dir():
        return Masters()
    return load_masters(workspace.master, workspace.mappings if workspace.mapping_folders else None, workspace.timezone)


def moment(workspace: Workspace, given: str | None, clock: datetime) -> datetime:
    """Return what counts as now: the time given, else the one in the settings, else the clock. Raises ValueError."""
    if given:
        return parse_as_of(given, workspace.timezone)
    return workspace.as_of or clock.astimezone(workspace.timezone).replace(microsecond=0)
