import { z } from "zod";
import { atMost, Bound, defineInputs, flag, text } from "../../modules/definition";
import { shapeOf } from "../../modules/definition/schema";
import { attributePaths, typeOf, variablesOf } from "../../publisher/variables";

const schema = z.strictObject({
  tags: z.record(z.string(), z.string()).default({}),
  zoneNames: z.array(z.string().min(1)).min(2),
  apiName: z.string().regex(/^[a-z]+$/, "must be small letters"),
  capacity: z.strictObject({
    needed: z.number().int().min(1),
    maxSize: z.number().default(0),
    spareOn: flag().default(false),
  }),
  limits: z.strictObject({ perMinute: z.number().default(60) }).prefault({ perMinute: 30 }),
  note: z.string().optional(),
  windows: z
    .record(z.string(), z.strictObject({ minSize: z.number(), note: z.string().optional() }))
    .default({}),
});

const inputs = defineInputs("Test", schema, ({ capacity }: Bound<typeof schema>) => [
  {
    input: "capacity.maxSize",
    holds: atMost(capacity.needed, capacity.maxSize),
    message: text`capacity.maxSize must be at least ${capacity.needed}, got ${capacity.maxSize}.`,
  },
]);

const descriptions = {
  apiName: "Name.",
  capacity: "Capacity.",
  "capacity.needed": "Needed.",
  windows: "Windows.",
};
const variables = variablesOf(inputs, descriptions);
const validationsOf = (name: string) => variables[name]!.validation ?? [];

test("required variables come first, and each group by name", () => {
  expect(Object.keys(variables)).toEqual([
    "api_name",
    "capacity",
    "zone_names",
    "limits",
    "note",
    "tags",
    "windows",
  ]);
});

test("types are precise to the last attribute, in Terraform's spelling", () => {
  expect(Object.fromEntries(Object.entries(variables).map(([name, { type }]) => [name, type]))).toEqual({
    api_name: "string",
    capacity: "object({ needed = number, max_size = optional(number, 0), spare_on = optional(bool, false) })",
    limits: "object({ per_minute = optional(number, 60) })",
    note: "string",
    tags: "map(string)",
    windows: "map(object({ min_size = number, note = optional(string) }))",
    zone_names: "list(string)",
  });
});

test("what is required or has a default is never null, what is optional is null by default", () => {
  const nullness = Object.entries(variables).map(([name, block]) => [name, block.default, block.nullable]);
  expect(nullness).toEqual([
    ["api_name", undefined, false],
    ["capacity", undefined, false],
    ["zone_names", undefined, false],
    ["limits", { per_minute: 30 }, false],
    ["note", null, undefined],
    ["tags", {}, false],
    ["windows", {}, false],
  ]);
  expect("default" in variables["api_name"]!).toBe(false);
});

test("a description has a line for each attribute", () => {
  expect(variables["api_name"]!.description).toBe("Name.");
  expect(variables["capacity"]!.description).toBe("Capacity.\n\n- needed: Needed.\n- maxSize: \n- spareOn: ");
  expect(variables["windows"]!.description).toBe("Windows.\n\n- *.minSize: \n- *.note: ");
  expect(variables["note"]).not.toHaveProperty("description");
});

test("the schema's limits become validations with the rule in words", () => {
  expect(validationsOf("api_name")).toEqual([
    {
      condition: '${can(regex("^[a-z]+$", var.api_name))}',
      error_message: 'api_name must be small letters, got ${try(jsonencode(var.api_name), "null")}.',
    },
  ]);
  expect(validationsOf("zone_names")[0]).toMatchObject({ condition: "${length(var.zone_names) >= 2}" });
  expect(validationsOf("tags").map(({ condition }) => condition)).toEqual([
    "${length([for key, item in var.tags : " +
      '"tags[${jsonencode(key)}] is required, got ${try(jsonencode(item), "null")}." if !(item != null)]) == 0}',
  ]);
});

test("a rule across inputs is a validation of the variable that it blames", () => {
  // The schema's own conditions are text; those of rules are expressions, which only a stack can write down.
  const blamed = Object.keys(variables).filter((name) =>
    validationsOf(name).some(({ condition }) => typeof condition === "object"),
  );
  expect(blamed).toEqual(["capacity"]);
});

test("a rule that blames what is no input is a mistake of the pattern", () => {
  const wrong = defineInputs("Wrong", schema, () => [{ input: "size.max", holds: false, message: "no" }]);
  expect(() => variablesOf(wrong, {})).toThrow('A rule of Wrong blames "size.max", which is not an input.');
});

test("the attributes of maps and lists have a path of their own", () => {
  expect(attributePaths(shapeOf(schema), "in")).toEqual([
    "in.tags",
    "in.zoneNames",
    "in.apiName",
    "in.capacity",
    "in.capacity.needed",
    "in.capacity.maxSize",
    "in.capacity.spareOn",
    "in.limits",
    "in.limits.perMinute",
    "in.note",
    "in.windows",
    "in.windows.*.minSize",
    "in.windows.*.note",
  ]);
});

test("a default with quotes and markers stays what it is", () => {
  const shape = shapeOf(z.strictObject({ note: z.string().default('"${a}"') }));
  expect(typeOf(shape)).toBe('object({ note = optional(string, "\\"$${a}\\"") })');
});
