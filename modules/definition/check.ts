import { Token } from "cdktf";
import { conditionsOf } from "./conditions";
import { Constraint } from "./constraint";
import { Expression } from "./expression";
import { escapeTemplate } from "./hcl";
import { Problem } from "./input-error";
import { Rule } from "./rule";
import { Field, ListShape, MapShape, ObjectShape, ScalarShape, Shape } from "./schema";
import { isContainerToken, isResolvable, isToken } from "./tokens";

/** What came out of checking a config against its schema. */
export interface Checked {
  /** The config with every default filled in. */
  readonly value: Record<string, unknown>;
  /** Values that break a rule, all of them. */
  readonly problems: readonly Problem[];
  /** Rules over values that only Terraform will know; they have to hold at plan. */
  readonly deferred: readonly Rule[];
}

/** Checks a config against the shape of its inputs and fills in the defaults. */
export function check(shape: ObjectShape, config: unknown): Checked {
  const walk = new Walk();
  const value = walk.object(shape, config, "");
  return { value, problems: walk.problems, deferred: walk.deferred };
}

class Walk {
  readonly problems: Problem[] = [];
  readonly deferred: Rule[] = [];

  object(shape: ObjectShape, value: unknown, path: string): Record<string, unknown> {
    if (isContainerToken(value)) return this.refuse(path, MUST_BE_WRITTEN_OUT, undefined, {});
    if (!isPlainObject(value)) return this.refuse(path, "must be an object", value, {});
    for (const name of Object.keys(value).filter((key) => !Object.hasOwn(shape.fields, key)))
      this.refuse(join(path, name), `is not an input; known here: ${Object.keys(shape.fields).join(", ")}`);
    const fields = Object.entries(shape.fields).map(
      ([name, field]) => [name, this.field(field, value[name], join(path, name))] as const,
    );
    return Object.fromEntries(fields.filter(([, item]) => item !== undefined));
  }

  private field(field: Field, value: unknown, path: string): unknown {
    if (value === null && field.optional) return undefined;
    const given = value ?? field.fallback;
    if (given !== undefined) return this.shape(field.shape, given, path, field.optional);
    if (!field.optional) this.refuse(path, "is required");
    return undefined;
  }

  /** @param optional Whether a token that stands for the value may turn out to be null. */
  private shape(shape: Shape, value: unknown, path: string, optional = false): unknown {
    switch (shape.kind) {
      case "object":
        return this.object(shape, value, path);
      case "map":
        return this.map(shape, value, path, optional);
      case "list":
        return this.list(shape, value, path, optional);
      default:
        return this.scalar(shape, value, path, optional);
    }
  }

  private scalar(shape: ScalarShape, value: unknown, path: string, optional: boolean): unknown {
    if (isScalarToken(value)) return this.defer(shape, value, path, optional);
    if (!shape.type.holds(value)) return this.refuse(path, shape.type.rule, value, value);
    this.constraints(shape.constraints, value, path);
    return value;
  }

  private list(shape: ListShape, value: unknown, path: string, optional: boolean): unknown {
    if (isContainerToken(value)) return this.containerToken(shape, value, path, optional);
    if (!Array.isArray(value)) return this.refuse(path, "must be a list", value, []);
    this.constraints(shape.constraints, value, path);
    return value.map((item, index) => this.shape(shape.of, item, `${path}[${index}]`));
  }

  private map(shape: MapShape, value: unknown, path: string, optional: boolean): unknown {
    if (isContainerToken(value)) return this.containerToken(shape, value, path, optional);
    if (!isPlainObject(value)) return this.refuse(path, "must be a map", value, {});
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    this.constraints(shape.constraints, Object.fromEntries(entries), path);
    for (const [key] of entries) this.constraints(shape.keyConstraints, key, `key of ${path}`);
    return Object.fromEntries(
      entries.map(([key, item]) => [key, this.shape(shape.of, item, `${path}[${JSON.stringify(key)}]`)]),
    );
  }

  /** A list or map of scalars may be a token; of objects not, since resources are made from its members. */
  private containerToken(
    shape: ListShape | MapShape,
    value: unknown,
    path: string,
    optional: boolean,
  ): unknown {
    if (shape.of.kind === "object") return this.refuse(path, MUST_BE_WRITTEN_OUT);
    return this.defer(shape, value, path, optional);
  }

  private constraints(constraints: readonly Constraint[], value: unknown, path: string): void {
    for (const { rule } of constraints.filter((constraint) => !constraint.holds(value)))
      this.refuse(path, rule, value);
  }

  /** What cannot be tested now is Terraform's to test: the same conditions that the module's validations have. */
  private defer<T>(shape: Shape, value: T, path: string, optional: boolean): T {
    for (const { holds, message } of conditionsOf(shape, PLACEHOLDER, escapeTemplate(path), optional)) {
      this.deferred.push({
        input: path,
        holds: substitute(holds, value),
        message: Token.asString(substitute(message, value)),
      });
    }
    return value;
  }

  private refuse<T>(path: string, rule: string, value?: unknown, instead?: T): T {
    const got = value === undefined ? "" : `, got ${show(value)}`;
    this.problems.push({ input: path, message: `${path === "" ? "The config" : path} ${rule}${got}.` });
    return instead as T;
  }
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A token object fits everywhere; the tokens that cdktf hides in a list or map do not fit a scalar. */
function isScalarToken(value: unknown): boolean {
  return isResolvable(value) || (typeof value !== "object" && isToken(value));
}

const MUST_BE_WRITTEN_OUT = "must be written out, since resources are made from it, but is a token";

/** Stands for the value while its conditions are written; no HCL text can hold it. */
const PLACEHOLDER = "\u0000";

function substitute(condition: string, value: unknown): Expression {
  const texts = condition.split(PLACEHOLDER);
  return new Expression(
    texts,
    texts.slice(1).map(() => value),
  );
}

const LONGEST_SHOWN = 200;

function show(value: unknown): string {
  const shown = typeof value === "number" ? String(value) : inJson(value);
  return shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN)}…` : shown;
}

function inJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    // A construct in place of one of its attributes is the usual mistake; it refers to itself.
    return (value as object).constructor?.name ?? typeof value;
  }
}
