"""Claims come out of the store as they were detected, whatever the facts made of their parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck import api
from factcheck.model import Claim, Fact
from factcheck.registry import build_verifier
from factcheck.retrievers.index import IndexRetriever
from factcheck.store import Store
from tests.conftest import ROOT


def everything(claim: Claim) -> tuple[object, ...]:
    return claim, claim.references  # references are no part of what makes claims equal


@pytest.mark.parametrize("name", ["it-accordo", "en-economy"])
def test_a_stored_claim_is_what_was_detected(tmp_path: Path, name: str) -> None:
    folder = ROOT / "fixtures" / name
    with Store(tmp_path / "desk.db") as store:
        api.import_facts(store, folder / "facts.csv")
        api.check_source(str(folder / "article.txt"), store=store, model="none")
        (text,) = store.judgements.texts()
        kept = store.judgements.claims(text)
        verifier = build_verifier(IndexRetriever(store))
        document = store.judgements.report(text).document
        detected = verifier.detect(document, verifier.segment(document))
    assert [everything(claim) for claim in kept] == [everything(claim) for claim in detected]
    assert any(claim.references for claim in detected)


def test_a_part_that_a_fact_cut_is_whole_again(tmp_path: Path) -> None:
    said = "The Todi bridge is 120 metres long and its towers were painted blue by volunteers."
    with Store(tmp_path / "desk.db") as store:
        fact = Fact(id="f", statement="The Todi bridge is 120 metres long.", lang="en")
        store.import_facts([fact], collection="c")
        report = api.check_text(said, store=store, model="none", lang="en")
        (text,) = store.judgements.texts()
        (claim,) = store.judgements.claims(text)
    assert len(report.assessments[0].claim.parts) == 2
    assert [part.text for part in claim.parts] == [said.removesuffix(".")]
