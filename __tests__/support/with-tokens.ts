import { Token } from "cdktf";
import { rawHcl } from "../../modules/definition/expression";
import { ObjectShape, Shape } from "../../modules/definition/schema";

/** A place of a config that a token may fill: a scalar, or a list or map of scalars as a whole. */
export interface TokenPlace {
  /** The keys on the way there. */
  readonly path: readonly string[];
  readonly shape: Shape;
  readonly value: unknown;
}

/** Every such place of a config; the members of lists and maps of scalars, too, with `members`. */
export function tokenPlaces(shape: ObjectShape, config: object, { members = false } = {}): TokenPlace[] {
  const inside = (of: Shape, value: unknown, path: readonly string[]): TokenPlace[] => {
    if (value === undefined || value === null) return [];
    const here = [{ path, shape: of, value }];
    const below = () =>
      Object.entries(value as object).flatMap(([key, item]) =>
        inside(memberShape(of, key), item, [...path, key]),
      );
    if (of.kind === "object" || holdsObjects(of)) return below();
    return members && (of.kind === "list" || of.kind === "map") ? [...here, ...below()] : here;
  };
  return inside(shape, config, []);
}

function memberShape(shape: Shape, key: string): Shape {
  if (shape.kind === "object") return shape.fields[key]!.shape;
  if (shape.kind === "list" || shape.kind === "map") return shape.of;
  throw new Error(`A ${shape.kind} has no members`);
}

function holdsObjects(shape: Shape): boolean {
  return (shape.kind === "list" || shape.kind === "map") && shape.of.kind === "object";
}

/** The token of a place: an expression, in the type that the input has in TypeScript. */
export function tokenFor({ shape }: TokenPlace, expression: string): unknown {
  const token = rawHcl(expression);
  switch (shape.kind) {
    case "string":
      return Token.asString(token);
    case "number":
      return Token.asNumber(token);
    case "list":
      return shape.of.kind === "number" ? Token.asNumberList(token) : Token.asList(token);
    case "map":
      return Token.asStringMap(token);
    default:
      return token;
  }
}
