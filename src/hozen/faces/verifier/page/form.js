// The two files field by field, as the section "Files" of the specification has them: every field, once, and no other.

const FORMAT = "hozen-proof/1";
const SIDES = { owed: 0, debt: 1 };
const UTF8 = new TextEncoder();
const LONE_SURROGATE = /\p{Surrogate}/u;
const DIGITS = /^(?:0|[1-9][0-9]{0,38})$/;
const INSTANT = /^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/;

const malformed = (field) => new Refused("malformed", { field: field || "{…}" });

// Each reader takes what was found and the field's name, and gives the value or refuses.

const fieldsOf = (readers) => (found, where) => {
  if (!(found instanceof Map)) throw malformed(where);
  const inside = (name) => (where ? `${where}.${name}` : name);
  const names = Object.keys(readers);
  for (const name of found.keys()) if (!names.includes(name)) throw malformed(inside(name));
  const read = (name) => {
    if (!found.has(name)) throw malformed(inside(name));
    return [name, readers[name](found.get(name), inside(name))];
  };
  return Object.fromEntries(names.map(read));
};

const listOf = (reader) => (found, where) => {
  if (!Array.isArray(found)) throw malformed(where);
  return found.map((one, number) => reader(one, `${where}[${number}]`));
};

const risingBy = (key, reader) => (found, where) => {
  const list = reader(found, where);
  const keys = list.map(key);
  if (keys.some((one, number) => number > 0 && keys[number - 1] >= one)) throw malformed(where);
  return list;
};

const exactly = (word) => (found, where) => {
  if (found !== word) throw malformed(where);
  return found;
};

const aText = (found, where) => {
  const size = typeof found === "string" && !LONE_SURROGATE.test(found) ? UTF8.encode(found).length : 0;
  if (size < 1 || size > 255) throw malformed(where);
  return found;
};

const aSide = (found, where) => {
  if (!Object.keys(SIDES).includes(found)) throw malformed(where);
  return found;
};

const bytesOf = (size) => (found, where) => {
  const isHex = typeof found === "string" && found.length === 2 * size && /^[0-9a-f]*$/.test(found);
  if (!isHex) throw malformed(where);
  return fromHex(found);
};
const aHash = bytesOf(32);

const aNumber = (least, most) => (found, where) => {
  if (typeof found !== "bigint" || found < least || found > most) throw malformed(where);
  return Number(found); // at most 2^48: exact
};

const digitsBelow = (end) => (found, where) => {
  const isDigits = typeof found === "string" && DIGITS.test(found) && BigInt(found) < end;
  if (!isDigits) throw malformed(where);
  return BigInt(found);
};
const someUnits = digitsBelow(2n ** 128n);

const anInstant = (found, where) => {
  const at = typeof found === "string" && INSTANT.test(found) ? new Date(found) : new Date(NaN);
  // A day that no month has, such as 31 November, would come back as another.
  if (isNaN(at) || `${at.toISOString().slice(0, 19)}Z` !== found) throw malformed(where);
  return found;
};

const aPair = (found, where) => {
  if (!Array.isArray(found) || found.length !== 2) throw malformed(where);
  return { hash: aHash(found[0], where), units: someUnits(found[1], where) };
};

const hexOf = (text) => toHex(UTF8.encode(text)); // in order, as the bytes are
const placeOf = (one) => `${SIDES[one.side]}${hexOf(one.asset)}`;

const aTree = fieldsOf({
  side: aSide,
  asset: aText,
  decimals: aNumber(0, 255),
  root: aHash,
  total: someUnits,
  height: aNumber(0, 48),
});

const aChain = fieldsOf({ chain: aText, height: digitsBelow(2n ** 64n), block_hash: aText });

const readSnapshot = fieldsOf({
  format: exactly(FORMAT),
  kind: exactly("snapshot"),
  commitment: aHash,
  book: aText,
  cut_off: anInstant,
  parts: aNumber(1, 16),
  previous: aHash,
  trees: risingBy(placeOf, listOf(aTree)),
  chains: risingBy((one) => hexOf(one.chain), listOf(aChain)),
  software: aText,
});

const aPart = fieldsOf({ units: someUnits, position: aNumber(0, 2 ** 48 - 1), path: listOf(aPair) });

const readProof = fieldsOf({
  format: exactly(FORMAT),
  kind: exactly("proof"),
  commitment: aHash,
  key: aHash,
  account: aHash,
  holdings: risingBy(placeOf, listOf(fieldsOf({ side: aSide, asset: aText, parts: listOf(aPart) }))),
});
