// The section "Signature" of the specification. Browsers do the curve; what they are lax about is looked at here.

const SIGNED = "hozen-signature/1";
const PRIME = 2n ** 255n - 19n;
// y of the points whose order divides 8: a key that is one of them "signs" anything.
const WEAK = [
  0n,
  1n,
  PRIME - 1n,
  0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n,
  0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n,
];

const readSignature = fieldsOf({
  format: exactly(SIGNED),
  commitment: aHash,
  public_key: aHash,
  signature: bytesOf(64),
});

// Whether the key says its y in the one way there is, and is of use.
function isStrong(key) {
  const y = BigInt(`0x${toHex(key.slice().reverse())}`) % 2n ** 255n;
  return y < PRIME && !WEAK.includes(y);
}

// True: it is signed. False: this browser cannot tell. Refused where the signature is not of this commitment by this key.
async function checkSignature({ commitment, public_key, signature }, key, published) {
  need(isSame(commitment, published) && isSame(public_key, key) && isStrong(key), "signature");
  let usable;
  try {
    usable = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  } catch (error) {
    if (error.name !== "DataError") return false; // NotSupportedError, or SyntaxError in older browsers
    throw new Refused("signature");
  }
  const message = joined([u8(0x0d), text(SIGNED), published]);
  need(await crypto.subtle.verify("Ed25519", usable, signature, message), "signature");
  return true;
}
