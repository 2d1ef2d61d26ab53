"""Drawings and models of CAD programs, told by their bytes; they are not read, only known for what they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from intake.read.document import Document
from intake.read.kinds import OLE
from intake.read.refusal import unsupported

_DWG = re.compile(rb"AC(?:1\.\d|2\.\d|10\d\d)")
_DXF = re.compile(rb"\s*(?:999\r?\n[^\n]*\n\s*)*0\r?\n\s*SECTION\r?\n\s*2\r?\n")
_STEP = re.compile(rb"(?:\xef\xbb\xbf)?\s*ISO-10303-21\s*;")
_IGES = re.compile(rb"[^\r\n]{72}S[ 0]{0,6}1[ ]*\r?\n")
_TEXT_STL = re.compile(rb"solid\b[^\n]*\n\s*facet normal")
_STL_HEAD, _FACET = 84, 50  # bytes
_SOLIDWORKS = ("SwDocContentMgr", "ISolidWorksInformation", "_MO_VERSION_", "SwDocMgrTempStorage")
_OTHERS_OLE = ("RSeStorageInfo", "RSeDb", "UG_PART", "JSitesList")  # Inventor, NX, Solid Edge
_OTHERS = (b"V5_CFV2", b"#UGC:2", b"**ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"(DWF V")  # CATIA, Creo, Parasolid, DWF


def _is_dwg(data: bytes) -> bool:
    return _DWG.match(data) is not None


def _is_dxf(data: bytes) -> bool:
    return data.startswith(b"AutoCAD Binary DXF\r\n\x1a\0") or _DXF.match(data[:4096]) is not None


def _is_step(data: bytes) -> bool:
    return _STEP.match(data[:256]) is not None


def _is_iges(data: bytes) -> bool:
    return _IGES.match(data[:90]) is not None


def _is_stl(data: bytes) -> bool:
    if _TEXT_STL.match(data[:1024]):
        return True
    facets = int.from_bytes(data[_STL_HEAD - 4 : _STL_HEAD], "little")
    return facets > 0 and len(data) == _STL_HEAD + facets * _FACET


def _is_solidworks(data: bytes) -> bool:
    return _has_streams(data, _SOLIDWORKS)


def _is_other(data: bytes) -> bool:
    return data.startswith(_OTHERS) or _has_streams(data, _OTHERS_OLE)


def _has_streams(data: bytes, names: tuple[str, ...]) -> bool:
    """Say whether an OLE file has a storage or stream of such a name."""
    return data.startswith(OLE) and any(name.encode("utf-16-le") in data for name in names)


# how a format is told · its name · the media type it is given
FORMATS: tuple[tuple[Callable[[bytes], bool], str, str], ...] = (
    (_is_dwg, "DWG", "application/dwg"),
    (_is_dxf, "DXF", "application/dxf"),
    (_is_step, "STEP", "model/step"),
    (_is_iges, "IGES", "model/iges"),
    (_is_stl, "STL", "model/stl"),
    (_is_solidworks, "SolidWorks", "application/sldworks"),
    (_is_other, "CAD", "application/x-cad"),
)
MEDIA_TYPES = frozenset(media_type for _, _, media_type in FORMATS)


def _drawing(name: str, data: bytes) -> Document:
    return unsupported(
        f"图纸文件 ({name})；与订单同一封邮件发来时随生产单下发",
        f"a drawing ({name}); in one mail with an order it goes on with the production document",
    )


READERS = tuple((fits, partial(_drawing, name), media_type) for fits, name, media_type in FORMATS)
