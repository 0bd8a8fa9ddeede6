"""What comes back from a real server on loopback, and the one error for what does not."""

from __future__ import annotations

import gzip
import itertools
import ssl
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from factcheck.errors import FetchError
from factcheck.net import Fetched, fetch
from tests.net.server import PAGE, Days, Reply, Site, html, moved, serving, status

HTML = ("text/html",)


def test_a_page_comes_back_with_its_type_and_charset(site: Site, days: Days) -> None:
    url = site.on("/a?id=1&key=abc", html(kind="Text/HTML; Charset=ISO-8859-1"))
    found = fetch(url, accept=HTML, settings=days.settings())
    assert found == Fetched(
        url=site.url("/a?id=1&key=***"), content=PAGE, media_type="text/html", charset="iso-8859-1"
    )
    path, sent = site.asked[0]
    assert path == "/a?id=1&key=abc"
    assert sent["host"] == f"127.0.0.1:{site.port}"
    assert sent["user-agent"].startswith("factcheck-verifier ")
    assert sent["accept"] == "text/html"


def test_a_compressed_page_is_unpacked(site: Site, days: Days) -> None:
    url = site.on("/", html(gzip.compress(PAGE), Content_Encoding="gzip"))
    assert fetch(url, settings=days.settings()).content == PAGE


def test_the_name_stays_in_the_request(site: Site, days: Days) -> None:
    site.on("/", html())
    days.names["paper.example"] = [("8.8.8.8",)]
    fetch(site.url(host="paper.example"), settings=days.settings(private=False))
    assert site.asked[0][1]["host"] == f"paper.example:{site.port}"
    assert days.connected == ["8.8.8.8"]


def test_the_next_address_is_tried_when_one_refuses(site: Site, days: Days) -> None:
    site.on("/", html())
    days.names["paper.example"] = [("8.8.8.8", "8.8.4.4")]

    def connect(address: str, port: int, seconds: float) -> Any:
        if address == "8.8.8.8":
            raise ConnectionRefusedError
        return days.connect(address, port, seconds)

    settings = replace(days.settings(private=False), world=days.world(connect=connect))
    fetch(site.url(host="paper.example"), settings=settings)
    assert (days.connected, days.slept) == (["8.8.4.4"], [])


# -- redirects -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirects_are_followed(code: int, site: Site, days: Days) -> None:
    url = site.on("/1", moved("/2", code))
    site.on("/2", moved(site.url("/città?k=à").encode().decode("latin-1"), code))
    site.on("/citt%C3%A0?k=%C3%A0", html())
    assert fetch(url, settings=days.settings()).url == site.url("/citt%C3%A0?k=%C3%A0")


def test_a_key_is_sent_to_its_own_host_alone(site: Site, days: Days) -> None:
    url = site.on("/1", moved("/2"))
    site.on("/2", moved(site.url("/3", "other.example")))
    site.on("/3", html())
    days.names["other.example"] = [("127.0.0.1",)]
    fetch(url, headers={"X-Key": "abc"}, settings=days.settings())
    assert ["x-key" in sent for _, sent in site.asked] == [True, True, False]


@pytest.mark.parametrize(
    ("replies", "problem"),
    [
        pytest.param({"/": moved("/")}, "circle", id="to itself"),
        pytest.param({"/": moved("/2"), "/2": moved("/")}, "circle", id="there and back"),
        pytest.param({"/": moved("/1"), **{f"/{n}": moved(f"/{n + 1}") for n in range(1, 9)}},
                     "more than 5 times", id="long"),
        pytest.param({"/": status(302)}, "nowhere", id="without a place"),
        pytest.param({"/": moved("file:///etc/passwd")}, "only http", id="file"),
        pytest.param({"/": moved("//me:word@127.0.0.1/")}, "name or password", id="user"),
    ],
)  # fmt: skip
def test_redirects_that_lead_nowhere(
    replies: dict[str, Reply], problem: str, site: Site, days: Days
) -> None:
    for path, reply in replies.items():
        site.on(path, reply)
    with pytest.raises(FetchError, match=problem) as caught:
        fetch(site.url(), settings=days.settings())
    assert "word" not in str(caught.value).replace("password", "")
    assert len(site.asked) <= 6


# -- errors of the server ------------------------------------------------------------------------


def _endless() -> Any:
    return itertools.repeat(b"x" * 60_000)


BOMB = gzip.compress(b"\0" * (8 << 20))
HUGE = Reply(headers=tuple((f"X-{n}", "y" * 40_000) for n in range(2)))


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        pytest.param(status(403), "403 (Forbidden)", id="403"),
        pytest.param(status(404), "404 (Not Found)", id="404"),
        pytest.param(status(599), "answers 599", id="unknown status"),
        pytest.param(status(304), "304", id="304 to a first request"),
        pytest.param(status(204), "204", id="no content"),
        pytest.param(html(kind="image/png"), "sends image/png, not text/html", id="type"),
        pytest.param(Reply(headers=()), "sends nothing that it names", id="no type"),
        pytest.param(html(b"x" * 300_000), "larger than 200 KiB", id="too large"),
        pytest.param(replace(html(), chunks=_endless), "larger than 200 KiB", id="endless"),
        pytest.param(html(b"no gzip", Content_Encoding="gzip"), "cannot be read", id="damaged"),
        pytest.param(HUGE, "64 KiB of headers", id="headers"),
        pytest.param(Reply(headers=(("X", "y" * 70_000),)), "cannot be read", id="header line"),
    ],
)
def test_a_final_answer_is_not_asked_for_again(
    reply: Reply, problem: str, site: Site, days: Days
) -> None:
    url = site.on("/a?token=abc", reply)
    with pytest.raises(FetchError) as caught:
        fetch(url, accept=HTML, settings=days.settings(size=200 << 10))
    assert problem in str(caught.value)
    assert "abc" not in str(caught.value)
    assert (len(site.asked), days.slept, caught.value.is_passing) == (1, [], False)


def test_a_bomb_is_stopped_by_its_ratio(site: Site, days: Days) -> None:
    url = site.on("/", html(BOMB, Content_Encoding="gzip"))
    with pytest.raises(FetchError, match="100 times"):
        fetch(url, settings=days.settings())


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Reply(body=b"", length=10, keeps_silent=True), id="no body"),
        pytest.param(Reply(body=b"some", length=10, keeps_silent=True), id="part of a body"),
    ],
)
def test_a_server_that_keeps_silent_is_left_when_the_time_is_up(
    reply: Reply, site: Site, days: Days
) -> None:
    url = site.on("/", reply)
    with pytest.raises(FetchError, match=r"takes longer than 0\.2 seconds"):
        fetch(url, settings=days.settings(seconds=0.2))
    assert (len(site.asked), days.slept) == (1, [])


@pytest.mark.parametrize(
    ("first", "slept"),
    [
        pytest.param(status(500), 1.0, id="500"),
        pytest.param(status(503), 1.0, id="503"),
        pytest.param(status(429, Retry_After="7"), 7.0, id="429 with seconds"),
        pytest.param(status(429, Retry_After="soon"), 1.0, id="429 with nonsense"),
        pytest.param(status(429, Retry_After="Fri, 01 Jan 2010 00:00:00 GMT"), 1.0, id="past"),
        pytest.param(Reply(body=b"half", length=10), 1.0, id="cut off"),
    ],
)
def test_what_may_pass_is_asked_for_again(
    first: Reply, slept: float, site: Site, days: Days
) -> None:
    url = site.on("/", first, html())
    assert fetch(url, settings=days.settings()).content == PAGE
    assert (len(site.asked), sum(days.slept)) == (2, slept)


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        pytest.param(status(500), "500", id="500"),
        pytest.param(status(429), "429", id="429"),
        pytest.param(Reply(body=b"half", length=10), "breaks off", id="cut off"),
    ],
)
def test_retries_are_few(reply: Reply, problem: str, site: Site, days: Days) -> None:
    url = site.on("/", reply)
    with pytest.raises(FetchError, match=problem) as caught:
        fetch(url, settings=days.settings())
    assert (len(site.asked), caught.value.is_passing) == (4, True)


def test_a_long_wait_is_an_error_at_once(site: Site, days: Days) -> None:
    url = site.on("/", status(429, Retry_After="3600"))
    with pytest.raises(FetchError, match=r"429.*wait 3600 seconds") as caught:
        fetch(url, settings=days.settings())
    assert (days.slept, caught.value.status) == ([], 429)


def test_a_closed_port_is_one_error(days: Days) -> None:
    def refuse(address: str, port: int, seconds: float) -> Any:
        raise ConnectionRefusedError(111, "Connection refused")

    settings = replace(days.settings(), world=days.world(connect=refuse))
    with pytest.raises(FetchError, match="refuses the connection"):
        fetch("http://127.0.0.1:9/", settings=settings)


def test_a_host_is_asked_once_a_second(site: Site, days: Days) -> None:
    url = site.on("/", html())
    settings = days.settings()
    for _ in range(3):
        fetch(url, settings=settings)
    assert days.slept == [1.0, 1.0]


# -- certificates --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and the certificate it signed for ``paper.example``, in one file."""
    openssl = which("openssl")
    if openssl is None:
        pytest.skip("needs openssl")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    words = (
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 "
        f"-subj /CN=paper.example -addext subjectAltName=DNS:paper.example "
        f"-keyout {path} -out {path}.crt"
    )
    subprocess.run([openssl, *words.split()], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path


@pytest.mark.parametrize(
    ("host", "problem"), [("paper.example", ""), ("other.example", "certificate")]
)
def test_the_certificate_must_be_that_of_the_name(
    host: str, problem: str, certificate: Path, days: Days
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    named: list[str | None] = []
    context.sni_callback = lambda _link, name, _context: named.append(name)
    days.names[host] = [("8.8.8.8",)]
    trust = ssl.create_default_context(cafile=str(certificate))
    settings = replace(days.settings(private=False), world=days.world(trust=lambda: trust))
    with serving(lambda link: context.wrap_socket(link, server_side=True)) as site:
        site.on("/", html())
        site.on("/down", moved("http://paper.example/"))
        read: Callable[[str], Fetched] = lambda path: fetch(  # noqa: E731  # one call, two paths
            site.url(path, host).replace("http", "https"), settings=settings
        )
        if problem:
            with pytest.raises(FetchError, match=problem):
                read("/")
        else:
            assert read("/").content == PAGE
            with pytest.raises(FetchError, match="from https to http"):
                read("/down")
    assert set(named) == {host}
