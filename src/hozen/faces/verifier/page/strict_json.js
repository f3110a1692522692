// JSON as the format needs it: objects, lists, texts and whole numbers, each field once. JSON.parse keeps the last of
// two equal fields without a word and rounds long numbers, so it reads single texts only, never a file.

class Refused extends Error {
  // `fault` is the word of the specification; `detail` is what the sentence to the reader needs.
  constructor(fault, detail = {}) {
    super(fault);
    this.fault = fault;
    this.detail = detail;
  }
}

const SPACE = /[ \t\n\r]*/y;
// A text of the format has 255 bytes at most: 1530 signs when each is written as \u0000. What is longer is no such text.
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\["\\\/bfnrt]|\\u[0-9a-fA-F]{4}){0,2000}"/y;
const WHOLE = /-?(?:0|[1-9][0-9]{0,15})/y;
const DEEPEST = 8; // file, holdings, holding, parts, part, path, pair: 7

class JsonText {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  // The one value that a text is: Map, Array, string or BigInt. The format has no other.
  static read(text) {
    const reader = new JsonText(text);
    const found = reader.value(DEEPEST);
    reader.match(SPACE);
    if (reader.at !== text.length) throw reader.refusal();
    return found;
  }

  value(room) {
    this.match(SPACE);
    if (room === 0) throw this.refusal();
    const sign = this.text[this.at];
    if (sign === "{") return this.object(room - 1);
    if (sign === "[") return this.list(room - 1);
    return sign === '"' ? this.string() : BigInt(this.must(WHOLE));
  }

  object(room) {
    const found = new Map();
    this.between("}", () => {
      this.match(SPACE);
      const name = this.string();
      if (found.has(name) || !this.takes(":")) throw this.refusal();
      found.set(name, this.value(room));
    });
    return found;
  }

  list(room) {
    const found = [];
    this.between("]", () => found.push(this.value(room)));
    return found;
  }

  string() {
    return JSON.parse(this.must(TEXT));
  }

  // From an opening bracket to its end, commas between.
  between(end, readOne) {
    this.at += 1;
    if (this.takes(end)) return;
    do readOne();
    while (this.takes(","));
    if (!this.takes(end)) throw this.refusal();
  }

  takes(sign) {
    this.match(SPACE);
    const isThere = this.text[this.at] === sign;
    if (isThere) this.at += 1;
    return isThere;
  }

  must(pattern) {
    const found = this.match(pattern);
    if (found === null) throw this.refusal();
    return found;
  }

  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return null;
    this.at = pattern.lastIndex;
    return found[0];
  }

  refusal() {
    const lines = this.text.slice(0, this.at).split("\n");
    return new Refused("malformed", { line: lines.length, column: lines[lines.length - 1].length + 1 });
  }
}
