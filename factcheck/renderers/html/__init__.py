"""The report as one web page that needs nothing else: no network, no other file."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from factcheck.model import Report
from factcheck.renderers.display import display_for
from factcheck.renderers.html.pages import page_view
from factcheck.renderers.inert import inert_lines

if TYPE_CHECKING:
    from jinja2 import Template


def render_html(report: Report, *, ui_lang: str = "", width: int = 80, color: bool = False) -> str:
    """Return ``report`` as a self-contained page; its policy lets the browser request nothing."""
    del width, color  # the same options as every renderer; a page fits any window and its colours
    style, script = _part("page.css"), _part("page.js")
    policy = (
        f"default-src 'none'; style-src {_hashed(style)}; script-src {_hashed(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    from markupsafe import Markup

    page = page_view(report, display_for(report, ui_lang))
    return _template().render(
        page=page,
        words=page.words,
        csp=policy,
        style=Markup(style),  # noqa: S704 - a file of ours, without an end tag (tested)
        script=Markup(script),  # noqa: S704
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    def shown(value: object) -> object:
        """Make all text inert that goes into the page; what is markup is ours."""
        return inert_lines(value) if isinstance(value, str) and type(value) is not Markup else value

    environment = Environment(
        autoescape=True, finalize=shown, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return environment.from_string(_part("page.html.jinja"))


@lru_cache(maxsize=4)
def _part(name: str) -> str:
    return files("factcheck.renderers.html").joinpath(name).read_text("utf-8")


def _hashed(content: str) -> str:
    """Return how a content security policy names an inline style or script."""
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
