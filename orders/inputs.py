"""What a run reads besides documents: the site's mappings and masters, checked before the first write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from orders.customers import refuse_customers, with_mappings
from orders.mapping import SETTINGS_FILE, load_mapping
from orders.masters import Masters
from orders.problems import Problem, UnusableError
from orders.rules.load import is_book, read_rules, rules_problems
from orders.workspace import Workspace, missing_inputs, open_workspace

if TYPE_CHECKING:
    from orders.ledger import Held


def refuse(problems: Iterable[Problem]) -> None:
    """Raise UnusableError if there is any problem."""
    found = tuple(problems)
    if found:
        raise UnusableError(found)


def inputs(workspace: Workspace, *, sources: bool = False, exports: bool = False, lenient: bool = False) -> Masters:
    """Check mappings, the files the settings name, and masters, and return the masters.

    Raises UnusableError before anything is written.
    """
    check_site_mappings(workspace)
    if sources or exports:
        refuse(missing_inputs(workspace if exports else replace(workspace, exports={})))
    masters = masters_of(workspace, lenient=lenient)
    refuse_customers(*workspace.mapping_folders, masters=masters)
    return with_mappings(masters, *workspace.mapping_folders)


def sources_of(workspace: Workspace, given: tuple[Path, ...] = ()) -> tuple[Path, ...]:
    """Return the paths given, else the workspace's sources; raise UnusableError if there is nothing to read."""
    found = given or present(workspace)
    if not found:
        what = f"there is nothing to read in {', '.join(map(str, workspace.sources))}"
        help_text = "name a path, or make the folder (orderloom init does), or fill in `sources`"
        raise UnusableError([Problem(str(workspace.root), None, None, "source-missing", what, help_text)])
    return found


def check_site_mappings(workspace: Workspace) -> None:
    """Raise UnusableError with every mistake in the site's mappings, whether this run uses them or not."""
    folders = workspace.mapping_folders
    files = [path for folder in folders for path in sorted(folder.rglob("*.yaml"))]
    files += [path for folder in folders for path in sorted(folder.rglob("*")) if is_book(path)]
    refuse(problem for path in files for problem in check_mapping(path))
    refuse(rules_problems(*workspace.mapping_folders))
    refuse_customers(*workspace.mapping_folders)


def site_of(root: Path) -> tuple[str, ...]:
    """Return the mapping folders of a workspace, checked; () where `root` has neither settings nor mappings.

    Raises UnusableError with every mistake in them.
    """
    if root.is_dir() and not (root / SETTINGS_FILE).exists() and not (root / "mappings").is_dir():
        return ()
    workspace = open_workspace(root)
    check_site_mappings(workspace)
    return tuple(map(str, workspace.mapping_folders))


def masters_of(workspace: Workspace, *, lenient: bool = False) -> Masters:
    """Load the masters of a workspace; without a master folder there are none."""
    from orders.master_cache import cached_masters

    if not workspace.master.is_dir():
        return Masters()
    mappings = workspace.mappings if workspace.mapping_folders else None
    cache = workspace.out / ".masters"
    return cached_masters(workspace.master, mappings, workspace.timezone, cache=cache, lenient=lenient)


def present(workspace: Workspace) -> tuple[Path, ...]:
    """Return the sources that are there."""
    return tuple(path for path in workspace.sources if path.exists())


def moment(workspace: Workspace, given: datetime | None, clock: datetime) -> datetime:
    """Return what counts as now: the time given, else the one in the settings, else the clock."""
    if given:
        return given if given.tzinfo else given.replace(tzinfo=workspace.timezone)
    return workspace.as_of or clock.astimezone(workspace.timezone).replace(microsecond=0)


@contextmanager
def memory(workspace: Workspace) -> Iterator[Workspace]:
    """Give a folder that is no workspace (no settings, no ledger) a ledger that is forgotten afterwards."""
    from orders.ledger import sqlite_file

    file = sqlite_file(workspace.database)
    if workspace.settings is not None or file is None or file.exists():
        yield workspace
        return
    with TemporaryDirectory() as folder:
        yield replace(workspace, database=f"sqlite:///{folder}/ledger.db")


def papers(workspace: Workspace) -> tuple[Held, ...]:
    """Return the orders in force of the ledger, () if it has none yet; a ledger that does not exist is not made."""
    from orders.ledger import open_ledger, sqlite_file

    file = sqlite_file(workspace.database)
    if file is not None and not file.exists():
        return ()
    return open_ledger(workspace.database).orders_in_force()


def needed_papers(workspace: Workspace) -> tuple[Held, ...]:
    """Return the orders in force of the workspace's ledger; raise UnusableError if there is nothing to compare with."""
    from orders.ledger import sqlite_file

    if found := papers(workspace):
        return found
    file = sqlite_file(workspace.database)
    if file is not None and not file.exists():
        what = "no ledger here, so there are no papers to compare with"
        raise _no_papers(workspace, "ledger-missing", what, "give the workspace with -w, or cd to it; intake fills it")
    what = "the ledger has no accepted order, so there are no papers to compare with"
    raise _no_papers(workspace, "orders-missing", what, "run orderloom intake, and decide what it holds in review.xlsx")


def _no_papers(workspace: Workspace, code: str, what: str, help_text: str) -> UnusableError:
    return UnusableError([Problem(str(workspace.root), None, None, code, what, help_text)])


def good_mappings(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files without a mistake, then raise UnusableError with the problems of all others."""
    problems = {path: check_mapping(path) for path in paths}
    yield from (path for path, found in problems.items() if not found)
    refuse(problem for found in problems.values() for problem in found)


def check_mapping(path: Path) -> tuple[Problem, ...]:
    """Return every problem of one mapping file, or of opening the workspace of an orderloom.yaml, () if none."""
    try:
        if path.name == SETTINGS_FILE:
            open_workspace(path.parent)
        elif is_book(path):
            read_rules(path)
        else:
            load_mapping(path)
    except UnusableError as error:
        return error.problems
    return ()
