// Elements. Whatever comes out of a file or a field goes in as text, never as HTML.

const byId = (id) => document.getElementById(id);

// A name out of a file could hide, turn or write over what stands beside it.
const clean = (said) => said.replace(/\p{C}|(?! )\p{Z}/gu, "?");

function made(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

const listed = (items, attributes = {}) => made("ul", attributes, ...items.map((one) => made("li", {}, one)));

// Pairs of a term and what it is.
const terms = (pairs, attributes = {}) =>
  made("dl", attributes, ...pairs.map(([term, ...is]) => made("div", {}, made("dt", {}, term), made("dd", {}, ...is))));

const named = ({ side, asset }) => say("balance_of", clean(asset), say(side));

function instant(said) {
  const written = (at) => at.toISOString().slice(0, -5).replace("T", " ").replace(/:00$/, "");
  const at = new Date(said);
  return say("at_time", written(at), written(new Date(at.getTime() + 9 * 3600 * 1000)));
}
