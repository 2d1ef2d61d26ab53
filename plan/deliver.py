"""Hand a document to a target folder exactly once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

from orders.documents import PlannedDocument


class DeliveryRefused(Exception):
    """A document that must not be handed on; the text says why and what to do."""


def deliver(document: PlannedDocument, files: Sequence[Path], target: Path) -> Literal["sent", "already"]:
    """Copy the files of a document into target/<document_type>/, each under a temporary name first and then renamed.

    The key is document_id and revision: equal content that lies there is "already" delivered. Raises DeliveryRefused if
    other content lies there, the document is cancelled, or a file is missing or belongs to another document.
    """
    if document.state == "cancelled":
        raise DeliveryRefused(f"{document.document_id} is cancelled and is not handed on")
    if not files:
        raise DeliveryRefused(f"{document.document_id} has no files; write the documents first")
    # the .json goes last: who waits for it finds the rest beside it
    ordered = sorted(files, key=lambda path: (path.suffix == ".json", path.name))
    parcels = [(target / document.document_type / _name(document, path), _content(path)) for path in ordered]
    missing = [(place, content) for place, content in parcels if not _lies_there(place, content)]
    for place, content in missing:
        _put(place, content)
    return "sent" if missing else "already"


def _name(document: PlannedDocument, path: Path) -> str:
    if path.stem != document.document_id:
        raise DeliveryRefused(f"{path.name} is no file of {document.document_id}; write the documents again")
    return path.name if document.revision == 1 else f"{path.stem}.r{document.revision}{path.suffix}"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DeliveryRefused(f"{path} cannot be read ({error.strerror}); write the documents again") from error


def _lies_there(place: Path, content: bytes) -> bool:
    try:
        found = place.read_bytes()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise DeliveryRefused(f"{place} cannot be read ({error.strerror}); check the target folder") from error
    if found != content:
        raise DeliveryRefused(f"{place} was delivered with other content; give the document a new revision")
    return True


def _put(place: Path, content: bytes) -> None:
    """Write all of a file or nothing; a file that another run put there meanwhile is never overwritten."""
    temporary = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _rename(temporary, place, content)
    except OSError as error:
        raise DeliveryRefused(f"{place} cannot be written ({error.strerror}); check the target folder") from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def _rename(temporary: Path, place: Path, content: bytes) -> None:
    try:
        os.link(temporary, place)  # fails if the name is taken, as a rename would not
    except FileExistsError:
        _lies_there(place, content)
    except OSError:  # a file system without hard links
        if not _lies_there(place, content):
            temporary.replace(place)
