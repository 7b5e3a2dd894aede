import { DefaultTokenResolver, StringConcat, Token, Tokenization } from "cdktf";
import { Construct } from "constructs";
import { bindVariables } from "./bind-references";
import { bindValues } from "./bind-values";
import { Bound } from "./bound";
import { check } from "./check";
import { knownValue } from "./expression";
import { InputError, Problem } from "./input-error";
import { Rule } from "./rule";
import { InputSchema, objectShapeOf } from "./schema";

/** Rules across the inputs of a pattern; the same function speaks for both products. */
export type Rules<S extends InputSchema> = (input: Bound<S>) => Rule[];

/** The inputs of a pattern: the schema and the rules across it. */
export interface Inputs<S extends InputSchema> {
  /** Name of the construct's class, for messages. */
  readonly name: string;
  readonly schema: S;
  readonly rules: Rules<S>;
}

/** Bound inputs, and what of their rules is left for Terraform to check. */
export interface Binding<S extends InputSchema> {
  readonly input: Bound<S>;
  /** Rules over values that only Terraform will know. */
  readonly deferred: readonly Rule[];
}

const MODULE = Symbol("the published module's variables");

/** The config that the publisher gives to a construct: every input is the published module's variable. */
export function moduleConfig<Config>(): Config {
  return { [MODULE]: true } as Config;
}

/** Declares the inputs of a pattern. */
export function defineInputs<S extends InputSchema>(
  name: string,
  schema: S,
  rules: Rules<S> = () => [],
): Inputs<S> {
  return { name, schema, rules };
}

/**
 * Checks a construct's config and binds it.
 *
 * @throws InputError that names every refused input, its rule and its value.
 */
export function bind<S extends InputSchema>(
  construct: Construct,
  inputs: Inputs<S>,
  config: unknown,
): Binding<S> {
  const shape = objectShapeOf(inputs.schema);
  if (isModuleConfig(config)) return { input: bindVariables(shape) as Bound<S>, deferred: [] };
  const { value, problems, deferred } = check(shape, config);
  if (problems.length > 0) throw refusal(construct, inputs, problems);
  const input = bindValues(shape, value) as Bound<S>;
  const rules = inputs.rules(input);
  const broken = rules.filter((rule) => rule.holds === false).map((rule) => readable(construct, rule));
  if (broken.length > 0) throw refusal(construct, inputs, broken);
  return { input, deferred: [...deferred, ...rules.filter((rule) => rule.holds !== true)] };
}

function isModuleConfig(config: unknown): boolean {
  return typeof config === "object" && config !== null && MODULE in config;
}

/** Its message as people read it: a `${` in a value, or a value that only Terraform knows, makes a token of it. */
function readable(construct: Construct, { input, message }: Rule): Problem {
  const known = knownValue(message) as string;
  if (!Token.isUnresolved(known)) return { input, message: known };
  const resolver = new DefaultTokenResolver(new StringConcat());
  const resolved: unknown = Tokenization.resolve(known, { scope: construct, preparing: false, resolver });
  return { input, message: resolved as string };
}

function refusal(
  construct: Construct,
  inputs: Inputs<InputSchema>,
  problems: readonly Problem[],
): InputError {
  return new InputError(`${inputs.name} "${construct.node.id}"`, problems);
}
