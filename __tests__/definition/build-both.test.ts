import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { Construct } from "constructs";
import { z } from "zod";
import { Built, Feature, text } from "../../modules/definition";
import { bindVariables } from "../../modules/definition/bind-references";
import { InputSchema, objectShapeOf } from "../../modules/definition/schema";
import { both, given, innerGiven, topic } from "./fixture/both-ways";

describe("what is built", () => {
  test("a feature: only where it is given, with count in the module", () => {
    const made = both(
      (scope, { outer }) =>
        outer
          .build(scope, "feature", (inside, { label }) => topic(inside, "topic", label))
          .read(({ arn }) => arn).orNull,
    );
    expect(made).toEqual({
      plain: [],
      full: ["l"],
      topics: { feature_topic: { count: `\${${given} ? 1 : 0}`, display_name: "${var.outer.label}" } },
      output: `\${(${given} ? aws_sns_topic.feature_topic[0].arn : null)}`,
    });
  });

  test("what stands in for a feature: only where it is not given", () => {
    const made = both(
      (scope, { outer }) =>
        outer
          .buildInstead(scope, "instead", (inside) => topic(inside, "topic", "other"))
          .read(({ arn }) => arn).orNull,
    );
    expect(made).toEqual({
      plain: ["other"],
      full: [],
      topics: { instead_topic: { count: `\${!(${given}) ? 1 : 0}`, display_name: "other" } },
      output: `\${(!(${given}) ? aws_sns_topic.instead_topic[0].arn : null)}`,
    });
  });

  test("a feature in a feature: needs both", () => {
    const made = both(
      (scope, { outer }) =>
        outer
          .build(scope, "outer", (inside, { inner, label }) =>
            inner.build(inside, "inner", (innermost, { depth }) =>
              topic(innermost, "topic", text`${label}${depth}`),
            ),
          )
          .read((inner) => inner.read(({ arn }) => arn).orNull).orNull,
    );
    expect(made).toMatchObject({ plain: [], full: ["l2"] });
    expect(made.topics).toEqual({
      outer_inner_topic: {
        count: `\${${innerGiven} ? 1 : 0}`,
        display_name: "${var.outer.label}${var.outer.inner.depth}",
      },
    });
    expect(made.output).toBe(
      `\${(${given} ? (${innerGiven} ? aws_sns_topic.outer_inner_topic[0].arn : null) : null)}`,
    );
  });

  test("one feature in another one's scope: needs both, also where it is read outside", () => {
    let inner: Built<SnsTopic>;
    const made = both((scope, { outer, other }) => {
      outer.build(scope, "outer", (inside) => {
        inner = other.build(inside, "inner", (innermost, { port }) =>
          topic(innermost, "topic", text`${port}`),
        );
      });
      return inner?.read(({ arn }) => arn).orNull;
    });
    const condition = `(${given} ? var.other != null : false)`;
    expect(made.full).toEqual([]);
    expect(made.topics).toEqual({
      outer_inner_topic: { count: `\${${condition} ? 1 : 0}`, display_name: "${var.other.port}" },
    });
    expect(made.output).toBe(`\${(${condition} ? aws_sns_topic.outer_inner_topic[0].arn : null)}`);
  });

  test("a map: one of each, by key", () => {
    const made = both((scope, { parts }) =>
      parts
        .build(scope, "part", (inside, key, { size }) => topic(inside, "topic", text`${key}${size}`))
        .map(({ arn }) => arn),
    );
    expect(made).toEqual({
      plain: [],
      full: ["a b0", "z1"],
      topics: { part_topic: { for_each: "${var.parts}", display_name: "${each.key}${each.value.size}" } },
      output: "${{ for key, value in var.parts : key => aws_sns_topic.part_topic[key].arn }}",
    });
  });

  test("a feature in a map: for the members that have it", () => {
    const made = both((scope, { parts }) =>
      parts
        .build(scope, "part", (inside, _, { extra }) =>
          extra.build(inside, "extra", (innermost, { text }) => topic(innermost, "topic", text)),
        )
        .map((extra) => extra.read(({ arn }) => arn).or("")),
    );
    expect(made).toEqual({
      plain: [],
      full: ["t"],
      topics: {
        part_extra_topic: {
          for_each: "${{ for key, value in var.parts : key => value if value.extra != null }}",
          display_name: "${each.value.extra.text}",
        },
      },
      output:
        '${{ for key, value in var.parts : key => (value.extra != null ? aws_sns_topic.part_extra_topic[key].arn : "") }}',
    });
  });

  test("a feature of its own in a map's scope: for every member, where it is given", () => {
    const { topics } = both(
      (scope, { parts, other }) =>
        void parts.build(scope, "part", (inside) =>
          other.build(inside, "other", (innermost, { port }) => topic(innermost, "topic", text`${port}`)),
        ),
    );
    expect(topics).toEqual({
      part_other_topic: {
        for_each: "${{ for key, value in var.parts : key => value if var.other != null }}",
        display_name: "${var.other.port}",
      },
    });
  });

  test("a map in a feature: none without the feature", () => {
    const made = both(
      (scope, { outer }) =>
        outer
          .build(scope, "outer", (inside, { members }) =>
            members
              .build(inside, "member", (innermost, key, { at }) =>
                topic(innermost, "topic", text`${key}${at}`),
              )
              .map(({ arn }) => arn),
          )
          .read((arns) => arns).orNull,
    );
    const map = `(${given} ? var.outer.members : {})`;
    expect(made).toMatchObject({ plain: [], full: ["aA", "bB"] });
    expect(made.topics).toEqual({
      outer_member_topic: { for_each: `\${${map}}`, display_name: "${each.key}${each.value.at}" },
    });
    expect(made.output).toBe(
      `\${(${given} ? { for key, value in ${map} : key => aws_sns_topic.outer_member_topic[key].arn } : null)}`,
    );
  });

  test("a map in another feature's scope: needs the feature, also where it is read", () => {
    const made = both(
      (scope, { outer, parts }) =>
        outer
          .build(scope, "outer", (inside) =>
            parts
              .build(inside, "part", (innermost, key) => topic(innermost, "topic", key))
              .map(({ arn }) => arn),
          )
          .read((arns) => arns).orNull,
    );
    const members = `{ for key, value in var.parts : key => value if ${given} }`;
    expect(made.topics).toEqual({
      outer_part_topic: { for_each: `\${${members}}`, display_name: "${each.key}" },
    });
    expect(made.output).toBe(
      `\${(${given} ? { for key, value in ${members} : key => aws_sns_topic.outer_part_topic[key].arn } : null)}`,
    );
  });
});

describe("what cannot be built is refused", () => {
  test("a map in a map's scope", () => {
    expect(() =>
      both((scope, { parts, outer }) =>
        parts.build(scope, "part", (inside) =>
          outer.build(inside, "outer", (innermost, { members }) =>
            members.build(innermost, "member", () => undefined),
          ),
        ),
      ),
    ).toThrow("a map inside of a map cannot become resources");
  });

  test("a map of objects in a map of objects", () => {
    const deep = z.strictObject({
      a: z
        .record(z.string(), z.strictObject({ b: z.record(z.string(), z.strictObject({})).default({}) }))
        .default({}),
    });
    expect(() => bindVariables(objectShapeOf(deep as InputSchema))).toThrow(
      "each.value.b is a map of objects inside of another one",
    );
  });

  test("a resource or its block of what is read in a list", () => {
    const hintOf = (use: (hint: Feature<{ text: string }>, scope: Construct) => unknown) => () =>
      both((scope, { rows }) => rows.map(({ hint }) => use(hint, scope) as never));
    expect(hintOf((hint, scope) => hint.build(scope, "hint", () => undefined))).toThrow("is read in a list");
    expect(hintOf((hint, scope) => hint.block(topic(scope, "t", ""), "b", () => ({})))).toThrow(
      "is read in a list",
    );
  });
});
