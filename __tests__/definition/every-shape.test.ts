import "cdktf/lib/testing/adapters/jest";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Testing } from "cdktf";
import { join } from "node:path";
import { objectShapeOf, Shape } from "../../modules/definition/schema";
import { documentPatterns } from "../../publisher/documentation";
import { EveryShape } from "./fixture/every-shape";
import { EveryShapeConfig, schema } from "./fixture/inputs";

const required = { name: "orders", periodSeconds: 3600, actionsEnabled: false };
const synth = (config: Partial<EveryShapeConfig> = {}) =>
  Testing.synthScope((scope) => void new EveryShape(scope, "this", { ...required, ...config }));
const namesOf = (synthesized: string, type: string, attribute: string) =>
  Object.values<Record<string, string>>(JSON.parse(synthesized).resource[type]).map(
    (block) => block[attribute],
  );

describe("with the required inputs only", () => {
  test("every default arrives, false, zero and empty ones too", () => {
    expect(synth()).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
      actions_enabled: false,
      threshold: 0,
      evaluation_periods: 3,
      treat_missing_data: "missing",
      statistic: "Maximum",
    });
    expect(synth()).toHaveResourceWithProperties(SnsTopic, {
      display_name: "",
      tags: { "Managed-By": "terraform", "a b": "" },
    });
    const [value] = namesOf(synth({ note: null }), "aws_ssm_parameter", "value");
    expect(value).toContain("delaySeconds = 0, steps = [0, 1.5]");
  });

  test("no feature and no member is there", () => {
    expect(namesOf(synth(), "aws_sns_topic", "name")).toEqual(["orders-topic"]);
    expect(namesOf(synth({ note: null }), "aws_ssm_parameter", "name")).toEqual(["/orders/settings"]);
  });

  test("what is on by default is there, and null switches it off", () => {
    expect(namesOf(synth(), "aws_ssm_parameter", "name")).toEqual(["/orders/note", "/orders/settings"]);
  });
});

test("features and members are there when they are given", () => {
  const synthesized = synth({
    deadLetters: { archive: { note: "kept" } },
    subscribers: { b: {}, a: { filter: { kinds: ["x"] } } },
  });
  expect(namesOf(synthesized, "aws_sns_topic", "name")).toEqual([
    "orders-dead",
    "orders-a",
    "orders-b",
    "orders-topic",
  ]);
  expect(synthesized).toHaveResourceWithProperties(SsmParameter, { name: "/orders/archive" });
});

test.each<[string, Partial<EveryShapeConfig>]>([
  ["delaySeconds (100) must be under periodSeconds (60).", { periodSeconds: 60, delaySeconds: 100 }],
  ["alarm.periods (9) times periodSeconds (86400) must be", { periodSeconds: 86400, alarm: { periods: 9 } }],
  [
    'subscribers["a"].filter.kinds must have 1 to 5 entries, got []',
    { subscribers: { a: { filter: { kinds: [] } } } },
  ],
])("refuses: %s", (message, config) => expect(() => synth(config)).toThrow(message));

test("every input and every output that is no resource has its description", () => {
  const fixture = (file: string) => join(__dirname, "fixture", file);
  const [documentation] = documentPatterns([
    {
      inputsFile: fixture("inputs.ts"),
      schemaName: "schema",
      classFile: fixture("every-shape.ts"),
      className: "EveryShape",
    },
  ]);
  const paths = pathsOf(objectShapeOf(schema), "");
  expect(Object.keys(documentation!.inputs).sort()).toEqual(paths.sort());
  expect(documentation!.outputs.filter(({ description }) => description === "")).toEqual([]);
  expect(documentation!.outputs.filter(({ sensitive }) => sensitive).map(({ name }) => name)).toEqual([
    "secret",
  ]);
});

function pathsOf(shape: Shape, path: string): string[] {
  if (shape.kind === "map" || shape.kind === "list") return pathsOf(shape.of, `${path}.*`);
  if (shape.kind !== "object") return [];
  return Object.entries(shape.fields).flatMap(([name, field]) => {
    const inner = path === "" ? name : `${path}.${name}`;
    return [inner, ...pathsOf(field.shape, inner)];
  });
}
