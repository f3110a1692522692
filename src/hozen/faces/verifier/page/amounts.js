// Amounts as people write and read them, exact; and the odds that an omission is seen.

const grouped = (digits) => digits.replace(/\B(?=(?:[0-9]{3})+$)/g, ",");

// Smallest units as a figure with all its decimals: 123456 with 2 is 1,234.56.
function coins(units, decimals) {
  const digits = units.toString().padStart(decimals + 1, "0");
  const whole = grouped(digits.slice(0, digits.length - decimals));
  return decimals ? `${whole}.${digits.slice(-decimals)}` : whole;
}

// What a person typed, or null: digits, with or without commas between thousands, and a point. Wide digits of a
// Japanese keyboard are the same digits.
function typedAmount(said) {
  const plain = said.normalize("NFKC").trim();
  const found = /^([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?$/.exec(plain);
  return found && { said: plain, whole: found[1].replaceAll(",", ""), fraction: (found[2] || "").replace(/0+$/, "") };
}

const isAmount = ({ whole, fraction }, units, decimals) =>
  fraction.length <= decimals && BigInt(whole + fraction.padEnd(decimals, "0")) === units;

// A hash as people copy it, or null: blanks, capitals and wide letters do not matter.
function typedHash(said, size = 32) {
  const plain = said.normalize("NFKC").replace(/\s/g, "").toLowerCase();
  return plain.length === 2 * size && /^[0-9a-f]*$/.test(plain) ? fromHex(plain) : null;
}

const MOST_OMITTED = 100000;

// 1 − (1 − f)^k in hundredths of a percent, cut; null for what is no share or no number of customers.
function oddsOf(share, omitted) {
  const [percent, many] = [typedAmount(share), typedAmount(omitted)];
  if (!percent || !many || percent.fraction.length > 2 || many.fraction || many.whole.length > 6) return null;
  if (Number(many.whole) > MOST_OMITTED || percent.whole.length > 3) return null;
  const [all, checking] = [10000n, BigInt(percent.whole + percent.fraction.padEnd(2, "0"))];
  if (checking > all) return null;
  const every = all ** BigInt(many.whole);
  return (all * (every - (all - checking) ** BigInt(many.whole))) / every;
}
