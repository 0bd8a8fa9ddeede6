"""Claims with given evidence: the product's stages, with and without a model."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from factcheck.errors import LoadError
from factcheck.evaluation.readings import Example, likeliest
from factcheck.evaluation.verdicts import evaluate_verdicts, judged
from factcheck.model import Probabilities

SUPPORTED, REFUTED, NEI = "SUPPORTED", "REFUTED", "NEI"


@dataclass(frozen=True)
class Told:
    """A model that knows some pairs by heart and calls every other neutral."""

    rows: Mapping[tuple[str, str], Probabilities]
    name: str = "told"
    digest: str = "0"

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> list[Probabilities]:
        neutral = Probabilities(supports=0.01, refutes=0.01, neutral=0.98)
        return [self.rows.get((claim.rstrip("."), fact), neutral) for claim, fact in pairs]


YES = Probabilities(supports=0.99, refutes=0.005, neutral=0.005)
LIKELY = Probabilities(supports=0.45, refutes=0.2, neutral=0.35)


def example(claim: str, *evidence: str, label: str = SUPPORTED, lang: str = "en") -> Example:
    return Example(
        id=claim, claim=claim, evidence=evidence, label=label, lang=lang, evidence_lang=lang
    )


SAME = example("Rome is in Italy.", "Rome is in Italy.")
PARAPHRASE = example(
    "Peter Holt mended the Elba ferry.", "The Elba ferry runs again thanks to Peter Holt."
)
OPEN = example("Peter Holt sold boats.", "Anna Bruni painted a chapel.", label=NEI)
PARAPHRASED = (PARAPHRASE.claim.rstrip("."), PARAPHRASE.evidence[0])
READ = Told({PARAPHRASED: YES})


def test_rules_alone_leave_a_paraphrase_open() -> None:
    found = judged([SAME, PARAPHRASE, OPEN], None)
    assert found.verdicts == (SUPPORTED, NEI, NEI)
    assert (found.model, found.alone) == ("none", {})


def test_a_model_settles_what_the_rules_leave_open_and_stands_beside_them() -> None:
    found = judged([SAME, PARAPHRASE, OPEN], READ)
    assert found.verdicts == (SUPPORTED, SUPPORTED, NEI)
    assert found.alone["model"] == (NEI, SUPPORTED, NEI)
    assert set(found.alone) == {"rules", "model"}
    assert found.as_json()["model"] == "told"


def test_the_likeliest_label_is_given_where_a_report_leaves_open() -> None:
    found = judged([PARAPHRASE], Told({PARAPHRASED: LIKELY}))
    assert (found.given, found.verdicts) == ((SUPPORTED,), (NEI,))
    assert 1 / 3 < found.sureness[0] < 0.8


def test_a_claim_without_evidence_is_surely_open() -> None:
    found = judged([example("Peter Holt sold boats.", label=NEI)], READ)
    assert (found.given, found.sureness, found.verdicts) == ((NEI,), (1.0,), (NEI,))


def test_sentences_of_one_source_are_read_together() -> None:
    claim = "Peter Holt painted the Siena chapel."
    evidence = (
        "The colours of the Siena chapel are his work.",
        "Peter Holt is the shipwright to whom Elba owes its ferry.",
    )
    whole = Told({(claim.rstrip("."), " ".join(reversed(evidence))): YES})
    apart, together = (
        judged([example(claim, *evidence)], reader).verdicts for reader in (Told({}), whole)
    )
    assert (apart, together) == ((NEI,), (SUPPORTED,))


def _file(path: Path, *rows: Mapping[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_evidence_in_another_language_is_paired_by_id(tmp_path: Path) -> None:
    row = {
        "id": "1",
        "claim": "Il ponte di Verona è stato aperto nel 2011.",
        "label": SUPPORTED,
        "lang": "it",
    }
    ours = _file(
        tmp_path / "it.jsonl", row | {"evidence": ["Nulla."]}, row | {"id": "2", "evidence": []}
    )
    theirs = _file(
        tmp_path / "en.jsonl",
        row | {"lang": "en", "evidence": ["The bridge of Verona was opened in 2011."]},
    )
    found = evaluate_verdicts(ours, model="none", evidence=theirs)
    assert found.verdicts == (SUPPORTED,)


def test_no_common_id_is_an_error(tmp_path: Path) -> None:
    row = {"claim": "Roma.", "label": NEI, "lang": "it", "evidence": []}
    ours, theirs = (_file(tmp_path / f"{n}.jsonl", row | {"id": n}) for n in "ab")
    with pytest.raises(LoadError, match="holds no examples"):
        evaluate_verdicts(ours, model="none", evidence=theirs)


def test_figures_have_intervals_risk_and_calibration() -> None:
    figures = judged([SAME, PARAPHRASE, OPEN] * 4, None).as_json()
    low, high = figures["intervals"]["accuracy"]
    assert low <= figures["accuracy"] <= high
    assert 0 <= figures["aurc"] <= 1
    assert figures["accuracy_at_half"] is not None


def test_the_table_shows_what_the_json_has() -> None:
    table = judged([SAME, PARAPHRASE], READ).as_text()
    assert "model      told" in table
    assert "model alone: accuracy 0.500" in table
    assert "answered 1.000" in table


@pytest.mark.parametrize(
    ("labels", "best", "chance"),
    [
        (("SUPPORTED", "REFUTED", "NEI"), "NEI", 0.5),
        (("SUPPORTED", "REFUTED"), "REFUTED", 0.6),
        (("SUPPORTED", "NEI"), "NEI", 0.5 / 0.7),
    ],
    ids=["three", "no-open", "two-way"],
)
def test_likeliest_label_is_one_the_set_uses(
    labels: tuple[str, ...], best: str, chance: float
) -> None:
    chances = Probabilities(supports=0.2, refutes=0.3, neutral=0.5)
    label, share = likeliest(chances, labels)
    assert label == best
    assert share == pytest.approx(chance)
