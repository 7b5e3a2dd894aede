/** As TypeScript writes `export { A } from "./a"`: `var a_1 = require("./a");`, and a getter that reads `a_1.A`. */
const REQUIRED = /^var (\w+) = require\("([^"]+)"\);\n/gm;
const GETTER =
  /^Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return (\w+)\.(\w+); \} \}\);\n/gm;

/** In a function, since Node's `import` hides a name whose getter it finds, and does not understand. */
const LAZY = `const lazy = (name, get) => Object.defineProperty(exports, name, { enumerable: true, get });`;

/** Every line of an index of re-exports. */
const KNOWN =
  /^("use strict";|Object\.defineProperty\(exports, "__esModule", .*|(exports\.\w+ = )+void 0;|lazy\(.*)$/;

/** An index of re-exports in two parts, since a bundler drops the second. */
export interface LazyIndex {
  /** What defines the exports. */
  readonly program: string;
  /** A line for the end that names them for Node's `import`, which does not read functions. */
  readonly names: string;
}

/**
 * A compiled index that loads a module when something of it is read first: who uses one pattern does not load the
 * others, with their resources.
 *
 * @throws Error when the index has something else than re-exports in it.
 */
export function loadedWhenRead(index: string): LazyIndex {
  const modules = new Map([...index.matchAll(REQUIRED)].map(([, variable, path]) => [variable!, path!]));
  const names: string[] = [];
  const read = (_: string, name: string, variable: string, original: string) => {
    names.push(name);
    return `lazy("${name}", () => require("${modules.get(variable)}").${original});\n`;
  };
  const lines = index.replace(REQUIRED, "").replace(GETTER, read).trimEnd().split("\n");
  const foreign = lines.filter((line) => !KNOWN.test(line));
  if (names.length === 0 || foreign.length > 0)
    throw new Error(`An index of re-exports was expected, not: ${foreign.join("\n")}`);
  const [strict, ...rest] = lines;
  return {
    program: `${[strict, LAZY, ...rest].join("\n")}\n`,
    names: `0 && (module.exports = { ${names.join(", ")} });\n`,
  };
}
