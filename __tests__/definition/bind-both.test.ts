import { add, text } from "../../modules/definition";
import { full, given, Input, innerGiven, plain, values, variables } from "./fixture/both-ways";
import { resolved } from "./resolved";

/** What `read` gives for the empty config, the full one and the module. */
const each = (read: (input: Input) => unknown) => [
  read(values(plain)),
  read(values(full)),
  resolved(read(variables)),
];

describe("what is read of the inputs", () => {
  test.each<[string, (input: Input) => unknown, unknown[]]>([
    ["a value", ({ name }) => name, ["n", "n", "${var.name}"]],
    ["an optional value", ({ note }) => note.orNull, [undefined, "", "${var.note}"]],
    ["with a fallback", ({ note }) => note.or("-"), ["-", "", '${(var.note != null ? var.note : "-")}']],
    [
      "inside of an object",
      ({ limits }) => limits.max.or(9),
      [9, 9, "${(var.limits.max != null ? var.limits.max : 9)}"],
    ],
    ["a false default", ({ limits }) => limits.on, [false, false, "${var.limits.on}"]],
    ["whether a feature is given", ({ outer }) => outer.isGiven, [false, true, `\${${given}}`]],
    [
      "a feature's value",
      ({ outer }) => outer.get(({ label }) => label).orNull,
      [undefined, "l", `\${(${given} ? var.outer.label : null)}`],
    ],
    [
      "a feature's optional value",
      ({ outer }) => outer.get(({ extra }) => extra.or(7)).or(8),
      [8, 0, `\${(${given} ? ((${given} ? var.outer.extra != null : false) ? var.outer.extra : 7) : 8)}`],
    ],
    [
      "whether a feature in a feature is given",
      ({ outer }) => outer.get(({ inner }) => inner.isGiven).or(false),
      [false, true, `\${(${given} ? ${innerGiven} : false)}`],
    ],
    ["the keys of a map", ({ parts }) => parts.keys, [[], ["a b", "z"], "${keys(var.parts)}"]],
    [
      "a value of each",
      ({ parts }) => parts.map((key, { size }) => text`${key}=${size}`),
      [
        {},
        { "a b": "a b=0", z: "z=1" },
        '${{ for key, value in var.parts : key => "${key}=${value.size}" }}',
      ],
    ],
    ["the length of a list", ({ rows }) => rows.count, [0, 2, "${length(var.rows)}"]],
    [
      "a value of each item",
      ({ rows }) => rows.map(({ id }) => id),
      [[], ["2", "1"], "${[for item in var.rows : item.id]}"],
    ],
    [
      "items of items, with a value of both",
      ({ rows }) => rows.map(({ id, cells }) => cells.map(({ n }) => text`${id}${add(n, 1)}`)),
      [
        [],
        [["22", "21"], []],
        '${[for item in var.rows : [for item1 in item.cells : "${item.id}${(item1.n + 1)}"]]}',
      ],
    ],
    [
      "items of a map's members",
      ({ parts }) => parts.map((_, { lines }) => lines.map((line) => line.text)),
      [
        {},
        { "a b": ["1"], z: [] },
        "${{ for key, value in var.parts : key => [for item in value.lines : item.text] }}",
      ],
    ],
    [
      "a map in a feature",
      ({ outer }) => outer.get(({ members }) => members.map((_, { at }) => at)).or({}),
      [
        {},
        { a: "A", b: "B" },
        `\${(${given} ? { for key, value in (${given} ? var.outer.members : {}) : key => value.at } : {})}`,
      ],
    ],
  ])("%s", (_, read, expected) => expect(each(read)).toEqual(expected));
});
