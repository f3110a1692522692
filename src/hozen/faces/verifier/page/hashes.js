// Bytes and hashes, as the section "Bytes" of the specification has them.

const toHex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
const fromHex = (hex) => Uint8Array.from(hex.match(/../g) || [], (two) => parseInt(two, 16));
const isSame = (one, other) => toHex(one) === toHex(other);

const joined = (pieces) => {
  const whole = new Uint8Array(pieces.reduce((size, one) => size + one.length, 0));
  let at = 0;
  for (const one of pieces) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
};

const unsigned = (size) => (value) => fromHex(BigInt(value).toString(16).padStart(2 * size, "0"));
const u8 = unsigned(1);
const u64 = unsigned(8);
const u128 = unsigned(16);

const text = (said) => {
  const bytes = UTF8.encode(said);
  return joined([u8(bytes.length), bytes]);
};

// H: SHA-256 over a tag and what follows.
const hash = async (tag, ...pieces) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", joined([u8(tag), ...pieces])));

// M: HMAC-SHA-256 over a tag and what follows.
const mac = async (key, tag, ...pieces) => {
  const usable = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", usable, joined([u8(tag), ...pieces])));
};

const snapshotId = ({ book, cut_off, parts, previous }) =>
  hash(0x05, text(FORMAT), text(book), text(cut_off), u8(parts), previous);

const treeId = (snapshot, { side, asset, decimals }) =>
  hash(0x04, snapshot, u8(SIDES[side]), text(asset), u8(decimals));

const accountHash = (key, account) => hash(0x03, key, UTF8.encode(account));

const node = (left, right) => hash(0x01, left.hash, u128(left.units), right.hash, u128(right.units));

const commitmentOf = async (snapshot) => {
  const packTree = ({ side, asset, decimals, root, total, height }) =>
    joined([u8(SIDES[side]), text(asset), u8(decimals), root, u128(total), u8(height)]);
  const packChain = ({ chain, height, block_hash }) => joined([text(chain), u64(height), text(block_hash)]);
  const { trees, chains, software } = snapshot;
  const packed = [u64(trees.length), ...trees.map(packTree), u64(chains.length), ...chains.map(packChain)];
  return hash(0x06, await snapshotId(snapshot), ...packed, text(software));
};
