"""``check URL`` and ``claims extract URL``, against a real server on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.net.server import Site, html, serving, status

PAGE = b"""<html lang="en"><head><title>Rome</title></head><body><article><h1>Rome today</h1>
<p>Rome is the capital of Italy.</p></article></body></html>"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def test_a_page_is_fetched_checked_and_read_again_offline(
    run: Run, site: Site, facts: Path, folder: Path
) -> None:
    url = site.on("/story?key=abcdef", html(PAGE))
    given = ("check", url, "--facts", facts, "--no-save", "--format", "json")
    online = run(*given, "--allow-private", XDG_CACHE_HOME=str(folder))
    offline = run(*given, "--offline", XDG_CACHE_HOME=str(folder))

    assert (online.returncode, online.stderr) == (0, "")
    (document,) = json.loads(online.stdout)["documents"]
    assert document["source"] == site.url("/story?key=***")
    assert "Rome is the capital of Italy." in document["text"]
    assert [c["verdict"] for c in document["claims"]][-1] == "supported"
    assert offline.stdout == online.stdout
    assert site.paths() == ["/story?key=abcdef"]


def test_claims_are_extracted_from_a_page(run: Run, site: Site, folder: Path) -> None:
    url = site.on("/", html(PAGE))
    done = run("claims", "extract", url, "--allow-private", XDG_CACHE_HOME=str(folder))
    assert done.returncode == 0
    assert "Rome is the capital of Italy." in done.stdout


def test_a_page_that_is_missing_is_one_line(
    run: Run, site: Site, facts: Path, folder: Path
) -> None:
    url = site.on("/a?token=abcdef", status(404))
    done = run(
        "check", url, "--allow-private", "--facts", facts, "--no-save", XDG_CACHE_HOME=str(folder)
    )
    assert (done.returncode, done.stdout) == (2, "")
    shown = site.url("/a?token=***")
    assert done.stderr == f"factcheck: error: {shown}: the server answers 404 (Not Found)\n"


def test_an_address_on_this_machine_is_refused_by_default(
    run: Run, site: Site, facts: Path
) -> None:
    done = run("check", site.on("/", html(PAGE)), "--facts", facts, "--no-save")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "loopback" in done.stderr
    assert site.asked == []


def test_checking_a_file_loads_no_network_library(tmp_path: Path) -> None:
    import subprocess
    import sys

    from tests.cli.conftest import environment

    path = tmp_path / "a.txt"
    path.write_text("Rome is in Italy.", encoding="utf-8")
    code = (
        "import sys; from factcheck.cli import main; "
        "main(['check', sys.argv[1], '--no-save', '--output', sys.argv[1] + '.out']); "
        "print([n for n in ('urllib3', 'requests', 'factcheck.net') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=tmp_path, env=environment(), capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout == "[]\n"
