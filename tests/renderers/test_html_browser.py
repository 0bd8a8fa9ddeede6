"""The web page in a real Chromium: keys, filters, widths, colours, and no request at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from factcheck.model import ClaimKind, Report, Verdict
from factcheck.renderers.html import render_html
from tests.renderers import reports
from tests.renderers.pages import long_report
from tests.renderers.test_hostile_text import PLACES
from tests.renderers.test_html_safety import HOSTILE_MARKUP

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
WIDTHS = (360, 768, 1600)
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SERIOUS = frozenset({"serious", "critical"})


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="needs the extra browser-test: playwright is not installed"
    )
    path = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if path is None:
        pytest.skip("needs a Chromium on the path, such as Debian's package chromium")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=path)
        yield opened
        opened.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A page as opened; what it asked for and complained of is kept."""

    page: Page
    requests: list[str]
    complaints: list[str]

    def current(self) -> str:
        """Return the number of the claim that is chosen, ``""`` when none is."""
        chosen = self.page.locator("article .claim.current")
        return (chosen.first.get_attribute("data-ref") or "") if chosen.count() else ""

    def focused(self, name: str) -> str:
        """Return an attribute of the element that has the focus."""
        found = self.page.evaluate("name => document.activeElement.getAttribute(name)", name)
        return str(found or "")

    def shown(self) -> int:
        """Return how many claims have their evidence listed."""
        return self.page.locator(".card:not(.off)").count()


class Opener:
    """Opens reports in the browser from a file, as a reader would."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser, self.folder, self.contexts = browser, folder, 0

    def __call__(self, report: Report, **options: Any) -> Visit:
        self.contexts += 1
        file = self.folder / f"{self.contexts}.html"
        file.write_text(render_html(report, ui_lang="en"), "utf-8")
        options.setdefault("viewport", WIDE)
        page = self.browser.new_context(reduced_motion="reduce", **options).new_page()
        visit = Visit(page=page, requests=[], complaints=[])
        page.on("request", lambda request: visit.requests.append(request.url))
        page.on("console", lambda message: visit.complaints.append(message.text))
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        page.goto(file.as_uri())
        return visit


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    yield Opener(browser, tmp_path)
    for context in browser.contexts:
        context.close()


def _only_itself(opened: Visit) -> bool:
    return opened.requests == [opened.page.url.partition("#")[0]] and not opened.complaints


def test_the_page_requests_nothing_and_complains_of_nothing(visit: Opener) -> None:
    opened = visit(reports.every_verdict())
    opened.page.keyboard.press("j")
    opened.page.locator("input[name=verdict]").first.check()

    assert _only_itself(opened)


def test_the_policy_stops_what_would_be_requested(visit: Opener) -> None:
    opened = visit(reports.every_verdict())
    add = "document.body.append(Object.assign(new Image(), {src: 'other.png'}))"
    with opened.page.expect_console_message() as told:
        opened.page.evaluate(add)

    assert "Content Security Policy" in told.value.text


@pytest.mark.parametrize("place", PLACES)
def test_hostile_markup_runs_nothing(visit: Opener, place: str) -> None:
    opened = visit(PLACES[place](" ".join(HOSTILE_MARKUP.values())))

    assert _only_itself(opened)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("make", [reports.every_verdict, long_report], ids=["short", "long"])
def test_nothing_runs_out_of_the_window(visit: Opener, width: int, make: Any) -> None:
    page = visit(make(), viewport={"width": width, "height": 800}).page

    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.keyboard.press("j")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_word_without_end_does_not_widen_the_page(visit: Opener) -> None:
    page = visit(PLACES["article"]("x" * 3000), viewport={"width": 360, "height": 800}).page

    assert page.evaluate("document.documentElement.scrollWidth") == 360


# -- keys --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("onward", "back"), [("j", "k"), ("ArrowRight", "ArrowLeft")])
def test_keys_go_from_claim_to_claim(visit: Opener, onward: str, back: str) -> None:
    opened = visit(reports.every_verdict())
    places = []
    for key in (onward, onward, onward, back):
        opened.page.keyboard.press(key)
        places.append((opened.current(), opened.focused("data-ref")))

    assert places == [("1-1", "1-1"), ("1-2", "1-2"), ("1-3", "1-3"), ("1-2", "1-2")]


def test_enter_opens_the_evidence_and_escape_goes_back(visit: Opener) -> None:
    opened = visit(reports.every_verdict())
    for _ in range(3):
        opened.page.keyboard.press("j")
    opened.page.keyboard.press("Enter")
    within = "document.activeElement.closest('.card[open]').dataset.ref"

    assert opened.page.evaluate(within) == "1-3"
    opened.page.keyboard.press("Escape")
    assert opened.focused("id") == "t1-3"
    assert opened.current() == ""


def test_after_escape_the_way_goes_on_from_there(visit: Opener) -> None:
    opened = visit(reports.every_verdict())
    for key in ("j", "j", "Escape", "j"):
        opened.page.keyboard.press(key)

    assert opened.current() == "1-3"


def test_the_way_begins_with_the_first_claim_in_sight(visit: Opener) -> None:
    opened = visit(long_report())
    opened.page.evaluate("document.getElementById('t1-200').scrollIntoView()")
    opened.page.keyboard.press("j")

    assert 190 < int(opened.current().removeprefix("1-")) <= 200


def test_the_evidence_leads_back_to_the_text(visit: Opener) -> None:
    opened = visit(reports.every_verdict())
    opened.page.locator("#c1-4 .back").click()

    assert opened.focused("id") == "t1-4"


def test_the_focus_is_seen(visit: Opener) -> None:
    opened = visit(reports.every_verdict())
    opened.page.keyboard.press("j")
    style = opened.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")

    assert style == "solid"


def test_keys_pass_over_claims_that_are_filtered_out(visit: Opener) -> None:
    opened = visit(reports.every_verdict())
    opened.page.locator("input[value=conflicting]").check()
    opened.page.locator("h1").click()
    opened.page.keyboard.press("j")

    assert opened.current() == "1-8"


def test_keys_of_the_browser_are_left_alone(visit: Opener) -> None:
    opened = visit(reports.every_verdict())
    opened.page.keyboard.press("Control+k")

    assert opened.current() == ""


# -- filters -----------------------------------------------------------------------------------


def test_a_verdict_chosen_hides_the_others(visit: Opener) -> None:
    opened = visit(reports.every_verdict())
    opened.page.locator("input[value=refuted]").check()

    assert opened.shown() == 3
    assert opened.page.locator("output").inner_text() == "3 of 10 shown"
    assert opened.page.locator("article .claim:not(.off)").count() == 3


def test_verdicts_add_up_and_all_are_shown_again(visit: Opener) -> None:
    opened = visit(reports.every_verdict())
    opened.page.locator("input[value=refuted]").check()
    opened.page.locator("input[value=conflicting]").check()
    both = opened.shown()
    opened.page.get_by_role("button", name="Show all").click()

    assert (both, opened.shown()) == (4, 10)


def test_speaker_and_verdict_filter_together(visit: Opener) -> None:
    opened = visit(reports.every_verdict())
    opened.page.get_by_label("Speaker").select_option(label="Sybiha")
    said = opened.shown()
    opened.page.locator("input[value=supported]").check()

    assert (said, opened.shown()) == (1, 0)


def test_a_kind_filters(visit: Opener) -> None:
    opened = visit(_with_kinds(reports.every_verdict()))
    opened.page.get_by_label("Kind").select_option(value="opinion")

    assert opened.shown() == 1


def _with_kinds(report: Report) -> Report:
    (document,) = report.documents
    assessments = tuple(
        replace(one, claim=replace(one.claim, kind=ClaimKind.OPINION))
        if one.verdict is Verdict.NOT_CHECKABLE
        else one
        for one in document.assessments
    )
    return replace(report, documents=(replace(document, assessments=assessments),))


# -- a pointer, a small window, no script, paper -----------------------------------------------


def test_a_click_shows_the_evidence_beside_the_text(visit: Opener) -> None:
    opened = visit(long_report())
    opened.page.locator("#t1-301").click()
    card = opened.page.locator(".card.current")
    box = card.locator("summary").bounding_box()

    assert card.get_attribute("data-ref") == "1-301"
    assert box is not None
    assert 0 <= box["y"] < WIDE["height"]
    assert card.locator(".statement").first.is_visible()


def test_in_a_small_window_the_evidence_covers_its_lower_part(visit: Opener) -> None:
    opened = visit(reports.every_verdict(), viewport=NARROW)
    opened.page.locator("#t1-3").click()
    box = opened.page.locator(".card.sheet").bounding_box()
    assert box is not None

    assert box["y"] + box["height"] == pytest.approx(NARROW["height"], abs=1)
    opened.page.get_by_role("button", name="Close").click()
    assert opened.page.locator(".card.sheet").count() == 0
    assert opened.focused("id") == "t1-3"


def test_a_dot_of_the_timeline_leads_to_its_claim(visit: Opener) -> None:
    opened = visit(reports.every_verdict())
    opened.page.locator(".dot").first.click()

    assert opened.current() == "1-6"


def test_all_is_there_without_a_script(visit: Opener) -> None:
    opened = visit(reports.every_verdict(), java_script_enabled=False)
    page = opened.page

    assert page.locator("article").text_content() == reports.TEXT
    assert page.locator(".choices").is_hidden()
    assert page.locator("input[name=verdict]").first.is_hidden()
    page.locator("#t1-6").click()
    assert page.locator("#c1-6 .statement").first.is_visible()
    assert _only_itself(opened)


def test_the_browser_sees_the_text_as_it_is(visit: Opener) -> None:
    opened = visit(long_report())

    assert opened.page.locator("article").text_content() == long_report().documents[0].document.text


def test_on_paper_all_evidence_is_open_and_no_control_is_left(visit: Opener) -> None:
    page = visit(reports.every_verdict()).page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert page.locator(".choices").is_hidden()
    assert page.locator(".statement:visible").count() == page.locator(".statement").count()
    assert len(page.pdf()) > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("chosen", [False, True], ids=["at rest", "claim chosen"])
def test_no_serious_barrier(
    visit: Opener, scheme: str, viewport: dict[str, int], chosen: bool
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright",
        reason="needs the extra browser-test: axe-playwright-python is not installed",
    )
    page = visit(reports.every_verdict(), color_scheme=scheme, viewport=viewport).page
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    if chosen:
        page.keyboard.press("j")
    found = axe.Axe().run(page).response["violations"]

    assert {one["id"] for one in found if one["impact"] in SERIOUS} == set()
