import { Construct } from "constructs";
import { takeBlockName } from "./block-names";
import { BlockContent, BuiltEach, Each, Items } from "./bound";
import { literalText } from "./expression";
import { featureOf } from "./feature";
import { maybeValue } from "./maybe";
import { Field, ListShape, MapShape, ObjectShape, Shape } from "./schema";
import { isContainerToken } from "./tokens";

type Values = Record<string, unknown>;

/** Binds checked values for TypeScript use: what is given is built, what is not is not there. */
export function bindValues(shape: ObjectShape, values: Values): Values {
  const fields = Object.entries(shape.fields);
  return Object.fromEntries(fields.map(([name, field]) => [name, bindField(field, values[name])]));
}

function bindField(field: Field, value: unknown): unknown {
  if (!field.optional) return bindShape(field.shape, value);
  if (field.shape.kind === "object")
    return featureOf(value === undefined ? undefined : bindValues(field.shape, value as Values));
  return maybeValue(value === undefined ? undefined : bindShape(field.shape, value));
}

function bindShape(shape: Shape, value: unknown): unknown {
  if (shape.kind === "object") return bindValues(shape, value as Values);
  if (shape.kind === "map" && shape.of.kind === "object") return eachOf(shape, value as Values);
  if (shape.kind === "list" && shape.of.kind === "object") return itemsOf(shape, value as unknown[]);
  if (shape.kind === "list" && !isContainerToken(value))
    return (value as unknown[]).map((item) => bindShape(shape.of, item));
  if (shape.kind === "map" && !isContainerToken(value))
    return bindEntries(value as Values, (item) => bindShape(shape.of, item));
  return typeof value === "string" ? literalText(value) : value;
}

/** Terraform's JSON reads expressions in the keys of a map, too. */
function bindEntries(values: Values, bindMember: (value: unknown) => unknown): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [literalText(key), bindMember(value)]),
  );
}

function eachOf(shape: MapShape, values: Values): Each<Values> {
  const keys = Object.keys(values).sort();
  const members = keys.map((key) => [key, bindShape(shape.of, values[key]) as Values] as const);
  return {
    keys,
    map: (select) => Object.fromEntries(members.map(([key, member]) => [key, select(key, member)])),
    build: (scope, id, make) => {
      const parent = new Construct(scope, id);
      return builtEach(members.map(([key, member]) => [key, make(new Construct(parent, key), key, member)]));
    },
  };
}

function builtEach<R>(entries: [string, R][]): BuiltEach<R> {
  return {
    made: Object.fromEntries(entries),
    map: (select) => Object.fromEntries(entries.map(([key, made]) => [key, select(made)])),
  };
}

function itemsOf(shape: ListShape, values: unknown[]): Items<Values> {
  const items = values.map((value) => bindShape(shape.of, value) as Values);
  return {
    count: items.length,
    map: (select) => items.map(select),
    blocks: (resource, name, content: (item: Values) => BlockContent) => {
      takeBlockName(resource, name);
      resource.addOverride(name, items.map(content));
    },
  };
}
