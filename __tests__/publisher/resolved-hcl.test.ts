import { hclOf } from "../../publisher/resolved-hcl";

test.each([
  ["plain", '"plain"'],
  ['a "quote", a \\ and\na line', '"a \\"quote\\", a \\\\ and\\na line"'],
  ["${var.x}", "(var.x)"],
  ["${var.x}-${var.y}", '"${var.x}-${var.y}"'],
  [
    'before ${join(", ", [for k in var.x : "${k}}"])} after "',
    '"before ${join(", ", [for k in var.x : "${k}}"])} after \\""',
  ],
  ["$${HOME} and %%{x}", '"$${HOME} and %%{x}"'],
  ["Zwölf 👍 $", '"Zwölf 👍 $"'],
  [{ "a b": "${x}", c: ["${y}/z", 0, false, null] }, '{ "a b" = (x), c = ["${y}/z", 0, false, null] }'],
  [{}, "{}"],
  ["", '""'],
])("%j is %s", (resolved, hcl) => expect(hclOf(resolved)).toBe(hcl));
