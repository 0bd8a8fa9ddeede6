"""Translations made beforehand: what goes in comes out in order, whatever the program does."""

import subprocess
from pathlib import Path

import pytest

from training.verification import translation
from training.verification.translation import (
    mended,
    read_translations,
    rejoined,
    translate,
    write_translations,
)


@pytest.mark.parametrize(
    ("rough", "right"),
    [
        pytest.param("vendette 3 milione di copie", "vendette 3 milioni di copie", id="plural"),
        pytest.param("nacque in 1987 ", "nacque nel 1987 ", id="year"),
        pytest.param("in 4 marzo", "il 4 marzo", id="day"),
        pytest.param("dentro il Regno Unito .", "nel Regno Unito.", id="preposition-and-stop"),
        pytest.param("più che 40 voti", "più di 40 voti", id="more-than"),
    ],
)
def test_what_is_wrong_each_time_is_put_right(rough: str, right: str) -> None:
    assert mended(rough) == right


def test_an_output_with_a_text_missing_is_an_error() -> None:
    with pytest.raises(ValueError, match="2 texts went in, 1 came out"):
        rejoined("uno\n\n", 2)


def test_texts_keep_their_order_and_one_that_breaks_the_program_stays_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run(step: str, text: str) -> str:
        if "three" in text:
            raise subprocess.CalledProcessError(141, step)
        return text.upper() if step == "cat-ita" else text

    monkeypatch.setattr(translation, "_run", run)
    monkeypatch.setattr(translation, "CHUNK", 3)
    texts = ["one", "two", "three", "four", "[five]"]
    assert translate(texts) == ["ONE", "TWO", "three", "FOUR", "FIVE"]


def test_translations_are_read_as_they_were_written(tmp_path: Path) -> None:
    known = {"a day": "un giorno", 'he said "no"': "disse «no»"}
    write_translations(tmp_path / "it.jsonl", known)
    assert read_translations(tmp_path / "it.jsonl") == known
