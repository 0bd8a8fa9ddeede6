"""Claims altered by the contrast generator keep the label their evidence gives them."""

from training.verification.altered import altered
from training.verification.pairs import Pair

FACT = "The ferry Aurora carried 240 passengers when it sank in March 1987."


def changed(label: str) -> list[Pair]:
    pair = Pair(claim="The ferry sank in March 1987.", fact=FACT, label=label)
    return list(altered([pair], "en", 7))


def test_a_supported_claim_made_wrong_is_refuted_and_reworded_stays_supported() -> None:
    labels = {pair.claim: pair.label for pair in changed("SUPPORTED")}
    assert labels["The ferry did not sink in March 1987."] == "REFUTED"
    assert any(label == "SUPPORTED" for label in labels.values())
    assert all(pair.fact == FACT for pair in changed("SUPPORTED"))


def test_an_open_claim_stays_open_whatever_is_changed() -> None:
    assert {pair.label for pair in changed("NEI")} == {"NEI"}


def test_a_refuted_claim_made_otherwise_wrong_is_left_out() -> None:
    assert all(" not " not in pair.claim for pair in changed("REFUTED"))
    assert {pair.label for pair in changed("REFUTED")} <= {"REFUTED"}
