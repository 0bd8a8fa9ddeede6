"""Nothing leaves the web page, and nothing that text or facts hold becomes part of it."""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode
from hashlib import sha256

import pytest

from factcheck.renderers.html import render_html
from factcheck.renderers.html.links import Link, link
from tests.renderers import reports
from tests.renderers.pages import rendered
from tests.renderers.test_hostile_text import HOSTILE, PLACES, STEERING

HOSTILE_MARKUP = {
    "script": "<script>alert(1)</script>",
    "script ending": "</script><script>alert(1)</script>",
    "style ending": "</style><img src=x onerror=alert(1)>",
    "title ending": "</title><svg onload=alert(1)>",
    "comment": "<!-- --><img src=//evil.example>",
    "attribute ending": '" onmouseover="alert(1)" x="',
    "single quote": "' onfocus='alert(1)' autofocus='",
    "backquote": "`onclick=alert(1)`",
    "entity": "&lt;script&gt; &#60;b&#62; &amp;",
    "article ending": "</article></main><h1>owned</h1>",
    "template": "{{ 7 * 7 }} {% for x in y %} {# note #}",
    "base": '<base href="https://evil.example">',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "object": '<object data="data:text/html,<script>alert(1)</script>">',
    "cdata": "<![CDATA[<b>]]> <?php ?>",
}
HOSTILE_URLS = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//evil.example/a",
    "https:evil",
    "https://",
    "https://user:word@evil.example/",
    "https://good.example@evil.example/",
    "https://good.example\\@evil.example/",
    "https://evil.example/\u202egpj.exe",
    "https://evil.example:99999/",
    "https://[::1/",
    "https://a b.example/",
    'https://evil.example/"onclick="alert(1)',
    "https://evil.example/\n<script>",
    "mailto:a@b.example",
    "blob:https://evil.example/1",
    "https://" + "a" * 3000 + ".example",
]
FETCHING = frozenset({"src", "srcset", "data", "poster", "action", "formaction", "background"})


def test_nothing_is_fetched() -> None:
    page = rendered(reports.every_verdict())
    tags = {tag for tag, _ in page.elements}

    assert not tags & {"img", "link", "iframe", "object", "embed", "base", "form", "audio", "video"}
    assert not [found for _, found in page.elements if FETCHING & set(found)]
    outward = [f for f in page.all("a") if not f["href"].startswith("#")]
    assert {f["href"] for f in outward} == {"https://example.org/iwaya"}
    assert {f["rel"] for f in outward} == {"noopener noreferrer"}


def test_style_and_script_hold_no_address() -> None:
    page = render_html(reports.report())

    assert "://" not in page
    assert "url(" not in page
    assert "@import" not in page


def test_the_policy_forbids_requests_and_names_style_and_script() -> None:
    page = render_html(reports.every_verdict())
    (policy,) = (
        found["content"]
        for found in rendered(reports.every_verdict()).all("meta")
        if found.get("http-equiv") == "Content-Security-Policy"
    )
    inline = {
        name: re.findall(f"<{name}>(.*?)</{name}>", page, re.DOTALL) for name in ("style", "script")
    }

    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for name, (content,) in inline.items():
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


ALLOWED = {
    tag: {attribute for one, found in rendered(PLACES["article"]("A")).elements if one == tag
          for attribute in found}
    for tag, _ in rendered(PLACES["article"]("A")).elements
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "hostile", (HOSTILE | HOSTILE_MARKUP).values(), ids=(HOSTILE | HOSTILE_MARKUP).keys()
)
def test_hostile_text_adds_no_element_attribute_or_steering_character(
    place: str, hostile: str
) -> None:
    shown = render_html(PLACES[place](hostile), ui_lang="en")
    page = rendered(PLACES[place](hostile))

    assert not {c for c in shown if c not in "\n\t" and unicodedata.category(c) in STEERING}
    assert page.unclosed == []
    assert {tag for tag, _ in page.elements} <= set(ALLOWED)
    assert not [f for tag, f in page.elements if not set(f) <= ALLOWED[tag] | {"lang"}]


@pytest.mark.parametrize("hostile", HOSTILE_MARKUP.values(), ids=HOSTILE_MARKUP)
def test_hostile_markup_is_shown_as_written(hostile: str) -> None:
    page = rendered(PLACES["article"](hostile))

    assert page.articles == [hostile]


@pytest.mark.parametrize("url", HOSTILE_URLS)
def test_other_addresses_are_never_links(url: str) -> None:
    page = rendered(PLACES["url"](url))

    assert all(found["href"].startswith("#") for found in page.all("a"))
    assert link(url).url == ""


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c&d=%20#e", Link(
            url="https://example.org/a?b=c&d=%20#e", shown="example.org")),
        ("http://www.example.org", Link(url="http://www.example.org/", shown="example.org")),
        ("https://it.wikipedia.org/wiki/Città", Link(
            url="https://it.wikipedia.org/wiki/Citt%C3%A0", shown="it.wikipedia.org")),
        ("https://bücher.example/", Link(
            url="https://xn--bcher-kva.example/", shown="xn--bcher-kva.example")),
        ("HTTPS://Example.org:8080/x", Link(
            url="https://example.org:8080/x", shown="example.org")),
    ],
    ids=["query", "no path", "letters beyond ASCII", "host beyond ASCII", "port"],
)  # fmt: skip
def test_plain_web_addresses_are_links(url: str, expected: Link) -> None:
    assert link(url) == expected
