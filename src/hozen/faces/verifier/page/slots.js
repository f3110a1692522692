// The files: chosen or dropped, read at once, told what they are.

const LARGEST = 32 * 1024 * 1024; // 16 parts with 48 siblings each, in 105 assets, have 10 MB
const SLOTS = {
  snapshot: { read: readSnapshot, is: (name, { book, cut_off }) => say("is_snapshot", name, clean(book), instant(cut_off)) },
  proof: { read: readProof, is: (name, { holdings }) => say("is_proof", name, holdings.length) },
  signature: { read: readSignature, is: (name) => say("is_signature", name) },
};
const NEEDED = ["snapshot", "proof"];
const slots = { snapshot: null, proof: null, signature: null }; // each {name, value} or {name, refused}
// What a file says of its commitment or key is not shown before the check: it is to be typed from elsewhere.
const turns = { snapshot: 0, proof: 0, signature: 0 }; // of two files chosen in haste the later one stays

const malformedAs = (key) => () => {
  throw new Refused("malformed", { key });
};

async function contentOf(file) {
  if (file.size > LARGEST) malformedAs("too_big")();
  const bytes = await file.arrayBuffer().catch(malformedAs("unreadable"));
  return JsonText.read(textOf(bytes));
}

function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    return malformedAs("not_utf8")();
  }
}

// What `make` gives, or its refusal, beside the file's name.
async function outcome(name, make) {
  try {
    return { name, value: await make() };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { name, refused: error };
  }
}

async function fill(kind, file) {
  slots[kind] = null; // no verdict on the file before while this one is read
  turns[kind] += 1;
  const own = turns[kind];
  const found = await outcome(file.name, async () => SLOTS[kind].read(await contentOf(file), ""));
  if (own === turns[kind]) slots[kind] = found;
}

// Where a dropped file belongs: by what it says it is; what says nothing takes the first free place.
async function fillByKind(file) {
  const { value, refused } = await outcome(file.name, () => contentOf(file));
  const isMap = value instanceof Map;
  const told = isMap && value.get("format") === SIGNED ? "signature" : isMap && value.get("kind");
  const free = NEEDED.find((kind) => slots[kind] === null);
  const kind = Object.keys(slots).includes(told) ? told : refused && free;
  if (!kind) return say("is_neither", clean(file.name));
  await fill(kind, file);
  return "";
}

function placeOfFault({ key, line, column, field }) {
  if (key) return say(key);
  return field ? say("place_field", clean(field)) : say("place_line", line, column);
}

function stateOf(kind) {
  const slot = slots[kind];
  if (!slot) return say("nothing_chosen");
  if (slot.refused) return say("is_malformed", clean(slot.name), placeOfFault(slot.refused.detail));
  return SLOTS[kind].is(clean(slot.name), slot.value);
}
