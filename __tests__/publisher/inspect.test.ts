import { z } from "zod";
import { defineInputs } from "../../modules/definition";
import { PatternDocumentation } from "../../publisher/documentation";
import { faultsOf } from "../../publisher/inspect";
import { ModuleJson } from "../../publisher/module-files";
import { Pattern } from "../../publisher/pattern";
import { versionsBlock } from "../../publisher/versions";

const schema = z.strictObject({
  name: z.string(),
  capacity: z.strictObject({ needed: z.number() }),
  windows: z.record(z.string(), z.strictObject({ min: z.number() })).default({}),
});

const pattern = {
  name: "test",
  inputs: defineInputs("Test", schema),
} as unknown as Pattern;

const documentation: PatternDocumentation = {
  inputs: {
    name: "Name.",
    capacity: "Capacity.",
    "capacity.needed": "Needed.",
    windows: "Windows.",
    "windows.*.min": "Min.",
  },
  outputs: [],
};

const sound: ModuleJson = {
  main: {
    locals: { script: '${templatefile("${path.module}/files/boot.sh", {})}' },
    data: { aws_vpc: { vpc: { id: "${var.vpc_id}" } } },
    resource: {
      aws_sns_topic: { dead_letters: {}, topic_2024: {} },
      aws_s3_object: { scripts: { for_each: '${fileset("${path.module}", "files/*")}', key: "assets" } },
    },
  },
  variables: { name: { type: "string", nullable: false } },
  outputs: { topic_arn: { description: "ARN of the topic.", value: "${aws_sns_topic.dead_letters.arn}" } },
  versions: versionsBlock(),
};

const faults = (change: Partial<ModuleJson>, documented = documentation) =>
  faultsOf({ ...sound, ...change }, pattern, documented);

const withMain = (change: object) => faults({ main: { ...sound.main, ...change } });

test("a sound module has no fault", () => {
  expect(faults({})).toEqual([]);
});

describe("names", () => {
  test.each([
    [
      "a hash of cdktf",
      "topic_59FA3A23",
      'resource aws_sns_topic "topic_59FA3A23" is not a name in snake_case',
    ],
    ["a hash in small letters", "topic_59fa3a23", 'resource aws_sns_topic "topic_59fa3a23" ends in a hash'],
    ["a capital", "deadLetters", 'resource aws_sns_topic "deadLetters" is not a name in snake_case'],
    ["a hyphen", "dead-letters", 'resource aws_sns_topic "dead-letters" is not a name in snake_case'],
  ])("with %s", (_, name, fault) => {
    expect(withMain({ resource: { aws_sns_topic: { [name]: {} } } })).toEqual([`test: ${fault}`]);
  });

  test("of data sources, locals, variables and outputs, too", () => {
    const name = "zone_59FA3A23";
    expect(withMain({ data: { aws_vpc: { [name]: {} } } })).toEqual([
      `test: data aws_vpc "${name}" is not a name in snake_case`,
    ]);
    expect(withMain({ locals: { [name]: 1 } })).toEqual([
      `test: local "${name}" is not a name in snake_case`,
    ]);
    expect(faults({ variables: { [name]: { type: "string" } } })).toEqual([
      `test: variable "${name}" is not a name in snake_case`,
    ]);
    expect(faults({ outputs: { [name]: { description: "Zone.", value: 1 } } })).toEqual([
      `test: output "${name}" is not a name in snake_case`,
    ]);
  });

  test("an output without one", () => {
    expect(faults({ outputs: { "": { description: "Zone.", value: 1 } } })).toEqual([
      'test: output "" is not a name in snake_case',
    ]);
  });
});

describe("documentation", () => {
  test.each(["name", "capacity", "capacity.needed", "windows.*.min"])("input %s has none", (path) => {
    const { [path]: _, ...inputs } = documentation.inputs;
    expect(faults({}, { ...documentation, inputs })).toEqual([`test: input ${path} has no JSDoc`]);
  });

  test("blanks are none", () => {
    const inputs = { ...documentation.inputs, "capacity.needed": " " };
    expect(faults({}, { ...documentation, inputs })).toEqual(["test: input capacity.needed has no JSDoc"]);
  });

  test("an output has none", () => {
    expect(faults({ outputs: { topic_arn: { value: 1 } } })).toEqual(["test: output topic_arn has no JSDoc"]);
  });

  test("an output that the construct never sets has no value", () => {
    expect(faults({ outputs: { topic_arn: { description: "ARN.", value: undefined } } })).toEqual([
      "test: output topic_arn has no value",
    ]);
  });
});

describe("providers", () => {
  const requiring = (aws: object) => faults({ versions: { terraform: { required_providers: { aws } } } });

  test.each(["5.100.0", "= 5.100.0"])("pinned to %s", (version) => {
    expect(requiring({ source: "hashicorp/aws", version })).toEqual([
      `test: provider aws is pinned to "${version}"`,
    ]);
  });

  test("without a version", () => {
    expect(requiring({ source: "hashicorp/aws" })).toEqual(['test: provider aws is pinned to "undefined"']);
  });

  test.each(["~> 5.100", ">= 5.100.0, < 7.0.0"])("in a range, %s", (version) => {
    expect(requiring({ source: "hashicorp/aws", version })).toEqual([]);
  });
});

describe("blocks that a module must not have", () => {
  test.each([
    ["a provider", { provider: { aws: [{ region: "us-east-1" }] } }, "has a provider block"],
    ["a backend", { terraform: { backend: { local: {} } } }, "has a terraform block"],
    ["an output of cdktf's own", { output: { web_arn: { value: 1 } } }, "has a output block"],
  ])("%s", (_, block, fault) => {
    expect(withMain(block)).toEqual([`test: ${fault}`]);
  });
});

describe("files outside of the module", () => {
  test.each([
    '${file("boot.sh")}',
    '${templatefile("/home/me/boot.sh", {})}',
    '${filebase64sha256("${path.root}/code.zip")}',
    '${filesha512("${path.cwd}/code.zip")}',
    '${fileexists("${path.modules}/code.zip")}',
    '${fileset("files", "*")}',
    '${upper(file( "../boot.sh"))}',
  ])("%s", (value) => {
    const [fault, ...more] = withMain({ locals: { script: value } });
    expect(fault).toMatch(/^test: (template)?file.* reads a file outside of \$\{path\.module\}$/);
    expect(more).toEqual([]);
  });

  test.each(["cdktf.out/stacks/web/code.zip", "assets/web/code.zip"])("%s, where cdktf puts them", (path) => {
    expect(withMain({ resource: { aws_lambda_function: { code: { filename: path } } } })).toEqual([
      `test: "${path}" names cdktf's output folder`,
    ]);
  });

  test("in an output", () => {
    expect(
      faults({ outputs: { script: { description: "Script.", value: '${file("boot.sh")}' } } }),
    ).toHaveLength(1);
  });
});

test("every fault of a module is said", () => {
  const broken = { ...sound.main, provider: {}, locals: { "a-b": '${file("c")}' } };
  expect(faults({ main: broken, outputs: { arn: { value: 1 } } })).toHaveLength(4);
});
