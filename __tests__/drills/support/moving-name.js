// Preloaded into a web server: one name leads to the address in a file, read anew at each look-up, as DNS would.
const dns = require("node:dns");
const { readFileSync } = require("node:fs");

const original = dns.lookup;

dns.lookup = (name, options, done) => {
  if (name !== process.env.MOVING_NAME) return original(name, options, done);
  const address = readFileSync(process.env.MOVING_NAME_FILE, "utf8").trim();
  const family = address.includes(":") ? 6 : 4;
  const callback = done ?? options;
  const all = done !== undefined && options.all === true;
  setImmediate(() => (all ? callback(null, [{ address, family }]) : callback(null, address, family)));
};
