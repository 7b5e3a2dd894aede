import { join } from "node:path";
import { documentPatterns, PatternSource } from "../../publisher/documentation";

const fixture = (file: string) => join(__dirname, "fixture", file);

const source: PatternSource = {
  inputsFile: fixture("documented-inputs.ts"),
  schemaName: "schema",
  classFile: fixture("documented.ts"),
  className: "Documented",
};

describe("a documented pattern", () => {
  const [documented, again] = documentPatterns([source, source]);

  test("has the text of every input that has any, nested and spread ones too", () => {
    expect(documented!.inputs).toEqual({
      name: "Prefix of every name.",
      encryptionEnabled: "Whether data is encrypted.",
      needed: "How many servers must be healthy at any time.",
      windows:
        "Windows of a higher capacity, by a name of your choice.\n\n" +
        "See window and https://example.org/windows; `min` may be 0.",
      "windows.*.min": "Smallest number of servers.",
      "windows.*.days": "Weekdays on which it applies.",
      blocks: "Blocks, in order.",
      "blocks.*.name": "Name of the block.",
      tags: "Tags of everything.",
      feature: "A feature.",
      "feature.loud": "Whether it is loud.",
      "feature.target": "Where it goes.",
      "feature.target.address": "Address of the target.",
    });
  });

  test("has its public readonly fields and getters as outputs, inherited ones first", () => {
    expect(documented!.outputs).toEqual([
      { name: "groupName", description: "Name of the group.", sensitive: false },
      { name: "address", description: "Address that Documented.groupName listens on.", sensitive: false },
      { name: "secret", description: "Secret of the service.", sensitive: true },
      { name: "silent", description: "", sensitive: false },
      { name: "port", description: "Port of the service.", sensitive: false },
    ]);
  });

  test("is the same for each mention in one program", () => expect(again).toEqual(documented));
});

test.each<[string, Partial<PatternSource>, string]>([
  ["file", { inputsFile: fixture("nowhere.ts") }, "nowhere.ts does not export schema"],
  ["schema", { schemaName: "other" }, "documented-inputs.ts does not export other"],
  ["kind of schema", { schemaName: "notASchema" }, "notASchema is not a zod schema"],
  ["class", { className: "Other" }, "documented.ts does not export Other"],
  ["kind of class", { classFile: source.inputsFile, className: "schema" }, "schema is not a class"],
])("a wrong %s is refused by name", (_, change, message) => {
  expect(() => documentPatterns([{ ...source, ...change }])).toThrow(message);
});
