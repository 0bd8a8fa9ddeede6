"""The whole way on a small slice: smaller vocabulary, training, export, card."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from factcheck.models.catalogue import choose
from factcheck.models.onnx import OnnxModel
from factcheck.protocols import SlipReader

torch = pytest.importorskip("torch", reason="the extra train is not installed")
pytest.importorskip("transformers")
pytest.importorskip("wordfreq")

pytestmark = pytest.mark.filterwarnings("ignore")  # the libraries' own

SUPPORTED, REFUTED, NEI = "SUPPORTED", "REFUTED", "NEI"
ENGLISH = (
    ("The bridge was opened in 1998.", "The bridge opened to traffic in May 1998.", SUPPORTED),
    ("The bridge was opened in 1989.", "The bridge opened to traffic in May 1998.", REFUTED),
    ("The bridge is 300 metres long.", "The bridge opened to traffic in May 1998.", NEI),
    ("The mayor resigned on Monday.", "Mayor Keller stepped down on Monday.", SUPPORTED),
    ("The mayor did not resign.", "Mayor Keller stepped down on Monday.", REFUTED),
    ("The mayor is ill.", "Mayor Keller stepped down on Monday.", NEI),
)
ITALIAN = (
    ("Il ponte è del 1998.", "Il ponte è stato aperto nel maggio 1998.", SUPPORTED),
    ("Il ponte è del 1989.", "Il ponte è stato aperto nel maggio 1998.", REFUTED),
    ("Il ponte è lungo 300 metri.", "Il ponte è stato aperto nel maggio 1998.", NEI),
    ("La sindaca si è dimessa.", "La sindaca Keller ha lasciato lunedì.", SUPPORTED),
    ("La sindaca non si è dimessa.", "La sindaca Keller ha lasciato lunedì.", REFUTED),
    ("La sindaca è malata.", "La sindaca Keller ha lasciato lunedì.", NEI),
)
SETS = {
    "verdict/fever_it/half_gold_en": ENGLISH,
    "verdict/fever_it/half_gold_it": ITALIAN,
    "verdict/fever_it/train_sample_en": ENGLISH[:2],
    "verdict/fever_it/train_sample_it": ITALIAN[:2],
    "verdict/vitaminc/half_real": ENGLISH,
    "verdict/vitaminc/test_synthetic": ENGLISH,
    "verdict/fever_symmetric/dev": ENGLISH,
    "verdict/fm2/dev": ENGLISH,
    "verdict/e_rte3_it/dev": ITALIAN,
    "verdict/healthver/dev": ENGLISH[:1],
    "verdict/climate_fever/half_claims": ENGLISH[:1],
    "verdict/wice/dev": ENGLISH[:1],
    "verdict/nli_train_pool/mnli_dev": ENGLISH,
    "verdict/nli_train_pool/snli_dev": ENGLISH,
    "verdict/nli_train_pool/conjnli_adv_train": ENGLISH,
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    for name, examples in SETS.items():
        rows = [
            {"id": str(i), "claim": c, "evidence": [f], "label": label, "page": f"page {i}"}
            for i, (c, f, label) in enumerate(examples)
        ]
        write_lines(folder / f"{name}.jsonl", rows)
    languages = ("it", "en", "fr", "de", "es", "pt")
    aligned = [{"texts": dict.fromkeys(languages, f)} for _, f, _ in (*ENGLISH, *ITALIAN)]
    write_lines(folder / "matching/pud_crosslingual/aligned.jsonl", aligned)
    return folder


def write_lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encoder of the real layout and no knowledge, its vocabulary already made smaller."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("encoder")
    letters = "▁abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,àèéìòù漢字"
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁the", "▁il", *letters, "▁zzyzx"]
    tokenizer = Tokenizer(models.Unigram([(p, -float(i)) for i, p in enumerate(pieces)], 3))
    tokenizer.add_special_tokens(pieces[:4])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=256,
        type_vocab_size=1,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder / "whole")
    tokenizer.save(str(folder / "whole/tokenizer.json"))
    kept = import_module("training.verification.vocabulary").prune(
        folder / "whole", folder / "pruned"
    )
    assert kept < len(pieces)
    return folder / "pruned"


def plan() -> Any:
    return import_module("training.verification.plan").Plan(
        passes=2, pairs=24, tokens=400, rate=1e-3
    )


def extras() -> Any:
    module = import_module("training.verification.mixing")
    known = {claim: ITALIAN[i][0] for i, (claim, _, _) in enumerate(ENGLISH)}
    pair = import_module("training.verification.pairs").Pair
    altered = (pair(claim="The bridge did not open in 1998.", fact=ENGLISH[0][1], label=REFUTED),)
    exchanged = (pair(claim="Lazio got 10.", fact="Lombardy got 10.", label="UNSUPPORTED"),)
    return module.Extras(translations=known, altered=altered, exchanged=exchanged)


def trained(encoder: Path, bench: Path, output: Path) -> Any:
    module = import_module("training.verification.train")
    trainer = module.Trainer(encoder, output, plan())
    module.train(trainer, bench, extras())
    return trainer


@pytest.fixture(scope="module")
def run(
    encoder: Path, bench: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Any]]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("run")
    yield folder, trained(encoder, bench, folder)
    torch.set_num_threads(threads)


def test_pieces_of_other_scripts_are_removed(encoder: Path) -> None:
    vocabulary = json.loads((encoder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    pieces = [piece for piece, _ in vocabulary]
    assert pieces[:4] == ["<s>", "<pad>", "</s>", "<unk>"]
    assert "▁the" in pieces
    assert not {"漢", "字", "▁zzyzx"} & set(pieces)


def test_training_stopped_and_started_again_gives_the_same_model(
    encoder: Path, bench: Path, run: tuple[Path, Any], tmp_path: Path
) -> None:
    module = import_module("training.verification.train")
    data = import_module("training.verification.mixing")
    stopped = module.Trainer(encoder, tmp_path, plan())
    known = data.sources(bench, stopped.plan.seed, extras())
    pairs = data.mixture(known, stopped.plan.seed, 0, extras())[:24]
    steps = stopped.run_pass(pairs)
    next(steps)
    stopped.save()
    again = trained(encoder, bench, tmp_path)
    for name, value in run[1].model.state_dict().items():
        assert torch.equal(value, again.model.state_dict()[name]), name


def test_held_out_claims_are_learned_from_nowhere(bench: Path) -> None:
    data, splits = import_module("training.verification.mixing"), import_module("training.splits")
    known = data.sources(bench, 1)
    held_out = {c for c, _, _ in (*ENGLISH, *ITALIAN) if splits.is_held_out_claim(c)}
    assert held_out
    named = [s for s in known if s.name not in ("Phrasings of our own", "Parallel UD")]
    assert not held_out & {pair.claim for source in named for pair in source.pairs}


def test_exported_model_reads_as_the_trained_one(encoder: Path, run: tuple[Path, Any]) -> None:
    folder, trainer = run
    export = import_module("training.verification.export")
    score = import_module("training.verification.score")
    model, tokenizer = export.trained(encoder, folder)
    export.export_onnx(model, tokenizer, folder / "exported", name="tiny", version="7")
    pairs = [(c, f) for c, f, _ in (*ENGLISH, *ITALIAN)]
    before = score.trained_state(encoder, folder)(pairs)
    after = score.exported(folder / "exported")(pairs)
    assert torch.allclose(before, after, atol=0.03)
    chosen = choose(str(folder / "exported")).model
    assert chosen is not None
    assert "tiny" in chosen.name
    assert trainer.place.number == 2


def test_card_names_the_file_its_data_and_its_command(
    encoder: Path, bench: Path, run: tuple[Path, Any]
) -> None:
    folder = run[0]
    export = import_module("training.verification.export")
    card = import_module("training.verification.card")
    data = import_module("training.verification.mixing")
    export.export_onnx(
        *export.trained(encoder, folder), folder / "exported", name="tiny", version="7"
    )
    figures = {"Own": {"examples": 6, "macro_f1": 0.5, "accuracy": 0.5, "macro_f1_own_labels": 0.5}}
    (folder / "scores.json").write_text(json.dumps(figures))
    text = card.write_card(
        run=folder,
        model=folder / "exported",
        scores=folder / "scores.json",
        known=data.sources(bench, plan().seed),
    )
    digest = hashlib.sha256((folder / "exported/model.onnx").read_bytes()).hexdigest()
    assert digest in text
    assert "CC BY-SA 3.0" in text
    assert "training.verification.train" in text
    assert f"Seed {plan().seed}" in text
    assert "{" not in text


def test_a_long_fact_is_cut_before_the_claim(encoder: Path) -> None:
    module = import_module("training.verification.encoder")
    tokenizer = module.read_tokenizer(encoder, 40)
    (row,) = module.encode(tokenizer, [("a claim.", "a very long fact " * 50)])
    (short,) = module.encode(tokenizer, [("a claim.", "a fact")])
    assert len(row) == 40
    assert row[-9:] == short[-9:]


def test_rate_rises_then_falls_to_almost_nothing(encoder: Path, tmp_path: Path) -> None:
    module = import_module("training.verification.train")
    trainer = module.Trainer(encoder, tmp_path, replace(plan(), rate=1.0))
    rates = []
    for seen in (0.0, 0.03, 0.06, 0.5, 1.0):
        trainer.place.seen = seen
        rates.append(trainer.rate())
    assert rates == pytest.approx([0.01, 0.5, 1.0, 0.532, 0.01], abs=0.001)


@pytest.mark.parametrize(
    ("label", "excluded"),
    [pytest.param(3, 0, id="unsupported"), pytest.param(4, 1, id="unrefuted")],
)
def test_what_is_only_known_not_to_be_one_thing_teaches_nothing_of_the_others(
    label: int, excluded: int
) -> None:
    loss = import_module("training.verification.train").labelled_loss
    partly = torch.tensor([label])
    logits = 5.0 * torch.eye(3)
    wrong = logits[[excluded]]
    one, other = (logits[[i]] for i in range(3) if i != excluded)
    assert loss(one, partly) == loss(other, partly)
    assert loss(wrong, partly) > 10 * loss(one, partly)
    both = torch.cat([one, wrong]), torch.tensor([label, excluded])
    alone = loss(one, partly), loss(wrong, torch.tensor([excluded]))
    assert loss(*both) == pytest.approx(sum(alone) / 2)


def test_frozen_layers_stay_as_they_are(encoder: Path, bench: Path, tmp_path: Path) -> None:
    module = import_module("training.verification.train")
    trainer = module.Trainer(encoder, tmp_path, replace(plan(), passes=1, frozen=1))
    before = {k: v.clone() for k, v in trainer.model.state_dict().items()}
    module.train(trainer, bench, extras())
    moved = {k for k, v in trainer.model.state_dict().items() if not torch.equal(v, before[k])}
    assert moved
    assert not any("embeddings" in name or "layer.0." in name for name in moved)


def test_a_source_may_be_drawn_more_and_the_others_less(bench: Path) -> None:
    module = import_module("training.verification.mixing")
    known = module.sources(bench, 1, extras())
    resized = {s.name: s.draws for s in module.resized(known, 0.5, {"Exchanged": 7})}
    assert resized["Exchanged"] == 7
    assert all(resized[s.name] == round(s.draws * 0.5) for s in known if s.name != "Exchanged")
    with pytest.raises(ValueError, match="no source is called Nothing"):
        module.resized(known, 0.5, {"Nothing": 7})


def test_a_slip_head_learns_on_the_exported_model_and_leaves_its_answers(
    encoder: Path, run: tuple[Path, Any], tmp_path: Path
) -> None:
    folder, _ = run
    export = import_module("training.verification.export")
    head = import_module("training.verification.slip_head")
    written = import_module("training.verification.slip_export")
    pair = import_module("training.slip_pairs").SlipPair
    model, tokenizer = export.trained(encoder, folder)
    export.export_onnx(model, tokenizer, tmp_path / "plain", name="tiny", version="7")
    pairs = [
        pair(sentence=f"2020-01-02: {c}", fact=f, is_slip=label == REFUTED, is_own=True)
        for c, f, label in (*ENGLISH, *ITALIAN)
    ]

    def trained_head(name: str) -> Any:
        return head.train(pairs, tmp_path / "plain", tmp_path / name, passes=2, seed=3, below=1)

    learned = trained_head("one")
    again = trained_head("two").state_dict()
    assert all(torch.equal(v, again[k]) for k, v in learned.state_dict().items())

    weights = {k: v.float().numpy() for k, v in learned.state_dict().items()}
    content = written.with_slips((tmp_path / "plain/model.onnx").read_bytes(), weights)
    config = json.loads((tmp_path / "plain/config.json").read_text("utf-8"))
    both = tmp_path / "both"
    both.mkdir()
    (both / "model.onnx").write_bytes(content)
    (both / "tokenizer.json").write_bytes((tmp_path / "plain/tokenizer.json").read_bytes())
    (both / "config.json").write_text(json.dumps({**config, "slips": True}), "utf-8")

    texts = [(p.sentence, p.fact) for p in pairs]
    chosen, plain = choose(str(both)).model, choose(str(tmp_path / "plain")).model
    assert plain is not None
    assert isinstance(chosen, OnnxModel)
    assert chosen(texts) == plain(texts)
    assert isinstance(chosen, SlipReader)
    assert len(set(chosen.slips(texts))) > 1
