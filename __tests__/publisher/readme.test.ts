import { z } from "zod";
import { objectShapeOf } from "../../modules/definition/schema";
import { inputsTable, insertTables, outputsTable } from "../../publisher/readme";

const shape = objectShapeOf(
  z.strictObject({
    zone: z.string(),
    windowSize: z.number().int().min(1).max(9).default(2),
    accessLog: z.strictObject({ bucketName: z.string(), prefix: z.string().default("") }).optional(),
    rules: z.array(z.strictObject({ port: z.number() })).default([]),
    tags: z.record(z.string().max(3), z.string().max(5)).default({ "Managed-By": "a|b" }),
    capacity: z.strictObject({ atLeast: z.number().default(1) }).prefault({ atLeast: 3 }),
  }),
);

const inputs = {
  zone: "Zone with a | and `a|b` and <name>.",
  windowSize: "First.\n\nSecond\nline.",
  "accessLog.bucketName": "Bucket.",
};

const rowsOf = (table: string) =>
  table
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.slice(2, -2).split(/ (?<!\\)\| /));

describe("the table of inputs", () => {
  const rows = rowsOf(inputsTable(shape, { inputs }));
  const row = (name: string) => rows.find(([first]) => first === `\`${name}\``)!.slice(1);

  test("has required inputs first, then the others by name, with attributes under their object", () => {
    expect(rows.map(([name]) => name)).toEqual([
      "`zone`",
      "`access_log`",
      "`access_log.bucket_name`",
      "`access_log.prefix`",
      "`capacity`",
      "`capacity.at_least`",
      "`rules`",
      "`rules.*.port`",
      "`tags`",
      "`window_size`",
    ]);
  });

  test("has four cells in every row, whatever the texts hold", () => {
    expect(rows.map((cells) => cells.length)).toEqual(rows.map(() => 4));
    expect(row("zone")).toEqual(["`string`", "required", "Zone with a \\| and `a\\|b` and &lt;name>."]);
  });

  test("says the rules in words behind the description", () => {
    expect(row("window_size")).toEqual([
      "`number`",
      "`2`",
      "First.<br>Second line. Must be a whole number from 1 to 9.",
    ]);
    expect(row("tags")[2]).toBe(
      "Each key must have at most 3 characters. Each member must have at most 5 characters.",
    );
  });

  test("writes defaults as Terraform does: attributes renamed, keys of maps not", () => {
    expect(row("capacity").slice(0, 2)).toEqual(["`object`", "`{ at_least = 3 }`"]);
    expect(row("tags").slice(0, 2)).toEqual(["`map(string)`", '`{ "Managed-By" = "a\\|b" }`']);
    expect(row("access_log").slice(0, 2)).toEqual(["`object`", "`null`"]);
    expect(row("access_log.prefix")[1]).toBe('`""`');
    expect(row("rules").slice(0, 2)).toEqual(["`list(object)`", "`[]`"]);
  });
});

test("the table of outputs is sorted and marks what is sensitive", () => {
  const table = outputsTable({
    outputs: [
      { name: "userName", description: "User.", sensitive: false },
      { name: "password", description: "Password.", sensitive: true },
    ],
  });
  expect(rowsOf(table)).toEqual([
    ["`password`", "Password. Sensitive."],
    ["`user_name`", "User."],
  ]);
});

describe("insertTables", () => {
  const readme = "# A\n<!-- BEGIN_TF_DOCS -->\nold $1\n<!-- END_TF_DOCS -->\n\n## B\n";

  test("replaces what is between the markers and nothing else", () => {
    expect(insertTables(readme, "new $& table\n")).toBe(
      "# A\n<!-- BEGIN_TF_DOCS -->\n\nnew $& table\n\n<!-- END_TF_DOCS -->\n\n## B\n",
    );
  });

  test("changes nothing the second time", () => {
    const once = insertTables(readme, "| a |");
    expect(insertTables(once, "| a |")).toBe(once);
  });

  test.each(["<!-- BEGIN_TF_DOCS -->", "<!-- END_TF_DOCS -->"])("refuses a README without %s", (marker) => {
    expect(() => insertTables(readme.replace(marker, ""), "")).toThrow(`no ${marker}`);
  });

  test("refuses markers in the wrong order", () => {
    expect(() => insertTables("<!-- END_TF_DOCS --><!-- BEGIN_TF_DOCS -->", "")).toThrow("before");
  });
});
