"""Walk folders and files in the order in which things arrived."""

from __future__ import annotations

import email.parser
import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from intake.collect.mail import is_mail, read_mail, received
from intake.collect.message import Attachment, Message
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
    they lie under it.
    A path that is not there raises FileNotFoundError before anything is yielded.
    """
    found = sorted({path for given in paths for path in _files(given)})
    waiting = sorted(((_arrival(path), _shown(path, root), path) for path in found), key=lambda item: item[:2])
    return (_message(path, file) for _, file, path in waiting)


def _files(given: Path) -> Iterator[Path]:
    if given.is_file():
        yield given
    elif given.is_dir():
        yield from (path for path in given.rglob("*") if path.is_file() and not _passing(path.relative_to(given)))
    else:
        raise FileNotFoundError(f"{given}: no such file or folder")


def _passing(path: Path) -> bool:
    name = path.name.lower()
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return hidden or name in SYSTEM or name.endswith((EXPECTED, *PASSING))


def _shown(path: Path, root: Path) -> str:
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.as_posix()


def _arrival(path: Path) -> datetime:
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not is_mail(head):
        return EARLIEST
    return received(email.parser.BytesHeaderParser().parsebytes(head)) or EARLIEST


def _message(path: Path, file: str) -> Message:
    data = path.read_bytes()
    if is_mail(data):
        return read_mail(data, file)
    sha256 = hashlib.sha256(data).hexdigest()
    source = Source(file, sha256, media_type(data))
    return Message(file, sha256, attachments=(Attachment(path.name, source, data),))
