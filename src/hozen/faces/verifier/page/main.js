// The page itself: what was chosen and typed, and what happens then.

let round = 0; // a verdict belongs to what stood there when it was asked for

function changed() {
  round += 1;
  if (!verdict) return;
  verdict = null;
  drawVerdict();
}

function drawWords() {
  document.documentElement.lang = language;
  document.title = say("title");
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = say(one.dataset.word);
  for (const one of document.querySelectorAll("[data-name]")) one.setAttribute("aria-label", say(one.dataset.name));
  for (const one of document.querySelectorAll("[data-language]"))
    one.setAttribute("aria-pressed", String(one.dataset.language === language));
  drawSlots();
  drawVerdict();
  drawOdds();
}

function drawSlots() {
  for (const kind of Object.keys(slots)) {
    const state = byId(`${kind}-state`);
    state.textContent = stateOf(kind);
    state.className = `state ${slots[kind] ? (slots[kind].refused ? "bad" : "good") : ""}`;
  }
  byId("signer").hidden = byId("unsign").hidden = !slots.signature;
  drawRows();
}

function drawOdds() {
  const [share, omitted] = [byId("share").value, byId("omitted").value];
  const odds = oddsOf(share, omitted);
  const written = (said) => said.normalize("NFKC").trim();
  const known = () => say("odds_says", written(share), written(omitted), coins(odds, 2));
  byId("odds").textContent = odds === null ? say("odds_none") : known();
}

function missingOnes() {
  const files = NEEDED.filter((kind) => !slots[kind]);
  const fields = slots.signature ? ["public-key", "account", "published"] : ["account", "published"];
  return [...files, ...fields.filter((id) => !byId(id).value)];
}

// The check of all that stands on the page; Refused with the first fault.
async function judged() {
  for (const [what, slot] of Object.entries(slots))
    if (slot && slot.refused) throw new Refused("malformed", { ...slot.refused.detail, what });
  const [snapshot, proof] = [slots.snapshot.value, slots.proof.value];
  const published = typedHash(byId("published").value);
  need(published, "malformed", { says: "bad_published" });
  const account = byId("account").value;
  checkAccountForm(account);
  const said = balancesSaid();
  await checkPublished(snapshot, published);
  const isSigned = slots.signature && (await checkSigned(published));
  const shown = await checkProof(snapshot, proof, account, published, said).catch(async (error) => {
    throw (await isAlmostOf(proof, account, error)) ? new Refused(error.fault, { hint: "blanks" }) : error;
  });
  return { kind: "holds", shown, snapshot, published, isSigned };
}

async function checkSigned(published) {
  const key = typedHash(byId("public-key").value);
  need(key, "malformed", { says: "bad_public_key" });
  return checkSignature(slots.signature.value, key, published);
}

// Whether an account that is not in the proof would be, without blanks at its ends and wide letters.
async function isAlmostOf(proof, account, { fault }) {
  const plain = account.normalize("NFKC").trim();
  if (fault !== "account absent" || plain === account) return false;
  return isSame(await accountHash(proof.key, plain), proof.account);
}

async function asked() {
  const missing = missingOnes();
  if (missing.length) return { kind: "missing", missing };
  try {
    return await judged();
  } catch (error) {
    if (!(error instanceof Refused)) return broken(error);
    return { kind: error.fault === "malformed" ? "cannot" : "fails", fault: error.fault, detail: error.detail };
  }
}

// What the page did not foresee is no verdict on a proof. The console still gets it whole.
function broken(error) {
  setTimeout(() => {
    throw error;
  });
  return { kind: "cannot", fault: "", detail: { says: "page_failed", typed: String(error) } };
}

async function check(event) {
  event.preventDefault();
  changed();
  const own = round;
  byId("live").textContent = say("checking");
  const found = await asked();
  if (own !== round) return;
  verdict = found;
  drawVerdict();
  for (const id of [...NEEDED, "account", "published", "public-key"])
    byId(id).setAttribute("aria-invalid", String(Boolean(found.missing && found.missing.includes(id))));
  if (found.missing) byId(found.missing[0]).focus();
  else byId("verdict").scrollIntoView({ block: "start" });
}

async function chosen(event) {
  changed();
  const [file] = event.target.files;
  if (!file) return;
  const filled = fill(event.target.id, file);
  drawSlots();
  event.target.value = ""; // so that the same file, changed, can be chosen again
  await filled;
  changed();
  drawSlots();
  byId("live").textContent = stateOf(event.target.id);
}

function unsign() {
  slots.signature = null;
  changed();
  drawSlots();
  byId("signature").focus();
}

async function dropped(event) {
  event.preventDefault();
  document.body.classList.remove("over");
  changed();
  const told = [];
  for (const file of [...event.dataTransfer.files]) told.push(await fillByKind(file));
  changed();
  drawSlots();
  byId("live").textContent = told.filter(Boolean).join(" ") || NEEDED.map(stateOf).join(" ");
}

function listen() {
  byId("form").addEventListener("submit", check);
  byId("form").addEventListener("input", changed);
  for (const kind of Object.keys(slots)) byId(kind).addEventListener("change", chosen);
  byId("add").addEventListener("click", addRow);
  byId("unsign").addEventListener("click", unsign);
  for (const id of ["share", "omitted"]) byId(id).addEventListener("input", drawOdds);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("over");
  });
  document.addEventListener("dragleave", () => document.body.classList.remove("over"));
  document.addEventListener("drop", dropped);
}

function listenToLanguage() {
  for (const one of document.querySelectorAll("[data-language]"))
    one.addEventListener("click", () => {
      language = one.dataset.language;
      drawWords();
    });
}

const wanted = location.hash.slice(1) || navigator.language;
language = wanted.toLowerCase().startsWith("ja") ? "ja" : "en";
const isAble = Boolean(window.crypto && crypto.subtle);
byId("asleep").hidden = true;
byId("no-crypto").hidden = isAble;
byId("form").hidden = !isAble;
listenToLanguage();
if (isAble) listen();
drawWords();
