// What the customer sees in the account: a row for each asset that the proof names, and such as are added.

const amounts = new Map(); // place → what was typed
const added = []; // {asset, side, amount}

function drawRows() {
  const [snapshot, proof] = [slots.snapshot, slots.proof].map((slot) => slot && slot.value);
  const isReady = Boolean(snapshot && proof);
  byId("balances-first").hidden = isReady;
  byId("add").hidden = !isReady;
  byId("rows").replaceChildren(...(isReady ? [...proof.holdings.map(rowOf), ...added.map(addedRow)] : []));
  const assets = isReady ? new Set(snapshot.trees.map(({ asset }) => clean(asset))) : [];
  byId("assets").replaceChildren(...[...assets].map((asset) => made("option", { value: asset })));
}

const amountField = (id) =>
  made("input", { type: "text", id, inputmode: "decimal", maxlength: "200", "aria-describedby": "balances-hint" });

const labelled = (word, field) => made("p", {}, made("label", { for: field.id }, word), field);

function rowOf(holding, number) {
  const field = amountField(`amount-${number}`);
  field.value = amounts.get(placeOf(holding)) || "";
  field.addEventListener("input", () => amounts.set(placeOf(holding), field.value));
  return labelled(named(holding), field);
}

function addedRow(row, number) {
  const asset = made("input", { type: "text", id: `added-asset-${number}`, list: "assets", maxlength: "255" });
  const side = made("select", { id: `added-side-${number}` });
  for (const one of Object.keys(SIDES)) side.append(made("option", { value: one }, say(one)));
  const amount = amountField(`added-amount-${number}`);
  for (const [name, field] of Object.entries({ asset, side, amount })) {
    field.value = row[name];
    field.addEventListener("input", () => (row[name] = field.value));
  }
  const away = made("button", { type: "button", class: "plain" }, say("remove", say("row", number + 1)));
  away.addEventListener("click", () => {
    added.splice(number, 1);
    changed();
    drawRows();
    byId("add").focus();
  });
  const fields = [labelled(say("added_asset"), asset), labelled(say("added_side"), side)];
  const legend = made("legend", { class: "unseen" }, say("row", number + 1));
  return made("fieldset", {}, legend, ...fields, labelled(say("added_amount"), amount), away);
}

function addRow() {
  added.push({ asset: "", side: "owed", amount: "" });
  drawRows();
  byId(`added-asset-${added.length - 1}`).focus();
}

// [{side, asset, amount}] of all that was filled in.
function balancesSaid() {
  const typed = slots.proof.value.holdings.map((one) => ({ ...one, amount: amounts.get(placeOf(one)) || "" }));
  return [...typed, ...added].filter(({ asset, amount }) => asset && amount.trim()).map(({ side, asset, amount }) => {
    const read = typedAmount(amount);
    need(read, "malformed", { says: "bad_amount", side, asset, typed: amount });
    return { side, asset, amount: read };
  });
}
