import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { Testing } from "cdktf";
import { nestedBlocks } from "../../modules/definition";
import { BlockContent } from "../../modules/definition/bound";
import { full, Input, plain, values, variables } from "./fixture/both-ways";
import { resolved } from "./resolved";

const [off, on] = [values(plain), values(full)];
const inner = ({ outer }: Input) => outer.nested("outer", ({ label }) => ({ label }));
const other = ({ note, limits }: Input, name: string): BlockContent => ({ [name]: { note, limits } });

const two = (input: Input) => {
  const hint = (name: string) => input.outer.nested(name, ({ label }) => ({ label }));
  return nestedBlocks(hint("first"), hint("second"));
};

/** Gives the content to a block of a resource, as a pattern does. */
const use = (input: Input, content: BlockContent) =>
  Testing.synthScope((scope) => input.outer.block(new SnsTopic(scope, "topic", {}), "block", () => content));

describe("several nested blocks of one content", () => {
  test("are all there where they are given", () => {
    expect(two(off)).toEqual({});
    expect(two(on)).toEqual({ first: { label: "l" }, second: { label: "l" } });
    const block = {
      for_each: "${var.outer != null ? [true] : []}",
      content: { label: "${var.outer.label}" },
    };
    expect(resolved(two(variables))).toEqual({ dynamic: { first: block, second: block } });
    expect(() => use(variables, two(variables))).not.toThrow();
  });

  test("of one name are refused, in both products", () => {
    for (const input of [on, variables])
      expect(() => nestedBlocks(inner(input), inner(input))).toThrow(
        '"outer" is nested twice in one content',
      );
    expect(() => nestedBlocks(other(on, "a"), other(on, "a"))).toThrow('"a" is nested twice');
  });

  test("spread one after the other are refused, since only the last would be left", () => {
    const lost = { ...two(variables), ...inner(variables) };
    const message = 'Of the nested blocks "first" and "second" and "outer" only the last would be left';
    expect(() => use(variables, lost)).toThrow(message);
    expect(() => use(variables, { deep: [lost] })).toThrow(message);
    expect(() => variables.outer.nested("around", () => lost)).toThrow(message);
  });
});

describe("two blocks of one name, one by one", () => {
  test.each<[string, Input]>([
    ["construct where it is given", on],
    ["construct where it is not", off],
    ["module", variables],
  ])("are refused: the %s", (_, input) => {
    const twice = (make: (topic: SnsTopic) => void) => () =>
      Testing.synthScope((scope) => {
        const topic = new SnsTopic(scope, "topic", {});
        input.outer.block(topic, "a.block", () => ({}));
        make(topic);
      });
    const refusal = 'has its blocks "a.block" already';
    expect(twice((topic) => input.outer.block(topic, "a.block", () => ({})))).toThrow(refusal);
    expect(twice((topic) => input.outer.blockInstead(topic, "a.block", {}))).toThrow(refusal);
    expect(twice((topic) => input.rows.blocks(topic, "a.block", () => ({})))).toThrow(refusal);
    expect(twice((topic) => input.other.block(topic, "a.other", () => ({})))).not.toThrow();
  });
});
