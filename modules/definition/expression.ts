import { IResolvable, IResolveContext, Token, Tokenization } from "cdktf";
import { escapeMarkers, hclMembers } from "./hcl";
import { isReference, Kept, noteForeignToken } from "./kept";
import { bareTemplate, quotedTemplate, TemplatePiece } from "./template";
import {
  isContainerToken,
  isRawReference,
  isResolvable,
  isToken,
  mayHideTokens,
  resolvableOf,
  stringPieces,
} from "./tokens";

/** A condition: known now, or a Terraform expression. Never use it in a TypeScript `if`: a token is truthy. */
export type Flag = boolean | IResolvable;

/**
 * A Terraform expression made of HCL text and of values: literals are written as HCL, tokens as the
 * expression that they stand for. cdktf's own `Op` loses a literal 0 and its `Fn` does not escape quotes,
 * so expressions of this project go through this class.
 */
export class Expression implements IResolvable {
  readonly creationStack: string[] = [];
  protected readonly kept = new Kept();

  constructor(
    protected readonly texts: readonly string[],
    protected readonly values: readonly unknown[],
  ) {}

  resolve(context: IResolveContext): string {
    return context.suppressBraces ? this.inside(context) : `\${${this.inside(context)}}`;
  }

  /** As it stands inside of another expression. */
  inside(context: IResolveContext): string {
    return this.kept.of(context, () => this.hcl(context));
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
    return context.suppressBraces ? this.inside(context) : bareTemplate(this.pieces(context));
  }

  override inside(context: IResolveContext): string {
    return quotedTemplate(this.pieces(context));
  }

  /** Its parts, also for a template around it: one template reads better than one inside of another. */
  pieces(context: IResolveContext): TemplatePiece[] {
    return this.kept.of(context, () =>
      inExpression(context, () =>
        this.texts.flatMap((text, index) => [{ text }, ...this.interpolated(context, index)]),
      ),
    );
  }

  /** The text, where there is nothing in it that only Terraform knows. */
  get plain(): string | undefined {
    const values = this.values.map(knownValue);
    const isKnown = values.every((value) => !isToken(value) && !hasTokens(value));
    return isKnown ? this.texts.map((part, index) => part + show(values[index])).join("") : undefined;
  }

  private interpolated(context: IResolveContext, index: number): TemplatePiece[] {
    const value = this.values[index];
    return typeof value === "string" ? piecesOf(context, value) : [pieceOf(context, value)];
  }
}

/**
 * A user's string, so that it means itself: in Terraform's JSON a `${` in it would start an expression. Tokens in it
 * keep their meaning, also behind a `$`, and as numbers, which cdktf itself loses behind a hyphen.
 */
export function literalText(value: string): string {
  if (isRawReference(value)) return value;
  const pieces = stringPieces(value);
  // Before a token, also what would change how it is read; see `bareTemplate`.
  const unsafe = pieces.length > 1 ? /[$%]\{|[$%]$|\r/ : /[$%]\{/;
  const isSafe = pieces.every((piece) =>
    "text" in piece ? !unsafe.test(piece.text) : typeof piece.token === "string",
  );
  return isSafe ? value : Token.asString(new TemplateExpression(["", ""], [value]));
}

/** A value with the texts in it that `literalText` has escaped as they were, as far as they are known. */
export function knownValue(value: unknown): unknown {
  if (typeof value === "string") return plainText(value) ?? value;
  if (typeof value !== "object" || value === null || isContainerToken(value)) return value;
  if (Array.isArray(value)) return value.map(knownValue);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [knownValue(key), knownValue(member)]),
  );
}

function plainText(value: string): string | undefined {
  if (!mayHideTokens(value)) return undefined;
  const { tokens, literals } = Tokenization.reverseString(value);
  const [token] = tokens;
  const isOne = tokens.length === 1 && literals.length === 0;
  return isOne && token instanceof TemplateExpression ? token.plain : undefined;
}

function hasTokens(value: unknown): boolean {
  return typeof value === "string" && stringPieces(value).some((piece) => "token" in piece);
}

/** Tag of a template: `` hcl`length(${list}) - 1` `` is a Terraform expression over values and tokens. */
export function hcl(texts: TemplateStringsArray, ...values: unknown[]): Expression {
  return new Expression(texts, values);
}

/** What has a meaning inside of a text. Something optional has none: take its `.orNull` or `.or(…)`. */
export type TextValue = string | number | Flag | undefined;

/**
 * Tag of a template: a string with values in it. It stays a plain string where all values are plain, except for
 * text like `${HOME}`: that Terraform would read as its own, so it is escaped wherever it comes to stand.
 */
export function text(texts: TemplateStringsArray, ...values: readonly TextValue[]): string {
  const known = values.map(knownValue) as TextValue[];
  const plain = texts.map((part, index) => part + show(known[index])).join("");
  return known.some(isToken) || escapeMarkers(plain) !== plain
    ? Token.asString(new TemplateExpression(texts, values))
    : plain;
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
function inExpression<T>(context: IResolveContext, build: () => T): T {
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
  if (isToken(value)) return renderToken(context, value);
  if (typeof value === "function") throw new Error(NOT_A_VALUE);
  if (typeof value !== "object") return String(value);
  return hclMembers(value, (member) => render(context, member));
}

const NOT_A_VALUE =
  "An object with functions stands in an expression: of something optional, take .orNull or .or(…); of a construct, one of its attributes.";

/**
 * A token stands for an expression, which comes as text, or for a value that was not known before. References and this
 * project's own are asked themselves: cdktf would search their finished text for tokens once more at each level.
 */
function renderToken(context: IResolveContext, token: unknown): string {
  const known = resolvableOf(token);
  if (known instanceof Expression) return known.inside(context);
  if (isReference(known)) return known.resolve(context) as string;
  noteForeignToken();
  const resolved: unknown = context.resolve(token);
  return typeof resolved === "string" ? resolved : render(context, resolved);
}

/** A string is a literal, one token, or both mixed: then the literal parts are escaped and the tokens are not. */
function renderString(context: IResolveContext, value: string): string {
  if (isRawReference(value)) return `(${value.slice(2, -1)})`;
  const pieces = piecesOf(context, value);
  if (pieces.length === 1 && "code" in pieces[0]!) return pieces[0].code;
  return quotedTemplate(pieces);
}

function piecesOf(context: IResolveContext, value: string): TemplatePiece[] {
  if (isRawReference(value)) return [{ code: value.slice(2, -1) }];
  return stringPieces(value).flatMap((piece) =>
    "text" in piece ? piece : tokenPieces(context, piece.token),
  );
}

function tokenPieces(context: IResolveContext, token: string | number): TemplatePiece[] {
  const inner = resolvableOf(token);
  if (inner instanceof TemplateExpression) return inner.pieces(context);
  return [{ code: renderToken(context, token) }];
}

function pieceOf(context: IResolveContext, value: unknown): TemplatePiece {
  return isToken(value) ? { code: renderToken(context, value) } : { text: show(value) };
}
