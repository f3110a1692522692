// The verdict: one of holds, fails, cannot, missing; drawn anew when the language changes.

const MARKS = { holds: "✓", fails: "✗", cannot: "!", missing: "!" };
let verdict = null; // {kind, …}

function drawVerdict() {
  const place = byId("verdict");
  place.hidden = !verdict;
  place.className = verdict ? verdict.kind : "";
  place.dataset.verdict = verdict ? verdict.kind : "";
  place.dataset.fault = (verdict && verdict.fault) || "";
  byId("live").textContent = verdict ? say("head_and_sentence", headOf(verdict), sentenceOf(verdict)) : "";
  if (!verdict) return place.replaceChildren();
  const mark = made("span", { class: "mark", "aria-hidden": "true" }, MARKS[verdict.kind]);
  const head = made("h2", { id: "verdict-head" }, mark, headOf(verdict));
  const body = { holds: drawHolds, fails: drawFault, cannot: drawFault, missing: () => [] }[verdict.kind](verdict);
  place.replaceChildren(head, made("p", { class: "sentence" }, sentenceOf(verdict)), ...body);
}

const headOf = ({ kind }) => say(kind === "missing" ? "cannot" : kind);

function sentenceOf({ kind, fault, detail, missing }) {
  if (kind === "holds") return say("holds_says");
  if (kind === "missing") return say("missing", missing.map((key) => say(key.replace("-", "_"))).join(say("and")));
  if (detail.says) return say(detail.says, detail.asset ? named(detail) : "", clean(detail.typed || ""));
  return inLanguage(FAULTS[fault].says, ...fillings(fault, detail));
}

function fillings(fault, detail) {
  if (fault === "malformed") return [say(detail.what), placeOfFault(detail)];
  if (!detail.asset) return [];
  if (fault === "parts") return [named(detail), detail.found, detail.expected];
  if (fault === "balance") return [named(detail), coins(detail.units, detail.decimals), detail.amount.said];
  return [named(detail)];
}

function drawFault({ kind, fault, detail }) {
  const inside = detail.hint ? [made("p", {}, inLanguage(ABSENT_HINTS[detail.hint]))] : [];
  if (kind === "cannot") inside.push(made("p", {}, say("cannot_says")));
  if (!fault) return inside;
  const { name, todo } = FAULTS[fault];
  const word = made("code", { lang: "en" }, fault);
  inside.push(terms([[say("fault"), ...(language === "ja" ? [`${name} `, word] : [word])], [say("todo"), inLanguage(todo)]]));
  return inside;
}

function drawHolds({ shown, snapshot, published, isSigned }) {
  const open = shown.filter(({ isCompared }) => !isCompared);
  const proven = [say("proven_in", instant(snapshot.cut_off)), say("proven_one")];
  if (isSigned) proven.push(say("signed"));
  const left = isSigned === false ? [say("not_signed_here")] : [];
  if (open.length) left.push(say("open_balances", open.map(named).join(say("and"))));
  return [
    made("ul", { class: "balances" }, ...shown.map(drawBalance)),
    made("h3", {}, say("proven")),
    listed(proven),
    ...(left.length ? [made("h3", {}, say("open")), listed(left)] : []),
    made("details", {}, made("summary", {}, say("details")), drawDetails(snapshot, published)),
  ];
}

function drawBalance({ side, asset, decimals, units, total, isCompared }) {
  const head = made("h3", {}, made("bdi", {}, clean(asset)), " ", made("small", {}, say(side)));
  const compared = made("span", { class: isCompared ? "same" : "unsaid" }, say(isCompared ? "same" : "unsaid"));
  const rows = [
    [say("yours"), coins(units, decimals)],
    [say("of_all"), coins(total, decimals)],
    [say("compared"), compared],
  ];
  return made("li", {}, head, terms(rows));
}

function drawDetails({ book, cut_off, previous, chains, software }, published) {
  const isFirst = previous.every((one) => one === 0);
  return terms(
    [
      [say("detail_book"), clean(book)],
      [say("detail_cut_off"), instant(cut_off)],
      [say("detail_commitment"), made("code", {}, toHex(published))],
      [say("detail_previous"), isFirst ? say("detail_first") : made("code", {}, toHex(previous))],
      ...chains.map(({ chain, height, block_hash }) => [
        say("detail_chain", clean(chain)),
        `${grouped(height.toString())} `,
        made("code", {}, clean(block_hash)),
      ]),
      [say("detail_software"), clean(software)],
    ],
    { class: "details" },
  );
}
