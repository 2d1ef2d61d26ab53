"""Large masters are kept by the hash of their files: the same again, anew after any change, never executed."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from orders import master_cache
from orders.master_cache import cached_masters
from orders.master_files import load_masters
from orders.problems import UnusableError
from tests.orders.test_masters import GOOD


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(master_cache, "SMALL", 1)


def kept(cache: Path) -> list[Path]:
    return sorted(cache.glob("masters-*"))


def test_what_is_kept_is_what_was_loaded(factory: Path, tmp_path: Path) -> None:
    loaded = load_masters(factory / "master", factory / "mappings")
    for _ in range(2):
        assert cached_masters(factory / "master", factory / "mappings", cache=tmp_path) == loaded
    (file,) = kept(tmp_path)
    assert file.stat().st_mode & 0o077 == 0


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    folder, cache = tmp_path / "master", tmp_path / "cache"
    folder.mkdir()
    for name, text in GOOD.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    assert "XX" not in cached_masters(folder, cache=cache).items
    before = kept(cache)
    (folder / "items.csv").write_text(GOOD["items"] + "XX,新,只,buy,1\n", encoding="utf-8")
    assert "XX" in cached_masters(folder, cache=cache).items
    assert len(kept(cache)) == 1
    assert kept(cache) != before
    (folder / "items.csv").write_text(GOOD["items"] + "XX,新,只,buy,one\n", encoding="utf-8")
    with pytest.raises(UnusableError):
        cached_masters(folder, cache=cache)


class Harm:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (exec, ("raise SystemExit('executed')",))


@pytest.mark.parametrize("content", [b"", b"no pickle", pickle.dumps(Harm()), pickle.dumps({"a": 1})])
def test_a_damaged_or_foreign_file_is_left_out(factory: Path, tmp_path: Path, content: bytes) -> None:
    loaded = cached_masters(factory / "master", factory / "mappings", cache=tmp_path)
    kept(tmp_path)[0].write_bytes(content)
    assert cached_masters(factory / "master", factory / "mappings", cache=tmp_path) == loaded


def test_small_masters_are_not_kept(factory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    cached_masters(factory / "master", factory / "mappings", cache=tmp_path / "cache")
    assert not (tmp_path / "cache").exists()
