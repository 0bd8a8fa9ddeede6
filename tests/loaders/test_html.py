from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from factcheck.errors import LoadError, MissingDependencyError
from factcheck.loaders import load
from factcheck.model import DateSource, Document

PAGE = """<!DOCTYPE html>
<html lang="it-IT"><head><meta charset="utf-8">
<title>Firmato a Kiev l'accordo sul grano | Il Corriere di Prova</title>
<meta property="og:title" content="Firmato a Kiev l'accordo sul grano">
<meta property="article:published_time" content="2024-11-16T18:30:00+01:00">
<meta name="author" content="Mario Rossi">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/p">Politica</a></li></ul></nav>
<article>
<h1>Firmato a Kiev l'accordo sul grano</h1>
<h2>Il testo fissa le regole per le esportazioni dei prossimi dieci anni</h2>
<p class="byline">di Mario Rossi</p>
<figure><img src="a.jpg" alt=""><figcaption>I due ministri durante la firma</figcaption></figure>
<p>KIEV, 16 nov (Agenzia) - Il Giappone e l'Ucraina hanno <b>firmato</b> un <a href="/x">accordo</a>
   che fissa le regole. È breve.</p>
<p>LEGGI ANCHE: <a href="/x">Guerra in Ucraina</a></p>
<blockquote><p>Resteremo accanto all'Ucraina, ha detto Iwaya.</p></blockquote>
<h2>I punti dell'accordo</h2>
<ul><li>Dura dieci anni.</li><li>Le imprese sono 120.<ul><li>Di cui 30 italiane.</li></ul></li></ul>
<p>Prima riga<br>seconda riga.</p>
<table><tr><th>Anno</th><th>Pil</th></tr><tr><td>2023</td><td>0,7</td></tr></table>
<p>© RIPRODUZIONE RISERVATA</p>
</article>
<aside><p>Iscriviti alla newsletter</p></aside>
<footer>© 2025 Il Corriere di Prova</footer>
</body></html>
"""
KINDS = [
    ("headline", "Firmato a Kiev l'accordo sul grano"),
    ("subheadline", "Il testo fissa le regole per le esportazioni dei prossimi dieci anni"),
    ("byline", "Mario Rossi"),
    ("caption", "I due ministri durante la firma"),
    ("byline", "KIEV, 16 nov (Agenzia) -"),
    ("paragraph", "Il Giappone e l'Ucraina hanno firmato un accordo che fissa le regole. È breve."),
    ("boilerplate", "LEGGI ANCHE: Guerra in Ucraina"),
    ("quote", "Resteremo accanto all'Ucraina, ha detto Iwaya."),
    ("subheadline", "I punti dell'accordo"),
    ("list_item", "Dura dieci anni."),
    ("list_item", "Le imprese sono 120."),
    ("list_item", "Di cui 30 italiane."),
    ("paragraph", "Prima riga\nseconda riga."),
    ("list_item", "Anno | Pil"),
    ("list_item", "2023 | 0,7"),
    ("boilerplate", "© RIPRODUZIONE RISERVATA"),
]
STORY = "<h1>Il voto</h1><p>Il governo è caduto nella notte. Si vota a maggio.</p>"


def _load(folder: Path, page: str | bytes) -> Document:
    path = folder / "page.html"
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    (document,) = load(str(path))
    return document


def _blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.slice(document.text)) for block in document.blocks]


def test_the_structure_of_a_page_is_kept_and_its_frame_left_out(tmp_path: Path) -> None:
    document = _load(tmp_path, PAGE)
    assert _blocks(document) == KINDS
    assert (document.title, document.language) == ("Firmato a Kiev l'accordo sul grano", "it")
    assert (document.date, document.date_source) == (date(2024, 11, 16), DateSource.METADATA)
    assert document.is_derived


def test_a_page_that_marks_no_article_keeps_its_headings(tmp_path: Path) -> None:
    page = f"<html><body>{STORY}<h2>Le reazioni</h2><ul><li>Una sola.</li></ul></body></html>"
    assert _blocks(_load(tmp_path, page)) == [
        ("headline", "Il voto"),
        ("paragraph", "Il governo è caduto nella notte. Si vota a maggio."),
        ("subheadline", "Le reazioni"),
        ("list_item", "Una sola."),
    ]


def test_furniture_is_furniture_in_lists_and_headings_too(tmp_path: Path) -> None:
    page = f"<article>{STORY}<h3>Leggi anche</h3><ul><li>Condividi su Facebook</li></ul></article>"
    assert [kind for kind, _ in _blocks(_load(tmp_path, page))][2:] == ["boilerplate"] * 2


def test_a_container_named_after_captions_is_none(tmp_path: Path) -> None:
    page = (
        f"<article><div class='has caption'>{STORY}</div>"
        "<div class='wp-caption'><img><p class='wp-caption-text'>La firma</p></div>"
        "<p>Fine ora.</p></article>"
    )
    assert _blocks(_load(tmp_path, page))[1:] == [
        ("paragraph", "Il governo è caduto nella notte. Si vota a maggio."),
        ("caption", "La firma"),
        ("paragraph", "Fine ora."),
    ]


def test_a_headline_outside_the_article_is_put_before_it(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Il voto del Senato | Il Corriere</title></head><body>"
        "<article><p>Il governo è caduto. Si vota.</p></article></body></html>"
    )
    assert _blocks(_load(tmp_path, page)) == [
        ("headline", "Il voto del Senato"),
        ("paragraph", "Il governo è caduto. Si vota."),
    ]


def test_a_transcript_on_a_page_names_its_speakers(tmp_path: Path) -> None:
    page = (
        "<article><h1>Il dibattito</h1><p><b>MELONI:</b> Il Pil cresce.</p>"
        "<p><b>SCHLEIN:</b> Non è vero.</p></article>"
    )
    document = _load(tmp_path, page)
    assert [(b.speaker, b.span.slice(document.text)) for b in document.blocks] == [
        ("", "Il dibattito"),
        ("MELONI", "Il Pil cresce."),
        ("SCHLEIN", "Non è vero."),
    ]


@pytest.mark.parametrize(
    ("head", "story", "day"),
    [
        ("<meta property='article:published_time' content='2024-11-17T00:30:00+01:00'>", STORY,
         date(2024, 11, 17)),
        ("<meta name='DC.date.issued' content='2024-11-16'>", STORY, date(2024, 11, 16)),
        ("<meta name='date' content='16 novembre 2024'>", STORY, date(2024, 11, 16)),
        ("""<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type":
         ["NewsArticle"], "datePublished": "2024-11-16T08:00Z", "dateModified": "2025-01-01"}]}
         </script>""", STORY, date(2024, 11, 16)),
        ("", f"<time datetime='2024-11-16T10:00'>ieri</time>{STORY}", date(2024, 11, 16)),
        ("", f"<time itemprop='datePublished'>16 novembre 2024</time>{STORY}", date(2024, 11, 16)),
        ("<meta name='date' content='2024-11'>", STORY, None),
        ("<meta name='date' content='2024'>", STORY, None),
        ("<meta name='date' content='03/04/2024'>", STORY, None),
        ("<meta property='article:modified_time' content='2025-01-02'>", STORY, None),
        ("", f"{STORY}<p>Nel <time datetime='1999-01-01'>1999</time> vinse.</p>", None),
        ("", f"<time datetime='2024-11-16'>x</time><time datetime='2019-01-01'>y</time>{STORY}",
         None),
        ("<script type='application/ld+json'>{broken</script>", STORY, None),
        ("", f"{STORY}<footer>© 2023 Il Corriere</footer>", None),
    ],
    ids=["og", "dublin-core", "words", "json-ld", "time", "time-marked", "month-only",
         "year-only", "day-or-month-first", "changed-only", "time-in-text", "two-times",
         "broken-json", "copyright"],
)  # fmt: skip
def test_only_a_day_of_publication_dates_a_page(
    head: str, story: str, day: date | None, tmp_path: Path
) -> None:
    page = f"<html><head>{head}</head><body><article>{story}</article></body></html>"
    assert _load(tmp_path, page).date == day


def test_a_time_beside_the_article_does_not_date_it(tmp_path: Path) -> None:
    page = f"<aside><time datetime='2024-11-16'>oggi</time></aside><article>{STORY}</article>"
    assert _load(tmp_path, page).date is None


@pytest.mark.parametrize(
    ("page", "lang"),
    [
        (f"<html lang='en-GB'><body>{STORY}</body></html>", "en"),
        (f"<html><head><meta property='og:locale' content='en_US'></head><body>{STORY}</body>",
         "en"),
        (f"<html lang='xx'><body>{STORY}</body></html>", "it"),
        (f"<html><body>{STORY}</body></html>", "it"),
    ],
    ids=["html", "locale", "no-data", "none"],
)  # fmt: skip
def test_the_language_a_page_declares_is_believed(page: str, lang: str, tmp_path: Path) -> None:
    assert _load(tmp_path, page).language == lang


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("<meta charset='windows-1251'>", "cp1251"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-2'>", "iso8859-2"),
        ("<meta charset='utf-8'>", "utf-8"),
        ("<meta charset='no-such-thing'>", "utf-8"),
        ("<?xml version='1.0' encoding='UTF-8'?>", "utf-8"),
        ("", "utf-16"),
    ],
)
def test_the_encoding_a_page_declares_is_used(declared: str, encoding: str, tmp_path: Path) -> None:
    words = "Владимир спал." if encoding == "cp1251" else "Václav Havel žil v Praze."
    words = words.replace("ž", "z").replace("á", "a") if encoding == "utf-16" else words
    page = f"{declared}<html><body><p>{words}</p></body></html>"
    assert _load(tmp_path, page.encode(encoding)).text == words


@pytest.mark.parametrize(
    "page",
    ["<html><head><title>Foto</title></head><body><img src='a'></body></html>",
     "<html><body><script>var text = 1</script></body></html>", "<!-- -->", "<html></html>",
     "<div>" * 100_000],
    ids=["picture", "script", "comment", "nothing", "deep"],
)  # fmt: skip
def test_a_page_without_text_is_refused_in_one_line(
    page: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(LoadError, match=r"page\.html: holds no text"):
        _load(tmp_path, page)
    assert capfd.readouterr().err == ""


def test_a_broken_page_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    page = "<body><h1>Il voto</h1><p>Il governo è <b>caduto.<p>Si vota </i> a maggio.<ul><li>Uno."
    assert _blocks(_load(tmp_path, page)) == [
        ("headline", "Il voto"),
        ("paragraph", "Il governo è caduto."),
        ("paragraph", "Si vota a maggio."),
        ("list_item", "Uno."),
    ]


def test_a_page_of_five_megabytes_is_read_whole(tmp_path: Path) -> None:
    sentence = "In 2023 the harbour of town {n} handled {n}.5 million tonnes. "
    paragraphs = [f"<p>{sentence.format(n=n) * 8}</p>\n" for n in range(9_800)]
    page = f"<html><body><article>{''.join(paragraphs)}</article></body></html>"
    assert len(page) > 5_000_000
    assert len(_load(tmp_path, page).blocks) == len(paragraphs)


def test_offsets_count_in_the_derived_text(tmp_path: Path) -> None:
    page = "<p>Caffe\u0300 &amp; 😀 costa\r\n 2 €.</p>\r\n<p>Fine.</p>"
    document = _load(tmp_path, page)
    assert document.text == "Caffe\u0300 & 😀 costa 2 €.\n\nFine."
    assert [b.span.slice(document.text) for b in document.blocks] == document.text.split("\n\n")


@pytest.mark.parametrize("library", ["lxml", "trafilatura"])
def test_a_missing_extra_is_named(
    library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingDependencyError, match=r'pip install "factcheck-verifier\[web\]"'):
        _load(tmp_path, PAGE)
