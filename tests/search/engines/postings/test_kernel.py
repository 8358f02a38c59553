"""The compiled search comes in time, from a place where nobody else can put anything, or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.search.engines.postings import numpy_search
from bot.search.engines.postings.engine import PostingsEngine
from bot.search.engines.postings.kernel import Kernel
from bot.search.engines.postings.kernel_cache import cache_folder
from tests.search.engines.postings.large import TERMS, drawn, queries

QUERY = {int(term): 1.0 for term in TERMS[3:6]}
_ROOT = os.geteuid() == 0 if hasattr(os, "geteuid") else False


def asked(passages: int, *, times: int) -> tuple[Kernel, list[list[int]]]:
    """Ask an engine some times, waiting for what is compiled after each."""
    kernel = Kernel()
    engine = PostingsEngine.build([drawn(passages, 1)], k1=1.2, b=0.75, kernel=kernel)
    found = []
    for _ in range(times):
        found.append([*engine.search(QUERY, limit=10)])
        for thread in threading.enumerate():
            if thread.name == "compile-search":
                thread.join()
    return kernel, found


def test_who_goes_on_asking_is_answered_by_the_compiled_search_alike() -> None:
    pytest.importorskip("numba")
    kernel, found = asked(2_000, times=4)
    assert kernel.search is not numpy_search.search
    assert found == [found[0]] * 4


def test_engines_that_come_of_one_another_share_what_was_compiled() -> None:
    pytest.importorskip("numba")
    kernel = Kernel()
    engine = PostingsEngine.build([drawn(2_000, 1)], k1=1.2, b=0.75, kernel=kernel)
    changed = engine.changed(drawn(10, 2, first=5_000), [])
    merged = changed.merged()
    expected = [merged.search(query, limit=5) for query in queries(3, seed=1)]
    kernel.compile()
    assert [changed.search(query, limit=5) for query in queries(3, seed=1)] == expected
    assert [merged.search(query, limit=5) for query in queries(3, seed=1)] == expected


@pytest.mark.parametrize(("passages", "times"), [(2_000, 2), (900, 6)])
def test_nothing_is_compiled_for_few_questions_or_few_passages(passages: int, times: int) -> None:
    kernel, _ = asked(passages, times=times)
    assert kernel.search is numpy_search.search


def test_without_numba_numpy_goes_on_answering(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numba", None)
    kernel, found = asked(2_000, times=5)
    assert kernel.search is numpy_search.search
    assert found == [found[0]] * 5
    with pytest.raises(ImportError):
        kernel.compile()


def test_neither_engine_nor_first_questions_import_numba() -> None:
    probe = (
        "import sys\n"
        "from tests.search.engines.postings.test_kernel import asked\n"
        "asked(2000, times=2)\n"
        "sys.exit('numba' in sys.modules)"
    )
    finished = subprocess.run([sys.executable, "-c", probe], cwd=Path(__file__).parents[4], check=False)
    assert finished.returncode == 0


def test_what_was_compiled_is_taken_from_the_cache_by_the_next_process(tmp_path: Path) -> None:
    pytest.importorskip("numba")
    probe = (
        "from bot.search.engines.postings.kernel import compiled_search\n"
        "search = compiled_search()\n"
        "print(sum(search.stats.cache_hits.values()))"
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    root = Path(__file__).parents[4]
    hits = [
        subprocess.run(
            [sys.executable, "-c", probe],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for _ in range(2)
    ]
    assert hits == ["0", "1"]


@pytest.fixture
def private(tmp_path: Path) -> Path:
    """Return a folder that nobody else can change."""
    if cache_folder(tmp_path / "probe") is None:
        pytest.skip("others may change the folder of temporary files")
    return tmp_path


def test_the_cache_is_this_users_alone(private: Path) -> None:
    folder = cache_folder(private / "compiled")
    assert folder is not None
    assert folder.stat().st_mode & 0o777 == 0o700
    assert cache_folder(private / "compiled") == folder


def test_what_earlier_versions_left_in_the_cache_is_removed(private: Path) -> None:
    earlier = private / "compiled" / "0123456789abcdef"
    earlier.mkdir(mode=0o700, parents=True)
    (earlier / "search.nbi").write_bytes(b"old")
    folder = cache_folder(private / "compiled")
    assert folder is not None
    assert [*folder.parent.iterdir()] == [folder]


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o755])
def test_a_folder_that_others_may_enter_is_no_cache(private: Path, mode: int) -> None:
    folder = cache_folder(private)
    assert folder is not None
    folder.chmod(mode)
    assert cache_folder(private) is None


def test_a_folder_in_whose_place_others_may_put_another_is_no_cache(private: Path) -> None:
    parent = private / "shared"
    parent.mkdir()
    parent.chmod(0o777)
    assert cache_folder(parent / "compiled") is None
    parent.chmod(0o1777)  # where only the owner of a thing may put another in its place
    assert cache_folder(parent / "compiled") is not None


@pytest.mark.skipif(not _ROOT, reason="only root gives folders away")
def test_a_folder_of_another_user_is_no_cache(private: Path) -> None:
    folder = cache_folder(private / "compiled")
    assert folder is not None
    os.chown(folder, 12_345, 12_345)
    assert cache_folder(private / "compiled") is None
    os.chown(folder, 0, 0)
    os.chown(folder.parent, 12_345, 12_345)
    assert cache_folder(private / "compiled") is None


def test_where_no_folder_can_be_made_there_is_no_cache(private: Path) -> None:
    (private / "file").write_text("not a folder")
    assert cache_folder(private / "file") is None
