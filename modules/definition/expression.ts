import { IResolvable, IResolveContext, Token } from "cdktf";
import { escapeTemplate, hclKey, hclString } from "./hcl";
import { isContainerToken, isRawReference, isResolvable, isToken } from "./tokens";

/** A condition: known now, or a Terraform expression. Never use it in a TypeScript `if`: a token is truthy. */
export type Flag = boolean | IResolvable;

/**
 * A Terraform expression made of HCL text and of values: literals are written as HCL, tokens as the
 * expression that they stand for. cdktf's own `Op` loses a literal 0 and its `Fn` does not escape quotes,
 * so expressions of this project go through this class.
 */
export class Expression implements IResolvable {
  readonly creationStack: string[] = [];

  constructor(
    protected readonly texts: readonly string[],
    protected readonly values: readonly unknown[],
  ) {}

  resolve(context: IResolveContext): string {
    const hcl = this.hcl(context);
    return context.suppressBraces ? hcl : `\${${hcl}}`;
  }

  /** The expression without `${}` around it. */
  protected hcl(context: IResolveContext): string {
    return inExpression(context, () =>
      this.texts
        .map((text, index) => (index === 0 ? text : render(context, this.values[index - 1]) + text))
        .join(""),
    );
  }

  toString(): string {
    return Token.asString(this);
  }

  toJSON(): string {
    return "<unresolved expression>";
  }
}

/** An expression whose resolved text is changed once more, for instance to rename `each.key`. */
export class RewrittenExpression extends Expression {
  constructor(
    texts: readonly string[],
    values: readonly unknown[],
    private readonly rewrite: (hcl: string) => string,
  ) {
    super(texts, values);
  }

  protected override hcl(context: IResolveContext): string {
    return this.rewrite(super.hcl(context));
  }
}

/** A string template: quoted inside of another expression, and as readable text where it stands alone. */
class TemplateExpression extends Expression {
  override resolve(context: IResolveContext): string {
    const template = inExpression(context, () =>
      this.texts.map((part, index) => escapeTemplate(part) + this.interpolation(context, index)).join(""),
    );
    // Outside of quotes only the template markers are special, not backslashes and quotes.
    return context.suppressBraces ? `"${template}"` : (JSON.parse(`"${template}"`) as string);
  }

  private interpolation(context: IResolveContext, index: number): string {
    if (index >= this.values.length) return "";
    const value = this.values[index];
    if (!isToken(value)) return escapeTemplate(show(value));
    return `\${${render(context, value)}}`;
  }
}

/** Tag of a template: `` hcl`length(${list}) - 1` `` is a Terraform expression over values and tokens. */
export function hcl(texts: TemplateStringsArray, ...values: unknown[]): Expression {
  return new Expression(texts, values);
}

/** Tag of a template: a string with values in it; stays a plain string where all values are plain. */
export function text(texts: TemplateStringsArray, ...values: unknown[]): string {
  if (values.some(isToken)) return Token.asString(new TemplateExpression(texts, values));
  return texts.map((part, index) => part + show(values[index])).join("");
}

/** An expression given as HCL text. */
export function rawHcl(code: string): Expression {
  return new Expression([code], []);
}

/** The expression encoded as the same TypeScript type that `sample` has, so that it fits where sample fits. */
export function encodeLike<T>(sample: T, expression: Expression): T {
  return encoders[kindOf(sample)](expression) as T;
}

/** The TypeScript types in which cdktf can carry a token. */
export type TokenKind = "string" | "number" | "boolean" | "stringList" | "numberList" | "map" | "any";

/** The expression as a value of the given kind. */
export function encode(kind: TokenKind, expression: Expression): unknown {
  return encoders[kind](expression);
}

const encoders: Record<TokenKind, (expression: Expression) => unknown> = {
  string: (expression) => Token.asString(expression),
  number: (expression) => Token.asNumber(expression),
  boolean: (expression) => expression,
  stringList: (expression) => Token.asList(expression),
  numberList: (expression) => Token.asNumberList(expression),
  map: (expression) => Token.asStringMap(expression),
  any: (expression) => expression,
};

function kindOf(sample: unknown): TokenKind {
  if (typeof sample === "string" || typeof sample === "number" || typeof sample === "boolean")
    return typeof sample as TokenKind;
  if (Array.isArray(sample)) return typeof sample[0] === "number" ? "numberList" : "stringList";
  if (isResolvable(sample)) return "boolean";
  return "map";
}

function show(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Nested tokens must come out bare (`var.x`, not `${var.x}`) while an expression is put together. */
function inExpression(context: IResolveContext, build: () => string): string {
  const before = context.suppressBraces;
  context.suppressBraces = true;
  const built = build();
  context.suppressBraces = before;
  return built;
}

/** A value as HCL inside of an expression. */
function render(context: IResolveContext, value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return renderString(context, value);
  if (typeof value === "number" && !isToken(value)) return String(value);
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number" || isContainerToken(value)) return String(context.resolve(value));
  if (Array.isArray(value)) return `[${value.map((item) => render(context, item)).join(", ")}]`;
  const entries = Object.entries(value as object).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return "{}";
  return `{ ${entries.map(([key, item]) => `${hclKey(key)} = ${render(context, item)}`).join(", ")} }`;
}

/** A string is a literal, one token, or both mixed: then the literal parts are escaped and the tokens are not. */
function renderString(context: IResolveContext, value: string): string {
  if (isRawReference(value)) return `(${value.slice(2, -1)})`;
  const parts = value.split(/(\$\{TfToken\[[^\]]*\]\})/).filter((part) => part !== "");
  if (!Token.isUnresolved(value)) return hclString(value);
  if (parts.length === 1) return String(context.resolve(value));
  const rendered = parts.map((part) =>
    Token.isUnresolved(part) ? `\${${String(context.resolve(part))}}` : escapeTemplate(part),
  );
  return `"${rendered.join("")}"`;
}
