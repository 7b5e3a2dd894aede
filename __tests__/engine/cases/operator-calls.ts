import fc from "fast-check";

/** Name of an operator and arguments: in all of them the known value and Terraform's have to agree. */
export type Call = readonly [name: string, args: readonly unknown[]];

const SEED = 20250101;

/** Pairs of whole numbers: what people count in. Fractions are exact in Terraform and not in JavaScript. */
const pairs: [number, number][] = [
  [0, 0],
  [0, 1],
  [1, 0],
  [-1, 0],
  [7, 7],
  [7, -3],
  ...fc.sample(fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: -50, max: 50 })), {
    seed: SEED,
    numRuns: 20,
  }),
];

const flags = [true, false];
const flagPairs = flags.flatMap((a) => flags.map((b): [boolean, boolean] => [a, b]));

const scalars: [unknown, unknown][] = [
  ["a", "a"],
  ["a", "A"],
  ["", ""],
  ['a"${b}', 'a"${b}'],
  [0, 0],
  [0, -1],
  [true, true],
  [false, true],
];

const choices: [unknown, unknown][] = [
  ["", "b"],
  [0, 1],
  [true, false],
  [["a"], ["b", "c"]],
];

/** What a shell, a regular expression, JSON and Terraform each have a meaning for. */
const nasty = ["", "plain", "it's", "''", '"${x}" %{y} $z `w`', "\\n\n\t", "ü 漢 😀", "-a", " a  b "];
const lists = [["a"], nasty, [...nasty].reverse()];
const maps = [
  { b: "1", a: "2", B: "3" },
  { "/etc/x y": "it's", "/etc/${x}": "AKIA" },
];
const listPairs: [string[], string[]][] = [
  [["b", "a", "b"], []],
  [["b", "a"], ["a"]],
  [["a"], ["a", "c"]],
];

/** Every operator with arguments of every kind. */
export const calls: readonly Call[] = [
  ...["add", "subtract", "multiply", "larger", "smaller", "atMost", "lessThan"].flatMap((name) =>
    pairs.map((args): Call => [name, args]),
  ),
  ...["divideUp", "divideDown"].flatMap((name) =>
    pairs.filter(([, by]) => by !== 0).map((args): Call => [name, args]),
  ),
  ...scalars.map((args): Call => ["equal", args]),
  ...flags.map((value): Call => ["not", [value]]),
  ...[["a"], ["a", "b"], ["", ""]].map((list): Call => ["sizeOf", [list]]),
  ...pairs.filter(([a, by]) => a >= 0 && by > 0).map((args): Call => ["remainder", args]),
  ...[{ b: "1", a: "2" }, { "a b": "" }].map((map): Call => ["keysOf", [map]]),
  ...listPairs.map((args): Call => ["without", args]),
  ...["distinct", "allDistinct"].flatMap((name) =>
    [["b", "a", "b"], ["b", "a"], ["", ""], []].map((list): Call => [name, [list]]),
  ),
  ...listPairs.map(([list]): Call => ["joined", [list]]),
  ...["every", "some", "countTrue"].flatMap((name) => [
    ...flagPairs.map((args): Call => [name, args]),
    ...flagPairs.map((args): Call => [name, [...args, true]]),
  ]),
  ...flags.flatMap((condition) => choices.map((branches): Call => ["choose", [condition, ...branches]])),
  ...flags.flatMap((condition) => ["a", 0, false].map((value): Call => ["unless", [condition, value]])),
  ...["base64", "sha256", "shellWord"].flatMap((name) => nasty.map((text): Call => [name, [text]])),
  ...["shellWords", "base64Words"].flatMap((name) => lists.map((list): Call => [name, [list]])),
  ...lists.map((list): Call => ["joinGiven", [list, "\n"]]),
  ["concat", lists],
  ...lists.map((list): Call => ["intersection", [list, ["plain", "a", "-a"]]]),
  ...nasty.map((text): Call => ["matches", [text, "^[a-z]+$|'"]]),
  ...maps.map((map): Call => ["valuesOf", [map]]),
  ...maps.map((map): Call => ["keysWithMatch", [map, "[A-Z']"]]),
];
