import aslValidator from "asl-validator";
import { Json } from "../../modules/floating/asl";
import { machine } from "../../modules/floating/machine";
import { Floating } from "../../modules/floating/seam";
import { interfaceSeam } from "../../modules/floating-interface/seam";
import { ipSeam } from "../../modules/floating-ip/seam";

/** Everything that floats, with values in place of what Terraform will know. */
const floatings: Record<string, Floating> = {
  "floating-ip": { ...ipSeam, data: { allocationIds: ["eipalloc-00000001"], count: 1 }, statements: [] },
  "floating-interface": {
    ...interfaceSeam,
    data: { interfaceId: "eni-00000001", forceAfter: 10, polls: 70 },
    statements: [],
  },
};

const OPTIONS = {
  name: "proxy",
  members: [{ key: "blue", filter: { Name: "instance-id", Values: ["i-00000001"] }, alarms: ["app"] }],
  keys: ["blue"],
  intentName: "/proxy/active",
  returns: false,
  topicArn: "",
};

describe.each(Object.entries(floatings))("the state machine of %s", (_, floating) => {
  const definition = machine(floating, OPTIONS);
  const states = definition.States as Record<string, Json>;

  test("is valid to a validator that is not ours", () => {
    const { isValid, errorsText } = aslValidator(definition);
    expect(errorsText("\n")).toBe("");
    expect(isValid).toBe(true);
  });

  test("every state of it can be reached, and leads to one that there is", () => {
    const nextOf = (state: Json): string[] =>
      [...JSON.stringify(state).matchAll(/"(?:Next|Default)":"(\w+)"/g)].map(([, name]) => name!);
    const inMap = (state: Json) => (state.ItemProcessor as { States: object } | undefined)?.States ?? {};
    const reached = new Set([definition.StartAt as string]);
    for (const name of reached) {
      const inside = Object.keys(inMap(states[name]!));
      nextOf(states[name]!)
        .filter((next) => !inside.includes(next))
        .forEach((next) => reached.add(next));
    }
    expect([...reached].sort()).toEqual(Object.keys(states).sort());
  });

  test("every call of it is repeated, or caught", () => {
    const all = (of: Record<string, Json>): [string, Json][] =>
      Object.entries(of).flatMap(([name, state]) => [
        [name, state],
        ...all((state.ItemProcessor as { States: Record<string, Json> } | undefined)?.States ?? {}),
      ]);
    const calls = all(states).filter(([, { Type }]) => Type === "Task");
    expect(calls.length).toBeGreaterThan(8);
    expect(calls.filter(([, { Retry, Catch }]) => !Retry && !Catch)).toEqual([]);
  });
});

test("the validator refuses a machine that leads nowhere", () => {
  const definition = machine(floatings["floating-ip"]!, OPTIONS);
  const broken = JSON.parse(JSON.stringify(definition).replace('"Next":"Survey"', '"Next":"Nowhere"'));
  expect(aslValidator(broken).isValid).toBe(false);
});
