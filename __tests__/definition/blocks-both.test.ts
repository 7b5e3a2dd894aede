import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { Testing } from "cdktf";
import { both, Config, full, given, Input, plain, values, variables } from "./fixture/both-ways";

describe("blocks", () => {
  const blocksOf = (make: (of: SnsTopic, input: Input) => void) => {
    const inTypeScript = (config: Config) =>
      Object.values<object>(
        JSON.parse(Testing.synthScope((scope) => make(new SnsTopic(scope, "t", {}), values(config)))).resource
          .aws_sns_topic,
      )[0];
    const { topics } = both(
      (scope, input) => input === variables && void make(new SnsTopic(scope, "t", {}), input),
    );
    return { plain: inTypeScript(plain), full: inTypeScript(full), module: topics.t };
  };

  test("of a feature", () => {
    expect(blocksOf((of, { outer }) => outer.block(of, "block", ({ label }) => ({ label })))).toEqual({
      plain: {},
      full: { block: { label: "l" } },
      module: {
        dynamic: {
          block: { for_each: `\${${given} ? [true] : []}`, content: { label: "${var.outer.label}" } },
        },
      },
    });
  });

  test("of a feature, inside of another block", () => {
    expect(blocksOf((of, { outer }) => outer.block(of, "a.b", ({ label }) => ({ label })))).toEqual({
      plain: {},
      full: { a: { b: { label: "l" } } },
      module: {
        a: {
          dynamic: {
            b: { for_each: `\${${given} ? [true] : []}`, content: { label: "${var.outer.label}" } },
          },
        },
      },
    });
  });

  test("in place of a feature", () => {
    expect(blocksOf((of, { outer }) => outer.blockInstead(of, "block", { none: true }))).toEqual({
      plain: { block: { none: true } },
      full: {},
      module: { dynamic: { block: { for_each: `\${${given} ? [] : [true]}`, content: { none: true } } } },
    });
  });

  test("of a list's items, in order, with optional ones inside", () => {
    const make = (of: SnsTopic, { rows }: Input) =>
      rows.blocks(of, "a.row", ({ id, hint }) => ({ id, ...hint.nested("hint", ({ text }) => ({ text })) }));
    expect(blocksOf(make)).toEqual({
      plain: { a: { row: [] } },
      full: { a: { row: [{ id: "2", hint: { text: "h" } }, { id: "1" }] } },
      module: {
        a: {
          dynamic: {
            row: {
              for_each: "${var.rows}",
              content: {
                id: "${row.value.id}",
                dynamic: {
                  hint: {
                    for_each: "${row.value.hint != null ? [true] : []}",
                    content: { text: "${row.value.hint.text}" },
                  },
                },
              },
            },
          },
        },
      },
    });
  });
});
