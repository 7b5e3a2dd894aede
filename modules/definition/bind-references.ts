import { TerraformElement, Token } from "cdktf";
import { Construct } from "constructs";
import { takeBlockName } from "./block-names";
import { BlockContent, Built, BuiltEach, Each, Feature, Items } from "./bound";
import { encode, encodeLike, Expression, hcl, rawHcl, RewrittenExpression, TokenKind } from "./expression";
import { both, Given } from "./given";
import { inLoop, Instances, InstanceScope, membersOf } from "./instance-scope";
import { flattened, Maybe, maybeReference } from "./maybe";
import { snakeCase } from "./names";
import { nestedBlock, refuseLostBlocks } from "./nested-blocks";
import { choose, not, some } from "./operators";
import { Rule } from "./rule";
import { Field, ListShape, MapShape, ObjectShape, Shape } from "./schema";

type Values = Record<string, unknown>;

/** Where a value of the published module is read. */
interface Reference {
  /** HCL that reads it. */
  readonly code: string;
  /** HCL condition under which it may be read; undefined for always. */
  readonly when?: string;
  /** The HCL map of the `for_each` that it is read in, where it is. */
  readonly each?: string;
  /** The variables of the loops over lists that it is read in: no resource can stand there. */
  readonly loops?: readonly string[];
}

/** Binds the inputs to the variables of the published module. */
export function bindVariables(shape: ObjectShape): Values {
  const fields = Object.entries(shape.fields);
  return Object.fromEntries(
    fields.map(([name, field]) => [name, bindField(field, { code: `var.${snakeCase(name)}` })]),
  );
}

function bindFields(shape: ObjectShape, at: Reference): Values {
  const fields = Object.entries(shape.fields);
  return Object.fromEntries(
    fields.map(([name, field]) => [name, bindField(field, { ...at, code: `${at.code}.${snakeCase(name)}` })]),
  );
}

function bindField(field: Field, at: Reference): unknown {
  if (!field.optional) return bindShape(field.shape, at);
  const given = both(at.when, `${at.code} != null`);
  if (field.shape.kind === "object") return featureAt(field.shape, { ...at, when: given });
  const value = bindShape(field.shape, at);
  const orNull =
    at.when === undefined ? value : encodeLike(value, hcl`(${rawHcl(at.when)} ? ${value} : null)`);
  return maybeReference(value, given, orNull);
}

function bindShape(shape: Shape, at: Reference): unknown {
  if (shape.kind === "object") return bindFields(shape, at);
  if (shape.kind === "map" && shape.of.kind === "object") return eachAt(shape, at);
  if (shape.kind === "list" && shape.of.kind === "object") return itemsAt(shape, at);
  return encode(tokenKind(shape), rawHcl(at.code));
}

function tokenKind(shape: Shape): TokenKind {
  if (shape.kind === "list") return shape.of.kind === "number" ? "numberList" : "stringList";
  return shape.kind === "object" ? "any" : shape.kind;
}

function featureAt(shape: ObjectShape, at: Reference & { when: string }): Feature<Values> {
  const bound = bindFields(shape, at);
  const instancesIf = (when: string): Instances =>
    at.each === undefined ? { when } : { each: at.each, when };
  const buildIf = <R>(when: string, scope: Construct, id: string, make: (inside: Construct) => R) => {
    const inside = new InstanceScope(outsideOfLists(at, scope), id, instancesIf(when));
    return builtWhen(make(inside), inside.instances.when ?? when);
  };
  return {
    isGiven: new Given(at.when),
    get: <V>(select: (value: Values) => V | Maybe<V>) => readWhen(select(bound), at.when),
    rules: (make) => rulesWhen(make(bound), at.when),
    build: (scope, id, make) => buildIf(at.when, scope, id, (inside) => make(inside, bound)),
    buildInstead: (scope, id, make) => buildIf(`!(${at.when})`, scope, id, make),
    block: (resource, name, content) =>
      dynamicBlock(outsideOfLists(at, resource), name, `${at.when} ? [true] : []`, content(bound)),
    nested: (name, content) => nestedBlock(name, `${at.when} ? [true] : []`, content(bound)),
    blockInstead: (resource, name, content) =>
      dynamicBlock(outsideOfLists(at, resource), name, `${at.when} ? [] : [true]`, content),
  };
}

/** `name` may lead into other blocks: `instance_refresh.preferences.alarm_specification`. */
function dynamicBlock(resource: TerraformElement, name: string, over: string, content: BlockContent): void {
  takeBlockName(resource, name);
  refuseLostBlocks(content);
  const path = name.split(".");
  const block = path.pop()!;
  resource.addOverride([...path, "dynamic", block].join("."), { for_each: `\${${over}}`, content });
}

function readWhen<V>(selected: V | Maybe<V>, when: string): Maybe<V> {
  return flattened(selected, (value) => maybeReference(value, when));
}

/** Terraform evaluates the message of what holds, too, so that it has to step aside as well. */
function rulesWhen(rules: readonly Rule[], when: string): Rule[] {
  const given = new Given(when);
  return rules.map(({ input, holds, message }) => ({
    input,
    holds: some(not(given), holds),
    message: choose(given, message, "Not in use."),
  }));
}

function builtWhen<R>(made: R, when: string): Built<R> {
  return {
    made: undefined,
    read: <V>(select: (made: R) => V | Maybe<V>) => readWhen(select(made), when),
    rules: (select) => rulesWhen(select(made), when),
    use: (act) => act(made),
    dependency: (select) => [select(made)].flat(),
  };
}

function eachAt(shape: MapShape, at: Reference): Each<Values> {
  if (at.each !== undefined)
    throw new Error(`${at.code} is a map of objects inside of another one; make it one map, or a list.`);
  const map = at.when === undefined ? at.code : `(${at.when} ? ${at.code} : {})`;
  const key = Token.asString(rawHcl("each.key"));
  const member = bindShape(shape.of, { code: "each.value", each: map }) as Values;
  return {
    keys: Token.asList(rawHcl(`keys(${map})`)),
    map: (select) => overMembers(map, select(key, member)),
    build: (scope, id, make) => {
      const inside = new InstanceScope(outsideOfLists(at, scope), id, { each: map });
      return builtForEach(make(inside, key, member), membersOf({ ...inside.instances, each: map }));
    },
  };
}

function builtForEach<R>(made: R, map: string): BuiltEach<R> {
  return { made: {}, map: (select) => overMembers(map, select(made)) };
}

/** `{ for key in keys(map) : key => value }`, where value may read `each` as if it stood in the `for_each`. */
function overMembers<V>(map: string, value: V): Record<string, V> {
  const member = new RewrittenExpression(["", ""], [value], (code) => inLoop(code, "value"));
  return encode("map", hcl`{ for key, value in ${rawHcl(map)} : key => ${member} }`) as Record<string, V>;
}

function itemsAt(shape: ListShape, at: Reference): Items<Values> {
  const list = at.when === undefined ? at.code : `(${at.when} ? ${at.code} : [])`;
  const itemIn = (variable: string, code: string) =>
    bindShape(shape.of, { ...at, when: undefined, code, loops: [...(at.loops ?? []), variable] }) as Values;
  return {
    count: Token.asNumber(rawHcl(`length(${list})`)),
    map: (select) => {
      const item = `item${at.loops?.length || ""}`;
      return listOf(list, item, select(itemIn(item, item)));
    },
    blocks: (resource, name, content) => {
      const block = name.split(".").pop()!;
      dynamicBlock(outsideOfLists(at, resource), name, list, content(itemIn(block, `${block}.value`)));
    },
  };
}

/** What is read in a loop over a list has a meaning in that loop only, and resources and their blocks stand outside. */
function outsideOfLists<T>(at: Reference, where: T): T {
  if (!at.loops?.length) return where;
  throw new Error(`${at.code} is read in a list: only \`nested\` blocks and values can be made of it.`);
}

function listOf<V>(list: string, item: string, value: V): V[] {
  const expression: Expression = hcl`[for ${rawHcl(item)} in ${rawHcl(list)} : ${value}]`;
  return encodeLike([value], expression);
}
