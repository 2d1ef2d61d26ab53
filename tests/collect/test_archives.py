"""zip, gzip, tar, rar and 7z: what is in them, under names that are only shown, and within limits."""

from __future__ import annotations

import gzip
import io
import shutil
import subprocess
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest

from intake.collect import Message, apart, archive, bsdtar, collect, limits
from intake.collect.apart import Opener
from intake.collect.archive import gzip_members, tar_members, zip_members
from intake.collect.bsdtar import bsdtar_members
from intake.collect.mail import read_file
from intake.read.refusal import Refused
from tests.collect.archive_files import LOCKED_7Z, locked, old_rar, rar, renamed, zipped
from tests.collect.bad_work import bad_work
from tests.collect.told import files, held

PDF = b"%PDF-1.4 order"
NEEDS_BSDTAR = pytest.mark.skipif(shutil.which("bsdtar") is None, reason="bsdtar is not installed")


def opened(data: bytes, opener: Opener, name: str = "a.zip") -> Message:
    [message] = read_file(data, "0" * 64, name, opener)
    return message


def reason(found: object) -> str:
    assert isinstance(found, Refused)
    return found.document.findings[0].code


def members(found: object) -> tuple[archive.Member, ...]:
    assert isinstance(found, tuple)
    return found


# ── zip ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_its_files_are_documents(opener: Opener) -> None:
    got = opened(zipped({"po.pdf": PDF, "图纸/A-100.pdf": PDF + b"2", "empty/": b""}), opener)
    assert files(got) == {"po.pdf": PDF, "图纸/A-100.pdf": PDF + b"2"}
    assert [item.source.file for item in got.attachments] == ["a.zip/po.pdf", "a.zip/图纸/A-100.pdf"]
    assert [item.source.media_type for item in got.attachments] == ["application/pdf"] * 2


@pytest.mark.parametrize("name", ["采购订单 朱镕基.pdf", "图纸.pdf", "德尔 Ω.pdf"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_a_mark_are_gbk_or_utf8(opener: Opener, name: str, encoding: str) -> None:
    raw = name.encode(encoding)
    got = opened(renamed(zipped({"x" * len(raw): PDF}), b"x" * len(raw), raw), opener)
    assert files(got) == {name: PDF}


def test_a_second_name_in_utf8_counts(opener: Opener) -> None:
    first, second = "订单.pdf".encode("gbk"), "訂單.pdf".encode()
    extra = b"\x01" + zlib.crc32(first).to_bytes(4, "little") + second
    info = zipfile.ZipInfo("x" * len(first))
    info.extra = b"\x75\x70" + len(extra).to_bytes(2, "little") + extra
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(info, PDF)
    assert files(opened(renamed(buffer.getvalue(), b"x" * len(first), first), opener)) == {"訂單.pdf": PDF}


def test_archives_inside_are_opened_to_a_depth(opener: Opener) -> None:
    made = zipped({"po.pdf": PDF})
    assert files(opened(zipped({"inner.zip": made}), opener)) == {"inner.zip/po.pdf": PDF}
    for _ in range(8):
        made = zipped({"i.zip": made})
    assert list(held(opened(made, opener)).values()) == ["document-over-limit"]


def test_a_member_with_a_password_is_held_and_the_others_are_not(opener: Opener) -> None:
    got = opened(locked(zipped({"secret.pdf": PDF, "po.pdf": PDF})), opener)
    assert held(got) == {"secret.pdf": "document-encrypted"}
    assert files(got)["po.pdf"] == PDF


def test_a_damaged_member_is_held_and_the_others_are_not(opener: Opener) -> None:
    made = zipped({"bad.pdf": PDF, "po.pdf": PDF + b"2"}, zipfile.ZIP_STORED)
    got = opened(made.replace(PDF, b"%PDF-1.4 Order", 1), opener)
    assert held(got) == {"bad.pdf": "document-damaged"}
    assert files(got)["po.pdf"] == PDF + b"2"


def test_a_document_made_of_a_zip_is_no_archive(opener: Opener) -> None:
    for first in ("[Content_Types].xml", "word/document.xml"):
        made = zipped({first: b"<x/>", "[Content_Types].xml": b"<x/>"} if first[0] == "w" else {first: b"<x/>"})
        assert files(opened(made, opener, "a.docx")) == {"a.docx": made}
    assert files(opened(zipped({"word/": b"", "word/po.pdf": PDF}), opener)) == {"word/po.pdf": PDF}
    assert zip_members(zipped({"a.xml": b"", "[Content_Types].xml": b""})) is None
    assert zip_members(zipped({"Doc_0/Document.xml": b"", "OFD.xml": b""})) is None
    assert zip_members(zipped({"po.pdf": PDF})[:-30]) is None


NAMES = (
    *("../../x.pdf", "/etc/passwd", "C:\\Windows\\win.ini", "CON", "nul.pdf"),
    *("a\u202eb.pdf", "x" * 4000 + ".pdf", "..", "/" * 50 + " "),
)


def test_names_never_lead_anywhere(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(zipped({name: PDF + name.encode()[:9] for name in NAMES}))
    [got] = collect([tmp_path / "in"], tmp_path / "in")
    assert list(files(got)) == [
        *("x.pdf", "etc/passwd", "C_/Windows/win.ini", "_CON", "_nul.pdf", "ab.pdf"),
        *("x" * 138 + ".pdf", "unnamed", "unnamed (2)"),
    ]
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "a.zip"]


def test_what_programs_leave_behind_is_left_out(opener: Opener) -> None:
    litter = ("__MACOSX/._po.pdf", "d/.DS_Store", "Thumbs.db", "~$po.xlsx")
    assert list(files(opened(zipped({"po.pdf": PDF, **dict.fromkeys(litter, b"x")}), opener))) == ["po.pdf"]
    assert held(opened(zipped({"Thumbs.db": b"x"}), opener)) == {"a.zip": "document-damaged"}


# ── bombs ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_bombs_are_held_by_ratio_size_number_and_overlap(monkeypatch: pytest.MonkeyPatch) -> None:
    [bomb, fine] = members(zip_members(zipped({"bomb": bytes(30 << 20), "po.pdf": PDF})))
    assert (reason(bomb.data), fine.data) == ("document-over-limit", PDF)
    [large] = members(zip_members(zipped({"large": bytes(51 << 20)}, zipfile.ZIP_STORED)))
    assert reason(large.data) == "document-over-limit"
    many = members(zip_members(zipped({str(n): b"x" for n in range(600)})))
    assert (len(many), reason(many[-1].data)) == (501, "document-over-limit")
    assert reason(zip_members(zipped({"a": b""}) + b"PK\x01\x02" * 30_000)) == "document-over-limit"
    monkeypatch.setattr(archive, "MOST_UNPACKED", 25)
    first, rest = members(zip_members(zipped({"a": PDF, "b": PDF})))
    assert (first.data, reason(rest.data)) == (PDF, "document-over-limit")


def test_members_that_share_bytes_are_a_bomb() -> None:
    made = zipped({"a": b"x" * 1000, "b": b"y" * 1000}, zipfile.ZIP_STORED)
    second = made.rindex(b"PK\x01\x02")
    place = made.index(b"PK\x03\x04", 4).to_bytes(4, "little")
    assert made[second + 42 : second + 46] == place
    assert reason(zip_members(made[: second + 42] + bytes(4) + made[second + 46 :])) == "document-over-limit"


def test_all_archives_of_a_message_share_one_limit(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    from intake.collect import parts

    monkeypatch.setattr(parts, "MOST_UNPACKED", 50)
    got = opened(zipped({f"{n}.zip": zipped({"po.pdf": PDF}) for n in range(9)}), opener)
    assert "document-over-limit" in held(got).values()
    assert len(files(got)) < 9


# ── gzip and tar ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_gzip_gives_its_file_or_those_of_a_tar(opener: Opener) -> None:
    assert files(opened(gzip.compress(PDF), opener, "po.pdf.gz")) == {"po.pdf": PDF}
    assert files(opened(gzip.compress(PDF[:5]) + gzip.compress(PDF[5:]), opener, "po.pdf.GZ")) == {"po.pdf": PDF}
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as made:
        info = tarfile.TarInfo("../订单/po.pdf")
        info.size = len(PDF)
        made.addfile(info, io.BytesIO(PDF))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        made.addfile(link)
    got = opened(buffer.getvalue(), opener, "a.tgz")
    assert list(files(got)) == ["订单/po.pdf", "link"]
    assert held(got) == {"link": "document-damaged"}


def test_gzips_that_lie_are_held() -> None:
    assert reason(gzip_members(gzip.compress(PDF)[:-9], "a.gz")) == "document-damaged"
    [bomb] = members(gzip_members(gzip.compress(bytes(40 << 20)), "a.gz"))
    assert reason(bomb.data) == "document-over-limit"


def test_a_tar_that_breaks_off_says_so() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as made:
        for name in ("a.pdf", "b.pdf"):
            info = tarfile.TarInfo(name)
            info.size = 5000
            made.addfile(info, io.BytesIO(bytes(5000)))
    assert [member.name for member in members(tar_members(buffer.getvalue()[:8000]))] == ["a.pdf", "…"]


# ── rar and 7z ───────────────────────────────────────────────────────────────────────────────────────────────────


@NEEDS_BSDTAR
def test_rar_and_7z_give_their_files(opener: Opener, tmp_path: Path) -> None:
    (tmp_path / "订单.pdf").write_bytes(PDF)
    made = ["bsdtar", "--format=7zip", "-cf", str(tmp_path / "a.7z"), "-C", str(tmp_path), "订单.pdf"]
    subprocess.run(made, check=True, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"})
    assert files(opened((tmp_path / "a.7z").read_bytes(), opener, "a.7z")) == {"订单.pdf": PDF}
    got = opened(rar({"订单/po.pdf": PDF, "../../x.pdf": PDF + b"2"}), opener, "a.rar")
    assert files(got) == {"订单/po.pdf": PDF, "x.pdf": PDF + b"2"}
    old = opened(old_rar("图纸 朱镕基.pdf".encode("gbk"), PDF), opener, "a.rar")
    assert files(old) == {"图纸 朱镕基.pdf": PDF}


@NEEDS_BSDTAR
def test_what_bsdtar_cannot_open_is_held(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    assert held(opened(LOCKED_7Z, opener, "a.7z")) == {"a.7z": "document-encrypted"}
    assert held(opened(LOCKED_7Z[:90], opener, "a.7z")) == {"a.7z": "document-damaged"}
    assert reason(bsdtar_members(rar({"a.pdf": PDF, "b.pdf": PDF * 1000})[:-300])) == "document-damaged"
    cut = members(bsdtar_members(rar({"a.pdf": PDF, "b.pdf": PDF * 3000, "c.pdf": PDF * 1000})[:-300]))
    assert (cut[0], reason(cut[-1].data)) == (archive.Member("a.pdf", PDF), "document-damaged")
    monkeypatch.setattr(bsdtar, "MOST_UNPACKED", 15_000)
    much = members(bsdtar_members(rar({"a.pdf": PDF, "b.pdf": PDF * 10_000})))
    assert (much[0], reason(much[-1].data)) == (archive.Member("a.pdf", PDF), "document-over-limit")


@NEEDS_BSDTAR
def test_bsdtar_has_only_so_much_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "bsdtar"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(slow))
    monkeypatch.setattr(bsdtar, "SECONDS", 1)
    assert reason(bsdtar_members(rar({"a.pdf": PDF}))) == "document-damaged"


def test_without_bsdtar_they_are_held_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    found = bsdtar_members(rar({"a.pdf": PDF}))
    assert reason(found) == "document-unsupported"
    assert isinstance(found, Refused)
    assert "libarchive-tools" in str(found.document.findings[0].facts["reason"])


# ── the child ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_work_that_goes_wrong_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "OPENING_SECONDS", 3.0)
    with Opener() as opener:
        assert opener(bad_work, "well") == "well"
        found = {how: reason(opener(bad_work, how)) for how in ("crash", "panic", "die", "hang", "memory")}
        assert opener(bad_work, "well") == "well"
    assert found == {
        **dict.fromkeys(("crash", "panic"), "document-damaged"),
        **dict.fromkeys(("die", "hang", "memory"), "document-over-limit"),
    }


def test_two_held_files_are_not_the_same_file(opener: Opener) -> None:
    got = opened(locked(locked(zipped({"a.pdf": PDF, "b.pdf": PDF}))), opener)
    again = opened(locked(zipped({"a.pdf": PDF + b"2"})), opener)
    assert len({item.source.sha256 for item in (*got.attachments, *again.attachments)}) == 2
    assert limits.MOST_PARTS == 500
