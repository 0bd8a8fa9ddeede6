r"""Text from articles, facts and file names steers neither a terminal nor a rich console."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.model import Document, Report, Stance, Verdict
from factcheck.renderers.inert import escape_json, inert
from factcheck.renderers.json import render_json
from factcheck.renderers.text import render_text
from tests.renderers import reports

STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
HOSTILE = {
    "colour": "\x1b[31mred\x1b[0m",
    "clear screen": "\x1b[2J\x1b[H",
    "cursor up and erase": "a\x1b[1A\x1b[2Kb",
    "window title": "\x1b]0;owned\x07",
    "hyperlink": "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;cm0gLXJm\x07",
    "device query": "\x1b[6n\x1bP$qm\x1b\\",
    "alternate screen": "\x1b[?1049h",
    "one-byte CSI": "\x9b31mred",
    "one-byte OSC": "\x9d0;owned\x9c",
    "next line": "a\x85b",
    "bell": "ding\adong",
    "backspace": "safe\b\b\b\bevil",
    "carriage return": "supported\rrefuted",
    "new lines": "a\n\n✗  1  contradicts\n",
    "tab and form feed": "a\tb\fc\vd",
    "nul": "a\x00b",
    "delete": "a\x7fb",
    "right-to-left override": "abc\u202egnp.exe",
    "left-to-right override": "\u202dabc\u202c",
    "bidi embedding": "\u202babc\u202c",
    "bidi isolates": "\u2066abc\u2067def\u2068ghi\u2069",
    "bidi marks": "\u200eabc\u200fdef\u061c",
    "zero-width joiners": "ev\u200di\u200cl",
    "zero-width space": "ev\u200bil",
    "word joiner and byte order mark": "ev\u2060il\ufeff",
    "soft hyphen": "ev\u00adil",
    "hidden tags": "a\U000e0041\U000e007fb",
    "variation selectors": "a\U000e0100b",
    "hangul filler": "a\u3164b",
    "line separators": "a\u2028b\u2029c",
    "annotation marks": "a\ufff9b\ufffac\ufffb",
    "lone surrogates": "a\ud800b\udfffc",
    "markup colour": "[red]evil[/red]",
    "markup link": "[link=https://evil.example]click[/link]",
    "markup closing": "[/] [/bold] [bold",
    "emoji code": ":bomb: :warning:",
    "format fields": "{0} {statement} %s %(x)s",
    "json ending": '"}]} \\u0022 </script>',
    "script": "</script><script>alert(1)</script>",
    "image with a handler": "<img src=x onerror=alert(1)>",
    "attribute ending": "\"'><svg onload=alert(1)>",
    "comment ending": "--> <!-- ]]> <![CDATA[",
    "character references": "&lt;b&gt; &#60;script&#62; &amp;lt;",
    "markdown link": "[click](https://evil.example) ![x](https://evil.example/x.png)",
    "markdown reference": "[a]: javascript:alert(1)\n[a] <https://evil.example>",
    "bare address": "https://evil.example www.evil.example evil@evil.example",
    "mention": "@everyone #1 GH-1 owner/name#2",
    "markdown blocks": "# title\n- item\n1. one\n> quote\n```\ncode\n```\n| a | b |\n|---|---|",
    "markdown emphasis": "**bold** _it_ ~~gone~~ `code` $x$ \\* \\",
    "formula": '=HYPERLINK("https://evil.example","click")',
    "formula after spaces": " \t=cmd|' /C calc'!A0",
    "formula by sign": "-2+3+cmd|' /C calc'!A0",
    "formula by function": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula in the next cell": 'a;=1+1,"=1+1"\r\n=1+1\t=1+1',
    "formula in wide characters": "＝1+1",
}
PLACES = {
    "article": lambda text: _report(text=text),
    "statement": lambda text: _report(statement=text),
    "source": lambda text: _report(source=text),
    "url": lambda text: _report(url=text),
    "fact id": lambda text: _report(fact_id=text),
    "file name": lambda text: _report(name=text),
    "clash": lambda text: _report(words=text),
    "speaker": lambda text: _report(speaker=text),
    "collection": lambda text: _report(collection=text),
}


def _report(
    *,
    text: str = "A sentence.",
    statement: str = "A statement.",
    source: str = "Reuters",
    url: str = "https://example.org",
    fact_id: str = "f-1",
    name: str = "article.txt",
    words: str = "nine",
    speaker: str = "Sybiha",
    collection: str = "accordo",
) -> Report:
    document = Document(id="d", text=text, source=name, language="en", title=text, is_derived=True)
    fact = reports.fact(fact_id, statement, sources=(source,), urls=(url,))
    verdicts = (Verdict.REFUTED, Verdict.SUPPORTED, Verdict.NOT_ENOUGH_INFO, Verdict.NOT_CHECKABLE)
    clash = replace(reports.conflicting().parts[0].matches[1].comparisons[0], claim_text=words)
    found = reports.match(fact, Stance.REFUTES, clash)
    assessments = tuple(
        reports.assessed(text, verdict, found, of=document, speaker=speaker) for verdict in verdicts
    )
    report = reports.report(*assessments, of=document)
    return replace(report, run=replace(report.run, collections=(collection,)))


def _steering(text: str) -> list[str]:
    return [c for c in text if c != "\n" and unicodedata.category(c) in STEERING]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_the_plain_report_holds_no_steering_character(place: str, hostile: str) -> None:
    shown = render_text(PLACES[place](hostile), ui_lang="en")

    assert _steering(shown) == []
    assert shown.count("\n") < 60


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_the_coloured_report_holds_only_our_own_colours(place: str, hostile: str) -> None:
    shown = render_text(PLACES[place](hostile), ui_lang="en", color=True)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)

    assert _steering(plain) == []
    assert "\x1b[31mred" not in shown


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_the_json_report_escapes_and_keeps_every_character(place: str, hostile: str) -> None:
    shown = render_json(PLACES[place](hostile), ui_lang="en")

    assert _steering(shown) == []
    if place not in {"speaker", "collection"}:
        assert hostile in list(_strings(json.loads(shown)))


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in inner for text in _strings(item)]


@pytest.mark.parametrize(
    "markup", ["[red]evil[/red]", "[link=https://evil.example]click[/link]", ":bomb:"]
)
def test_markup_is_shown_as_written(markup: str) -> None:
    assert markup in render_text(_report(statement=markup), ui_lang="en")


def test_what_is_replaced_stays_visible() -> None:
    assert inert("a\x1b[31mb\u202ec") == "a␛[31mb<U+202E>c"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_becomes_inert_once_and_for_all(text: str) -> None:
    shown = inert(text)

    assert not [c for c in shown if unicodedata.category(c) in STEERING]
    assert inert(shown) == shown


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_escaped_json_means_the_same(text: str) -> None:
    assert json.loads(escape_json(json.dumps([text], ensure_ascii=False, indent=2))) == [text]
