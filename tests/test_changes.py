"""Two judgements side by side: the same claims by their key, wherever they stand."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from factcheck import check_text
from factcheck.changes import changes_between, report_changes
from factcheck.model import Assessment, DocumentChanges, Recheck, Report, Verdict
from factcheck.renderers.changes import (
    ChangesStyle,
    changes_text,
    diff_json,
    recheck_json,
    recheck_text,
)

FACT = {"id": "bridge", "statement": "The Todi bridge is 120 metres long."}
OTHER = {"id": "bridge", "statement": "The Todi bridge is 150 metres long."}
SENTENCE = "The Todi bridge is 120 metres long."


def judged(text: str, *facts: dict[str, str]) -> Report:
    return check_text(text, facts=facts, model="none", lang="en")


def compared(before: Report, after: Report) -> DocumentChanges:
    (document,) = after.documents
    return changes_between(document.document, before.assessments, after.assessments)


def test_another_verdict_is_a_flip() -> None:
    found = compared(judged(SENTENCE, FACT), judged(SENTENCE, OTHER))
    assert [(f.before.verdict, f.after.verdict) for f in found.flips] == [
        (Verdict.SUPPORTED, Verdict.REFUTED)
    ]
    assert (found.evidence, found.gone, found.new) == ((), (), ())


def test_the_same_verdict_on_another_fact_is_other_evidence() -> None:
    found = compared(judged(SENTENCE, FACT), judged(SENTENCE, {**FACT, "id": "other"}))
    assert (len(found.flips), len(found.evidence)) == (0, 1)


def test_the_nearest_fact_of_an_open_claim_is_no_evidence() -> None:
    sentence = "The Gubbio bridge is 80 metres long."
    assert compared(judged(sentence, FACT), judged(sentence, OTHER)).is_empty


def test_the_same_judgement_is_no_change() -> None:
    assert compared(judged(SENTENCE, FACT), judged(SENTENCE, FACT)).is_empty


def test_a_claim_keeps_its_key_after_an_edit_elsewhere() -> None:
    before = judged(f"An old start.\n\n{SENTENCE}", FACT)
    after = judged(f"Quite another start of the text.\n\n{SENTENCE}", OTHER)
    (found,) = report_changes(before, after)
    assert [flip.after.claim.text for flip in found.flips] == [SENTENCE]
    assert [one.claim.text for one in found.gone] == ["An old start."]
    assert [one.claim.text for one in found.new] == ["Quite another start of the text."]


def test_sentences_that_stand_twice_are_paired_in_order() -> None:
    before: tuple[Assessment, ...] = judged(SENTENCE, FACT).assessments
    twice = (before[0], replace(before[0], verdict=Verdict.REFUTED))
    document = judged(SENTENCE, FACT).documents[0].document
    found = changes_between(document, twice, (before[0], before[0]))
    assert [(f.before.verdict, f.after.verdict) for f in found.flips] == [
        (Verdict.REFUTED, Verdict.SUPPORTED)
    ]


def test_documents_are_the_same_by_their_id() -> None:
    one, two = judged(SENTENCE, FACT), judged("Nothing else.", FACT)
    before = replace(one, documents=(*one.documents, *two.documents))
    changed = judged(SENTENCE, OTHER)
    after = replace(changed, documents=(*two.documents, *changed.documents))
    (found,) = report_changes(before, after)
    assert found.document.text == SENTENCE


def test_a_document_of_the_first_report_alone_is_gone() -> None:
    one, two = judged(SENTENCE, FACT), judged("Nothing else.", FACT)
    before = replace(one, documents=(*one.documents, *two.documents))
    (found,) = report_changes(before, one)
    assert [one.claim.text for one in found.gone] == ["Nothing else."]


# --- as they are written -------------------------------------------------------------------------

ESCAPE = "\x1b[31m"


@pytest.fixture
def recheck() -> Recheck:
    """What a re-check says of a hostile text with one flip."""
    found = compared(judged(SENTENCE, FACT), judged(SENTENCE, OTHER))
    document = replace(found.document, source=f"a{ESCAPE}.txt", title=f"T{ESCAPE}")
    return Recheck(
        since=1,
        revision=2,
        facts_changed=1,
        claims=9,
        looked_at=2,
        documents=(replace(found, document=document),),
    )


def test_old_and_new_stand_one_above_the_other(recheck: Recheck) -> None:
    lines = recheck_text(recheck, ChangesStyle()).splitlines()
    assert lines[1:4] == [
        "  another verdict: 1",
        "    1:1 The Todi bridge is 120 metres long.",
        "      - agrees with (bridge): The text agrees with the fact “The Todi bridge is",
    ]
    assert [line for line in lines if line.startswith("      +")] == [
        "      + contradicts (bridge): The text says “120 metres”; the fact says “150"
    ]
    assert lines[-1] == (
        "1 fact changed since revision 1, 2 of 9 claims judged anew, "
        "1 with another verdict, 0 on other evidence"
    )


def test_the_words_around_are_in_the_language_asked_for(recheck: Recheck) -> None:
    assert "- Confermata (bridge)" in recheck_text(recheck, ChangesStyle(ui_lang="it"))


def test_json_has_both_judgements_whole(recheck: Recheck) -> None:
    told = json.loads(recheck_json(recheck, ChangesStyle()))
    (flip,) = told["documents"][0]["flips"]
    assert told["schema"] == "factcheck.recheck/1"
    assert [flip[side]["verdict"] for side in ("before", "after")] == ["supported", "refuted"]
    assert told["facts"] == {"since": 1, "revision": 2, "changed": 1}
    assert told["claims"] == {"stored": 9, "looked_at": 2}
    assert told["summary"] == {"flips": 1, "evidence": 0, "gone": 0, "new": 0}


def test_runs_are_named_in_json(recheck: Recheck) -> None:
    told = json.loads(diff_json(("a", "b"), recheck.documents, ChangesStyle()))
    assert (told["schema"], told["runs"]) == ("factcheck.diff/1", ["a", "b"])


def test_hostile_text_comes_out_inert(recheck: Recheck) -> None:
    style = ChangesStyle()
    written = changes_text(recheck.documents, style) + recheck_json(recheck, style)
    assert "\x1b" not in written
