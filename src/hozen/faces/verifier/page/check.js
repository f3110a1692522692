// The section "Checking a proof" of the specification, step by step. The first fault is thrown; form.js was step 1.
// An account id is checked in its form too: what no id can be is told before anything else.

const need = (isTrue, fault, detail) => {
  if (!isTrue) throw new Refused(fault, detail);
};

async function checkPublished(snapshot, published) {
  need(isSame(await commitmentOf(snapshot), published), "not published");
  need(isSame(snapshot.commitment, published), "not published");
}

function checkAccountForm(account) {
  const size = LONE_SURROGATE.test(account) ? 0 : UTF8.encode(account).length;
  need(size >= 1 && size <= 255, "malformed", { says: "bad_account" });
}

// What the proof shows, of a snapshot that is the published one: [{side, asset, decimals, units, total, isCompared}].
// `said` is what the customer sees in the account: [{side, asset, amount}], amounts as amounts.js reads them.
async function checkProof(snapshot, proof, account, published, said) {
  need(isSame(proof.commitment, published), "other snapshot");
  need(isSame(await accountHash(proof.key, account), proof.account), "account absent");
  need(proof.holdings.length > 0, "account absent", { hint: "empty" });
  const trees = new Map(snapshot.trees.map((tree) => [placeOf(tree), tree]));
  const id = await snapshotId(snapshot);
  const shown = [];
  for (const holding of proof.holdings) {
    const tree = trees.get(placeOf(holding));
    need(tree, "no tree", holding);
    const units = await checkHolding(holding, tree, await treeId(id, tree), snapshot.parts, proof);
    shown.push({ ...tree, units, isCompared: false });
  }
  compare(said, shown, trees);
  return shown;
}

async function checkHolding(holding, tree, id, parts, { key, account }) {
  need(holding.parts.length === parts, "parts", { ...holding, found: holding.parts.length, expected: parts });
  const nonce = await mac(key, 0x08, id);
  const leaves = [];
  for (const [number, part] of holding.parts.entries()) {
    const leaf = await hash(0x00, id, account, nonce, u8(number), u128(part.units));
    need(part.path.length === tree.height && part.position < 2 ** tree.height, "height", holding);
    await checkPath({ hash: leaf, units: part.units }, part, tree);
    leaves.push({ leaf: toHex(leaf), position: part.position });
  }
  leaves.sort((one, other) => (one.leaf < other.leaf ? -1 : 1));
  const stands = ({ position }, number) => number === 0 || leaves[number - 1].position < position;
  need(leaves.every(stands), "order", holding);
  return holding.parts.reduce((sum, part) => sum + part.units, 0n);
}

// From a leaf up to the root and its sum.
async function checkPath(leaf, { position, path }, tree) {
  let own = leaf;
  for (const [height, sibling] of path.entries()) {
    const isRight = Math.floor(position / 2 ** height) % 2 === 1;
    const units = own.units + sibling.units;
    need(units < 2n ** 128n, "too large", tree);
    own = { hash: await (isRight ? node(sibling, own) : node(own, sibling)), units };
  }
  need(isSame(own.hash, tree.root), "root", tree);
  need(own.units === tree.total, "total", tree);
}

// Marks what was compared. An asset that the proof does not name counts as 0.
function compare(said, shown, trees) {
  for (const one of said) {
    const found = shown.find((other) => placeOf(other) === placeOf(one));
    const { decimals } = trees.get(placeOf(one)) || { decimals: 0 };
    const units = found ? found.units : 0n;
    need(isAmount(one.amount, units, decimals), "balance", { ...one, units, decimals });
    if (found) found.isCompared = true;
  }
}
