"""Walk folders and files in the order in which things arrived."""

from __future__ import annotations

import email.parser
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from intake.collect.decoding import decoded
from intake.collect.mail import damaged_mail, is_mail, read_mail, received
from intake.collect.message import Attachment, Message, printable
from intake.collect.opening import content, head
from intake.read.registry import media_type
from orders.records import Source

EXPECTED = ".expected.json"  # what must come out of the file beside it, no input
PASSING = (".tmp", ".part", ".crdownload", ".lock")
SYSTEM = ("thumbs.db", "desktop.ini")
EARLIEST = datetime.min.replace(tzinfo=UTC)
HEAD = 65536


def collect(paths: Sequence[Path], root: Path) -> Iterator[Message]:
    """Yield a message for every mail and plain file under `paths`, sorted by time of arrival, then by path.

    Hidden, temporary and `*.expected.json` files are left out. Files are named relative to `root` where
    they lie under it. What cannot be opened, folders too, is a message whose bytes are `Refused`.
    A path that is not there raises FileNotFoundError before anything is yielded.
    """
    found = sorted({path for given in paths for path in _files(given)})
    waiting = sorted(((_arrival(path), _shown(path, root), path) for path in found), key=lambda item: item[:2])
    return (_message(path, file) for _, file, path in waiting)


def _files(given: Path) -> Iterator[Path]:
    if not os.path.lexists(given):
        raise FileNotFoundError(f"{given}: no such file or folder")
    if not os.path.isdir(given):
        yield given
        return
    closed: list[Path] = []
    seen: set[tuple[int, int]] = set()
    for folder in (given.absolute(), *given.absolute().parents):  # a link back up would bring in everything beside it
        _unseen(folder, seen)
    walk = os.walk(given, onerror=lambda error: closed.append(Path(error.filename)), followlinks=True)
    for place, below, names in walk:
        below[:] = [name for name in below if _unseen(Path(place, name), seen)]
        paths = (Path(place, name) for name in names)
        yield from (path for path in paths if not _passing(path.relative_to(given)))
    yield from (path for path in closed if not _passing(path.relative_to(given)))


def _unseen(folder: Path, seen: set[tuple[int, int]]) -> bool:
    """Tell a folder that is met for the first time: links may lead round in a circle."""
    try:
        found = folder.stat()
    except OSError:  # it is walked into, and named there as one that cannot be opened
        return True
    place = (found.st_dev, found.st_ino)
    fresh = place not in seen
    seen.add(place)
    return fresh


def _passing(path: Path) -> bool:
    name = path.name.lower()
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return hidden or name in SYSTEM or name.endswith((EXPECTED, *PASSING))


def _shown(path: Path, root: Path) -> str:
    """Name a file relative to `root` where it lies there, by its own name and not that of what it links to."""
    shown, top = Path(os.path.abspath(path)), Path(os.path.abspath(root))
    if not shown.is_relative_to(top):
        try:
            shown, top = shown.parent.resolve() / shown.name, top.resolve()
        except (OSError, RuntimeError):  # a circle of links
            top = root
    shown = shown.relative_to(top) if shown.is_relative_to(top) else path
    return printable(decoded(os.fsencode(shown.as_posix()), None))


def _arrival(path: Path) -> datetime:
    begun = head(path, HEAD)
    if not is_mail(begun):
        return EARLIEST
    try:
        return received(email.parser.BytesHeaderParser().parsebytes(begun)) or EARLIEST
    except Exception:  # a foreign mail's headers; read_mail will say what is wrong with it
        return EARLIEST


def _message(path: Path, file: str) -> Message:
    data, sha256 = content(path)
    if is_mail(data):
        try:
            return read_mail(data, file)
        except Exception:  # a foreign mail: the parser raises many kinds of errors
            return damaged_mail(data, file)
    source = Source(file, sha256, media_type(data))
    return Message(file, sha256, attachments=(Attachment(file.rpartition("/")[2], source, data),))
