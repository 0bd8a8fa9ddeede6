"use strict";
// Filters, the way from claim to claim, and the evidence beside the text. Without it all is readable.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const cards = all(".card");
  const cardOf = new Map(cards.map((card) => [card.dataset.ref, card]));
  const claims = all("article .claim[id]");
  const wide = matchMedia("(min-width: 62rem)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let current = "";

  document.documentElement.classList.add("js");
  all(".choices, .keys, .chip input").forEach((node) => { node.hidden = false; });

  // -- filters
  const verdicts = all("input[name=verdict]");
  const speaker = one("select[name=speaker]");
  const kind = one("select[name=kind]");
  const told = one("output");

  const matches = (card, wanted) =>
    (!wanted.size || wanted.has(card.dataset.verdict)) &&
    (!speaker?.value || card.dataset.speakers.split(" ").includes(speaker.value)) &&
    (!kind?.value || card.dataset.kind === kind.value);

  const filter = () => {
    const wanted = new Set(verdicts.filter((box) => box.checked).map((box) => box.value));
    const off = new Set(cards.filter((card) => !matches(card, wanted)).map((card) => card.dataset.ref));
    all(".card, article .claim, .dot").forEach((node) => {
      node.classList.toggle("off", off.has(node.dataset.ref));
    });
    all(".folded").forEach((group) => { group.hidden = !group.querySelector(".card:not(.off)"); });
    told.textContent = told.dataset.shown
      .replace("{shown}", cards.length - off.size).replace("{total}", cards.length);
    if (off.has(current)) leave();
  };
  [...verdicts, speaker, kind].forEach((control) => control?.addEventListener("change", filter));
  one("button[name=all]").addEventListener("click", () => {
    verdicts.forEach((box) => { box.checked = false; });
    [speaker, kind].forEach((choice) => { if (choice) choice.value = ""; });
    filter();
  });

  // -- one claim and its evidence
  const leave = () => {
    all(".current, .sheet").forEach((node) => node.classList.remove("current", "sheet"));
    current = "";
  };
  const show = (ref) => {
    const card = cardOf.get(ref);
    if (!card) return;
    leave();
    current = ref;
    all(`[data-ref="${ref}"]`).forEach((node) => node.classList.add("current"));
    const group = card.closest(".folded");
    if (group) group.open = true;
    card.open = true;
    if (wide.matches) {
      const panel = card.closest(".evidence");
      const top = card.getBoundingClientRect().top - panel.getBoundingClientRect().top;
      panel.scrollBy({ top: top - 48, behavior: still.matches ? "auto" : "smooth" });
    } else card.classList.add("sheet");
  };
  const enter = (ref) => { show(ref); cardOf.get(ref)?.querySelector("summary").focus({ preventScroll: true }); };
  const back = (ref) => {
    const claim = document.getElementById(`t${ref}`);
    leave();
    claim?.focus();
  };
  const step = (by) => {
    const open = claims.filter((claim) => !claim.classList.contains("off"));
    const from = current || document.activeElement.closest(".claim, .card")?.dataset.ref;
    const at = open.findIndex((claim) => claim.dataset.ref === from);
    const inSight = () => open.findIndex((claim) => claim.getBoundingClientRect().bottom > 0);
    const next = open[at < 0 ? inSight() : at + by];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
    show(next.dataset.ref);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#c']");
    if (link) {
      event.preventDefault();
      const ref = link.getAttribute("href").slice(2);
      // a key press has no pointer position: go on to the evidence; a pointer stays in the text
      if (event.detail === 0) enter(ref); else show(ref);
    } else if (event.target.closest(".close")) back(current);
    else if (event.target.closest(".back")) {
      event.preventDefault();
      back(event.target.closest(".card").dataset.ref);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select, input, .scroll:focus")) return;
    if (event.key === "j" || event.key === "ArrowRight") step(1);
    else if (event.key === "k" || event.key === "ArrowLeft") step(-1);
    else if (event.key === "Escape" && current) back(current);
    else return;
    event.preventDefault();
  });

  // -- paper has no folds
  let folded = [];
  addEventListener("beforeprint", () => {
    leave();
    folded = cards.filter((card) => !card.open && !card.closest(".folded"));
    folded.forEach((card) => { card.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((card) => { card.open = false; }));
  if (location.hash.startsWith("#c")) show(location.hash.slice(2));
})();
